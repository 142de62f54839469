//! Times of an action on plans of several lengths, as a table.

use std::path::Path;
use std::time::Duration;

#[path = "plans.rs"]
mod plans;

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Prints the median and the worst of the times that an action takes in plans of 12, 120 and 1,200 weeks, and in the plan
/// in the folder `PREPBOOK_SAMPLE` (with `12-week-plan.md`). The action is measured in a middle week.
pub(crate) fn table(measure: impl Fn(&str, usize) -> Outcome<Vec<Duration>>) -> Outcome<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = std::fs::read_to_string(root.join("content/12-week-plan.md"))?;
    println!("{:<12} {:>10} {:>10}", "plan", "median ms", "worst ms");
    for weeks in [12, 120, 1200] {
        let plan = plans::of_weeks(&own, weeks);
        row(&format!("{weeks} weeks"), measure(&plan, weeks / 2)?);
    }
    if let Ok(folder) = std::env::var("PREPBOOK_SAMPLE") {
        let sample = std::fs::read_to_string(Path::new(&folder).join("12-week-plan.md"))?;
        row("sample", measure(&sample, 6)?);
    }
    Ok(())
}

fn row(name: &str, mut times: Vec<Duration>) {
    times.sort();
    println!(
        "{name:<12} {:>10.1} {:>10.1}",
        milliseconds(times[times.len() / 2]),
        milliseconds(times[times.len() - 1])
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
