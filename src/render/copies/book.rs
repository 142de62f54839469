//! The copies of pages outside of editions.

use super::facts::{Facts, crumbs, links, row};
use crate::render::File;
use crate::render::markdown::{MarkdownWriter, link, plain};
use crate::theme::Words;
use crate::view::{ChapterView, CohortView, Content, CoverView, FramedPage};

/// The cover.
pub(super) fn cover(cover: FramedPage<CoverView<Content<'_>>>, words: &Words) -> File {
    let FramedPage { page, body } = cover;
    let facts = Facts(words);
    let mut copy = MarkdownWriter::new(words);
    copy.heading(1, &page.title);
    copy.content(&body.intro);
    if !body.plans.is_empty() {
        copy.heading(2, facts.word("plans"));
    }
    for plan in &body.plans {
        copy.heading(3, &plan.title);
        copy.line(&plain(plan.description.as_deref().unwrap_or_default()));
        copy.line(&row([
            (plan.weeks > 0).then(|| facts.count("count_weeks", plan.weeks)),
            (plan.tasks > 0).then(|| facts.count("tasks", plan.tasks)),
        ]));
        let editions = plan.editions.iter();
        let editions = editions.map(|edition| facts.edition_item(edition, facts.word("plan")));
        copy.items(&editions.collect::<Vec<String>>());
    }
    if !body.cohorts.is_empty() {
        copy.heading(3, facts.word("cohorts"));
        copy.items(&links(&body.cohorts));
    }
    copy.content(&body.body);
    if !body.groups.is_empty() {
        copy.heading(2, facts.word("chapters"));
    }
    for group in &body.groups {
        if !group.title.is_empty() {
            copy.heading(3, &group.title);
        }
        copy.items(&links(&group.chapters));
    }
    (page.path, copy.finish())
}

/// A chapter.
pub(super) fn chapter(chapter: FramedPage<ChapterView<Content<'_>>>, words: &Words) -> File {
    let FramedPage { page, body } = chapter;
    let mut copy = MarkdownWriter::new(words);
    copy.heading(1, &page.title);
    copy.line(&crumbs(&page.crumbs));
    copy.content(&body.body);
    (page.path, copy.finish())
}

/// A cohort.
pub(super) fn cohort(cohort: FramedPage<CohortView>, words: &Words) -> File {
    let FramedPage { page, body } = cohort;
    let facts = Facts(words);
    let mut copy = MarkdownWriter::new(words);
    copy.heading(1, &body.title);
    copy.line(&crumbs(&page.crumbs));
    copy.line(&plain(facts.word("cohort_text")));
    for plan in &body.plans {
        copy.heading(2, &plan.title);
        copy.line(&facts.dates(&plan.dates));
        let editions = plan.editions.iter();
        let editions = editions.map(|edition| facts.edition_item(edition, facts.word("plan")));
        copy.items(&editions.collect::<Vec<String>>());
        let files = plan.calendars.iter();
        let files = files.map(|file| link(&file.title, &file.address));
        let files = files.collect::<Vec<String>>().join(", ");
        copy.line(&format!("{}: {files}", plain(facts.word("calendar"))));
    }
    (page.path, copy.finish())
}
