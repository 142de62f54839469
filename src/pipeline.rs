//! The whole road on one screen: from the text on the disk to the files of a handbook in memory.

mod draft;
mod mend;
mod own;
mod print;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use crate::check;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Severity, sort};
use crate::document;
use crate::error::Error;
use crate::plan::{Handbook, Layout, Plan, Target};
use crate::reading::{self, Given};
use crate::render::{Drawing, Outputs, Theme};
use crate::site::Site;
use crate::source::Sources;
use crate::view::{Imprint, SiteView, Views};

pub use crate::render::Artist;
pub use draft::Draft;
pub use mend::{Mended, mend};
pub use print::{Printed, Wanted, print};

/// What a build came to.
pub struct Built {
    /// The texts that it was made from.
    pub sources: Sources,
    /// The files; `None` where the content has errors.
    pub site: Option<Site>,
    /// What is wrong with the content, in the order of the source.
    pub found: Vec<Diagnostic>,
    /// What was counted.
    pub counts: Counts,
    /// The output folder: the one that the configuration names, else `output` beside the content; beside no
    /// folder of content it is `output` where the command runs.
    pub output: PathBuf,
}

/// What a handbook holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Its tracks, of all plans.
    pub tracks: usize,
    /// Its weeks, of all plans, counted once.
    pub weeks: usize,
    /// Its plans' tasks, counted once.
    pub tasks: usize,
}

/// What was understood of the content.
pub struct Outlined {
    /// The texts that it was read from.
    pub sources: Sources,
    /// What is configured.
    pub config: Config,
    /// What was understood.
    pub handbook: Handbook,
    /// What is wrong with the content, in the order of the source.
    pub found: Vec<Diagnostic>,
}

/// Reads the handbook at `place` and checks it.
///
/// # Errors
///
/// [`Error`] where the machine could not do it; what is wrong with the content is in [`Outlined::found`].
pub fn outline(place: &Path) -> Result<Outlined, Error> {
    let mut found = Vec::new();
    let sources = Sources::read(place, &mut found)?;
    Ok(understand(sources, found))
}

/// Makes of the texts what can be understood of them. `found` is what was told when they were read.
fn understand(sources: Sources, mut found: Vec<Diagnostic>) -> Outlined {
    let config = Config::read(&sources, &mut found);
    let documents = document::parse(&sources, config.html, &mut found);
    let has_asset = |path: &str| sources.has_asset(path);
    let given = Given {
        title: config.title.as_deref(),
        language: config.language.as_deref(),
        plans: &config.plans,
        configuration: config.plans_span,
        nav: &config.nav,
        left_out: &|path| sources.left_out(path),
        redirects: &config.redirects,
        is_unlisted: &|path| sources.is_unlisted(path),
        layout: if sources.is_mkdocs() {
            Layout::Site
        } else {
            Layout::Handbook
        },
        course: &config.course,
        has_asset: &has_asset,
    };
    let handbook = reading::read(documents, &given, &mut found);
    check::run(&handbook, &mut found);
    let mut outlined = Outlined {
        sources,
        config,
        handbook,
        found,
    };
    own::report(&mut outlined);
    let Outlined {
        found,
        config,
        handbook,
        ..
    } = &mut outlined;
    check::settle(found, &config.checks, handbook);
    sort(found);
    outlined
}

/// Builds the handbook at `place`. `progress` is called with how many weeks are drawn, of how many.
///
/// # Errors
///
/// [`Error`] where the machine could not do it; what is wrong with the content is in [`Built::found`].
pub fn build(place: &Path, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Built, Error> {
    let outlined = outline(place)?;
    let site = if outlined.is_broken() {
        None
    } else {
        Some(draw(&outlined, progress)?)
    };
    let Outlined {
        sources,
        config,
        handbook,
        found,
    } = outlined;
    let counts = count(&handbook);
    let output = match &config.output {
        Some(output) => sources.home.join(output),
        None if sources.has_own_folder() => sources.home.join("output"),
        None => PathBuf::from("output"),
    };
    Ok(Built {
        sources,
        site,
        found,
        counts,
        output,
    })
}

fn draw(outlined: &Outlined, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Site, Error> {
    let views = outlined.views();
    let artist = outlined.theme()?.artist(&outlined.frame(&views))?;
    let drawing = Drawing {
        artist: &artist,
        copied: &|| outlined.copied(),
    };
    Outputs::of(&views, outlined.config.base_url.as_deref()).draw_all(&drawing, progress)
}

impl Outlined {
    /// Whether the content has errors, so that nothing may be made of it.
    pub fn is_broken(&self) -> bool {
        self.found
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    fn theme(&self) -> Result<Theme, Error> {
        let theme = &self.config.theme;
        let loaded = Theme::load(&theme.name, &self.sources.home.join("themes"))?;
        Ok(loaded.with_accent(theme.accent.as_deref()))
    }

    /// The language that pages speak: the configured one, or else that of the first plan or of the cover.
    fn language(&self) -> Option<&str> {
        let handbook = &self.handbook;
        let plan = handbook.plans.first().map(|plan| plan.document);
        let shown = plan.or(handbook.cover.as_ref().map(|cover| cover.document));
        let stated = shown.and_then(|shown| handbook.documents[shown].front.language.as_deref());
        self.config.language.as_deref().or(stated)
    }

    fn views(&self) -> Views<'_> {
        Views::of(&self.handbook, self.config.base_url.as_deref())
    }

    /// What every page says of the handbook as a whole.
    fn frame(&self, views: &Views<'_>) -> SiteView {
        let config = &self.config;
        views.site(Imprint {
            author: config.author.clone(),
            language: self.language().unwrap_or("en").to_owned(),
            logo: config.theme.logo.clone(),
        })
    }

    /// The files that are copied as they are, by their paths: all of a content folder's, and of what lies beside a
    /// bare plan only what it shows.
    pub fn assets(&self) -> BTreeSet<String> {
        let linked = self
            .handbook
            .links
            .iter()
            .flat_map(HashMap::values)
            .filter_map(|target| match target {
                Target::Asset(path) => Some(path.clone()),
                _ => None,
            });
        let all = self.sources.assets().map(str::to_owned);
        all.chain(linked).collect()
    }

    fn copied(&self) -> Result<Site, Error> {
        let mut copied = Site::default();
        for asset in self.assets() {
            let bytes = self.sources.asset(&asset)?;
            copied.add(asset, bytes)?;
        }
        Ok(copied)
    }
}

fn count(handbook: &Handbook) -> Counts {
    Counts {
        tracks: handbook.plans.iter().map(|plan| plan.tracks.len()).sum(),
        weeks: handbook.plans.iter().map(Plan::study_weeks).sum(),
        tasks: handbook.plans.iter().map(|plan| plan.tasks.own.len()).sum(),
    }
}
