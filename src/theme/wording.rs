//! Formats values for readers.

/// A number with a language's decimal mark: `33.3` is `33,3`.
pub fn decimal(number: f64, mark: &str) -> String {
    number.to_string().replace('.', mark)
}

/// Minutes as hours and minutes, with the given words: `90` is `1 h 30 min`. The spaces are no-break spaces.
pub fn effort(time: u32, hours: &str, minutes: &str) -> String {
    match (time / 60, time % 60) {
        (0, rest) => format!("{rest}\u{a0}{minutes}"),
        (whole, 0) => format!("{whole}\u{a0}{hours}"),
        (whole, rest) => format!("{whole}\u{a0}{hours} {rest}\u{a0}{minutes}"),
    }
}

/// Minutes as hours and minutes, as short as the language allows; `pattern` has places for both: `90` is `1 h 30`.
pub fn short_effort(time: u32, (hours, minutes): (&str, &str), pattern: &str) -> String {
    match (time / 60, time % 60) {
        (0, _) | (_, 0) => effort(time, hours, minutes),
        (whole, rest) => pattern
            .replace("{hours}", &whole.to_string())
            .replace("{minutes}", &format!("{rest:02}"))
            .replace(' ', "\u{a0}"),
    }
}
