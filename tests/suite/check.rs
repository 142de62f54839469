//! `prepbook check`: the command, and for each code a document with the fault and a near miss.

use crate::support::{book, count, plan};

const PLAN: &str = "# My Plan\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] do it\n";

#[test]
fn a_check_ends_with_one_line_and_writes_nothing() {
    let book = plan(PLAN);
    let run = book.run(&["check"]);
    run.reports(0, &[]);
    assert_eq!(
        (run.out.as_str(), run.err.as_str()),
        ("No problems found in 1 document\n", "")
    );
    assert!(!book.path("output").exists());
    let run = plan(&format!("{PLAN}\n[x](a.md) ![](b.png)\n")).run(&["check", "content/plan.md"]);
    run.reports(
        0,
        &[
            "warning[dead-link]",
            "warning[missing-alt]",
            "warning[missing-image]",
        ],
    );
    assert_eq!(run.out, "0 errors, 3 warnings, 0 notes in 1 document\n");
}

#[test]
fn warnings_and_fixable_notes_fail_a_strict_check_and_other_notes_do_not() {
    let warned = plan(&format!("{PLAN}\n[x](a.md)\n"));
    warned.run(&["check"]).reports(0, &["warning[dead-link]"]);
    warned
        .run(&["check", "--strict"])
        .reports(1, &["warning[dead-link]"]);
    let noted = plan(PLAN).file("content/alone.md", "# Alone\n");
    noted
        .run(&["check", "--strict"])
        .reports(0, &["note[orphan-page]"]);
    plan("# No week\n")
        .run(&["check", "--strict"])
        .reports(0, &["note[no-week]"]);
    let fixable = plan(&format!("{PLAN}\n- [] x\n"));
    fixable.run(&["check"]).reports(0, &["note[empty-box]"]);
    fixable
        .run(&["check", "--strict"])
        .reports(1, &["note[empty-box]"]);
    fixable.run(&["fix"]).reports(0, &[]);
    fixable.run(&["check", "--strict"]).reports(0, &[]);
    book()
        .run(&["check", "nowhere.md"])
        .reports(2, &["cannot read nowhere.md"]);
}

#[test]
fn a_build_shows_what_a_check_shows_except_for_notes() {
    let book = plan(
        "# P\n\n### Slow Track (1 hour/week)\n\n## Week 1: One\n\n#### Monday: A (2 hours)\n\n- [ ] x (30 min)\n",
    );
    let check = book.run(&["check"]);
    check.reports(0, &["heading-skipped", "over-budget", "day-time"]);
    let build = book.run(&["build"]);
    let kinds = |err: &str| -> Vec<String> {
        let heads = err.lines().filter(|line| line.contains("]: "));
        heads
            .map(|line| line.split(']').next().unwrap_or_default().to_owned())
            .collect()
    };
    let mut shown = kinds(&check.err);
    assert!(shown.iter().any(|kind| kind.starts_with("note[")));
    shown.retain(|kind| !kind.starts_with("note["));
    assert_eq!(kinds(&build.err), shown);
    let last = build.out.lines().last().unwrap_or_default();
    assert!(
        last.starts_with("0 errors, 3 warnings, 1 note; show the notes with `prepbook check`; "),
        "{last}"
    );
}

#[test]
fn our_own_handbook_passes_a_strict_check() {
    let run = book().run(&["check", "--strict", env!("CARGO_MANIFEST_DIR")]);
    run.reports(0, &[]);
    assert_eq!(run.err, "");
}

#[test]
fn the_configuration_allows_warns_and_denies() {
    let text = format!("{PLAN}\n[x](a.md)\n\n## Week 4: Four\n");
    let book = plan(&text).file("content/alone.md", "# Alone\n");
    book.run(&["check"]).reports(
        0,
        &["warning[dead-link]", "note[orphan-page]", "missing-week"],
    );
    book.write(
        "handbook.yaml",
        "checks:\n  dead-link: deny\n  orphan-page: warn\n  missing-week: allow\n",
    );
    let run = book.run(&["check"]);
    run.reports(1, &["error[dead-link]", "warning[orphan-page]"]);
    assert!(!run.err.contains("missing-week"), "{}", run.err);
    book.run(&["build"]).reports(1, &["error[dead-link]"]);
    assert!(!book.path("output").exists());
}

#[test]
fn an_unknown_check_or_one_that_cannot_be_relaxed_is_reported() {
    let book = plan(PLAN).file(
        "handbook.yaml",
        "checks:\n  ded-link: allow\n  same-page: allow\n  mojibake: maybe\n  no-plan: deny\n",
    );
    let run = book.run(&["check"]);
    run.reports(
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
        .reports(1, &["`checks` must be a mapping of `name: value` lines"]);
}

#[test]
fn a_comment_allows_one_place() {
    let printed = |text: &str| {
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
    // The block after a comment on a line of its own, even if it has several lines, and nothing after the block.
    assert_eq!(
        printed("<!-- prepbook: allow dead-link -->\n[x](a.md)\n[y](b.md)\n\n[z](c.md)\n"),
        [13]
    );
    assert_eq!(
        printed("<!-- prepbook: allow dead-link, missing-alt -->\n\n- [x](a.md)\n- ![](c.md)\n"),
        [12]
    );
    // The line that contains the comment.
    assert_eq!(
        printed("[x](a.md) <!-- prepbook: allow dead-link -->\n[y](b.md)\n"),
        [10]
    );
    // It ends a paragraph, and applies to the next one.
    assert_eq!(
        printed("[x](a.md)\n<!-- prepbook: allow dead-link -->\n[y](b.md)\n[z](c.md)\n"),
        [9]
    );
    // In an item too, and not after it.
    assert_eq!(
        printed(
            "- x\n  <!-- prepbook: allow dead-link -->\n  [y](b.md)\n- [z](c.md)\n\n<!-- prepbook: allow dead-link -->\n"
        ),
        [12]
    );
    // Other kinds of problems, and other comments.
    assert_eq!(
        printed("<!-- prepbook: allow missing-alt -->\n\n[x](a.md)\n"),
        [11]
    );
    assert_eq!(printed("<!-- allow dead-link -->\n\n[x](a.md)\n"), [11]);
    // A comment in front of a heading applies to the heading.
    assert_eq!(
        printed("<!-- prepbook: allow missing-week -->\n\n## Week 3: C\n\n## Week 5: E\n"),
        [13, 11]
    );
}

#[test]
fn a_comment_changes_nothing_else() {
    let text = "# P\n\n## Week 1: One\n\n<!-- prepbook: allow over-budget -->\n\n**Theme: \"Begin\"**\n\n### Monday: A\n\n- [ ] x\n";
    let pages = plan(text)
        .file("handbook.yaml", "html: trusted\n")
        .rendered();
    let week = pages.main("plan/week-1.html");
    assert!(!week.contains("prepbook: allow"));
    assert!(
        crate::support::words(week).contains("Begin") && !week.contains("Theme:"),
        "{week}"
    );
}

#[test]
fn further_problems_of_a_kind_take_a_line_each() {
    let dead: String = (0..25).map(|page| format!("[x](p{page}.md)\n")).collect();
    let text = format!("{PLAN}\n[x](p0.md)\n{dead}![](p.png)\n![](q.png)\n");
    let book = plan(&text);
    let err = book.run(&["check"]).err;
    let first = "\
warning[dead-link]: `p0.md` not found; the link is shown as not yet written
 --> ./content/plan.md:9:1
  |
9 | [x](p0.md)
  | ^^^^^^^^^^
  |
  = note: also at 10:1
  = help: create `p0.md` in the content folder, or remove the link

warning[dead-link]: ./content/plan.md:11:1: `p1.md` not found; the link is shown as not yet written
";
    assert!(err.starts_with(first), "{err}");
    let last = "\
`p20.md` not found; the link is shown as not yet written
… and 4 more of dead-link; `prepbook check --all` shows them

warning[missing-image]: image `p.png` not found";
    assert!(err.contains(last), "{err}");
    // A few problems of a kind are all shown in full.
    assert!(err.contains("36 | ![](q.png)"), "{err}");
    let all = book.run(&["check", "--all"]).err;
    assert_eq!(all.matches("= help: create `p").count(), 26, "{all}");
}

#[test]
fn places_of_one_problem_are_counted() {
    for (again, expected) in [
        (1, "also at 10:1\n"),
        (2, "also at 10:1 and 11:1\n"),
        (4, "also at 10:1, 11:1, 12:1 and 13:1\n"),
        (5, "also at 10:1, 11:1, 12:1, 13:1 and 1 more place\n"),
        (7, "also at 10:1, 11:1, 12:1, 13:1 and 3 more places\n"),
    ] {
        let text = format!("{PLAN}\n{}", "[x](a.md)\n".repeat(again + 1));
        let err = plan(&text).run(&["check"]).err;
        assert!(err.contains(expected), "{expected} in {err}");
        assert_eq!(err.matches("dead-link").count(), 1, "{err}");
    }
    // Positions in other files include their paths.
    let text = format!("{PLAN}\n[x](a.md)\n");
    let book = plan(&text).file("content/z.md", "# Z\n\n[x](a.md)\n[to](plan.md)\n");
    let err = book.run(&["check"]).err;
    assert!(err.contains("also at ./content/z.md:3:1\n"), "{err}");
}

#[test]
fn a_comment_cannot_allow_errors() {
    let book = plan(PLAN).file("handbook.yaml", "plans: [a.md] # prepbook: allow no-plan\n");
    book.run(&["check"]).reports(1, &["error[no-plan]"]);
    let book = plan(PLAN);
    let text = format!("{PLAN}\n<!-- prepbook: allow unknown-name -->\n\n## More {{track=x}}\n");
    book.write("content/plan.md", text);
    assert_eq!(book.run(&["check"]).err, "");
}

#[test]
fn contradictions_show_both_places() {
    let run = plan("# P\n\n## Week 1: One\n\n### Monday: A (2 hours)\n\n**Early Block (90 min)**\n\n- [ ] x\n\n**Late Block (1 hour)**\n\n- [ ] y\n").run(&["check"]);
    let expected = "\
warning[day-time]: this day is planned for 2 h, but its blocks total 2 h 30 min
  --> ./content/plan.md:5:16
   |
 5 | ### Monday: A (2 hours)
   |                ^^^^^^^ planned for 2 h
   |
  ::: ./content/plan.md:7:16
   |
 7 | **Early Block (90 min)**
   |                ------ 1 h 30 min
   |
  ::: ./content/plan.md:11:15
   |
11 | **Late Block (1 hour)**
   |               ------ 1 h, for a total of 2 h 30 min
   |
   = help: change the day's time to 2 h 30 min, or change the times of its blocks
";
    assert_eq!(run.err.trim(), expected.trim());
}

#[test]
fn shares_that_the_plan_does_not_keep_are_shown_with_those_that_it_plans() {
    let text = "# P\n\n## Slow Track (2 hours/week)\n\n- **Reading**: 75%\n- **Writing**: 25%\n\n\
        ## Quick Track (2 hours/week)\n\n- **reading**: 40%\n- **Writing**: 60%\n\n\
        ## Week 1: One\n\n### Monday: A (2 hours)\n\n- [ ] read (90 min) {area=reading}\n- [ ] write (30 min) {area=writing}\n";
    let check = plan(text).run(&["check", "--strict"]);
    check.reports(
        1,
        &[
            "warning[area-share]: the planned time of `Quick` does not match its allocation: Reading 75% instead of 40%, Writing 25% instead of 60%",
            "---------------- 75% planned",
            "---------------- 25% planned",
        ],
    );
    assert_eq!(count(&check.err, "area-share"), 1, "{}", check.err);
    plan(&text.replace("40%", "75%").replace("60%", "25%"))
        .run(&["check", "--strict"])
        .reports(0, &[]);
}
