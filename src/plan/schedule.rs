//! When weeks and days are, counted in days from the first day of a plan: [`count`](mod@count) places them by their
//! order and their names, and [`written`] moves those whose dates are written in the plan.

mod count;
mod shape;
#[cfg(test)]
mod tests;
mod written;

use super::model::Plan;

use shape::PlanShape;
pub use shape::{Schedule, ScheduledDay, ScheduledWeek, date_of, week_start};

impl Schedule {
    /// The schedule of a plan.
    pub fn of(plan: &Plan) -> Self {
        let shape = PlanShape::of(plan);
        let counted = count::count(&shape);
        written::dated(&shape, counted)
    }

    /// The schedule of a plan regardless of the dates that are written in it.
    pub(crate) fn without_dates(plan: &Plan) -> Self {
        count::count(&PlanShape::of(plan))
    }
}
