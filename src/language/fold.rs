//! Normalizes words for comparison: lower case, without hyphens and spaces.

/// A word in its normalized form: in lower case, without hyphens and spaces.
pub(crate) fn fold(word: &str) -> String {
    word.chars()
        .filter(|c| !joins(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a character is ignored within a word.
pub(crate) fn joins(character: char) -> bool {
    matches!(character, '-' | ' ' | '‑' | '\u{a0}')
}

/// The letters and digits of a name in lower case, for comparing names.
pub(crate) fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// How many bytes of `text` are `word`, which is folded, where the word ends there.
pub(crate) fn prefix(text: &str, word: &str) -> Option<usize> {
    let mut wanted = word.chars();
    let mut next = wanted.next();
    let mut end = 0;
    let mut last = ' ';
    for (index, character) in text.char_indices() {
        if next.is_none() {
            break;
        }
        if index > 0 && joins(character) && next != Some(character) {
            continue;
        }
        if character.is_ascii() {
            if Some(character.to_ascii_lowercase()) != next {
                return None;
            }
            next = wanted.next();
        } else {
            for lower in character.to_lowercase() {
                if Some(lower) != next {
                    return None;
                }
                next = wanted.next();
            }
        }
        last = character;
        end = index + character.len_utf8();
    }
    if next.is_some() || end == 0 {
        return None;
    }
    let after = text[end..].chars().next();
    let ends = after.is_none_or(|c| !c.is_alphabetic() || is_unspaced(c) || is_unspaced(last));
    ends.then_some(end)
}

/// Whether a character belongs to a script without spaces between words.
pub(crate) fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{3005}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}
