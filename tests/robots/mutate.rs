//! Changes inputs at random: lines, pieces with a meaning, single characters.

use super::random::Random;

/// The longest input. The time for longer ones is what `cargo bench --bench shapes` measures.
const LONGEST: usize = 6000;

/// A changed input: one of the seeds, or parts of two.
pub fn mutated(random: &mut Random, seeds: &[Vec<u8>], pieces: &[&str]) -> Vec<u8> {
    let mut text = String::from_utf8_lossy(random.of_all::<Vec<u8>>(seeds)).into_owned();
    for _ in 0..=random.below(6) {
        match random.below(10) {
            0 => {
                let other = String::from_utf8_lossy(random.of_all::<Vec<u8>>(seeds)).into_owned();
                splice(random, &mut text, &other);
            }
            1 | 2 => change_lines(random, &mut text),
            3 => change_character(random, &mut text),
            4 => nest(random, &mut text, pieces),
            _ => insert(random, &mut text, pieces),
        }
        text.truncate(text.floor_char_boundary(LONGEST));
    }
    let mut bytes = named_words(&text).into_bytes();
    if random.once_in(200) && !bytes.is_empty() {
        let at = random.below(bytes.len());
        bytes[at] = *random.of_all(&[0xff, 0x80, 0xc3, 0xf0, 0xed]);
    }
    bytes
}

/// The text with a word of its own for each `zq`.
pub fn named_words(text: &str) -> String {
    let mut named = String::new();
    for (index, part) in text.split("zq").enumerate() {
        let part = if index == 0 { part } else { without_name(part) };
        if index > 0 {
            named.push_str(&format!("zq{index}x"));
        }
        named.push_str(part);
    }
    named
}

/// What follows a `zq`, without the rest of the word that it was before.
fn without_name(part: &str) -> &str {
    let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < part.len() {
        rest.strip_prefix('x').unwrap_or(rest)
    } else {
        part
    }
}

/// A position between two characters.
fn place(random: &mut Random, text: &str) -> usize {
    text.floor_char_boundary(random.below(text.len() + 1))
}

/// A position at the start of a line, mostly, or else between any two characters.
fn line_start(random: &mut Random, text: &str) -> usize {
    let at = place(random, text);
    if random.once_in(4) {
        return at;
    }
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn insert(random: &mut Random, text: &mut String, pieces: &[&str]) {
    let piece = *random.of_all(pieces);
    let at = if piece.ends_with('\n') || piece.ends_with(' ') {
        line_start(random, text)
    } else {
        place(random, text)
    };
    text.insert_str(at, piece);
}

/// A piece many times at the same place.
fn nest(random: &mut Random, text: &mut String, pieces: &[&str]) {
    let piece = *random.of_all(pieces);
    let at = line_start(random, text);
    let times = *random.of_all(&[2, 3, 5, 9, 40, 150]);
    text.insert_str(at, &piece.repeat(times));
}

/// The first part of the text, and the last part of another one.
fn splice(random: &mut Random, text: &mut String, other: &str) {
    let end = line_start(random, text);
    let start = line_start(random, other);
    text.truncate(end);
    text.push_str(&other[start..]);
}

/// Removes, repeats, moves or indents some lines.
fn change_lines(random: &mut Random, text: &mut String) {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if lines.is_empty() {
        return;
    }
    let start = random.below(lines.len());
    let end = (start + 1 + random.below(4)).min(lines.len());
    match random.below(4) {
        0 => drop(lines.drain(start..end)),
        1 => {
            let again: Vec<String> = lines[start..end].to_vec();
            let at = random.below(lines.len() + 1);
            lines.splice(at..at, again);
        }
        2 => {
            let moved: Vec<String> = lines.drain(start..end).collect();
            let at = random.below(lines.len() + 1);
            lines.splice(at..at, moved);
        }
        _ => {
            let indent = *random.of_all(&["  ", "    ", "\t", "> ", " "]);
            for line in &mut lines[start..end] {
                line.insert_str(0, indent);
            }
        }
    }
    *text = lines.concat();
}

/// Removes a character or repeats it.
fn change_character(random: &mut Random, text: &mut String) {
    let at = place(random, text);
    let Some(character) = text[at..].chars().next() else {
        return;
    };
    if random.once_in(2) {
        text.remove(at);
    } else {
        text.insert(at, character);
    }
}

#[test]
fn each_word_has_a_name_of_its_own() {
    assert_eq!(named_words("a zq zq7x b zqx"), "a zq1x zq2x b zq3xx");
    assert_eq!(named_words("none"), "none");
}

#[test]
fn mutations_are_short_and_the_same_each_time() {
    let seeds = [
        b"# zq\n\n- [ ] zq\n".to_vec(),
        "é\n".repeat(50).into_bytes(),
    ];
    for index in 0..300 {
        let made = || mutated(&mut Random::of(3, index), &seeds, &["- [ ] zq\n", "é"]);
        assert_eq!(made(), made());
        assert!(made().len() < 2 * LONGEST);
    }
}
