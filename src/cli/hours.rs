//! The hours of a plan, as tables and as JSON.

use serde_json::{Value, json};

use crate::check::{AreaHours, NO_HOURS, PlanHours, WeekHours, against};
use crate::units::{Effort, Track};

/// A table of the weeks, and one of the areas for each track.
pub(super) fn text(hours: &PlanHours<'_>) -> String {
    let tracks = &hours.plan.tracks;
    let mut rows = vec![
        row(
            [String::new(), "written".to_owned()],
            tracks.iter().map(|track| track.name.clone()),
        ),
        row([String::new(), String::new()], tracks.iter().map(allowed)),
    ];
    for week in &hours.weeks {
        let name = week.week.called.clone();
        rows.push(row([name, week.written_text()], week.track_texts(tracks)));
    }
    let sums = (0..tracks.len()).map(|track| shown(of_track(hours, track)));
    let written: Effort = hours.weeks.iter().map(|week| week.written).sum();
    rows.push(row(["total".to_owned(), shown(written)], sums));
    let tables = hours.areas.iter().zip(tracks).map(|(areas, track)| {
        let mut rows = vec![row(
            [format!("{}, per week", track.name), "core".to_owned()],
            ["allocated".to_owned()],
        )];
        rows.extend(areas.iter().filter(|area| !area.is_nothing()).map(|area| {
            let name = area.name.unwrap_or("unassigned").to_owned();
            let allocated = area
                .allocated
                .map_or_else(String::new, |time| time.to_string());
            let mean = mean(&area.core);
            let cell = match area.allocated {
                Some(allocated) => against(mean, Some(allocated)),
                None => mean.to_string(),
            };
            row([name, cell], [allocated])
        }));
        table(&rows)
    });
    let head = format!("{} ({})\n", hours.plan.title, hours.path);
    let parts: Vec<String> = std::iter::once(head + "\n" + &table(&rows))
        .chain(tables)
        .collect();
    parts.join("\n")
}

fn shown(time: Effort) -> String {
    if time == Effort::ZERO {
        NO_HOURS.to_owned()
    } else {
        time.to_string()
    }
}

/// The minutes; `None` if no time is stated.
fn minutes(time: Effort) -> Option<u32> {
    Some(time.minutes()).filter(|minutes| *minutes > 0)
}

impl AreaHours<'_> {
    fn is_nothing(&self) -> bool {
        self.name.is_none() && mean(&self.core) == Effort::ZERO
    }
}

fn row(first: [String; 2], cells: impl IntoIterator<Item = String>) -> Vec<String> {
    first.into_iter().chain(cells).collect()
}

fn budget(track: &Track) -> Option<Effort> {
    track.budget.map(|budget| budget.high)
}

fn allowed(track: &Track) -> String {
    budget(track).map_or_else(String::new, |budget| format!("of {budget} per week"))
}

fn of_track(hours: &PlanHours<'_>, track: usize) -> Effort {
    hours.weeks.iter().map(|week| week.by_track[track]).sum()
}

fn mean(times: &[Effort]) -> Effort {
    let sum: Effort = times.iter().copied().sum();
    let count = u32::try_from(times.len()).unwrap_or(u32::MAX).max(1);
    Effort::from_minutes((sum.minutes() + count / 2) / count)
}

/// Aligns the columns of rows.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let lines = rows.iter().map(|row| {
        let cells = row.iter().zip(&widths);
        let line: Vec<String> = cells
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        format!("{}\n", line.join("   ").trim_end())
    });
    lines.collect()
}

/// The same as JSON; all times are minutes.
pub(super) fn json(hours: &PlanHours<'_>) -> Value {
    let tracks = hours.plan.tracks.iter().enumerate().map(|(index, track)| {
        let areas = hours.areas.get(index).into_iter().flatten();
        json!({
            "id": track.id,
            "name": track.name,
            "budget": budget(track).map(Effort::minutes),
            "written": minutes(of_track(hours, index)),
            "areas": areas.map(area).collect::<Vec<_>>(),
        })
    });
    json!({
        "title": hours.plan.title,
        "file": hours.path,
        "written": minutes(hours.weeks.iter().map(|week| week.written).sum()),
        "tracks": tracks.collect::<Vec<_>>(),
        "weeks": hours.weeks.iter().map(|one| week(one, &hours.plan.tracks)).collect::<Vec<_>>(),
    })
}

fn area(area: &AreaHours<'_>) -> Value {
    json!({
        "name": area.name,
        "allocated": area.allocated.map(Effort::minutes),
        "core": area.core.iter().map(|time| time.minutes()).collect::<Vec<_>>(),
    })
}

fn week(week: &WeekHours<'_>, tracks: &[Track]) -> Value {
    let by_track = week.by_track.iter().zip(tracks).map(|(time, track)| {
        let budget = budget(track).filter(|_| *time > Effort::ZERO);
        let over = budget.map(|budget| i64::from(time.minutes()) - i64::from(budget.minutes()));
        json!({"id": track.id, "written": minutes(*time), "over": over})
    });
    json!({
        "number": week.week.numbers.first,
        "called": week.week.called,
        "written": minutes(week.written),
        "days_without_time": week.untimed,
        "tracks": by_track.collect::<Vec<_>>(),
    })
}
