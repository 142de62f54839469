//! The labels of blocks: words with a time (`Morning (2 hours)`, `Morning (2 hours): Theory`), or with a word for a block.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::NodeId;
use crate::language::{
    ClockTimes, LineReader, SEPARATORS, Time, Vocabulary, clock_times, read, timed,
};
use crate::plan::Block;
use crate::units::Stated;

/// A label.
pub(super) struct BlockLabel<'t> {
    title: Cow<'t, str>,
    pub(super) stated: Option<Stated>,
    /// The words beside the time: `flexible timing`.
    note: &'t str,
    clock: Option<ClockTimes<'t>>,
}

impl<'t> BlockLabel<'t> {
    /// The label in a text.
    pub(super) fn of(text: &'t str, words: &'t Vocabulary) -> Option<Self> {
        let timed = timed(text, words);
        let called_block = || {
            timed.title.split_whitespace().any(|word| {
                let mut reader = LineReader::new(word, words);
                reader.word(&words.block) && reader.rest.is_empty()
            })
        };
        if timed.stated.is_none()
            && let Some((_, label)) = Self::around_time(text, words)
        {
            return Some(label);
        }
        let title = if timed.title.is_empty() && timed.stated.is_some() {
            // A clock range alone is a label.
            text.trim().trim_matches(|c: char| ":() ".contains(c))
        } else if timed.stated.is_some() || called_block() {
            timed.title
        } else {
            return None;
        };
        let clock = |stated: Stated| clock_times(text, stated, words);
        (!title.is_empty()).then_some(Self {
            title: title.into(),
            stated: timed.stated,
            note: timed.note,
            clock: timed.stated.and_then(clock),
        })
    }

    /// The label of a text with a time in brackets between two parts of its title, and where the brackets are: `Morning
    /// (2 hours): Theory`.
    pub(super) fn around_time(
        text: &'t str,
        words: &'t Vocabulary,
    ) -> Option<(Range<usize>, Self)> {
        let opening = |(_, sign): &(usize, char)| matches!(sign, '(' | '[' | '（');
        text.char_indices()
            .filter(opening)
            .find_map(|(start, sign)| {
                let inner = &text[start + sign.len_utf8()..];
                let len = inner.find([')', ']', '）'])?;
                let end = start + sign.len_utf8() + len + inner[len..].chars().next()?.len_utf8();
                let inner = &inner[..len];
                let Time::Read { time, note } = read(inner, words) else {
                    return None;
                };
                let is_separator = |c: char| c.is_whitespace() || SEPARATORS.contains(&c);
                let before = text[..start].trim_matches(is_separator);
                let after = text[end..].trim_start();
                if before.is_empty() || !after.starts_with(SEPARATORS) {
                    return None;
                }
                let after = after.trim_matches(is_separator);
                let is_title = after.starts_with(|c: char| !c.is_ascii_punctuation());
                is_title.then(|| {
                    let label = Self {
                        title: format!("{before}: {after}").into(),
                        stated: Some(time),
                        note,
                        clock: clock_times(inner, time, words),
                    };
                    (start..end, label)
                })
            })
    }

    /// The block that begins with the label.
    pub(super) fn block(self, heading: NodeId) -> Block {
        // Its length says nothing of when it is.
        let written = self.clock.map(|clock| clock.written);
        let written = written.filter(|written| !self.title.contains(*written));
        let note = [written.unwrap_or_default(), self.note];
        let note = note.into_iter().filter(|part| !part.is_empty());
        Block {
            label: self.title.clone().into_owned(),
            stated: self.stated,
            clock: self.clock.and_then(|clock| clock.minutes),
            note: note.collect::<Vec<_>>().join(", "),
            heading,
            instead: false,
            body: Vec::new(),
            tasks: 0..0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BlockLabel;
    use crate::language::Vocabulary;

    #[test]
    fn a_label_has_a_time_or_a_word_for_a_block() {
        for (text, expected) in [
            ("Morning (2 hours)", "Morning | 120"),
            ("Morning Block", "Morning Block | none"),
            ("Morning", "none"),
            ("Morning (2 hours): Theory", "Morning: Theory | 120"),
            ("Morning (2h) – Theory", "Morning: Theory | 120"),
            (
                "Morning [90 min] - Theory (hard)",
                "Morning: Theory (hard) | 90",
            ),
            ("Morning (9:00-11:00): Theory", "Morning: Theory | 120"),
            (
                "Read (twice) for (30 min): Notes",
                "Read (twice) for: Notes | 30",
            ),
            // No title follows, or none is in front.
            ("Morning (2 hours): ", "Morning | 120"),
            ("Morning (2 hours) of theory", "none"),
            ("Morning (2 hours): **", "none"),
            ("(2 hours): Theory", "Theory | 120"),
            ("Morning (twice): Theory", "none"),
        ] {
            let label = BlockLabel::of(text, Vocabulary::of(Some("en")));
            let shown = label.map_or("none".to_owned(), |label| {
                let minutes = label.stated.map(|time| time.high.minutes().to_string());
                format!("{} | {}", label.title, minutes.as_deref().unwrap_or("none"))
            });
            assert_eq!(shown, expected, "{text}");
        }
    }
}
