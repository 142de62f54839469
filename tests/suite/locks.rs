//! `handbook.lock` as editors, git and authors change it, and tasks that move between files.

use std::collections::BTreeMap;

use crate::support::{Book, Pages, book, tasks};

const WEEKS: [&str; 4] = ["arrays", "graphs", "queues", "stacks"];

/// Some weeks of a plan. Each day ends with the same task.
fn plan(title: &str, weeks: &[&str]) -> String {
    let mut text = format!("# {title}\n");
    for (number, about) in (1..).zip(weeks) {
        text.push_str(&format!("\n## Week {number}\n"));
        for day in ["Monday", "Tuesday"] {
            text.push_str(&format!(
                "\n### {day}\n\n- [ ] Read about {about} on {day}\n- [ ] Draw {about} for a {day}\n- [ ] Review the notes\n"
            ));
        }
    }
    text
}

fn folder(text: &str) -> Book {
    book()
        .file("handbook.yaml", "title: Ticks\n")
        .file("content/plan.md", text)
}

/// The ids of the tasks of a plan, in their order.
fn ids(pages: &Pages, plan: &str) -> Vec<String> {
    let page = pages.text(&format!("{plan}/everything.html"));
    tasks(page).into_iter().map(str::to_owned).collect()
}

fn lock(book: &Book) -> String {
    std::fs::read_to_string(book.path("handbook.lock")).unwrap()
}

/// How many tasks the lock has that are in the plan, and that are gone.
fn counts(lock: &str) -> (usize, usize) {
    let marked = |mark: &str| {
        let tasks = lock.lines().filter(|line| line.starts_with("task\t"));
        tasks
            .filter(|line| line.split('\t').nth(3) == Some(mark))
            .count()
    };
    (marked("+"), marked("-"))
}

#[test]
fn ids_stay_when_a_plan_is_split_and_joined() {
    let whole = plan("Plan", &WEEKS);
    for renamed in [false, true] {
        let book = folder(&whole);
        let before = ids(&book.built(), "plan");
        assert_eq!(before.len(), 24);
        let first = if renamed { "base" } else { "plan" };
        std::fs::remove_file(book.path("content/plan.md")).unwrap();
        book.write(
            &format!("content/{first}.md"),
            plan("First half", &WEEKS[..2]),
        );
        book.write("content/second.md", plan("Second half", &WEEKS[2..]));
        let pages = book.built();
        let halves = [ids(&pages, first), ids(&pages, "second")].concat();
        assert_eq!(halves, before, "renamed: {renamed}");
        assert_eq!(counts(&lock(&book)), (24, 0));
        std::fs::remove_file(book.path("content/second.md")).unwrap();
        book.write(&format!("content/{first}.md"), &whole);
        assert_eq!(ids(&book.built(), first), before, "renamed: {renamed}");
        assert_eq!(counts(&lock(&book)), (24, 0));
    }
}

#[test]
fn two_files_swap_their_names() {
    let book = folder(&plan("One", &WEEKS[..2])).file("content/other.md", plan("Two", &WEEKS[2..]));
    let pages = book.built();
    let before = [ids(&pages, "plan"), ids(&pages, "other")];
    book.write("content/plan.md", plan("Two", &WEEKS[2..]));
    book.write("content/other.md", plan("One", &WEEKS[..2]));
    let pages = book.built();
    assert_eq!([ids(&pages, "other"), ids(&pages, "plan")], before);
}

#[test]
fn a_task_that_moves_from_another_file_comes_before_one_that_was_removed() {
    let last = "- [ ] Explain recursion to a friend\n";
    let one = plan("One", &WEEKS[..2]);
    let two = plan("Two", &WEEKS[2..]) + last;
    let book = folder(&format!("{one}{last}")).file("content/other.md", plan("Two", &WEEKS[2..]));
    book.built();
    // It is removed here, and another one with its words begins there.
    book.write("content/plan.md", &one);
    book.built();
    book.write("content/other.md", &two);
    let there = ids(&book.built(), "other").pop();
    book.write("content/other.md", plan("Two", &WEEKS[2..]));
    book.write("content/plan.md", format!("{one}{last}"));
    assert_eq!(ids(&book.built(), "plan").pop(), there);
}

#[test]
fn a_doubt_ends_when_the_task_is_found_elsewhere() {
    let ten = "- [ ] Write down ten questions\n";
    let twelve = "- [ ] Write down twelve questions\n";
    let one = plan("One", &WEEKS[..2]);
    let two = plan("Two", &WEEKS[2..]);
    // In another file, and in what was removed from this one.
    let elsewhere: [&dyn Fn(&Book); 2] = [
        &|book| {
            book.write("content/other.md", format!("{two}{twelve}"));
            book.built();
            book.write("content/other.md", &two);
        },
        &|book| {
            book.write("content/plan.md", format!("{one}{ten}{twelve}"));
            book.built();
            book.write("content/plan.md", format!("{one}{ten}"));
            book.built();
        },
    ];
    for (case, prepare) in elsewhere.iter().enumerate() {
        let book = folder(&format!("{one}{ten}")).file("content/other.md", &two);
        book.built();
        prepare(&book);
        let known = lock(&book);
        let known = known
            .lines()
            .find(|line| line.ends_with("twelve questions"));
        let known = known.unwrap().split('\t').nth(1).unwrap().to_owned();
        book.write("content/plan.md", format!("{one}{twelve}"));
        let run = book.run(&["build"]);
        assert!(!run.err.contains("task-reworded"), "{case}: {}", run.err);
        for _ in 0..2 {
            let last = ids(&Pages::read(&book.path("output")), "plan").pop();
            assert_eq!(last.as_ref(), Some(&known), "{case}");
            book.built();
        }
        let text = lock(&book);
        assert!(text.contains(&format!("task\t{known}\t")), "{text}");
        assert_eq!(counts(&text), (25, 1), "{case}: {text}");
    }
}

#[test]
fn a_doubt_stays_when_the_file_is_renamed() {
    let ten = "- [ ] Write down ten questions\n";
    let one = plan("One", &WEEKS[..2]);
    let book = folder(&format!("{one}{ten}"));
    let known = ids(&book.built(), "plan").pop();
    let reworded = format!("{one}- [ ] Write down twelve questions\n");
    book.write("content/plan.md", &reworded);
    book.run(&["build"]).reports(0, &["task-reworded"]);
    std::fs::rename(book.path("content/plan.md"), book.path("content/course.md")).unwrap();
    for _ in 0..2 {
        book.run(&["build"])
            .reports(0, &["task-reworded", "content/course.md"]);
    }
    book.run(&["fix"]).reports(0, &[]);
    assert_eq!(ids(&book.built(), "course").pop(), known);
}

#[test]
fn a_lock_keeps_the_line_ends_and_the_mark_that_it_has() {
    let text = plan("Plan", &WEEKS[..1]);
    for (mark, ends) in [("", "\r\n"), ("\u{feff}", "\n"), ("\u{feff}", "\r\n")] {
        let book = folder(&text);
        let before = ids(&book.built(), "plan");
        let plain = lock(&book);
        let changed = format!("{mark}{}", plain.replace('\n', ends));
        book.write("handbook.lock", &changed);
        book.run(&["build", "--locked"]).reports(0, &[]);
        book.write("plain.lock", &plain);
        let run = book.run(&["diff", "plain.lock", "handbook.lock"]);
        assert_eq!(run.out, "No tasks changed\n", "{}", run.err);
        assert_eq!(ids(&book.built(), "plan"), before);
        assert_eq!(lock(&book), changed);
        book.write("content/plan.md", format!("{text}- [ ] Sleep\n"));
        book.built();
        let next = lock(&book);
        assert!(next.starts_with(mark), "{next:?}");
        assert_eq!(
            next.matches('\n').count(),
            next.matches(ends).count(),
            "{next:?}"
        );
        assert!(next.contains(&format!("\tSleep{ends}")), "{next:?}");
        book.run(&["build", "--locked"]).reports(0, &[]);
        // `fix` confirms a doubtful task in it.
        book.write(
            "content/plan.md",
            text.replace("Draw arrays for a Monday", "Draw ten arrays on a Monday"),
        );
        book.run(&["fix"]).reports(0, &[]);
        book.run(&["check", "--strict"]).reports(0, &[]);
    }
}

#[test]
fn two_branches_that_began_a_lock_are_merged() {
    let book = folder(&plan("Plan", &WEEKS[..1]));
    book.built();
    let text = lock(&book);
    let both = format!("{text}{}", text.replace("Review", "Go over"));
    book.write("handbook.lock", both);
    book.built();
    assert_eq!(lock(&book), text);
}

#[test]
fn a_lock_that_git_could_not_merge_is_refused_with_its_line() {
    let book = folder(&plan("Plan", &WEEKS[..1]));
    book.built();
    let good = lock(&book);
    let lines: Vec<&str> = good.lines().collect();
    for at in [0, 1, 2, lines.len() - 1] {
        for (mark, name) in [
            ("<<<<<<< HEAD", "merge conflict"),
            ("||||||| base", "merge conflict"),
            ("=======", "merge conflict"),
            (">>>>>>> theirs", "merge conflict"),
        ] {
            let mut lines = lines.clone();
            lines.insert(at, mark);
            let text = lines.join("\n") + "\n";
            book.write("handbook.lock", &text);
            let line = format!("handbook.lock:{}:1", at + 1);
            for verb in ["build", "check"] {
                book.run(&[verb])
                    .reports(1, &["error[bad-lock]", name, &line]);
            }
            let run = book.run(&["diff", "handbook.lock", "handbook.lock"]);
            run.reports(2, &[name, &format!("handbook.lock:{}", at + 1)]);
            assert_eq!(lock(&book), text);
        }
    }
}

#[test]
fn odd_lines_of_a_lock_are_refused_and_odd_words_are_kept() {
    let book = folder(&plan("Plan", &WEEKS[..1]));
    book.built();
    let good = lock(&book);
    for (right, wrong) in [
        ("\t0\t+\t", "\t4294967295\t+\t"),
        ("\t0\t+\t", "\t-1\t+\t"),
        ("\t0\t+\t", "\t0\t*\t"),
        ("task\t", "tasks\t"),
    ] {
        book.write("handbook.lock", good.replacen(right, wrong, 1));
        book.run(&["build"])
            .reports(1, &["error[bad-lock]", "handbook.lock:3:1"]);
    }
    book.write("handbook.lock", &good);
    book.run(&["build", "--locked"]).reports(0, &[]);
    // An empty column is `.`, and a task may be called that.
    for words in [".", "..", "…", "🎯"] {
        let book = folder(&format!("{}- [ ] {words}\n", plan("Plan", &WEEKS[..1])));
        let first = ids(&book.built(), "plan");
        let text = lock(&book);
        assert_eq!(ids(&book.built(), "plan"), first, "{words}");
        assert_eq!(lock(&book), text, "{words}");
    }
}

#[test]
fn the_same_task_on_two_branches_is_one() {
    let text = plan("Plan", &WEEKS[..2]);
    let book = folder(&text);
    let before = ids(&book.built(), "plan");
    let base = lock(&book);
    // One branch rewords a task, the other one moves it; both add the same task, and each one of its own.
    let word = "Draw arrays for a Monday";
    let ours = text.replace(word, "Draw many arrays for a Monday") + "- [ ] Sleep\n- [ ] Sing\n";
    let task = format!("- [ ] {word}\n");
    let theirs = text.replace(&task, "") + &task + "- [ ] Dance\n- [ ] Sleep\n";
    let mut locks = Vec::new();
    for branch in [&ours, &theirs] {
        book.write("handbook.lock", &base);
        book.write("content/plan.md", branch);
        book.built();
        locks.push(lock(&book));
    }
    let mut union: Vec<&str> = locks[0].lines().collect();
    union.extend(
        locks[1]
            .lines()
            .filter(|line| !locks[0].lines().any(|own| own == *line)),
    );
    book.write("handbook.lock", union.join("\n"));
    let merged = text.replace(&task, "")
        + "- [ ] Draw many arrays for a Monday\n- [ ] Dance\n- [ ] Sleep\n- [ ] Sing\n";
    book.write("content/plan.md", merged);
    let after = ids(&book.built(), "plan");
    let text = lock(&book);
    assert_eq!(counts(&text), (15, 0), "{text}");
    assert_eq!(after[11], before[1], "{text}");
    let column = |at: usize| -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for line in text.lines().filter(|line| line.starts_with("task\t")) {
            *counts.entry(line.split('\t').nth(at).unwrap()).or_default() += 1;
        }
        counts
    };
    for at in [1, 2] {
        assert!(column(at).values().all(|count| *count == 1), "{text}");
    }
}
