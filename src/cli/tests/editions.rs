//! Plans with their editions: each page in `tests/editions` has plans, and what each track's readers get.
//! `PREPBOOK_RENEW=1 cargo test --lib cli::tests::editions` writes the editions again.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::TestBook;
use crate::edition::{Edition, Placement, Split};
use crate::pipeline;
use crate::plan::{Day, DayItem, Plan, Week};
use crate::units::Effort;

/// The mark around the texts of a page.
const MARK: &str = "~~~~";

/// The page with its editions written again.
fn renewed(page: &str) -> String {
    let mut renewed = String::new();
    let mut plan = String::new();
    let mut open: Option<(&str, String)> = None;
    for line in page.split_inclusive('\n') {
        match (&mut open, line.trim_end().strip_prefix(MARK)) {
            (None, Some(info)) => open = Some((info.trim(), String::new())),
            (Some((_, text)), None) => text.push_str(line),
            (Some((info, text)), Some(_)) => {
                if *info == "editions" {
                    *text = editions(&plan);
                } else {
                    plan.clone_from(text);
                }
                let _ = write!(renewed, "{MARK} {info}\n{text}{MARK}\n");
                open = None;
            }
            (None, None) => renewed.push_str(line),
        }
    }
    renewed
}

/// The editions of a plan.
fn editions(text: &str) -> String {
    let book = TestBook::new(&[("content/plan.md", text)]);
    let outlined = pipeline::outline(&book.path("")).unwrap();
    let mut shown = String::new();
    for edition in outlined.handbook.editions() {
        let track = edition
            .track()
            .map_or("everyone", |track| track.name.as_str());
        let level = edition
            .level()
            .map_or(String::new(), |level| format!(", {}", level.name));
        let _ = writeln!(shown, "{track}{level}");
        for week in 0..edition.plan.weeks.len() {
            show_week(&edition, week, &mut shown);
        }
    }
    for problem in &outlined.diagnostics {
        let _ = writeln!(shown, "! {} {}", problem.code.name(), problem.message);
    }
    shown
}

fn minutes(time: Option<Effort>) -> String {
    time.map_or("-".to_owned(), |time| time.minutes().to_string())
}

/// Core minutes, and those for which time may be short.
fn split(time: Option<Split>) -> String {
    time.map_or("-".to_owned(), |time| {
        format!("{}+{}", time.core.minutes(), time.rest.minutes())
    })
}

/// The minutes of each area that has some; `?` for none of them.
fn areas(plan: &Plan, times: &[Effort]) -> String {
    let names = plan.areas.iter().map(|area| area.id.as_str()).chain(["?"]);
    let all = names.zip(times).filter(|(_, time)| time.minutes() > 0);
    let all = all.map(|(name, time)| [" ", name, "=", &time.minutes().to_string()].concat());
    all.collect()
}

fn show_week(edition: &Edition<'_>, index: usize, shown: &mut String) {
    let plan = edition.plan;
    let (week, fitted): (&Week, _) = (&plan.weeks[index], &edition.weeks()[index]);
    let _ = writeln!(
        shown,
        "  {}: {} of {}, {} core, {} more,{}",
        week.called,
        split(fitted.time),
        minutes(fitted.budget),
        fitted.core,
        fitted.stretch,
        areas(plan, &fitted.areas)
    );
    for (day, own) in week.days.iter().zip(&fitted.days) {
        let blocks = own
            .blocks
            .iter()
            .map(|block| match (block.is_shown, block.counts) {
                (false, _) => " hidden".to_owned(),
                (true, false) => format!(" ({})", split(block.time)),
                (true, true) => format!(" {}", split(block.time)),
            });
        let blocks: String = blocks.collect();
        let _ = writeln!(
            shown,
            "    {}: {} limit {}, outside {},{blocks},{}",
            day.called,
            split(own.time),
            minutes(own.limit),
            split(Some(own.outside)),
            areas(plan, &own.areas)
        );
        show_tasks(edition, day, shown);
    }
}

fn show_tasks(edition: &Edition<'_>, day: &Day, shown: &mut String) {
    let plan = edition.plan;
    let document = &edition.handbook.documents[plan.document];
    for index in day.tasks.clone() {
        let task = &plan.tasks.own[index];
        let mark = match edition.place(index) {
            Placement::Core => '+',
            Placement::Stretch => '?',
            Placement::Elsewhere => 'x',
        };
        let indent = if task.parent.is_some() { "  " } else { "" };
        let written = document.lead_text(task.item);
        let words = if written.trim().is_empty() {
            &task.words
        } else {
            &written
        };
        let _ = writeln!(shown, "      {indent}{mark} {words}");
    }
    for item in &day.items {
        if let DayItem::Note(note) = item {
            let time = minutes(note.stated.map(|time| time.high));
            let _ = writeln!(
                shown,
                "      note for {}: {time}",
                plan.tracks[note.track].id
            );
        }
    }
}

#[test]
fn every_plan_has_the_editions_that_are_written_below_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/editions");
    let mut all = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let page = fs::read_to_string(&path).unwrap();
        let renewed = renewed(&page);
        all += page.matches("\n~~~~ editions\n").count();
        if std::env::var_os("PREPBOOK_RENEW").is_some() {
            fs::write(&path, renewed).unwrap();
        } else {
            assert_eq!(renewed, page, "{}", path.display());
        }
    }
    assert!(all >= 10, "{all}");
}

#[test]
fn editions_are_chosen_by_the_names_that_people_use() {
    let tracks = "---\ntracks: [{name: Full Time, aliases: [all]}, {id: slow, name: Evenings}]\nlevels: [{id: l6, name: Senior}]\n---\n";
    let plan = |title: &str| format!("# {title}\n\n## Week 1: W\n\n### Monday\n\n- [ ] {title}\n");
    let book = TestBook::new(&[
        ("content/one.md", &format!("{tracks}{}", plan("First Plan"))),
        ("content/two.md", &plan("Second")),
    ]);
    let outlined = pipeline::outline(&book.path("")).unwrap();
    let handbook = &outlined.handbook;
    let several = "there are several plans to choose from; choose one with --plan: one, two";
    for (plan, track, expected) in [
        (Some("one"), Some("slow"), "1"),
        (Some("one"), Some("Evenings"), "1"),
        (Some("one"), Some("evenings"), "1"),
        (Some("First Plan"), Some("full-time"), "0"),
        (Some("first plan"), Some("all"), "0"),
        (Some("two"), None, "2"),
        // Only one plan has the track.
        (None, Some("slow"), "1"),
        (None, None, several),
        (None, Some("fast"), several),
        (
            Some("one"),
            None,
            "`one` has several tracks to choose from; choose one with --track: full-time, slow",
        ),
        (
            Some("on"),
            None,
            "nothing matches `--plan on`; did you mean `one`?",
        ),
        (
            Some("other"),
            None,
            "nothing matches `--plan other`; available: one, two",
        ),
        (
            Some("two"),
            Some("slow"),
            "no track matches `--track slow`; `two` has no tracks; omit --track",
        ),
        (
            Some("one"),
            Some("slwo"),
            "nothing matches `--track slwo`; did you mean `slow`?",
        ),
    ] {
        let found = match handbook.choose(plan, track) {
            Ok(edition) => edition.to_string(),
            Err(error) => format!("{}; {}", error.asked, error.hint),
        };
        assert_eq!(found, expected, "{plan:?} {track:?}");
    }
    assert_eq!(handbook.tracks_named("slow").unwrap(), [Some(1), None]);
    assert!(handbook.tracks_named("fast").is_err());
    let edition = handbook.editions().next().unwrap();
    for (level, expected) in [("l6", true), ("SENIOR", true), ("l7", false)] {
        assert_eq!(edition.choose_level(level).is_ok(), expected, "{level}");
    }
}
