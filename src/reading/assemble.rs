//! Assembles a handbook from documents: plans, plans in several files, and chapters.

use std::collections::HashMap;

use rayon::prelude::*;

use super::area::Matcher;
use super::given::{Given, front_page, in_nav, named, words_of};
use super::name::Name;
use super::outline::{Reading, outline};
use super::scope::{self, Names};
use super::select::{Outlined, detect_languages, outlined};
use super::unique::{Taken, settle_pages};
use super::{claim, folder, misspelled, task, track, unread, whole};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, NodeId, without_decoration};
use crate::language::{Vocabulary, plain};
use crate::plan::{
    Chapter, Handbook, Mention, NoPlan, Plan, Schedule, Task, Tasks, Unchosen, page_id,
    resolve_links, resolve_redirects, week_start,
};
use crate::span::Span;

/// Assembles the handbook.
pub(super) fn assemble(
    documents: Vec<Document>,
    given: &Given<'_>,
    found: &mut Vec<Diagnostic>,
) -> Handbook {
    let mut documents = documents;
    detect_languages(&mut documents, given);
    let mut outlined = outlined(folder::join(documents, given), given, found);
    settle_pages(&mut outlined, found);
    let no_plan: Vec<Option<NoPlan>> = outlined.iter().map(|read| read.no_plan).collect();
    let mut taken = Taken::by(outlined.iter().map(|read| &read.document));
    let mut plans: Vec<Plan> = outlined
        .iter()
        .enumerate()
        .filter(|(_, read)| read.no_plan.is_none())
        .map(|(index, read)| plan((index, read), given, (&mut taken, found)))
        .collect();
    let documents: Vec<Document> = outlined.into_iter().map(|read| read.document).collect();
    plans.sort_by_key(|plan| {
        let document = &documents[plan.document];
        let stated = given.plans.iter();
        let mut stated = stated.map(|wanted| named(&document.path, wanted));
        stated
            .position(|named| named)
            .unwrap_or_else(|| in_nav(document, given))
    });
    let mut chapters: Vec<Chapter> = documents
        .iter()
        .enumerate()
        .filter_map(|(index, document)| Some((index, document, no_plan[index]?)))
        .map(|(index, document, why)| chapter((index, why), document, given, (&plans, found)))
        .collect();
    chapters.sort_by_key(|chapter| in_nav(&documents[chapter.document], given));
    let path = |chapter: &Chapter| documents[chapter.document].page.as_str();
    let front = front_page(chapters.iter().map(path));
    let cover = chapters
        .iter()
        .position(|chapter| Some(path(chapter)) == front)
        .map(|index| chapters.remove(index));
    let beside = given.beside();
    let links = resolve_links(&documents, &plans, beside, found);
    let moved = resolve_redirects(given.redirects, (&documents, &plans), beside, found);
    let title = given
        .title
        .map(str::to_owned)
        .or_else(|| cover.as_ref().map(|cover| cover.title.clone()))
        .or_else(|| plans.first().map(|plan| plan.title.clone()))
        .unwrap_or_default();
    let unlisted = (0..documents.len()).filter(|index| is_unlisted(&documents[*index], given));
    Handbook {
        title,
        unlisted: unlisted.collect(),
        moved,
        layout: given.layout,
        documents,
        links,
        plans,
        chapters,
        cover,
    }
}

/// Whether a document is not linked from the navigation: it is unlisted, or the page for missing addresses.
fn is_unlisted(document: &Document, given: &Given<'_>) -> bool {
    let is_meant = || document.files().all(|(path, _)| (given.is_unlisted)(path));
    let is_for_no_address = || page_id(&document.page) == "404";
    document.front.unlisted
        || in_nav(document, given) == usize::MAX && (is_for_no_address() || is_meant())
}

/// A document's title: the stated one, that of its first heading, that of the navigation, or its file's name.
fn title_of(document: &Document, heading: Option<&(NodeId, String)>, given: &Given<'_>) -> String {
    let name = || {
        let path = document.page.trim_end_matches("/index.md");
        folder::capitalized(&folder::stem(path).replace(['-', '_'], " "))
    };
    let first = heading.map(|(_, text)| without_decoration(text).1.to_owned());
    let named = || {
        let entry = given.nav.get(in_nav(document, given))?;
        entry.title.clone()
    };
    let own = document.front.title.clone().or(first);
    own.or_else(named).unwrap_or_else(name)
}

/// The heading with a plan's title: the first one of the source, and whether it also names a week or a day. One of
/// several weeks is not a title.
fn plan_title(read: &Outlined) -> Option<(NodeId, String, bool)> {
    let document = &read.document;
    let title = read.title.as_ref()?;
    let mut headings = document.headings().map(|(id, _)| id);
    let heading = headings.find(|id| document.words(*id) == title.span)?;
    let names_part = read.names.contains_key(&heading);
    let is_alone = || title.is_alone && document.files().count() == 2;
    (!names_part || is_alone()).then(|| (heading, title.text.clone(), names_part))
}

/// Whether a heading differs from the title of its document: then it is shown on the page.
fn differs((_, text): &(NodeId, String), title: &str) -> bool {
    plain(text) != plain(title)
}

/// The headings that name a week or a day again, each with the heading of the first one.
fn references(read: &Outlined) -> HashMap<NodeId, NodeId> {
    let is_there =
        |mention: &Mention| matches!(mention.why, Unchosen::Already(_) | Unchosen::Twice(_));
    if !read.left.iter().any(is_there) {
        return HashMap::new();
    }
    let document = &read.document;
    let headings: HashMap<Span, NodeId> = document
        .headings()
        .map(|(id, _)| (document.words(id), id))
        .collect();
    let reference = |mention: &Mention| {
        let (Unchosen::Already(first) | Unchosen::Twice(first)) = mention.why else {
            return None;
        };
        Some((*headings.get(&mention.span)?, *headings.get(&first)?))
    };
    read.left.iter().filter_map(reference).collect()
}

/// A plan's title.
struct Titled {
    title: String,
    /// The heading that only has the title.
    heading: Option<NodeId>,
    /// Whether that heading is shown too, since it differs from the title.
    shows_heading: bool,
}

fn titled(read: &Outlined, given: &Given<'_>) -> Titled {
    let first = plan_title(read);
    let is_part = first.as_ref().is_some_and(|(.., names_part)| *names_part);
    let first = first.map(|(heading, text, _)| (heading, text));
    let title = title_of(&read.document, first.as_ref(), given);
    let first = first.filter(|_| !is_part);
    Titled {
        heading: first.as_ref().map(|(heading, _)| *heading),
        shows_heading: first.is_some_and(|first| differs(&first, &title)),
        title,
    }
}

fn plan(
    (index, read): (usize, &Outlined),
    given: &Given<'_>,
    (taken, found): (&mut Taken, &mut Vec<Diagnostic>),
) -> Plan {
    let document = &read.document;
    let words = words_of(document, given);
    let course = document.front.course.clone().or(given.course);
    let Titled {
        title,
        heading,
        shows_heading,
    } = titled(read, given);
    let (tracks, levels) = track::read(document, &title, (&course, words), found);
    let names = Names {
        tracks: &tracks,
        levels: &levels,
        words,
    };
    let audiences = || scope::audiences(document, names, found);
    let (audiences, mut tasks) = rayon::join(audiences, || task::find(document, words));
    scope::unseen(document, &audiences, names, found);
    scope::apply(document, &audiences, &mut tasks.own);
    scope::apply(document, &audiences, &mut tasks.in_templates);
    let outline = outline(Reading {
        document,
        words,
        tracks: &tracks,
        tasks: &tasks.own,
        audiences: &audiences,
        names: &read.names,
        refers: &references(read),
        title: heading,
        shows_title: shows_heading,
    });
    let mut plan = Plan {
        id: plan_id(document),
        document: index,
        title,
        description: document.front.description.clone(),
        intro: outline.intro,
        parts: outline.parts,
        phases: outline.phases,
        weeks: outline.weeks,
        sections: outline.sections,
        tasks: Tasks::default(),
        areas: track::areas(&tracks),
        tracks,
        levels,
        audiences,
        fit: course.fit.unwrap_or(true),
        start: None,
        claims: Vec::new(),
        mentions: read.left.clone(),
    };
    plan.start = course
        .start
        .and_then(|date| week_start(date, Schedule::of(&plan).begins_on));
    taken.settle(&mut plan, document, found);
    whole::hold(document, &plan, heading);
    plan.claims = claim::claims(document, &plan, words);
    report(read, (&plan, &tasks.own), words, found);
    find_areas(document, &plan, words, (&mut tasks.own, found));
    plan.tasks = tasks;
    plan
}

/// Reports duplicates, times that cannot be read and misspelled names.
fn report(
    read: &Outlined,
    (plan, tasks): (&Plan, &[Task]),
    words: &Vocabulary,
    found: &mut Vec<Diagnostic>,
) {
    let document = &read.document;
    found.extend(plan.mentions.iter().filter_map(duplicate));
    found.extend(impossible_dates(read));
    let (mut unread, mut misspelled) = (Vec::new(), Vec::new());
    rayon::join(
        || unread::report(document, (&plan.weeks, tasks), words, &mut unread),
        || misspelled::report(document, plan, words, &mut misspelled),
    );
    found.append(&mut unread);
    found.append(&mut misspelled);
}

/// The days with impossible dates.
fn impossible_dates(read: &Outlined) -> Vec<Diagnostic> {
    let dated = read
        .names
        .iter()
        .filter(|(_, name)| name.date.is_some_and(|date| !date.is_possible()));
    let told = |(heading, name): (&NodeId, &Name)| {
        let span = read.document.part(*heading, &name.called);
        Diagnostic::new(
            Code::ImpossibleDate,
            span,
            format!("`{}` is not a valid date", name.called),
        )
        .hint("correct the day or the month")
    };
    dated.map(told).collect()
}

/// A repeated name in a heading of the same form.
fn duplicate(mention: &Mention) -> Option<Diagnostic> {
    let Unchosen::Twice(first) = mention.why else {
        return None;
    };
    let message = format!("duplicate `{}`", mention.called);
    let told = Diagnostic::new(Code::Duplicate, mention.span, message);
    Some(
        told.label(first, "first used here")
            .hint("give it a different number or name; until then, it is read as a section"),
    )
}

fn plan_id(document: &Document) -> String {
    let id = page_id(&document.page);
    id.trim_end_matches("/index").to_owned()
}

fn find_areas(
    document: &Document,
    plan: &Plan,
    words: &Vocabulary,
    (tasks, found): (&mut [Task], &mut Vec<Diagnostic>),
) {
    let matcher = Matcher::new(&plan.areas, words);
    let told: Vec<Diagnostic> = tasks
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
    found.extend(told);
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

fn chapter(
    (index, why): (usize, NoPlan),
    document: &Document,
    given: &Given<'_>,
    (plans, found): (&[Plan], &mut Vec<Diagnostic>),
) -> Chapter {
    let words = words_of(document, given);
    let first = document.first_title();
    let tasks = task::find(document, words);
    let names = Names {
        tracks: plans.first().map_or(&[], |plan| &plan.tracks),
        levels: plans.first().map_or(&[], |plan| &plan.levels),
        words,
    };
    let audiences = scope::audiences(document, names, found);
    let title = title_of(document, first.as_ref(), given);
    Chapter {
        document: index,
        heading: first
            .filter(|first| !differs(first, &title))
            .map(|(heading, _)| heading),
        title,
        tasks,
        audiences,
        why,
        in_nav: in_nav(document, given) < usize::MAX,
    }
}
