//! What prose is made of, for a theme to draw: HTML where HTML alone says it, and values where it does not. What
//! holds other pieces is a piece before them and a piece after them, so that a theme draws a text of any depth in one
//! pass.

use serde::Serialize;

use super::highlight::Token;

/// A piece of prose.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Piece {
    /// HTML without a look of its own, safe as it stands.
    Html {
        /// The HTML.
        html: String,
    },
    /// Before the words of a heading.
    Heading {
        /// From 2 to 6.
        level: u8,
        /// Its anchor.
        id: String,
    },
    /// After them.
    HeadingEnd {
        /// From 2 to 6.
        level: u8,
        /// Its anchor.
        id: String,
    },
    /// Before the words of a task; it stands among the items of a list.
    Task(TaskView),
    /// Between a task's words and what stands below it.
    TaskDetails,
    /// After a task.
    TaskEnd {
        /// Whether something stood below it.
        details: bool,
    },
    /// Before the title of an admonition that has one of its own, or else before what is in it.
    Admonition {
        /// One of the known kinds.
        kind: &'static str,
        /// The kind as its author names it, in lower case.
        name: String,
        /// Where its title comes from.
        title: Titled,
        /// Further words of its first line.
        classes: Vec<String>,
        /// Whether it can be folded.
        folds: bool,
        /// Whether it stands open.
        open: bool,
    },
    /// After it.
    AdmonitionEnd {
        /// Whether it can be folded.
        folds: bool,
    },
    /// Before text that is to be read and copied.
    Template,
    /// After it.
    TemplateEnd {
        /// The text as it is to be copied.
        source: String,
    },
    /// Before a row of tabs.
    Tabs,
    /// Before the title of a tab.
    Tab {
        /// The words of its title, without marks.
        label: String,
    },
    /// Between the title of an admonition or a tab and what is in it.
    TitleEnd {
        /// Whether it is that of an admonition that can be folded.
        folds: bool,
    },
    /// After what is on a tab.
    TabEnd,
    /// After the row.
    TabsEnd,
    /// Code.
    Code {
        /// Its language, empty where none is named.
        language: String,
        /// What stands above it; empty for nothing.
        title: String,
        /// The code.
        text: String,
        /// The code told apart; empty where nothing is known of its language.
        tokens: Vec<Token>,
    },
    /// Before a table, which may be wider than the page.
    Table,
    /// After it.
    TableEnd,
    /// Before the words of a link to something that is not there yet.
    MissingLink {
        /// Where it was to lead, as written.
        target: String,
    },
    /// After them.
    MissingLinkEnd,
    /// Before the footnotes of what stands before.
    Footnotes,
    /// Before what a footnote says.
    Footnote {
        /// Its anchor.
        id: String,
        /// Its number.
        number: usize,
    },
    /// After what a footnote says.
    FootnoteEnd {
        /// The anchors of the places that refer to it.
        references: Vec<String>,
    },
    /// After the footnotes.
    FootnotesEnd,
}

/// Where the title of an admonition comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Titled {
    /// It is what the admonition's name means.
    ByName,
    /// Its author wrote it; it follows.
    Own,
    /// Its author wants none.
    Not,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct TaskView {
    /// Its identity.
    pub id: String,
    /// Its words without marks, for a name.
    pub name: String,
    /// Whether the page shows no words beside its box: it is named by its row and column.
    pub bare: bool,
    /// Whether its author ticked it.
    pub done: bool,
    /// What else its author says of it: `begun`, `dropped`, `postponed`, `question` or `important`.
    pub state: Option<&'static str>,
    /// Whether it is text to be copied, and not counted with the plan's.
    pub template: bool,
    /// The minutes that it states.
    pub minutes: Option<u32>,
    /// What it is about.
    pub area: Option<String>,
    /// The ids of the levels that it is for; empty for all.
    pub levels: Vec<String>,
}
