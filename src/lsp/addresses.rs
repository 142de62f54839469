//! The addresses of files in the protocol.

use std::path::{Path, PathBuf};

use lsp_types::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use url::Url;

/// Characters that the standard for browsers leaves in paths, and the one for addresses does not allow there.
const ILLEGAL: &AsciiSet = &CONTROLS
    .add(b'[')
    .add(b']')
    .add(b'|')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\');

/// The path of a file; `None` if the address is not that of a file on this machine.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
    path_at(uri.as_str())
}

/// The path of a file by its address as text.
pub(super) fn path_at(address: &str) -> Option<PathBuf> {
    let url = Url::parse(address).ok()?;
    let is_file = url.scheme() == "file";
    url.to_file_path().ok().filter(|_| is_file)
}

/// The address of the file at an absolute path.
pub(super) fn uri_of(path: &Path) -> Option<Uri> {
    let url = Url::from_file_path(path).ok()?;
    utf8_percent_encode(url.as_str(), ILLEGAL)
        .to_string()
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{path_at, path_of, uri_of};

    #[test]
    fn paths_and_addresses_of_files_correspond() {
        for path in [
            "/a/b.md",
            "/my plans/12 weeks.md",
            "/pläne/über 日本 🎯.md",
            "/a/[x]{y}|z^`#?%20;=&'().md",
        ] {
            let uri = uri_of(Path::new(path)).unwrap();
            assert_eq!(path_of(&uri).as_deref(), Some(Path::new(path)), "{uri:?}");
        }
    }

    #[test]
    fn only_files_of_this_machine_have_paths() {
        for (address, path) in [
            ("file:///a%20b/%C3%A4.md", Some("/a b/ä.md")),
            ("file:///a/%61.md", Some("/a/a.md")),
            ("file:///a/../b.md", Some("/b.md")),
            ("file://localhost/a.md", Some("/a.md")),
            ("file://server/share/a.md", None),
            ("untitled:Untitled-1", None),
            ("https://example.org/a.md", None),
            ("git:/a.md?x", None),
            ("a.md", None),
            ("", None),
        ] {
            assert_eq!(
                path_at(address).as_deref(),
                path.map(Path::new),
                "{address}"
            );
        }
    }
}
