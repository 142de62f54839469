//! Every construct of the plan format, with a small plan for each.

use crate::support::{count, plan, tasks, words};

fn monday(text: &str) -> String {
    let pages = plan(&format!("# P\n\n## Week 1: W\n\n### Monday: D\n\n{text}")).rendered();
    pages.main("plan/week-1-monday.html").to_owned()
}

#[test]
fn admonitions_nest_and_end_where_their_indent_does() {
    let page = monday(
        "!!! tip \"Outer *T*\"\n    first\n\n    ??? warning\n        inner\n\n        - [ ] boxed\n\n    ???+ info \"\"\n\tlast\nafter\n\n- item\n\n    !!! note inline end\n        in the item\n",
    );
    assert!(page.contains("<div class=\"admonition tip\""), "{page}");
    assert!(
        page.contains("<details class=\"admonition warning\"><summary>"),
        "{page}"
    );
    assert!(
        page.contains("<details class=\"admonition info\" open>"),
        "{page}"
    );
    assert_eq!(tasks(&page).len(), 1);
    let end = page.find("<p>after</p>").unwrap();
    assert!(
        page[..end].ends_with("</div>\n"),
        "the text after the body is outside it: {page}"
    );
    assert!(
        page.contains("<div class=\"admonition note inline end\""),
        "{page}"
    );
    assert!(
        page.find("<li>").unwrap() < page.find("in the item").unwrap()
            && page.rfind("</li>").unwrap() > page.find("in the item").unwrap()
    );
}

#[test]
fn other_spellings_of_admonitions_are_the_same() {
    let page = monday(
        "> [!CAUTION]\n> careful\n\n> [!tip] Mine\n> tip\n\n!!! HINT\n    text\n\n!!! faq \"Why?\"\n    text\n",
    );
    assert_eq!(
        count(&page, "<div class=\"admonition warning\""),
        1,
        "{page}"
    );
    assert_eq!(count(&page, "<div class=\"admonition tip\""), 2);
    assert_eq!(count(&page, "<div class=\"admonition question\""), 1);
    assert!(
        words(&page).contains("Mine tip") && !page.contains("[!"),
        "{page}"
    );
}

#[test]
fn an_unknown_admonition_is_a_note_with_a_warning() {
    let book =
        plan("# P\n\n## Week 1: W\n\n### Monday: D\n\n- [ ] x\n\n!!! warnign \"T\"\n    text\n");
    book.run(&["build"]).reports(
        0,
        &[
            "warning[unknown-admonition]",
            "plan.md:9:1",
            "did you mean `warning`?",
        ],
    );
}

#[test]
fn text_that_resembles_an_admonition_is_text() {
    let page = monday(
        "!!! is loud, isn't it?\n\n```text\n!!! note\n    code\n```\n\n    !!! note\n        indented code\n",
    );
    assert_eq!(count(&page, "admonition"), 0, "{page}");
    assert!(words(&page).contains("!!! is loud"));
}

#[test]
fn tasks_in_templates_are_read_and_counted_separately() {
    let page = monday(
        "```markdown\n**Bold** text\n\n- [ ] copied\n\n!!! note\n    inside\n```\n\n```markdown-source\n**stars**\n```\n\n- [ ] own\n",
    );
    assert!(
        page.contains("<strong>Bold</strong>") && page.contains("**stars**"),
        "{page}"
    );
    assert_eq!(
        (
            tasks(&page).len(),
            crate::support::template_tasks(&page).len()
        ),
        (1, 1)
    );
    assert!(page.contains("admonition note"));
}

#[test]
fn tasks_take_any_marker_and_keep_their_details() {
    let page = monday(
        "- [ ] a\n* [x] b\n+ [X] c\n1. [ ] d\n   - detail\n   - [ ] part\n\n- [ ] loose\n\n  second paragraph\n",
    );
    assert_eq!(tasks(&page).len(), 6, "{page}");
    assert_eq!(count(&page, " checked"), 2);
    assert!(!page.contains("disabled"));
    assert!(words(&page).contains("second paragraph"));
}

#[test]
fn headings_take_attributes_and_other_braces_are_text() {
    let pages = plan("# P\n\n## Week 1: W\n\n### Monday: D\n\n- [ ] x\n\n## Notes {#mine .class}\n\n### Set {a, b}\n\ntext\n\n[to it](#mine)\n").rendered();
    let page = pages.main("plan/mine.html");
    assert!(words(page).contains("Set {a, b}"), "{page}");
    assert!(page.contains("id=\"mine\""), "{page}");
}

#[test]
fn definition_lists_tables_footnotes_and_addresses_are_rendered() {
    let page = monday(
        "Term\n: meaning\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n\ntext[^n] again[^n] and https://example.org/a_(b), ~~gone~~\n\n[^n]: the note\n",
    );
    for html in [
        "<dt>Term</dt>",
        "<th scope=\"col\" data-align=\"center\">a</th>",
        "data-align=\"right\">2</td>",
        "<del>gone</del>",
        "href=\"https://example.org/a_(b)\"",
        "id=\"fn-",
        "id=\"fnref-",
        "-n-2\"",
    ] {
        assert!(page.contains(html), "{html} in {page}");
    }
    assert_eq!(count(&page, "the note"), 1);
}

#[test]
fn mathematics_and_money_are_text() {
    assert!(
        words(&monday("$5/h and $b costs Â |ψ⟩ São Ÿ naïve\n"))
            .contains("$5/h and $b costs Â |ψ⟩ São Ÿ naïve")
    );
}

#[test]
fn tabs_form_a_group() {
    let page = monday("=== \"One\"\n\n    first\n\n=== \"Two\"\n\n    - [ ] second\n\nafter\n");
    assert_eq!(
        (
            count(&page, "class=\"tabs\""),
            count(&page, "class=\"tab\""),
            tasks(&page).len()
        ),
        (1, 2, 1),
        "{page}"
    );
}

/// The weeks that a plan's page lists, and the days of the first one.
fn structure(text: &str) -> (Vec<String>, Vec<String>) {
    let pages = plan(text).rendered();
    let weeks: Vec<String> = pages
        .pages("plan/")
        .iter()
        .filter(|path| !path.contains("sheets"))
        .map(|path| path["plan/".len()..path.len() - 5].to_owned())
        .filter(|name| name.starts_with("week-"))
        .collect();
    weeks.into_iter().partition(|name| {
        name[5..]
            .chars()
            .all(|c| c.is_ascii_digit() || name.contains("-to-") && !name.contains("day"))
    })
}

#[test]
fn weeks_and_days_are_read_at_every_level_and_with_every_separator() {
    for text in [
        "# P\n\n## Week 1: A\n\n### Monday: B\n\n- [ ] x\n",
        "# P\n\n#### 🚀 WEEK 1 – A\n\n# mon — B\n\n- [ ] x\n",
        "# P\n\n# Wk 1\n\n## Monday (2h)\n\n- [ ] x\n",
        "# P\n\n## Phase 2 - Q (Weeks 1-3)\n\n## Week One\n\n## Monday\n\n- [ ] x\n",
        "# P\n\n## week #1 | A\n\n### MONDAY (1.5-2 hours): B\n\n- [ ] x\n",
        "# P\n\n## Week 1 Getting started\n\n### Monday Getting up\n\n- [ ] x\n",
    ] {
        assert_eq!(
            structure(text),
            (vec!["week-1".to_owned()], vec!["week-1-monday".to_owned()]),
            "{text}"
        );
    }
}

#[test]
fn days_are_weekdays_ranges_ordinals_and_dates() {
    let (_, days) = structure(
        "# P\n\n## Week 1\n\n### Tue–Thu: A\n\n### Saturday & Sunday\n\n### Day 3: B\n\n### 2027-01-04: C\n\n### Monday's notes\n\n- [ ] x\n\n## Week 2\n\n### Weekend\n",
    );
    assert_eq!(
        days,
        [
            "week-1-2027-01-04",
            "week-1-day-3",
            "week-1-saturday-to-sunday",
            "week-1-tuesday-to-thursday",
            "week-2-weekend"
        ]
    );
}

#[test]
fn a_mention_of_a_week_is_not_a_week() {
    let (weeks, _) = structure(
        "# P\n\n## Week 1: A\n\n- [ ] x\n\n### Week 1 Checklist\n\n- [ ] y\n\n## Weekly review\n\ntext\n\n## Weeks of work\n\ntext\n\n## Week 2\n\n- [ ] z\n\n## Week 2.5 thoughts\n\nt\n",
    );
    assert_eq!(weeks, ["week-1", "week-2"]);
}

#[test]
fn durations_are_read_in_every_spelling() {
    for (written, minutes) in [
        ("2 hours", "2 h"),
        ("2h", "2 h"),
        ("2.5 hrs", "2 h 30"),
        ("2h 30m", "2 h 30"),
        ("90 min", "1 h 30"),
        ("1,5 h", "1 h 30"),
        ("1.5-2 hours", "2 h"),
        ("1hr 11min", "1 h 11"),
        ("~45 minutes", "45 min"),
        ("30 min – 1 hour", "1 h"),
        ("2.5 hours total", "2 h 30"),
        ("1 hour - flexible timing", "1 h"),
    ] {
        let pages = plan(&format!(
            "# P\n\n## Week 1: W\n\n### Monday: D ({written})\n\n- [ ] x\n"
        ))
        .rendered();
        let week = words(pages.main("plan/week-1.html"));
        assert!(
            week.contains(&format!("Written for {minutes} · 1 task")),
            "{written}: {week}"
        );
    }
    for no_time in [
        "5 problems",
        "2 hours/day",
        "12 hours a week",
        "optional",
        "45-minute drill",
    ] {
        let pages = plan(&format!(
            "# P\n\n## Week 1: W\n\n### Monday: D ({no_time})\n\n- [ ] x\n"
        ))
        .rendered();
        let week = words(pages.main("plan/week-1.html"));
        assert!(
            week.contains("No hours stated") && week.contains(no_time),
            "{no_time}: {week}"
        );
    }
}

#[test]
fn text_below_unknown_headings_stays() {
    let pages = plan("before\n\n# P\n\nintro\n\n## Week 1: W\n\nweek intro\n\n### Monday: D\n\n- [ ] x\n\n#### Own section\n\nin the day\n\n### Tips\n\nin the week\n\n## Phase 2\n\nphase text\n\n### Week 2\n\n- [ ] y\n\n### Phase notes\n\n- [ ] z\n\n## Empty\n\n## Last\n\nend\n").rendered();
    let everything = words(pages.main("plan/everything.html"));
    for text in [
        "before",
        "intro",
        "week intro",
        "in the day",
        "Own section",
        "in the week",
        "phase text",
        "Phase notes",
        "Empty",
        "end",
    ] {
        assert!(everything.contains(text), "{text} in {everything}");
    }
    assert_eq!(tasks(pages.main("plan/everything.html")).len(), 3);
}

#[test]
fn a_plan_may_lie_in_several_files() {
    let book = crate::support::book()
        .file("content/run/index.md", "# Running\n\nfirst words\n")
        .file(
            "content/run/week-10.md",
            "# Week 10: Ten\n\n## Monday\n\n- [ ] ten [back](week-2.md)\n",
        )
        .file(
            "content/run/week-2.md",
            "# Week 2: Two\n\n## Monday\n\n- [ ] two\n",
        )
        .file("content/other.md", "# Other\n\n[ten](run/week-10.md)\n");
    let pages = book.rendered();
    assert!(words(pages.main("run/index.html")).contains("Running"));
    let plan = words(pages.main("run/index.html"));
    assert!(
        plan.find("Week 2").unwrap() < plan.find("Week 10").unwrap(),
        "{plan}"
    );
    assert!(
        pages
            .main("other.html")
            .contains("href=\"run/week-10.html\"")
    );
    assert!(
        pages
            .main("run/week-10-monday.html")
            .contains("href=\"week-2.html\"")
    );
}

#[test]
fn other_languages_are_read_by_their_words() {
    let german = "---\nlanguage: de\n---\n# P\n\n### Schneller Weg (1 Stunde/Woche)\n\n## Woche 1: Anfang\n**Thema: „Los“**\n\n### Montag: Lesen (2 Stunden)\n\n**Abendeinheit (1,5 Std)**\n\n- [ ] eins (30 Minuten)\n- [ ] zwei\n\n### Wochenende\n\n- [ ] drei\n";
    let pages = plan(german).rendered();
    let week = words(pages.main("plan/schneller/week-1.html"));
    assert!(
        week.contains("Los")
            && week.contains("Geschrieben für 1:30 Std., diese Variante hat 1 Std."),
        "{week}"
    );
    pages.text("plan/schneller/week-1-weekend.html");
    let spanish = "---\nlanguage: es\n---\n# P\n\n## Semana 1: A\n\n### Miércoles: B (1,5 horas)\n\n- [ ] x\n\n### Fin de semana\n\n- [ ] y\n";
    let pages = plan(spanish).rendered();
    pages.text("plan/week-1-wednesday.html");
    assert!(words(pages.main("plan/week-1.html")).contains("Escrito para 1 h 30"));
}

#[test]
fn pieces_may_be_for_a_track_or_a_level_only() {
    let text = "---\ntracks:\n  - {id: slow, name: Slow}\n  - {id: fast, name: Fast, aliases: [quick], level: L2}\nlevels: [L1, L2]\n---\n# P\n\n## Week 1: W\n\n### Monday: D\n\n- [ ] both\n- [ ] slowly {track=slow}\n- [ ] quickly {track=quick}\n- [ ] first {level=L1}\n\n!!! track \"Slow\"\n    only slow words\n\n## Extra {track=\"fast\"}\n\nonly fast words\n";
    let pages = plan(text).rendered();
    let slow = words(pages.main("plan/slow/everything.html"));
    let fast = words(pages.main("plan/fast/everything.html"));
    assert!(
        slow.contains("both")
            && slow.contains("slowly")
            && slow.contains("only slow words")
            && slow.contains("first"),
        "{slow}"
    );
    assert!(!slow.contains("quickly") && !slow.contains("only fast words"));
    assert!(fast.contains("both") && fast.contains("quickly") && fast.contains("only fast words"));
    assert!(
        !fast.contains("slowly") && !fast.contains("only slow words") && !fast.contains("first"),
        "{fast}"
    );
}

#[test]
fn a_task_keeps_its_identity_when_others_change() {
    let ids = |text: &str| {
        let pages = plan(text).rendered();
        let page = pages.main("plan/week-1-monday.html");
        let names: Vec<(String, String)> = tasks(page)
            .into_iter()
            .map(|id| {
                let after = &page[page.find(id).unwrap()..];
                (
                    words(&after[after.find("<span>").unwrap()..after.find("</span>").unwrap()]),
                    id.to_owned(),
                )
            })
            .collect();
        names
            .into_iter()
            .collect::<std::collections::BTreeMap<_, _>>()
    };
    let one = ids(
        "# P\n\n## Week 1: W\n\n### Monday: D\n\n- [ ] alpha (1 hour)\n- [ ] beta\n- [ ] gamma\n",
    );
    let two = ids(
        "# P\n\n!!! note\n    new\n\n## Week 1: Renamed\n\n### Monday: E (3 hours)\n\n- [ ] gamma\n- [ ] new one\n- [x] beta\n- [ ] alpha (2 hours)\n",
    );
    for name in ["beta", "gamma"] {
        assert_eq!(one[name], two[name]);
    }
    assert_eq!(one["alpha (1 hour)"], two["alpha (2 hours)"]);
    let unique: std::collections::BTreeSet<_> = two.values().collect();
    assert_eq!(unique.len(), 4);
}

#[test]
fn signs_in_boxes_are_states_of_tasks() {
    let book = plan(
        "# P\n\n## Week 1\n\n### [x] Monday: A\n\n- [/] read (20 min)\n- [-] write\n- [~] copy\n- [>] ask\n- [?] find\n- [!] book\n- [ ] open\n- [!NOTE] text\n\n### [ ] Tuesday\n\n[!] a line\n",
    );
    let pages = book.rendered();
    let day = pages.main("plan/week-1-monday.html");
    assert_eq!(tasks(day).len(), 7, "{day}");
    for (state, word, done) in [
        ("begun", "Begun", false),
        ("dropped", "Dropped", true),
        ("postponed", "Postponed", false),
        ("question", "Open question", false),
        ("important", "Important", false),
    ] {
        let start = day.find(&format!("data-state=\"{state}\"")).unwrap();
        let task = &day[start..start + day[start..].find("</li>").unwrap()];
        assert!(
            task.contains(&format!("<small class=\"state\">{word}</small>")),
            "{task}"
        );
        assert_eq!(task.contains(" checked"), done, "{task}");
    }
    assert_eq!(day.matches("data-state=\"dropped\"").count(), 2);
    assert!(words(day).contains("1 of 2 · 20 min"), "{day}");
    assert!(tasks(pages.main("plan/week-1-tuesday.html")).is_empty());
}
