//! The output folder: filled in place, locked, never left through a link, and complete again after a build was killed.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::support::{Book, Pages, book, plan};

const PLAN: &str =
    "# P\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] do it\n\n## Notes\n\nsome\n";

/// Starts a build of a handbook, without waiting for its end.
fn start(book: &Book, output: &Path) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin("prepbook"))
        .arg("build")
        .arg("-o")
        .arg(output)
        .current_dir(book.path(""))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// How many files a folder has at its top and in its folders.
fn entries(folder: &Path) -> usize {
    let Ok(inside) = fs::read_dir(folder) else {
        return 0;
    };
    inside
        .flatten()
        .map(|entry| 1 + entries(&entry.path()))
        .sum()
}

/// A plan with many pages that contain a given word.
fn long(word: &str) -> String {
    let weeks = (1..=12).map(|week| {
        format!("## Week {week}: {word}\n\n### Monday: A (1 hour)\n\n- [ ] {word} {week}\n\n")
    });
    format!("# P\n\n{}", weeks.collect::<String>())
}

#[test]
fn a_build_after_one_that_was_killed_makes_the_same_files() {
    let book = plan(&long("one"));
    book.run(&["build", "-o", "clean"]).reports(0, &[]);
    let clean = Pages::read(&book.path("clean"));
    let steps = clean.files.len() / 8;
    for wanted in (0..2 * clean.files.len()).step_by(steps) {
        let output = book.path("output");
        let mut build = start(&book, &output);
        while entries(&output) < wanted && build.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        build.kill().unwrap();
        build.wait().unwrap();
        book.run(&["build"]).reports(0, &[]);
        assert_eq!(
            Pages::read(&output).files,
            clean.files,
            "killed at {wanted}"
        );
        fs::remove_dir_all(&output).unwrap();
    }
}

#[test]
fn builds_at_once_do_not_mix() {
    let (one, two) = (plan(&long("one")), plan(&long("two")));
    let clean = [one.built().files, two.built().files];
    let shared = book();
    let output = shared.path("shared/output");
    for _ in 0..3 {
        let builds: Vec<Child> = [&one, &two, &one, &two]
            .iter()
            .map(|book| start(book, &output))
            .collect();
        for build in builds {
            let printed = build.wait_with_output().unwrap();
            assert!(printed.status.success(), "{printed:?}");
        }
        let files = Pages::read(&output).files;
        assert!(clean.contains(&files), "the files are of two builds");
    }
}

/// Behavior on Unix, where the folder itself is locked and has an owner and permissions.
#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn a_build_waits_for_another_one() {
        let book = plan(PLAN);
        let before = book.built();
        book.write("content/plan.md", PLAN.replace("some", "more"));
        let output = fs::File::open(book.path("output")).unwrap();
        output.lock().unwrap();
        let mut build = start(&book, &book.path("output"));
        let mut printed = String::new();
        let mut stderr = BufReader::new(build.stderr.take().unwrap());
        stderr.read_line(&mut printed).unwrap();
        assert!(printed.contains("waiting for another build"), "{printed}");
        assert_eq!(Pages::read(&book.path("output")).files, before.files);
        output.unlock().unwrap();
        assert!(build.wait().unwrap().success());
        let after = Pages::read(&book.path("output"));
        assert!(after.text("plan/notes.html").contains("more"));
    }

    #[test]
    fn the_folder_is_filled_in_place() {
        let book = plan(PLAN);
        let output = book.path("in/output");
        fs::create_dir_all(&output).unwrap();
        fs::set_permissions(&output, fs::Permissions::from_mode(0o2770)).unwrap();
        // Only some users may give it to another group.
        let _ = std::os::unix::fs::chown(&output, None, Some(12345));
        let around = fs::File::open(book.path("in")).unwrap();
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        around.set_modified(long_ago).unwrap();
        let before = fs::metadata(&output).unwrap();
        book.run(&["build", "-o", "in/output"]).reports(0, &[]);
        let after = fs::metadata(&output).unwrap();
        let what = |about: &fs::Metadata| (about.ino(), about.mode(), about.gid());
        assert_eq!(what(&before), what(&after));
        let changed = around.metadata().unwrap().modified().unwrap();
        assert_eq!(changed, long_ago, "something was written beside the folder");
        for inside in [
            "index.html",
            "plan",
            "plan/week-1.html",
            ".prepbook-manifest.json",
        ] {
            let about = fs::metadata(output.join(inside)).unwrap();
            assert_eq!(about.gid(), after.gid(), "{inside}");
        }
    }

    #[test]
    fn a_file_that_is_written_again_keeps_its_permissions() {
        let book = plan(PLAN);
        book.built();
        let page = book.path("output/plan/notes.html");
        fs::set_permissions(&page, fs::Permissions::from_mode(0o640)).unwrap();
        let _ = std::os::unix::fs::chown(&page, None, Some(12345));
        let before = fs::metadata(&page).unwrap();
        book.write("content/plan.md", PLAN.replace("some", "more"));
        assert!(book.built().text("plan/notes.html").contains("more"));
        let after = fs::metadata(&page).unwrap();
        assert_ne!(before.ino(), after.ino());
        let what = |about: &fs::Metadata| (about.mode(), about.gid());
        assert_eq!(what(&before), what(&after));
    }

    #[test]
    fn a_linked_folder_is_filled_and_stays_a_link() {
        let book = plan(PLAN);
        fs::create_dir(book.path("real")).unwrap();
        symlink("real", book.path("output")).unwrap();
        let pages = book.built();
        assert!(book.path("output").is_symlink());
        assert_eq!(Pages::read(&book.path("real")).files, pages.files);
        fs::remove_dir_all(book.path("real")).unwrap();
        book.run(&["build"])
            .reports(2, &["output", "broken symbolic link"]);
        assert!(!book.path("real").exists());
    }

    #[test]
    fn no_link_in_the_folder_is_followed() {
        let book = plan(PLAN).file("outside/index.html", "mine");
        book.built();
        let write = || book.write("content/plan.md", PLAN.replace("some", "more"));
        // A folder that is a link.
        fs::remove_dir_all(book.path("output/plan")).unwrap();
        symlink("../outside", book.path("output/plan")).unwrap();
        write();
        book.run(&["build"]).reports(
            2,
            &[
                "output/plan",
                "symbolic link",
                "was not created by prepbook",
            ],
        );
        // It is not followed to remove files either.
        book.write("content/other.md", PLAN);
        fs::remove_file(book.path("content/plan.md")).unwrap();
        book.run(&["build"])
            .reports(0, &["output/plan was left unchanged", "symbolic link"]);
        assert_eq!(entries(&book.path("outside")), 1);
        // A page that is a link.
        fs::remove_file(book.path("output/index.html")).unwrap();
        symlink("../outside/index.html", book.path("output/index.html")).unwrap();
        book.run(&["build"]).reports(
            2,
            &["index.html", "symbolic link", "was not created by prepbook"],
        );
        let mine = fs::read_to_string(book.path("outside/index.html")).unwrap();
        assert_eq!(mine, "mine");
    }

    #[test]
    fn a_pipe_or_a_socket_in_the_folder_is_named_and_never_waited_for() {
        let book = plan(PLAN).file("content/chapter.md", "# C\n");
        for name in ["index.html", "chapter.html", ".prepbook-manifest.json"] {
            book.built();
            let place = book.path("output").join(name);
            fs::remove_file(&place).unwrap();
            let made = Command::new("mkfifo").arg(&place).status().unwrap();
            assert!(made.success());
            book.run(&["build"]).reports(2, &[name, "named pipe"]);
            fs::remove_file(&place).unwrap();
            if name.starts_with('.') {
                fs::remove_dir_all(book.path("output")).unwrap();
            }
        }
        book.built();
        let place = book.path("output/chapter.html");
        fs::remove_file(&place).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(&place).unwrap();
        fs::remove_file(book.path("content/chapter.md")).unwrap();
        book.run(&["build"])
            .reports(0, &["chapter.html was left unchanged", "socket"]);
        assert!(place.symlink_metadata().is_ok());
    }

    #[test]
    fn names_that_are_not_utf_8_are_left_alone() {
        use std::os::unix::ffi::OsStrExt as _;
        let book = plan(PLAN);
        book.built();
        let odd = std::ffi::OsStr::from_bytes(b"odd-\xFF.html");
        fs::write(book.path("output").join(odd), "mine").unwrap();
        book.write("content/plan.md", PLAN.replace("some", "more"));
        book.run(&["build"]).reports(0, &[]);
        assert!(book.path("output").join(odd).exists());
        // A folder in the place of a page is in the way.
        fs::create_dir(book.path("output/chapter.html")).unwrap();
        fs::write(book.path("output/chapter.html").join(odd), "mine").unwrap();
        book.write("content/chapter.md", "# C\n");
        book.run(&["build"]).reports(
            2,
            &["chapter.html", "folder", "was not created by prepbook"],
        );
        fs::remove_dir_all(book.path("output")).unwrap();
        fs::create_dir(book.path("output")).unwrap();
        fs::write(book.path("output").join(odd), "mine").unwrap();
        book.run(&["build"]).reports(2, &["odd-", "did not create"]);
    }

    #[test]
    fn a_sheet_is_not_written_to_a_pipe() {
        let book = plan(PLAN);
        let made = Command::new("mkfifo").arg(book.path("pipe")).status();
        assert!(made.unwrap().success());
        book.run(&["pdf", "-o", "pipe"])
            .reports(2, &["pipe", "not a regular file"]);
    }
}

#[test]
fn a_manifest_with_paths_that_no_build_writes_is_not_trusted() {
    let book = plan(PLAN);
    book.built();
    book.write("output/.git/config", "mine");
    book.write("output/.env", "mine");
    book.write("output/old.html", "from an earlier build");
    let long = "x".repeat(300);
    let list = book.path("output/.prepbook-manifest.json");
    let files = fs::read_to_string(&list).unwrap();
    let more = format!(
        "\"files\": [\".git/config\", \".env\", \"old.html\", \"{long}\", \"{long}/{long}\","
    );
    fs::write(&list, files.replace("\"files\": [", &more)).unwrap();
    book.run(&["build"])
        .reports(0, &[".git/config was left", ".env was left"]);
    for (path, stays) in [(".git/config", true), (".env", true), ("old.html", false)] {
        assert_eq!(book.path("output").join(path).exists(), stays, "{path}");
    }
    book.run(&["build"]).reports(0, &[]);
    for list in [
        r#"{"made_by":"prepbook","files":["/etc/passwd"]}"#,
        r#"{"made_by":"prepbook","files":["plan/../../precious"]}"#,
        r#"{"made_by":"prepbook","files":["plan//x"]}"#,
        "[]",
    ] {
        book.write("output/.prepbook-manifest.json", list);
        book.run(&["build"])
            .reports(2, &["manifest", "was changed by another program"]);
    }
}

#[test]
fn a_failed_build_leaves_no_folder() {
    let book = plan(PLAN)
        .file("handbook.yaml", "theme:\n  name: mine\n")
        .file("themes/mine/templates/week.html", "{{ nothing.at.all }}");
    book.run(&["build", "-o", "new/output"])
        .reports(2, &["mine"]);
    assert!(!book.path("new").exists());
}

#[test]
fn an_empty_disk_is_an_empty_folder() {
    let book = plan(PLAN);
    fs::create_dir_all(book.path("output/lost+found")).unwrap();
    book.built();
    assert!(book.path("output/lost+found").exists());
}
