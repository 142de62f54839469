//! Where the copies of pages in Markdown are.

use super::relative::to_file;

/// The form of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageForm {
    /// The page itself.
    Html,
    /// Its copy in Markdown.
    Markdown,
}

/// The path of a page's copy, or its address: that of the page with `.md` at its end, as the convention of `llms.txt` has
/// it. An anchor stays after it.
pub fn copy_of(page: &str) -> String {
    match page.split_once('#') {
        Some(("", _)) => page.to_owned(),
        Some((page, anchor)) => format!("{page}.md#{anchor}"),
        None => format!("{page}.md"),
    }
}

/// The address of a page's copy, relative to the page.
pub(super) fn copy_link(path: &str) -> String {
    to_file(path, &copy_of(path))
}
