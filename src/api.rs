//! What a program that embeds prepbook uses.

use std::fmt;
use std::path::Path;

use serde_json::Value;

use crate::diagnostic::Severity;
use crate::error::Error;
use crate::pipeline::{self, Outlined};
use crate::report::Position;
use crate::site::Site;

/// A problem in the author's text. `{}` shows it in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The stable name of its kind, such as `dead-link`; `docs/checks.md` lists all of them.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in the author's words.
    pub message: String,
    /// How to fix it.
    pub hint: Option<String>,
    /// Where it is.
    pub place: Position,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Position {
            path, line, column, ..
        } = &self.place;
        let Self { code, message, .. } = self;
        let severity = self.severity.name();
        write!(f, "{path}:{line}:{column}: {severity}[{code}]: {message}")?;
        match &self.hint {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

/// A handbook in memory.
#[derive(Debug)]
#[non_exhaustive]
pub struct Build {
    /// Its files; `None` if the content has errors.
    pub site: Option<Site>,
    /// Problems in the content, in the order of the source.
    pub problems: Vec<Problem>,
}

/// How a handbook was read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct HandbookOutline {
    /// Plans with their phases, weeks, days, blocks and tasks, in the format of `docs/outline.md`.
    pub json: Value,
    /// Problems in the content, in the order of the source.
    pub problems: Vec<Problem>,
}

/// Builds the handbook at a place in memory: a Markdown file, or a folder with a `handbook.yaml` or a `content` folder.
///
/// ```
/// # let folder = tempfile::tempdir()?;
/// # let plan = folder.path().join("plan.md");
/// std::fs::write(&plan, "# Plan\n\n## Week 1\n\n### Monday\n\n- [ ] Read (30 min)\n")?;
/// let site = prepbook::build(&plan)?.site.expect("the plan has no errors");
/// assert!(site.get("plan/week-1.html").is_some());
/// for (path, bytes) in site.iter() {
///     println!("{path}: {} bytes", bytes.len());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`Error`] if a file or the theme cannot be read.
pub fn build(place: impl AsRef<Path>) -> Result<Build, Error> {
    let (outlined, site) = pipeline::build(place.as_ref())?;
    Ok(Build {
        site,
        problems: problems(&outlined),
    })
}

/// The problems in the content at a place, in the order of the source.
///
/// ```
/// # let folder = tempfile::tempdir()?;
/// # let plan = folder.path().join("plan.md");
/// std::fs::write(&plan, "# Plan\n\n## Week 1\n\n### Monday\n\n- [ ] Read [this](gone.md)\n")?;
/// let problems = prepbook::check(&plan)?;
/// assert_eq!(problems[0].code, "dead-link");
/// assert_eq!((problems[0].place.line, problems[0].place.column), (7, 12));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`Error`] if a file cannot be read.
pub fn check(place: impl AsRef<Path>) -> Result<Vec<Problem>, Error> {
    Ok(problems(&pipeline::outline(place.as_ref())?))
}

/// How the handbook at a place is read.
///
/// ```
/// # let folder = tempfile::tempdir()?;
/// # let plan = folder.path().join("plan.md");
/// std::fs::write(&plan, "# Plan\n\n## Week 1\n\n### Monday\n\n- [ ] Read (30 min)\n")?;
/// let outline = prepbook::outline(&plan)?;
/// let week = &outline.json["plans"][0]["weeks"][0];
/// assert_eq!(week["days"][0]["label"], "Monday");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`Error`] if a file cannot be read.
pub fn outline(place: impl AsRef<Path>) -> Result<HandbookOutline, Error> {
    let outlined = pipeline::outline(place.as_ref())?;
    Ok(HandbookOutline {
        json: crate::outline::json(&outlined),
        problems: problems(&outlined),
    })
}

fn problems(outlined: &Outlined) -> Vec<Problem> {
    let problems = outlined.diagnostics.iter().map(|problem| Problem {
        code: problem.code.name(),
        severity: problem.severity,
        message: problem.message.clone(),
        hint: problem.hint.clone(),
        place: Position::of(problem.span, &outlined.sources),
    });
    problems.collect()
}
