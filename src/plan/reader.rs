//! Reads words, numbers, separators and durations off the front of a line.

use super::vocabulary::Vocabulary;
use crate::units::{Effort, Numbers, Stated};

/// What is left of a line, and the words that it is read by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) rest: &'a str,
    words: &'a Vocabulary,
}

/// The separators that are all the same to a plan.
const SEPARATORS: &[char] = &[':', '-', '–', '—', '·', '|'];

impl<'a> Reader<'a> {
    pub(super) fn new(line: &'a str, words: &'a Vocabulary) -> Self {
        Self {
            rest: line.trim(),
            words,
        }
    }

    /// Takes one of `known` if it stands here as a whole word.
    pub(super) fn word(&mut self, known: &[String]) -> bool {
        let longest = known
            .iter()
            .filter_map(|word| prefix(self.rest, word))
            .max();
        if let Some(len) = longest {
            self.rest = self.rest[len..].trim_start_matches('.').trim_start();
        }
        longest.is_some()
    }

    /// Takes the index of the first of `known` of which a word stands here.
    pub(super) fn one_of(&mut self, known: &[Vec<String>]) -> Option<usize> {
        known.iter().position(|words| self.word(words))
    }

    /// Takes a number in digits, Roman numerals or words.
    pub(super) fn number(&mut self) -> Option<u32> {
        let text = self.rest.trim_start_matches(['#', ' ']);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let number = text[..digits].parse().ok()?;
            self.rest = &text[digits..];
            return Some(number);
        }
        let end = text
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(text.len());
        let word = &text[..end];
        let number = match self.words.numbers.iter().position(|n| same(n, word)) {
            Some(index) => u32::try_from(index).ok()?,
            None => roman(word)?,
        };
        self.rest = &text[end..];
        Some(number)
    }

    /// Takes a number or a range of numbers: `3`, `1-2`, `1 and 2`. Another number may follow the
    /// range only behind a separator.
    pub(super) fn numbers(&mut self) -> Option<Numbers> {
        let first = self.number()?;
        let mut ahead = *self;
        ahead.rest = ahead.rest.trim_start();
        let dashed = ahead.dash() || ahead.word(&self.words.and);
        if dashed
            && let Some(last) = ahead.digits()
            && first < last
        {
            self.rest = ahead.rest;
            return Some(Numbers { first, last });
        }
        Some(Numbers { first, last: first })
    }

    fn digits(&mut self) -> Option<u32> {
        self.rest
            .starts_with(|c: char| c.is_ascii_digit())
            .then(|| self.number())
            .flatten()
    }

    /// Takes a dash or an ampersand between two ends of a range.
    pub(super) fn dash(&mut self) -> bool {
        let rest = self.rest.trim_start();
        let after = rest.strip_prefix(['-', '–', '—', '&', '/', '+']);
        if let Some(after) = after {
            self.rest = after.trim_start();
        }
        after.is_some()
    }

    /// Takes separators and the space around them; whether there were any.
    pub(super) fn separator(&mut self) -> bool {
        let before = self.rest.trim_start();
        let after =
            before.trim_start_matches(|c: char| SEPARATORS.contains(&c) || c.is_whitespace());
        self.rest = after;
        after.len() < before.len()
    }

    /// Takes a duration: `2 hours`, `2h 30m`, `1,5 h`, `1.5-2 hours`, `~90 min`.
    pub(super) fn duration(&mut self) -> Option<Stated> {
        let mut ahead = *self;
        ahead.rest = ahead.rest.trim_start_matches(['~', '≈', ' ']);
        let first = ahead.decimal()?;
        let unit = ahead.unit();
        let stated = match unit {
            Some(unit) => {
                let low = Effort::from_hours(first * unit + ahead.remainder(unit));
                match ahead.range_end() {
                    Some(high) if low <= high => Stated { low, high },
                    _ => Stated::exactly(low),
                }
            }
            None => {
                if !ahead.dash() {
                    return None;
                }
                let last = ahead.decimal()?;
                let unit = ahead.unit()?;
                let ends = (
                    Effort::from_hours(first * unit),
                    Effort::from_hours(last * unit),
                );
                if ends.0 > ends.1 {
                    return None;
                }
                Stated {
                    low: ends.0,
                    high: ends.1,
                }
            }
        };
        self.rest = ahead.rest;
        Some(stated)
    }

    /// `… - 2 hours` behind a duration that had its own unit.
    fn range_end(&mut self) -> Option<Effort> {
        let mut ahead = *self;
        if !ahead.dash() {
            return None;
        }
        let last = ahead.decimal()?;
        let unit = ahead.unit()?;
        self.rest = ahead.rest;
        Some(Effort::from_hours(last * unit))
    }

    /// The minutes of `2h 30m`, as hours.
    fn remainder(&mut self, unit: f64) -> f64 {
        let mut ahead = *self;
        let Some(minutes) = ahead.decimal() else {
            return 0.0;
        };
        let smaller = match ahead.unit() {
            Some(smaller) => smaller < unit,
            // `1h30`
            None => {
                unit >= 1.0 && self.rest.starts_with(|c: char| c.is_ascii_digit()) && minutes < 60.0
            }
        };
        if !smaller {
            return 0.0;
        }
        self.rest = ahead.rest;
        minutes / 60.0
    }

    fn decimal(&mut self) -> Option<f64> {
        let text = self.rest.trim_start();
        let whole = text.bytes().take_while(u8::is_ascii_digit).count();
        if whole == 0 || whole > 6 {
            return None;
        }
        let mut end = whole;
        if matches!(text.as_bytes().get(whole), Some(b'.' | b',')) {
            let decimals = text[whole + 1..]
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count();
            if decimals > 0 {
                end += 1 + decimals;
            }
        }
        let number = text[..end].replace(',', ".").parse().ok()?;
        self.rest = &text[end..];
        Some(number)
    }

    /// Takes a unit of time; how many hours it is.
    fn unit(&mut self) -> Option<f64> {
        let mut ahead = *self;
        ahead.rest = ahead.rest.trim_start_matches(' ');
        let hours = if ahead.word(&self.words.hours) {
            1.0
        } else if ahead.word(&self.words.minutes) {
            1.0 / 60.0
        } else {
            return None;
        };
        self.rest = ahead.rest;
        Some(hours)
    }

    /// Takes `/week`, `per week` and the like.
    pub(super) fn per_week(&mut self) -> bool {
        self.rest = self.rest.trim_start();
        self.word(&self.words.per_week)
    }
}

/// A title and the time behind it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Timed<'a> {
    pub(super) title: &'a str,
    pub(super) stated: Option<Stated>,
    /// What stands beside the time: `flexible timing`.
    pub(super) note: &'a str,
}

/// Takes the time off the end (or, behind nothing else, off the front) of a line: `Title (2 hours total)`,
/// `(2 hours): Title`, `Title - 90 min`. A rate (`2 hours/day`) is no time, nor is `45-minute`.
pub(super) fn timed<'a>(line: &'a str, words: &'a Vocabulary) -> Timed<'a> {
    let line = line.trim().trim_end_matches([':', ' ']);
    if let Some((title, inner)) = last_parenthesis(line)
        && let Some((stated, note)) = stated(inner, words)
    {
        let title = title.trim_end().trim_end_matches(SEPARATORS).trim_end();
        return Timed {
            title,
            stated: Some(stated),
            note,
        };
    }
    if let Some(inner) = line.strip_prefix('(').and_then(|rest| rest.split_once(')'))
        && let Some((stated, note)) = stated(inner.0, words)
    {
        let mut after = Reader::new(inner.1, words);
        after.separator();
        return Timed {
            title: after.rest,
            stated: Some(stated),
            note,
        };
    }
    for separator in [" - ", " – ", " — ", ": ", " | ", ", "] {
        if let Some((title, end)) = line.rsplit_once(separator)
            && let Some((stated, "")) = stated(end, words)
        {
            return Timed {
                title: title.trim(),
                stated: Some(stated),
                note: "",
            };
        }
    }
    Timed {
        title: line,
        stated: None,
        note: "",
    }
}

/// A duration and what stands behind it; nothing for a rate.
pub(super) fn stated<'a>(text: &'a str, words: &'a Vocabulary) -> Option<(Stated, &'a str)> {
    let mut reader = Reader::new(text, words);
    let stated = reader.duration()?;
    let mut rate = reader;
    if rate.per_week() || reader.rest.starts_with('/') {
        return None;
    }
    reader.separator();
    let note = reader.rest.trim_start_matches([',', ';']).trim();
    Some((stated, if note == "total" { "" } else { note }))
}

/// What stands before the parenthesis that ends a line, and in it.
pub(super) fn last_parenthesis(line: &str) -> Option<(&str, &str)> {
    let inner = line.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    Some((&line[..open], &inner[open + 1..]))
}

/// How many bytes of `text` are `word`, where case, hyphens and spaces make no difference and the word ends there.
fn prefix(text: &str, word: &str) -> Option<usize> {
    let ignored = |c: &char| *c == '-' || *c == ' ' || *c == '‑';
    let mut wanted = word
        .chars()
        .filter(|c| !ignored(c))
        .flat_map(char::to_lowercase)
        .peekable();
    let mut end = 0;
    for (index, character) in text.char_indices() {
        if wanted.peek().is_none() {
            break;
        }
        if ignored(&character) && index > 0 {
            continue;
        }
        for lower in character.to_lowercase() {
            if wanted.next() != Some(lower) {
                return None;
            }
        }
        end = index + character.len_utf8();
    }
    let ends = !text[end..].starts_with(char::is_alphabetic);
    (wanted.peek().is_none() && ends && end > 0).then_some(end)
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// Roman numerals up to XXXIX, in capitals.
fn roman(word: &str) -> Option<u32> {
    let value = |c| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        _ => None,
    };
    let digits: Vec<u32> = word.chars().map(value).collect::<Option<_>>()?;
    let total = digits.iter().enumerate().fold(0i64, |sum, (index, digit)| {
        let less = digits.get(index + 1).is_some_and(|next| next > digit);
        sum + if less {
            -i64::from(*digit)
        } else {
            i64::from(*digit)
        }
    });
    u32::try_from(total).ok().filter(|total| *total > 0)
}
