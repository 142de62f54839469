//! Prints a PDF: from the text on the disk to the sheets of one plan and track.

use super::outline;
use super::outlined::Outlined;
use crate::check;
use crate::diagnostic::{Diagnostic, sort};
use crate::error::Error;
use crate::paper;
use crate::source::{Input, Sources};

/// A print request.
pub struct PrintRequest<'a> {
    /// The plan, by its id or title; `None` if there is only one.
    pub plan: Option<&'a str>,
    /// The track, by its id or name; `None` if there is only one.
    pub track: Option<&'a str>,
    /// The part to print, and the options.
    pub order: &'a paper::Order,
    /// Whether to make a planner of all of the plan.
    pub planner: Option<PlannerRequest<'a>>,
    /// Finds system font files by their names without extension.
    pub find_font: paper::FindFont<'a>,
}

/// A request for a planner.
#[derive(Clone, Copy)]
pub struct PlannerRequest<'a> {
    /// The list of an earlier planner, whose pages keep their numbers.
    pub kept: Option<&'a paper::PageList>,
}

/// The result of a print.
pub struct Printed {
    /// The texts that it was made from.
    pub sources: Sources,
    /// The sheets; `None` if the content has errors.
    pub paper: Option<paper::PrintedSheets>,
    /// Problems in the content, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
}

/// Prints sheets of the handbook at a place, of one plan and one track.
///
/// # Errors
///
/// [`Error`] if the handbook cannot be read or printed, or a requested part does not exist; problems in the content are
/// in [`Printed::diagnostics`].
pub fn print<'a>(input: impl Into<Input<'a>>, wanted: &PrintRequest<'_>) -> Result<Printed, Error> {
    let mut outlined = outline(input)?;
    let mut paper = None;
    if !outlined.is_broken() {
        let mut reported = Vec::new();
        let sheets = sheets(&outlined, wanted, &mut reported)?;
        check::settle(&mut reported, &outlined.config.checks, &outlined.handbook);
        outlined.diagnostics.extend(reported);
        sort(&mut outlined.diagnostics);
        paper = (!outlined.is_broken()).then_some(sheets);
    }
    Ok(Printed {
        sources: outlined.sources,
        paper,
        diagnostics: outlined.diagnostics,
    })
}

fn sheets(
    outlined: &Outlined,
    wanted: &PrintRequest<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<paper::PrintedSheets, Error> {
    let chosen = outlined.handbook.choose(wanted.plan, wanted.track);
    let edition = chosen.map_err(super::export::not_there)?;
    let views = outlined.views();
    let sites = outlined.sites(&views);
    let views = views.edition_views().swap_remove(edition);
    let theme = super::theme(&outlined.config, &outlined.sources)?;
    let input = paper::PrintInput {
        site: &sites[views.locale()],
        views: &views,
        base_url: outlined.config.base_url.as_deref(),
        theme: &theme,
        find_font: wanted.find_font,
    };
    match wanted.planner {
        Some(planner) => paper::planner(&input, wanted.order, planner.kept, diagnostics),
        None => paper::print(&input, wanted.order, diagnostics),
    }
}
