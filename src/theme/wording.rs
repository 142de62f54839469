//! Values as readers are told them.

/// A number with the sign that a language writes before its decimals: `33.3` is `33,3`.
pub fn decimal(number: f64, mark: &str) -> String {
    number.to_string().replace('.', mark)
}

/// Minutes as hours and minutes, by the words for these: `90` is `1 h 30 min`. Their spaces do not break.
pub fn effort(time: u32, hours: &str, minutes: &str) -> String {
    match (time / 60, time % 60) {
        (0, rest) => format!("{rest}\u{a0}{minutes}"),
        (whole, 0) => format!("{whole}\u{a0}{hours}"),
        (whole, rest) => format!("{whole}\u{a0}{hours} {rest}\u{a0}{minutes}"),
    }
}
