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
