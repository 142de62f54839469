//! Plans as people write them, in `tests/plans`, lose no task and no week when they are built. The unit tests compare how
//! they are read.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;

use crate::listed_plans::plans;
use crate::support::{plan, site, tasks, template_tasks};

#[test]
fn every_plan_is_built_and_loses_no_task_and_no_week() {
    for (plan, expected) in plans() {
        let site = site(&plan).1;
        let site = site.unwrap_or_else(|| panic!("{}", plan.display()));
        let whole: Vec<&str> = site
            .iter()
            .filter(|(path, _)| path.ends_with("everything.html"))
            .map(|(_, page)| std::str::from_utf8(page).unwrap())
            .collect();
        let own: BTreeSet<&str> = whole.iter().flat_map(|page| tasks(page)).collect();
        let templates: BTreeSet<&str> =
            whole.iter().flat_map(|page| template_tasks(page)).collect();
        let weeks = site
            .iter()
            .filter_map(|(path, _)| path.strip_suffix("/sheets.html"))
            .map(|week| week.rsplit('/').next().unwrap())
            .collect::<BTreeSet<_>>();
        let days = expected
            .lines()
            .filter(|line| line.starts_with("  - "))
            .count();
        let counts: Vec<usize> = expected
            .lines()
            .nth(1)
            .unwrap()
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|number| number.parse().ok())
            .collect();
        assert_eq!(
            (own.len(), templates.len()),
            (counts[2], counts[3]),
            "{}",
            plan.display()
        );
        assert!(days == 0 || weeks.len() <= counts[0], "{}", plan.display());
    }
}

/// Pieces of plans in every shape, each with its number of tasks. `#` becomes a unique number.
const SHAPES: &[(&str, usize)] = &[
    ("## Week #: alpha#x\n\n", 0),
    ("### Weeks #-#9 – beta#x\n\n- [ ] task a#x\n\n", 1),
    ("## Month #: gamma#x\n\n", 0),
    (
        "#### Monday: delta#x (2 hours)\n\n- [x] task b#x\n  - [ ] part c#x\n\n",
        2,
    ),
    ("**Week #: epsilon#x**\n\n", 0),
    ("**Tuesday** – zeta#x (45 min)\n**Wednesday:** eta#x\n\n", 0),
    ("Week #: theta#x\n\n", 0),
    (
        "- **Week #**: iota#x\n  - Monday: kappa#x\n  - Tuesday: lambda#x\n- **Week #1**: my#x\n\nBehind the list: n#x.\n\n",
        0,
    ),
    ("1. Day #: ny#x\n2. Day #1: xi#x\n   - [ ] task d#x\n\n", 1),
    (
        "| Week | Topic | Done |\n|---|---|---|\n| # | omicron#x | ☐ |\n| #1 | pi#x | ☑ |\n\n",
        2,
    ),
    (
        "| Mon | Tue | Wed |\n|---|---|---|\n| rho#x | ☐ sigma#x<br>☐ tau#x | phi#x |\n\n",
        2,
    ),
    (
        "| | Week # | Week #1 |\n|---|---|---|\n| Mon | chi#x | psi#x |\n\n",
        0,
    ),
    ("??? note \"Week #: omega#x\"\n\n    - [ ] task e#x\n\n", 1),
    ("=== \"Thursday\"\n\n    tab#x\n\n", 0),
    (
        "<details>\n<summary>Week #: fold#x</summary>\n\n- [ ] task f#x\n\n</details>\n\n",
        1,
    ),
    ("□ task g#x\n✅ task h#x\n\n", 2),
    ("- ❌ not#x\n- ✅ but#x\n\n", 0),
    ("```markdown\n- [ ] copy#x\n```\n\n", 0),
    ("## Week # Checklist\n\n- [ ] task i#x\n\n", 1),
    ("## Week #, Day 2: both#x\n\n", 0),
    ("### Part #: inner#x\n\n", 0),
    ("*Short option: 30 min, short#x*\n\n", 0),
    ("Some words#x.\n\n", 0),
    ("## Notes#x\n\n", 0),
    ("---\n\n", 0),
];

/// A plan composed of pieces, and its number of tasks.
fn mixture() -> impl Strategy<Value = (String, usize)> {
    prop::collection::vec(prop::sample::select(SHAPES), 0..24).prop_map(|pieces| {
        let mut text = "# Title\n\n".to_owned();
        let mut tasks = 0;
        for (number, (piece, own)) in pieces.iter().enumerate() {
            // The marks of headings are at the start of a line, and words are not.
            for (index, line) in piece.split_inclusive('\n').enumerate() {
                let marks = line.len() - line.trim_start_matches('#').len();
                let (marks, words) = line.split_at(if index == 0 { marks } else { 0 });
                text += marks;
                text += &words.replace('#', &(number + 1).to_string());
            }
            tasks += own;
        }
        (text, tasks)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mixture_of_shapes_loses_no_task_and_no_word((text, expected) in mixture()) {
        let book = plan(&text);
        let site = site(&book.path("content/plan.md")).1.unwrap();
        let everything: String = site
            .iter()
            .filter(|(path, _)| path.ends_with("everything.html"))
            .map(|(_, bytes)| std::str::from_utf8(bytes).unwrap())
            .collect();
        let own: BTreeSet<&str> = tasks(&everything).into_iter().collect();
        prop_assert_eq!(own.len(), expected, "{}", text);
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.ends_with('x')) {
            prop_assert!(everything.contains(word), "no {} in the pages of\n{}", word, text);
        }
    }
}

#[test]
fn the_files_of_a_plan_are_in_navigation_order() {
    let week = |title: &str| format!("# Week {title}\n\n- [ ] x\n");
    let book = crate::support::book()
        .file("content/a/week-1.md", week("1: One"))
        .file("content/a/week-2.md", week("2: Two"))
        .file("content/a/week-10.md", week("10: Ten"));
    let weeks = |book: &crate::support::Book| {
        let run = book.run(&["outline", "--format", "json"]);
        let outline: Value = serde_json::from_str(&run.out).unwrap();
        let weeks = outline["plans"][0]["weeks"].as_array().unwrap().clone();
        weeks
            .iter()
            .map(|week| week["number"].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(weeks(&book), [1, 2, 10]);
    book.write(
        "handbook.yaml",
        "nav: [a/week-10.md, a/week-2.md, a/week-1.md]\n",
    );
    assert_eq!(weeks(&book), [10, 2, 1]);
}
