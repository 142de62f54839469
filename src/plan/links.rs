//! Resolves links, once for the whole handbook.

mod anchors;
mod link;
mod moved;
mod path;
mod redirects;
mod remote;
mod suggestions;

use std::collections::HashMap;

use rayon::prelude::*;

use super::handbook::{LinkSource, Target};
use super::model::Plan;
use link::UnresolvedLink;
pub use moved::{MovedFile, encoded, relative};
use path::{decode, document_paths, join, respelled, without_ending};
pub(crate) use redirects::resolve_redirects;
pub(crate) use remote::Servers;
use remote::{elsewhere, scheme};
use suggestions::{BrokenLink, LinkSuggestions, Typed};

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{AddressUse, Document, NodeId, NodeKind, slug};
use crate::system::names::{composed, spellings};
use crate::units::Exclusion;

/// The minimum number of links per core.
const FEWEST_AT_ONCE: usize = 64;

/// The content folder, except its documents.
#[derive(Clone, Copy)]
pub(crate) struct ContentFolder<'a> {
    /// Whether there is a file other than a document at a path.
    pub(crate) has_asset: &'a (dyn Fn(&str) -> bool + Sync),
    /// Why the file at a path is excluded.
    pub(crate) left_out: &'a (dyn Fn(&str) -> Option<Exclusion> + Sync),
    /// The servers that pages may load files from.
    pub(crate) servers: Servers<'a>,
}

/// Resolves every link and image of each document, and reports dead ones.
pub(crate) fn resolve_links(
    documents: &[Document],
    plans: &[Plan],
    beside: ContentFolder<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<HashMap<LinkSource, Target>> {
    let index = LinkIndex::new(documents, plans, beside);
    let resolved: Vec<_> = (0..documents.len())
        .into_par_iter()
        .map(|document| {
            let mut own = Vec::new();
            (index.resolve(document, &mut own), own)
        })
        .collect();
    let mut suggestions = LinkSuggestions::of(documents, &index.anchors);
    resolved
        .into_iter()
        .map(|(links, own)| {
            diagnostics.extend(own.into_iter().map(|fault| suggestions.complete(fault)));
            links
        })
        .collect()
}

/// A document, and the first heading of one of its files.
type LinkPlace = (usize, Option<NodeId>);

/// The possible targets of links.
struct LinkIndex<'a> {
    documents: &'a [Document],
    /// Each document's path, and the paths of files that were joined into one plan.
    paths: HashMap<&'a str, LinkPlace>,
    /// The anchors of each document, with `week-2` and `week-2-monday` for those of plans.
    anchors: Vec<HashMap<String, NodeId>>,
    /// The only path with a name, ignoring case and extension; `None` if several have it.
    alike: HashMap<String, Option<&'a str>>,
    beside: ContentFolder<'a>,
}

impl<'a> LinkIndex<'a> {
    fn new(documents: &'a [Document], plans: &[Plan], beside: ContentFolder<'a>) -> Self {
        let mut paths = HashMap::new();
        let mut anchors = Vec::new();
        for (index, document) in documents.iter().enumerate() {
            for (path, first) in document.files() {
                paths.insert(path, (index, first));
            }
            anchors.push(anchors::anchors(document));
        }
        for plan in plans {
            anchors::add_weeks(plan, &mut anchors[plan.document]);
        }
        let mut alike: HashMap<String, Option<&str>> = HashMap::new();
        let mut all: Vec<&str> = paths.keys().copied().collect();
        all.sort_unstable();
        for path in all {
            let only = alike.entry(without_ending(path));
            only.and_modify(|only| *only = None).or_insert(Some(path));
        }
        Self {
            documents,
            paths,
            anchors,
            alike,
            beside,
        }
    }

    /// Resolves every link and image of a document; dead ones are reported.
    fn resolve(
        &self,
        document: usize,
        broken: &mut Vec<BrokenLink>,
    ) -> HashMap<LinkSource, Target> {
        let own = &self.documents[document];
        let link = |id: NodeId| {
            let (purpose, target) = match &own.node(id).kind {
                NodeKind::Link { target, .. } => (AddressUse::Link, target),
                NodeKind::Image { target, .. } => (AddressUse::Image, target),
                _ => return None,
            };
            let link = UnresolvedLink {
                document,
                missing: missing(purpose),
                purpose,
                from: own.path_of(id),
                target: target.clone(),
                span: own.node(id).span,
            };
            Some((LinkSource::Node(id), link))
        };
        let raw = own.raw_addresses().map(|(from, address)| {
            let link = UnresolvedLink {
                document,
                missing: missing(address.purpose),
                purpose: address.purpose,
                from,
                target: address.written.clone(),
                span: address.span,
            };
            (LinkSource::Html(address), link)
        });
        let links: Vec<(LinkSource, UnresolvedLink<'_>)> =
            own.all().filter_map(link).chain(raw).collect();
        let links = links.into_par_iter().with_min_len(FEWEST_AT_ONCE);
        let resolved = links.map(|(source, link)| {
            let mut faults = Vec::new();
            (source, self.target(&link, &mut faults), faults)
        });
        let resolved: Vec<_> = resolved.collect();
        let targets = resolved.into_iter().map(|(source, target, mut faults)| {
            broken.append(&mut faults);
            (source, target)
        });
        targets.collect()
    }

    fn target(&self, link: &UnresolvedLink<'_>, broken: &mut Vec<BrokenLink>) -> Target {
        let target = link.target.trim();
        if scheme(target).is_some() || target.starts_with("//") {
            return elsewhere(link, target, self.beside.servers, broken);
        }
        let (path, anchor) = target
            .split_once('#')
            .map_or((target, None), |(path, anchor)| (path, Some(anchor)));
        let path = path.split('?').next().unwrap_or_default();
        let shows_pages = matches!(link.purpose, AddressUse::Link | AddressUse::Frame);
        if path.is_empty() && shows_pages {
            return self.heading(link, ((link.document, None), anchor), broken);
        }
        let Some(path) = join(link.from, &decode(path)) else {
            broken.push(
                Diagnostic::new(
                    Code::LinkOutside,
                    link.span,
                    format!("`{target}` is outside the content folder; the link is shown as text"),
                )
                .hint("link to a file inside the content folder, or to a URL")
                .into(),
            );
            return Target::Refused;
        };
        let path = self.spelled(&path);
        if let Some(place) = self.document_at(&path).filter(|_| shows_pages) {
            let place = self
                .translated(link.document, place, anchor)
                .unwrap_or(place);
            return self.heading(link, (place, anchor), broken);
        }
        if (self.beside.has_asset)(&path) {
            return Target::Asset(path);
        }
        if let Some((left_out, target)) = self.left_out(link, &path) {
            broken.push(left_out.into());
            return target;
        }
        broken.push(self.missing(link, target, &path));
        Target::Missing
    }

    fn missing(&self, link: &UnresolvedLink<'_>, target: &str, path: &str) -> BrokenLink {
        if link.missing == Code::MissingImage {
            let message =
                format!("image `{target}` not found; its alternative text is shown instead");
            let diagnostic = Diagnostic::new(link.missing, link.span, message).hint(format!(
                "add `{path}` to the content folder, or remove the image"
            ));
            return diagnostic.into();
        }
        if link.purpose != AddressUse::Link {
            let message = format!("file `{target}` not found; it is left out");
            let diagnostic = Diagnostic::new(link.missing, link.span, message).hint(format!(
                "add `{path}` to the content folder, or remove the element"
            ));
            return diagnostic.into();
        }
        let message = format!("`{target}` not found; the link is shown as not yet written");
        let diagnostic = Diagnostic::new(link.missing, link.span, message);
        if let Some((candidate, right)) = self.only_candidate(target, path) {
            let wrong = target.split(['#', '?']).next().unwrap_or_default();
            return diagnostic
                .hint(format!("did you mean `/{candidate}`?"))
                .fix(link.span, wrong, right)
                .into();
        }
        BrokenLink {
            diagnostic: diagnostic.hint(format!(
                "create `{path}` in the content folder, or remove the link"
            )),
            typed: Some(Typed::Path(path.to_owned())),
        }
    }

    /// The only document whose path differs from the wanted one just in case or extension, and the spelling of a link
    /// to it.
    fn only_candidate(&self, target: &str, path: &str) -> Option<(&str, String)> {
        let candidate = (*self.alike.get(&without_ending(path))?)?;
        Some((candidate, respelled(target, candidate)?))
    }

    /// A path in the spelling of the file on the disk.
    fn spelled(&self, path: &str) -> String {
        let exists = |path: &str| self.document_at(path).is_some() || (self.beside.has_asset)(path);
        let known = spellings(path).find(|path| exists(path));
        known.unwrap_or_else(|| composed(path)).into_owned()
    }

    fn document_at(&self, path: &str) -> Option<LinkPlace> {
        document_paths(path).find_map(|path| self.paths.get(path.as_str()).copied())
    }

    /// The translation of a linked document into the language of the one with the link, unless it lacks the anchor.
    fn translated(
        &self,
        from: usize,
        (to, first): LinkPlace,
        anchor: Option<&str>,
    ) -> Option<LinkPlace> {
        let language = self.documents[from].translation.as_deref()?;
        let path = match first {
            Some(first) => self.documents[to].path_of(first),
            None => &self.documents[to].path,
        };
        let (stem, ending) = path.rsplit_once('.')?;
        let tags = [language.to_owned(), language.replace('-', "_")];
        let mut paths = tags.iter().map(|tag| format!("{stem}.{tag}.{ending}"));
        let place = paths.find_map(|path| self.paths.get(path.as_str()).copied())?;
        let is_there = anchor.is_none_or(|anchor| {
            anchor.is_empty() || self.anchor(place.0, &decode(anchor)).is_some()
        });
        is_there.then_some(place)
    }

    /// The heading with an anchor, and the anchor as it is in the document.
    fn anchor(&self, document: usize, anchor: &str) -> Option<(&String, &NodeId)> {
        let anchors = &self.anchors[document];
        spellings(anchor)
            .find_map(|anchor| anchors.get_key_value(anchor.as_ref()))
            .or_else(|| anchors.get_key_value(&slug(anchor)))
    }

    /// Reports a link to an excluded file, and returns the target to use.
    fn left_out(&self, link: &UnresolvedLink<'_>, path: &str) -> Option<(Diagnostic, Target)> {
        let (path, why) = document_paths(path).find_map(|path| {
            let why = (self.beside.left_out)(&path)?;
            Some((path, why))
        })?;
        let (shown, target) = match why {
            _ if link.missing == Code::MissingImage => (
                "the alternative text of the image is shown instead",
                Target::Missing,
            ),
            Exclusion::Pattern(_) => ("the link is shown as text", Target::Refused),
            _ => ("the link is shown as not yet written", Target::Missing),
        };
        let message = format!("`{path}` {}; {shown}", why.reason());
        let left_out = Diagnostic::new(link.missing, link.span, message);
        let hint = format!("remove the link, or {}", why.remedy());
        Some((left_out.hint(hint), target))
    }

    fn heading(
        &self,
        link: &UnresolvedLink<'_>,
        ((document, first), anchor): (LinkPlace, Option<&str>),
        broken: &mut Vec<BrokenLink>,
    ) -> Target {
        let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) else {
            return Target::Document {
                document,
                heading: first,
                id: None,
            };
        };
        let anchor = decode(anchor);
        let known = self.anchor(document, &anchor);
        if known.is_none() {
            let diagnostic = Diagnostic::new(
                Code::DeadAnchor,
                link.span,
                format!(
                    "`{}` has no heading `#{anchor}`; the link leads to the top of the page",
                    self.documents[document].path
                ),
            );
            broken.push(BrokenLink {
                diagnostic: diagnostic
                    .hint("write the heading in lower case, with `-` between words"),
                typed: Some(Typed::Anchor { document, anchor }),
            });
        }
        let own = &self.documents[document];
        let raw = known.filter(|(_, node)| matches!(own.node(**node).kind, NodeKind::Html(_)));
        Target::Document {
            document,
            heading: known.map(|(_, node)| *node).or(first),
            id: raw.map(|(id, _)| id.clone()),
        }
    }
}

/// The code for an address without a target.
fn missing(purpose: AddressUse) -> Code {
    match purpose {
        AddressUse::Image => Code::MissingImage,
        _ => Code::DeadLink,
    }
}
