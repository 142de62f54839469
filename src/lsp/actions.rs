//! Fixes: of a problem at a place, and of all problems in a text that have only one possible fix.

use std::collections::BTreeMap;

use lsp_types::{
    CodeActionContext, CodeActionKind, CodeActionParams, CodeActionTriggerKind, Range,
};
use serde_json::{Value, json};

use super::context::TextContext;
use super::edits::{line_changes, workspace_edit};
use super::problems::problem;
use crate::diagnostic::{Diagnostic, Fix};
use crate::fix;
use crate::pipeline::FixedText;

/// The most characters of a text that a title shows.
const LONGEST: usize = 40;

/// The fixes of the problems in a range.
pub(super) fn fixes(context: &mut TextContext<'_>, params: &CodeActionParams) -> Vec<Value> {
    if !wants(&params.context, &CodeActionKind::QUICKFIX) {
        return Vec::new();
    }
    let outlined = context.outlined;
    let own = outlined
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.span.file == context.file && !diagnostic.fixes.is_empty());
    let own: Vec<&Diagnostic> = own.collect();
    let mut actions = Vec::new();
    for diagnostic in own {
        let range = context.texts.range(diagnostic.span);
        if touches(range, params.range) {
            actions.extend(quick_fix(context, diagnostic));
        }
    }
    actions
}

fn quick_fix(context: &mut TextContext<'_>, diagnostic: &Diagnostic) -> Option<Value> {
    let file = diagnostic.fixes.first()?.span.file;
    let source = context.outlined.sources.get(file);
    let applied = fix::apply(source.written(), &[diagnostic]);
    let changes = applied.changes().into_iter();
    let changes: Vec<_> = changes
        .map(|(range, right)| (range, right.to_owned()))
        .collect();
    if changes.is_empty() {
        return None;
    }
    let shown = problem(diagnostic, &mut context.texts, context.client);
    let changes = BTreeMap::from([(file, changes)]);
    Some(json!({
        "title": title(&diagnostic.fixes, diagnostic.code.name()),
        "kind": CodeActionKind::QUICKFIX,
        "diagnostics": [shown],
        "isPreferred": true,
        "edit": workspace_edit(changes, &mut context.texts),
    }))
}

/// Whether the client wants to know how to fix everything: it asks for it, or its user asks for any action.
pub(super) fn wants_all(context: &CodeActionContext) -> bool {
    let is_asked =
        context.only.is_some() || context.trigger_kind != Some(CodeActionTriggerKind::AUTOMATIC);
    is_asked && wants(context, &CodeActionKind::SOURCE_FIX_ALL)
}

/// The action that makes all changes in a text; `None` if there are none.
pub(super) fn fix_all(context: &mut TextContext<'_>, fixed: &[FixedText]) -> Option<Value> {
    let own = fixed.iter().find(|text| text.file == context.file)?;
    let changes = line_changes(&own.before, &own.after);
    let changes = BTreeMap::from([(context.file, changes)]);
    Some(json!({
        "title": "Fix all problems with only one possible fix",
        "kind": CodeActionKind::SOURCE_FIX_ALL,
        "edit": workspace_edit(changes, &mut context.texts),
    }))
}

/// Whether the client wants actions of a kind, or of a more general one.
fn wants(context: &CodeActionContext, kind: &CodeActionKind) -> bool {
    let is_general = |wanted: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(wanted.as_str());
        rest.is_some_and(|rest| {
            wanted.as_str().is_empty() || rest.is_empty() || rest.starts_with('.')
        })
    };
    let only = context.only.as_ref();
    only.is_none_or(|only| only.iter().any(is_general))
}

fn touches(one: Range, other: Range) -> bool {
    one.start <= other.end && other.start <= one.end
}

/// What a fix does.
fn title(fixes: &[Fix], code: &str) -> String {
    let is_shown = |text: &str| text.chars().count() <= LONGEST && !text.contains(['\n', '`']);
    match fixes {
        [fix] if is_shown(&fix.wrong) && is_shown(&fix.right) => {
            match (fix.wrong.as_str(), fix.right.as_str()) {
                ("", right) => format!("Insert `{right}`"),
                (wrong, "") => format!("Remove `{wrong}`"),
                (wrong, right) => format!("Replace `{wrong}` with `{right}`"),
            }
        }
        _ => format!("Fix `{code}`"),
    }
}
