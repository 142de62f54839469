//! What was read before: the outlines and plans of documents whose nodes are the same are not read again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::folder::JoinedDocument;
use super::fragment::HeadingNames;
use super::possible::PossibleOutline;
use super::shape::DocumentSetting;
use crate::course::Course;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::language::Vocabulary;
use crate::plan::Plan;

/// The outlines and plans that were read before, by the paths of their documents. Copies share them.
#[derive(Clone, Debug, Default)]
pub struct PastReading {
    outlines: BTreeMap<String, Arc<PossibleOutline>>,
    plans: BTreeMap<String, Arc<ReadPlan>>,
}

/// A plan with everything that it was read from.
#[derive(Debug)]
pub(super) struct ReadPlan {
    pub(super) basis: PlanBasis,
    pub(super) plan: Plan,
    /// The problems in it.
    pub(super) reported: Vec<Diagnostic>,
}

/// Everything that a plan is read from.
#[derive(Clone, Debug)]
pub(super) struct PlanBasis {
    pub(super) document: Document,
    pub(super) names: Arc<HeadingNames>,
    pub(super) words: &'static Vocabulary,
    pub(super) course: Course,
    pub(super) title: String,
}

impl PlanBasis {
    fn is_same(&self, other: &Self) -> bool {
        self.document.shares_nodes_with(&other.document)
            && self.document.page == other.document.page
            && Arc::ptr_eq(&self.names, &other.names)
            && std::ptr::eq(self.words, other.words)
            && self.course == other.course
            && self.title == other.title
    }
}

impl PastReading {
    /// The outline of a document, if that has the same nodes. A document of several files always has others.
    pub(super) fn outline(
        &self,
        joined: &JoinedDocument,
        words: &'static Vocabulary,
        setting: DocumentSetting,
    ) -> Option<Arc<PossibleOutline>> {
        let known = self.outlines.get(&joined.document.path)?;
        let is_same = known.document.shares_nodes_with(&joined.document)
            && joined.fragments.is_none()
            && std::ptr::eq(known.words, words)
            && known.setting == setting;
        is_same.then(|| Arc::clone(known))
    }

    /// Keeps outlines in place of all others.
    pub(super) fn keep_outlines(&mut self, outlines: impl Iterator<Item = Arc<PossibleOutline>>) {
        self.outlines = outlines
            .map(|outline| (outline.document.path.clone(), outline))
            .collect();
    }

    /// The plan that was read from the same basis.
    pub(super) fn plan(&self, basis: &PlanBasis) -> Option<Arc<ReadPlan>> {
        let known = self.plans.get(&basis.document.path)?;
        known.basis.is_same(basis).then(|| Arc::clone(known))
    }

    /// Keeps plans in place of all others.
    pub(super) fn keep_plans<'a>(&mut self, plans: impl Iterator<Item = &'a Arc<ReadPlan>>) {
        self.plans = plans
            .map(|plan| (plan.basis.document.path.clone(), Arc::clone(plan)))
            .collect();
    }
}
