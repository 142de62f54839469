//! Assembles a handbook from documents: plans, plans in several files, and chapters.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use super::area::Matcher;
use super::calendar::DateSource;
use super::context::{HandbookContext, front_page, in_nav, is_named, words_of};
use super::locales::{Locales, locales};
use super::outline::{Outline, OutlineContext, outline};
use super::scope::{self, AudienceNames};
use super::select::{OutlinedDocument, detect_languages, outlined};
use super::unique::{PagesInUse, settle_pages};
use super::{
    calendar, claim, folder, misspelled, pictures, review, task, track, translation, unread, whole,
};
use crate::course::Course;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, NodeId, without_decoration};
use crate::language::{Vocabulary, plain};
use crate::plan::{
    Chapter, Handbook, NoPlan, Plan, Task, Tasks, Unchosen, UnchosenMention, page_id,
    resolve_links, resolve_redirects,
};
use crate::span::Span;
use crate::units::REVIEW_DAYS;

/// Assembles the handbook.
pub(super) fn assemble(
    documents: Vec<Document>,
    context: &HandbookContext<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Handbook {
    let mut documents = documents;
    translation::name_translations(&mut documents);
    detect_languages(&mut documents, context);
    let mut outlined = outlined(folder::join(documents, context), context, diagnostics);
    settle_pages(&mut outlined, diagnostics);
    let no_plan: Vec<Option<NoPlan>> = outlined.iter().map(|read| read.no_plan).collect();
    let mut taken = PagesInUse::by(outlined.iter().map(|read| &read.document));
    let mut plans: Vec<Plan> = outlined
        .iter()
        .enumerate()
        .filter(|(_, read)| read.no_plan.is_none())
        .map(|(index, read)| plan((index, read), context, (&mut taken, diagnostics)))
        .collect();
    let documents: Vec<Document> = outlined.into_iter().map(|read| read.document).collect();
    let originals = translation::originals(&documents);
    translation::adopt_ids(&mut plans, &documents, &originals);
    sort_plans(&mut plans, &documents, context);
    diagnostics.extend(calendar::unplaced(&plans, &documents, context.course));
    let mut chapters: Vec<Chapter> = documents
        .iter()
        .enumerate()
        .filter_map(|(index, document)| Some((index, document, no_plan[index]?)))
        .map(|(index, document, why)| {
            chapter((index, why), document, context, (&plans, diagnostics))
        })
        .collect();
    chapters.sort_by_key(|chapter| in_nav(&documents[chapter.document], context));
    let (cover, translated_covers) = take_covers(&mut chapters, &documents);
    let Locales { all, of_documents } = locales(&documents, &plans, cover.as_ref(), context);
    let beside = context.beside();
    let links = resolve_links(&documents, &plans, beside, diagnostics);
    let moved = resolve_redirects(context.redirects, (&documents, &plans), beside, diagnostics);
    let pictures = pictures::sizes(&links, context);
    let unlisted = (0..documents.len()).filter(|index| is_unlisted(&documents[*index], context));
    let unlisted: BTreeSet<usize> = unlisted.collect();
    let listed = plans.iter().find(|plan| !unlisted.contains(&plan.document));
    let title = context
        .title
        .map(str::to_owned)
        .or_else(|| cover.as_ref().map(|cover| cover.title.clone()))
        .or_else(|| listed.or(plans.first()).map(|plan| plan.title.clone()))
        .unwrap_or_default();
    Handbook {
        title,
        unlisted,
        moved,
        cohorts: context.cohorts.to_vec(),
        layout: context.layout,
        documents,
        links,
        pictures,
        plans,
        chapters,
        cover,
        translated_covers,
        locales: all,
        locale_of: of_documents,
        originals,
    }
}

/// Takes the covers out of the chapters: that of the handbook, and those of translations.
fn take_covers(
    chapters: &mut Vec<Chapter>,
    documents: &[Document],
) -> (Option<Chapter>, Vec<Chapter>) {
    let folder = |chapter: &Chapter| translation::language_folder(&documents[chapter.document]);
    let folders: BTreeSet<String> = chapters.iter().map(folder).collect();
    let (mut cover, mut translated) = (None, Vec::new());
    for of in folders {
        let own = chapters.iter().filter(|chapter| folder(chapter) == of);
        let page = |chapter: &Chapter| documents[chapter.document].page.as_str();
        let pages = own.filter_map(|chapter| page(chapter).strip_prefix(of.as_str()));
        let Some(front) = front_page(pages).map(|front| format!("{of}{front}")) else {
            continue;
        };
        let place = chapters.iter().position(|chapter| page(chapter) == front);
        match place.map(|index| chapters.remove(index)) {
            Some(chapter) if of.is_empty() => cover = Some(chapter),
            chapter => translated.extend(chapter),
        }
    }
    (cover, translated)
}

/// Sorts plans as the configuration lists them, then as the navigation does; translations come after all others.
fn sort_plans(plans: &mut [Plan], documents: &[Document], context: &HandbookContext<'_>) {
    plans.sort_by_cached_key(|plan| {
        let document = &documents[plan.document];
        let mut stated = context.plans.iter();
        let stated = stated.position(|wanted| is_named(document, wanted));
        let place = stated.unwrap_or_else(|| in_nav(document, context));
        (document.translation.clone(), place)
    });
}

/// Whether a document is not linked from the navigation: it is unlisted, or the page for missing addresses.
fn is_unlisted(document: &Document, context: &HandbookContext<'_>) -> bool {
    let is_meant = || {
        document
            .files()
            .all(|(path, _)| (context.is_unlisted)(path))
    };
    let is_for_no_address = || page_id(&document.page) == "404";
    document.front.unlisted
        || in_nav(document, context) == usize::MAX && (is_for_no_address() || is_meant())
}

/// A document's title: the stated one, that of its first heading, that of the navigation, or its file's name.
fn title_of(
    document: &Document,
    heading: Option<&(NodeId, String)>,
    context: &HandbookContext<'_>,
) -> String {
    let name = || {
        let path = document.page.trim_end_matches("/index.md");
        folder::capitalized(&folder::stem(path).replace(['-', '_'], " "))
    };
    let first = heading.map(|(_, text)| without_decoration(text).1.to_owned());
    let named = || {
        let entry = context.nav.get(in_nav(document, context))?;
        entry.title.clone()
    };
    let own = document.front.title.clone().or(first);
    own.or_else(named).unwrap_or_else(name)
}

/// The heading with a plan's title: the first one of the source, and whether it also names a week or a day. One of
/// several weeks is not a title.
fn plan_title(read: &OutlinedDocument) -> Option<(NodeId, String, bool)> {
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

/// A plan's title.
struct Titled {
    title: String,
    /// The heading that only has the title.
    heading: Option<NodeId>,
    /// Whether that heading is shown too, since it differs from the title.
    shows_heading: bool,
}

fn titled(read: &OutlinedDocument, context: &HandbookContext<'_>) -> Titled {
    let first = plan_title(read);
    let is_part = first.as_ref().is_some_and(|(.., names_part)| *names_part);
    let first = first.map(|(heading, text, _)| (heading, text));
    let title = title_of(&read.document, first.as_ref(), context);
    let first = first.filter(|_| !is_part);
    Titled {
        heading: first.as_ref().map(|(heading, _)| *heading),
        shows_heading: first.is_some_and(|first| differs(&first, &title)),
        title,
    }
}

fn plan(
    (index, read): (usize, &OutlinedDocument),
    context: &HandbookContext<'_>,
    (taken, diagnostics): (&mut PagesInUse, &mut Vec<Diagnostic>),
) -> Plan {
    let document = &read.document;
    let words = words_of(document, context);
    let course = document.front.course.clone().or(context.course);
    let Titled {
        title,
        heading,
        shows_heading,
    } = titled(read, context);
    let (tracks, levels) = track::read(document, &title, (&course, words), diagnostics);
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
        title: heading,
        shows_title: shows_heading,
    });
    let mut plan = with_outline(outline, index, document, &course);
    plan.title = title;
    plan.areas = track::areas(&tracks);
    plan.tracks = tracks;
    plan.levels = levels;
    plan.audiences = audiences;
    plan.mentions.clone_from(&read.left);
    let dates = DateSource {
        document,
        names: &read.names,
        words,
        course: &course,
    };
    calendar::set(&mut plan, dates, diagnostics);
    taken.settle(&mut plan, document, diagnostics);
    whole::hold(document, &plan, heading);
    plan.claims = claim::claims(document, &plan, words);
    report(read, (&plan, &tasks.own), words, diagnostics);
    find_areas(document, &plan, words, (&mut tasks.own, diagnostics));
    plan.tasks = tasks;
    plan
}

/// A plan of the outline of a document.
fn with_outline(outline: Outline, index: usize, document: &Document, course: &Course) -> Plan {
    Plan {
        id: plan_id(document),
        key: String::new(),
        document: index,
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
    diagnostics.extend(plan.mentions.iter().filter_map(duplicate));
    let (mut unread, mut misspelled) = (Vec::new(), Vec::new());
    rayon::join(
        || unread::report(document, (&plan.weeks, tasks), words, &mut unread),
        || misspelled::report(document, plan, words, &mut misspelled),
    );
    diagnostics.append(&mut unread);
    diagnostics.append(&mut misspelled);
}

/// A repeated name in a heading of the same form.
fn duplicate(mention: &UnchosenMention) -> Option<Diagnostic> {
    let Unchosen::Twice(first) = mention.why else {
        return None;
    };
    let message = format!("duplicate `{}`", mention.called);
    let diagnostic = Diagnostic::new(Code::Duplicate, mention.span, message);
    Some(
        diagnostic
            .label(first, "first used here")
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

fn chapter(
    (index, why): (usize, NoPlan),
    document: &Document,
    context: &HandbookContext<'_>,
    (plans, diagnostics): (&[Plan], &mut Vec<Diagnostic>),
) -> Chapter {
    let words = words_of(document, context);
    let first = document.first_title();
    let tasks = task::find(document, words);
    let names = AudienceNames {
        tracks: plans.first().map_or(&[], |plan| &plan.tracks),
        levels: plans.first().map_or(&[], |plan| &plan.levels),
        words,
    };
    let audiences = scope::audiences(document, names, diagnostics);
    let title = title_of(document, first.as_ref(), context);
    Chapter {
        document: index,
        heading: first
            .filter(|first| !differs(first, &title))
            .map(|(heading, _)| heading),
        title,
        tasks,
        audiences,
        why,
        in_nav: in_nav(document, context) < usize::MAX,
    }
}
