//! Recognizes the weeks and days of a plan in a later version of it, for lists of them that are kept outside of the lock.

use std::collections::BTreeSet;

use super::align::{TaskSection, align};

/// A week or a day of a plan, with what identifies it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownSection {
    /// The id of its week.
    pub week: String,
    /// The id of the day; empty for a week.
    pub day: String,
    /// Its title without its name; empty if it has only a name.
    pub title: String,
    /// The ids of its tasks.
    pub tasks: Vec<String>,
    /// Whether it was in the last version of the plan.
    pub is_there: bool,
}

/// How much it weighs for two days that their weeks match: less than a shared task.
const SAME_WEEK: f64 = 0.2;

/// For each new section, the old one that it continues: by their tasks and titles first, and only then by their names,
/// since inserting a week or a day renames those after it.
pub fn recognized(old: &[KnownSection], new: &[KnownSection]) -> Vec<Option<usize>> {
    let mut found = vec![None; new.len()];
    let weeks = |sections: &[KnownSection]| numbered(sections, str::is_empty);
    let (old_weeks, new_weeks) = (weeks(old), weeks(new));
    let old_names: Vec<String> = (0..).zip(old).map(|(at, week)| name(week, at)).collect();
    let new_names: Vec<String> = new.iter().map(|week| week.week.clone()).collect();
    pair(
        (old, &old_weeks, &old_names),
        (new, &new_weeks, &new_names),
        &mut found,
    );
    // A day is in the same week if that was recognized, whatever its name is now.
    let week_now = |(at, day): (usize, &KnownSection)| {
        let was = |old: &usize| day.is_there && old_names[*old] == day.week;
        let now = new_weeks
            .iter()
            .find(|now| found[**now].as_ref().is_some_and(was));
        now.map_or_else(|| format!("\0{at}"), |now| new[*now].week.clone())
    };
    let old_names: Vec<String> = old.iter().enumerate().map(week_now).collect();
    let days = |sections: &[KnownSection]| numbered(sections, |day| !day.is_empty());
    let (old_days, new_days) = (days(old), days(new));
    pair(
        (old, &old_days, &old_names),
        (new, &new_days, &new_names),
        &mut found,
    );
    found
}

/// The indices of the sections whose day is `wanted`.
fn numbered(sections: &[KnownSection], wanted: impl Fn(&str) -> bool) -> Vec<usize> {
    let all = (0..).zip(sections);
    all.filter(|(_, section)| wanted(&section.day))
        .map(|(at, _)| at)
        .collect()
}

/// A name of an old section that no new one has if it was gone before.
fn name(section: &KnownSection, at: usize) -> String {
    if section.is_there {
        section.week.clone()
    } else {
        format!("\0{at}")
    }
}

/// All sections, the indices of those to pair, and the names of the weeks of all.
type Side<'a> = (&'a [KnownSection], &'a [usize], &'a [String]);

fn pair(old: Side<'_>, new: Side<'_>, found: &mut [Option<usize>]) {
    // Each section has a word of its own, so one without tasks is in the list too.
    let marks = |side: Side<'_>, sign: char| -> Vec<String> {
        let all = side.1.iter();
        all.map(|at| format!("{sign}{at}")).collect()
    };
    let titles = |side: Side<'_>| -> Vec<String> {
        let all = side.1.iter();
        all.map(|at| format!("={}", side.0[*at].title)).collect()
    };
    let (old_marks, new_marks) = (marks(old, '<'), marks(new, '>'));
    let (old_titles, new_titles) = (titles(old), titles(new));
    let old_sections = sections(old, &old_marks, &old_titles);
    let new_sections = sections(new, &new_marks, &new_titles);
    let same_week = |before: usize, now: usize| {
        let is_one = old_sections[before].name.0 == new_sections[now].name.0;
        let is_day = !new_sections[now].name.1.is_empty();
        if is_one && is_day { SAME_WEEK } else { 0.0 }
    };
    let aligned = align(&old_sections, &new_sections, same_week);
    for (now, before) in new.1.iter().zip(aligned) {
        found[*now] = before.map(|before| old.1[before]);
    }
}

fn sections<'a>(
    (all, chosen, weeks): Side<'a>,
    marks: &'a [String],
    titles: &'a [String],
) -> Vec<TaskSection<'a, &'a str>> {
    let words = chosen.iter().zip(marks.iter().zip(titles));
    let words = words.flat_map(|(at, (mark, title))| {
        let section = &all[*at];
        let name = (weeks[*at].as_str(), section.day.as_str());
        let title = (!section.title.is_empty()).then_some(title.as_str());
        // A task that is there twice is one fact.
        let tasks: BTreeSet<&str> = section.tasks.iter().map(String::as_str).collect();
        [mark.as_str()]
            .into_iter()
            .chain(title)
            .chain(tasks)
            .map(move |word| (name, word))
    });
    TaskSection::of(words)
}

#[cfg(test)]
mod tests {
    use super::{KnownSection, recognized};

    /// Sections as `week/day Title: task task`, one per line; `-` before one says that it was gone.
    fn known(text: &str) -> Vec<KnownSection> {
        let line = |line: &str| {
            let (head, tasks) = line.split_once(':').unwrap();
            let (place, title) = head.split_once(' ').unwrap_or((head, ""));
            let name = place.trim_start_matches('-');
            let (week, day) = name.split_once('/').unwrap_or((name, ""));
            KnownSection {
                week: week.to_owned(),
                day: day.to_owned(),
                title: title.to_owned(),
                tasks: tasks.split_whitespace().map(str::to_owned).collect(),
                is_there: name == place,
            }
        };
        text.lines().map(|text| line(text.trim())).collect()
    }

    /// The names of the sections that those of `new` continue.
    fn continued(old: &str, new: &str) -> String {
        let old = known(old);
        let found = recognized(&old, &known(new)).into_iter();
        let name = |at: usize| match old[at].day.as_str() {
            "" => old[at].week.clone(),
            day => format!("{}/{day}", old[at].week),
        };
        let names = found.map(|at| at.map_or("new".to_owned(), name));
        names.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn weeks_and_days_are_recognized_by_tasks_then_titles_then_names() {
        let plan = "w1: a b\nw1/mon: a\nw1/sun:\nw2: c d\nw2/mon: c\nw2/sun:";
        for (new, expected) in [
            (plan, "w1 w1/mon w1/sun w2 w2/mon w2/sun"),
            // A week is inserted; the days without tasks go with their weeks.
            (
                "w1: a b\nw1/mon: a\nw1/sun:\nw2: x\nw2/mon: x\nw2/sun:\nw3: c d\nw3/mon: c\nw3/sun:",
                "w1 w1/mon w1/sun new new new w2 w2/mon w2/sun",
            ),
            // A week is removed.
            ("w1: c d\nw1/mon: c\nw1/sun:", "w2 w2/mon w2/sun"),
            // Weeks change places.
            (
                "w1: c d\nw1/mon: c\nw1/sun:\nw2: a b\nw2/mon: a\nw2/sun:",
                "w2 w2/mon w2/sun w1 w1/mon w1/sun",
            ),
            // A day gets another name, and one moves to another week.
            (
                "w1: a b c\nw1/tue: a\nw1/wed: c\nw2: d",
                "w1 w1/mon w2/mon w2",
            ),
            // All tasks of a day are replaced.
            ("w1: x y\nw1/mon: x y", "w1 w1/mon"),
        ] {
            assert_eq!(continued(plan, new), expected, "{new}");
        }
    }

    #[test]
    fn sections_without_tasks_are_recognized_by_their_titles() {
        let plan = "w1 Rest:\nw2 Travel:\nw2/mon Pack:";
        let new = "w1 Rest:\nw2 Move:\nw3 Travel:\nw3/mon Pack:";
        assert_eq!(continued(plan, new), "w1 new w2 w2/mon");
    }

    #[test]
    fn what_was_gone_is_recognized_by_its_tasks_and_not_by_its_name() {
        let plan = "-w1: a\n-w1/mon: a\nw1: b\nw1/mon: b";
        assert_eq!(
            continued(plan, "w1: a\nw1/mon: a\nw2: b\nw2/mon: b"),
            "w1 w1/mon w1 w1/mon"
        );
        let found = recognized(&known(plan), &known("w1: a\nw1/mon: a\nw2: b\nw2/mon: b"));
        assert_eq!(found, [Some(0), Some(1), Some(2), Some(3)]);
        assert_eq!(
            recognized(&known("-w1:\n-w1/mon:"), &known("w1:\nw1/mon:")),
            [None, None]
        );
    }
}
