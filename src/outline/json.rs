//! The outline as JSON, in the format of `docs/outline.md`. While `version` is 1, keys may be added, but no key changes
//! its meaning.

use serde_json::{Value, json};

use super::facts::{form, line, seen_in, source_of_tracks, why_chapter, why_section, why_unchosen};
use crate::document::NodeId;
use crate::pipeline::Outlined;
use crate::plan::{
    Block, Chapter, Day, DayItem, Phase, Plan, Section, UnchosenMention, Week, WeekKind, day_time,
    week_time,
};
use crate::report;
use crate::units::{Effort, Stated, Track};

/// The whole handbook.
pub fn json(outlined: &Outlined) -> Value {
    let handbook = &outlined.handbook;
    let plans = handbook.plans.iter().map(|plan| {
        let reading = OutlinedPlan { outlined, plan };
        reading.plan()
    });
    let covers = handbook.cover.iter().chain(&handbook.translated_covers);
    let chapters = covers.chain(&handbook.chapters);
    json!({
        "version": 1,
        "title": handbook.title,
        "plans": plans.collect::<Vec<_>>(),
        "chapters": chapters.map(|one| chapter(outlined, one)).collect::<Vec<_>>(),
    })
}

fn chapter(outlined: &Outlined, chapter: &Chapter) -> Value {
    json!({
        "title": chapter.title,
        "file": outlined.handbook.documents[chapter.document].path,
        "tasks": chapter.tasks.own.len(),
        "why": why_chapter(chapter),
    })
}

struct OutlinedPlan<'a> {
    outlined: &'a Outlined,
    plan: &'a Plan,
}

impl OutlinedPlan<'_> {
    fn line(&self, node: NodeId) -> usize {
        line(self.outlined, self.plan.document, node)
    }

    fn plan(&self) -> Value {
        let plan = self.plan;
        let levels = plan.levels.iter();
        json!({
            "title": plan.title,
            "id": plan.id,
            "file": self.outlined.handbook.documents[plan.document].path,
            "phases": plan.phases.iter().map(|phase| self.phase(phase)).collect::<Vec<_>>(),
            "weeks": self.weeks(WeekKind::Study),
            "parts": self.weeks(WeekKind::Part),
            "breaks": self.weeks(WeekKind::Break),
            "mentions": plan.mentions.iter().map(|mention| self.mention(mention)).collect::<Vec<_>>(),
            "sections": plan.sections.iter().map(|one| self.section(one)).collect::<Vec<_>>(),
            "tasks": plan.tasks.own.len(),
            "reviews": plan.tasks.own.iter().filter(|task| task.returns).count(),
            "tasks_in_fences": plan.tasks.in_templates.len(),
            "tracks": plan.tracks.iter().map(|track| self.track(track)).collect::<Vec<_>>(),
            "levels": levels
                .map(|level| json!({"id": level.id, "name": level.name}))
                .collect::<Vec<_>>(),
        })
    }

    fn phase(&self, phase: &Phase) -> Value {
        let weeks = self.plan.weeks[phase.weeks.clone()].iter();
        json!({
            "number": phase.numbers.map(|numbers| numbers.first),
            "label": phase.called,
            "title": phase.title,
            "promised": phase.promised.map(|weeks| [weeks.first, weeks.last]),
            "weeks": weeks.map(|week| week.numbers.first).collect::<Vec<_>>(),
            "seen_in": self.seen_in(phase.heading),
            "line": self.line(phase.heading),
        })
    }

    fn week(&self, week: &Week) -> Value {
        let time = week_time(week, &self.plan.tasks.own);
        let days = week.days.iter().map(|day| self.day(day));
        json!({
            "number": week.numbers.first,
            "label": week.called,
            "date": week.date.map(|date| date.to_string()),
            "last_number": week.numbers.last,
            "title": week.title,
            "theme": week.theme,
            "phase": week
                .phase
                .and_then(|phase| self.plan.phases[phase].numbers)
                .map(|numbers| numbers.first),
            "phase_index": week.phase,
            "minutes": minutes(time),
            "least_minutes": least(time),
            "days": days.collect::<Vec<_>>(),
            "tasks": week.tasks.len(),
            "seen_in": self.seen_in(week.heading),
            "line": self.line(week.heading),
        })
    }

    fn weeks(&self, kind: WeekKind) -> Vec<Value> {
        let weeks = self.plan.weeks.iter();
        let of_kind = weeks.filter(|week| week.kind == kind);
        of_kind.map(|week| self.week(week)).collect()
    }

    /// A mention of a week or a day that was not read as one.
    fn mention(&self, mention: &UnchosenMention) -> Value {
        json!({
            "label": mention.called,
            "why": why_unchosen(mention, self.outlined),
            "line": report::line_of(mention.span, &self.outlined.sources),
        })
    }

    /// The form in which the source writes a name.
    fn seen_in(&self, heading: NodeId) -> &'static str {
        seen_in(form(self.outlined, self.plan.document, heading))
    }

    fn time(&self, day: &Day) -> Option<Stated> {
        day_time(day, &self.plan.tasks.own)
    }

    fn day(&self, day: &Day) -> Value {
        let blocks = day.items.iter().filter_map(|item| match item {
            DayItem::Block(block) => Some(self.block(block)),
            _ => None,
        });
        let notes = day.items.iter().filter_map(|item| match item {
            DayItem::Note(note) => Some(json!({
                "track": self.plan.tracks[note.track].id,
                "minutes": minutes(note.stated),
                "line": self.line(note.node),
            })),
            _ => None,
        });
        json!({
            "label": day.called,
            "date": day.date.map(|date| date.to_string()),
            "title": day.title,
            "minutes": minutes(self.time(day)),
            "least_minutes": least(self.time(day)),
            "stated": day.stated.is_some(),
            "blocks": blocks.collect::<Vec<_>>(),
            "notes": notes.collect::<Vec<_>>(),
            "tasks": day.tasks.len(),
            "seen_in": self.seen_in(day.heading),
            "line": self.line(day.heading),
        })
    }

    fn block(&self, block: &Block) -> Value {
        json!({
            "label": block.label,
            "minutes": minutes(block.stated),
            "least_minutes": least(block.stated),
            "instead": block.instead,
            "tasks": block.tasks.len(),
            "line": self.line(block.heading),
        })
    }

    fn section(&self, section: &Section) -> Value {
        let audience = self.plan.audiences.get(&section.heading);
        let tracks = audience.and_then(|audience| audience.tracks.as_ref());
        let name = |track: &usize| self.plan.tracks[*track].id.as_str();
        json!({
            "title": section.title,
            "level": section.level,
            "tracks": tracks.map(|tracks| tracks.iter().map(name).collect::<Vec<_>>()),
            "sections": section.sections.iter().map(|one| self.section(one)).collect::<Vec<_>>(),
            "tasks": section.tasks.len(),
            "why": why_section(self.outlined, self.plan, section.heading),
            "line": self.line(section.heading),
        })
    }

    fn track(&self, track: &Track) -> Value {
        let shares = track.allocation.iter().map(|share| {
            json!({
                "area": share.area,
                "percent": share.percent,
                "minutes": share.effort.map(Effort::minutes),
            })
        });
        json!({
            "id": track.id,
            "name": track.name,
            "minutes_per_week": minutes(track.budget),
            "allocation": shares.collect::<Vec<_>>(),
            "from": source_of_tracks(self.outlined, self.plan),
            "line": report::line_of(track.span, &self.outlined.sources),
        })
    }
}

fn least(time: Option<Stated>) -> Option<u32> {
    time.map(|time| time.low.minutes())
}

fn minutes(time: Option<Stated>) -> Option<u32> {
    time.map(|time| time.high.minutes())
}
