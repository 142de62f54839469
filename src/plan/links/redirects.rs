//! Resolves the former addresses of documents.

use super::super::handbook::{Moved, Target};
use super::link::UnresolvedLink;
use super::{LinkIndex, decode, join};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{AddressUse, Document};
use crate::plan::{ContentFolder, Plan, page_id};
use crate::span::Span;
use crate::system::names::{is_file_name, is_reserved};
use crate::units::Redirect;

/// Finds where old addresses lead, those of `redirects` and the documents' own aliases, and reports those that no page
/// can be made for.
pub(crate) fn resolve_redirects(
    redirects: &[Redirect],
    (documents, plans): (&[Document], &[Plan]),
    beside: ContentFolder<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Moved> {
    let aliases = documents.iter().enumerate().flat_map(|(index, document)| {
        let aliases = document.front.aliases.iter();
        aliases.map(move |(alias, span)| (index, alias.as_str(), *span))
    });
    let mut moved = Vec::new();
    if !redirects.is_empty() {
        let index = LinkIndex::new(documents, plans, beside);
        for redirect in redirects {
            match index.moved(redirect) {
                Ok((one, reported)) => {
                    diagnostics.extend(reported);
                    moved.push(one);
                }
                Err((reported, hint)) => {
                    let dead = Diagnostic::new(Code::DeadRedirect, redirect.span, reported);
                    diagnostics.push(dead.hint(hint));
                }
            }
        }
    }
    for (index, alias, span) in aliases {
        match aliased((index, &documents[index]), alias, span) {
            Some(one) => moved.push(one),
            None => {
                let reported = format!("no page can have the address `{alias}`");
                let dead = Diagnostic::new(Code::DeadRedirect, span, reported);
                diagnostics.push(dead.hint(
                    "write the old address relative to the content folder, such as `old/page.html`",
                ));
            }
        }
    }
    moved
}

/// A document at one of the addresses that it had; `None` if no page can be at that.
fn aliased((index, document): (usize, &Document), alias: &str, span: Span) -> Option<Moved> {
    let (path, anchor) = with_anchor(alias);
    let path = decode(path);
    let whole = join("", &path)?;
    let is_whole = whole.split('/').all(|part| {
        is_file_name(part)
            && !is_reserved(part)
            && !part.ends_with(['.', ' '])
            && !part.contains('?')
    });
    if !is_whole {
        return None;
    }
    let addresses = match whole.rsplit_once('.').map(|(_, ending)| ending) {
        Some("md" | "markdown") => addresses(&whole),
        Some("html") => vec![whole],
        _ if path.ends_with('/') => vec![format!("{whole}/index.html")],
        _ => vec![format!("{whole}.html"), format!("{whole}/index.html")],
    };
    Some(Moved {
        addresses,
        anchor: anchor.map(decode),
        span,
        is_alias: true,
        target: Target::Document {
            document: index,
            heading: document.start_of(span.file),
            id: None,
        },
        to: document.path.clone(),
    })
}

/// An address without the place in its page, and that place.
fn with_anchor(address: &str) -> (&str, Option<&str>) {
    match address.split_once('#') {
        Some((path, anchor)) if !anchor.is_empty() => (path, Some(anchor)),
        Some((path, _)) => (path, None),
        None => (address, None),
    }
}

impl LinkIndex<'_> {
    /// The redirect for a former address, or else why there is none and what can be done.
    fn moved(
        &self,
        Redirect { from, to, span }: &Redirect,
    ) -> Result<(Moved, Vec<Diagnostic>), (String, &'static str)> {
        let (path, anchor) = with_anchor(from);
        let addresses = join("", path)
            .map(|path| addresses(&path))
            .unwrap_or_default();
        if addresses.is_empty() {
            let reported = format!("`{from}` is not the path of a document");
            return Err((
                reported,
                "write it relative to the content folder, such as `old/page.md`",
            ));
        }
        if self.paths.contains_key(path) {
            let reported = format!("`{path}` is redirected but still exists; its page is kept");
            return Err((reported, "remove this line, or remove the document"));
        }
        let link = UnresolvedLink {
            document: 0,
            missing: Code::DeadRedirect,
            purpose: AddressUse::Link,
            from: "",
            target: to.clone(),
            span: *span,
        };
        let mut reported = Vec::new();
        let target = match to.split('#').next().unwrap_or_default() {
            "" => Target::Missing,
            _ => self.target(&link, &mut reported),
        };
        match target {
            Target::Missing | Target::Refused => Err((
                format!("`{to}` not found, so `{from}` cannot be redirected to it"),
                "write the path of a document, or a URL that begins with `https:`",
            )),
            target => {
                let reported = reported.into_iter().map(|fault| fault.diagnostic).collect();
                let moved = Moved {
                    addresses,
                    anchor: anchor.map(decode),
                    span: *span,
                    is_alias: false,
                    target,
                    to: to.trim().to_owned(),
                };
                Ok((moved, reported))
            }
        }
    }
}

/// The addresses that the page of a document has or may have had, below the output folder: the handbook's, and that of
/// `MkDocs`.
fn addresses(path: &str) -> Vec<String> {
    let stem = [".md", ".markdown", ".html"]
        .iter()
        .find_map(|ending| path.strip_suffix(ending))
        .unwrap_or(path);
    let (folder, name) = match stem.rsplit_once('/') {
        Some((folder, name)) => (format!("{folder}/"), name),
        None => (String::new(), stem),
    };
    let is_index = ["index", "readme"].contains(&name.to_lowercase().as_str());
    let mut addresses = match name {
        "" => Vec::new(),
        _ if is_index => vec![format!("{folder}index.html")],
        _ => vec![
            format!("{}.html", page_id(path)),
            format!("{stem}.html"),
            format!("{stem}/index.html"),
        ],
    };
    addresses.dedup();
    addresses
}
