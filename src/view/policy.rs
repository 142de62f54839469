//! The sources that a page's content policy needs for its author's content, beside the theme's own.

use std::collections::BTreeSet;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::content::{Content, ElementNode, ViewNode};
use crate::document::{AddressUse, candidates, purpose, style_addresses};
use crate::units::Origin;

/// The sources that a page needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PolicyView {
    /// For scripts.
    pub scripts: BTreeSet<PolicySource>,
    /// For styles.
    pub styles: BTreeSet<PolicySource>,
    /// For images.
    pub images: BTreeSet<PolicySource>,
    /// For fonts.
    pub fonts: BTreeSet<PolicySource>,
    /// For sound and video.
    pub media: BTreeSet<PolicySource>,
    /// For pages in frames.
    pub frames: BTreeSet<PolicySource>,
    /// For embedded objects.
    pub objects: BTreeSet<PolicySource>,
    /// For targets of forms.
    pub forms: BTreeSet<PolicySource>,
}

/// A source, in the order in which policies list them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PolicySource {
    /// Attributes with a listed hash, in addition to elements.
    Attributes,
    /// The handbook's own files.
    Own,
    /// Data in the address itself.
    Data,
    /// Another server.
    Server(Origin),
    /// A script or style with this hash.
    Hash(String),
}

impl fmt::Display for PolicySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attributes => f.write_str("'unsafe-hashes'"),
            Self::Own => f.write_str("'self'"),
            Self::Data => f.write_str("data:"),
            Self::Server(origin) => origin.fmt(f),
            Self::Hash(hash) => write!(f, "'sha256-{hash}'"),
        }
    }
}

impl Serialize for PolicySource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl PolicySource {
    /// The hash of a script or a style as browsers compute it, with every line end as one character.
    fn hash(text: &str) -> Self {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        Self::Hash(STANDARD.encode(Sha256::digest(text)))
    }

    fn of(address: &str) -> Self {
        let is_data = address
            .get(..5)
            .is_some_and(|start| start.eq_ignore_ascii_case("data:"));
        match Origin::of(address) {
            _ if is_data => Self::Data,
            Some(origin) => Self::Server(origin),
            None => Self::Own,
        }
    }
}

impl PolicyView {
    /// Adds the needs of a text.
    pub fn add(&mut self, content: &Content<'_>) {
        for node in content {
            match node {
                ViewNode::Image { address, .. } => self.load(AddressUse::Image, address),
                ViewNode::Link(link) => self.add_attributes("a", &link.attributes),
                ViewNode::Element(element) => self.add_element(element),
                _ => {}
            }
            node.each_inner(&mut |inner| self.add(inner));
        }
    }

    /// Allows a style of the theme that is in the page itself.
    pub fn allow_style(&mut self, text: &str) {
        self.styles.insert(PolicySource::hash(text));
    }

    /// Adds the needs of another part of the page.
    pub fn extend(&mut self, other: &Self) {
        let add = |all: &mut BTreeSet<_>, more: &BTreeSet<_>| all.extend(more.iter().cloned());
        add(&mut self.scripts, &other.scripts);
        add(&mut self.styles, &other.styles);
        add(&mut self.images, &other.images);
        add(&mut self.fonts, &other.fonts);
        add(&mut self.media, &other.media);
        add(&mut self.frames, &other.frames);
        add(&mut self.objects, &other.objects);
        add(&mut self.forms, &other.forms);
    }

    fn load(&mut self, purpose: AddressUse, address: &str) {
        let source = PolicySource::of(address);
        let sources = match purpose {
            AddressUse::Link => return,
            AddressUse::Image | AddressUse::Decoration => &mut self.images,
            AddressUse::Font => &mut self.fonts,
            AddressUse::Media => &mut self.media,
            AddressUse::Frame => &mut self.frames,
            AddressUse::Object => &mut self.objects,
            AddressUse::Script => &mut self.scripts,
            AddressUse::Style => &mut self.styles,
        };
        // The theme's policy includes the handbook's own images, scripts, styles and fonts already.
        let is_given = matches!(
            purpose,
            AddressUse::Image
                | AddressUse::Decoration
                | AddressUse::Script
                | AddressUse::Style
                | AddressUse::Font
        );
        if source != PolicySource::Own || !is_given {
            sources.insert(source);
        }
    }

    fn add_style(&mut self, css: &str) {
        self.styles.insert(PolicySource::hash(css));
        for (address, purpose) in style_addresses(css) {
            self.load(purpose, &css[address]);
        }
    }

    fn add_attributes(&mut self, element: &str, attributes: &[(String, String)]) {
        for (name, value) in attributes {
            if name == "style" {
                self.styles.insert(PolicySource::Attributes);
                self.add_style(value);
            } else if name.starts_with("on") {
                self.scripts
                    .extend([PolicySource::Attributes, PolicySource::hash(value)]);
            }
            if name == "formaction" {
                self.forms.insert(PolicySource::of(value));
            }
            match purpose(element, name) {
                Some(purpose) if name == "srcset" => {
                    for (address, _) in candidates(value) {
                        self.load(purpose, address);
                    }
                }
                Some(purpose) => self.load(purpose, value),
                None => {}
            }
        }
    }

    fn add_element(&mut self, element: &ElementNode<'_>) {
        self.add_attributes(&element.name, &element.attributes);
        match element.name.as_str() {
            "script" if element.value("src").is_none() => {
                self.scripts.insert(PolicySource::hash(&literal(element)));
            }
            "style" => self.add_style(&literal(element)),
            "audio" | "video" => {
                self.media.insert(PolicySource::Own);
            }
            "form" => {
                let action = element.value("action").unwrap_or_default();
                self.forms.insert(PolicySource::of(action));
            }
            _ => {}
        }
    }
}

/// The content of a script or a style.
fn literal(element: &ElementNode<'_>) -> String {
    let children = element.children.iter().flatten();
    let texts = children.filter_map(|child| match child {
        ViewNode::Literal(text) => Some(text.as_str()),
        ViewNode::Text(text) => Some(text.as_ref()),
        _ => None,
    });
    texts.collect()
}
