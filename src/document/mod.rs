//! Turns text into documents. [`parse`] never fails: every text has a tree, and problems are reported beside it.
//!
//! 1. [`front`] splits off the front matter and reads it.
//! 2. [`mojibake`] repairs characters that a wrong encoding damaged, and [`invisible`] replaces invisible ones.
//! 3. [`snippet`] inserts other texts at lines that name them, and [`remark`] removes the author's comments.
//! 4. [`wrapper`] exposes the Markdown in raw HTML, and [`rewrite`] turns admonitions, content tabs and blocks between
//!    colons ([`directive`]) into block quotes, so they nest like everything else; [`admonition`] has the table of
//!    kinds.
//! 5. [`build`] runs the Markdown parser and turns its events into a tree of nodes, with [`attributes`] and inline
//!    syntax ([`inline`], [`autolink`], [`wiki`]). In [`raw_html`], it removes elements that are too deep
//!    ([`html_depth`]); [`balance`] puts its [`tags`] into the order of their [`elements`], as [`raw_part`]s, and makes
//!    its [`ids`] unique. [`raw_mark`] marks each [`raw_address`] by its [use](address_use), also in styles ([`css`]),
//!    and [`folds`](mod@folds) reads the elements that matter for plans.
//! 6. [`tree`] makes a document of the nodes and finds its [`footnotes`], and [`anchors`] the headings of
//!    [`raw_anchor`]s; [`node`] defines the nodes.
//! 7. [`coach`] removes content for coaches only.
//! 8. [`boxes`] reports malformed boxes; [`drawn`] makes tasks of boxes with a sign, a [`box_state`]; [`compose`]
//!    builds a tree from another one's nodes; [`published`] names pages.
//! 9. [`lost`] and [`foreign`] report text that will not be shown as intended; [`allow`] reads the comments that
//!    suppress diagnostics.
//! 10. [`places`] maps every byte of the rewritten text back to the source.

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
mod front_keys;
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
#[cfg(test)]
mod tests;
mod tree;
mod wiki;
mod wrapper;

use std::ops::Range;

use build::ParsedFile;
use front::OtherKeys;
use rayon::prelude::*;
use snippet::{Filled, Missing, SnippetSuggestions};
use wiki::Notes;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, SourceKind, Sources};
use crate::span::FileId;
use crate::units::RawHtml;

pub use address_use::{AddressUse, purpose};
pub use admonition::{Fold, REVIEW, kinds};
pub use attributes::AttributeList;
pub use balance::{Balancer, Between, RowContext};
pub use box_state::{BoxState, without_box};
pub use compose::Composer;
pub use css::style_addresses;
pub use drawn::{drawn_box, is_tick};
pub use folds::{
    after_summary, folds, has_link, is_line_end, only_closes_fold, only_opens_fold, summary,
};
pub use front::FrontMatter;
pub use front_keys::front_matter_schema;
pub use node::{Admonition, Alignment, CodeBlock, Form, Heading, Node, NodeId, NodeKind};
pub use raw_address::{RawAddress, RawValue, candidates, resolved_style};
pub use raw_part::{RawPart, RawTag, resolved};
pub use slug::{Slugs, slug, without_decoration};
pub use tree::{Children, Document};

/// The settings for parsing.
#[derive(Clone, Copy)]
struct Parsing<'a> {
    sources: &'a Sources,
    keys: OtherKeys,
    html: RawHtml,
    notes: Option<&'a Notes>,
}

/// Parses every Markdown source, in the order of their paths.
pub fn parse(sources: &Sources, html: RawHtml, diagnostics: &mut Vec<Diagnostic>) -> Vec<Document> {
    let texts: Vec<_> = sources.of_kind(SourceKind::Markdown).collect();
    let keys = if sources.is_mkdocs() {
        OtherKeys::Foreign
    } else {
        OtherKeys::Reported
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
            let mut reported = Vec::new();
            let parsed = parse_one(text, parsing, &mut reported);
            (parsed, reported)
        })
        .collect();
    let mut suggestions = SnippetSuggestions::of(sources);
    let mut documents: Vec<Document> = parsed
        .into_iter()
        .map(|((document, missing), mut reported)| {
            suggestions.complete(missing, &mut reported);
            diagnostics.extend(reported);
            document
        })
        .collect();
    published::name_pages(&mut documents);
    documents
}

fn parse_one(
    (file, source): (FileId, &Source),
    parsing: Parsing<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Document, Vec<Missing>) {
    let known = diagnostics.len();
    let (front, body) = front::cut(file, &source.text, parsing.keys, diagnostics);
    let repaired = mojibake::repair(file, &source.text, body, diagnostics);
    let text = match &repaired {
        Some(repaired) => repaired.text.as_str(),
        None => &source.text[body..],
    };
    let to_source = |range: Range<usize>| match &repaired {
        Some(repaired) => repaired.old_range(range),
        None => range.start + body..range.end + body,
    };
    let filled = snippet::put_in(file, (text, &to_source), parsing.sources, diagnostics);
    let of = build::ParseContext {
        file,
        source: &source.text,
        html: parsing.html,
        notes: parsing.notes,
    };
    let (built, missing) = match filled {
        Some(Filled { text, missing }) => {
            let to_source = |range| to_source(text.old_range(range));
            (
                build::build(of, (&text.text, &to_source), diagnostics),
                missing,
            )
        }
        None => (
            build::build(of, (text, &to_source), diagnostics),
            Vec::new(),
        ),
    };
    let ParsedFile {
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
        || boxes::report(&document, diagnostics),
        || foreign::report(&document, (&source.text, &foreign), &mut unread),
    );
    diagnostics.append(&mut unread);
    if is_public {
        coach::guard(&source.text, &mut diagnostics[known..]);
    }
    (drawn::tick(document), missing)
}
