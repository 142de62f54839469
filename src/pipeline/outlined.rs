//! The content as it was read, and what the stages after it ask of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Severity};
use crate::ledger::Ledger;
use crate::plan::{Handbook, Plan, Target, page_id};
use crate::render::{OutputSettings, Outputs};
use crate::source::Sources;
use crate::system::names::published;
use crate::view::{EditionViews, Imprint, ProgressView, SiteView, ViewSettings, Views};

/// The size of a handbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Its tracks, of all plans.
    pub tracks: usize,
    /// Its weeks, of all plans, counted once.
    pub weeks: usize,
    /// Its plans' tasks, counted once.
    pub tasks: usize,
}

/// The content as it was read.
pub struct Outlined {
    /// The texts that it was read from.
    pub sources: Sources,
    /// The configuration.
    pub config: Config,
    /// The handbook.
    pub handbook: Handbook,
    /// The handbook matched with its lock: the ids of its tasks.
    pub ledger: Ledger,
    /// Problems in the content, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
    /// The original paths of copied files that are published at different ones, by those.
    pub(super) renamed: BTreeMap<String, String>,
}

impl Outlined {
    pub(super) fn outputs<'v>(&'v self, views: &'v Views<'v>) -> Outputs<'v> {
        let settings = OutputSettings {
            base_url: self.config.base_url.as_deref(),
            has_llms_txt: self.config.llms_txt,
        };
        Outputs::of(views, settings)
    }

    /// The output folder: the configured one, or else `output` beside the content folder; without a content folder,
    /// `output` in the current folder.
    pub fn output(&self) -> PathBuf {
        match &self.config.output {
            Some(output) => self.sources.home.join(output),
            None if self.sources.has_own_folder() => self.sources.home.join("output"),
            None => PathBuf::from("output"),
        }
    }

    /// The documents without any text, each with the folder of the output where the pages of its plan would be.
    pub fn empty_documents(&self) -> impl Iterator<Item = (PathBuf, String)> {
        let documents = self.handbook.documents.iter();
        let empty = documents.filter(|document| document.roots().next().is_none());
        empty.map(|document| {
            let folder = page_id(&document.page);
            let folder = folder.strip_suffix("/index").unwrap_or(&folder);
            (self.sources.content.join(&document.path), folder.to_owned())
        })
    }

    /// Counts the parts of the handbook, those of translations once.
    pub fn counts(&self) -> Counts {
        let handbook = &self.handbook;
        let plans = handbook.plans.iter();
        let plans = plans.filter(|plan| !handbook.originals.contains_key(&plan.document));
        Counts {
            tracks: plans.clone().map(|plan| plan.tracks.len()).sum(),
            weeks: plans.clone().map(Plan::study_weeks).sum(),
            tasks: plans.map(|plan| plan.tasks.own.len()).sum(),
        }
    }

    /// Whether the content has errors, so nothing may be written.
    pub fn is_broken(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    pub(super) fn views(&self) -> Views<'_> {
        let settings = ViewSettings {
            base_url: self.config.base_url.as_deref(),
            sets_marks: self.config.typography.is_typographic(),
            has_copies: self.config.markdown_copies,
        };
        Views::of((&self.handbook, &self.ledger), settings)
    }

    /// The tasks of each edition, by which readers' progress is counted.
    pub fn progress(&self) -> Vec<ProgressView> {
        let views = self.views();
        views
            .edition_views()
            .iter()
            .map(EditionViews::progress)
            .collect()
    }

    /// The part of every page that is about the whole handbook, in each of its languages.
    pub(super) fn sites(&self, views: &Views<'_>) -> Vec<SiteView> {
        let config = &self.config;
        let logo = config.theme.logo.as_deref();
        views.sites(&Imprint {
            author: config.author.clone(),
            logo: config.theme.logo.clone(),
            logo_size: logo.and_then(|path| self.sources.picture_size(path)),
            today: self.sources.today,
        })
    }

    /// The copied files, by the paths at which they are published: all files of a content folder, or for a single plan
    /// the files that it uses.
    pub fn assets(&self) -> BTreeSet<String> {
        self.copied().map(|path| published(&path)).collect()
    }

    /// The copied files that pages use or link to, as far as it is known, by their original paths.
    pub fn shown_assets(&self) -> BTreeSet<String> {
        let logo = self.config.theme.logo.clone();
        self.linked_assets().chain(logo).collect()
    }

    /// The original path of a copied file below the content folder, by the path at which it is published.
    pub fn source_of<'p>(&'p self, path: &'p str) -> &'p str {
        self.renamed.get(path).map_or(path, String::as_str)
    }

    /// The original paths of the copied files; some more than once.
    pub(super) fn copied(&self) -> impl Iterator<Item = String> {
        let all = self.sources.assets().map(str::to_owned);
        all.chain(self.linked_assets())
    }

    pub(super) fn linked_assets(&self) -> impl Iterator<Item = String> {
        self.handbook
            .links
            .iter()
            .flat_map(HashMap::values)
            .filter_map(|target| match target {
                Target::Asset(path) => Some(path.clone()),
                _ => None,
            })
    }
}
