//! Which headings are phases.

use super::shape::shape;

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
