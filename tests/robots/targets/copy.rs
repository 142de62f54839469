//! Readers' copies of their progress.

use prepbook::rooms::progress::{self, PublishedHandbook, SavedCopy};
use prepbook::rooms::units::Date;

use super::ensure;
use super::lock::HANDBOOK;

/// Checks the input as a copy. The id of the handbook is called `ID` in it.
pub fn check(input: &[u8]) -> Result<(), String> {
    let own = HANDBOOK.ledger.ids.handbook();
    let input = match std::str::from_utf8(input) {
        Ok(text) => text.replace("\"ID\"", &format!("\"{own}\"")).into_bytes(),
        Err(_) => input.to_owned(),
    };
    let copy = match SavedCopy::parse(&input) {
        Ok(copy) => copy,
        Err(error) => {
            return ensure(!error.to_string().is_empty(), || {
                "copy: no reason".to_owned()
            });
        }
    };
    let editions = HANDBOOK.progress();
    let published = PublishedHandbook {
        handbook: &HANDBOOK.handbook,
        ledger: &HANDBOOK.ledger,
        editions: &editions,
    };
    let today = Date::constant(2027, 1, 14);
    let Ok(counted) = progress::progress(&copy, published, today) else {
        return Ok(());
    };
    for plan in &counted.plans {
        let is_sum = plan.done <= plan.tasks && plan.behind.unwrap_or(0) <= plan.tasks;
        ensure(is_sum, || format!("progress: {plan:?}"))?;
    }
    Ok(())
}
