//! What a template can do to a value: only what depends on how something is said or where it stands, never on what it is.

use tera::{Kwargs, State, Tera, Value};

use crate::theme::{Word, Words, decimal, effort};

/// Adds the filters; `words` are the theme's in the handbook's language.
pub(super) fn register(tera: &mut Tera, words: &Words) {
    let (hours, minutes) = (word(words, "hours"), word(words, "minutes"));
    tera.register_filter("effort", move |time: u32, _: Kwargs, _: &State| {
        effort(time, &hours, &minutes)
    });
    let mark = word(words, "decimal_mark");
    tera.register_filter("decimal", move |number: f64, _: Kwargs, _: &State| {
        decimal(number, &mark)
    });
    let months = (1..=12).map(|month| word(words, &format!("month_{month}")));
    let (months, pattern) = (months.collect::<Vec<_>>(), word(words, "date"));
    tera.register_filter("date", move |date: &str, _: Kwargs, _: &State| {
        written_out(date, &months, &pattern)
    });
    tera.register_filter("json_encode", json_encode);
    tera.register_filter("fill", fill);
    tera.register_filter("plural", plural);
}

fn word(words: &Words, name: &str) -> String {
    words.word(name).map_or("", Word::plain).to_owned()
}

/// Puts values into the `{places}` of a sentence.
#[expect(clippy::needless_pass_by_value, reason = "Tera calls its filters so")]
fn fill(sentence: &str, values: Kwargs, _: &State<'_>) -> String {
    filled(sentence, &values)
}

fn filled(sentence: &str, values: &Kwargs) -> String {
    let mut filled = sentence.to_owned();
    for (name, value) in values.iter() {
        filled = filled.replace(
            &format!("{{{}}}", name.as_str().unwrap_or_default()),
            &value.to_string(),
        );
    }
    filled
}

/// The form of a word that goes with `count`, with values in its `{places}`. A word without forms is the same for all.
#[expect(clippy::needless_pass_by_value, reason = "Tera calls its filters so")]
fn plural(word: Value, values: Kwargs, _: &State<'_>) -> tera::TeraResult<String> {
    let count: usize = values.must_get("count")?;
    let word = serde_json::to_value(&word).and_then(serde_json::from_value::<Word>);
    let word = word.map_err(|error| tera::Error::message(format!("plural: {error}")))?;
    Ok(filled(word.form(count), &values))
}

/// `2027-01-04` as the language writes it: `4 January 2027`. What is no date stays as it is.
fn written_out(date: &str, months: &[String], pattern: &str) -> String {
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts[..] else {
        return date.to_owned();
    };
    let name = month.parse::<usize>().ok();
    let name = name.and_then(|month| months.get(month.checked_sub(1)?));
    pattern
        .replace("{day}", day.trim_start_matches('0'))
        .replace("{month}", name.map_or(month, String::as_str))
        .replace("{year}", year)
}

/// A value as JSON, for scripts.
#[expect(clippy::needless_pass_by_value, reason = "Tera calls its filters so")]
fn json_encode(value: Value, _: Kwargs, _: &State<'_>) -> String {
    // What came into a context by way of serde goes out by it.
    serde_json::to_string(&value).unwrap_or_default()
}
