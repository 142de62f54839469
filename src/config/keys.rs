//! The keys of `handbook.yaml`.

use crate::course;
use crate::diagnostic::Code;
use crate::yaml::{self, YamlKey, YamlKeys, YamlShape};

/// A path, or a list of paths.
const PATHS: YamlShape = YamlShape::OneOrMore(&YamlShape::Text);

/// All keys.
pub const KEYS: YamlKeys = &[TEXTS, course::KEYS, course::HOLIDAYS, SETTINGS];

/// The JSON Schema of `handbook.yaml`.
pub fn schema() -> serde_json::Value {
    yaml::schema("The configuration of a prepbook handbook", KEYS)
}

const TEXTS: &[YamlKey] = &[
    YamlKey::new(
        "title",
        YamlShape::Text,
        "The name on the cover and at the top of every page. Default: the title of the cover, or of the first plan.",
    ),
    YamlKey::new(
        "author",
        YamlShape::Text,
        "Who wrote it, shown at the bottom of every page.",
    ),
    YamlKey::new(
        "language",
        YamlShape::Text,
        "The language of the text, as a tag such as en or pt-BR. Default: that of the first plan, or en.",
    ),
    YamlKey::new(
        "base_url",
        YamlShape::Pattern("^[Hh][Tt][Tt][Pp][Ss]?://[^/?#\\s]+[^?#\\s]*$"),
        "The address of the published handbook, such as https://example.org/exam/.",
    ),
    YamlKey::new(
        "edit_url",
        YamlShape::Pattern("^[Hh][Tt][Tt][Pp][Ss]?://[^/?#\\s]+.*\\{path\\}"),
        "Where the source of a page can be edited, with {path} and perhaps {line}. Default: no link.",
    ),
    YamlKey::new(
        "plans",
        PATHS,
        "The plans in the order of the cover, as paths below content/. Default: every document with weeks.",
    ),
    YamlKey::new(
        "nav",
        YamlShape::Entries,
        "The documents in their order, as paths below content/, each with an optional title.",
    ),
    YamlKey::new(
        "exclude",
        PATHS,
        "Patterns, as in .gitignore, for files below content/ that are left out.",
    ),
    YamlKey::new(
        "include",
        PATHS,
        "Patterns for files that are published although they are hidden or look like backups.",
    ),
];

const SETTINGS: &[YamlKey] = &[
    YamlKey::new(
        "cohorts",
        YamlShape::Items("id", COHORT),
        "Readers who begin on the same day.",
    ),
    YamlKey::new(
        "theme",
        YamlShape::Named("name", THEME),
        "The look: default, the name of a folder in themes/, or settings.",
    ),
    YamlKey::new(
        "output",
        YamlShape::Text,
        "The folder that the build writes. Default: output, beside the content folder.",
    ),
    YamlKey::new(
        "html",
        YamlShape::Choice(&["sanitized", "trusted"]),
        "How HTML in the text is handled. Default: sanitized.",
    ),
    YamlKey::new(
        "remote",
        YamlShape::OneOrMore(&YamlShape::Pattern("^(https?:)?//|^https?://")),
        "Servers that pages may load images and other files from, such as https://example.org.",
    ),
    YamlKey::new(
        "typography",
        YamlShape::Switch,
        "Whether straight quotes, hyphens and dots are shown as typographic signs. Default: on.",
    ),
    YamlKey::new(
        "markdown_copies",
        YamlShape::Switch,
        "Whether each page has a copy in Markdown beside it, for programs. Default: off.",
    ),
    YamlKey::new(
        "llms_txt",
        YamlShape::Switch,
        "Whether the handbook has a list of its pages for language models, llms.txt. Default: off.",
    ),
    YamlKey::new(
        "checks",
        YamlShape::Table(codes, &["allow", "warn", "deny"]),
        "The severities of diagnostics that differ from the defaults, by their codes.",
    ),
];

const COHORT: YamlKeys = &[
    &[
        YamlKey::new(
            "id",
            YamlShape::Text,
            "A word of letters, digits, - and _ for the cohort's address.",
        ),
        YamlKey::new("title", YamlShape::Text, "The name. Default: the id."),
        YamlKey::new(
            "start",
            course::DATE,
            "The cohort's first day, such as 2027-09-06.",
        ),
    ],
    course::HOLIDAYS,
];

const THEME: YamlKeys = &[&[
    YamlKey::new(
        "name",
        YamlShape::Text,
        "default, or the name of a folder in themes/.",
    ),
    YamlKey::new(
        "accent",
        YamlShape::Pattern("^#[0-9A-Fa-f]{6}$"),
        "The color of links and marks, in quotes: \"#aa3355\".",
    ),
    YamlKey::new(
        "logo",
        YamlShape::Text,
        "An image for the bar of each page, as a path below content/.",
    ),
]];

fn codes() -> Vec<&'static str> {
    Code::ALL.iter().map(|code| code.name()).collect()
}
