//! Headings that name two or three things at once: `Week 1, Day 2: Title`, `Module 1 - Week 2: Go`.

use crate::document::Form;
use crate::plan::DayName;
use crate::reading::fragment::{Fragment, Head};
use crate::reading::name::{Name, OutlineRole};
use crate::reading::scene::{FragmentIndex, Mention};

/// The minimum number of headings with a week and a day that is not a coincidence.
const FEWEST: usize = 2;

/// The indices of headings that name a week and a day of it. The first heading of each week stays a mention of the
/// week.
pub(super) fn pairs(scene: &FragmentIndex<'_>, mentions: &mut Vec<Mention>) -> Vec<usize> {
    let inner = |mention: &Mention| match mention.names.as_slice() {
        [name] if scene.is_head(mention.fragment) && mention.form == Form::Heading => name
            .inner
            .as_ref()
            .map(|day| (name.role.clone(), day.role.clone())),
        _ => None,
    };
    let found: Vec<(OutlineRole, OutlineRole)> = mentions.iter().filter_map(inner).collect();
    // `Week 1: Monday to Friday` is still a week: a day is recognized by its number, or by another one of the same
    // week.
    let often = |week: &OutlineRole| found.iter().filter(|(other, _)| other == week).count();
    let names_a_day = found
        .iter()
        .any(|(week, day)| matches!(day, OutlineRole::Day(DayName::Ordinal(_))) || often(week) > 1);
    // The title of a sheet for one day may name both, if no day is named below it.
    let title = scene.title();
    let is_sheet = || {
        let first = mentions
            .first()
            .filter(|first| Some(first.fragment) == title);
        let end = scene.fragments.len();
        first.is_some_and(|first| {
            inner(first).is_some() && scene.holds(first.fragment + 1, end).days == 0
        })
    };
    if found.len() < FEWEST && !is_sheet() || !names_a_day {
        return Vec::new();
    }
    let mut places = Vec::new();
    let mut last: Option<OutlineRole> = None;
    mentions.retain(|mention| {
        let is_pair = inner(mention).is_some();
        if is_pair {
            places.push(mention.fragment);
        }
        let week = mention.names.first().map(|name| name.role.clone());
        let again = is_pair && week == last;
        if scene.is_head(mention.fragment) {
            last = week;
        }
        !again
    });
    places
}

/// The heads for a heading that names several things; whatever the previous heading named is not repeated.
pub(super) fn expand(head: &Head, last: &mut LastNamed, out: &mut Vec<Fragment>) {
    let Some(name) = &head.name else { return };
    let mut above = head.level;
    let mut names = vec![name];
    while let Some(inner) = names.last().and_then(|name| name.inner.as_ref()) {
        names.push(inner);
    }
    let Some(own) = names.pop() else { return };
    above = above
        .saturating_sub(u8::try_from(names.len()).unwrap_or(u8::MAX))
        .max(1);
    for name in names {
        if last.is(name) {
            above += 1;
            continue;
        }
        last.see(name);
        out.push(Fragment::Head(Box::new(Head {
            name: Some(Name::unsaid(name.role.clone(), &name.called)),
            text: name.called.clone(),
            level: above,
            form: head.form,
            span: head.span,
            at: None,
        })));
        above += 1;
    }
    last.see(own);
    out.push(Fragment::Head(Box::new(Head {
        name: Some(own.clone()),
        ..head.clone()
    })));
}

/// The last phase and week that were named.
#[derive(Debug, Default)]
pub(super) struct LastNamed {
    phase: Option<OutlineRole>,
    week: Option<OutlineRole>,
}

impl LastNamed {
    fn is(&self, name: &Name) -> bool {
        let last = if name.is_phase() {
            &self.phase
        } else {
            &self.week
        };
        last.as_ref() == Some(&name.role)
    }

    pub(super) fn see(&mut self, name: &Name) {
        if name.is_phase() {
            self.phase = Some(name.role.clone());
            self.week = None;
        } else if name.is_week() {
            self.week = Some(name.role.clone());
        }
    }
}
