//! Plural rules: the form of a word that a language uses with a count. The rules are those of Unicode CLDR for cardinal
//! numbers, for the languages of the default theme.

use serde::{Deserialize, Serialize};

/// The form of a word for a count, by CLDR's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Plural {
    /// No items, if a language has its own form for this.
    Zero,
    /// One item, and whatever else a language counts the same way.
    One,
    /// Two items.
    Two,
    /// A few items.
    Few,
    /// Many items.
    Many,
    /// All other counts; every language has this form.
    Other,
}

/// Chooses the form for a count.
type Rule = fn(usize) -> Plural;

/// The rule of each language other than `one` for 1 and `other` for the rest.
const RULES: &[(&str, Rule)] = &[
    ("ar", arabic),
    ("es", |count| or_millions(count == 1, count)),
    ("fr", |count| or_millions(count < 2, count)),
    ("he", hebrew),
    ("it", |count| or_millions(count == 1, count)),
    ("ja", |_| Plural::Other),
    ("pt", |count| or_millions(count < 2, count)),
    ("ru", russian),
    ("zh", |_| Plural::Other),
];

impl Plural {
    /// The form that a language uses with a count.
    pub fn of(language: &str, count: usize) -> Self {
        let primary = language.split(['-', '_']).next().unwrap_or(language);
        let rule = RULES.iter().find(|(language, _)| *language == primary);
        match rule {
            Some((_, rule)) => rule(count),
            None if count == 1 => Self::One,
            None => Self::Other,
        }
    }
}

fn arabic(count: usize) -> Plural {
    match (count, count % 100) {
        (0, _) => Plural::Zero,
        (1, _) => Plural::One,
        (2, _) => Plural::Two,
        (_, 3..=10) => Plural::Few,
        (_, 11..=99) => Plural::Many,
        _ => Plural::Other,
    }
}

fn hebrew(count: usize) -> Plural {
    match count {
        1 => Plural::One,
        2 => Plural::Two,
        _ => Plural::Other,
    }
}

fn russian(count: usize) -> Plural {
    match (count % 10, count % 100) {
        (_, 11..=14) => Plural::Many,
        (1, _) => Plural::One,
        (2..=4, _) => Plural::Few,
        _ => Plural::Many,
    }
}

/// Romance languages say "a million of" items.
fn or_millions(is_one: bool, count: usize) -> Plural {
    match count {
        _ if is_one => Plural::One,
        0 => Plural::Other,
        _ if count.is_multiple_of(1_000_000) => Plural::Many,
        _ => Plural::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::Plural;

    /// One language per line: each form with its counts.
    const FORMS: &str = "\
ar: Zero 0 | One 1 | Two 2 | Few 3 10 103 110 | Many 11 20 26 99 111 199 | Other 100 101 102 200 1000
de: One 1 | Other 0 2 11 21 101
en: One 1 | Other 0 2 11 21 101
es: One 1 | Other 0 2 21 999999 | Many 1000000
fr: One 0 1 | Other 2 21 100 | Many 2000000
he: One 1 | Two 2 | Other 0 3 12 22 102
it: One 1 | Other 0 2 21 | Many 1000000
ja: Other 0 1 2 21
pt-BR: One 0 1 | Other 2 21 | Many 1000000
ru: One 1 21 101 121 | Few 2 4 22 24 102 | Many 0 5 11 12 14 20 25 111 112 114
zh-Hant: Other 0 1 2 21
nl: One 1 | Other 0 2 21";

    #[test]
    fn each_language_has_its_own_forms() {
        for line in FORMS.lines() {
            let (language, forms) = line.split_once(": ").unwrap();
            for form in forms.split(" | ") {
                let (form, counts) = form.split_once(' ').unwrap();
                for count in counts.split(' ') {
                    let own = Plural::of(language, count.parse().unwrap());
                    assert_eq!(format!("{own:?}"), form, "{language} {count}");
                }
            }
        }
    }
}
