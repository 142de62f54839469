//! The rules of each language for quotes, apostrophes, dashes and ranges: one row per language.

/// The opening and the closing mark of a quotation, including their spaces.
pub(super) type Pair = (&'static str, &'static str);

/// The rules of a language.
#[derive(Debug)]
pub(super) struct Rules {
    /// Its tags, in lower case: a language, or a language with its region.
    tags: &'static [&'static str],
    /// Its quotes, and those inside a quotation; `None` keeps straight quotes and apostrophes.
    pub(super) quotes: Option<[Pair; 2]>,
    /// The spaced dash between words; `None` keeps hyphens.
    pub(super) dash: Option<&'static str>,
    /// Whether an en dash joins the two numbers of a range.
    pub(super) ranges: bool,
    /// Whether a narrow no-break space goes before `;`, `:`, `!` and `?`, and inside guillemets.
    pub(super) narrow_spaces: bool,
    /// Words that begin with an apostrophe in place of letters.
    pub(super) elided: &'static [&'static str],
}

const ENGLISH: [Pair; 2] = [("“", "”"), ("‘", "’")];
const GERMAN: [Pair; 2] = [("„", "“"), ("‚", "‘")];
const SWISS: [Pair; 2] = [("«", "»"), ("‹", "›")];
const FRENCH: [Pair; 2] = [("«\u{202f}", "\u{202f}»"), ("“", "”")];
const ROMANCE: [Pair; 2] = [("«", "»"), ("“", "”")];
const RUSSIAN: [Pair; 2] = [("«", "»"), ("„", "“")];
const POLISH: [Pair; 2] = [("„", "”"), ("«", "»")];
const SWEDISH: [Pair; 2] = [("”", "”"), ("’", "’")];

const EN_DASH: Option<&str> = Some("–");
const EM_DASH: Option<&str> = Some("—");

/// A language with these quotes and an en dash.
const fn with(tags: &'static [&'static str], quotes: [Pair; 2]) -> Rules {
    Rules {
        tags,
        quotes: Some(quotes),
        dash: EN_DASH,
        ranges: true,
        narrow_spaces: false,
        elided: &[],
    }
}

/// A language whose quotes and ranges stay as written.
const fn without_quotes(tags: &'static [&'static str], dash: Option<&'static str>) -> Rules {
    Rules {
        quotes: None,
        dash,
        ranges: false,
        ..with(tags, ENGLISH)
    }
}

const RULES: &[Rules] = &[
    Rules {
        elided: &["tis", "twas", "twere", "twill", "em", "til", "n"],
        ..with(&["en"], ENGLISH)
    },
    Rules {
        elided: &["s", "t", "n", "k", "m", "r"],
        ..with(&["nl"], ENGLISH)
    },
    with(&["pt", "tr", "id", "vi"], ENGLISH),
    with(&["de", "cs"], GERMAN),
    with(&["de-ch", "de-li"], SWISS),
    with(&["es", "it", "pt-pt"], ROMANCE),
    with(&["pl"], POLISH),
    with(&["sv"], SWEDISH),
    Rules {
        narrow_spaces: true,
        ..with(&["fr"], FRENCH)
    },
    Rules {
        dash: EM_DASH,
        ..with(&["ru", "uk"], RUSSIAN)
    },
    Rules {
        dash: None,
        ranges: false,
        ..with(&["ko"], ENGLISH)
    },
    // In Hebrew, `"` in a word is a gershayim.
    without_quotes(&["ar", "he"], EN_DASH),
    without_quotes(&["ja", "zh"], None),
];

/// A language without a row.
const UNKNOWN: &Rules = &without_quotes(&[], EN_DASH);

impl Rules {
    /// The rules for a tag such as `pt-BR`: those of the language with its region, or else of the language.
    pub(super) fn of(tag: &str) -> &'static Self {
        let tag = tag.to_lowercase().replace('_', "-");
        let primary = tag.split('-').next().unwrap_or_default();
        let find = |tag: &str| RULES.iter().find(|rules| rules.tags.contains(&tag));
        find(&tag).or_else(|| find(primary)).unwrap_or(UNKNOWN)
    }
}
