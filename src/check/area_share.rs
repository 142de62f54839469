#![doc = include_str!("explain/area-share.md")]

use super::allocation;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::slug;
use crate::edition::Edition;
use crate::plan::Handbook;
use crate::units::{Effort, Share, Track};

/// How many points a stated share may differ from the planned one. Shares are often rounded to the nearest five, and
/// then one of them makes up the difference to 100.
const ROUNDING_POINTS: f64 = 3.0;
/// How much of the planned time may be unassigned, in percent. With more, too little is known about the areas.
const UNASSIGNED_PERCENT: f64 = 25.0;

/// The share of an area, in percent.
struct AreaShare<'a> {
    area: &'a str,
    stated: f64,
    planned: f64,
}

pub(super) fn check(handbook: &Handbook, diagnostics: &mut Vec<Diagnostic>) {
    for plan in &handbook.plans {
        for (index, track) in plan.tracks.iter().enumerate() {
            if track.allocation.is_empty() || !allocation::is_whole(track) {
                continue;
            }
            let edition = Edition::of(handbook, plan, Some(index));
            let shares = if is_timed(&edition) {
                shares(&edition)
            } else {
                Vec::new()
            };
            if shares.iter().any(AreaShare::is_wrong) {
                diagnostics.push(report(track, &shares));
            }
        }
    }
}

/// Whether every day that has tasks has a time.
fn is_timed(edition: &Edition<'_>) -> bool {
    let weeks = edition.plan.weeks.iter().zip(edition.weeks());
    weeks
        .flat_map(|(week, fitted)| week.days.iter().zip(&fitted.days))
        .all(|(day, fitted)| fitted.time.is_some() || day.tasks.is_empty())
}

/// The shares of all areas; none if too much of the time is unassigned.
fn shares<'a>(edition: &Edition<'a>) -> Vec<AreaShare<'a>> {
    let times = edition.areas();
    let total: Effort = times.iter().copied().sum();
    let percent = |time: &Effort| f64::from(time.minutes()) * 100.0 / f64::from(total.minutes());
    let is_known = |unassigned| percent(unassigned) <= UNASSIGNED_PERCENT;
    if total == Effort::ZERO || !times.last().is_some_and(is_known) {
        return Vec::new();
    }
    let areas = edition.plan.areas.iter().zip(&times);
    let share = areas.map(|(area, time)| AreaShare {
        area: &area.name,
        stated: edition.shares(area).map(|(_, share)| share.percent).sum(),
        planned: percent(time),
    });
    share.collect()
}

impl AreaShare<'_> {
    fn is_wrong(&self) -> bool {
        (self.planned - self.stated).abs() > ROUNDING_POINTS
    }
}

fn report(track: &Track, shares: &[AreaShare<'_>]) -> Diagnostic {
    let wrong = shares.iter().filter(|share| share.is_wrong());
    let wrong: Vec<String> = wrong
        .map(|share| {
            let stated = (share.stated * 100.0).round() / 100.0;
            format!("{} {:.0}% instead of {stated}%", share.area, share.planned)
        })
        .collect();
    let message = format!(
        "the planned time of `{}` does not match its allocation: {}",
        track.name,
        wrong.join(", ")
    );
    let assigned: f64 = shares.iter().map(|share| share.planned).sum();
    let unassigned = 100.0 - assigned;
    let hint = if unassigned >= 0.5 {
        format!(
            "{unassigned:.0}% of the time has no area; assign those tasks to an area (`{{area=…}}`), or change the allocation"
        )
    } else {
        "change the allocation to match the planned time, or change the times of the tasks"
            .to_owned()
    };
    let diagnostic = Diagnostic::new(Code::AreaShare, track.span, message);
    let label = |share: &Share| {
        let of_area = |one: &&AreaShare<'_>| slug(one.area) == slug(&share.area);
        let planned = shares.iter().find(of_area).map(|one| one.planned);
        format!("{:.0}% planned", planned.unwrap_or_default())
    };
    allocation::with_shares(diagnostic, track, label).hint(hint)
}
