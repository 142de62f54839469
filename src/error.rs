//! Failures of the system or of the program's setup. Problems in the author's text are
//! [`Diagnostic`](crate::diagnostic::Diagnostic)s instead.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a command could not run.
#[derive(Debug)]
pub enum Error {
    /// A file or a folder could not be read.
    Read {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// A file or a folder could not be written.
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// A file was changed by another program while it was being fixed.
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The preview cannot be served at an address.
    Listen {
        /// Host and port.
        address: String,
        /// The system's error.
        source: io::Error,
    },
    /// A place has no content for a handbook.
    NothingToBuild {
        /// The place.
        path: PathBuf,
        /// What is missing.
        why: &'static str,
    },
    /// There is a configuration, but no content folder beside it.
    NoContent {
        /// The configuration.
        configuration: PathBuf,
        /// The expected name of the folder.
        wanted: String,
        /// The name of a folder that may have been meant.
        near: Option<String>,
    },
    /// The output folder cannot be used without changing files that prepbook did not write.
    OutputRefused {
        /// The output folder, or the file in it that is in the way.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
        /// How to fix it.
        help: String,
    },
    /// A document is empty, and the last build wrote pages of it.
    Emptied {
        /// The document.
        path: PathBuf,
        /// How many of the pages would be removed.
        pages: usize,
    },
    /// Two outputs would be written to the same file.
    TwoOwners {
        /// Its path below the output folder.
        path: String,
    },
    /// The theme was not found, or one of its templates does not work.
    Theme {
        /// The theme, or the file of it with the error.
        name: String,
        /// The error, with its position in the template if there is one.
        message: String,
    },
    /// A requested part is not in the handbook, or the request is ambiguous.
    NotThere {
        /// The problem with the request, in terms of the command line.
        asked: String,
        /// The available choices.
        hint: String,
    },
    /// The list of a planner's pages cannot be used.
    PageList {
        /// The list.
        path: PathBuf,
        /// The number of the line with the problem, from 1.
        line: usize,
        /// The problem.
        why: String,
        /// How to fix it.
        help: &'static str,
    },
    /// The PDF could not be created.
    Paper {
        /// The error.
        message: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, source } => write!(f, "cannot read {}: {source}", path.display()),
            Self::Write { path, source } => write!(f, "cannot write {}: {source}", path.display()),
            Self::Changed { path } => write!(
                f,
                "{} changed while it was being fixed, and was left as it is\n  = help: run the command again",
                path.display()
            ),
            Self::Listen { address, source } if source.kind() == io::ErrorKind::AddrInUse => {
                write!(
                    f,
                    "cannot serve at {address}: this port is in use\n  = help: choose another port with --port, or omit --port to use \
                 the next free one"
                )
            }
            Self::Listen { address, source } => write!(f, "cannot serve at {address}: {source}"),
            Self::NothingToBuild { path, why } => {
                write!(f, "nothing to build in {}: {why}", path.display())
            }
            Self::NoContent {
                configuration,
                wanted,
                near,
            } => no_content(f, (configuration, wanted), near.as_deref()),
            Self::Emptied { path, pages } => emptied(f, path, *pages),
            Self::OutputRefused { path, why, help } => {
                write!(
                    f,
                    "will not write to {}: {why}\n  = help: {help}",
                    path.display()
                )
            }
            Self::TwoOwners { path } => write!(
                f,
                "two pages would be written to {path}\n  = help: rename a document or a heading"
            ),
            Self::NotThere { asked, hint } => write!(f, "{asked}\n  = help: {hint}"),
            Self::PageList {
                path,
                line,
                why,
                help,
            } => page_list(f, (path, *line), (why, help)),
            Self::Paper { message } => write!(f, "cannot create the PDF: {message}"),
            Self::Theme { name, message } => write!(f, "theme {name}: {message}"),
        }
    }
}

fn no_content(
    f: &mut fmt::Formatter<'_>,
    (configuration, wanted): (&Path, &str),
    near: Option<&str>,
) -> fmt::Result {
    let place = configuration.display();
    write!(
        f,
        "folder `{wanted}/` not found next to {place}\n  = help: "
    )?;
    match near {
        Some(near) => write!(f, "did you mean `{near}/`? Rename it to `{wanted}/`"),
        None => write!(
            f,
            "put the documents into `{wanted}/`; other files are not published"
        ),
    }
}

fn emptied(f: &mut fmt::Formatter<'_>, path: &Path, pages: usize) -> fmt::Result {
    let pages = match pages {
        1 => "1 page".to_owned(),
        pages => format!("{pages} pages"),
    };
    write!(
        f,
        "{} is empty, so this build would remove {pages} that the last build made from it\n  = help: restore the text; to \
         build without it, delete the document, or remove the output folder first",
        path.display()
    )
}

fn page_list(
    f: &mut fmt::Formatter<'_>,
    (path, line): (&Path, usize),
    (why, help): (&str, &str),
) -> fmt::Result {
    let path = path.display();
    write!(
        f,
        "cannot keep the pages of {path}: line {line}: {why}\n  = help: {help}"
    )
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. }
            | Self::Write { source, .. }
            | Self::Listen { source, .. } => Some(source),
            _ => None,
        }
    }
}
