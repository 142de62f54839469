//! Blocks of Markdown, one after the other.

/// Blocks with empty lines between them.
#[derive(Default)]
pub(super) struct Blocks {
    text: String,
    /// The marker of the last block, if it is a list.
    list: Option<ItemMarker>,
    /// Whether a list may follow the words before it without an empty line.
    is_tight: bool,
}

/// What is in front of the items of a list. Two lists in a row have different ones, or they would be one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ItemMarker {
    first: Option<u64>,
    is_other: bool,
}

/// The greatest number of an item.
const GREATEST: u64 = 999_999_999;

impl Blocks {
    pub(super) fn new(is_tight: bool) -> Self {
        Self {
            is_tight,
            ..Self::default()
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Adds a block, unless it is empty.
    pub(super) fn push(&mut self, block: &str) {
        if block.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(block);
        self.list = None;
    }

    /// Adds a list. `may_follow` is whether it can directly follow words.
    pub(super) fn push_list(&mut self, marker: ItemMarker, list: &str, may_follow: bool) {
        if list.is_empty() {
            return;
        }
        let is_close = self.is_tight && may_follow && self.list.is_none();
        if !self.text.is_empty() {
            self.text.push_str(if is_close { "\n" } else { "\n\n" });
        }
        self.text.push_str(list);
        self.list = Some(marker);
    }

    /// The marker of the next list, which begins with a number if it is numbered.
    pub(super) fn marker(&self, first: Option<u64>) -> ItemMarker {
        let same_kind = self
            .list
            .filter(|last| last.first.is_some() == first.is_some());
        ItemMarker {
            first: first.map(|first| first.min(GREATEST)),
            is_other: same_kind.is_some_and(|last| !last.is_other),
        }
    }
}

impl ItemMarker {
    /// An item of a list, by its index.
    pub(super) fn item(self, index: u64, text: &str) -> String {
        let marker = match (self.first, self.is_other) {
            (None, false) => "- ".to_owned(),
            (None, true) => "+ ".to_owned(),
            (Some(first), is_other) => {
                let number = first.saturating_add(index).min(GREATEST);
                format!("{number}{} ", if is_other { ')' } else { '.' })
            }
        };
        let text = indented(text, marker.len());
        format!("{marker}{text}").trim_end().to_owned()
    }

    /// Whether the list can directly follow words.
    pub(super) fn may_follow_words(self, items: &[String]) -> bool {
        let begins_with_words = items.first().is_some_and(|item| item.contains(' '));
        begins_with_words && self.first.is_none_or(|first| first == 1)
    }
}

/// A text with all lines but the first one indented.
pub(super) fn indented(text: &str, width: usize) -> String {
    with_prefix(text, &" ".repeat(width))
}

/// A quotation.
pub(super) fn quoted(text: &str) -> String {
    format!("> {}", with_prefix(text, "> "))
        .trim_end()
        .to_owned()
}

fn with_prefix(text: &str, prefix: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            all.push('\n');
            let prefix = if line.is_empty() {
                prefix.trim_end()
            } else {
                prefix
            };
            all.push_str(prefix);
        }
        all.push_str(line);
    }
    all
}

/// Code in a fence that is longer than any in it.
pub(super) fn fenced(language: &str, code: &str) -> String {
    let sign = if language.contains('`') { '~' } else { '`' };
    let runs = code.split(|c| c != sign).map(str::len);
    let fence = sign.to_string().repeat(runs.max().unwrap_or(0).max(2) + 1);
    let code = code.strip_suffix('\n').unwrap_or(code);
    let line_end = if code.is_empty() { "" } else { "\n" };
    format!("{fence}{language}\n{code}{line_end}{fence}")
}
