//! Explanations of the codes: what each reports, why, and an example. Each is a page in Markdown.

use crate::diagnostic::Code;

/// Writes [`explain`] from a list of codes and their pages.
macro_rules! pages {
    ($( $code:ident = $page:literal, )*) => {
        /// What a code reports, why, and an example, in Markdown.
        pub fn explain(code: Code) -> &'static str {
            match code { $( Code::$code => include_str!(concat!("explain/", $page, ".md")), )* }
        }
    };
}

pages! {
    NotUtf8 = "not-utf8",
    BadYaml = "bad-yaml",
    UnreadFrontMatter = "unread-front-matter",
    UnknownKey = "unknown-key",
    BadValue = "bad-value",
    MissingPage = "missing-page",
    Mojibake = "mojibake",
    UnknownAdmonition = "unknown-admonition",
    NestedTooDeep = "nested-too-deep",
    UnclosedFence = "unclosed-fence",
    LostBody = "lost-body",
    RemovedHtml = "removed-html",
    DuplicateId = "duplicate-id",
    UnreadBox = "unread-box",
    EmptyBox = "empty-box",
    ExtraCell = "extra-cell",
    UnusedFootnote = "unused-footnote",
    HeadingSkipped = "heading-skipped",
    MissingSnippet = "missing-snippet",
    UnreadSnippet = "unread-snippet",
    DroppedIcon = "dropped-icon",
    UndrawnDiagram = "undrawn-diagram",
    UndrawnFormula = "undrawn-formula",
    UnreadMark = "unread-mark",
    ForeignSyntax = "foreign-syntax",
    UnclosedRemark = "unclosed-remark",
    UnknownCheck = "unknown-check",
    DeadLink = "dead-link",
    DeadAnchor = "dead-anchor",
    DeadRedirect = "dead-redirect",
    LinkOutside = "link-outside",
    UnsafeLink = "unsafe-link",
    RemoteFile = "remote-file",
    SymlinkOutside = "symlink-outside",
    UnreadFile = "unread-file",
    MissingImage = "missing-image",
    MissingAlt = "missing-alt",
    OrphanPage = "orphan-page",
    UnknownName = "unknown-name",
    NeverShown = "never-shown",
    Duplicate = "duplicate",
    MissingWeek = "missing-week",
    MissingDay = "missing-day",
    OutdatedTranslation = "outdated-translation",
    PhaseRange = "phase-range",
    ImpossibleDate = "impossible-date",
    DateMismatch = "date-mismatch",
    PastTarget = "past-target",
    UnplacedBreak = "unplaced-break",
    MisspelledName = "misspelled-name",
    UnreadTime = "unread-time",
    BlockTime = "block-time",
    DayTime = "day-time",
    OverBudget = "over-budget",
    HoursClaim = "hours-claim",
    Allocation = "allocation",
    AreaShare = "area-share",
    EmptyTask = "empty-task",
    NoPlan = "no-plan",
    NoWeek = "no-week",
    SamePage = "same-page",
    BadLock = "bad-lock",
    TaskReworded = "task-reworded",
    RenamedPage = "renamed-page",
    OwnFile = "own-file",
    SheetTooFull = "sheet-too-full",
    ThemeMismatch = "theme-mismatch",
    MissingGlyph = "missing-glyph",
}
