//! Which headings are phases.

use super::read_files;
use super::shape::{shape, shape_of};

#[test]
fn a_phase_that_is_named_again_without_weeks_is_a_section() {
    for (again, expected) in [
        ("**Month 1 Goals**:\n\n- [ ] a", "Month 1: Week 1, Week 2"),
        ("### Month 1 Goals\n\n- [ ] a", "Month 1: Week 1, Week 2"),
        ("## Month 1: Review\n\n- [ ] a", "Month 1: Week 1, Week 2"),
        (
            "## Month 1\n\n### Week 3",
            "Month 1: Week 1, Week 2; Month 1: Week 3",
        ),
        ("## Month 2\n\n- [ ] a", "Month 1: Week 1, Week 2; Month 2:"),
        ("## Phase 1\n\n- [ ] a", "Month 1: Week 1, Week 2; Phase 1:"),
    ] {
        let weeks = "## Month 1: Plan\n\n| Week | Topic |\n|---|---|\n| 1 | a |\n| 2 | b |";
        let text = format!("# P\n\n{weeks}\n\n{again}\n");
        assert_eq!(shape(&text), expected, "{again}");
    }
}

#[test]
fn the_only_heading_of_level_1_is_a_title() {
    let weeks = "## Week 1: Base\n\n### Monday\n\n- [ ] a\n\n## Week 2\n\n### Monday\n\n- [ ] b";
    let week = "## Status\n\na\n\n## Week 1: Base\n\n### Monday\n\n- [ ] a";
    let days = "## Monday\n\n- [ ] a\n\n## Week 1: Review\n\na";
    let both = "Week 1 {Monday}, Week 2 {Monday}";
    for (title, text, expected) in [
        ("Semester 2026", weeks, both),
        ("Module 6 - Web", weeks, both),
        ("Sprints 2026", weeks, both),
        ("Phase 1", weeks, both),
        ("Phase 1 - Week 1 Kickoff", week, "Week 1 {Monday}"),
        ("Week 1 Kickoff", week, "Week 1 {Monday}"),
        ("Week 1: Trees", days, "Week 1 {Monday}"),
    ] {
        let outlined = read_files(&[("content/plan.md", &format!("# {title}\n\n{text}\n"))]);
        let plan = &outlined.handbook.plans[0];
        assert_eq!(
            (plan.title.as_str(), shape_of(&outlined).as_str()),
            (title, expected)
        );
        let is_base = plan.weeks[0].title == "Base";
        assert_eq!(is_base, text != days, "{title}");
    }
    let several = format!("# Phase 1\n\n{week}\n\n# Phase 2\n\n## Week 2\n\n- [ ] a\n");
    assert_eq!(shape(&several), "Phase 1: Week 1 {Monday}; Phase 2: Week 2");
}
