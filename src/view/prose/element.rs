//! Elements of raw HTML, with their addresses adjusted to the page.

use super::ProseSource;
use crate::document::{AddressUse, RawAddress, RawTag, RawValue, resolved_style};
use crate::plan::LinkSource;
use crate::units::PictureSize;
use crate::view::address::{Lead, loaded};
use crate::view::content::{Content, ElementNode, LinkNode, ViewNode};
use crate::view::mark::LinkMarks;

/// The attributes of an element.
#[derive(Default)]
struct ElementAttributes {
    all: Vec<(String, String)>,
    /// The resolved target of its link, and the address as written.
    link: Option<(Lead, String)>,
    /// The size of the picture that it shows, if it is known.
    size: Option<PictureSize>,
    /// Whether its content cannot be shown.
    is_lost: bool,
}

/// An element with its content, as Markdown's own node if it is one. If its target is missing, its words.
pub(super) fn element<'a>(
    text: &ProseSource<'_, 'a>,
    tag: &RawTag,
    children: Option<Content<'a>>,
    marks: Option<&LinkMarks<'_>>,
) -> Content<'a> {
    let ElementAttributes {
        all, link, is_lost, ..
    } = attributes(text, tag);
    if is_lost {
        return words_instead(tag, all, children);
    }
    match (tag.name.as_str(), link, children) {
        ("p", _, Some(children)) if all.is_empty() => vec![ViewNode::Paragraph(children)],
        ("a", Some((Lead::To(address), _)), Some(children)) => {
            vec![ViewNode::Link(LinkNode {
                mark: marks.and_then(|marks| marks.number(&address, &children)),
                address,
                attributes: all,
                title: "",
                children,
            })]
        }
        ("a", Some((lead, written)), Some(children)) => {
            let children = match lead {
                Lead::ToCome => vec![ViewNode::MissingLink {
                    target: written.into(),
                    children,
                }],
                _ => children,
            };
            // Links may still lead to it.
            let ids = all.into_iter().filter(|(name, _)| name == "id");
            let ids: Vec<(String, String)> = ids.collect();
            if ids.is_empty() {
                return children;
            }
            vec![plain(tag, ids, Some(children))]
        }
        (_, link, children) => {
            let mut all = all;
            if let Some((Lead::To(address), _)) = link {
                all.push(("href".to_owned(), address));
            }
            vec![plain(tag, all, children)]
        }
    }
}

fn plain<'a>(
    tag: &RawTag,
    attributes: Vec<(String, String)>,
    children: Option<Content<'a>>,
) -> ViewNode<'a> {
    ViewNode::Element(ElementNode {
        name: tag.name.clone(),
        attributes,
        children,
    })
}

/// The attributes of a tag, with its addresses adjusted to the page.
fn attributes(text: &ProseSource<'_, '_>, tag: &RawTag) -> ElementAttributes {
    let mut attributes = ElementAttributes::default();
    for (name, value) in tag.values() {
        match value {
            RawValue::Text(value) => attributes.all.push((name, value)),
            RawValue::Style(css) => attributes.all.push((name, style(text, &css))),
            RawValue::Address(address) if address.purpose == AddressUse::Link => {
                let lead = text.links.lead_raw(text.index, &address);
                attributes.link = Some((lead, address.written));
            }
            RawValue::Address(address) => match shown(text, &address) {
                Some(shown) => {
                    attributes.all.push((name, shown));
                    let source = LinkSource::Html(address);
                    attributes.size = text.links.picture(text.index, &source);
                }
                None => attributes.is_lost |= is_shown(&tag.name, &name),
            },
            RawValue::Candidates(candidates) => {
                let shown = candidates.iter().filter_map(|(address, size)| {
                    let address = shown(text, address)?;
                    Some(format!("{address} {size}").trim_end().to_owned())
                });
                let shown: Vec<String> = shown.collect();
                if !shown.is_empty() {
                    attributes.all.push((name, shown.join(", ")));
                }
            }
        }
    }
    let shows = |name: &str| attributes.all.iter().any(|(known, _)| known == name);
    if matches!(tag.name.as_str(), "img" | "source") && !shows("src") && !shows("srcset") {
        attributes.is_lost = true;
    }
    if tag.name == "img" {
        complete(&mut attributes.all, attributes.size);
    }
    attributes
}

/// Adds what an author did not state to the attributes of a picture, so that the page keeps its place free and loads it
/// when it is about to be seen.
fn complete(attributes: &mut Vec<(String, String)>, size: Option<PictureSize>) {
    let stated = |wanted: &str| {
        let mut all = attributes.iter();
        all.find(|(name, _)| name == wanted)
            .map(|(_, value)| value.trim().to_owned())
    };
    let pixels = |value: String| value.parse().ok().filter(|pixels| *pixels > 0);
    let missing = size.map_or((None, None), |size| {
        match (stated("width"), stated("height")) {
            (None, None) => (Some(size.width), Some(size.height)),
            (Some(width), None) => (None, pixels(width).map(|width| size.height_at(width))),
            (None, Some(height)) => (pixels(height).map(|height| size.width_at(height)), None),
            (Some(_), Some(_)) => (None, None),
        }
    });
    let is_lazy = stated("loading").is_none();
    let mut add = |name: &str, value: String| attributes.push((name.to_owned(), value));
    if let Some(width) = missing.0 {
        add("width", width.to_string());
    }
    if let Some(height) = missing.1 {
        add("height", height.to_string());
    }
    if is_lazy {
        add("loading", "lazy".to_owned());
    }
}

/// CSS with its addresses adjusted to the page.
pub(super) fn style(text: &ProseSource<'_, '_>, css: &str) -> String {
    resolved_style(css, |address| shown(text, address))
}

/// The address of a file, if it can be loaded.
fn shown(text: &ProseSource<'_, '_>, address: &RawAddress) -> Option<String> {
    match text.links.lead_raw(text.index, address) {
        Lead::To(address) => Some(loaded(address)),
        Lead::ToCome | Lead::Nowhere => None,
    }
}

/// Whether an element is empty without the target of an attribute.
fn is_shown(element: &str, attribute: &str) -> bool {
    !matches!((element, attribute), ("audio" | "video", _) | (_, "poster"))
}

/// The words to show in place of an element without content.
fn words_instead<'a>(
    tag: &RawTag,
    attributes: Vec<(String, String)>,
    children: Option<Content<'a>>,
) -> Content<'a> {
    if tag.name == "object" {
        return children.unwrap_or_default();
    }
    let mut attributes = attributes.into_iter();
    let alternative = attributes.find(|(name, _)| name == "alt");
    let words = alternative.map(|(_, words)| words).unwrap_or_default();
    if words.is_empty() {
        return Vec::new();
    }
    vec![ViewNode::Text(words.into())]
}
