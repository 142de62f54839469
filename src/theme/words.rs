//! A theme's words in one language, and the forms of words with counts.

use std::collections::BTreeMap;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::plural::Plural;

/// A theme's words in one language, by their names.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<String, Word>);

/// A word or a sentence, with `{places}` for values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Word {
    /// The same for every count.
    Plain(String),
    /// A form for each kind of count; `other` is always included.
    Counted {
        /// The language whose rule chooses the form; set when a language's table is read.
        language: String,
        /// The forms.
        #[serde(flatten)]
        forms: BTreeMap<Plural, String>,
    },
}

impl Words {
    /// Words from the table of a language.
    #[must_use]
    pub fn of_language(mut self, language: &str) -> Self {
        for word in self.0.values_mut() {
            if let Word::Counted { language: own, .. } = word {
                language.clone_into(own);
            }
        }
        self
    }

    /// Adds words, which take precedence over these.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// The word with a name.
    pub fn word(&self, name: &str) -> Option<&Word> {
        self.0.get(name)
    }

    /// All names with their words.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Word)> {
        self.0.iter().map(|(name, word)| (name.as_str(), word))
    }
}

impl Word {
    /// The form for a count.
    pub fn form(&self, count: usize) -> &str {
        match self {
            Self::Plain(word) => word,
            Self::Counted { language, forms } => forms
                .get(&Plural::of(language, count))
                .or_else(|| forms.get(&Plural::Other))
                .map_or("", String::as_str),
        }
    }

    /// The word without a count.
    pub fn plain(&self) -> &str {
        match self {
            Self::Plain(word) => word,
            Self::Counted { forms, .. } => forms.get(&Plural::Other).map_or("", String::as_str),
        }
    }
}

/// A sentence with its `{places}` filled in.
pub fn fill<'v>(sentence: &str, values: impl IntoIterator<Item = (&'v str, &'v str)>) -> String {
    let mut sentence = sentence.to_owned();
    for (place, value) in values {
        sentence = sentence.replace(&format!("{{{place}}}"), value);
    }
    sentence
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordVisitor)
    }
}

struct WordVisitor;

impl<'de> Visitor<'de> for WordVisitor {
    type Value = Word;

    fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(
            "a string, or a string for each of `zero`, `one`, `two`, `few`, `many` and `other`",
        )
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Word, E> {
        Ok(Word::Plain(word.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Word, A::Error> {
        let mut language = String::new();
        let mut forms = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            let text = map.next_value::<String>()?;
            if key == "language" {
                // Templates pass a word on along with its language.
                language = text;
                continue;
            }
            let form = Plural::deserialize(de::value::StrDeserializer::<A::Error>::new(&key))?;
            forms.insert(form, text);
        }
        if !forms.contains_key(&Plural::Other) {
            return Err(de::Error::missing_field("other"));
        }
        Ok(Word::Counted { language, forms })
    }
}

#[cfg(test)]
mod tests {
    use super::{Word, Words};

    fn words(json: &str) -> Result<Words, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn a_word_has_the_form_of_its_count_in_the_language_of_its_table() {
        let json = r#"{"tasks": {"one": "{count} A", "few": "{count} B", "other": "{count} C"}, "plain": "{count} D"}"#;
        let russian = words(json).unwrap().of_language("ru");
        let english = words(json).unwrap().of_language("en");
        for (words, name, count, form) in [
            (&russian, "tasks", 21, "{count} A"),
            (&russian, "tasks", 22, "{count} B"),
            // The table has no form for `many`.
            (&russian, "tasks", 25, "{count} C"),
            (&english, "tasks", 21, "{count} C"),
            (&english, "plain", 1, "{count} D"),
            (&english, "plain", 2, "{count} D"),
        ] {
            assert_eq!(words.word(name).map(|word| word.form(count)), Some(form));
        }
        assert_eq!(english.word("tasks").map(Word::plain), Some("{count} C"));
    }

    #[test]
    fn a_word_of_the_wrong_kind_is_an_error() {
        for (json, said) in [
            (r#"{"tasks": {"one": "x"}}"#, "missing field `other`"),
            (
                r#"{"tasks": {"one": "x", "others": "y"}}"#,
                "unknown variant `others`",
            ),
            (r#"{"tasks": ["x"]}"#, "`few`, `many` and `other`"),
            (r#"{"tasks": {"other": ["x"]}}"#, "string"),
        ] {
            let error = words(json).unwrap_err();
            assert!(error.contains(said), "{json}: {error}");
        }
    }
}
