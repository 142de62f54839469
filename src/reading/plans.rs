//! Reads the plans among outlined documents.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::area::Matcher;
use super::calendar::DateSource;
use super::context::{HandbookContext, words_of};
use super::outline::{Outline, OutlineContext, outline};
use super::past::{PastReading, PlanBasis, ReadPlan};
use super::scope::{self, AudienceNames};
use super::select::OutlinedDocument;
use super::title::{Titled, titled};
use super::unique::PagesInUse;
use super::{calendar, claim, misspelled, review, task, track, unread, whole};
use crate::course::Course;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, NodeId};
use crate::language::Vocabulary;
use crate::plan::{Plan, Task, Tasks, Unchosen, UnchosenMention, page_id};
use crate::span::Span;
use crate::units::REVIEW_DAYS;

/// The plans among documents.
pub(super) fn plans(
    outlined: &[OutlinedDocument],
    context: &HandbookContext<'_>,
    past: Option<&mut PastReading>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Plan> {
    let mut taken = PagesInUse::by(outlined.iter().map(|read| &read.document));
    let known = past.as_deref();
    let all = outlined.par_iter().enumerate();
    let read: Vec<(usize, Arc<ReadPlan>)> = all
        .filter(|(_, read)| read.no_plan.is_none())
        .map(|(index, read)| {
            let (basis, title) = basis(read, context);
            let known = known.and_then(|past| past.plan(&basis));
            let plan = known.unwrap_or_else(|| Arc::new(plan(read, basis, title)));
            (index, plan)
        })
        .collect();
    if let Some(past) = past {
        past.keep_plans(read.iter().map(|(_, plan)| plan));
    }
    let plans = read.into_iter().map(|(index, read)| {
        // It is copied only if it is kept.
        let (mut plan, mut reported) = match Arc::try_unwrap(read) {
            Ok(read) => (read.plan, read.reported),
            Err(kept) => (kept.plan.clone(), kept.reported.clone()),
        };
        plan.document = index;
        diagnostics.append(&mut reported);
        taken.settle(&mut plan, &outlined[index].document, diagnostics);
        plan
    });
    plans.collect()
}

/// Everything that a plan is read from, and the heading of its title.
fn basis(read: &OutlinedDocument, context: &HandbookContext<'_>) -> (PlanBasis, Titled) {
    let document = &read.document;
    let titled = titled(read, context);
    let basis = PlanBasis {
        document: document.clone(),
        names: Arc::clone(&read.names),
        words: words_of(document, context),
        course: document.front.course.clone().or(context.course),
        title: titled.title.clone(),
    };
    (basis, titled)
}

fn plan(read: &OutlinedDocument, basis: PlanBasis, titled: Titled) -> ReadPlan {
    let document = &read.document;
    let (words, course) = (basis.words, &basis.course);
    let mut reported = Vec::new();
    let diagnostics = &mut reported;
    let (tracks, levels) = track::read(document, &titled.title, (course, words), diagnostics);
    let names = AudienceNames {
        tracks: &tracks,
        levels: &levels,
        words,
    };
    let audiences = || scope::audiences(document, names, diagnostics);
    let (audiences, mut tasks) = rayon::join(audiences, || task::find(document, words));
    scope::unseen(document, &audiences, names, diagnostics);
    scope::apply(document, &audiences, &mut tasks.own);
    scope::apply(document, &audiences, &mut tasks.in_templates);
    review::mark(document, &mut tasks.own);
    let outline = outline(OutlineContext {
        document,
        words,
        tracks: &tracks,
        tasks: &tasks.own,
        audiences: &audiences,
        names: &read.names,
        refers: &references(read),
        title: titled.heading,
        shows_title: titled.shows_heading,
    });
    let mut plan = with_outline(outline, document, course);
    plan.title = titled.title;
    plan.areas = track::areas(&tracks, &course.areas);
    plan.tracks = tracks;
    plan.levels = levels;
    plan.audiences = audiences;
    plan.mentions.clone_from(&read.left);
    let dates = DateSource {
        document,
        names: &read.names,
        words,
        course,
    };
    calendar::set(&mut plan, dates, diagnostics);
    whole::hold(document, &plan, titled.heading);
    plan.claims = claim::claims(document, &plan, words);
    report(read, (&plan, &tasks.own), words, diagnostics);
    find_areas(document, &plan, words, (&mut tasks.own, diagnostics));
    plan.tasks = tasks;
    ReadPlan {
        basis,
        plan,
        reported,
    }
}

/// A plan of the outline of a document, whose index is not known yet.
fn with_outline(outline: Outline, document: &Document, course: &Course) -> Plan {
    Plan {
        id: plan_id(document),
        key: String::new(),
        document: 0,
        title: String::new(),
        description: document.front.description.clone(),
        intro: outline.intro,
        parts: outline.parts,
        phases: outline.phases,
        weeks: outline.weeks,
        sections: outline.sections,
        tasks: Tasks::default(),
        areas: Vec::new(),
        tracks: Vec::new(),
        levels: Vec::new(),
        audiences: HashMap::new(),
        fit: course.fit.unwrap_or(true),
        start: None,
        target: course.target.map(|target| target.date),
        holidays: course.holidays.clone(),
        weekend: course.weekend.unwrap_or_default(),
        breaks: Vec::new(),
        review_days: match &course.review {
            Some(days) => days.clone(),
            None => REVIEW_DAYS.to_vec(),
        },
        claims: Vec::new(),
        mentions: Vec::new(),
    }
}

/// Reports duplicates, times that cannot be read and misspelled names.
fn report(
    read: &OutlinedDocument,
    (plan, tasks): (&Plan, &[Task]),
    words: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let document = &read.document;
    let is_week = |span: Span| {
        let mut weeks = plan.weeks.iter();
        weeks.any(|week| document.words(week.heading) == span)
    };
    let duplicates = plan.mentions.iter();
    diagnostics.extend(duplicates.filter_map(|mention| duplicate(mention, &is_week)));
    let (mut unread, mut misspelled) = (Vec::new(), Vec::new());
    rayon::join(
        || unread::report(document, (&plan.weeks, tasks), words, &mut unread),
        || misspelled::report(document, plan, words, &mut misspelled),
    );
    diagnostics.append(&mut unread);
    diagnostics.append(&mut misspelled);
}

/// A repeated name in a heading of the same form. `is_week` says whether the heading at a position is of a week.
fn duplicate(mention: &UnchosenMention, is_week: &dyn Fn(Span) -> bool) -> Option<Diagnostic> {
    let Unchosen::Twice(first) = mention.why else {
        return None;
    };
    let message = format!("duplicate `{}`", mention.called);
    let diagnostic = Diagnostic::new(Code::Duplicate, mention.span, message);
    let what = if is_week(mention.span) {
        "another week"
    } else {
        "a section"
    };
    Some(diagnostic.label(first, "first used here").hint(format!(
        "give it a different number or name; until then, it is read as {what}"
    )))
}

fn plan_id(document: &Document) -> String {
    let id = page_id(&document.page);
    id.trim_end_matches("/index").to_owned()
}

fn find_areas(
    document: &Document,
    plan: &Plan,
    words: &Vocabulary,
    (tasks, diagnostics): (&mut [Task], &mut Vec<Diagnostic>),
) {
    let matcher = Matcher::new(&plan.areas, words);
    let unknown: Vec<Diagnostic> = tasks
        .par_iter_mut()
        .filter_map(|task| {
            let attributes = document.attributes(task.item);
            let Some(name) = attributes.and_then(|a| a.get("area")) else {
                task.area = matcher
                    .linked(document, task.item)
                    .or_else(|| matcher.named_in(&task.words));
                return None;
            };
            task.area = matcher.stated(name);
            let known = plan.areas.iter().map(|area| area.id.as_str());
            let place = attributes
                .and_then(|a| a.span)
                .unwrap_or_else(|| document.words(task.item));
            task.area
                .is_none()
                .then(|| track::unknown("area", name, place, known))
        })
        .collect();
    diagnostics.extend(unknown);
    for day in plan.weeks.iter().flat_map(|week| &week.days) {
        for block in day.blocks() {
            if let Some(area) = matcher.named_in(&block.label) {
                tasks[block.tasks.clone()]
                    .iter_mut()
                    .for_each(|task| task.area = task.area.or(Some(area)));
            }
        }
        if let Some(area) = matcher.named_in(&day.title) {
            tasks[day.tasks.clone()]
                .iter_mut()
                .for_each(|task| task.area = task.area.or(Some(area)));
        }
    }
}

/// The headings that name a week or a day again, each with the heading of the first one.
fn references(read: &OutlinedDocument) -> HashMap<NodeId, NodeId> {
    let is_there = |mention: &UnchosenMention| {
        matches!(mention.why, Unchosen::Already(_) | Unchosen::Twice(_))
    };
    if !read.left.iter().any(is_there) {
        return HashMap::new();
    }
    let document = &read.document;
    let headings: HashMap<Span, NodeId> = document
        .headings()
        .map(|(id, _)| (document.words(id), id))
        .collect();
    let reference = |mention: &UnchosenMention| {
        let (Unchosen::Already(first) | Unchosen::Twice(first)) = mention.why else {
            return None;
        };
        Some((*headings.get(&mention.span)?, *headings.get(&first)?))
    };
    read.left.iter().filter_map(reference).collect()
}
