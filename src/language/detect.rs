//! Detects the language of a text.
//!
//! 1. Words of weeks, weekdays and units count in the structure of a plan: headings, heads of tables, the beginnings of
//!    lines, numbers with units.
//! 2. Frequent words and scripts count anywhere in the text.
//! 3. Each language gets its share of both, and structure weighs more: a Spanish plan to learn English is Spanish.
//! 4. Headings of two weeks in another language rule out English: `Woche 1` and `Woche 2` above days named `Day 1`.

use super::signs::{INDEX, Roles};
use super::token::{Token, TokenKind, tokens};

/// How many words of a text are examined.
const WORDS: usize = 2_000;
/// The maximum number of languages: one bit each.
const LANGUAGES: usize = 32;
/// The weights of structure and body, as fractions of one.
const WEIGHTS: (f64, f64) = (0.7, 0.3);
/// The points at which structure and body have their full weight.
const ENOUGH: (f64, f64) = (2.0, 4.0);
/// The points at which structure has its full weight if it is only one word: it does not outweigh a text with its full
/// weight.
const ENOUGH_OF_ONE: f64 = 3.0;
/// The minimum points in structure or in the body to accept a language.
const LEAST: (f64, f64) = (0.4, 2.5);

/// How many headings of weeks rule out English.
const WEEKS: u32 = 2;
/// The part of a point that a word beside a number keeps if it is frequent in other languages: `Del 4`, a part in
/// Swedish, is a date in Spanish.
const KEPT: f64 = 0.5;

/// The position of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextPosition {
    /// In a heading.
    Heading,
    /// In the head of a table.
    TableHead,
    /// At the beginning of a paragraph, an item or a cell.
    Start,
    /// Anywhere else.
    Body,
}

/// The language of a document; `None` for a text without enough evidence.
pub(crate) fn detect<'a>(
    texts: impl Iterator<Item = (TextPosition, &'a str)>,
) -> Option<&'static str> {
    let mut evidence = Evidence::default();
    for (place, text) in texts {
        evidence.add(place, text);
        if evidence.words > WORDS {
            break;
        }
    }
    evidence.settle_scripts();
    Some(INDEX.languages[evidence.best()?])
}

/// Points for each language, by its index in the list.
#[derive(Clone, Debug, Default)]
struct Evidence {
    structure: [f64; LANGUAGES],
    body: [f64; LANGUAGES],
    /// The headings of weeks.
    weeks: [u32; LANGUAGES],
    scripts: Scripts,
    words: usize,
}

/// How many letters are in scripts that indicate a language.
#[derive(Clone, Debug, Default)]
struct Scripts {
    cyrillic: usize,
    /// Letters of Ukrainian that Russian does not have.
    ukrainian: usize,
    /// Letters of Russian that Ukrainian does not have.
    russian: usize,
    arabic: usize,
    hebrew: usize,
    hangul: usize,
    kana: usize,
    han: usize,
}

impl Evidence {
    fn add(&mut self, place: TextPosition, text: &str) {
        if !text.is_ascii() {
            text.chars().for_each(|c| self.scripts.add(c));
        }
        let mut lower = String::new();
        let mut tokens = tokens(text).peekable();
        let mut before: Option<Token<'_>> = None;
        let mut index = 0;
        while let Some(token) = tokens.next() {
            self.words += 1;
            let around = Neighbors {
                text,
                index,
                before,
                after: tokens.peek().copied(),
            };
            before = Some(token);
            index += 1;
            match token.kind {
                TokenKind::Number => {}
                TokenKind::Word => {
                    lower.clear();
                    lower.extend(token.text.chars().flat_map(char::to_lowercase));
                    if let Some(roles) = INDEX.roles.get(lower.as_str()) {
                        self.count(place, *roles, (token, around));
                    }
                }
                TokenKind::Unspaced => self.unspaced(place, (token, around)),
            }
        }
    }

    /// Counts the words in a run of characters without spaces: at each character the longest.
    fn unspaced(&mut self, place: TextPosition, (token, around): (Token<'_>, Neighbors<'_>)) {
        const LONGEST: usize = 4;
        for (start, _) in token.text.char_indices() {
            let rest = &token.text[start..];
            let ends = rest
                .char_indices()
                .map(|(at, c)| at + c.len_utf8())
                .take(LONGEST);
            let known = ends.filter_map(|end| INDEX.roles.get(&rest[..end])).last();
            if let Some(roles) = known {
                self.count(place, *roles, (token, around));
            }
        }
    }

    fn count(
        &mut self,
        place: TextPosition,
        roles: Roles,
        (token, around): (Token<'_>, Neighbors<'_>),
    ) {
        let first = around.before.is_none();
        let in_head = matches!(place, TextPosition::Heading | TextPosition::TableHead);
        let starts = place != TextPosition::Body && first;
        let numbered = around.is_numbered(&token) && (in_head || starts);
        let label = starts && around.is_label(&token);
        let name = numbered || label || in_head && around.is_second(&token);
        let head = place == TextPosition::TableHead && first && around.after.is_none();
        let structure = [
            (name, roles.name),
            (numbered, roles.numbered),
            (label, roles.short),
            (around.is_unit(&token), roles.unit),
            (head, roles.head),
        ];
        // A word counts once.
        let languages = structure
            .iter()
            .filter(|(counts, _)| *counts)
            .fold(0, |all, (_, languages)| all | languages);
        let others = roles.common & !languages;
        if languages != 0 && languages == roles.numbered && others != 0 {
            share(&mut self.structure, languages, KEPT);
            share(&mut self.structure, others, 1.0 - KEPT);
        } else {
            share(&mut self.structure, languages, 1.0);
        }
        share(&mut self.body, roles.common | roles.name, 1.0);
        if place == TextPosition::Heading {
            let names_week = languages & roles.name & roles.numbered;
            for (place, weeks) in self.weeks.iter_mut().enumerate() {
                *weeks += (names_week >> place) & 1;
            }
        }
    }

    /// Whether headings name weeks in other languages and none in English.
    fn is_other_than_english(&self) -> bool {
        let [english, others @ ..] = &self.weeks;
        *english == 0 && others.iter().any(|weeks| *weeks >= WEEKS)
    }

    /// Converts letters to words of the languages with their script.
    fn settle_scripts(&mut self) {
        let scripts = &self.scripts;
        let cyrillic = if scripts.ukrainian > scripts.russian {
            "uk"
        } else {
            "ru"
        };
        // Japanese mixes Chinese characters with its own.
        let han = if scripts.kana * 4 > scripts.han {
            "ja"
        } else {
            "zh"
        };
        // The letters of about two and a half words: frequent words make up that share of the words in other scripts.
        let words = [
            (cyrillic, scripts.cyrillic, 12.0),
            ("ar", scripts.arabic, 12.0),
            ("he", scripts.hebrew, 12.0),
            ("ko", scripts.hangul, 6.0),
            ("ja", scripts.kana, 5.0),
            (han, scripts.han, 5.0),
        ];
        for (language, letters, letters_per_word) in words {
            let place = INDEX.languages.iter().position(|known| *known == language);
            if let (Some(place), Ok(letters)) = (place, u32::try_from(letters)) {
                self.body[place] += f64::from(letters) / letters_per_word;
            }
        }
    }

    /// The index of the language with the largest share; the first if several have it.
    fn best(&self) -> Option<usize> {
        let sum = |points: &[f64; LANGUAGES]| points.iter().sum::<f64>();
        let (structure, body) = (sum(&self.structure), sum(&self.body));
        let is_one_word = structure <= 1.0 && body >= ENOUGH.1;
        let enough = if is_one_word { ENOUGH_OF_ONE } else { ENOUGH.0 };
        let part =
            |points: f64, (sum, enough, weight): (f64, f64, f64)| points / sum.max(enough) * weight;
        let total = |place: usize| {
            part(self.structure[place], (structure, enough, WEIGHTS.0))
                + part(self.body[place], (body, ENOUGH.1, WEIGHTS.1))
        };
        let shown =
            |place: &usize| self.structure[*place] >= LEAST.0 || self.body[*place] >= LEAST.1;
        let first = usize::from(self.is_other_than_english());
        (first..INDEX.languages.len())
            .filter(shown)
            .rev()
            .max_by(|one, other| total(*one).total_cmp(&total(*other)))
    }
}

/// Divides a point, or a part of one, among the languages of a word; English gets half as much again.
fn share(points: &mut [f64; LANGUAGES], languages: u32, point: f64) {
    let english = if languages & 1 == 1 && languages > 1 {
        1.5
    } else {
        1.0
    };
    let rest = f64::from((languages & !1).count_ones());
    let whole = rest + if languages & 1 == 1 { english } else { 0.0 };
    for (place, points) in points.iter_mut().enumerate() {
        if languages & (1 << place) != 0 {
            *points += point * if place == 0 { english } else { 1.0 } / whole;
        }
    }
}

impl Scripts {
    fn add(&mut self, character: char) {
        match character {
            'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' | 'Ґ' => {
                self.ukrainian += 1;
                self.cyrillic += 1;
            }
            'ы' | 'э' | 'ъ' | 'ё' | 'Ы' | 'Э' | 'Ъ' | 'Ё' => {
                self.russian += 1;
                self.cyrillic += 1;
            }
            '\u{400}'..='\u{4FF}' => self.cyrillic += 1,
            '\u{590}'..='\u{5FF}' => self.hebrew += 1,
            '\u{600}'..='\u{6FF}' => self.arabic += 1,
            '\u{AC00}'..='\u{D7A3}' => self.hangul += 1,
            '\u{3040}'..='\u{30FF}' => self.kana += 1,
            '\u{4E00}'..='\u{9FFF}' => self.han += 1,
            _ => {}
        }
    }
}

/// The neighbors of a token.
#[derive(Clone, Copy, Debug)]
struct Neighbors<'a> {
    text: &'a str,
    /// The index of the token in the text.
    index: usize,
    before: Option<Token<'a>>,
    after: Option<Token<'a>>,
}

impl Neighbors<'_> {
    /// Whether a word is followed by a number, a separator or nothing rather than a letter: `Mo 4.1.`, `Montag: Lesen`.
    /// Words between commas are a list.
    fn is_label(&self, token: &Token<'_>) -> bool {
        let rest = self.text[token.end()..].trim_start_matches([' ', '\u{a0}']);
        !rest.starts_with(|c: char| c.is_alphabetic() || ",、".contains(c))
    }

    /// Whether a number is beside a word: `Woche 3`, `3. Woche`.
    fn is_numbered(&self, token: &Token<'_>) -> bool {
        let beside = |other: Option<Token<'_>>| {
            other.is_some_and(|other| {
                let between = if other.start < token.start {
                    other.end()..token.start
                } else {
                    token.end()..other.start
                };
                other.kind == TokenKind::Number
                    && self.text[between]
                        .chars()
                        .all(|c| " \u{a0}.-#№º°".contains(c))
            })
        };
        beside(self.before) || beside(self.after)
    }

    /// Whether a word is the first or the second of a heading: `Montag`, `Primera semana`.
    fn is_second(&self, token: &Token<'_>) -> bool {
        let adjoins = |before: Token<'_>| self.text[before.end()..token.start] == *" ";
        self.index == 0 || self.index == 1 && self.before.is_some_and(adjoins)
    }

    /// Whether a word directly follows a number.
    fn is_unit(&self, token: &Token<'_>) -> bool {
        self.before.is_some_and(|before| {
            before.kind == TokenKind::Number
                && matches!(&self.text[before.end()..token.start], "" | " " | "\u{a0}")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_divided_among_the_languages_of_a_word() {
        for (languages, expected) in [
            (0b001, [1.0, 0.0, 0.0]),
            (0b010, [0.0, 1.0, 0.0]),
            (0b110, [0.0, 0.5, 0.5]),
            (0b011, [0.6, 0.4, 0.0]),
            (0b111, [1.5 / 3.5, 1.0 / 3.5, 1.0 / 3.5]),
        ] {
            let mut points = [0.0; LANGUAGES];
            share(&mut points, languages, 1.0);
            assert_eq!(points[..3], expected, "{languages:b}");
        }
    }
}
