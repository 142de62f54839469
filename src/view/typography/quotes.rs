//! Quotes and apostrophes. Quotes are only changed in pairs that are certain.
//!
//! Marks are matched with a stack. A typographic quote in the source, and a straight one that neither opens nor closes,
//! clears the stack, so no pair spans an unclear mark.

use super::language::{Pair, Rules};
use super::line::{OPAQUE, Replacement, TextLine, is_word};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum QuoteKind {
    Double,
    Single,
}

/// A quotation: the positions of its marks.
struct Quotation {
    mark: QuoteKind,
    open: usize,
    close: usize,
}

/// How many marks may be open: with more, they are not quotations.
const DEEPEST: usize = 16;

struct QuoteScanner<'l> {
    line: &'l TextLine,
    elided: &'static [&'static str],
    /// The open marks.
    open: Vec<(QuoteKind, usize)>,
    quotations: Vec<Quotation>,
    apostrophes: Vec<usize>,
    /// The quotation that ended after a digit, where an inch mark is equally likely.
    after_digit: Option<usize>,
}

/// The replacements of quotes and apostrophes.
pub(super) fn changes(line: &TextLine, rules: &Rules, changes: &mut Vec<Replacement>) {
    let Some(pairs) = rules.quotes else {
        return;
    };
    let mut reader = QuoteScanner {
        line,
        elided: rules.elided,
        open: Vec::new(),
        quotations: Vec::new(),
        apostrophes: Vec::new(),
        after_digit: None,
    };
    for place in 0..line.len() {
        match line.at(place) {
            Some('"') => reader.double(place),
            Some('\'') => reader.single(place),
            Some('“' | '”' | '„' | '«' | '»' | '‹' | '›' | '‘' | '‚') => {
                reader.reset();
            }
            _ => {}
        }
    }
    let places = reader.apostrophes.iter();
    changes.extend(places.map(|place| line.change(*place..place + 1, "’")));
    paired(line, pairs, reader.quotations, changes);
}

/// Replaces the marks of quotations, by nesting depth.
fn paired(
    line: &TextLine,
    pairs: [Pair; 2],
    mut quotations: Vec<Quotation>,
    changes: &mut Vec<Replacement>,
) {
    quotations.sort_unstable_by_key(|quotation| quotation.open);
    let mut around: Vec<(usize, bool)> = Vec::new();
    for Quotation { mark, open, close } in quotations {
        while around.pop_if(|(end, _)| *end < open).is_some() {}
        let inner = match around.last() {
            Some((_, inner)) => !inner,
            None => mark == QuoteKind::Single,
        };
        around.push((close, inner));
        let (opening, closing) = pairs[usize::from(inner)];
        changes.push(line.change(open..open + 1, opening));
        changes.push(line.change(close..close + 1, closing));
    }
}

impl QuoteScanner<'_> {
    fn reset(&mut self) {
        self.open.clear();
        self.after_digit = None;
    }

    fn double(&mut self, place: usize) {
        let opened = self
            .open
            .iter()
            .rposition(|(mark, _)| *mark == QuoteKind::Double);
        let after_digit = is_digit(self.line.before(place));
        let closes = self.closes(place);
        if closes && let Some(at) = opened {
            let (_, open) = self.open[at];
            self.open.truncate(at);
            self.close(QuoteKind::Double, open, place);
            if after_digit {
                self.after_digit = Some(self.quotations.len() - 1);
            }
        } else if self.opens(place) {
            self.open(QuoteKind::Double, place);
        } else if after_digit {
            // An inch mark.
        } else if closes {
            self.close_here_instead(place);
        } else {
            self.reset();
        }
    }

    fn open(&mut self, mark: QuoteKind, place: usize) {
        if self.open.len() == DEEPEST {
            self.reset();
        }
        self.open.push((mark, place));
    }

    fn close(&mut self, mark: QuoteKind, open: usize, close: usize) {
        let crosses = |index: usize| self.quotations[index].open > open;
        if self.after_digit.is_some_and(crosses) {
            self.after_digit = None;
        }
        self.quotations.push(Quotation { mark, open, close });
    }

    /// A mark without an opening one: the mark after a digit was an inch mark, and the quotation extends up to here.
    fn close_here_instead(&mut self, place: usize) {
        if let Some(index) = self.after_digit.take() {
            let quotation = &mut self.quotations[index];
            quotation.close = place;
            let start = quotation.open;
            self.open.retain(|(_, open)| *open < start);
        }
    }

    fn single(&mut self, place: usize) {
        let (before, after) = (self.line.before(place), self.line.at(place + 1));
        let is_open = matches!(self.open.last(), Some((QuoteKind::Single, _)));
        let word = self.line.text(self.line.word(place));
        if before.is_some_and(is_word) && after.is_some_and(is_word) {
            // `5'10` is feet and inches, `1980's` is neither.
            let is_end = after == Some('s') && !self.line.at(place + 2).is_some_and(is_word);
            let is_address = word.contains("://");
            if (!is_digit(before) || is_end) && !is_address {
                self.apostrophes.push(place);
            }
            return;
        }
        let closes = self.closes(place);
        if closes && is_open {
            if let Some((_, open)) = self.open.pop() {
                self.close(QuoteKind::Single, open, place);
            }
        } else if self.is_elision(place) {
            self.apostrophes.push(place);
        } else if self.opens(place) {
            self.open(QuoteKind::Single, place);
        } else if closes
            && before.is_some_and(|c| c.is_alphabetic() || c == OPAQUE)
            && !is_call(&word)
        {
            self.apostrophes.push(place);
        }
    }

    /// Whether a word lacks its beginning: `'tis`, the second half of `rock 'n' roll`, or a decade.
    fn is_elision(&self, place: usize) -> bool {
        if !self.opens(place) {
            return false;
        }
        let mut end = place + 1;
        while self.line.at(end).is_some_and(char::is_alphanumeric) {
            end += 1;
        }
        let word = self.line.text(place + 1..end).to_lowercase();
        let decade = word.strip_suffix('s').unwrap_or_default();
        let is_decade = decade.len() == 2 && decade.bytes().all(|digit| digit.is_ascii_digit());
        let is_elided = self.elided.contains(&word.as_str());
        is_decade || is_elided && (word == "n" || !matches!(self.line.at(end), Some('\'' | '’')))
    }

    /// Whether a mark at a position can begin a quotation.
    fn opens(&self, place: usize) -> bool {
        let free = match self.line.before(place) {
            None => true,
            // `print("x")` is code.
            Some('(' | '[' | '{') => !self.line.before(place - 1).is_some_and(is_word),
            // The same after `..."` as after `…"`.
            Some('.') => place > 1 && self.line.at(place - 2) == Some('.'),
            Some(before) => {
                before.is_whitespace() || is_quote(before) || "-–—/¿¡…".contains(before)
            }
        };
        let begins = |c: char| !c.is_whitespace() && !",;:!?)]}".contains(c);
        let after = self.line.at(place + 1);
        let is_stop = after == Some('.') && self.line.at(place + 2) != Some('.');
        let is_empty = match self.line.at(place) {
            Some('\'') => after.is_some_and(|c| "'’".contains(c)),
            mark => after == mark,
        };
        free && after.is_some_and(begins) && !is_stop && !is_empty
    }

    /// Whether a mark at a position can end a quotation.
    fn closes(&self, place: usize) -> bool {
        let Some(before) = self.line.before(place) else {
            return false;
        };
        let ends = !before.is_whitespace() && !"([{=<-–—/¿¡".contains(before);
        match self.line.at(place + 1) {
            None => ends,
            Some(after) if is_word(after) => {
                ends && (before.is_alphabetic() || "!?.…".contains(before))
            }
            Some(after) => ends && !"=({[<".contains(after),
        }
    }
}

/// Whether a word is code, like `f('x')`.
fn is_call(word: &str) -> bool {
    let mut starts = word.match_indices("('").map(|(at, _)| &word[..at]);
    starts.any(|before| before.ends_with(is_word))
}

fn is_quote(character: char) -> bool {
    "\"'’“”„«»‹›‘‚".contains(character)
}

fn is_digit(character: Option<char>) -> bool {
    character.is_some_and(|character| character.is_ascii_digit())
}
