//! The words by which a plan's structure is known, a table for each language in `vocabulary/`. English
//! is always understood; the plan's own language comes before it.

use std::sync::LazyLock;

use serde::Deserialize;

/// The words of one plan.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vocabulary {
    pub(super) phase: Vec<String>,
    pub(super) week: Vec<String>,
    pub(super) weekend: Vec<String>,
    /// Monday's names first.
    pub(super) weekdays: [Vec<String>; 7],
    pub(super) day: Vec<String>,
    pub(super) block: Vec<String>,
    pub(super) theme: Vec<String>,
    /// A heading with one of these and hours a week defines a track.
    pub(super) track: Vec<String>,
    /// What may follow a track's name where something is for that track.
    pub(super) of_track: Vec<String>,
    pub(super) hours: Vec<String>,
    pub(super) minutes: Vec<String>,
    pub(super) per_week: Vec<String>,
    /// What stands between the ends of a range, besides dashes.
    pub(super) and: Vec<String>,
    /// Number words, zero first.
    pub(super) numbers: Vec<String>,
    /// What a section is that only speaks of a week.
    pub(super) about: Vec<String>,
    /// Words of an area's name that do not tell it from others.
    pub(super) general: Vec<String>,
}

/// Each language that plans are read in, with its table.
const TABLES: &[(&str, &str)] = &[
    ("en", include_str!("vocabulary/en.yaml")),
    ("de", include_str!("vocabulary/de.yaml")),
    ("es", include_str!("vocabulary/es.yaml")),
];

static VOCABULARIES: LazyLock<Vec<(&str, Vocabulary)>> = LazyLock::new(|| {
    TABLES
        .iter()
        .map(|(language, table)| {
            let read = serde_yaml::from_str(table);
            // A table that cannot be read is found by the test below, not by users.
            (*language, read.unwrap_or_default())
        })
        .collect()
});

impl Vocabulary {
    /// The words for a language tag such as `de` or `es-MX`; for an unknown one, English.
    pub(super) fn of(language: Option<&str>) -> Self {
        let primary = language
            .unwrap_or("en")
            .split(['-', '_'])
            .next()
            .unwrap_or("en");
        let table = |wanted: &str| {
            VOCABULARIES
                .iter()
                .find(|(language, _)| language.eq_ignore_ascii_case(wanted))
                .map(|(_, vocabulary)| vocabulary.clone())
        };
        let english = table("en").unwrap_or_default();
        match table(primary) {
            Some(own) if primary != "en" => own.and(&english),
            _ => english,
        }
    }

    fn and(mut self, other: &Self) -> Self {
        let pairs = [
            (&mut self.phase, &other.phase),
            (&mut self.week, &other.week),
            (&mut self.weekend, &other.weekend),
            (&mut self.day, &other.day),
            (&mut self.block, &other.block),
            (&mut self.theme, &other.theme),
            (&mut self.track, &other.track),
            (&mut self.of_track, &other.of_track),
            (&mut self.hours, &other.hours),
            (&mut self.minutes, &other.minutes),
            (&mut self.per_week, &other.per_week),
            (&mut self.and, &other.and),
            (&mut self.about, &other.about),
            (&mut self.general, &other.general),
        ];
        for (own, more) in pairs {
            own.extend(more.iter().cloned());
        }
        for (own, more) in self.weekdays.iter_mut().zip(&other.weekdays) {
            own.extend(more.iter().cloned());
        }
        self
    }
}

/// The letters and digits of a name in lower case: how names are compared.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_can_be_read_and_names_every_thing() {
        for (language, table) in TABLES {
            let read: Vocabulary =
                serde_yaml::from_str(table).unwrap_or_else(|error| panic!("{language}: {error}"));
            assert!(
                read.weekdays.iter().all(|day| !day.is_empty()),
                "{language}"
            );
            assert!(
                !read.week.is_empty() && !read.hours.is_empty(),
                "{language}"
            );
            assert!(read.numbers.len() > 10, "{language}");
        }
    }
}
