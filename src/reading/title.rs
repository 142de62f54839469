//! The titles of documents and plans.

use super::context::{HandbookContext, in_nav};
use super::folder;
use super::select::OutlinedDocument;
use crate::document::{Document, NodeId, without_decoration};
use crate::language::plain;

/// A document's title: the stated one, that of its first heading, that of the navigation, or its file's name.
pub(super) fn title_of(
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
pub(super) fn differs((_, text): &(NodeId, String), title: &str) -> bool {
    plain(text) != plain(title)
}

/// A plan's title.
pub(super) struct Titled {
    pub(super) title: String,
    /// The heading that only has the title.
    pub(super) heading: Option<NodeId>,
    /// Whether that heading is shown too, since it differs from the title.
    pub(super) shows_heading: bool,
}

/// The title of a plan.
pub(super) fn titled(read: &OutlinedDocument, context: &HandbookContext<'_>) -> Titled {
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
