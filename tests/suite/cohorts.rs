//! The pages of cohorts in several languages.

use std::fs;
use std::path::Path;

use crate::support::book;

#[test]
fn cohorts_have_a_page_in_each_language_with_plans() {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/translations/content");
    let mut book = book().file(
        "handbook.yaml",
        "base_url: https://example.org/\ncohorts: [{id: spring, title: Spring, start: 2027-03-01}]\n",
    );
    for name in ["index.md", "plan.md", "plan.de.md", "tips.md", "tips.de.md"] {
        let text = fs::read(from.join(name)).unwrap();
        book = book.file(&format!("content/{name}"), text);
    }
    // French has a chapter, but no plan.
    let pages = book
        .file("content/tips.fr.md", "# Conseils\n\nUn texte.\n")
        .rendered();
    let cover = pages.text("de/index.html");
    assert!(
        cover.contains("<a href=\"c/spring/index.html\">Spring</a>"),
        "{cover}"
    );
    let page = pages.text("de/c/spring/index.html");
    assert!(page.contains("<html lang=\"de\""), "{page}");
    assert!(
        page.contains("href=\"../../plan/standard/index.html\""),
        "{page}"
    );
    let mut links = page.split("href=\"");
    let calendar = links.find(|part| part.contains("text/calendar")).unwrap();
    let calendar = calendar.split('"').next().unwrap().replace("../../../", "");
    assert!(pages.files.contains_key(&calendar), "{calendar}");
    let own = pages.text("c/spring/index.html");
    let switch = "<a href=\"../../de/c/spring/index.html\" lang=\"de\" hreflang=\"de\">Deutsch</a>";
    assert!(own.contains(switch), "{own}");
    assert!(!own.contains("fr/c/spring"), "{own}");
    assert!(pages.files.contains_key("fr/index.html"));
    assert!(!pages.files.contains_key("fr/c/spring/index.html"));
    assert!(!pages.text("fr/index.html").contains("c/spring"));
}
