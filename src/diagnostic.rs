//! What is wrong with the author's text, as a value.

use crate::span::Span;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is built.
    Error,
    /// The handbook is built; its readers may miss something.
    Warning,
    /// Something was mended or inferred on the way.
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

/// What an author wants of a kind of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// It is not told.
    Allow,
    /// It is a warning.
    Warn,
    /// It is an error.
    Deny,
}

/// Writes the table of codes once: each with its doc, its stable name and its own severity.
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

            /// How much it matters unless the author says otherwise.
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
    /// A key that nobody reads.
    UnknownKey = "unknown-key", Warning;
    /// A key's value is not of the kind that it takes.
    BadValue = "bad-value", Error;
    /// A document that the navigation names, and that is not there.
    MissingPage = "missing-page", Warning;
    /// Characters that were damaged by a wrong encoding, and mended.
    Mojibake = "mojibake", Note;
    /// An admonition of a kind that no theme draws.
    UnknownAdmonition = "unknown-admonition", Warning;
    /// Text nested so deep that its innermost levels are shown flat.
    NestedTooDeep = "nested-too-deep", Warning;
    /// A fence that nothing closes.
    UnclosedFence = "unclosed-fence", Warning;
    /// Text that looks like an admonition's body and stands outside.
    LostBody = "lost-body", Warning;
    /// Raw HTML that no page carries.
    RemovedHtml = "removed-html", Warning;
    /// An id in raw HTML that something else has.
    DuplicateId = "duplicate-id", Warning;
    /// A box that is not read as a task, since it is not written as Markdown wants it.
    UnreadBox = "unread-box", Warning;
    /// A box without a space in it, which is read all the same.
    EmptyBox = "empty-box", Note;
    /// A row of a table with more cells than the head has.
    ExtraCell = "extra-cell", Warning;
    /// A footnote that no text refers to.
    UnusedFootnote = "unused-footnote", Warning;
    /// A heading more than one level below the one before it.
    HeadingSkipped = "heading-skipped", Warning;
    /// A snippet that is not there.
    MissingSnippet = "missing-snippet", Warning;
    /// A snippet that must not or cannot be put in.
    UnreadSnippet = "unread-snippet", Warning;
    /// Icons of a theme that handbooks do not have.
    DroppedIcon = "dropped-icon", Note;
    /// A diagram that is shown as its text.
    UndrawnDiagram = "undrawn-diagram", Note;
    /// A formula that is shown as it is written.
    UndrawnFormula = "undrawn-formula", Note;
    /// A line of another dialect that is shown as it stands.
    UnreadMark = "unread-mark", Warning;
    /// What another program is to make of a text before it is Markdown.
    ForeignSyntax = "foreign-syntax", Warning;
    /// A mark of a remark that has no other half.
    UnclosedRemark = "unclosed-remark", Warning;
    /// A comment that allows a code that there is not.
    UnknownCheck = "unknown-check", Warning;
    /// A link to something that is not there.
    DeadLink = "dead-link", Warning;
    /// A link to a heading that its page does not have.
    DeadAnchor = "dead-anchor", Warning;
    /// A redirect that no page can be made for.
    DeadRedirect = "dead-redirect", Warning;
    /// A link that leads out of the content folder.
    LinkOutside = "link-outside", Warning;
    /// A link with a scheme that pages must not carry.
    UnsafeLink = "unsafe-link", Warning;
    /// A file on another server that a page would load.
    RemoteFile = "remote-file", Warning;
    /// A symbolic link out of the content folder.
    SymlinkOutside = "symlink-outside", Warning;
    /// Something that is left out because it cannot be read as a file.
    UnreadFile = "unread-file", Warning;
    /// An image that is not there.
    MissingImage = "missing-image", Warning;
    /// An image that nobody who cannot see it is told about.
    MissingAlt = "missing-alt", Warning;
    /// A chapter that no other document links to.
    OrphanPage = "orphan-page", Note;
    /// A track, level or area that the plan does not have.
    UnknownName = "unknown-name", Error;
    /// A part of a plan that is for other readers than the part around it.
    NeverShown = "never-shown", Warning;
    /// Two weeks with one number, or two days of a week with one name.
    Duplicate = "duplicate", Warning;
    /// A number that the weeks leave out.
    MissingWeek = "missing-week", Warning;
    /// A day that a week leaves out.
    MissingDay = "missing-day", Note;
    /// A phase whose heading promises other weeks than it has.
    PhaseRange = "phase-range", Warning;
    /// A date that no calendar has.
    ImpossibleDate = "impossible-date", Warning;
    /// A word that is almost the name of a phase, a week, a day or a track.
    MisspelledName = "misspelled-name", Warning;
    /// A time that is stated and cannot be read.
    UnreadTime = "unread-time", Warning;
    /// A block whose tasks take another time than it states.
    BlockTime = "block-time", Warning;
    /// A day whose blocks or tasks take another time than it states.
    DayTime = "day-time", Warning;
    /// A week that takes more than a track allows.
    OverBudget = "over-budget", Note;
    /// Hours that the text promises and the headings do not keep.
    HoursClaim = "hours-claim", Note;
    /// An allocation that does not add up.
    Allocation = "allocation", Warning;
    /// An allocation whose shares are not those of the planned time.
    AreaShare = "area-share", Warning;
    /// A task that says nothing.
    EmptyTask = "empty-task", Warning;
    /// A plan that the configuration names, and that is not there.
    NoPlan = "no-plan", Error;
    /// No document of the handbook has a week.
    NoWeek = "no-week", Note;
    /// A file that would be written to a page of something else.
    SamePage = "same-page", Error;
    /// A lock that cannot be used.
    BadLock = "bad-lock", Error;
    /// A task that may be one of before with other words.
    TaskReworded = "task-reworded", Warning;
    /// A page whose address is another one than its file's name says, since that has an owner.
    RenamedPage = "renamed-page", Note;
    /// A file of the author's in the place of one that the handbook would make.
    OwnFile = "own-file", Note;
    /// A day or a week with more in it than one sheet of paper holds.
    SheetTooFull = "sheet-too-full", Warning;
    /// Characters that no font has.
    MissingGlyph = "missing-glyph", Warning;
}

impl Code {
    /// The code of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Whether nothing can be built with such a problem, so that no author can allow it.
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
    /// Other places that belong to it, or its own once more, each with what to say there.
    pub labels: Vec<(Span, String)>,
    /// How to mend it.
    pub hint: Option<String>,
    /// What mends it, where there is one right answer: all of these together.
    pub fixes: Vec<Fix>,
}

/// A change of the author's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Where it is: the wrong words, or what they stand in.
    pub span: Span,
    /// What is wrong; empty where something is missing.
    pub wrong: String,
    /// What is right in its place.
    pub right: String,
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
            fixes: Vec::new(),
        }
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds a change that mends it.
    #[must_use]
    pub fn fix(mut self, span: Span, wrong: impl Into<String>, right: impl Into<String>) -> Self {
        self.fixes.push(Fix {
            span,
            wrong: wrong.into(),
            right: right.into(),
        });
        self
    }

    /// Adds the words that were most likely meant instead of `typed`, and the change to them if the span is of exactly
    /// those: elsewhere the source writes them in another way.
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

/// Puts problems into the order of the source and drops what was told twice.
pub fn sort(found: &mut Vec<Diagnostic>) {
    found.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    found.dedup();
}

/// The name among `known` that `typed` was most likely meant to be, if one is near enough: a name
/// that differs only in case, hyphens and spaces, or by an edit or two.
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Names::of(known).nearest(typed)
}

/// Known names, prepared for many that were mistyped.
#[derive(Debug)]
pub struct Names<'a>(Vec<(&'a str, Plain)>);

/// What is compared of a name.
#[derive(Debug)]
struct Plain {
    /// Its letters and digits, in lower case.
    characters: Vec<char>,
    /// A bit for each character that it has; some share one.
    set: u64,
}

impl<'a> Names<'a> {
    /// Prepares names. Of those that are equally near, the first one is suggested.
    pub fn of(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter();
        Self(names.map(|name| (name, Plain::of(name))).collect())
    }

    /// The name that `typed` was most likely meant to be, as [`did_you_mean`] finds it.
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

    /// How many edits lead to another name, if they are at most `allowed`.
    fn distance(&self, other: &Self, allowed: usize) -> Option<usize> {
        let (mut left, mut right) = (self.characters.as_slice(), other.characters.as_slice());
        // An edit takes at most one character away and adds at most one: most names are told apart without counting.
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
    fn distances_are_those_of_whole_names() {
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
