//! `handbook.lock`: ticks stay with their tasks while an author edits the plan.

use std::collections::BTreeMap;

use crate::support::{Book, Pages, book};

const PLAN: &str = "\
# Tick plan

## Week 1: Begin

### Monday: Read

- [ ] Read the first chapter slowly
- [ ] Write down ten questions
- [ ] Review the notes

### Tuesday: Practice

- [ ] Solve two array problems aloud
- [ ] Review the notes

## Week 2: Go on

### Monday: Design

- [ ] Draw the parts of a queue
- [ ] Review the notes
";

fn folder(plan: &str) -> Book {
    book()
        .file("handbook.yaml", "title: Ticks\n")
        .file("content/plan.md", plan)
}

/// The ids of a plan's tasks by their words; equal words are numbered.
fn ids(pages: &Pages, plan: &str) -> BTreeMap<String, String> {
    let main = pages.main(&format!("{plan}/everything.html"));
    let mut ids = BTreeMap::new();
    for item in main.split("data-task=\"").skip(1) {
        let (id, rest) = item.split_once('"').unwrap();
        let (_, rest) = rest.split_once('>').unwrap();
        let (label, _) = rest.split_once("</label>").unwrap();
        let words = crate::support::words(label).trim().to_owned();
        let count = ids
            .keys()
            .filter(|known: &&String| known.starts_with(&words))
            .count();
        ids.insert(format!("{words} {count}"), id.to_owned());
    }
    ids
}

fn lock(book: &Book) -> String {
    std::fs::read_to_string(book.path("handbook.lock")).unwrap()
}

#[test]
fn the_first_build_writes_a_lock_and_the_second_leaves_it() {
    let book = folder(PLAN);
    let first = ids(&book.built(), "plan");
    assert_eq!(first.len(), 7, "{first:?}");
    let text = lock(&book);
    assert_eq!(
        text.lines()
            .filter(|line| line.starts_with("task\t"))
            .count(),
        7
    );
    assert!(text.starts_with("prepbook-lock\t1\nhandbook\t"), "{text}");
    let line = format!(
        "task\t{}\t0\t+\tplan\tweek-1\tmonday\tRead the first chapter slowly\n",
        first["Read the first chapter slowly 0"]
    );
    assert!(text.contains(&line), "{text}");
    assert!(!text.contains("revision"), "{text}");
    assert_eq!(ids(&book.built(), "plan"), first);
    assert_eq!(lock(&book), text);
    // The ids are those of the handbook without a lock.
    let bare = book.file("other/plan.md", PLAN);
    assert_eq!(
        bare.run(&["build", "other/plan.md", "-o", "out"]).code,
        Some(0)
    );
    assert_eq!(ids(&Pages::read(&bare.path("out")), "plan"), first);
    assert!(!bare.path("other/handbook.lock").exists());
    // Two machines that create the same lock agree, and the preview shows the id of the first build.
    let twin = folder(PLAN);
    twin.built();
    assert_eq!(lock(&twin), text);
}

type Edit<'a> = &'a dyn Fn(&str) -> String;
/// The tasks whose words change in an edit.
type Renamed<'a> = &'a [(&'a str, &'a str)];

#[test]
fn ids_stay_when_the_plan_is_edited() {
    let edits: [(&str, Edit<'_>, Renamed<'_>); 6] = [
        (
            "a typo is corrected",
            &|plan| plan.replace("first chapter", "first chaptre"),
            &[(
                "Read the first chapter slowly 0",
                "Read the first chaptre slowly 0",
            )],
        ),
        (
            "a word is added, case and punctuation change",
            &|plan| {
                plan.replace(
                    "Solve two array problems aloud",
                    "Solve two array problems aloud, twice",
                )
                .replace("Write down ten questions", "Write down **ten** questions!")
            },
            &[
                (
                    "Solve two array problems aloud 0",
                    "Solve two array problems aloud, twice 0",
                ),
                ("Write down ten questions 0", "Write down ten questions! 0"),
            ],
        ),
        (
            "a task moves to another week",
            &|plan| {
                let without = plan.replace("- [ ] Write down ten questions\n", "");
                without + "- [ ] Write down ten questions\n"
            },
            &[],
        ),
        (
            "a week is put in front of all",
            &|plan| {
                plan.replace("## Week 2", "## Week 3")
                    .replace("## Week 1", "## Week 1: Before\n\n### Monday: Prepare\n\n- [ ] Clear the desk\n- [ ] Review the notes\n\n## Week 2")
            },
            &[
                // The new one comes first.
                ("Review the notes 0", "Review the notes 1"),
                ("Review the notes 1", "Review the notes 2"),
                ("Review the notes 2", "Review the notes 3"),
            ],
        ),
        (
            "a title changes",
            &|plan| {
                plan.replace("# Tick plan", "# Another title")
                    .replace("Begin", "Start")
            },
            &[],
        ),
        (
            "a day is deleted",
            &|plan| {
                let (before, after) = plan.split_once("### Tuesday").unwrap();
                let (_, after) = after.split_once("## Week 2").unwrap();
                format!("{before}## Week 2{after}")
            },
            &[("Review the notes 2", "Review the notes 1")],
        ),
    ];
    for (name, edit, renamed) in edits {
        let book = folder(PLAN);
        let first = ids(&book.built(), "plan");
        book.write("content/plan.md", edit(PLAN));
        let second = ids(&book.built(), "plan");
        let now: BTreeMap<&String, &String> =
            second.iter().map(|(words, id)| (id, words)).collect();
        for (words, id) in &first {
            let expected = renamed.iter().find(|(before, _)| before == words);
            let expected = expected.map_or(words.as_str(), |(_, after)| after);
            match now.get(id) {
                Some(found) => assert_eq!(*found, expected, "{name}"),
                // Only deleted tasks are gone.
                None => assert!(name.contains("deleted"), "{name}: {words}"),
            }
        }
    }
}

#[test]
fn a_renamed_file_changes_nothing() {
    // Without a lock.
    let bare = book().file("a.md", PLAN).file("b.md", PLAN);
    for plan in ["a", "b"] {
        let run = bare.run(&["build", &format!("{plan}.md"), "-o", plan]);
        assert_eq!(run.code, Some(0), "{}", run.err);
    }
    let [a, b] = ["a", "b"].map(|plan| ids(&Pages::read(&bare.path(plan)), plan));
    assert_eq!(a, b);
    // With one.
    let book = book().file("handbook.yaml", "").file("content/a.md", PLAN);
    let first = ids(&book.built(), "a");
    assert_eq!(first, a);
    std::fs::rename(book.path("content/a.md"), book.path("content/b.md")).unwrap();
    assert_eq!(ids(&book.built(), "b"), first);
    assert_eq!(
        lock(&book)
            .lines()
            .filter(|line| line.starts_with("task\t"))
            .count(),
        7
    );
    // Two plans are two.
    book.write("content/a.md", PLAN);
    let pages = book.built();
    let (a, b) = (ids(&pages, "a"), ids(&pages, "b"));
    assert_eq!(b, first);
    assert!(
        a.values()
            .all(|id| !first.values().any(|known| known == id)),
        "{a:?}"
    );
}

#[test]
fn pages_lead_on_from_the_addresses_that_they_had() {
    let tracks = "tracks:\n  - {name: Slow, hours: 4}\n  - {name: Fast, hours: 8}\n";
    let book = book()
        .file("handbook.yaml", tracks)
        .file("content/a.md", PLAN)
        .file(
            "content/notes.md",
            "# Notes\n\n- [ ] Buy a notebook\n\n[plan](a.md)\n",
        );
    book.built();
    std::fs::rename(book.path("content/a.md"), book.path("content/b.md")).unwrap();
    std::fs::rename(book.path("content/notes.md"), book.path("content/paper.md")).unwrap();
    let week = "## Week 1: Before\n\n### Monday: Prepare\n\n- [ ] Clear the desk\n\n## Week 2";
    let renamed = PLAN
        .replace("## Week 2", "## Week 3")
        .replace("## Week 1", week);
    book.write("content/b.md", renamed);
    let pages = book.built();
    for (old, new) in [
        ("a/slow/index.html", "../../b/slow/index.html"),
        ("a/fast/everything.html", "../../b/fast/everything.html"),
        ("a/slow/week-1.html", "../../b/slow/week-2.html"),
        (
            "a/fast/week-2-monday.html",
            "../../b/fast/week-3-monday.html",
        ),
        ("notes.html", "paper.html"),
    ] {
        let page = pages.text(old);
        assert!(page.contains(&format!("href=\"{new}\"")), "{old}: {page}");
    }
    // The absolute address of the new place has plain characters, like all absolute addresses.
    let web = folder(PLAN);
    web.write("handbook.yaml", "base_url: https://example.org/\n");
    web.built();
    std::fs::rename(web.path("content/plan.md"), web.path("content/übung.md")).unwrap();
    let canonical = "href=\"https://example.org/%C3%BCbung/week-1.html\"";
    let page = web.built().text("plan/week-1.html").to_owned();
    assert!(page.contains(canonical), "{page}");
    // After another move, old addresses redirect to the new place.
    std::fs::rename(book.path("content/b.md"), book.path("content/c.md")).unwrap();
    let pages = book.built();
    assert!(
        pages
            .text("a/slow/week-1-tuesday.html")
            .contains("href=\"../../c/slow/week-2-tuesday.html\"")
    );
    assert!(
        pages
            .text("b/slow/week-1.html")
            .contains("href=\"../../c/slow/week-1.html\"")
    );
    // A page at such an address stays.
    book.write(
        "content/a.md",
        "# Another\n\n## Week 1: One\n\n### Monday: Go\n\n- [ ] Walk\n",
    );
    let pages = book.built();
    assert!(pages.main("a/slow/week-1.html").contains("Go"));
}

#[test]
fn ticks_from_before_the_lock_are_matched_to_their_tasks() {
    // The ids of version 0.1 without a lock, in order.
    const FORMER: [&str; 8] = [
        "yb36nd4ywf",
        "ktsga7gwtn",
        "fu9w3gcahz",
        "5a8eigucsr",
        "4cvhcen2wf",
        "i6n876qja8",
        "wvczbbyteh",
        "73j68gi9ba",
    ];
    let book = folder(&format!("{PLAN}- [ ] Review the notes\n"));
    let pages = book.built();
    let now = crate::support::tasks(pages.main("plan/everything.html"));
    let former = pages.text("former.js");
    for (former_id, id) in FORMER.iter().zip(now) {
        let pair = format!("\"{former_id}\":\"{id}\"");
        assert!(former.contains(&pair), "{pair} in {former}");
    }
}

#[test]
fn a_changed_plan_is_a_revision() {
    let book = folder(PLAN);
    book.built();
    book.write(
        "content/plan.md",
        format!("{PLAN}- [ ] Explain a queue to a friend\n"),
    );
    book.built();
    let text = lock(&book);
    let revision = text
        .lines()
        .find(|line| line.starts_with("revision\t1\t"))
        .unwrap();
    assert!(revision.ends_with("\tadded 1 week-2 plan"), "{revision}");
    // A removed task stays in the lock, and its number is never reused.
    book.write("content/plan.md", format!("{PLAN}- [ ] Sleep\n"));
    book.built();
    let text = lock(&book);
    assert!(
        text.contains("\t7\t-\tplan\tweek-2\tmonday\tExplain a queue to a friend\n"),
        "{text}"
    );
    assert!(
        text.contains("\t8\t+\tplan\tweek-2\tmonday\tSleep\n"),
        "{text}"
    );
    // It comes back as the same task.
    book.write(
        "content/plan.md",
        format!("{PLAN}- [ ] Explain a queue to a friend\n"),
    );
    book.built();
    assert!(lock(&book).contains("\t7\t+\tplan\tweek-2\tmonday\tExplain a queue to a friend\n"));
}

#[test]
fn a_build_reports_its_changes_to_the_lock() {
    let book = folder(PLAN);
    let said = |plan: &str| {
        book.write("content/plan.md", plan);
        let out = book.run(&["build"]).out;
        let line = out.lines().find(|line| line.contains("handbook.lock"));
        line.unwrap_or_default().to_owned()
    };
    assert!(said(PLAN).starts_with("handbook.lock was created: commit it"));
    assert_eq!(said(PLAN), "");
    let edited =
        PLAN.replace("ten questions", "ten questions about it") + "- [ ] Sleep\n- [ ] Wake up\n";
    assert_eq!(
        said(&edited),
        "handbook.lock was updated (2 tasks added, 1 task reworded): commit it with the plan"
    );
}

#[test]
fn a_locked_build_changes_no_lock() {
    let book = folder(PLAN);
    book.run(&["build", "--locked"]).reports(
        1,
        &["error: handbook.lock is out of date", "commit the lock"],
    );
    assert!(!book.path("handbook.lock").exists() && !book.path("output").exists());
    book.built();
    let text = lock(&book);
    book.run(&["build", "--locked"]).reports(0, &[]);
    book.write("content/plan.md", format!("{PLAN}- [ ] Sleep\n"));
    book.run(&["build", "--locked"])
        .reports(1, &["out of date"]);
    book.run(&["check"]).reports(0, &[]);
    assert_eq!(lock(&book), text);
    // With errors nothing is written, neither pages nor the lock.
    book.write(
        "content/plan.md",
        format!("---\nfit: maybe\n---\n{PLAN}- [ ] Sleep\n"),
    );
    assert_eq!(book.run(&["build"]).code, Some(1));
    assert_eq!(lock(&book), text);
}

#[test]
fn two_locks_are_compared() {
    let book = folder(PLAN);
    book.built();
    book.write("old.lock", lock(&book));
    book.run(&["diff", "old.lock", "handbook.lock"])
        .reports(0, &[]);
    assert_eq!(
        book.run(&["diff", "old.lock", "handbook.lock"]).out,
        "No tasks changed\n"
    );
    let edited = PLAN
        .replace(
            "Solve two array problems aloud",
            "Solve two array problems aloud, twice",
        )
        .replace("- [ ] Write down ten questions\n", "")
        + "- [ ] Write down ten questions\n- [ ] Sleep\n";
    book.write("content/plan.md", edited);
    book.built();
    let expected = "\
## plan, week-1

- Reworded: Solve two array problems aloud → Solve two array problems aloud, twice

## plan, week-2

- Moved here from week-1: Write down ten questions
- Added: Sleep

1 task added, 0 tasks removed, 1 task reworded, 1 task moved
";
    assert_eq!(
        book.run(&["diff", "old.lock", "handbook.lock"]).out,
        expected
    );
    book.run(&["diff", "old.lock", "content/plan.md"])
        .reports(2, &["content/plan.md:1: this is not a lock"]);
    book.run(&["diff", "old.lock", "none.lock"])
        .reports(2, &["none.lock"]);
}

#[test]
fn content_that_is_not_for_all_readers_never_enters_the_lock() {
    let book = folder(PLAN)
        .file(
            "content/draft.md",
            "---\ndraft: true\n---\n# Draft\n\n- [ ] A task of a draft\n",
        )
        .file(
            "content/coach.md",
            "---\naudience: coach\n---\n# Coach\n\n- [ ] A task of a coach\n",
        );
    for arguments in [
        &["build", "--drafts", "-o", "drafts"][..],
        &["build", "--for", "coach", "-o", "coach"],
    ] {
        assert_eq!(book.run(arguments).code, Some(0), "{arguments:?}");
        assert!(!book.path("handbook.lock").exists(), "{arguments:?}");
    }
    book.built();
    let text = lock(&book);
    assert!(!text.contains("A task of"), "{text}");
    book.run(&["build", "--drafts", "-o", "drafts"])
        .reports(0, &[]);
    book.run(&["build", "--for", "coach", "-o", "coach"])
        .reports(0, &[]);
    assert_eq!(lock(&book), text);
}

#[test]
fn the_lock_of_our_own_handbook_is_up_to_date() {
    let run = book().run(&["build", "--locked", env!("CARGO_MANIFEST_DIR"), "-o", "out"]);
    assert_eq!(
        run.code,
        Some(0),
        "run `cargo run -- build` and commit handbook.lock: {}",
        run.err
    );
}

#[test]
fn a_lock_that_cannot_be_used_stops_the_build() {
    let book = folder(PLAN);
    book.built();
    let good = lock(&book);
    let conflict = good.replacen("task\t", "<<<<<<< HEAD\ntask\t", 1);
    for (text, printed) in [
        (
            conflict.as_str(),
            &[
                "error[bad-lock]: this lock has a merge conflict",
                "handbook.lock:3:1",
                "merge=union",
            ][..],
        ),
        (
            "prepbook-lock\t2\n",
            &[
                "this lock was written by a newer version of prepbook (format 2)",
                "update prepbook",
            ],
        ),
        ("prepbook-lock\t1\n", &["no `handbook` line"]),
        ("something\n", &["its first line is not `prepbook-lock`"]),
        (
            "prepbook-lock\t1\nhandbook\tabc\ntask\tabc\n",
            &[
                "handbook.lock:3:1",
                "this line is not valid in a lock",
                "version control",
            ],
        ),
    ] {
        book.write("handbook.lock", text);
        book.run(&["build"]).reports(1, printed);
        assert_eq!(lock(&book), text);
    }
    // An empty file is a lock without content yet.
    book.write("handbook.lock", "");
    book.built();
    assert_eq!(lock(&book).lines().count(), good.lines().count());
}

#[test]
fn a_doubtful_task_is_reported_until_it_is_decided() {
    let book = folder(PLAN);
    let first = ids(&book.built(), "plan");
    let edited = PLAN.replace("Write down ten questions", "Write down twelve questions");
    book.write("content/plan.md", &edited);
    let mut written = Vec::new();
    for _ in 0..2 {
        let run = book.run(&["build"]);
        run.reports(
            0,
            &[
                "warning[task-reworded]: this may be a reworded version of the task `Write down ten questions`",
                "content/plan.md:8:7",
                "handbook.lock:",
                "prepbook fix",
            ],
        );
        written.push(lock(&book));
        let id = ids(&Pages::read(&book.path("output")), "plan")["Write down twelve questions 0"]
            .clone();
        assert!(first.values().all(|known| *known != id));
        // The lock keeps both.
        let old = &first["Write down ten questions 0"];
        assert!(
            written[0].contains(&format!("undecided\t{id}\t{old}\n")),
            "{}",
            written[0]
        );
    }
    assert_eq!(written[0], written[1]);
    book.run(&["fix"]).reports(0, &[]);
    book.run(&["check", "--strict"]).reports(0, &[]);
    let now = ids(&book.built(), "plan");
    assert_eq!(
        now["Write down twelve questions 0"],
        first["Write down ten questions 0"]
    );
    // Or it is a different task.
    let other = PLAN.replace(
        "- [ ] Write down ten questions",
        "<!-- prepbook: allow task-reworded -->\n\n- [ ] Write down thirty questions",
    );
    book.write("content/plan.md", &other);
    let now = ids(&book.built(), "plan");
    assert!(
        first
            .values()
            .all(|known| *known != now["Write down thirty questions 0"])
    );
    book.write(
        "content/plan.md",
        PLAN.replace("ten questions", "thirty questions"),
    );
    book.run(&["check", "--strict"]).reports(0, &[]);
    assert_eq!(ids(&book.built(), "plan"), now);
}

#[test]
fn the_locks_of_two_branches_keep_the_tasks_of_both() {
    let book = folder(PLAN);
    book.built();
    let base = lock(&book);
    let branch = |plan: &str| {
        book.write("handbook.lock", &base);
        book.write("content/plan.md", plan);
        let ids = ids(&book.built(), "plan");
        (lock(&book), ids)
    };
    let ours = PLAN.replace("## Week 2", "- [ ] Sleep well\n\n## Week 2");
    let theirs = format!("{PLAN}- [ ] Explain a queue to a friend\n");
    let (our_lock, our_ids) = branch(&ours);
    let (their_lock, their_ids) = branch(&theirs);
    // Git keeps the lines of both sides.
    let mut lines: Vec<&str> = our_lock.lines().collect();
    lines.extend(their_lock.lines().filter(|line| !our_lock.contains(line)));
    book.write("handbook.lock", lines.join("\n") + "\n");
    let both = format!("{ours}- [ ] Explain a queue to a friend\n");
    book.write("content/plan.md", &both);
    let ids = ids(&book.built(), "plan");
    assert_eq!(ids["Sleep well 0"], our_ids["Sleep well 0"]);
    assert_eq!(
        ids["Explain a queue to a friend 0"],
        their_ids["Explain a queue to a friend 0"]
    );
    let text = lock(&book);
    let mut numbers: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("task\t"))
        .map(|line| line.split('\t').nth(2).unwrap())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 9, "{text}");
}

#[test]
fn a_lock_is_not_published() {
    let book = book()
        .file("plans/plan.md", PLAN)
        .file("plans/handbook.lock", "");
    book.run(&["build", "plans", "-o", "output"])
        .reports(0, &[]);
    let text = std::fs::read_to_string(book.path("plans/handbook.lock")).unwrap();
    assert!(text.contains("Review the notes"), "{text}");
    assert!(!book.path("output/handbook.lock").exists());
}
