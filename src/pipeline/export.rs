//! Exports an edition: from the text on the disk to a file for another program.

use super::outline;
use super::outlined::Outlined;
use crate::diagnostic::Diagnostic;
use crate::edition::ChoiceError;
use crate::error::Error;
use crate::export::{self, ExportFormat, ExportWords};
use crate::paper::When;
use crate::source::{Input, Sources};

/// A request for an edition in the format of another program.
pub struct ExportRequest<'a> {
    /// The plan, by its id or title; `None` if there is only one.
    pub plan: Option<&'a str>,
    /// The track, by its id or name; `None` if there is only one.
    pub track: Option<&'a str>,
    /// The level, by its id or name; `None` for all.
    pub level: Option<&'a str>,
    /// When the plan is done.
    pub when: When,
    /// The format.
    pub format: ExportFormat,
}

/// The result of an export.
pub struct Exported {
    /// The texts that it was made from.
    pub sources: Sources,
    /// The file; `None` if the content has errors.
    pub text: Option<String>,
    /// Problems in the content, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
}

/// Exports one plan and one track of the handbook at a place.
///
/// # Errors
///
/// [`Error`] if the handbook cannot be read, or a requested part does not exist; problems in the content are in
/// [`Exported::diagnostics`].
pub fn export<'a>(
    input: impl Into<Input<'a>>,
    wanted: &ExportRequest<'_>,
) -> Result<Exported, Error> {
    let outlined = outline(input)?;
    let text = if outlined.is_broken() {
        None
    } else {
        Some(edition(&outlined, wanted)?)
    };
    Ok(Exported {
        sources: outlined.sources,
        text,
        diagnostics: outlined.diagnostics,
    })
}

fn edition(outlined: &Outlined, wanted: &ExportRequest<'_>) -> Result<String, Error> {
    let chosen = outlined.handbook.choose(wanted.plan, wanted.track);
    let chosen = chosen.map_err(not_there)?;
    let views = outlined.views();
    let views = views.edition_views().swap_remove(chosen);
    let calendar = wanted.when.calendar(&views);
    if calendar.is_none() && matches!(wanted.format, ExportFormat::Calendar(_)) {
        return Err(Error::NotThere {
            asked: "this plan has no start date, so its days have no dates".to_owned(),
            hint: "set one with --start or --interview, or with `start_date` in handbook.yaml"
                .to_owned(),
        });
    }
    let mut edition = views.export(calendar.as_ref());
    if let Some(level) = wanted.level {
        let level = views.choose_level(level).map_err(not_there)?;
        edition = edition.for_level(&level);
    }
    let theme = super::theme(&outlined.config, &outlined.sources)?;
    let language = &outlined.handbook.locales[views.locale()].language;
    let words = theme.words(language)?;
    Ok(export::export(
        &edition,
        wanted.format,
        &ExportWords::of(&words),
    ))
}

/// The error of a choice that failed.
pub(super) fn not_there(none: ChoiceError) -> Error {
    Error::NotThere {
        asked: none.asked,
        hint: none.hint,
    }
}
