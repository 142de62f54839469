//! `llms.txt`, the list of a handbook's pages for language models, in the form of llmstxt.org: a title, a summary, and
//! sections of links. Translations are in the same list, since programs look for one at the root only.

use super::facts::Facts;
use crate::error::Error;
use crate::render::File;
use crate::render::markdown::{MarkdownWriter, link, plain, quote};
use crate::render::output::{Output, OutputContext, Turn};
use crate::render::renderer::Renderer;
use crate::view::{HandbookViews, ListedPage, Route};

/// The list.
pub(in crate::render) struct LlmsTxt<'a>(pub(in crate::render) &'a [HandbookViews<'a>]);

const PATH: &str = "llms.txt";

impl Output for LlmsTxt<'_> {
    fn turn(&self) -> Turn {
        Turn::Copies
    }

    fn routes(&self) -> Vec<Route> {
        vec![Route::generated(PATH)]
    }

    fn render(&self, with: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let mut text = MarkdownWriter::new(&with.renderer.words);
        for book in self.0 {
            let renderer = with.renderer.of(book.locale());
            if book.is_original() {
                let summary = book.summary();
                text.heading(1, &book.own_title());
                text.line(&quote(&plain(&summary)));
            }
            sections(book, renderer, &mut text);
        }
        Ok(vec![(PATH.to_owned(), text.finish())])
    }
}

/// The sections of one language. Those of a translation have its name in front of theirs.
fn sections(book: &HandbookViews<'_>, renderer: &Renderer, text: &mut MarkdownWriter<'_>) {
    let facts = Facts(&renderer.words);
    let heading = |name: &str| {
        if book.is_original() {
            name.to_owned()
        } else {
            format!("{}: {name}", renderer.language_name)
        }
    };
    let plans = book.plan_list();
    if !plans.is_empty() {
        text.heading(2, &heading(facts.word("plans")));
    }
    let mut items = Vec::new();
    for plan in &plans {
        items.push(item(&plan.page));
        let everything = ListedPage {
            title: format!("{}: {}", plan.page.title, facts.word("everything")),
            description: String::new(),
            address: plan.everything.clone(),
        };
        items.push(item(&everything));
    }
    text.items(&items);
    for (title, chapters) in book.chapter_list() {
        let title = match title.as_str() {
            "" => facts.word("chapters"),
            title => title,
        };
        text.heading(2, &heading(title));
        text.items(&chapters.iter().map(item).collect::<Vec<String>>());
    }
}

fn item(page: &ListedPage) -> String {
    let link = link(&page.title, &page.address);
    match page.description.as_str() {
        "" => link,
        words => format!("{link}: {}", plain(words)),
    }
}
