//! The command line.

use crate::support::{book, plan};

const PLAN: &str = "# My Plan\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] do it\n";

#[test]
fn a_build_ends_with_one_line_and_the_command_that_previews_it() {
    let run = plan(PLAN).run(&["build"]);
    run.reports(0, &[]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", run.out);
    assert!(
        lines[0].starts_with("7 pages, 0 tracks, 1 week, 1 task in 0."),
        "{}",
        run.out
    );
    assert!(lines[0].ends_with("output/index.html"), "{}", run.out);
    assert_eq!(
        lines[1],
        "0 errors, 0 warnings, 0 notes; preview the handbook with `prepbook serve --open`"
    );
    assert_eq!(run.err, "");
    let book = book().file("my plan.md", PLAN);
    for (arguments, command) in [
        (
            &["build", "my plan.md"][..],
            Some("`prepbook serve \"my plan.md\" --open`"),
        ),
        (&["init", "new"], Some("`prepbook serve new --open`")),
        (&["build", "my plan.md", "-o", "out"], None),
        (&["build", "my plan.md", "--quiet"], None),
    ] {
        let run = book.run(arguments);
        let printed = run.out.lines().last().unwrap_or_default();
        match command {
            Some(command) => assert!(printed.ends_with(command), "{}", run.out),
            None => assert!(!run.out.contains("serve"), "{}", run.out),
        }
    }
}

#[test]
fn problems_show_the_line_with_a_caret_and_the_cure() {
    let run = plan(&format!("{PLAN}\nsee [it](plam.md)\n")).run(&["build"]);
    let expected = "\
warning[dead-link]: `plam.md` not found; the link is shown as not yet written
 --> ./content/plan.md:9:5
  |
9 | see [it](plam.md)
  |     ^^^^^^^^^^^^^
  |
  = help: did you mean `/plan.md`?
";
    assert_eq!(run.err.trim(), expected.trim());
}

#[test]
fn quiet_shows_errors_only() {
    let dead = format!("{PLAN}\n[x](nowhere.md)\n");
    let run = plan(&dead).run(&["build", "--quiet"]);
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (Some(0), "", "")
    );
    let run = plan(&dead)
        .file("content/b.md", "---\n- x\n---\n")
        .run(&["build", "-q"]);
    run.reports(1, &["error[bad-yaml]"]);
    assert!(!run.err.contains("dead-link"));
}

#[test]
fn color_is_used_in_terminals_and_on_request() {
    let book = plan(&format!("{PLAN}\n[x](nowhere.md)\n"));
    assert!(!book.run(&["build"]).err.contains('\u{1b}'));
    let printed = |variables: &[(&str, &str)]| {
        let mut command = crate::support::command();
        command
            .current_dir(book.path(""))
            .arg("build")
            .envs(variables.iter().copied());
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    assert!(printed(&[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    assert!(!printed(&[("NO_COLOR", "1")]).contains('\u{1b}'));
}

#[test]
fn the_program_ends_with_the_exit_code_of_its_command() {
    let broken = plan(PLAN).file("content/b.md", "---\n- x\n---\n");
    for (arguments, code, words) in [
        (&["--version"][..], 0, "prepbook"),
        (&["check"], 1, "bad-yaml"),
        (&["check", "nowhere"], 2, "nowhere"),
        (&["biuld"], 2, "unrecognized subcommand"),
    ] {
        let mut command = crate::support::command();
        command.current_dir(broken.path("")).args(arguments);
        let output = command.output().unwrap();
        let shown = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?} {shown}");
        assert!(shown.contains(words), "{arguments:?} {shown}");
    }
}

#[test]
fn mistyped_arguments_are_reported() {
    book()
        .run(&["biuld"])
        .reports(2, &["unrecognized subcommand", "build"]);
    book()
        .run(&["build", "--outptu", "x"])
        .reports(2, &["--outptu", "--output"]);
    assert!(book().run(&["--help"]).out.contains("build"));
}

#[test]
fn the_output_folder_comes_from_the_command_or_the_configuration() {
    let book = plan(PLAN).file("handbook.yaml", "output: public\n");
    book.run(&["build"]).reports(0, &[]);
    assert!(book.path("public/index.html").exists());
    book.run(&["build", "--output", "elsewhere/deep"])
        .reports(0, &[]);
    assert!(book.path("elsewhere/deep/index.html").exists());
}

#[test]
fn a_handbook_is_also_found_from_its_content_folder() {
    let book = plan(PLAN).file("handbook.yaml", "title: Found\n");
    book.run(&["build", "content", "-o", "out"]).reports(0, &[]);
    let cover = std::fs::read_to_string(book.path("out/index.html")).unwrap();
    assert!(cover.contains("Found"));
}

#[test]
fn every_key_of_the_configuration_does_something() {
    let book = book()
        .file("content/a/one.md", PLAN)
        .file("content/two.md", "# Other\n\n## Week 1\n\n### Monday\n\n- [ ] see [the page](page.md)\n")
        .file("content/page.md", "<b onclick=\"x()\">bold</b> [other](two.md)\n")
        .file(
            "handbook.yaml",
            "title: T\nauthor: An Author\nlanguage: de-AT\nbase_url: https://example.org/h\nplans: [a/one.md]\n\
             tracks:\n  - id: slow\n    name: Slow one\n    hours_per_week: 0.5\n    allocation: {Reading: 60, Writing: 40}\n\
             levels: [Junior, Senior]\nfit: off\ntheme: default\noutput: out\nhtml: trusted\n",
        );
    let run = book.run(&["build"]);
    // Half an hour per week for a day of one hour, with no fit to make up for it.
    run.reports(0, &["warning[over-budget]"]);
    assert_eq!(run.err.matches("\n --> ").count(), 1, "{}", run.err);
    let pages = crate::support::Pages::read(&book.path("out"));
    let week = pages.text("a/one/slow/week-1.html");
    assert!(week.contains("<html lang=\"de-AT\"") && week.contains("An Author"));
    assert!(week.contains(
        "<link rel=\"canonical\" href=\"https://example.org/h/a/one/slow/week-1.html\">"
    ));
    assert!(
        !week.contains("class=\"later\""),
        "fit: off leaves every task in its place"
    );
    assert!(
        pages
            .text("sitemap.xml")
            .contains("<loc>https://example.org/h/a/one/slow/week-1.html</loc>")
    );
    assert!(
        pages.text("two.html").contains("Other"),
        "a document that is not named as a plan is a chapter"
    );
    assert!(pages.text("page.html").contains("onclick"));
    assert!(pages.text("a/one/slow/index.html").contains("Writing"));
}

#[test]
fn verbose_reports_page_sizes_and_the_theme_keeps_them_small() {
    let book = book();
    book.run(&["init", "--full"]).reports(0, &[]);
    let run = book.run(&["build", "--verbose"]);
    run.reports(0, &[]);
    for (kind, most) in [("week", 17.4), ("day", 14.0)] {
        let line = run
            .out
            .lines()
            .find(|line| line.starts_with(&format!("Largest {kind} page: ")));
        let line = line.unwrap_or_else(|| panic!("{}", run.out));
        let weight: f64 = line.split(' ').nth(3).unwrap().parse().unwrap();
        assert!((4.0..=most).contains(&weight), "{line}");
        assert!(line.contains(".html"), "{line}");
    }
}
