//! `prepbook check`: the command, and for each code a document with the fault and one that nearly has it.

use crate::support::{book, plan};

const PLAN: &str = "# My Plan\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] do it\n";

#[test]
fn a_check_ends_with_one_line_and_writes_nothing() {
    let book = plan(PLAN);
    let run = book.run(&["check"]);
    run.tells(0, &[]);
    assert_eq!(
        (run.out.as_str(), run.err.as_str()),
        ("nothing to tell in 1 document\n", "")
    );
    assert!(!book.path("output").exists());
    let run = plan(&format!("{PLAN}\n[x](a.md) ![](b.png)\n")).run(&["check", "content/plan.md"]);
    run.tells(
        0,
        &[
            "warning[dead-link]",
            "warning[missing-alt]",
            "warning[missing-image]",
        ],
    );
    assert_eq!(run.out, "3 warnings in 1 document\n");
}

#[test]
fn warnings_fail_a_strict_check_and_notes_do_not() {
    let warned = plan(&format!("{PLAN}\n[x](a.md)\n"));
    warned.run(&["check"]).tells(0, &["warning[dead-link]"]);
    warned
        .run(&["check", "--strict"])
        .tells(1, &["warning[dead-link]"]);
    let noted = plan(PLAN).file("content/alone.md", "# Alone\n");
    noted
        .run(&["check", "--strict"])
        .tells(0, &["note[orphan-page]"]);
    plan("# No week\n")
        .run(&["check"])
        .tells(1, &["error[no-plan]"]);
    book()
        .run(&["check", "nowhere.md"])
        .tells(2, &["cannot read nowhere.md"]);
}

#[test]
fn a_build_tells_what_a_check_tells() {
    let book = plan(
        "# P\n\n### Slow Track (1 hour/week)\n\n## Week 1: One\n\n#### Monday: A (2 hours)\n\n- [ ] x (30 min)\n",
    );
    let check = book.run(&["check"]);
    check.tells(0, &["heading-skipped", "over-budget", "day-time"]);
    assert_eq!(book.run(&["build"]).err, check.err);
}

#[test]
fn our_own_handbook_passes_a_strict_check() {
    let run = book().run(&["check", "--strict", env!("CARGO_MANIFEST_DIR")]);
    run.tells(0, &[]);
    assert_eq!(run.err, "");
}
