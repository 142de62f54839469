//! Writing to the disk, and files that are never touched.

use std::fs;

use crate::support::{Pages, book, plan};

const PLAN: &str =
    "# P\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] do it\n\n## Notes\n\nsome\n";

#[test]
fn two_builds_are_byte_equal() {
    let book = plan(PLAN);
    book.run(&["build", "-o", "one"]).reports(0, &[]);
    book.run(&["build", "-o", "two"]).reports(0, &[]);
    assert_eq!(
        Pages::read(&book.path("one")).files,
        Pages::read(&book.path("two")).files
    );
}

#[test]
fn only_files_that_changed_are_written() {
    let book = plan(PLAN);
    book.built();
    let page = book.path("output/plan/week-1.html");
    // A rewritten file is a new file, even with the same bytes.
    let before = fs::File::open(&page).unwrap();
    fs::set_permissions(&page, {
        let mut p = before.metadata().unwrap().permissions();
        p.set_readonly(true);
        p
    })
    .unwrap();
    book.write("content/plan.md", PLAN.replace("some", "more"));
    book.built();
    assert!(
        fs::metadata(&page).unwrap().permissions().readonly(),
        "the week's page was written again"
    );
    assert!(
        fs::read_to_string(book.path("output/plan/notes.html"))
            .unwrap()
            .contains("more")
    );
}

#[test]
fn stale_output_is_removed_and_foreign_files_stay() {
    let book = plan(PLAN).file("content/deep/er/chapter.md", "# C\n");
    book.built();
    assert!(book.path("output/deep/er/chapter.html").exists());
    book.write("output/deep/mine.txt", "mine");
    book.write("output/.htaccess", "mine too");
    fs::remove_file(book.path("content/deep/er/chapter.md")).unwrap();
    book.built();
    assert!(!book.path("output/deep/er").exists());
    assert_eq!(
        fs::read_to_string(book.path("output/deep/mine.txt")).unwrap(),
        "mine"
    );
    assert_eq!(
        fs::read_to_string(book.path("output/.htaccess")).unwrap(),
        "mine too"
    );
}

#[test]
fn a_file_in_the_way_that_prepbook_did_not_make_is_refused() {
    let book = plan(PLAN);
    book.built();
    book.write("output/chapter.html", "mine");
    book.write("content/chapter.md", "# C\n");
    book.run(&["build"])
        .reports(2, &["chapter.html", "was not created by prepbook"]);
    assert_eq!(
        fs::read_to_string(book.path("output/chapter.html")).unwrap(),
        "mine"
    );
}

#[test]
fn a_folder_with_other_files_is_refused() {
    let book = plan(PLAN).file("output/photo.jpg", "mine");
    book.run(&["build"])
        .reports(2, &["output", "did not create"]);
    assert_eq!(fs::read_dir(book.path("output")).unwrap().count(), 1);
}

#[test]
fn a_manifest_that_leads_outside_is_refused() {
    let book = plan(PLAN).file("precious.txt", "mine");
    book.built();
    book.write(
        "output/.prepbook-manifest.json",
        r#"{"made_by":"prepbook","files":["../precious.txt"]}"#,
    );
    book.run(&["build"]).reports(2, &["manifest"]);
    assert!(book.path("precious.txt").exists());
}

#[test]
fn the_output_may_neither_hold_the_content_nor_lie_in_it() {
    let book = plan(PLAN);
    book.run(&["build", "-o", "content/out"])
        .reports(2, &["it is inside the content folder"]);
    book.run(&["build", "-o", "."])
        .reports(2, &["it contains the content folder"]);
    book.run(&["build", "-o", "content"])
        .reports(2, &["it is the content folder"]);
    assert_eq!(fs::read_dir(book.path("content")).unwrap().count(), 1);
    let bare = crate::support::book().file("plan.md", PLAN);
    bare.run(&["build", "plan.md", "-o", "."])
        .reports(2, &["it contains the plan"]);
    bare.run(&["build", "plan.md", "-o", "out"]).reports(0, &[]);
}

#[test]
fn an_output_path_that_is_a_file_is_refused() {
    let book = plan(PLAN).file("output", "a file");
    book.run(&["build"]).reports(2, &["output", "it is a file"]);
    assert_eq!(fs::read_to_string(book.path("output")).unwrap(), "a file");
}

#[test]
fn a_build_with_errors_changes_nothing() {
    let book = plan(PLAN);
    let before = book.built();
    book.write(
        "content/plan.md",
        format!("---\ntracks: [\n---\n{}", PLAN.replace("do it", "changed")),
    );
    book.run(&["build"])
        .reports(1, &["error[bad-yaml]", "plan.md:"]);
    assert_eq!(before.files, Pages::read(&book.path("output")).files);
}

#[test]
fn an_empty_folder_is_used_and_gets_usual_permissions() {
    let book = plan(PLAN);
    fs::create_dir(book.path("output")).unwrap();
    book.built();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(book.path("output"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(
            mode & 0o555,
            0o555,
            "a web server must be able to read the folder"
        );
    }
    let left: Vec<_> = fs::read_dir(book.path(""))
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(
        left.len(),
        2,
        "something was left beside the output: {left:?}"
    );
}

/// The system limits the size of files, which has the effect of a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_handbook_intact() {
    let book = plan(PLAN);
    let before = book.built();
    let long = "word ".repeat(20_000);
    book.write("content/plan.md", PLAN.replace("some", &long));
    let limited = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\" build"])
        .arg(assert_cmd::cargo::cargo_bin("prepbook"))
        .current_dir(book.path(""))
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&limited.stderr).into_owned();
    assert_eq!(limited.status.code(), Some(2), "{printed}");
    assert!(printed.contains("cannot write"), "{printed}");
    assert_eq!(before.files, Pages::read(&book.path("output")).files);
}

#[test]
fn leftovers_of_a_killed_build_are_removed() {
    let book = plan(PLAN);
    book.built();
    book.write("output/.prepbook-staging-x1/half.html", "half");
    book.write("content/plan.md", PLAN.replace("some", "more"));
    book.built();
    assert!(!book.path("output/.prepbook-staging-x1").exists());
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let book = book()
        .file("content/plan.md", PLAN)
        .file("content/a/index.md", "# A\n");
    book.built();
    fs::remove_dir_all(book.path("content/a")).unwrap();
    book.write("content/a.html/index.md", "# B\n");
    book.built();
    assert!(
        book.path("output/a-html/index.html").exists()
            || book.path("output/ahtml/index.html").exists()
    );
}

#[test]
fn long_headings_have_pages_with_short_names() {
    let words = "words of a long heading ".repeat(20);
    let letters = "計画".repeat(90);
    let text = format!(
        "---\ntracks: [{{name: {letters}, hours_per_week: 3}}]\n---\n# P\n\n## Week 1: A\n\n### Monday: B\n\n- [ ] t\n\n## {letters}\n\none\n\n## {letters}\n\ntwo\n\n{words}\n---\n\nthree\n\n## {}\n\nfour\n",
        "x".repeat(112)
    );
    let pages = plan(&text).built();
    let mut found = Vec::new();
    for path in pages.pages("plan/") {
        for name in path.split('/') {
            let name = name.trim_end_matches(".html");
            assert!(name.len() <= 120, "{name}");
            if name.len() > 60 {
                found.push(name);
            }
        }
        let main = pages.main(path);
        if main.contains("three") && !path.contains("everything") {
            assert!(main.contains(words.trim()), "{main}");
        }
    }
    found.sort_unstable();
    found.dedup();
    // One of the sections also has the words of the track.
    assert_eq!(found.len(), 4, "{found:?}");
    let index = pages
        .pages("plan/")
        .into_iter()
        .find(|path| path.ends_with("/index.html"));
    let (folder, _) = index.unwrap().rsplit_once('/').unwrap();
    let main = pages.main(index.unwrap());
    for name in &found {
        let is_page = pages.files.contains_key(&format!("{folder}/{name}.html"));
        assert!(
            !is_page || main.contains(&format!("href=\"{name}.html\"")),
            "{name}: {main}"
        );
    }
}
