//! Text becomes documents. [`parse`] never fails: whatever the text, there is a tree of it, and what
//! is odd about it is told beside the tree.
//!
//! 1. [`front`] cuts the front matter off and reads it.
//! 2. [`mojibake`] mends characters that a wrong encoding damaged, and [`invisible`] ones that nobody sees.
//! 3. [`snippet`] puts other texts in where a line names them, and [`remark`] takes its author's remarks out.
//! 4. [`wrapper`] frees the Markdown in raw HTML, and [`rewrite`] turns admonitions, content tabs and what stands
//!    between colons ([`directive`]) into block quotes, so that they nest like everything else; [`admonition`] has the
//!    table of kinds.
//! 5. [`build`] runs the Markdown parser and lays its events out as a tree of nodes, with [`attributes`] and what stands
//!    in a line of text ([`inline`], [`autolink`], [`wiki`]). Of [`raw_html`], it leaves out what [`html_depth`] says is too
//!    deep; [`balance`] puts its [`tags`] into the order of their [`elements`], as [`raw_part`]s, and tells its [`ids`]
//!    apart. [`raw_mark`] marks each [`raw_address`] by its [use](address_use), in styles ([`css`]), too, and
//!    [`folds`](mod@folds) reads what plans are read by.
//! 6. [`tree`] makes a document of the nodes and finds its [`footnotes`], and [`anchors`] the headings that a
//!    [`raw_anchor`] stands for; [`node`] says what nodes there are.
//! 7. [`coach`] takes out what is for coaches only.
//! 8. [`boxes`] reports boxes that are almost right; [`drawn`] makes tasks of boxes with a sign, a [`box_state`];
//!    [`compose`] makes a tree of another's nodes; [`published`] names pages.
//! 9. [`lost`] and [`foreign`] tell what of the text will not be seen as it was meant; [`allow`] reads where its author
//!    allows what would be told.
//! 10. [`places`] leads every byte of the rewritten text back to the source.

mod address_use;
mod admonition;
mod allow;
mod anchors;
mod attributes;
mod autolink;
mod balance;
mod box_state;
mod boxes;
mod build;
mod coach;
mod compose;
mod css;
mod directive;
mod drawn;
mod elements;
mod folds;
mod footnotes;
mod foreign;
mod front;
mod html_depth;
mod ids;
mod inline;
mod invisible;
mod lost;
mod mojibake;
mod node;
mod places;
mod published;
mod raw_address;
mod raw_anchor;
mod raw_html;
mod raw_mark;
mod raw_part;
mod remark;
mod rewrite;
mod slug;
mod snippet;
mod tags;
mod tree;
mod wiki;
mod wrapper;

use std::ops::Range;

use build::Built;
use front::OtherKeys;
use rayon::prelude::*;
use snippet::{Filled, Missing, Suggestions};
use wiki::Notes;

use crate::diagnostic::Diagnostic;
use crate::source::{Kind, Source, Sources};
use crate::span::FileId;
use crate::units::RawHtml;

pub use address_use::{AddressUse, purpose};
pub use admonition::{Fold, kinds};
pub use attributes::Attributes;
pub use balance::{Around, Balancer, Between};
pub use box_state::{BoxState, without_box};
pub use compose::Composer;
pub use css::style_addresses;
pub use drawn::{drawn_box, is_tick};
pub use folds::{
    after_summary, folds, has_link, is_line_end, only_closes_fold, only_opens_fold, summary,
};
pub use front::FrontMatter;
pub use node::{Admonition, Alignment, CodeBlock, Form, Heading, Node, NodeId, NodeKind};
pub use raw_address::{RawAddress, RawValue, candidates, resolved_style};
pub use raw_part::{RawPart, RawTag, resolved};
pub use slug::{Slugs, slug, without_decoration};
pub use tree::{Children, Document};

/// What every text is parsed with.
#[derive(Clone, Copy)]
struct Parsing<'a> {
    sources: &'a Sources,
    keys: OtherKeys,
    html: RawHtml,
    notes: Option<&'a Notes>,
}

/// Parses every Markdown source, in the order of their paths.
pub fn parse(sources: &Sources, html: RawHtml, found: &mut Vec<Diagnostic>) -> Vec<Document> {
    let texts: Vec<_> = sources.of_kind(Kind::Markdown).collect();
    let keys = if sources.is_mkdocs() {
        OtherKeys::Foreign
    } else {
        OtherKeys::Told
    };
    let notes = Notes::of(sources);
    let parsing = Parsing {
        sources,
        keys,
        html,
        notes: notes.as_ref(),
    };
    let parsed: Vec<_> = texts
        .into_par_iter()
        .map(|text| {
            let mut told = Vec::new();
            let parsed = parse_one(text, parsing, &mut told);
            (parsed, told)
        })
        .collect();
    let mut suggestions = Suggestions::of(sources);
    let mut documents: Vec<Document> = parsed
        .into_iter()
        .map(|((document, missing), mut told)| {
            suggestions.complete(missing, &mut told);
            found.extend(told);
            document
        })
        .collect();
    published::name_pages(&mut documents);
    documents
}

fn parse_one(
    (file, source): (FileId, &Source),
    parsing: Parsing<'_>,
    found: &mut Vec<Diagnostic>,
) -> (Document, Vec<Missing>) {
    let known = found.len();
    let (front, body) = front::cut(file, &source.text, parsing.keys, found);
    let mended = mojibake::mend(file, &source.text, body, found);
    let text = match &mended {
        Some(mended) => mended.text.as_str(),
        None => &source.text[body..],
    };
    let to_source = |range: Range<usize>| match &mended {
        Some(mended) => mended.old_range(range),
        None => range.start + body..range.end + body,
    };
    let filled = snippet::put_in(file, (text, &to_source), parsing.sources, found);
    let of = build::Of {
        file,
        source: &source.text,
        html: parsing.html,
        notes: parsing.notes,
    };
    let (built, missing) = match filled {
        Some(Filled { text, missing }) => {
            let to_source = |range| to_source(text.old_range(range));
            (build::build(of, (&text.text, &to_source), found), missing)
        }
        None => (build::build(of, (text, &to_source), found), Vec::new()),
    };
    let Built {
        foreign,
        nodes,
        footnotes,
        allowed,
    } = built;
    let mut document = Document::new((file, &source.path), front, (nodes, footnotes), allowed);
    let is_public = !parsing.sources.selection.coach;
    if is_public {
        document = coach::without(document);
    }
    let mut unread = Vec::new();
    rayon::join(
        || boxes::report(&document, found),
        || foreign::report(&document, (&source.text, &foreign), &mut unread),
    );
    found.append(&mut unread);
    if is_public {
        coach::guard(&source.text, &mut found[known..]);
    }
    (drawn::tick(document), missing)
}
