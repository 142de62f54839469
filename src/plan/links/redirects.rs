//! Resolves the former addresses of documents.

use super::super::handbook::{Moved, Target};
use super::link::Link;
use super::{Index, join};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{AddressUse, Document};
use crate::plan::{Beside, Plan, page_id};
use crate::units::Redirect;

/// Resolves former addresses, and reports those without a target.
pub(crate) fn resolve_redirects(
    redirects: &[Redirect],
    (documents, plans): (&[Document], &[Plan]),
    beside: Beside<'_>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Moved> {
    if redirects.is_empty() {
        return Vec::new();
    }
    let index = Index::new(documents, plans, beside);
    let mut moved = Vec::new();
    for redirect in redirects {
        match index.moved(redirect) {
            Ok((one, told)) => {
                found.extend(told);
                moved.push(one);
            }
            Err((told, hint)) => {
                let dead = Diagnostic::new(Code::DeadRedirect, redirect.span, told);
                found.push(dead.hint(hint));
            }
        }
    }
    moved
}

impl Index<'_> {
    /// The redirect for a former address, or else why there is none and what can be done.
    fn moved(
        &self,
        Redirect { from, to, span }: &Redirect,
    ) -> Result<(Moved, Vec<Diagnostic>), (String, &'static str)> {
        let addresses = join("", from)
            .map(|from| addresses(&from))
            .unwrap_or_default();
        if addresses.is_empty() {
            let told = format!("`{from}` is no path of a document");
            return Err((
                told,
                "write it from the content folder, as in `old/page.md`",
            ));
        }
        if self.paths.contains_key(from.as_str()) {
            let told = format!("`{from}` is redirected and is still there; its page stays");
            return Err((told, "remove the line, or the document"));
        }
        let link = Link {
            document: 0,
            missing: Code::DeadRedirect,
            purpose: AddressUse::Link,
            from: "",
            target: to.clone(),
            span: *span,
        };
        let mut told = Vec::new();
        let target = match to.split('#').next().unwrap_or_default() {
            "" => Target::Missing,
            _ => self.target(&link, &mut told),
        };
        match target {
            Target::Missing | Target::Refused => Err((
                format!("`{to}` is not there, so `{from}` leads nowhere"),
                "name a document of the content folder, or an address that begins with https:",
            )),
            target => {
                let told = told.into_iter().map(|fault| fault.diagnostic).collect();
                let to = to.trim().to_owned();
                Ok((
                    Moved {
                        addresses,
                        target,
                        to,
                    },
                    told,
                ))
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
