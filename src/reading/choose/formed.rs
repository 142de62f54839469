//! Days without weeks, as in a thirty-day challenge: they are grouped into weeks of seven. Days outside of a plan's
//! weeks form parts of their own.

use std::collections::{HashMap, HashSet};

use super::days::{Region, decide};
use super::expand::expand_days;
use super::verdict::{Verdict, leave, unnamed};
use crate::document::Form;
use crate::plan::{DayName, Unchosen as Why, UnchosenMention as Unread};
use crate::reading::form::NameKind;
use crate::reading::fragment::Fragment;
use crate::reading::fragment::Head;
use crate::reading::name::{Name, OutlineRole};
use crate::reading::scene::{FragmentIndex, Mention};
use crate::units::NumberRange;

/// The minimum number of days or lessons that is not a coincidence.
const FEWEST: usize = 3;

/// The days of a week.
pub(super) const WEEK: usize = 7;

/// Chooses the days of a document without weeks and groups them into weeks. A plan has at least `fewest` days.
pub(super) fn choose(
    scene: &FragmentIndex<'_>,
    fewest: usize,
    left: &mut Vec<Unread>,
) -> Vec<Fragment> {
    for (wanted, fewest) in [(NameKind::Day, fewest), (NameKind::Lesson, FEWEST)] {
        let chosen = in_phases(scene, wanted);
        if is_list(scene, &chosen, wanted, fewest) {
            let expanded = expand_days(scene, &chosen, wanted, left);
            return weeks(expanded.into_iter().map(|(_, fragment)| fragment).collect());
        }
        for (mention, verdict) in &chosen {
            let why = match verdict {
                Verdict::Left(why) => *why,
                Verdict::Taken | Verdict::Again(_) | Verdict::Phase(_) => Why::Few,
            };
            if wanted == NameKind::Day {
                leave(scene, (mention, why), left);
            }
        }
    }
    scene
        .fragments
        .iter()
        .map(|fragment| unnamed(fragment, Why::Few))
        .collect()
}

/// The days of each phase, including those in front of the first one.
fn in_phases(scene: &FragmentIndex<'_>, wanted: NameKind) -> Vec<(Mention, Verdict)> {
    let mut chosen = Vec::new();
    let mut from = 0;
    let restarts = restarts(scene, wanted);
    for at in 0..=scene.fragments.len() {
        let is_phase = |name: &Name| name.is_phase() && name.inner.is_none();
        let begins = at == scene.fragments.len()
            || restarts.contains(&at)
            || scene.head_name(at).is_some_and(is_phase);
        if begins && from < at {
            let region = Region {
                from,
                to: at,
                in_week: false,
            };
            chosen.extend(decide(scene, &region, wanted));
            from = at;
        }
    }
    chosen
}

/// The headings below which the numbers of days restart in the same form, for about as many days: other plans in the
/// same document.
fn restarts(scene: &FragmentIndex<'_>, wanted: NameKind) -> HashSet<usize> {
    let finder = scene.finder(wanted);
    // The start of the days of each part, and their number.
    let mut parts: Vec<(Option<usize>, usize)> = vec![(None, 0)];
    let mut seen: HashMap<NumberRange, (Form, u8)> = HashMap::new();
    let mut parent = None;
    for (at, fragment) in scene.fragments.iter().enumerate() {
        let Some((form, names)) = finder.names(fragment) else {
            continue;
        };
        let own = (form, scene.level(at));
        let is_set = matches!(form, Form::Item | Form::Row | Form::Column);
        for numbers in names.iter().filter_map(ordinal) {
            let again = seen.get(&numbers) == Some(&own) && !is_set;
            if again && scene.parent(at) != parent {
                parts.push((scene.parent(at), 0));
                seen.clear();
            }
            seen.insert(numbers, own);
            if let Some((_, days)) = parts.last_mut() {
                *days += 1;
            }
        }
        parent = scene.parent(at);
    }
    let most = parts
        .iter()
        .map(|(_, days)| *days)
        .max()
        .unwrap_or_default();
    let is_whole = |days: usize| days * 4 >= most * 3;
    let whole = parts.into_iter().filter(|(_, days)| is_whole(*days));
    whole
        .filter_map(|(head, _)| head.filter(|head| scene.is_head(*head)))
        .collect()
}

/// The numbers of a day: 3 of `Day 3`.
pub(super) fn ordinal(name: &Name) -> Option<NumberRange> {
    match name.role {
        OutlineRole::Day(DayName::Ordinal(numbers)) if !name.about => Some(numbers),
        _ => None,
    }
}

/// Whether enough days are chosen, and not just dates: those of a diary have no tasks below them.
fn is_list(
    scene: &FragmentIndex<'_>,
    chosen: &[(Mention, Verdict)],
    wanted: NameKind,
    fewest: usize,
) -> bool {
    let taken = chosen
        .iter()
        .filter(|(_, verdict)| *verdict == Verdict::Taken);
    let names: Vec<&Name> = taken
        .clone()
        .flat_map(|(mention, _)| &mention.names)
        .collect();
    // A heading names something on purpose; a list or a table may name one or two things by coincidence.
    let strong = |mention: &&(Mention, Verdict)| {
        matches!(mention.0.form, Form::Heading | Form::Tail | Form::Title)
    };
    let enough = if taken.clone().any(|mention| strong(&mention)) {
        fewest
    } else {
        FEWEST
    };
    if names.len() < enough {
        return false;
    }
    if wanted == NameKind::Lesson {
        // A course numbers its lessons consecutively.
        return names
            .windows(2)
            .all(|pair| match (&pair[0].role, &pair[1].role) {
                (
                    OutlineRole::Day(DayName::Ordinal(one)),
                    OutlineRole::Day(DayName::Ordinal(next)),
                ) => one.last < next.first,
                _ => false,
            });
    }
    let dates = |name: &&&Name| matches!(name.role, OutlineRole::Day(DayName::Date(_)));
    if names.iter().filter(dates).count() < names.len() {
        return true;
    }
    let to_do = |mention: &Mention| {
        let end = scene.end(mention.fragment);
        scene.holds(mention.fragment, end).tasks > 0
            || mention.names.iter().any(|name| name.stated.is_some())
            || matches!(mention.form, Form::Row | Form::Column)
    };
    taken.into_iter().any(|(mention, _)| to_do(mention))
}

/// A day among the fragments, and whether the week before it has ended.
struct DayCandidate {
    at: usize,
    apart: bool,
}

/// Adds a head for every seven days.
fn weeks(fragments: Vec<Fragment>) -> Vec<Fragment> {
    let mut days: Vec<DayCandidate> = Vec::new();
    let mut apart = true;
    let mut level = 0;
    for (at, fragment) in fragments.iter().enumerate() {
        let Fragment::Head(head) = fragment else {
            continue;
        };
        match &head.name {
            Some(name) if name.is_day() => {
                let apart = std::mem::take(&mut apart);
                days.push(DayCandidate { at, apart });
                level = head.level;
            }
            Some(name) if name.is_phase() => apart = true,
            Some(name) if name.role == OutlineRole::Group => {}
            _ => apart |= !days.is_empty() && head.level <= level,
        }
    }
    let name = |day: &DayCandidate| match &fragments[day.at] {
        Fragment::Head(head) => head.name.as_ref(),
        _ => None,
    };
    let mut begins: Vec<(usize, Head)> = Vec::new();
    let mut from = 0;
    for at in 1..=days.len() {
        let begins_week = at == days.len()
            || days[at].apart
            || at - from >= WEEK
            || is_past(name(&days[from]), name(&days[at]));
        if begins_week {
            let (first, last) = (days[from].at, days[at - 1].at);
            if let Some(head) = head_of(&fragments[first], &fragments[last], week()) {
                begins.push((first, head));
            }
            from = at;
        }
    }
    insert(fragments, begins)
}

fn week() -> OutlineRole {
    OutlineRole::Week {
        numbers: None,
        letter: None,
    }
}

/// Adds a head for each run of days outside of the plan's weeks.
pub(super) fn parts(
    fragments: Vec<(usize, Fragment)>,
    outside: &dyn Fn(usize) -> bool,
) -> Vec<Fragment> {
    let mut begins: Vec<(usize, Head)> = Vec::new();
    let mut open: Option<(usize, usize, u8)> = None;
    let mut close = |open: &mut Option<(usize, usize, u8)>| {
        if let Some((first, last, _)) = open.take() {
            let role = OutlineRole::Part(None);
            begins.extend(
                head_of(&fragments[first].1, &fragments[last].1, role).map(|head| (first, head)),
            );
        }
    };
    for (at, (place, fragment)) in fragments.iter().enumerate() {
        let Fragment::Head(head) = fragment else {
            continue;
        };
        let is_day = head.name.as_ref().is_some_and(Name::is_day);
        if is_day && outside(*place) {
            open = match open {
                Some((first, _, level)) if head.level >= level => Some((first, at, level)),
                _ => {
                    close(&mut open);
                    Some((at, at, head.level))
                }
            };
        } else if !is_day && open.is_some_and(|(.., level)| head.level <= level) {
            close(&mut open);
        }
    }
    close(&mut open);
    insert(
        fragments
            .into_iter()
            .map(|(_, fragment)| fragment)
            .collect(),
        begins,
    )
}

/// The head for a group of days, named after the first and the last one.
fn head_of(first: &Fragment, last: &Fragment, role: OutlineRole) -> Option<Head> {
    let (Fragment::Head(first), Fragment::Head(last)) = (first, last) else {
        return None;
    };
    let called = |head: &Head| head.name.as_ref().map(|name| name.called.clone());
    let (one, other) = (called(first)?, called(last)?);
    let called = if one == other {
        one
    } else {
        format!("{one} – {other}")
    };
    Some(Head {
        name: Some(Name::unsaid(role, &called)),
        text: called,
        level: first.level,
        form: Form::Formed,
        span: first.span,
        at: None,
    })
}

fn insert(fragments: Vec<Fragment>, begins: Vec<(usize, Head)>) -> Vec<Fragment> {
    if begins.is_empty() {
        return fragments;
    }
    let mut begins = begins.into_iter().peekable();
    let mut out = Vec::with_capacity(fragments.len());
    for (at, fragment) in fragments.into_iter().enumerate() {
        while let Some((_, head)) = begins.next_if(|(begins, _)| *begins == at) {
            out.push(Fragment::Head(Box::new(head)));
        }
        out.push(fragment);
    }
    out
}

/// Whether a day is at least seven days after the first one of a week, or before it. Dates with weekdays are in the week
/// of the calendar.
fn is_past(first: Option<&Name>, day: Option<&Name>) -> bool {
    let (Some(first_name), Some(name)) = (first, day) else {
        return false;
    };
    let (OutlineRole::Day(first), OutlineRole::Day(day)) = (&first_name.role, &name.role) else {
        return false;
    };
    if let (Some(since), false) = (
        days_between(first_name, name),
        matches!(day, DayName::Ordinal(_)),
    ) {
        let weekday = match first {
            DayName::Weekdays { first, .. } => *first,
            _ => 0,
        };
        return weekday + since >= WEEK;
    }
    match (first, day) {
        (DayName::Ordinal(first), DayName::Ordinal(day)) => {
            day.first >= first.first.saturating_add(7) || day.first < first.first
        }
        (DayName::Weekdays { first, .. }, DayName::Weekdays { first: day, .. }) => day <= first,
        _ => false,
    }
}

/// How many days one date is after another, if both are written: in a year of 365 days, and at the turn of the year in the
/// next one.
fn days_between(first: &Name, day: &Name) -> Option<usize> {
    const BEFORE: [u32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let place = |name: &Name| {
        let date = name.date?;
        let month = usize::try_from(date.month).ok()?.checked_sub(1)?;
        Some(BEFORE.get(month)? + date.day)
    };
    let (first, day) = (place(first)?, place(day)?);
    let since = if day < first { day + 365 } else { day } - first;
    usize::try_from(since).ok()
}

#[cfg(test)]
mod tests {
    use super::{days_between, is_past};
    use crate::language::Vocabulary;
    use crate::reading::name::name;

    #[test]
    fn days_between_dates_go_on_after_the_turn_of_the_year() {
        let words = Vocabulary::of(Some("en"));
        let read = |text: &str| name(text, words).unwrap();
        for (first, day, expected) in [
            ("Monday, 4 January", "Monday, 4 January", Some(0)),
            ("Monday, 4 January", "Sunday, 10 January", Some(6)),
            ("Sunday, 28 February", "Monday, 1 March", Some(1)),
            ("Thursday, 31 December", "Friday, 1 January", Some(1)),
            ("Tuesday, 5 January", "Monday, 4 January", Some(364)),
            ("Monday, 4 January", "Tuesday", None),
            ("Monday", "Tuesday, 5 January", None),
        ] {
            let found = days_between(&read(first), &read(day));
            assert_eq!(found, expected, "{first} {day}");
        }
    }

    #[test]
    fn a_week_ends_before_its_eighth_day_and_before_a_day_that_comes_earlier() {
        let words = Vocabulary::of(Some("en"));
        let read = |text: &str| name(text, words).unwrap();
        for (first, day, expected) in [
            ("Day 1", "Day 7", false),
            ("Day 1", "Day 8", true),
            ("Day 3", "Day 9", false),
            ("Day 3", "Day 10", true),
            ("Day 3", "Day 2", true),
            ("Days 1-2", "Day 7", false),
            ("Monday", "Sunday", false),
            ("Tuesday", "Monday", true),
            ("Monday", "Monday", true),
            ("Monday", "Day 9", false),
            ("Monday, 4 January", "Sunday, 10 January", false),
            ("Monday, 4 January", "Monday, 11 January", true),
            ("Wednesday, 6 January", "Sunday, 10 January", false),
            ("Wednesday, 6 January", "Monday, 11 January", true),
        ] {
            let found = is_past(Some(&read(first)), Some(&read(day)));
            assert_eq!(found, expected, "{first} {day}");
        }
        assert!(!is_past(None, Some(&read("Day 9"))));
    }
}
