//! All stages in order: from the text on the disk to the files of a handbook in memory.

mod aliases;
mod draft;
mod edit;
mod eject;
mod export;
mod fix;
mod identity;
mod narrow;
mod outlined;
mod own;
mod print;
mod schemas;
mod step;
mod theme_files;

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::check;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, sort};
use crate::document::{self, ParsedTexts};
use crate::error::Error;
use crate::ledger::Ledger;
use crate::plan::Layout;
use crate::reading::{self, HandbookContext, PastReading};
use crate::render::{Outputs, RenderInput};
use crate::site::{FileIndex, Sink, Site};
use crate::source::{Input, Sources};
use crate::system::names::published;
use crate::theme::Theme;
use crate::view::Views;

pub use crate::config::base_url;
pub use crate::render::{Renderer, Templates};
pub use draft::Draft;
pub use eject::{OwnTheme, default_theme, own_theme};
pub use export::{ExportRequest, Exported, export};
pub use fix::{FixedText, fix};
pub use identity::LockChange;
pub use outlined::{Counts, Outlined};
pub use print::{PlannerRequest, PrintRequest, Printed, print};
pub use schemas::{configuration_schema, front_matter_schema};
pub use step::Step;

/// Reads the handbook at a place and checks it.
///
/// # Errors
///
/// [`Error`] if it cannot be read; problems in the content are in [`Outlined::diagnostics`].
pub fn outline<'a>(input: impl Into<Input<'a>>) -> Result<Outlined, Error> {
    let mut diagnostics = Vec::new();
    let sources = Sources::read(input, &mut diagnostics)?;
    Ok(outline_sources(sources, diagnostics))
}

/// Reads the handbook at a place, as [`outline`], and in parallel the theme's templates. `ended` is called after each
/// step.
///
/// # Errors
///
/// [`Error`] as of [`outline`]. An error of the theme is returned separately, to report the content first.
pub fn outline_with_templates<'a>(
    input: impl Into<Input<'a>>,
    ended: &(dyn Fn(Step) + Sync),
) -> Result<(Outlined, Result<Templates, Error>), Error> {
    let mut diagnostics = Vec::new();
    let sources = Sources::read(input, &mut diagnostics)?;
    let config = Config::read(&sources, &mut diagnostics);
    let theme = theme(&config, &sources);
    ended(Step::Files);
    Ok(rayon::join(
        || outline_with(config, (sources, diagnostics), None, ended),
        || Templates::of(theme?),
    ))
}

fn theme(config: &Config, sources: &Sources) -> Result<Theme, Error> {
    let theme = &config.theme;
    let loaded = Theme::load(&theme.name, &sources.home.join("themes"))?;
    Ok(loaded.with_accent(theme.accent.as_deref()))
}

/// Reads the handbook from its texts. `diagnostics` has the diagnostics from reading the files.
fn outline_sources(sources: Sources, mut diagnostics: Vec<Diagnostic>) -> Outlined {
    let config = Config::read(&sources, &mut diagnostics);
    outline_with(config, (sources, diagnostics), None, &|_| ())
}

/// What was read last time, so the next time what did not change is not read again. Copies share it.
#[derive(Clone, Debug, Default)]
pub struct Past {
    texts: ParsedTexts,
    reading: PastReading,
}

/// Reads the handbook at a place, as [`outline`]. What did not change is taken from `past`, and everything is kept there
/// for the next time.
///
/// # Errors
///
/// [`Error`] as of [`outline`].
pub fn outline_again<'a>(input: impl Into<Input<'a>>, past: &mut Past) -> Result<Outlined, Error> {
    let mut diagnostics = Vec::new();
    let sources = Sources::read(input, &mut diagnostics)?;
    let config = Config::read(&sources, &mut diagnostics);
    Ok(outline_with(
        config,
        (sources, diagnostics),
        Some(past),
        &|_| (),
    ))
}

/// Reads the handbook from its texts and its configuration. With `past`, what did not change is taken from there, and
/// everything is kept there for the next time.
fn outline_with(
    config: Config,
    (sources, mut diagnostics): (Sources, Vec<Diagnostic>),
    past: Option<&mut Past>,
    ended: &dyn Fn(Step),
) -> Outlined {
    let (texts, past_reading) = past
        .map(|past| (&mut past.texts, &mut past.reading))
        .unzip();
    let documents = document::parse(&sources, config.html, texts, &mut diagnostics);
    ended(Step::Documents);
    let has_asset = |path: &str| sources.has_asset(path);
    let given = HandbookContext {
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
        cohorts: &config.cohorts,
        has_asset: &has_asset,
        picture_size: &|path| sources.picture_size(path),
        remote: &config.remote,
    };
    let handbook = reading::read(documents, &given, past_reading, &mut diagnostics);
    ended(Step::Plans);
    check::run(&handbook, &mut diagnostics);
    ended(Step::Checks);
    let mut outlined = Outlined {
        sources,
        config,
        ledger: Ledger::default(),
        handbook,
        diagnostics,
        renamed: BTreeMap::new(),
    };
    identity::settle(&mut outlined);
    ended(Step::Ids);
    outlined.renamed = outlined
        .copied()
        .map(|path| (published(&path), path))
        .filter(|(to, path)| to != path)
        .collect();
    own::report(&mut outlined);
    aliases::report(&mut outlined);
    theme_files::report(&mut outlined);
    let Outlined {
        diagnostics,
        config,
        handbook,
        ..
    } = &mut outlined;
    check::settle(diagnostics, &config.checks, handbook);
    sort(diagnostics);
    outlined
}

/// Builds the handbook at a place in memory. There are no files if the content has errors.
///
/// # Errors
///
/// [`Error`] if it cannot be built; problems in the content are in [`Outlined::diagnostics`].
pub fn build<'a>(input: impl Into<Input<'a>>) -> Result<(Outlined, Option<Site>), Error> {
    let (outlined, templates) = outline_with_templates(input, &|_| ())?;
    if outlined.is_broken() {
        return Ok((outlined, None));
    }
    let files = Mutex::new(Site::default());
    outlined.render(templates?, &files, &|_, _| ())?;
    Ok((outlined, files.into_inner().ok()))
}

impl Outlined {
    /// Renders the files of the handbook, which must have no errors, with `templates`, and adds them to `sink`.
    /// `progress` is called with the number of rendered outputs and their total. Returns an index of the files.
    ///
    /// # Errors
    ///
    /// [`Error`] if the theme fails, if a file cannot be read, or if the sink fails.
    pub fn render(
        &self,
        templates: Templates,
        sink: &dyn Sink,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<FileIndex, Error> {
        let views = self.views();
        let renderer = Renderer::new(templates, &self.sites(&views))?;
        self.with_outputs((&views, &renderer), |outputs, input| {
            outputs.render_all(input, sink, progress)
        })
    }

    /// Calls `work` with the outputs, and with the input for rendering them.
    fn with_outputs<R>(
        &self,
        (views, renderer): (&Views<'_>, &Renderer),
        work: impl FnOnce(&Outputs<'_>, &RenderInput<'_>) -> R,
    ) -> R {
        let outputs = self.outputs(views);
        let input = RenderInput {
            renderer,
            edit: &self.edit_addresses(&outputs),
            copied: &self.assets(),
            read: &|path| self.sources.asset(self.source_of(path)),
        };
        work(&outputs, &input)
    }
}
