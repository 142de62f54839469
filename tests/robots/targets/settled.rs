//! What holds for everything that was read: positions, reports, fixes.

use prepbook::rooms::diagnostic::Diagnostic;
use prepbook::rooms::pipeline::{self, Outlined};
use prepbook::rooms::report::{self, ColorMode, Detail};
use prepbook::rooms::source::{Input, Sources};
use prepbook::rooms::span::Span;

use super::ensure;

/// Checks the positions of all diagnostics, and that each can be reported.
pub fn diagnostics(diagnostics: &[Diagnostic], sources: &Sources) -> Result<(), String> {
    for diagnostic in diagnostics {
        let name = diagnostic.code.name();
        let is_inside = |span: &Span| sources.get(span.file).text.get(span.range()).is_some();
        let fixes = diagnostic.fixes.iter().map(|fix| &fix.span);
        let labels = diagnostic.labels.iter().map(|(span, _)| span);
        for span in std::iter::once(&diagnostic.span).chain(labels).chain(fixes) {
            ensure(is_inside(span), || format!("position of {name}: {span:?}"))?;
        }
        let is_line = !diagnostic.message.is_empty() && !diagnostic.message.contains(['\n', '\r']);
        ensure(is_line, || {
            format!("message of {name}: {:?}", diagnostic.message)
        })?;
        report::github(diagnostic, sources);
    }
    report::json(diagnostics, sources);
    report::sarif(diagnostics, sources, |_| "");
    report::list(diagnostics, sources, ColorMode::Plain, Detail::Grouped);
    report::list(diagnostics, sources, ColorMode::Plain, Detail::Full);
    Ok(())
}

/// Checks that fixing what is at a place leaves nothing to fix. `again` reads the fixed text.
pub fn fixes(
    input: Input<'_>,
    again: impl FnOnce(&Outlined, &[pipeline::FixedText]) -> Result<Vec<pipeline::FixedText>, String>,
) -> Result<(), String> {
    let (outlined, fixed) = pipeline::fix(input).map_err(|error| format!("fix: {error}"))?;
    diagnostics(&outlined.diagnostics, &outlined.sources)?;
    for text in &fixed {
        ensure(text.before != text.after, || {
            format!("fix without a change: {:?}", text.after)
        })?;
    }
    let left = prepbook::rooms::fix::by_file(&outlined.diagnostics);
    for (file, problems) in left {
        let text = outlined.sources.get(file).written();
        let applied = prepbook::rooms::fix::apply(text, &problems);
        let message = applied.problems.first().map(|problem| &problem.message);
        ensure(message.is_none(), || {
            format!("fix that stays: {message:?} in {text:?}")
        })?;
    }
    if fixed.is_empty() {
        return Ok(());
    }
    let twice = again(&outlined, &fixed)?;
    ensure(twice.is_empty(), || {
        format!(
            "fix twice: {:?} became {:?}",
            twice[0].before, twice[0].after
        )
    })
}
