//! The tasks of each week and day of an edition, as a script: the theme counts a reader's progress with them beyond the
//! current page. Also the names of a plan's tasks.

use super::File;
use super::output::{Output, OutputContext};
use super::script::script;
use crate::error::Error;
use crate::view::{EditionViews, HandbookViews, Route, Views};

/// `tasks.js` of an edition.
pub(super) struct TaskListScript<'a>(pub(super) &'a EditionViews<'a>);

impl TaskListScript<'_> {
    fn path(&self) -> String {
        format!("{}tasks.js", self.0.folder())
    }
}

impl Output for TaskListScript<'_> {
    fn routes(&self) -> Vec<Route> {
        vec![Route::generated(&self.path())]
    }

    fn render(&self, _: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let script = script("prepbookTasks", &self.0.progress());
        Ok(vec![(self.path(), script)])
    }
}

/// `former.js`: the ids under which ticks were stored before there were locks. A page loads it only if it finds such
/// ticks.
pub(super) struct FormerScript<'a>(pub(super) &'a HandbookViews<'a>);

impl Output for FormerScript<'_> {
    fn routes(&self) -> Vec<Route> {
        vec![Route::generated(&format!("{}{FORMER}", self.0.folder()))]
    }

    fn render(&self, _: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let former = script("prepbookFormer", &self.0.former());
        Ok(vec![(format!("{}{FORMER}", self.0.folder()), former)])
    }
}

const FORMER: &str = "former.js";

/// `ledger.js`: the numbers of tasks and what changed, for links from device to device and for news of a plan.
pub(super) struct Numbers<'a>(pub(super) &'a HandbookViews<'a>);

impl Output for Numbers<'_> {
    fn routes(&self) -> Vec<Route> {
        vec![Route::generated(&format!("{}{LEDGER}", self.0.folder()))]
    }

    fn render(&self, _: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let numbers = script("prepbookLedger", &self.0.numbers());
        Ok(vec![(format!("{}{LEDGER}", self.0.folder()), numbers)])
    }
}

const LEDGER: &str = "ledger.js";

/// `names.js` of each plan.
pub(super) struct NamesScript<'a>(pub(super) &'a Views<'a>);

impl Output for NamesScript<'_> {
    fn routes(&self) -> Vec<Route> {
        let plans = self.0.plans();
        plans.map(|plan| Route::generated(&path(plan))).collect()
    }

    fn render(&self, _: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let names = self.0.names();
        let scripts = names.map(|(plan, names)| (path(plan), script("prepbookNames", &names)));
        Ok(scripts.collect())
    }
}

fn path(plan: &str) -> String {
    format!("{plan}/names.js")
}
