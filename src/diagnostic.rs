//! Problems in the author's text, as values.

use crate::span::Span;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is built.
    Error,
    /// The handbook is built; its readers may miss something.
    Warning,
    /// Something was repaired or inferred.
    Note,
}

impl Severity {
    /// The word that reports show.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// The severity that an author sets for a kind of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeveritySetting {
    /// It is not reported.
    Allow,
    /// It is a warning.
    Warn,
    /// It is an error.
    Deny,
}

/// Writes the table of codes: each with its doc, its stable name and its default severity.
macro_rules! codes {
    ($( #[doc = $doc:literal] $code:ident = $name:literal, $severity:ident; )*) => {
        /// What kind of problem it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $( #[doc = $doc] $code, )*
        }

        impl Code {
            /// Every code, in the order in which they are listed.
            pub const ALL: &[Self] = &[ $( Self::$code, )* ];

            /// The stable name that reports show.
            pub fn name(self) -> &'static str {
                match self { $( Self::$code => $name, )* }
            }

            /// Its default severity.
            pub fn severity(self) -> Severity {
                match self { $( Self::$code => Severity::$severity, )* }
            }
        }
    };
}

codes! {
    /// A file is not UTF-8.
    NotUtf8 = "not-utf8", Error;
    /// Front matter or configuration is not YAML.
    BadYaml = "bad-yaml", Error;
    /// Front matter that is not read because of where or how it is written.
    UnreadFrontMatter = "unread-front-matter", Warning;
    /// An unknown key.
    UnknownKey = "unknown-key", Warning;
    /// A key with a value of the wrong type.
    BadValue = "bad-value", Error;
    /// A document in the navigation that does not exist.
    MissingPage = "missing-page", Warning;
    /// Characters that a wrong encoding damaged, and that were repaired.
    Mojibake = "mojibake", Note;
    /// An admonition of a kind that no theme draws.
    UnknownAdmonition = "unknown-admonition", Warning;
    /// Text nested so deep that its innermost levels are shown flat.
    NestedTooDeep = "nested-too-deep", Warning;
    /// A fence that is not closed.
    UnclosedFence = "unclosed-fence", Warning;
    /// Text that looks like an admonition's body but is outside of it.
    LostBody = "lost-body", Warning;
    /// Raw HTML that is removed from pages.
    RemovedHtml = "removed-html", Warning;
    /// An id in raw HTML that is already in use.
    DuplicateId = "duplicate-id", Warning;
    /// A box that is not read as a task, because of how it is written.
    UnreadBox = "unread-box", Warning;
    /// A box without a space in it, which is read as a task.
    EmptyBox = "empty-box", Note;
    /// A row of a table with more cells than the head has.
    ExtraCell = "extra-cell", Warning;
    /// A footnote that no text refers to.
    UnusedFootnote = "unused-footnote", Warning;
    /// The definition of a link that no text uses.
    UnusedLink = "unused-link", Note;
    /// A heading more than one level below the one before it.
    HeadingSkipped = "heading-skipped", Warning;
    /// A snippet that does not exist.
    MissingSnippet = "missing-snippet", Warning;
    /// A snippet that must not or cannot be inserted.
    UnreadSnippet = "unread-snippet", Warning;
    /// Icons of a theme that handbooks do not support.
    DroppedIcon = "dropped-icon", Note;
    /// A diagram that is shown as its text.
    UndrawnDiagram = "undrawn-diagram", Note;
    /// A formula that is shown as its source.
    UndrawnFormula = "undrawn-formula", Note;
    /// A line in an unsupported dialect that is shown unchanged.
    UnreadMark = "unread-mark", Warning;
    /// Syntax that another program has to process before the text is Markdown.
    ForeignSyntax = "foreign-syntax", Warning;
    /// A mark of an author's comment without its counterpart.
    UnclosedRemark = "unclosed-remark", Warning;
    /// A comment that allows an unknown code.
    UnknownCheck = "unknown-check", Warning;
    /// A link to a missing target.
    DeadLink = "dead-link", Warning;
    /// A link to a heading that its page does not have.
    DeadAnchor = "dead-anchor", Warning;
    /// A redirect that cannot be published.
    DeadRedirect = "dead-redirect", Warning;
    /// A link that leads out of the content folder.
    LinkOutside = "link-outside", Warning;
    /// A link with a scheme that is not allowed on pages.
    UnsafeLink = "unsafe-link", Warning;
    /// A file on another server that a page would load.
    RemoteFile = "remote-file", Warning;
    /// A symbolic link out of the content folder.
    SymlinkOutside = "symlink-outside", Warning;
    /// Something that is left out because it cannot be read as a file.
    UnreadFile = "unread-file", Warning;
    /// An image that does not exist.
    MissingImage = "missing-image", Warning;
    /// An image without alternative text.
    MissingAlt = "missing-alt", Warning;
    /// A chapter that no other document links to.
    OrphanPage = "orphan-page", Note;
    /// A track, level or area that the plan does not have.
    UnknownName = "unknown-name", Error;
    /// A part of a plan for readers who never see the part around it.
    NeverShown = "never-shown", Warning;
    /// Two weeks with the same number, or two days of a week with the same name.
    Duplicate = "duplicate", Warning;
    /// A gap in the numbers of the weeks.
    MissingWeek = "missing-week", Warning;
    /// A gap in the days of a week.
    MissingDay = "missing-day", Note;
    /// A translation with weeks, days or tasks other than those of its original.
    OutdatedTranslation = "outdated-translation", Warning;
    /// A phase with weeks other than its heading promises.
    PhaseRange = "phase-range", Warning;
    /// A date that does not exist.
    ImpossibleDate = "impossible-date", Warning;
    /// Dates that contradict each other.
    DateMismatch = "date-mismatch", Warning;
    /// A plan that ends after its target date.
    PastTarget = "past-target", Warning;
    /// A break in the configuration without a week or a day in front of it.
    UnplacedBreak = "unplaced-break", Warning;
    /// A word that is almost the name of a phase, a week, a day or a track.
    MisspelledName = "misspelled-name", Warning;
    /// A stated time that cannot be read.
    UnreadTime = "unread-time", Warning;
    /// A block whose tasks take a different time than it states.
    BlockTime = "block-time", Warning;
    /// A day whose blocks or tasks take a different time than it states.
    DayTime = "day-time", Warning;
    /// A week that takes more time than a track allows.
    OverBudget = "over-budget", Note;
    /// Hours in the text that differ from those of the headings.
    HoursClaim = "hours-claim", Note;
    /// An allocation that does not add up.
    Allocation = "allocation", Warning;
    /// An allocation whose shares differ from the planned time.
    AreaShare = "area-share", Warning;
    /// A task without words.
    EmptyTask = "empty-task", Warning;
    /// A plan in the configuration that does not exist.
    NoPlan = "no-plan", Error;
    /// No document of the handbook has a week.
    NoWeek = "no-week", Note;
    /// Two pages that would be written to one file.
    SamePage = "same-page", Error;
    /// A lock that cannot be used.
    BadLock = "bad-lock", Error;
    /// A task that may be an earlier one with new words.
    TaskReworded = "task-reworded", Warning;
    /// A page whose address differs from its file's name, because that address is taken.
    RenamedPage = "renamed-page", Note;
    /// An author's file that replaces a generated one.
    OwnFile = "own-file", Note;
    /// A day or a week that does not fit on one sheet of paper.
    SheetTooFull = "sheet-too-full", Warning;
    /// A name in a file of a theme that nothing has or uses.
    ThemeMismatch = "theme-mismatch", Warning;
    /// Characters that are in no font.
    MissingGlyph = "missing-glyph", Warning;
}

impl Code {
    /// The code with that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Whether nothing can be built with such a problem, so it cannot be allowed.
    pub fn is_firm(self) -> bool {
        matches!(
            self,
            Self::NotUtf8
                | Self::BadYaml
                | Self::BadValue
                | Self::NoPlan
                | Self::SamePage
                | Self::BadLock
        )
    }
}

/// One problem, with the position that it is reported at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// The message, in terms of the author's text.
    pub message: String,
    /// The exact words it is about.
    pub span: Span,
    /// Other places that belong to it, or its own once more, each with a text.
    pub labels: Vec<(Span, String)>,
    /// How to fix it.
    pub hint: Option<String>,
    /// The changes that fix it, if there is only one possible fix: all of them together.
    pub fixes: Vec<Fix>,
}

/// A change to the author's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The range: the wrong words, or a range that contains them.
    pub span: Span,
    /// The wrong words; empty if something is missing.
    pub wrong: String,
    /// Their replacement.
    pub right: String,
}

impl Diagnostic {
    /// A problem with its code's default severity. Line breaks in the message, which are from a quoted text, become spaces.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        let message: String = message.into();
        let message = if message.contains(['\n', '\r']) {
            message.replace(['\n', '\r'], " ")
        } else {
            message
        };
        Self {
            code,
            severity: code.severity(),
            message,
            span,
            labels: Vec::new(),
            hint: None,
            fixes: Vec::new(),
        }
    }

    /// Adds how to fix it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds a change that fixes it.
    #[must_use]
    pub fn fix(mut self, span: Span, wrong: impl Into<String>, right: impl Into<String>) -> Self {
        self.fixes.push(Fix {
            span,
            wrong: wrong.into(),
            right: right.into(),
        });
        self
    }

    /// Suggests the words that were probably meant instead of `typed`. The change to them is added only if the span is
    /// exactly those words: otherwise the source spells them differently.
    #[must_use]
    pub fn suggest(mut self, typed: &str, right: &str) -> Self {
        self.hint = Some(format!("did you mean `{right}`?"));
        if self.span.range().len() == typed.len() {
            let span = self.span;
            return self.fix(span, typed, right);
        }
        self
    }

    /// Adds another place that belongs to it.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }
}

/// Sorts problems by their position in the source and drops duplicates.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    diagnostics.dedup();
}

/// The name among `known` that `typed` was probably meant to be, if one is close enough: it differs only in case,
/// hyphens and spaces, or by one or two edits.
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    KnownNames::of(known).nearest(typed)
}

/// Known names, prepared for many lookups.
#[derive(Debug)]
pub struct KnownNames<'a>(Vec<(&'a str, Plain)>);

/// The part of a name that is compared.
#[derive(Debug)]
struct Plain {
    /// Its letters and digits, in lower case.
    characters: Vec<char>,
    /// A bit set of its characters; some characters share a bit.
    set: u64,
}

impl<'a> KnownNames<'a> {
    /// Prepares names. If several are equally close, the first one is suggested.
    pub fn of(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter();
        Self(names.map(|name| (name, Plain::of(name))).collect())
    }

    /// The name that `typed` was probably meant to be, as in [`did_you_mean`].
    pub fn nearest(&self, typed: &str) -> Option<&'a str> {
        let typed = Plain::of(typed);
        let allowed = (typed.characters.len() / 3).clamp(1, 3);
        self.0
            .iter()
            .filter_map(|(name, plain)| Some((plain.distance(&typed, allowed)?, *name)))
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, name)| name)
    }
}

impl Plain {
    fn of(name: &str) -> Self {
        let characters: Vec<char> = name
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        let bit = |c: &char| 1 << (u32::from(*c) % u64::BITS);
        let set = characters
            .iter()
            .map(bit)
            .fold(0, |set, bit: u64| set | bit);
        Self { characters, set }
    }

    /// The edit distance to another name, if it is at most `allowed`.
    fn distance(&self, other: &Self, allowed: usize) -> Option<usize> {
        let (mut left, mut right) = (self.characters.as_slice(), other.characters.as_slice());
        // An edit removes at most one character and adds at most one, so this excludes most names without counting
        // edits.
        let differing = (self.set ^ other.set).count_ones() as usize;
        if left.len().abs_diff(right.len()) > allowed || differing > 2 * allowed {
            return None;
        }
        while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right)
            && a == b
        {
            (left, right) = (left_rest, right_rest);
        }
        while let ([left_rest @ .., a], [right_rest @ .., b]) = (left, right)
            && a == b
        {
            (left, right) = (left_rest, right_rest);
        }
        let distance = strsim::generic_damerau_levenshtein(left, right);
        (distance <= allowed).then_some(distance)
    }
}

#[cfg(test)]
mod tests {
    use super::{Plain, did_you_mean};

    #[test]
    fn distances_compare_whole_names() {
        let mut names = vec![String::new()];
        for start in 0.. {
            if names[start].len() == 4 {
                break;
            }
            let longer: Vec<String> = ["a", "b", "c"]
                .iter()
                .map(|c| names[start].clone() + c)
                .collect();
            names.extend(longer);
        }
        for a in &names {
            for b in &names {
                let whole = strsim::damerau_levenshtein(a, b);
                for allowed in 1..=3 {
                    let expected = (whole <= allowed).then_some(whole);
                    assert_eq!(
                        Plain::of(a).distance(&Plain::of(b), allowed),
                        expected,
                        "{a} {b}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_first_of_the_nearest_names_is_meant() {
        let known = ["part-time", "full-time", "Part Time", "evenings"];
        assert_eq!(did_you_mean("parttime", known), Some("part-time"));
        assert_eq!(did_you_mean("fultime", known), Some("full-time"));
        assert_eq!(did_you_mean("weekends", known), None);
    }
}
