//! The order in which files are moved into place. While a build is running, or after it was killed, the links of a
//! partly written site must work: files without incoming links come first, and files that link to everything come last.

use std::cmp::Reverse;

use super::files::is_page;

/// Lists of all other files, for search engines and for offline reading.
const LISTS: [&str; 2] = ["sitemap.xml", "service-worker.js"];

/// The position of a file in the order. New files come before those that replace others; images, styles and scripts
/// before pages; deep pages before those above them, and the first page of each folder after the others.
pub(super) fn turn(path: &str, is_new: bool) -> impl Ord {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let depth = path.split('/').count();
    let is_front = path == "index.html";
    let lists = LISTS.contains(&path);
    (
        (is_front || lists, lists),
        !is_new,
        is_page(path),
        Reverse(depth),
        name == "index.html",
    )
}

#[cfg(test)]
mod tests {
    use super::turn;

    #[test]
    fn pages_come_after_the_pages_they_link_to() {
        let order = [
            ("plan/search.js", true),
            ("assets/style.1.css", true),
            ("plan/part-time/week-1.html", true),
            ("plan/part-time/index.html", true),
            ("plan/week-2.html", true),
            ("notes.html", true),
            ("img/a.png", false),
            ("plan/part-time/week-1.html", false),
            ("plan/week-1.html", false),
            ("plan/index.html", false),
            ("notes.html", false),
            ("index.html", true),
            ("sitemap.xml", true),
        ];
        for (one, next) in order.iter().zip(&order[1..]) {
            assert!(
                turn(one.0, one.1) <= turn(next.0, next.1),
                "{one:?} {next:?}"
            );
        }
        assert!(turn("index.html", true) > turn("other.html", false));
        assert!(turn("index.html", false) > turn("plan/week-1.html", false));
    }
}
