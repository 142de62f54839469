//! Suggests targets for dead links.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, KnownNames};
use crate::document::{Document, NodeId};

/// How many suggestions are made, for anchors and for documents each: every known name is compared for one.
const SUGGESTED: usize = 50;

/// A dead link.
pub(super) struct BrokenLink {
    pub(super) diagnostic: Diagnostic,
    /// The typed target, if it may be misspelled.
    pub(super) typed: Option<Typed>,
}

/// What an author typed.
pub(super) enum Typed {
    Anchor { document: usize, anchor: String },
    Path(String),
}

impl From<Diagnostic> for BrokenLink {
    fn from(diagnostic: Diagnostic) -> Self {
        Self {
            diagnostic,
            typed: None,
        }
    }
}

/// The names that a misspelled one is compared with.
pub(super) struct LinkSuggestions<'a> {
    documents: &'a [Document],
    all_anchors: &'a [HashMap<String, NodeId>],
    /// The anchors of documents for which a suggestion was needed.
    anchors: HashMap<usize, KnownNames<'a>>,
    /// The paths of all documents by their digits: a path with a different number means a different document.
    paths: Option<HashMap<String, KnownNames<'a>>>,
    /// How many more suggestions may be made.
    anchors_left: usize,
    paths_left: usize,
}

impl<'a> LinkSuggestions<'a> {
    /// Begins with documents and the anchors of each.
    pub(super) fn of(
        documents: &'a [Document],
        all_anchors: &'a [HashMap<String, NodeId>],
    ) -> Self {
        Self {
            documents,
            all_anchors,
            anchors: HashMap::new(),
            paths: None,
            anchors_left: SUGGESTED,
            paths_left: SUGGESTED,
        }
    }

    /// The diagnostic of a dead link, with a suggestion.
    pub(super) fn complete(&mut self, fault: BrokenLink) -> Diagnostic {
        let near = match &fault.typed {
            Some(Typed::Anchor { document, anchor }) => self.anchor(*document, anchor),
            Some(Typed::Path(path)) => self.path(path),
            None => None,
        };
        match near {
            Some(near) => fault.diagnostic.hint(format!("did you mean `{near}`?")),
            None => fault.diagnostic,
        }
    }

    fn anchor(&mut self, document: usize, anchor: &str) -> Option<String> {
        self.anchors_left = self.anchors_left.checked_sub(1)?;
        let known = self.anchors.entry(document).or_insert_with(|| {
            let keys = self.all_anchors[document].keys();
            let mut known: Vec<&str> = keys.map(String::as_str).collect();
            known.sort_unstable();
            KnownNames::of(known)
        });
        let near = known.nearest(anchor)?;
        Some(format!("#{near}"))
    }

    fn path(&mut self, path: &str) -> Option<String> {
        self.paths_left = self.paths_left.checked_sub(1)?;
        let digits = |path: &str| path.matches(char::is_numeric).collect::<String>();
        let paths = self.paths.get_or_insert_with(|| {
            let mut alike: HashMap<String, Vec<&str>> = HashMap::new();
            for document in self.documents {
                let paths = alike.entry(digits(&document.path)).or_default();
                paths.push(&document.path);
            }
            let named = |(digits, paths)| (digits, KnownNames::of(paths));
            alike.into_iter().map(named).collect()
        });
        let near = paths.get(&digits(path))?.nearest(path)?;
        Some(format!("/{near}"))
    }
}
