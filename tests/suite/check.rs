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
fn warnings_and_what_can_be_fixed_fail_a_strict_check_and_other_notes_do_not() {
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
        .run(&["check", "--strict"])
        .tells(0, &["note[no-week]"]);
    let fixable = plan(&format!("{PLAN}\n- [] x\n"));
    fixable.run(&["check"]).tells(0, &["note[empty-box]"]);
    fixable
        .run(&["check", "--strict"])
        .tells(1, &["note[empty-box]"]);
    fixable.run(&["fix"]).tells(0, &[]);
    fixable.run(&["check", "--strict"]).tells(0, &[]);
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

#[test]
fn the_configuration_allows_warns_and_denies() {
    let text = format!("{PLAN}\n[x](a.md)\n\n## Week 4: Four\n");
    let book = plan(&text).file("content/alone.md", "# Alone\n");
    book.run(&["check"]).tells(
        0,
        &["warning[dead-link]", "note[orphan-page]", "missing-week"],
    );
    book.write(
        "handbook.yaml",
        "checks:\n  dead-link: deny\n  orphan-page: warn\n  missing-week: allow\n",
    );
    let run = book.run(&["check"]);
    run.tells(1, &["error[dead-link]", "warning[orphan-page]"]);
    assert!(!run.err.contains("missing-week"), "{}", run.err);
    book.run(&["build"]).tells(1, &["error[dead-link]"]);
    assert!(!book.path("output").exists());
}

#[test]
fn a_check_that_is_not_known_or_not_to_be_loosened_is_told() {
    let book = plan(PLAN).file(
        "handbook.yaml",
        "checks:\n  ded-link: allow\n  same-page: allow\n  mojibake: maybe\n  no-plan: deny\n",
    );
    let run = book.run(&["check"]);
    run.tells(
        1,
        &[
            "handbook.yaml:2:3",
            "did you mean `dead-link`?",
            "handbook.yaml:3:14",
            "`same-page` is always an error",
            "handbook.yaml:4:13",
            "one of `allow`, `warn`, `deny`",
        ],
    );
    assert_eq!(run.err.matches(" --> ").count(), 3, "{}", run.err);
    plan(PLAN)
        .file("handbook.yaml", "checks: strict\n")
        .run(&["check"])
        .tells(1, &["`checks` takes `name: value` lines"]);
}

#[test]
fn a_comment_allows_one_place() {
    let told = |text: &str| {
        let run = plan(&format!("{PLAN}\n{text}")).run(&["check"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        let lines = run
            .err
            .lines()
            .filter_map(|line| line.split_once("plan.md:"));
        lines
            .map(|(_, place)| place.split(':').next().unwrap().parse().unwrap())
            .collect::<Vec<usize>>()
    };
    // The block behind a comment on a line of its own, be it of several lines, and nothing behind it.
    assert_eq!(
        told("<!-- prepbook: allow dead-link -->\n[x](a.md)\n[y](b.md)\n\n[z](c.md)\n"),
        [13]
    );
    assert_eq!(
        told("<!-- prepbook: allow dead-link, missing-alt -->\n\n- [x](a.md)\n- ![](c.md)\n"),
        [12]
    );
    // The line that the comment stands in.
    assert_eq!(
        told("[x](a.md) <!-- prepbook: allow dead-link -->\n[y](b.md)\n"),
        [10]
    );
    // It ends a paragraph, and is for the next one.
    assert_eq!(
        told("[x](a.md)\n<!-- prepbook: allow dead-link -->\n[y](b.md)\n[z](c.md)\n"),
        [9]
    );
    // In an item too, and not behind it.
    assert_eq!(
        told(
            "- x\n  <!-- prepbook: allow dead-link -->\n  [y](b.md)\n- [z](c.md)\n\n<!-- prepbook: allow dead-link -->\n"
        ),
        [12]
    );
    // Other kinds of problems, and other comments.
    assert_eq!(
        told("<!-- prepbook: allow missing-alt -->\n\n[x](a.md)\n"),
        [11]
    );
    assert_eq!(told("<!-- allow dead-link -->\n\n[x](a.md)\n"), [11]);
    // What is in front of a heading is for the heading.
    assert_eq!(
        told("<!-- prepbook: allow missing-week -->\n\n## Week 3: C\n\n## Week 5: E\n"),
        [13, 11]
    );
}

#[test]
fn a_comment_changes_nothing_else() {
    let text = "# P\n\n## Week 1: One\n\n<!-- prepbook: allow over-budget -->\n\n**Theme: \"Begin\"**\n\n### Monday: A\n\n- [ ] x\n";
    let pages = plan(text).file("handbook.yaml", "html: trusted\n").built();
    let week = pages.main("plan/week-1.html");
    assert!(!week.contains("prepbook: allow"));
    assert!(
        crate::support::words(week).contains("Begin") && !week.contains("Theme:"),
        "{week}"
    );
}

#[test]
fn many_of_a_kind_are_folded_and_counted() {
    use prepbook::diagnostic::{Code, Diagnostic};
    let book = plan(&format!("{PLAN}\n{}![](p.png)\n", "[x](a.md)\n".repeat(7)));
    let outlined = prepbook::pipeline::outline(&book.path("")).unwrap();
    let folded = prepbook::report::fold(&outlined.found);
    let of = |code| move |diagnostic: &&&Diagnostic| diagnostic.code == code;
    assert_eq!(folded.shown.iter().filter(of(Code::DeadLink)).count(), 5);
    assert_eq!(
        folded.shown.iter().filter(of(Code::MissingImage)).count(),
        1
    );
    assert_eq!(folded.more, [(Code::DeadLink, 2)]);
    // A pipe has all of them.
    assert_eq!(book.run(&["check"]).err.matches("dead-link").count(), 7);
}

#[test]
fn a_comment_cannot_allow_what_nothing_can_be_built_with() {
    let book = plan(PLAN).file("handbook.yaml", "plans: [a.md] # prepbook: allow no-plan\n");
    book.run(&["check"]).tells(1, &["error[no-plan]"]);
    let book = plan(PLAN);
    let text = format!("{PLAN}\n<!-- prepbook: allow unknown-name -->\n\n## More {{track=x}}\n");
    book.write("content/plan.md", text);
    assert_eq!(book.run(&["check"]).err, "");
}

#[test]
fn two_places_that_disagree_say_what_each_says() {
    let run = plan("# P\n\n## Week 1: One\n\n### Monday: A (2 hours)\n\n**Early Block (90 min)**\n\n- [ ] x\n\n**Late Block (1 hour)**\n\n- [ ] y\n").run(&["check"]);
    let expected = "\
warning[day-time]: this day says 2 h, its blocks add up to 2 h 30 min
  --> ./content/plan.md:5:16
   |
 5 | ### Monday: A (2 hours)
   |                ^^^^^^^ the day says 2 h
   |
  ::: ./content/plan.md:7:16
   |
 7 | **Early Block (90 min)**
   |                ------ 1 h 30 min
   |
  ::: ./content/plan.md:11:15
   |
11 | **Late Block (1 hour)**
   |               ------ 1 h: together 2 h 30 min
   |
   = help: write 2 h 30 min in the day's heading, or mend the times of its blocks
";
    assert_eq!(run.err.trim(), expected.trim());
}
