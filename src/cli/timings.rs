//! How long the steps of a build take.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use super::terminal::Stopwatch;

/// The steps that ended, in order, each with the time since the step in front of it.
#[derive(Debug)]
pub(super) struct Timings {
    started: Stopwatch,
    steps: Mutex<Vec<(&'static str, Duration)>>,
}

impl Timings {
    /// Measures from now on.
    pub(super) fn start() -> Self {
        Self {
            started: Stopwatch::start(),
            steps: Mutex::default(),
        }
    }

    /// Ends a step.
    pub(super) fn end(&self, step: &'static str) {
        let mut steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
        let before: Duration = steps.iter().map(|(_, time)| *time).sum();
        steps.push((step, self.started.elapsed().saturating_sub(before)));
    }

    /// One line per step.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        let steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = steps.iter();
        let lines =
            lines.map(|(step, time)| format!("{:>9.1} ms  {step}", 1000.0 * time.as_secs_f64()));
        lines.collect::<Vec<_>>().into_iter()
    }

    /// A list of steps with their milliseconds.
    pub(super) fn json(&self) -> Value {
        let steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
        let steps = steps.iter();
        steps
            .map(|(step, time)| json!({"step": step, "milliseconds": 1000.0 * time.as_secs_f64()}))
            .collect()
    }
}
