//! The addresses of other sites in a handbook.

use super::handbook::{Handbook, LinkSource};
use crate::document::NodeKind;
use crate::span::Span;

/// An address of another site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalAddress {
    /// The address, as written; one that begins with `//` has `https:` in front.
    pub address: String,
    /// Its position.
    pub span: Span,
}

impl Handbook {
    /// The addresses of other sites in links, images and raw HTML, in the order of the source. An address that is in
    /// several places is listed with each of them.
    pub fn external_addresses(&self) -> Vec<ExternalAddress> {
        let documents = self.documents.iter().zip(&self.links);
        let all = documents.flat_map(|(document, links)| {
            links.keys().filter_map(|source| {
                let (written, span) = match source {
                    LinkSource::Node(id) => match &document.node(*id).kind {
                        NodeKind::Link { target, .. } | NodeKind::Image { target, .. } => {
                            (target.as_str(), document.node(*id).span)
                        }
                        _ => return None,
                    },
                    LinkSource::Html(raw) => (raw.written.as_str(), raw.span),
                };
                Some(ExternalAddress {
                    address: of_the_web(written)?,
                    span,
                })
            })
        });
        let mut all: Vec<ExternalAddress> = all.collect();
        all.sort_by(|a, b| {
            let place = |one: &ExternalAddress| (one.span.file, one.span.start, one.span.end);
            place(a)
                .cmp(&place(b))
                .then_with(|| a.address.cmp(&b.address))
        });
        all.dedup();
        all
    }
}

/// An address that a link checker can open.
fn of_the_web(written: &str) -> Option<String> {
    let written = written.trim();
    let begins = |scheme: &str| {
        let start = written.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    if written.starts_with("//") {
        return Some(format!("https:{written}"));
    }
    (begins("http://") || begins("https://")).then(|| written.to_owned())
}
