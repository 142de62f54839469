//! One edition is chosen by the names that people use.

use crate::diagnostic::did_you_mean;
use crate::plan::{Handbook, Plan};

/// That something was asked for which is not there, or that must be said more exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuch {
    /// What is wrong with what was asked for, with the words of the command.
    pub asked: String,
    /// What there is instead.
    pub hint: String,
}

impl Handbook {
    /// The edition of a plan, as its place among [the editions](Self::editions), by its id or title, for a track, by its id, name or another name that it has. What
    /// there is only one of need not be named; nor a plan that alone has the track.
    ///
    /// # Errors
    ///
    /// [`NoSuch`] where there is none of that name, or several and none is named.
    pub fn choose(&self, plan: Option<&str>, track: Option<&str>) -> Result<usize, NoSuch> {
        let plan = self.choose_plan(plan, track)?;
        let track = choose_track(plan, track)?;
        let before = self.plans.iter().take_while(|other| other.id != plan.id);
        let editions: usize = before.map(|other| other.tracks.len().max(1)).sum();
        Ok(editions + track.unwrap_or(0))
    }

    fn choose_plan(&self, asked: Option<&str>, track: Option<&str>) -> Result<&Plan, NoSuch> {
        let names = || self.plans.iter().map(|plan| plan.id.as_str());
        if let Some(asked) = asked {
            let plan = self
                .plans
                .iter()
                .find(|plan| plan.id == asked || same(&plan.title, asked));
            return plan.ok_or_else(|| none("--plan", asked, &names().collect::<Vec<_>>()));
        }
        match self.plans.as_slice() {
            [plan] => return Ok(plan),
            [] => {
                return Err(NoSuch {
                    asked: "there is no plan to print".to_owned(),
                    hint: "no document has weeks; add a heading such as `Week 1`".to_owned(),
                });
            }
            _ => {}
        }
        let mut with_track = self
            .plans
            .iter()
            .filter(|plan| track.is_some_and(|track| find_track(plan, track).is_some()));
        match (with_track.next(), with_track.next()) {
            (Some(plan), None) => Ok(plan),
            _ => Err(NoSuch {
                asked: "there are several plans to choose from".to_owned(),
                hint: format!(
                    "choose one with --plan: {}",
                    names().collect::<Vec<_>>().join(", ")
                ),
            }),
        }
    }
}

fn choose_track(plan: &Plan, asked: Option<&str>) -> Result<Option<usize>, NoSuch> {
    let names = || plan.tracks.iter().map(|track| track.id.as_str());
    match (asked, plan.tracks.len()) {
        (Some(asked), 0) => Err(NoSuch {
            asked: format!("no track matches `--track {asked}`"),
            hint: format!("`{}` has no tracks; omit --track", plan.id),
        }),
        (Some(asked), _) => match find_track(plan, asked) {
            Some(track) => Ok(Some(track)),
            None => Err(none("--track", asked, &names().collect::<Vec<_>>())),
        },
        (None, 0) => Ok(None),
        (None, 1) => Ok(Some(0)),
        (None, _) => Err(NoSuch {
            asked: format!("`{}` has several tracks to choose from", plan.id),
            hint: format!(
                "choose one with --track: {}",
                names().collect::<Vec<_>>().join(", ")
            ),
        }),
    }
}

fn find_track(plan: &Plan, asked: &str) -> Option<usize> {
    plan.tracks.iter().position(|track| {
        same(&track.id, asked)
            || same(&track.name, asked)
            || track.aliases.iter().any(|alias| same(alias, asked))
    })
}

/// Whether two names are one, but for case, spaces and hyphens.
pub(super) fn same(a: &str, b: &str) -> bool {
    let plain = |name: &str| {
        name.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    plain(a) == plain(b)
}

fn none(option: &str, asked: &str, names: &[&str]) -> NoSuch {
    let hint = match did_you_mean(asked, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("available: {}", names.join(", ")),
    };
    NoSuch {
        asked: format!("nothing matches `{option} {asked}`"),
        hint,
    }
}
