//! Definitions of links that no link uses: readers do not see them.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, RefDefs, Tag};

use super::builder::TreeBuilder;
use super::text::ParsedText;
use crate::diagnostic::{Code, Diagnostic};

/// The names of the definitions that links and images use.
#[derive(Default)]
pub(super) struct UsedLinks<'a>(HashSet<CowStr<'a>>);

impl<'a> UsedLinks<'a> {
    /// Notes the name that a link or an image uses.
    pub(super) fn see(&mut self, event: &Event<'a>) {
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = event
            && !id.is_empty()
        {
            self.0.insert(id.clone());
        }
    }

    /// The positions of the definitions that are not used, in order. Those that authors write as comments are not
    /// meant to be: `[//]: # (later)`.
    pub(super) fn missing_of(&self, defined: &RefDefs<'_>) -> Vec<Range<usize>> {
        let used: HashSet<usize> = self
            .0
            .iter()
            .filter_map(|id| Some(defined.get(id)?.span.start))
            .collect();
        let unused = defined.iter().filter(|(name, link)| {
            let is_comment =
                !name.contains(char::is_alphanumeric) || matches!(&*link.dest, "" | "#");
            !is_comment && !used.contains(&link.span.start)
        });
        let mut places: Vec<Range<usize>> = unused.map(|(_, link)| link.span.clone()).collect();
        places.sort_by_key(|place| place.start);
        places
    }
}

impl TreeBuilder<'_> {
    /// Reports definitions at positions of a part of a text that begins at `from`.
    pub(super) fn report_unused_links(
        &mut self,
        places: Vec<Range<usize>>,
        (from, whole): (usize, &ParsedText<'_>),
    ) {
        for place in places {
            let source = (whole.to_source)(place.start + from..place.end + from);
            // A definition in a snippet may be there for other texts.
            if !self.source[source.clone()].starts_with('[') {
                continue;
            }
            let span = self.span(&source);
            let message = "no link uses this definition, so readers do not see it";
            self.diagnostics.push(Diagnostic::new(Code::UnusedLink, span, message).hint(
                "write its name in brackets where the link belongs; for a note to yourself, write `<!-- … -->`",
            ));
        }
    }
}
