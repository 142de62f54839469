//! The values of cells and properties: times, ticks and lists of names.

use crate::language::{Vocabulary, plain, stated};
use crate::units::{Effort, Stated};

/// The unit of bare numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberUnit {
    Minutes,
    Hours,
}

/// The maximum of a time in hours: what a task takes is not longer than a year.
const MOST_HOURS: f64 = 8760.0;

/// How to write a time, for messages.
pub(super) const TIME_HELP: &str =
    "write minutes (`90`), or `1:30`, `1h30`, `1 h 30 min` or `1.5 h`";

/// A bare number, with a point or a comma in front of decimals.
pub(super) fn number(text: &str) -> Option<f64> {
    let is_plain = |c: char| c.is_ascii_digit() || ".,".contains(c);
    let is_number = text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(is_plain);
    let number = text.replace(',', ".").parse::<f64>().ok();
    number.filter(|_| is_number)
}

/// The time in a cell; `None` if it cannot be read.
pub(super) fn time(text: &str, unit: NumberUnit, words: &Vocabulary) -> Option<Stated> {
    let text = text.trim();
    let hours = match (number(text), unit) {
        (Some(number), NumberUnit::Minutes) => Some(number / 60.0),
        (Some(number), NumberUnit::Hours) => Some(number),
        (None, _) => clock(text).or_else(|| attached(text)),
    };
    if let Some(hours) = hours {
        return (hours <= MOST_HOURS).then(|| Stated::exactly(Effort::from_hours(hours)));
    }
    let (time, _) = stated(text, words).filter(|(_, note)| note.is_empty())?;
    (time.high <= Effort::from_hours(MOST_HOURS)).then_some(time)
}

/// The hours of `1:30` or `1:30:00`.
pub(super) fn clock(text: &str) -> Option<f64> {
    let mut parts = text.split(':');
    let mut part = |most: u32| {
        let part = parts.next()?;
        let is_short = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let number = part.parse::<u32>().ok().filter(|_| is_short)?;
        (number <= most).then(|| f64::from(number))
    };
    let (hours, minutes) = (part(9999)?, part(59)?);
    let seconds = if text.matches(':').count() == 2 {
        part(59)?
    } else {
        0.0
    };
    let is_whole = parts.next().is_none();
    is_whole.then_some(hours + minutes / 60.0 + seconds / 3600.0)
}

/// The hours of `1h30`.
fn attached(text: &str) -> Option<f64> {
    let (hours, minutes) = text.split_once(['h', 'H'])?;
    let (hours, minutes) = (hours.trim(), minutes.trim());
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(hours) || !is_digits(minutes) || minutes.len() != 2 {
        return None;
    }
    let minutes = minutes
        .parse::<u32>()
        .ok()
        .filter(|minutes| *minutes < 60)?;
    Some(f64::from(hours.parse::<u32>().ok()?) + f64::from(minutes) / 60.0)
}

/// Words for what is done, and for what is not, in letters and digits.
const DONE: &str = "yes y true x 1 done complete completed finished checked ja wahr erledigt fertig oui vrai fait sí si \
                    verdadero hecho sim verdadeiro feito vero fatto да готово";
const OPEN: &str =
    "no n false 0 open todo notstarted notdone unchecked nein falsch offen non faux falso não нет";

/// Whether a cell says that something is done; `None` for another word.
pub(super) fn is_done(text: &str) -> Option<bool> {
    let text = text.trim();
    if ["✓", "✔", "✅", "☑", "☑️", "✔️", "[x]", "[X]"].contains(&text) {
        return Some(true);
    }
    if ["", "☐", "□", "⬜", "[ ]", "-", "–", "❌", "✗"].contains(&text) {
        return Some(false);
    }
    let word = plain(text);
    let is_in = |list: &str| list.split_whitespace().any(|known| known == word);
    match (is_in(DONE), is_in(OPEN)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// The names in a list, without repetitions.
pub(super) fn names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in text.split([',', ';', '|', '\n']) {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_new = !names.iter().any(|known| plain(known) == plain(&name));
        if is_new && !plain(&name).is_empty() {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let words = Vocabulary::of(None);
        for (text, unit, expected) in [
            ("90", NumberUnit::Minutes, Some("90-90")),
            ("1,5", NumberUnit::Hours, Some("90-90")),
            ("1.5", NumberUnit::Hours, Some("90-90")),
            ("22.5", NumberUnit::Minutes, Some("23-23")),
            ("1:30", NumberUnit::Minutes, Some("90-90")),
            ("0:45:00", NumberUnit::Hours, Some("45-45")),
            ("1h30", NumberUnit::Minutes, Some("90-90")),
            ("1 h 30 min", NumberUnit::Minutes, Some("90-90")),
            ("1h 30m", NumberUnit::Minutes, Some("90-90")),
            ("1,5 h", NumberUnit::Minutes, Some("90-90")),
            ("90 min", NumberUnit::Hours, Some("90-90")),
            ("1-2 h", NumberUnit::Minutes, Some("60-120")),
            ("1:75", NumberUnit::Minutes, None),
            ("1h75", NumberUnit::Minutes, None),
            ("1.2.3", NumberUnit::Minutes, None),
            ("soon", NumberUnit::Minutes, None),
            ("half a day", NumberUnit::Minutes, None),
            ("90 min or so, then more", NumberUnit::Minutes, None),
            ("-30", NumberUnit::Minutes, None),
            ("99999999999", NumberUnit::Hours, None),
            ("8761", NumberUnit::Hours, None),
        ] {
            let read = time(text, unit, words)
                .map(|time| format!("{}-{}", time.low.minutes(), time.high.minutes()));
            assert_eq!(read.as_deref(), expected, "{text}");
        }
        let german = Vocabulary::of(Some("de"));
        let read = time("2 Stunden", NumberUnit::Minutes, german);
        assert_eq!(read.map(|time| time.high.minutes()), Some(120));
    }

    #[test]
    fn ticks_are_read_as_programs_write_them() {
        for (text, expected) in [
            ("TRUE", Some(true)),
            ("Yes", Some(true)),
            ("x", Some(true)),
            ("✅", Some(true)),
            ("[x]", Some(true)),
            ("WAHR", Some(true)),
            ("FALSE", Some(false)),
            ("", Some(false)),
            ("☐", Some(false)),
            ("Not started", Some(false)),
            ("In progress", None),
            ("?", None),
        ] {
            assert_eq!(is_done(text), expected, "{text}");
        }
    }

    #[test]
    fn lists_of_names_are_split() {
        assert_eq!(names("Short, Full  Track;short\n"), ["Short", "Full Track"]);
        assert!(names(" , ?").is_empty());
    }
}
