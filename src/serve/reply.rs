//! Chooses the answer to a request: a file of the handbook, or one of the preview's own files below `/.prepbook/`.

use std::sync::Arc;

use super::answer::Answer;
use super::handbook::ServedHandbook;
use super::percent::{decoded, encoded};
use super::published::PreviewState;
use super::request::Request;
use super::served::{in_place_of, mark, tag};
use crate::error::Error;
use crate::site::is_page;

/// The folder of the preview's own files. No file of a handbook has a path that begins with a dot.
const OWN: &str = ".prepbook/";

/// The script for live pages.
const SCRIPT: &str = concat!(include_str!("patch.js"), include_str!("live.js"));
/// The style of the script's messages.
const STYLE: &str = include_str!("live.css");
/// Shown until there is a handbook.
const WAITING: &str = include_str!("waiting.html");

/// The answer to a request with an unknown host.
pub(super) fn refused(host: &str) -> Answer {
    let why = format!(
        "This preview does not accept requests for the host `{host}`. Open the address that the terminal shows, or start \
         the preview with `--allow-host {host}` if the host is yours."
    );
    Answer::text(403, &why)
}

/// The answer to a request.
pub(super) fn reply(request: &Request, state: &PreviewState) -> Answer {
    let Some(path) = &request.path else {
        return missing(request, state);
    };
    match path.strip_prefix(OWN) {
        Some(own) => own_file(own, request, state),
        None => handbook_file(path, request, state),
    }
}

/// A file of the handbook.
fn handbook_file(path: &str, request: &Request, state: &PreviewState) -> Answer {
    let Some(book) = state.current().book.clone() else {
        return waiting(request);
    };
    let index;
    let path = if path.is_empty() || path.ends_with('/') {
        index = format!("{path}index.html");
        &index
    } else {
        path
    };
    match book.file(path) {
        Ok(Some(file)) => {
            if is_page(path) && !request.is_head {
                state.opened(path, &file.etag);
            }
            Answer::file(request, (path, &file.etag), Arc::clone(&file.bytes))
        }
        Ok(None) if book.has(&format!("{path}/index.html")) => {
            // Relative, like all addresses of the preview, since a proxy may show it below a path of its own.
            let folder = path.rsplit('/').next().unwrap_or(path);
            Answer::redirect(&format!("./{}/", encoded(folder)))
        }
        Ok(None) => missing(request, state),
        Err(error) => failed(request, &error),
    }
}

/// The answer for a missing file: the handbook's own page for missing addresses, if it has one.
fn missing(request: &Request, state: &PreviewState) -> Answer {
    let Some(book) = state.current().book.clone() else {
        return waiting(request);
    };
    match not_found(&book, request.depth) {
        Some(page) => Answer::new(404, "404.html", page),
        None => Answer::text(404, "file not found"),
    }
}

fn not_found(book: &ServedHandbook, depth: usize) -> Option<Arc<Vec<u8>>> {
    // An error in this page must not hide that the requested one is missing.
    let page = book.file("404.html").ok().flatten()?;
    Some(Arc::new(in_place_of(&page, depth)))
}

fn waiting(request: &Request) -> Answer {
    let page = mark(WAITING.as_bytes(), "", request.depth);
    Answer::new(503, "waiting.html", Arc::new(page))
}

/// A page that the theme could not render; the panel over it shows the error.
fn failed(request: &Request, error: &Error) -> Answer {
    match request.path.as_deref() {
        Some(path) if is_page(path) || path.is_empty() || path.ends_with('/') => waiting(request),
        _ => Answer::text(500, &error.to_string()),
    }
}

/// One of the preview's own files.
fn own_file(path: &str, request: &Request, state: &PreviewState) -> Answer {
    match path {
        "live.js" => text_file(request, "live.js", SCRIPT),
        "live.css" => text_file(request, "live.css", STYLE),
        "events" if !request.is_head => Answer::stream(),
        "now" => {
            let message = state.current().message(None, state.editor());
            Answer::new(200, "now.json", Arc::new(message.into_bytes()))
        }
        "edit" => edit(request, state),
        _ => missing(request, state),
    }
}

/// A text built into the binary, under a name with the right extension.
fn text_file(request: &Request, name: &str, text: &str) -> Answer {
    let bytes = text.as_bytes().to_vec();
    let etag = tag(&bytes);
    Answer::file(request, (name, &etag), Arc::new(bytes))
}

/// A redirect to the editor, at the source of the page in the query.
fn edit(request: &Request, state: &PreviewState) -> Answer {
    let page = request.query.strip_prefix("page=");
    let page = page.and_then(decoded);
    let place = page.and_then(|page| state.current().book.as_ref()?.written_at(&page));
    match place.zip(state.editor()) {
        Some((place, editor)) => Answer::redirect(&editor.address(&place)),
        None => missing(request, state),
    }
}
