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
//! 10. [`places`] maps every byte of the rewritten text back to the source, and [`kept`] has the texts that were parsed
//!     before.

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
mod kept;
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
use kept::{ParseSettings, ParsedSource};
use rayon::prelude::*;
use snippet::{Filled, SnippetSuggestions};

use crate::diagnostic::Diagnostic;
use crate::source::{Source, SourceKind, Sources};
use crate::span::FileId;
use crate::units::RawHtml;

pub use address_use::{AddressUse, purpose};
pub use admonition::{Fold, REVIEW, kinds};
pub use attributes::{AttributeList, attribute_names};
pub use balance::{Balancer, Between, RowContext};
pub use box_state::{BoxState, without_box};
pub use compose::Composer;
pub use css::style_addresses;
pub use drawn::{drawn_box, is_tick};
pub use folds::{
    beside_summary, folds, has_link, is_line_end, only_closes_fold, only_opens_fold, summary,
};
pub use front::FrontMatter;
pub use front_keys::{FRONT_KEYS, front_matter_schema};
pub use kept::ParsedTexts;
pub use node::{Admonition, Alignment, CodeBlock, Form, Heading, Node, NodeId, NodeKind};
pub use raw_address::{RawAddress, RawValue, candidates, resolved_style};
pub use raw_part::{RawPart, RawTag, resolved};
pub use slug::{Slugs, slug, without_decoration};
pub use tree::{Children, Document};

/// Parses every Markdown source, in the order of their paths. With `past`, a text that is the same as last time is not
/// parsed again.
pub fn parse(
    sources: &Sources,
    html: RawHtml,
    mut past: Option<&mut ParsedTexts>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Document> {
    let texts: Vec<_> = sources.of_kind(SourceKind::Markdown).collect();
    let settings = ParseSettings::of(sources, html);
    let known = past.as_deref().filter(|past| past.are_with(&settings));
    let parsed: Vec<_> = texts
        .into_par_iter()
        .map(|(file, source)| {
            let known = known.and_then(|known| known.of(file, source));
            known.unwrap_or_else(|| {
                let mut reported = Vec::new();
                let parsed = parse_one((file, source), (sources, &settings), &mut reported);
                ParsedSource { reported, ..parsed }
            })
        })
        .collect();
    if let Some(past) = &mut past {
        **past = ParsedTexts::new(settings, sources, &parsed);
    }
    let mut suggestions = SnippetSuggestions::of(sources);
    let mut documents: Vec<Document> = parsed
        .into_iter()
        .map(|mut parsed| {
            suggestions.complete(parsed.missing, &mut parsed.reported);
            diagnostics.append(&mut parsed.reported);
            parsed.document
        })
        .collect();
    published::name_pages(&mut documents);
    documents
}

/// Parses one text. Its diagnostics are added to `diagnostics`.
fn parse_one(
    (file, source): (FileId, &Source),
    (sources, settings): (&Sources, &ParseSettings),
    diagnostics: &mut Vec<Diagnostic>,
) -> ParsedSource {
    let known = diagnostics.len();
    let (front, body) = front::cut(file, &source.text, settings.keys, diagnostics);
    let repaired = mojibake::repair(file, &source.text, body, diagnostics);
    let text = match &repaired {
        Some(repaired) => repaired.text.as_str(),
        None => &source.text[body..],
    };
    let to_source = |range: Range<usize>| match &repaired {
        Some(repaired) => repaired.old_range(range),
        None => range.start + body..range.end + body,
    };
    let filled = snippet::put_in(file, (text, &to_source), sources, diagnostics);
    let is_alone = filled.is_none();
    let of = build::ParseContext {
        file,
        source: &source.text,
        html: settings.html,
        notes: settings.notes.as_deref(),
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
    let is_public = settings.is_public;
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
    ParsedSource {
        document: drawn::tick(document),
        reported: Vec::new(),
        missing,
        is_alone,
        known: None,
    }
}
