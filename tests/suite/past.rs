//! What a save did not change is shared with the last build.

use prepbook::rooms::document::Document;
use prepbook::rooms::pipeline::Draft;
use prepbook::rooms::source::Input;

use crate::png::png;
use crate::support::{Book, book, plan};

/// A plan with weeks in bold lines, whose tree is composed anew when it is read.
const PLAN: &str =
    "# P\n\n**Week 1: One**\n\n- Monday: read\n- [ ] do it\n\n**Week 2: Two**\n\n- [ ] more\n";

fn handbook() -> Book {
    book()
        .file("handbook.yaml", "title: T\n")
        .file("content/plan.md", PLAN)
        .file("content/notes.md", "# Notes\n\nsome\n")
        .file("content/parts.md", "# Parts\n\n--8<-- \"part.txt\"\n")
        .file("content/part.txt", "inserted\n")
}

fn read(book: &Book, last: Option<&Draft>) -> Draft {
    let place = book.path("");
    Draft::read(Input::from(&place), last).unwrap().unwrap()
}

fn document<'a>(draft: &'a Draft, path: &str) -> &'a Document {
    let mut documents = draft.outlined.handbook.documents.iter();
    documents.find(|document| document.path == path).unwrap()
}

/// The paths of the documents that share their nodes with those of the last build.
fn shared(draft: &Draft, last: &Draft) -> Vec<String> {
    let documents = draft.outlined.handbook.documents.iter();
    let shared = documents.filter(|new| {
        let mut old = last.outlined.handbook.documents.iter();
        old.any(|old| new.shares_nodes_with(old))
    });
    shared.map(|document| document.path.clone()).collect()
}

#[test]
fn only_a_changed_text_is_read_again() {
    let book = handbook();
    let first = read(&book, None);
    let weeks = |draft: &Draft| draft.outlined.handbook.plans[0].weeks.len();
    assert_eq!(weeks(&first), 2);
    book.write("content/notes.md", "# Notes\n\nothers\n");
    let second = read(&book, Some(&first));
    assert_eq!(shared(&second, &first), ["plan.md"]);
    let notes = document(&second, "notes.md");
    assert!(notes.roots().any(|root| notes.text(root) == "others"));
    book.write(
        "content/plan.md",
        format!("{PLAN}\n**Week 3: Three**\n\n- [ ] end\n"),
    );
    let third = read(&book, Some(&second));
    assert_eq!(shared(&third, &second), ["notes.md"]);
    assert_eq!((weeks(&second), weeks(&third)), (2, 3));
}

#[test]
fn a_text_is_read_again_if_anything_that_it_depends_on_changed() {
    let book = handbook();
    let first = read(&book, None);
    book.write("content/part.txt", "changed\n");
    let second = read(&book, Some(&first));
    let parts = document(&second, "parts.md");
    assert!(parts.roots().any(|root| parts.text(root) == "changed"));
    assert_eq!(shared(&second, &first), ["notes.md", "plan.md"]);
    // Trees depend on how raw HTML is treated.
    book.write("handbook.yaml", "title: T\nhtml: trusted\n");
    let third = read(&book, Some(&second));
    assert!(shared(&third, &second).is_empty());
    // A plan depends on the stated tracks.
    book.write(
        "handbook.yaml",
        "title: T\nhtml: trusted\ntracks:\n  - name: Short\n",
    );
    let fourth = read(&book, Some(&third));
    assert_eq!(shared(&fourth, &third), ["notes.md", "plan.md"]);
    let tracks = |draft: &Draft| draft.outlined.handbook.plans[0].tracks.len();
    assert_eq!((tracks(&third), tracks(&fourth)), (0, 1));
}

#[test]
fn a_picture_of_another_size_is_a_change_and_one_of_the_same_size_is_not() {
    let book =
        plan("# P\n\n![a](a.png)\n\n## Week 1\n\n- [ ] t\n").file("content/a.png", png(4, 3));
    let place = book.path("");
    let first = Draft::read(Input::from(&place), None).unwrap().unwrap();
    let next = || Draft::read(Input::from(&place), Some(&first)).unwrap();
    let same = [png(4, 3), b"other bytes".to_vec()].concat();
    for (bytes, changes) in [(same, false), (png(4, 5), true), (png(4, 3), false)] {
        book.write("content/a.png", bytes);
        assert_eq!(next().is_some(), changes);
    }
}
