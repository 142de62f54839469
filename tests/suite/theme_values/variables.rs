//! The variables of templates, as `render/` inserts them.

/// A variable: its name, its type, the templates that get it, and what it is.
pub type Variable = (&'static str, &'static str, &'static str, &'static str);

const EVERY: &str = "every template and component with `@words`";
const PAGES: &str = "every page";

/// The variables, as `render/` inserts them.
pub const VARIABLES: &[Variable] = &[
    (
        "site",
        "SiteView",
        "every template",
        "The handbook as a whole.",
    ),
    (
        "words",
        "words",
        EVERY,
        "The theme's words in the language of the handbook.",
    ),
    (
        "assets",
        "assets",
        "every template",
        "The addresses of the theme's assets below `page.root`, by their names: `assets[\"style.css\"]`.",
    ),
    (
        "language_names",
        "map of string",
        "every template",
        "The names of the handbook's languages, each in itself, by their tags.",
    ),
    ("page", "PageView", PAGES, "The page."),
    ("page", "MovedView", "`moved.html`", "The former address."),
    (
        "policy",
        "HTML",
        PAGES,
        "The content policy, for the beginning of the head.",
    ),
    (
        "policy",
        "PolicyView",
        "`parts/policy.html`",
        "What the text of the page loads and runs.",
    ),
    ("head", "HTML", PAGES, "What `parts/head.html` made."),
    (
        "edit",
        "string or none",
        PAGES,
        "Where the source of the page can be edited.",
    ),
    (
        "root",
        "string",
        "`parts/head.html`",
        "The path from the page to the output folder.",
    ),
    (
        "strip",
        "HTML",
        "pages of weeks, days and sections",
        "What `parts/strip.html` made.",
    ),
    (
        "strip",
        "StripView",
        "`parts/strip.html`",
        "The weeks around the page.",
    ),
    (
        "minimal",
        "HTML",
        "`parts/head.html`",
        "What `parts/minimal.css` made, for a style in the page itself.",
    ),
    ("cover", "CoverView", "`cover.html`", "The cover."),
    ("chapter", "ChapterView", "`chapter.html`", "The chapter."),
    ("cohort", "CohortView", "`cohort.html`", "The cohort."),
    (
        "plan",
        "PlanView",
        "`plan.html`, `everything.html`",
        "The plan, fitted to the track.",
    ),
    (
        "section",
        "SectionView",
        "`section.html`, `parts/section.html`",
        "The section of the plan.",
    ),
    (
        "weeks",
        "list of HTML",
        "`everything.html`",
        "What `parts/week.html` made of each week.",
    ),
    (
        "sections",
        "list of HTML",
        "`everything.html`",
        "What `parts/section.html` made of each section.",
    ),
    ("week", "WeekView", "pages of weeks and days", "The week."),
    (
        "extras",
        "ExtrasView",
        "`week.html`, `parts/week.html`",
        "The text of the week outside of its days.",
    ),
    (
        "days",
        "list of RenderedDay",
        "`week.html`, `sheets.html`, `parts/week.html`",
        "The days of the week.",
    ),
    (
        "days",
        "HTML",
        "`day.html`",
        "What `parts/day-link.html` made of all days of the week.",
    ),
    (
        "log",
        "list of string",
        "pages of weeks and days",
        "The keys of the reader's own log of the week.",
    ),
    (
        "count",
        "number",
        "pages of weeks and days",
        "How many days the week has.",
    ),
    (
        "day",
        "RenderedDay",
        "`day.html`, `parts/sheet.html`",
        "The day.",
    ),
    ("day", "DayView", "`parts/day-link.html`", "The day."),
    (
        "number",
        "number",
        "`parts/sheet-facts.html`, `parts/sheet-links.html`",
        "The number of the day in its week.",
    ),
    (
        "level",
        "number",
        "`parts/sheet.html`",
        "The level of the heading of the sheet.",
    ),
    (
        "facts",
        "HTML",
        "`parts/sheet.html`",
        "What `parts/sheet-facts.html` made.",
    ),
    (
        "links",
        "HTML",
        "`parts/sheet.html`",
        "What `parts/sheet-links.html` made.",
    ),
    (
        "sheets",
        "list of HTML",
        "`sheets.html`",
        "What `parts/sheet.html` made of each day.",
    ),
    (
        "is_current",
        "boolean",
        "`parts/day-link.html`",
        "Whether the link leads to the page itself.",
    ),
    (
        "files",
        "list of any",
        "`service-worker.js`",
        "The files for reading offline.",
    ),
    (
        "version",
        "string",
        "`service-worker.js`",
        "A hash of all files.",
    ),
];

/// A field of a composed type: its name, its type, and what it is.
pub type ComposedField = (&'static str, &'static str, &'static str);

/// Types that are composed of views when pages are rendered: names with their types and descriptions.
pub const COMPOSED: &[(&str, &str, &[ComposedField])] = &[(
    "RenderedDay",
    "A day with its content, rendered.",
    &[
        ("view", "DayView", "The day."),
        ("core", "HTML", "Its content within the hours of the track."),
        (
            "later",
            "HTML",
            "Its content for which there is only time if time allows.",
        ),
        ("lines", "number", "About how many lines it takes on paper."),
        ("rests", "boolean", "Whether it needs no sheet."),
        (
            "marks",
            "list of MarkView",
            "The targets of its links, for paper.",
        ),
        (
            "sheet",
            "HTML",
            "What `parts/sheet.html` made; only in `day.html`.",
        ),
        (
            "note",
            "any",
            "The keys of the reader's own note; only in `day.html`.",
        ),
    ],
)];
