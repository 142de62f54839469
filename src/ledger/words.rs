//! Normalizes the words of tasks for comparison. The plan's words have no emphasis, link targets or times in them.

/// The letters and digits of some words in lower case, with a space between words: punctuation, quotes and emoji are
/// ignored. Words with neither letters nor digits are compared unchanged.
pub(super) fn comparable(words: &str) -> String {
    let mut result = String::with_capacity(words.len());
    for character in words.chars() {
        if character.is_ascii_alphanumeric() {
            result.push(character.to_ascii_lowercase());
        } else if !character.is_ascii() && character.is_alphanumeric() {
            result.extend(character.to_lowercase());
        } else if "'’‘".contains(character) {
            // `don't` and `don’t` are the same word.
        } else if !result.is_empty() && !result.ends_with(' ') {
            result.push(' ');
        }
    }
    let trimmed = result.trim_end();
    if trimmed.is_empty() {
        return words.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    trimmed.to_owned()
}

#[cfg(test)]
mod tests {
    use super::comparable;

    #[test]
    fn case_punctuation_quotes_and_emoji_do_not_count() {
        for (words, expected) in [
            ("Read chapter 1", "read chapter 1"),
            ("  Read   chapter 1. ", "read chapter 1"),
            ("🎯 Read “chapter” 1!", "read chapter 1"),
            ("Don’t skip it", "dont skip it"),
            ("Don't skip it", "dont skip it"),
            ("Two-pointer: drills", "two pointer drills"),
            ("Übung Ärger", "übung ärger"),
            ("読む 1章", "読む 1章"),
            ("🎯 🎯", "🎯 🎯"),
            ("", ""),
        ] {
            assert_eq!(comparable(words), expected, "{words}");
        }
    }
}
