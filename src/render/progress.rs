//! Which tasks each week and day of an edition has, as a script: what the theme counts a reader's ticks by beyond the
//! page at hand, and what a plan's tasks are called.

use super::File;
use super::output::{Context, Output};
use crate::error::Error;
use crate::view::{Editor, NamesView, Route};

/// `tasks.js` of an edition.
pub(super) struct TaskList<'a>(pub(super) &'a Editor<'a>);

impl TaskList<'_> {
    fn path(&self) -> String {
        format!("{}tasks.js", self.0.folder())
    }
}

impl Output for TaskList<'_> {
    fn routes(&self) -> Vec<Route> {
        vec![Route::generated(&self.path())]
    }

    fn draw(&self, _: &Context<'_>) -> Result<Vec<File>, Error> {
        // Plain strings and numbers cannot fail to be written.
        let json = serde_json::to_string(&self.0.progress()).unwrap_or_default();
        let script = format!("(self.prepbookTasks = self.prepbookTasks || []).push({json});\n");
        Ok(vec![(self.path(), script.into_bytes())])
    }
}

/// `names.js` of each plan.
pub(super) struct Names<'a>(pub(super) &'a [(&'a str, NamesView)]);

impl Output for Names<'_> {
    fn routes(&self) -> Vec<Route> {
        let plans = self.0.iter();
        plans
            .map(|(plan, _)| Route::generated(&path(plan)))
            .collect()
    }

    fn draw(&self, _: &Context<'_>) -> Result<Vec<File>, Error> {
        let plans = self.0.iter();
        let scripts = plans.map(|(plan, names)| {
            // Plain strings cannot fail to be written.
            let json = serde_json::to_string(names).unwrap_or_default();
            let script = format!("(self.prepbookNames = self.prepbookNames || []).push({json});\n");
            (path(plan), script.into_bytes())
        });
        Ok(scripts.collect())
    }
}

fn path(plan: &str) -> String {
    format!("{plan}/names.js")
}
