//! The encodings that UTF-8 is misread in, and the way back.

use std::sync::LazyLock;

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252, WINDOWS_1254};

/// A single-byte encoding with ASCII below 0x80.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Codec {
    /// Windows-1252, with Windows-1254 for its differences; undefined bytes are read as control characters.
    Western,
    /// Mac OS Roman.
    Macintosh,
    /// Code page 437.
    Dos,
}

/// The upper half of code page 437.
const DOS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

type Table = Vec<(char, u8)>;

static WESTERN: LazyLock<Table> = LazyLock::new(|| {
    let controls = (0x80..=0x9F).map(|byte| (char::from(byte), byte));
    let all = upper(WINDOWS_1252).chain(upper(WINDOWS_1254));
    sorted(all.chain(controls))
});
static MAC: LazyLock<Table> = LazyLock::new(|| sorted(upper(MACINTOSH)));
static PAGE_437: LazyLock<Table> = LazyLock::new(|| sorted(DOS.chars().zip(0x80..=0xFF)));

/// The characters of the bytes from 0x80 on.
fn upper(encoding: &'static Encoding) -> impl Iterator<Item = (char, u8)> {
    (0x80..=0xFF).filter_map(|byte: u8| {
        let bytes = [byte];
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        Some((text.chars().next()?, byte))
    })
}

fn sorted(pairs: impl Iterator<Item = (char, u8)>) -> Table {
    let mut table: Table = pairs.collect();
    table.sort_by_key(|(character, _)| *character);
    table.dedup_by_key(|(character, _)| *character);
    table
}

/// One character that is shown as several.
#[derive(Debug)]
pub(super) struct Damaged<'a> {
    /// The characters that are shown.
    pub(super) wrong: &'a str,
    /// The original character.
    pub(super) right: char,
}

/// Consecutive damaged characters.
#[derive(Debug)]
pub(super) struct DamagedRun<'a> {
    pub(super) characters: Vec<Damaged<'a>>,
    /// Their length in bytes.
    pub(super) len: usize,
    /// Whether no character follows that the encoding could have produced too.
    pub(super) is_whole: bool,
}

impl DamagedRun<'_> {
    /// The original text, without byte order marks.
    pub(super) fn right(&self) -> String {
        let all = self.characters.iter().map(|damaged| damaged.right);
        all.filter(|right| *right != '\u{FEFF}').collect()
    }
}

impl Codec {
    pub(super) const ALL: [Self; 3] = [Self::Western, Self::Macintosh, Self::Dos];

    /// The byte, at least 0x80, that is shown as a character.
    fn byte(self, character: char) -> Option<u8> {
        if character.is_ascii() {
            return None;
        }
        let table = match self {
            Self::Western => &WESTERN,
            Self::Macintosh => &MAC,
            Self::Dos => &PAGE_437,
        };
        let at = table.binary_search_by_key(&character, |(shown, _)| *shown);
        at.ok().map(|at| table[at].1)
    }

    /// The characters at the start of a text that convert back.
    pub(super) fn run(self, text: &str) -> DamagedRun<'_> {
        let mut characters = Vec::new();
        let mut len = 0;
        while let Some(damaged) = self.one(&text[len..]) {
            len += damaged.wrong.len();
            characters.push(damaged);
        }
        let next = text[len..].chars().next();
        DamagedRun {
            characters,
            len,
            is_whole: next.is_none_or(|next| self.byte(next).is_none()),
        }
    }

    fn one(self, text: &str) -> Option<Damaged<'_>> {
        let mut bytes = [0; 4];
        let mut shown = text.char_indices();
        bytes[0] = self.byte(shown.next()?.1)?;
        let wanted = match bytes[0] {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => return None,
        };
        for slot in &mut bytes[1..wanted] {
            *slot = self.byte(shown.next()?.1)?;
        }
        let used = shown.next().map_or(text.len(), |(at, _)| at);
        let right = std::str::from_utf8(&bytes[..wanted]).ok()?.chars().next()?;
        is_written(right).then_some(Damaged {
            wrong: &text[..used],
            right,
        })
    }
}

/// Whether a character is in common use: a letter or a digit of a living script, or in a block of signs, marks and
/// emoji.
fn is_written(character: char) -> bool {
    match character {
        '\u{A0}'..='\u{FF}'
        | '\u{2B0}'..='\u{6FF}'
        | '\u{900}'..='\u{E7F}'
        | '\u{2000}'..='\u{2BFF}'
        | '\u{3000}'..='\u{303F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'..='\u{FFEF}'
        | '\u{1F000}'..='\u{1FAFF}'
        | '\u{E0020}'..='\u{E007F}' => true,
        '\u{700}'..='\u{8FF}' | '\u{10000}'..='\u{1D3FF}' | '\u{1D800}'..='\u{1EFFF}' => false,
        other => other.is_alphanumeric(),
    }
}
