//! Finds front matter, and its restrictions on who may read the document.

use std::ops::Range;

use super::input::Selection;
use crate::span::FileId;
use crate::units::Exclusion;
use crate::yaml::{self, YamlText};

/// The front matter of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Front {
    /// None.
    Absent,
    /// YAML from the first line on.
    Yaml {
        /// The YAML.
        yaml: Range<usize>,
        /// The start of the text after it.
        body: usize,
    },
    /// Lines that look like front matter, but are not read.
    Unread(UnreadFront),
}

/// Lines that look like front matter, but are not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadFront {
    /// The reason.
    pub why: WhyUnread,
    /// The opening line.
    pub fence: Range<usize>,
    /// The text between the opening and the closing line, or a guess.
    pub inner: Range<usize>,
    /// The start of the text after them; the start of the lines if they are not closed.
    pub body: usize,
}

/// Why front matter is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyUnread {
    /// It comes after empty lines or comments.
    Misplaced,
    /// An empty line follows the opening line.
    Apart,
    /// It is not closed.
    Unclosed,
    /// It is TOML between two lines of `+++`.
    Toml,
}

/// Finds front matter at the beginning of a text.
pub fn front_matter(text: &str) -> Front {
    let start = preamble(text);
    let open = line(text, start);
    let fence = start..start + text[open.clone()].trim_end().len();
    match &text[fence.clone()] {
        "---" => yaml_front(text, fence, open.end),
        "+++" => toml_front(text, fence, open.end),
        _ => Front::Absent,
    }
}

fn yaml_front(text: &str, fence: Range<usize>, start: usize) -> Front {
    // With an empty line after them, the dashes are a thematic break, unless the lines after it can only be front
    // matter.
    let is_rule = text[line(text, start)].trim().is_empty();
    let Some(close) = closing(text, start, &["---", "..."]) else {
        let inner = start..paragraph_end(text, start);
        let is_front = fence.start == 0 && !is_rule && has_keys(&text[inner.clone()], is_lower);
        return unread(is_front.then_some(WhyUnread::Unclosed), fence, (inner, 0));
    };
    let (yaml, body) = (start..close.start, close.end);
    if fence.start == 0 && !is_rule {
        let end = text_begins(text, &yaml).filter(|end| has_keys(&text[start..*end], is_lower));
        return match end {
            Some(end) => unread(Some(WhyUnread::Unclosed), fence, (start..end, 0)),
            None => Front::Yaml { yaml, body },
        };
    }
    let (why, passes): (_, fn(&str) -> bool) = match (fence.start, is_rule) {
        (0, _) => (WhyUnread::Apart, is_lower),
        (_, true) => (WhyUnread::Misplaced, is_lower),
        (_, false) => (WhyUnread::Misplaced, is_word),
    };
    let is_front = has_keys(&text[yaml.clone()], passes);
    unread(is_front.then_some(why), fence, (yaml, body))
}

fn toml_front(text: &str, fence: Range<usize>, start: usize) -> Front {
    let first = text[line(text, start)].trim();
    let is_value = first.contains('=') || first.starts_with('[');
    match closing(text, start, &["+++"]) {
        Some(close) => {
            let is_front = is_value || first.starts_with(['#', '+']);
            let why = is_front.then_some(WhyUnread::Toml);
            unread(why, fence, (start..close.start, close.end))
        }
        None => {
            let is_front = is_value && fence.start == 0;
            let inner = start..paragraph_end(text, start);
            unread(is_front.then_some(WhyUnread::Unclosed), fence, (inner, 0))
        }
    }
}

fn unread(
    why: Option<WhyUnread>,
    fence: Range<usize>,
    (inner, body): (Range<usize>, usize),
) -> Front {
    why.map_or(Front::Absent, |why| {
        Front::Unread(UnreadFront {
            why,
            fence,
            inner,
            body,
        })
    })
}

/// Why a text is not for the selected readers, by its front matter.
pub(super) fn withheld(text: &str, selection: Selection) -> Option<Exclusion> {
    let Front::Yaml { yaml, .. } = front_matter(text) else {
        return None;
    };
    let yaml = &text[yaml];
    if !selection.drafts && is_draft(yaml) {
        return Some(Exclusion::Draft);
    }
    (!selection.coach && says(yaml, "audience", |word| word == "coach")).then_some(Exclusion::Coach)
}

/// Whether front matter declares its document a draft. Anything but a clear `false` counts, even in YAML with errors:
/// publishing a draft is worse than leaving out a page.
pub fn is_draft(yaml: &str) -> bool {
    says(yaml, "draft", |word| {
        !["false", "no", "off", ""].contains(&word.to_lowercase().as_str())
    })
}

fn says(yaml: &str, key: &'static str, check: impl Fn(&str) -> bool) -> bool {
    if !yaml.contains(key) {
        return false;
    }
    let piece = YamlText {
        file: FileId(0),
        offset: 0,
        text: yaml,
    };
    if let Some(mut fields) = yaml::parse_part(piece) {
        return fields.foreign_text(key).is_some_and(|word| check(&word));
    }
    let mut values = yaml.lines().filter_map(|line| {
        let value = line.strip_prefix(key)?.trim_start();
        value.strip_prefix([':', '=']).map(str::trim)
    });
    values.any(|value| check(value.trim_matches(['"', '\''])))
}

/// The start of the text after empty lines and comments.
fn preamble(text: &str) -> usize {
    let mut start = 0;
    while start < text.len() {
        let own = line(text, start);
        let trimmed = text[own.clone()].trim();
        if trimmed.is_empty() {
            start = own.end;
        } else if trimmed.starts_with("<!--") {
            let Some(end) = text[start..].find("-->") else {
                return start;
            };
            let last = line(text, start + end);
            if !text[start + end + "-->".len()..last.end].trim().is_empty() {
                return start;
            }
            start = last.end;
        } else {
            return start;
        }
    }
    start
}

/// The rest of a line with its line end.
fn line(text: &str, start: usize) -> Range<usize> {
    let end = text[start..]
        .find('\n')
        .map_or(text.len(), |at| start + at + 1);
    start..end
}

/// The closing line of front matter.
fn closing(text: &str, inner: usize, marks: &[&str]) -> Option<Range<usize>> {
    let mut start = inner;
    while start < text.len() {
        let own = line(text, start);
        if marks.contains(&text[own.clone()].trim_end()) {
            return Some(own);
        }
        start = own.end;
    }
    None
}

/// The probable end of front matter, if the line that seems to close it is a thematic break further down: an empty line
/// in front of a heading without keys after it. In YAML, the heading is a comment.
fn text_begins(text: &str, yaml: &Range<usize>) -> Option<usize> {
    let mut start = yaml.start;
    let mut is_after_blank = false;
    while start < yaml.end {
        let own = line(text, start);
        let words = text[own.clone()].trim_end();
        let level = words.len() - words.trim_start_matches('#').len();
        let is_heading = (1..=6).contains(&level) && words[level..].starts_with(' ');
        let is_alone = own.end >= yaml.end || text[line(text, own.end)].trim().is_empty();
        if is_after_blank && is_heading && is_alone {
            let rest = &text[own.end..yaml.end];
            let has_keys = yaml::keys(rest).is_some_and(|keys| !keys.is_empty());
            return (!has_keys).then_some(start);
        }
        is_after_blank = words.is_empty();
        start = own.end;
    }
    None
}

/// The end of the lines up to an empty one.
fn paragraph_end(text: &str, start: usize) -> usize {
    let mut end = start;
    while end < text.len() && !text[line(text, end)].trim().is_empty() {
        end = line(text, end).end;
    }
    end
}

/// Whether YAML is a mapping whose keys all satisfy `passes`.
fn has_keys(yaml: &str, passes: fn(&str) -> bool) -> bool {
    let keys = yaml::keys(yaml).unwrap_or_default();
    !keys.is_empty() && keys.iter().all(|key| passes(key))
}

fn is_word(key: &str) -> bool {
    let mut letters = key.chars();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.all(|c| c.is_alphanumeric() || "_-".contains(c))
}

fn is_lower(key: &str) -> bool {
    is_word(key) && key.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{Front, WhyUnread, front_matter, withheld};
    use crate::source::Selection;
    use crate::units::Exclusion;

    /// The kind of front matter in a text, and the text after it.
    fn found(text: &str) -> (&'static str, &str) {
        match front_matter(text) {
            Front::Absent => ("absent", text),
            Front::Yaml { body, .. } => ("yaml", &text[body..]),
            Front::Unread(front) => {
                let why = match front.why {
                    WhyUnread::Misplaced => "misplaced",
                    WhyUnread::Apart => "apart",
                    WhyUnread::Unclosed => "unclosed",
                    WhyUnread::Toml => "toml",
                };
                (why, &text[front.body..])
            }
        }
    }

    #[test]
    fn front_matter_is_distinguished_from_thematic_breaks() {
        for (text, expected, body) in [
            ("---\na: 1\n---\nb\n", "yaml", "b\n"),
            ("--- \na: 1\n...  \nb\n", "yaml", "b\n"),
            ("---\r\na: 1\r\n---\r\nb\r\n", "yaml", "b\r\n"),
            ("---\n---\nb\n", "yaml", "b\n"),
            ("---\na: 1\n---", "yaml", ""),
            ("---\nnot: [yaml\n---\nb\n", "yaml", "b\n"),
            ("---\na: 1\n\n# Part\n\nc: 2\n---\nb\n", "yaml", "b\n"),
            ("---\na: 1\n# c\n---\nb\n", "yaml", "b\n"),
            ("\n---\na: 1\n---\nb\n", "misplaced", "b\n"),
            ("<!-- c -->\n---\na: 1\n---\nb\n", "misplaced", "b\n"),
            ("<!-- c\nd -->\n\n---\nA: 1\n---\nb\n", "misplaced", "b\n"),
            ("---\n\na: 1\n---\nb\n", "apart", "b\n"),
            ("+++\na = 1\n+++\nb\n", "toml", "b\n"),
            ("\n+++\na = 1\n+++\nb\n", "toml", "b\n"),
            ("+++\n+++\nb\n", "toml", "b\n"),
        ] {
            assert_eq!(found(text), (expected, body), "{text:?}");
        }
        for (text, expected) in [
            ("---\na: 1\n\n# B\n", "unclosed"),
            ("---\na: 1\n", "unclosed"),
            ("+++\na = 1\n", "unclosed"),
            ("---\na: 1\n\n# H\n\n## W\n\n---\n\nb\n", "unclosed"),
            ("---\na: 1\n\n# H\n\nSome text\n\n---\n\nb\n", "unclosed"),
            ("", "absent"),
            ("---", "absent"),
            ("---\n", "absent"),
            ("---\n\n# H\n\ntext\n\n---\n\n## B\n", "absent"),
            ("---\n\nSome words\n---\n", "absent"),
            ("---\n\nNote: more\n\n---\n", "absent"),
            ("---\nSome words\n", "absent"),
            ("\n---\nSome words\n---\n", "absent"),
            ("\n---\n\n---\n", "absent"),
            ("<!-- c --> text\n---\na: 1\n---\n", "absent"),
            ("<!-- c\n---\na: 1\n---\n", "absent"),
            ("+++\ntext\n+++\n", "absent"),
            ("text\n---\na: 1\n---\n", "absent"),
        ] {
            assert_eq!(found(text), (expected, text), "{text:?}");
        }
    }

    #[test]
    fn possible_drafts_are_treated_as_drafts() {
        let draft = Some(Exclusion::Draft);
        for (yaml, expected) in [
            ("draft: true", draft),
            ("draft: yes", draft),
            ("draft: \"true\"", draft),
            ("title: x\ndraft: soon", draft),
            ("title: [x\ndraft: true", draft),
            ("draft: false", None),
            ("draft: no", None),
            ("draft:", None),
            ("title: draft", None),
            ("audience: coach", Some(Exclusion::Coach)),
            ("audience: everyone", None),
        ] {
            let text = format!("---\n{yaml}\n---\n# A\n");
            assert_eq!(withheld(&text, Selection::default()), expected, "{yaml}");
            let all = Selection {
                drafts: true,
                coach: true,
            };
            assert_eq!(withheld(&text, all), None, "{yaml}");
        }
    }
}
