//! The whole road on one screen: from the text on the disk to the files of a handbook in memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::check;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Severity, sort};
use crate::document;
use crate::error::Error;
use crate::fix;
use crate::paper;
use crate::plan::{self, Given, Handbook, Target};
use crate::render::{self, Drawing, Theme};
use crate::site::Site;
use crate::source::Sources;
use crate::span::FileId;
use crate::view::{Imprint, Views};

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

/// What is to be printed.
pub struct Wanted<'a> {
    /// The plan, by its id or title; none where there is one only.
    pub plan: Option<&'a str>,
    /// The track, by its id or name; none where there is one only.
    pub track: Option<&'a str>,
    /// What of it, and how.
    pub order: &'a paper::Order,
    /// Finds font files of the system by their names without ending.
    pub find_font: paper::FindFont<'a>,
}

/// What was printed.
pub struct Printed {
    /// The texts that it was made from.
    pub sources: Sources,
    /// The sheets; `None` where the content has errors.
    pub paper: Option<paper::Printed>,
    /// What is wrong with the content, in the order of the source.
    pub found: Vec<Diagnostic>,
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
        course: &config.course,
        has_asset: &has_asset,
    };
    let handbook = plan::outline(documents, &given, &mut found);
    check::run(&handbook, &mut found);
    check::settle(&mut found, &config.checks, &handbook);
    sort(&mut found);
    Outlined {
        sources,
        config,
        handbook,
        found,
    }
}

/// A text that was mended.
pub struct Mended {
    /// The file.
    pub file: FileId,
    /// What it was.
    pub before: String,
    /// What it is to be.
    pub after: String,
    /// How many places were mended.
    pub places: usize,
}

/// How often the mended texts are looked at again: what is mended may bring something else to light.
const ROUNDS: usize = 8;

/// Mends what has one right answer in the handbook at `place`, in memory. What is told is what is left.
///
/// # Errors
///
/// [`Error`] where the machine could not do it.
pub fn mend(place: &Path) -> Result<(Outlined, Vec<Mended>), Error> {
    let mut told = Vec::new();
    let sources = Sources::read(place, &mut told)?;
    let mut outlined = understand(sources, told.clone());
    let mut mended: BTreeMap<FileId, Mended> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let wanted = fix::by_file(&outlined.found);
        let mut sources = outlined.sources;
        let mut changed = false;
        for (file, fixes) in wanted {
            let before = &sources.get(file).text;
            let (after, places) = fix::apply(before, &fixes);
            if places == 0 {
                continue;
            }
            changed = true;
            let whole = mended.entry(file).or_insert_with(|| Mended {
                file,
                before: before.clone(),
                after: String::new(),
                places: 0,
            });
            whole.after.clone_from(&after);
            whole.places += places;
            sources.replace(file, after);
        }
        outlined = understand(sources, told.clone());
        if !changed {
            break;
        }
    }
    Ok((outlined, mended.into_values().collect()))
}

/// Builds the handbook at `place`. `progress` is called with how many editions are drawn, of how many.
///
/// # Errors
///
/// [`Error`] where the machine could not do it; what is wrong with the content is in [`Built::found`].
pub fn build(place: &Path, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Built, Error> {
    let Outlined {
        sources,
        config,
        handbook,
        found,
    } = outline(place)?;
    let counts = count(&handbook);
    let output = match &config.output {
        Some(output) => sources.home.join(output),
        None if sources.has_own_folder() => sources.home.join("output"),
        None => PathBuf::from("output"),
    };
    let broken = found
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    let site = if broken {
        None
    } else {
        Some(draw(&handbook, &config, &sources, progress)?)
    };
    Ok(Built {
        sources,
        site,
        found,
        counts,
        output,
    })
}

/// Prints sheets of the handbook at `place`, of one plan and one track.
///
/// # Errors
///
/// [`Error`] where the machine could not do it, or what is asked for is not there; what is wrong with the content is
/// in [`Printed::found`].
pub fn print(place: &Path, wanted: &Wanted<'_>) -> Result<Printed, Error> {
    let Outlined {
        sources,
        config,
        handbook,
        mut found,
    } = outline(place)?;
    let is_error = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
    let mut paper = None;
    if !found.iter().any(is_error) {
        let mut told = Vec::new();
        paper = Some(sheets((&handbook, &config, &sources), wanted, &mut told)?);
        check::settle(&mut told, &config.checks, &handbook);
        paper = paper.filter(|_| !told.iter().any(is_error));
        found.extend(told);
        sort(&mut found);
    }
    Ok(Printed {
        sources,
        paper,
        found,
    })
}

fn sheets(
    (handbook, config, sources): (&Handbook, &Config, &Sources),
    wanted: &Wanted<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<paper::Printed, Error> {
    let chosen = handbook.choose(wanted.plan, wanted.track);
    let edition = chosen.map_err(|none| Error::NotThere {
        asked: none.asked,
        hint: none.hint,
    })?;
    let imprint = imprint(config);
    let theme = Theme::load(&config.theme.name, &sources.home.join("themes"))?
        .for_paper(&imprint.language)?;
    let views = Views::of(handbook, config.base_url.as_deref());
    let given = paper::Given {
        editor: &views.editors().swap_remove(edition),
        site: &views.site(imprint),
        base_url: config.base_url.as_deref(),
        theme: &paper::Theme {
            name: theme.name,
            sheets: theme.sheets,
            default_sheets: theme.default_sheets,
            words: theme.words,
            fonts: theme.fonts,
        },
        find_font: wanted.find_font,
    };
    paper::print(&given, wanted.order, found)
}

fn imprint(config: &Config) -> Imprint {
    Imprint {
        author: config.author.clone(),
        language: config.language.clone().unwrap_or_else(|| "en".to_owned()),
        logo: config.theme.logo.clone(),
    }
}

fn draw(
    handbook: &Handbook,
    config: &Config,
    sources: &Sources,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Site, Error> {
    let theme = Theme::load(&config.theme.name, &sources.home.join("themes"))?
        .with_accent(config.theme.accent.as_deref());
    let base_url = config.base_url.as_deref();
    let views = Views::of(handbook, base_url);
    let drawing = Drawing {
        theme: &theme,
        site: views.site(imprint(config)),
        base_url,
        progress,
    };
    let mut copied = Site::default();
    for asset in assets(handbook, sources) {
        let bytes = sources.asset(&asset)?;
        copied.add(asset, bytes)?;
    }
    render::render(&views, &drawing, copied)
}

/// The files that are copied as they are: all of a content folder's, and of what lies beside a bare plan
/// only what it shows.
fn assets(handbook: &Handbook, sources: &Sources) -> std::collections::BTreeSet<String> {
    let linked = handbook
        .links
        .iter()
        .flat_map(std::collections::HashMap::values)
        .filter_map(|target| match target {
            Target::Asset(path) => Some(path.clone()),
            _ => None,
        });
    sources.assets().map(str::to_owned).chain(linked).collect()
}

fn count(handbook: &Handbook) -> Counts {
    Counts {
        tracks: handbook.plans.iter().map(|plan| plan.tracks.len()).sum(),
        weeks: handbook.plans.iter().map(|plan| plan.weeks.len()).sum(),
        tasks: handbook.plans.iter().map(|plan| plan.tasks.own.len()).sum(),
    }
}
