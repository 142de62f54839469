//! `prepbook fix`: problems with only one possible fix are fixed, and no other byte changes.

use std::fs;

use prepbook::rooms::pipeline;
use prepbook::rooms::source::Input;
use proptest::prelude::*;

use crate::support::{Book, book, plan};

const PLAN: &str = "# My Plan\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] do it\n";

fn text(book: &Book) -> String {
    fs::read_to_string(book.path("content/plan.md")).unwrap()
}

/// Asserts the result of fixing a text after the plan, and that fixing it again changes nothing.
fn becomes(wrong: &str, right: &str) {
    let book = plan(&format!("{PLAN}\n{wrong}"));
    book.run(&["fix"]).reports(0, &[]);
    assert_eq!(text(&book), format!("{PLAN}\n{right}"));
    let run = book.run(&["fix"]);
    assert!(run.out.starts_with("Nothing to fix; "), "{}", run.out);
    assert_eq!(text(&book), format!("{PLAN}\n{right}"));
}

#[test]
fn damaged_characters_are_repaired_and_others_are_not() {
    becomes(
        "## ðŸŽ¯ Aim\n\nSão Ÿ MARQUÉ… ðŸ“Š\n",
        "## 🎯 Aim\n\nSão Ÿ MARQUÉ… 📊\n",
    );
}

#[test]
fn boxes_names_and_times_that_are_almost_right_are_written_right() {
    becomes(
        "- [] a\n- [ ]b\n- [  ] c\n- [x ] d\n\n-[ ] e\n\n– [ ] f\n",
        "- [ ] a\n- [ ] b\n- [ ] c\n- [x] d\n\n- [ ] e\n\n- [ ] f\n",
    );
    becomes(
        "- [ ] a (5 min)\n- [ ] b (25 mni)\n\n### Wensday: W\n\n## Wekk 2\n",
        "- [ ] a (5 min)\n- [ ] b (25 min)\n\n### Wednesday: W\n\n## Week 2\n",
    );
}

#[test]
fn bodies_are_moved_into_their_admonitions() {
    becomes(
        "!!! note\n  one\n  two\n\n  - three\n    - four\n\nout\n",
        "!!! note\n    one\n    two\n\n    - three\n      - four\n\nout\n",
    );
    becomes("!!! note\n    in\n  lazy\n", "!!! note\n    in\n    lazy\n");
    // A tab extends to the body of an outer admonition, but not to that of one in a list.
    becomes(
        "- item\n\n  !!! note\n\tbody\n",
        "- item\n\n  !!! note\n      body\n",
    );
    becomes("!!! note\n\tby a tab\n", "!!! note\n\tby a tab\n");
    // Inside a body that is moved, another one is moved too.
    becomes(
        "!!! note\n  one\n\n  !!! tip\n    two\n",
        "!!! note\n    one\n\n    !!! tip\n        two\n",
    );
    // It may be the body of either.
    becomes("!!! note\n    !!! tip\n x\n", "!!! note\n    !!! tip\n x\n");
    // Directly below, without any indent: it may be intended.
    becomes("!!! note\nout\n", "!!! note\nout\n");
}

#[test]
fn a_fence_is_closed_at_the_end_of_the_file() {
    becomes("~~~~text\ncode\n", "~~~~text\ncode\n~~~~\n");
    becomes("```text\ncode", "```text\ncode\n```");
    becomes(
        "1. x\n\n   ```\n   code\n\n\n",
        "1. x\n\n   ```\n   code\n   ```\n\n\n",
    );
    becomes("- ```\n  code\n", "- ```\n  code\n  ```\n");
    becomes("> ```\n> code\n", "> ```\n> code\n> ```\n");
    becomes(
        "!!! note\n    ```\n    code\n",
        "!!! note\n    ```\n    code\n    ```\n",
    );
    becomes(
        "> ```\n> not at the end\n\nmore\n",
        "> ```\n> not at the end\n\nmore\n",
    );
}

#[test]
fn a_fence_that_a_snippet_opens_is_not_closed_outside_of_it() {
    let book =
        plan("# P\n\n--8<-- \"code.txt\"\n\nmore\n").file("content/code.txt", "```py\ncode\n");
    let run = book.run(&["fix"]);
    assert!(run.out.starts_with("Nothing to fix; "), "{}", run.out);
    assert_eq!(text(&book), "# P\n\n--8<-- \"code.txt\"\n\nmore\n");
}

#[test]
fn a_link_that_differs_only_in_case_or_extension_is_fixed() {
    let book = plan(&format!(
        "{PLAN}\n[Notes.md](Notes.md#top \"Notes.md\"), [b](./notes.markdown), [c](/Sub/More.html), [d](<Notes.md>), [e][e], [f](noted.md), [g](twin.md), [h](a/../Notes.md)\n\n[e]: Notes.md\n"
    ))
    .file("content/notes.md", "# Notes\n\n## Top\n")
    .file("content/sub/more.md", "# More\n\n[up](../NOTES.md)\n")
    .file("content/Twin.md", "# T\n")
    .file("content/TWIN.markdown", "# T\n");
    book.run(&["fix"]);
    assert!(
        text(&book).ends_with("[Notes.md](notes.md#top \"Notes.md\"), [b](./notes.md), [c](/sub/more.md), [d](<notes.md>), [e][e], [f](noted.md), [g](twin.md), [h](a/../Notes.md)\n\n[e]: Notes.md\n"),
        "{}",
        text(&book)
    );
    let more = fs::read_to_string(book.path("content/sub/more.md")).unwrap();
    assert_eq!(more, "# More\n\n[up](../notes.md)\n");
}

#[test]
fn a_dry_run_shows_a_diff_that_can_be_applied_and_changes_nothing() {
    let before = "# P\r\n\r\n## ðŸŽ¯ Week 1\r\n\r\n### Monday\r\n\r\n- [ ] a\r\n- [ ] b\r\n- [ ] c\r\n\r\n```\r\ncode";
    let book = plan(before);
    let run = book.run(&["fix", "--dry-run"]);
    run.reports(0, &[]);
    assert_eq!(text(&book), before);
    let expected = "--- a/content/plan.md\n+++ b/content/plan.md\n@@ -1,6 +1,6 @@\n # P\r\n \r\n-## ðŸŽ¯ Week 1\r\n+## 🎯 Week 1\r\n \r\n ### Monday\r\n \r\n@@ -9,4 +9,5 @@\n - [ ] c\r\n \r\n ```\r\n-code\n\\ No newline at end of file\n+code\r\n+```\n\\ No newline at end of file\n";
    assert!(run.out.starts_with(expected), "{:?}", run.out);
    assert!(
        run.out
            .contains("2 places in 1 document would be fixed; no problems remain"),
        "{}",
        run.out
    );
}

#[test]
fn remaining_problems_are_counted_and_allowed_ones_stay() {
    let book = plan(&format!(
        "{PLAN}\n<!-- prepbook: allow mojibake -->\n\n## ðŸŽ¯ Aim\n\n## ðŸŽ¯ Aim\n\n[x](nowhere.md)\n"
    ));
    let run = book.run(&["fix"]);
    assert_eq!(
        run.out,
        "content/plan.md: 1 place fixed\n1 place fixed in 1 document; 1 problem remains; `prepbook check` shows it\n"
    );
    assert!(text(&book).contains("## ðŸŽ¯ Aim\n\n## 🎯 Aim"));
}

#[cfg(unix)]
#[test]
fn mark_permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let book = book().file("real.md", "\u{feff}# P\n\n## ðŸŽ¯ Week 1\n");
    fs::set_permissions(book.path("real.md"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink(book.path("real.md"), book.path("plan.md")).unwrap();
    book.run(&["fix", "plan.md"]).reports(0, &[]);
    assert_eq!(
        fs::read_to_string(book.path("real.md")).unwrap(),
        "\u{feff}# P\n\n## 🎯 Week 1\n"
    );
    let mode = fs::metadata(book.path("real.md"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
    assert!(
        fs::symlink_metadata(book.path("plan.md"))
            .unwrap()
            .is_symlink()
    );
    let left: Vec<_> = fs::read_dir(book.path("")).unwrap().collect();
    assert_eq!(left.len(), 2, "nothing is left beside them");
}

#[test]
fn a_file_that_was_changed_meanwhile_is_left_alone() {
    let book = plan(PLAN);
    let path = book.path("content/plan.md");
    let error =
        prepbook::rooms::site::replace(&path, "# Something else\n", "# Repaired\n").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("changed while it was being fixed"),
        "{error}"
    );
    assert_eq!(text(&book), PLAN);
}

#[test]
fn every_code_is_explained_on_demand() {
    let run = book().run(&["explain", "over-budget"]);
    run.reports(0, &[]);
    for words in [
        "# Weeks over the hours of a track",
        "`over-budget`, default severity: note",
        "## What",
        "## Why",
        "## Example",
    ] {
        assert!(run.out.contains(words), "{}", run.out);
    }
    book()
        .run(&["explain", "over-bugdet"])
        .reports(2, &["did you mean `over-budget`?"]);
    book()
        .run(&["explain", "xyz"])
        .reports(2, &["run `prepbook explain` to list all codes"]);
    let all = book().run(&["explain"]);
    assert_eq!(
        all.out.lines().count(),
        prepbook::rooms::diagnostic::Code::ALL.len()
    );
}

#[test]
fn changes_that_touch_each_other_wait_and_those_of_one_problem_go_together() {
    use prepbook::rooms::diagnostic::{Code, Diagnostic};
    let book = plan("# No week\n");
    let outlined = pipeline::outline(&book.path("content/plan.md")).unwrap();
    let file = outlined.diagnostics[0].span.file;
    let at = |start, end| prepbook::rooms::span::Span::new(file, start, end);
    let diagnostic = || Diagnostic::new(Code::Mojibake, at(0, 1), "");
    let diagnostics = [
        diagnostic().fix(at(1, 3), "bc", "BC"),
        diagnostic().fix(at(2, 4), "cd", "XX"),
        diagnostic()
            .fix(at(5, 6), "f", "F")
            .fix(at(0, 1), "not a", "A"),
        diagnostic().fix(at(4, 5), "e", "E"),
    ];
    let files = prepbook::rooms::fix::by_file(&diagnostics);
    let applied = prepbook::rooms::fix::apply("abcdef", &files[&file]);
    assert_eq!(applied.text, "aBCdEf");
    assert_eq!(applied.problems.len(), 2);
}

#[test]
fn a_fence_is_closed_with_the_line_end_of_the_file() {
    for (wrong, right) in [
        ("```\na", "```\na\n```"),
        ("```\r\na\r\n", "```\r\na\r\n```\r\n"),
        ("# P\r\r```\ra\r", "# P\r\r```\ra\r```\r"),
        ("\r~~~", "\r~~~\r~~~"),
        ("# P\n\na\n\r```\n", "# P\n\na\n\r```\n```\n"),
        ("a\r\r\n\r\n> ```\r\n", "a\r\r\n\r\n> ```\r\n> ```\r\n"),
    ] {
        let book = plan(wrong);
        book.run(&["fix"]).reports(0, &[]);
        assert_eq!(text(&book), right, "{wrong:?}");
        book.run(&["fix"]).reports(0, &[]);
        assert_eq!(text(&book), right, "{wrong:?}");
    }
}

/// The result of applying a patch to a text, as patch tools do.
fn patched(text: &str, patch: &str) -> String {
    let old: Vec<&str> = text.split_inclusive('\n').collect();
    let mut new = String::new();
    let mut at = 0;
    let mut lines = patch.split_inclusive('\n').skip(2).peekable();
    while let Some(line) = lines.next() {
        if let Some(head) = line.strip_prefix("@@ -") {
            let start: usize = head.split(',').next().unwrap().parse().unwrap();
            new.push_str(&old[at..start - 1].concat());
            at = start - 1;
            continue;
        }
        let (sign, mut words) = line.split_at(1);
        if lines.next_if(|line| line.starts_with('\\')).is_some() {
            words = words.strip_suffix('\n').unwrap();
        }
        if sign != "+" {
            assert_eq!(old[at], words, "{patch}");
            at += 1;
        }
        if sign != "-" {
            new.push_str(words);
        }
    }
    new + &old[at..].concat()
}

#[test]
fn the_patch_of_a_dry_run_applies_with_all_line_endings() {
    for wrong in [
        "# P\n\n- [ ]a\n\n",
        "# P\r\n\r\n- [ ]a\r\n\r\n",
        "# P\n\n- [ ] a\n\r```\n",
        "\r```",
        "a\r\rb\r```\r",
        "- [ ]a\n\n \n\t\n",
    ] {
        let book = plan(wrong);
        let run = book.run(&["fix", "--dry-run"]);
        let patch = &run.out[..run.out.rfind("1 place in").unwrap()];
        let patched = patched(wrong, patch);
        book.run(&["fix"]).reports(0, &[]);
        assert_eq!(text(&book), patched, "{wrong:?}\n{patch}");
        assert_ne!(patched, wrong);
    }
}

/// Pieces with a fix, or nearly, to be combined in any order.
const PIECES: &[&str] = &[
    "## Week 1: One\n",
    "!!! note \"T\"\n",
    "  two spaces\n",
    "    four\n",
    "\ttab\n",
    "- item\n",
    "  - inner\n",
    "```\n",
    "~~~~ text\n",
    "> ",
    "\n",
    "ðŸŽ¯",
    "São",
    "[x](Plan.md)",
    "[y](plan.html \"t\")",
    "<!-- prepbook: allow mojibake -->\n",
    "```markdown\n",
    "\r\n",
    "\r",
    "é",
    " ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fixing_is_idempotent(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30)
    ) {
        let fixed = |text: &str| {
            let input = Input { text: Some(text.as_bytes()), ..Input::from("plan.md") };
            pipeline::fix(input).unwrap().1
        };
        let mut text = pieces.concat();
        let first = fixed(&text);
        for file in &first {
            prop_assert!(file.before != file.after);
            // Lines are never lost, and keep their words.
            let feeds = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
            let (before, after) = (feeds(file.before.trim_end()), feeds(&file.after));
            let lines = before.lines().zip(after.lines());
            for (before, after) in lines.filter(|(before, _)| !before.contains(['ð', ']'])) {
                // In a quote, the space that a fix adds is after the mark.
                let words = |line: &'_ str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
                prop_assert_eq!(words(before), words(after));
            }
            prop_assert!(after.lines().count() >= before.lines().count());
            text.clone_from(&file.after);
        }
        let again = fixed(&text);
        prop_assert!(again.is_empty(), "{:?} became {:?}", text, again[0].after);
    }
}
