//! The ids of tasks, which git merges and people edit.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use prepbook::rooms::ledger::{self, Lock};
use prepbook::rooms::pipeline::{self, Outlined};
use prepbook::rooms::source::Input;
use prepbook::rooms::units::Date;

use super::ensure;

const PLAN: &str = "# P\n\n## Week 1: One\n\n### Monday\n\n- [ ] read a chapter\n- [ ] write a page\n\n### Tuesday\n\n- [ ] read a chapter\n\n## Week 2\n\n- [ ] rest\n\n```markdown\n- [ ] copy\n```\n";

/// A handbook that has the lock.
pub static HANDBOOK: LazyLock<Outlined> = LazyLock::new(|| {
    let input = Input {
        text: Some(PLAN.as_bytes()),
        ..Input::from("plan.md")
    };
    pipeline::outline(input).unwrap()
});

/// Checks the input as the lock.
pub fn check(input: &[u8]) -> Result<(), String> {
    let Ok(text) = std::str::from_utf8(input) else {
        return Ok(());
    };
    let lock = match Lock::parse(text) {
        Ok(lock) => lock,
        Err(damage) => {
            let is_inside = text.get(damage.at.clone()).is_some();
            return ensure(is_inside && !damage.message.is_empty(), || {
                format!("position of damage: {:?}", damage.at)
            });
        }
    };
    let written = lock.text();
    let read =
        Lock::parse(&written).map_err(|damage| format!("written lock: {}", damage.message))?;
    ensure(read.text() == written, || {
        format!(
            "lock read and written: {written:?} became {:?}",
            read.text()
        )
    })?;
    let handbook = &HANDBOOK.handbook;
    let settled = ledger::settle(handbook, Some(&lock), &|_, _| false);
    let ids = settled.ids.of_document(0);
    let all: BTreeSet<&String> = ids.own.iter().chain(&ids.in_templates).collect();
    ensure(all.len() == 5, || format!("ids: {all:?}"))?;
    let numbers: Vec<u32> = settled.numbers().map(|(number, _)| number).collect();
    let known: BTreeSet<(u32, &str)> = settled.numbers().collect();
    let once: BTreeSet<u32> = known.iter().map(|(number, _)| *number).collect();
    ensure(once.len() == known.len(), || {
        format!("numbers: {numbers:?}")
    })?;
    let next = settled
        .lock(Date::constant(2027, 1, 4))
        .ok_or("lock: none")?;
    let text = next.text();
    let read = Lock::parse(&text)
        .map_err(|damage| format!("next lock: {} in {text:?}", damage.message))?;
    let again = ledger::settle(handbook, Some(&read), &|_, _| false);
    ensure(again.ids.of_document(0) == ids, || {
        format!("ids change: {text:?}")
    })?;
    let again = again
        .lock(Date::constant(2027, 1, 5))
        .ok_or("lock: none")?
        .text();
    ensure(again == text, || {
        format!("lock of the same plan: {text:?} became {again:?}")
    })
}
