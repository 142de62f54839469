//! The keys of front matter.

use crate::course;
use crate::yaml::{self, YamlKey, YamlKeys, YamlShape};

/// All keys.
pub const FRONT_KEYS: YamlKeys = &[OWN, course::KEYS, course::HOLIDAYS];

/// The JSON Schema of front matter.
pub fn front_matter_schema() -> serde_json::Value {
    yaml::schema("The front matter of a prepbook document", FRONT_KEYS)
}

const OWN: &[YamlKey] = &[
    YamlKey::new(
        "title",
        YamlShape::Text,
        "The document's title. Default: its first heading.",
    ),
    YamlKey::new(
        "description",
        YamlShape::Text,
        "A sentence for the cover and for search engines.",
    ),
    YamlKey::new(
        "language",
        YamlShape::Text,
        "The language of the document, as a tag such as en or pt-BR.",
    ),
    YamlKey::new(
        "plan",
        YamlShape::Switch,
        "Whether the document is a plan. Default: detected.",
    ),
    YamlKey::new(
        "draft",
        YamlShape::Switch,
        "Whether the document is left out unless a command is run with --drafts.",
    ),
    YamlKey::new(
        "audience",
        YamlShape::Choice(&["everyone", "coach"]),
        "With coach, the document is in the coach's edition only.",
    ),
    YamlKey::new(
        "unlisted",
        YamlShape::Switch,
        "Whether the page is in no navigation, search or sitemap.",
    ),
    YamlKey::new(
        "aliases",
        YamlShape::OneOrMore(&YamlShape::Text),
        "Earlier addresses of the document, which redirect to it, such as old/page.html.",
    ),
    YamlKey::new(
        "search",
        YamlShape::Section(&[&[YamlKey::new(
            "exclude",
            YamlShape::Switch,
            "Whether the words of the document are left out of the search.",
        )]]),
        "How the document is searched.",
    ),
];
