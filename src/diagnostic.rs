//! What is wrong with the author's text, as a value.

use crate::span::Span;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is built.
    Error,
    /// The handbook is built; its readers may miss something.
    Warning,
    /// Something was mended or inferred on the way.
    Note,
}

/// What kind of problem it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A file is not UTF-8.
    NotUtf8,
    /// Front matter or configuration is not YAML.
    BadYaml,
    /// A key that nobody reads.
    UnknownKey,
    /// A key's value is not of the kind that it takes.
    BadValue,
    /// Characters that were damaged by a wrong encoding, and mended.
    Mojibake,
    /// An admonition of a kind that no theme draws.
    UnknownAdmonition,
    /// Text nested so deep that its innermost levels are shown flat.
    NestedTooDeep,
    /// A link to something that is not there.
    DeadLink,
    /// A link to a heading that its page does not have.
    DeadAnchor,
    /// A link that leads out of the content folder.
    LinkOutside,
    /// A link with a scheme that pages must not carry.
    UnsafeLink,
    /// A symbolic link out of the content folder.
    SymlinkOutside,
    /// A track, level or area that the plan does not have.
    UnknownName,
    /// Two weeks with one number, or two days of a week with one name.
    Duplicate,
    /// No document of the handbook has a week.
    NoPlan,
    /// Two documents that make the same page.
    SamePage,
}

impl Code {
    /// The stable name that reports show.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotUtf8 => "not-utf8",
            Self::BadYaml => "bad-yaml",
            Self::UnknownKey => "unknown-key",
            Self::BadValue => "bad-value",
            Self::Mojibake => "mojibake",
            Self::UnknownAdmonition => "unknown-admonition",
            Self::NestedTooDeep => "nested-too-deep",
            Self::DeadLink => "dead-link",
            Self::DeadAnchor => "dead-anchor",
            Self::LinkOutside => "link-outside",
            Self::UnsafeLink => "unsafe-link",
            Self::SymlinkOutside => "symlink-outside",
            Self::UnknownName => "unknown-name",
            Self::Duplicate => "duplicate",
            Self::NoPlan => "no-plan",
            Self::SamePage => "same-page",
        }
    }

    /// How much it matters unless the author says otherwise.
    pub fn severity(self) -> Severity {
        match self {
            Self::NotUtf8
            | Self::BadYaml
            | Self::BadValue
            | Self::UnknownName
            | Self::NoPlan
            | Self::SamePage => Severity::Error,
            Self::UnknownKey
            | Self::UnknownAdmonition
            | Self::NestedTooDeep
            | Self::DeadLink
            | Self::DeadAnchor
            | Self::LinkOutside
            | Self::UnsafeLink
            | Self::SymlinkOutside
            | Self::Duplicate => Severity::Warning,
            Self::Mojibake => Severity::Note,
        }
    }
}

/// One problem, with the place it is told for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in the author's words.
    pub message: String,
    /// The exact words that are wrong.
    pub span: Span,
    /// Other places that belong to it, each with what to say there.
    pub labels: Vec<(Span, String)>,
    /// How to mend it.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A problem of the kind's own severity.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            span,
            labels: Vec::new(),
            hint: None,
        }
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds another place that belongs to it.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }
}

/// Puts problems into the order of the source and drops what was told twice.
pub fn sort(found: &mut Vec<Diagnostic>) {
    found.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    found.dedup();
}

/// The name among `known` that `typed` was most likely meant to be, if one is near enough: a name
/// that differs only in case, hyphens and spaces, or by an edit or two.
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |name: &str| {
        name.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let typed = plain(typed);
    let allowed = (typed.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&typed, &plain(name)), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
