//! The possible outline of a document, and its tree with and without that outline.

use std::sync::{Arc, OnceLock};

use super::choose::{self, ChosenOutline, choose};
use super::compose::compose;
use super::folder::JoinedDocument;
use super::fragment::{Fragment, HeadingNames};
use super::shape::{DocumentSetting, OutlineShape};
use super::whole;
use crate::document::{Document, NodeKind};
use crate::language::Vocabulary;
use crate::plan::UnchosenMention;
use crate::span::Span;

/// The first heading of a document.
#[derive(Debug)]
pub(super) struct Title {
    pub(super) text: String,
    pub(super) span: Span,
    /// Whether no other heading has its level.
    pub(super) is_alone: bool,
}

impl Title {
    /// The first outermost heading of a document, if it is of level 1.
    pub(super) fn of(document: &Document) -> Option<Self> {
        let mut levels = document
            .roots()
            .filter_map(|id| match &document.node(id).kind {
                NodeKind::Heading(heading) => Some((id, heading.level)),
                _ => None,
            });
        let (first, level) = levels.next()?;
        (level == 1).then(|| Self {
            text: document.text(first),
            span: document.words(first),
            is_alone: levels.all(|(_, level)| level > 1),
        })
    }
}

/// The possible outline of a document.
#[derive(Debug)]
pub(super) struct PossibleOutline {
    /// The document that it is of.
    pub(super) document: Document,
    /// The words and the setting that it was chosen with.
    pub(super) words: &'static Vocabulary,
    pub(super) setting: DocumentSetting,
    pub(super) shape: OutlineShape,
    pub(super) title: Option<Arc<Title>>,
    /// Mentions that were not chosen.
    pub(super) left: Arc<Vec<UnchosenMention>>,
    fragments: Vec<Fragment>,
    as_plan: OnceLock<Composed>,
    as_chapter: OnceLock<Composed>,
}

/// A composed document, and the names in its headings.
type Composed = (Document, Arc<HeadingNames>);

impl PossibleOutline {
    /// The outline of a document.
    pub(super) fn of(
        joined: &JoinedDocument,
        words: &'static Vocabulary,
        setting: DocumentSetting,
    ) -> Self {
        let document = &joined.document;
        let read = || {
            let chosen = match &joined.fragments {
                Some(fragments) => choose(document, words, fragments, setting.fewest_days()),
                None => {
                    let fragments = choose::fragments(document, words);
                    choose(document, words, &fragments, setting.fewest_days())
                }
            };
            let shape = OutlineShape::of(document, words, &chosen.fragments, setting);
            (chosen, shape)
        };
        let ((chosen, shape), title) = rayon::join(read, || Title::of(document));
        let ChosenOutline { fragments, left } = chosen;
        Self {
            document: document.clone(),
            words,
            setting,
            shape,
            title: title.map(Arc::new),
            left: Arc::new(left),
            fragments,
            as_plan: OnceLock::new(),
            as_chapter: OnceLock::new(),
        }
    }

    /// The document composed of its fragments if it is a plan, and of its blocks if not. `document` has the same nodes
    /// as that of the outline.
    pub(super) fn composed(&self, document: Document, is_plan: bool) -> Composed {
        let known = if is_plan {
            &self.as_plan
        } else {
            &self.as_chapter
        };
        let (composed, names) = known.get_or_init(|| {
            let said = cfg!(debug_assertions).then(|| whole::words(&document, self.words));
            let (composed, names) = if is_plan {
                compose(document.clone(), &self.fragments)
            } else {
                let blocks: Vec<Fragment> = document.roots().map(Fragment::Block).collect();
                compose(document.clone(), &blocks)
            };
            if let Some(said) = said {
                whole::hold_words(&said, &composed, (self.words, &self.left));
            }
            (composed, Arc::new(names))
        });
        (document.with_nodes_of(composed), Arc::clone(names))
    }
}
