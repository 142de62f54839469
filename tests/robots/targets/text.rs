//! A plan in a single file.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use prepbook::rooms::diagnostic::Code;
use prepbook::rooms::document::NodeKind;
use prepbook::rooms::ledger::{self, Lock};
use prepbook::rooms::pipeline::{self, Outlined, Templates};
use prepbook::rooms::source::Input;
use prepbook::rooms::theme::Theme;
use prepbook::rooms::units::Date;
use tempfile::TempDir;

use super::pages::{self, Pages};
use super::{ensure, settled};

const TRACKS: &str = "\
tracks:
  - {id: standard, name: Standard, hours_per_week: 12}
  - {id: part-time, name: Part-time, hours_per_week: 9}
levels: [{id: l6, name: L6}, {id: l7, name: L7}]
";

/// A folder with the configurations.
static SETTINGS: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    for (name, text) in [
        ("plain", ""),
        ("trusted", "html: trusted\n"),
        ("tracks", TRACKS),
    ] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
        std::fs::write(folder.path().join(name).join("handbook.yaml"), text).unwrap();
    }
    folder
});

/// The default theme.
static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| {
    let theme = Theme::load("default", Path::new("")).unwrap();
    Templates::of(theme).unwrap()
});

/// One of so many texts is built again, which takes as long as all else.
const REBUILT: usize = 8;

fn settings(name: &str) -> PathBuf {
    SETTINGS.path().join(name).join("handbook.yaml")
}

fn input<'a>(text: &'a [u8], configuration: &'a Path) -> Input<'a> {
    Input {
        text: Some(text),
        configuration: Some(configuration),
        ..Input::from("plan.md")
    }
}

/// With the default settings.
pub fn plain(text: &[u8]) -> Result<(), String> {
    check(text, &settings("plain"), true)
}

/// With raw HTML that is not sanitized.
pub fn trusted(text: &[u8]) -> Result<(), String> {
    check(text, &settings("trusted"), true)
}

/// With tracks and levels.
pub fn with_tracks(text: &[u8]) -> Result<(), String> {
    check(text, &settings("tracks"), false)
}

/// The input as front matter.
pub fn front(text: &[u8]) -> Result<(), String> {
    let plan = "\n---\n\n# zq1x\n\n## Week 1: zq2x\n\n### Monday: zq3x (2 hours)\n\n- [ ] zq4x (90 min)\n- [ ] zq5x {level=l7}\n\n## Week 2\n\n- [ ] zq6x\n";
    let text = [b"---\n", text, plan.as_bytes()].concat();
    check(&text, &settings("plain"), false)
}

/// `has_all` says that every reader has every task.
fn check(text: &[u8], configuration: &Path, has_all: bool) -> Result<(), String> {
    let input = input(text, configuration);
    // A draft leaves nothing to build.
    let Ok(outlined) = pipeline::outline(input) else {
        return Ok(());
    };
    settled::diagnostics(&outlined.diagnostics, &outlined.sources)?;
    if !outlined.is_broken() {
        let pages = Pages::of(&outlined, TEMPLATES.clone())?;
        pages.check()?;
        pages::words(&outlined, &pages)?;
        if has_all {
            tasks(&outlined, &pages)?;
        }
        lock(&outlined)?;
        if text.len().is_multiple_of(REBUILT) {
            let again = pipeline::outline(input).map_err(|error| format!("read: {error}"))?;
            pages.same_as(&Pages::of(&again, TEMPLATES.clone())?)?;
        }
    }
    settled::fixes(input, |_, fixed| {
        let again = Input {
            text: Some(fixed[0].after.as_bytes()),
            ..input
        };
        pipeline::fix(again)
            .map(|(_, fixed)| fixed)
            .map_err(|error| format!("fix: {error}"))
    })
}

/// Every task of the text is on a page.
fn tasks(outlined: &Outlined, pages: &Pages) -> Result<(), String> {
    let Some(document) = outlined.handbook.documents.first() else {
        return Ok(());
    };
    let of = |wanted: fn(&NodeKind) -> bool| {
        document
            .all()
            .filter(move |id| wanted(&document.node(*id).kind))
    };
    let templates: Vec<_> = of(|kind| matches!(kind, NodeKind::Template { .. })).collect();
    let items = of(|kind| matches!(kind, NodeKind::Item { task: Some(_), .. }));
    let is_own = |item: &_| {
        !templates
            .iter()
            .any(|template| document.contains(*template, *item))
    };
    let items = items.filter(is_own).count();
    let known = &outlined.ledger.ids.of_document(0).own;
    ensure(items == known.len(), || {
        format!("tasks: {items} in the text, {} with an id", known.len())
    })?;
    // What no reader sees is reported.
    if pages::has(outlined, Code::NeverShown) {
        return Ok(());
    }
    for id in known {
        ensure(pages.has_task(id), || format!("task on no page: {id}"))?;
    }
    Ok(())
}

/// The lock of the text is the same when it is read and written again.
fn lock(outlined: &Outlined) -> Result<(), String> {
    let date = Date::constant(2027, 1, 4);
    let next = |lock: &Lock| {
        let ledger = ledger::settle(&outlined.handbook, Some(lock), &|_, _| false);
        ledger.lock(date).ok_or_else(|| "lock: none".to_owned())
    };
    let first = next(&Lock::new("robots"))?.text();
    let read =
        Lock::parse(&first).map_err(|damage| format!("lock: {} in {first:?}", damage.message))?;
    ensure(read.text() == first, || {
        format!("lock read and written: {first:?} became {:?}", read.text())
    })?;
    let second = next(&read)?.text();
    ensure(second == first, || {
        format!("lock of the same text: {first:?} became {second:?}")
    })
}
