//! Reports authors' files that replace files the handbook would generate.

use std::collections::{BTreeMap, BTreeSet};

use super::outlined::Outlined;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::page_id;
use crate::span::Span;
use crate::system::names;

/// The hint for files that cannot both be published.
const RENAME: &str = "rename one of the two files";

/// The extensions of generated files, except the theme's own.
const ENDINGS: [&str; 6] = [".html", ".md", ".js", ".txt", ".xml", ".webmanifest"];

/// Reports the generated files that are replaced.
pub(super) fn report(outlined: &mut Outlined) {
    let handbook = &outlined.handbook;
    let documents = handbook.chapters.iter();
    let mut documents = documents.map(|chapter| &handbook.documents[chapter.document]);
    if let Some(document) = documents.find(|document| page_id(&document.page) == "404") {
        let span = Span::file_start(document.file);
        let message = "this document replaces the 404 page that prepbook would generate";
        outlined
            .diagnostics
            .push(Diagnostic::new(Code::OwnFile, span, message));
    }
    let assets = outlined.assets();
    report_twins(outlined);
    report_folders(outlined, &assets);
    let may_be_made = |path: &String| {
        path.contains(".html/") || ENDINGS.iter().any(|ending| path.ends_with(ending))
    };
    if !assets.iter().any(may_be_made) {
        return;
    }
    let views = outlined.views();
    let outputs = outlined.outputs(&views);
    for route in outputs.routes(None).into_iter().flatten() {
        let path = &route.path;
        let inside = format!("{path}/");
        let next = assets.range(inside.clone()..).next();
        if let Some(asset) = next.filter(|asset| asset.starts_with(&inside)) {
            let message = format!("the folder of this file has the path of the page `{path}`");
            same_page(outlined, asset, message);
        }
        if !assets.contains(path) {
            continue;
        }
        outlined.diagnostics.push(match route.span {
            None => {
                let own = outlined.source_of(path).to_owned();
                let file = outlined.sources.copied(&own);
                let message = format!("`{path}` replaces the file that prepbook would generate");
                Diagnostic::new(Code::OwnFile, Span::file_start(file), message)
            }
            Some(written) => {
                let message = format!("`{path}` replaces the page of this document");
                let mut lost = Diagnostic::new(Code::OwnFile, written, message).hint(RENAME);
                lost.severity = Severity::Warning;
                lost
            }
        });
    }
}

/// Reports files that would be published at one path because their names differ only in spelling.
fn report_twins(outlined: &mut Outlined) {
    let copied: BTreeSet<String> = outlined.copied().collect();
    let mut published: BTreeMap<String, &String> = BTreeMap::new();
    let mut twins = Vec::new();
    for path in &copied {
        if let Some(first) = published.insert(names::published(path), path) {
            twins.push((path.clone(), first.clone()));
        }
    }
    for (path, first) in twins {
        let message = format!("`{path}` and `{first}` would be published at the same path");
        let span = Span::file_start(outlined.sources.copied(&path));
        let first = Span::file_start(outlined.sources.copied(&first));
        let twin = Diagnostic::new(Code::SamePage, span, message);
        let twin = twin.label(first, "the other file").hint(RENAME);
        outlined.diagnostics.push(twin);
    }
}

/// Reports files at the paths of folders with pages in them.
fn report_folders(outlined: &mut Outlined, assets: &BTreeSet<String>) {
    let handbook = &outlined.handbook;
    let documents = handbook.chapters.iter();
    let documents = documents.map(|chapter| page_id(&handbook.documents[chapter.document].page));
    let plans = handbook.plans.iter();
    let plans = plans.map(|plan| format!("{}/index", plan.id));
    let mut folders = BTreeSet::new();
    for page in documents.chain(plans) {
        folders.extend(page.match_indices('/').map(|(at, _)| page[..at].to_owned()));
    }
    for path in assets.intersection(&folders) {
        let message =
            format!("`{path}` is a folder of pages in the handbook, so no file can have this path");
        same_page(outlined, path, message);
    }
}

fn same_page(outlined: &mut Outlined, published: &str, message: String) {
    let own = outlined.source_of(published).to_owned();
    let span = Span::file_start(outlined.sources.copied(&own));
    let error = Diagnostic::new(Code::SamePage, span, message);
    outlined
        .diagnostics
        .push(error.hint("rename the file or the folder"));
}
