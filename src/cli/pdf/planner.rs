//! The list of a planner's pages, which is read with `--keep` and written beside the PDF.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::paper::{LIST_BEGINNING, PageList};
use crate::{site, source};

/// Reads a list; returns it with its text.
pub(super) fn read(file: &Path) -> Result<(PageList, String), Error> {
    let bytes = source::read(file)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    match PageList::parse(&text) {
        Ok(list) => Ok((list, text)),
        Err(damage) => Err(Error::PageList {
            path: file.to_owned(),
            line: damage.line,
            why: damage.message,
            help: damage.help,
        }),
    }
}

/// The place of the list beside a PDF: `plan.pages` for `plan.pdf`.
pub(super) fn list_file(pdf: &Path) -> PathBuf {
    let is_pdf = pdf
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
    if is_pdf {
        return pdf.with_extension("pages");
    }
    let mut name = pdf.as_os_str().to_owned();
    name.push(".pages");
    PathBuf::from(name)
}

/// Refuses to replace a list with one that does not keep its pages, since a tablet may have notes on them.
pub(super) fn check(file: &Path, kept: Option<&str>) -> Result<(), Error> {
    let refused = |why: &str, help: String| {
        Err(Error::OutputRefused {
            path: file.to_owned(),
            why: why.to_owned(),
            help,
        })
    };
    if file.symlink_metadata().is_err() {
        return Ok(());
    }
    let bytes = source::read(file)?;
    let name = file.display();
    match kept {
        Some(kept) if bytes == kept.as_bytes() => Ok(()),
        Some(_) => refused(
            "it lists the pages of another planner",
            format!("keep its pages with --keep {name}, or write to another file"),
        ),
        None => refused(
            "it lists the pages of a planner that may have notes on them",
            format!("keep their numbers with --keep {name}, or remove it to number all pages anew"),
        ),
    }
}

/// Writes a list. The PDF is written after it: a list with pages that no PDF has does no harm.
pub(super) fn write(list: &PageList, file: &Path) -> Result<(), Error> {
    site::write_file(list.text().as_bytes(), file, LIST_BEGINNING.as_bytes())
}
