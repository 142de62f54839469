//! Files of the author's in the places of files that the handbook would make: they stay, and their author is told.

use super::Outlined;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::page_id;
use crate::render::Outputs;
use crate::span::Span;

/// What the names of files that a handbook makes end with, the theme's own apart.
const ENDINGS: [&str; 5] = [".html", ".js", ".txt", ".xml", ".webmanifest"];

/// Reports the files of the handbook's own that are not made.
pub(super) fn report(outlined: &mut Outlined) {
    let handbook = &outlined.handbook;
    let documents = handbook.chapters.iter();
    let mut documents = documents.map(|chapter| &handbook.documents[chapter.document]);
    if let Some(document) = documents.find(|document| page_id(&document.page) == "404") {
        let span = Span::file_start(document.file);
        let told = "this is the page for missing addresses; the handbook's own is not made";
        outlined
            .found
            .push(Diagnostic::new(Code::OwnFile, span, told));
    }
    let assets = outlined.assets();
    let may_be_made = |path: &String| ENDINGS.iter().any(|ending| path.ends_with(ending));
    if !assets.iter().any(may_be_made) {
        return;
    }
    let views = outlined.views();
    let outputs = Outputs::of(&views, outlined.config.base_url.as_deref());
    for route in outputs.routes(None).into_iter().flatten() {
        let path = &route.path;
        if !assets.contains(path) {
            continue;
        }
        outlined.found.push(match route.span {
            None => {
                let own = outlined.source_of(path).to_owned();
                let file = outlined.sources.copied(&own);
                let told = format!("`{path}` is used as it is; the handbook's own is not made");
                Diagnostic::new(Code::OwnFile, Span::file_start(file), told)
            }
            Some(written) => {
                let told = format!("`{path}` is used as it is; the page of this text is not made");
                let mut lost = Diagnostic::new(Code::OwnFile, written, told)
                    .hint("rename one of the two files");
                lost.severity = Severity::Warning;
                lost
            }
        });
    }
}
