//! Filters for templates: for the wording and the position of a value, but never for computing one.

use tera::{Kwargs, State, Tera, Value};

use crate::theme::{Word, Words, decimal, short_effort};

/// Adds the filters; `words` are the theme's in the handbook's language.
pub(super) fn register(tera: &mut Tera, words: &Words) {
    let (hours, minutes) = (word(words, "hours"), word(words, "minutes"));
    let both = word(words, "hours_minutes");
    tera.register_filter("effort", move |time: u32, _: Kwargs, _: &State| {
        short_effort(time, (&hours, &minutes), &both)
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

/// Fills in the `{places}` of a sentence.
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

/// The form of a word for `count`, with its `{places}` filled in. A word without forms is the same for all counts.
#[expect(clippy::needless_pass_by_value, reason = "Tera calls its filters so")]
fn plural(word: Value, values: Kwargs, _: &State<'_>) -> tera::TeraResult<String> {
    let count: usize = values.must_get("count")?;
    let word = serde_json::to_value(&word).and_then(serde_json::from_value::<Word>);
    let word = word.map_err(|error| tera::Error::message(format!("plural: {error}")))?;
    Ok(filled(word.form(count), &values))
}

/// A date in the language of the words.
pub(super) fn date(date: &str, words: &Words) -> String {
    let months = (1..=12).map(|month| word(words, &format!("month_{month}")));
    written_out(date, &months.collect::<Vec<_>>(), &word(words, "date"))
}

/// `2027-01-04` in the language's notation: `4 January 2027`. Text that is not a date stays unchanged.
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
    // Values entered the context through serde, so they can be serialized.
    serde_json::to_string(&value).unwrap_or_default()
}
