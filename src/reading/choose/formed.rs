//! Days without weeks, as in a thirty-day challenge: they are grouped into weeks of seven. Days outside of a plan's
//! weeks form parts of their own.

use std::collections::{HashMap, HashSet};

use super::begins::{dates, weeks_of};
use super::days::{Region, decide};
use super::expand::expand_days;
use super::verdict::{Verdict, leave, unnamed};
use crate::document::Form;
use crate::language::years_in;
use crate::plan::{DayName, Unchosen as Why, UnchosenMention as Unread};
use crate::reading::form::NameKind;
use crate::reading::fragment::Fragment;
use crate::reading::fragment::Head;
use crate::reading::name::{Name, OutlineRole};
use crate::reading::scene::{FragmentIndex, Mention};
use crate::units::NumberRange;

/// The minimum number of days or lessons that is not a coincidence.
const FEWEST: usize = 3;

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
            let fragments = expanded.into_iter().map(|(_, fragment)| fragment).collect();
            return weeks(fragments, years(scene));
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

/// The first and the last year that the title of a document states, or that of its first day.
fn years(scene: &FragmentIndex<'_>) -> Option<(i16, i16)> {
    let front = &scene.document.front;
    let title = scene.title().and_then(|title| scene.node(title));
    let title = title.map(|title| scene.document.text(title));
    let texts = [front.title.as_deref(), title.as_deref()];
    let mut years: Vec<i16> = texts.into_iter().flatten().flat_map(years_in).collect();
    years.sort_unstable();
    years.dedup();
    let start = || front.course.start.map(|start| start.date.year());
    match years.as_slice() {
        [first, .., last] => (first + 1 == *last).then_some((*first, *last)),
        [year] => Some((*year, *year)),
        [] => start().map(|year| (year, year + 1)),
    }
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

/// Adds a head for each week of days. Dates without a year are in `years`.
fn weeks(fragments: Vec<Fragment>, years: Option<(i16, i16)>) -> Vec<Fragment> {
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
    let names: Vec<Option<&Name>> = days.iter().map(name).collect();
    let dates = dates(&names, years);
    let mut begins: Vec<(usize, Head)> = Vec::new();
    let mut to = 0;
    for run in days.chunk_by(|_, next| !next.apart) {
        let from = to;
        to += run.len();
        for week in weeks_of(&names[from..to], &dates[from..to]) {
            let (first, last) = (run[week.start].at, run[week.end - 1].at);
            if let Some(head) = head_of(&fragments[first], &fragments[last], formed_week()) {
                begins.push((first, head));
            }
        }
    }
    insert(fragments, begins)
}

fn formed_week() -> OutlineRole {
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
