//! Finds an edition by the names that people use.

use super::edition::Edition;
use crate::diagnostic::did_you_mean;
use crate::plan::{Handbook, Plan};
use crate::units::Level;

/// Why no edition was chosen: there is none with that name, or the choice is ambiguous.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceError {
    /// The problem with the request, in terms of the command line.
    pub asked: String,
    /// The available choices.
    pub hint: String,
}

impl Handbook {
    /// The edition of a plan, as its index among [the editions](Self::editions), by the plan's id or title and by the
    /// track's id, name or an alias. A name can be left out if there is only one choice, and the plan if only one has
    /// the track. A translation must be named.
    ///
    /// # Errors
    ///
    /// [`ChoiceError`] if nothing has that name, or there are several and none is named.
    pub fn choose(&self, plan: Option<&str>, track: Option<&str>) -> Result<usize, ChoiceError> {
        let plan = self.choose_plan(plan, track)?;
        let track = choose_track(plan, track)?;
        let before = self.plans.iter().take_while(|other| other.id != plan.id);
        let editions: usize = before.map(|other| other.tracks.len().max(1)).sum();
        Ok(editions + track.unwrap_or(0))
    }

    /// For each plan its track with a name, an id or an alias; `None` for plans without it.
    ///
    /// # Errors
    ///
    /// [`ChoiceError`] if no plan has it.
    pub fn tracks_named(&self, asked: &str) -> Result<Vec<Option<usize>>, ChoiceError> {
        let plans = self.plans.iter();
        let found: Vec<Option<usize>> = plans.map(|plan| find_track(plan, asked)).collect();
        if found.iter().any(Option::is_some) {
            return Ok(found);
        }
        let all = self.plans.iter().flat_map(|plan| &plan.tracks);
        let mut names: Vec<&str> = all.map(|track| track.id.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        if names.is_empty() {
            return Err(ChoiceError {
                asked: format!("no track matches `--track {asked}`"),
                hint: "the handbook has no tracks; omit --track".to_owned(),
            });
        }
        Err(none("--track", asked, &names))
    }

    fn choose_plan(&self, asked: Option<&str>, track: Option<&str>) -> Result<&Plan, ChoiceError> {
        let names = || self.plans.iter().map(|plan| plan.id.as_str());
        if let Some(asked) = asked {
            let plan = self
                .plans
                .iter()
                .find(|plan| plan.id == asked || same(&plan.title, asked));
            return plan.ok_or_else(|| none("--plan", asked, &names().collect::<Vec<_>>()));
        }
        let is_original = |plan: &&Plan| !self.originals.contains_key(&plan.document);
        let plans: Vec<&Plan> = self.plans.iter().filter(is_original).collect();
        match plans[..] {
            [plan] => return Ok(plan),
            [] => {
                return Err(ChoiceError {
                    asked: "this handbook has no plan".to_owned(),
                    hint: "no document has weeks; add a heading such as `Week 1`".to_owned(),
                });
            }
            _ => {}
        }
        let mut with_track = plans
            .into_iter()
            .filter(|plan| track.is_some_and(|track| find_track(plan, track).is_some()));
        match (with_track.next(), with_track.next()) {
            (Some(plan), None) => Ok(plan),
            _ => Err(ChoiceError {
                asked: "there are several plans to choose from".to_owned(),
                hint: format!(
                    "choose one with --plan: {}",
                    names().collect::<Vec<_>>().join(", ")
                ),
            }),
        }
    }
}

impl<'a> Edition<'a> {
    /// A level of the plan that the reader may choose, by its id or name.
    ///
    /// # Errors
    ///
    /// [`ChoiceError`] if there is none with that name, or the author chose one for the track.
    pub fn choose_level(&self, asked: &str) -> Result<&'a Level, ChoiceError> {
        let levels: &[Level] = match self.level() {
            Some(_) => &[],
            None => &self.plan.levels,
        };
        let plain = asked.to_lowercase();
        let is_asked = |level: &&Level| level.id == plain || level.name.to_lowercase() == plain;
        levels.iter().find(is_asked).ok_or_else(|| {
            let names: Vec<&str> = levels.iter().map(|level| level.name.as_str()).collect();
            ChoiceError {
                asked: format!("no level matches `--level {asked}`"),
                hint: match did_you_mean(asked, names.iter().copied()) {
                    _ if names.is_empty() => {
                        "the plan has no levels, or its author has chosen one".to_owned()
                    }
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("available: {}", names.join(", ")),
                },
            }
        })
    }
}

fn choose_track(plan: &Plan, asked: Option<&str>) -> Result<Option<usize>, ChoiceError> {
    let names = || plan.tracks.iter().map(|track| track.id.as_str());
    match (asked, plan.tracks.len()) {
        (Some(asked), 0) => Err(ChoiceError {
            asked: format!("no track matches `--track {asked}`"),
            hint: format!("`{}` has no tracks; omit --track", plan.id),
        }),
        (Some(asked), _) => match find_track(plan, asked) {
            Some(track) => Ok(Some(track)),
            None => Err(none("--track", asked, &names().collect::<Vec<_>>())),
        },
        (None, 0) => Ok(None),
        (None, 1) => Ok(Some(0)),
        (None, _) => Err(ChoiceError {
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

/// Whether two names are equal except for case, spaces and hyphens.
pub(super) fn same(a: &str, b: &str) -> bool {
    let plain = |name: &str| {
        name.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    plain(a) == plain(b)
}

fn none(option: &str, asked: &str, names: &[&str]) -> ChoiceError {
    let hint = match did_you_mean(asked, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("available: {}", names.join(", ")),
    };
    ChoiceError {
        asked: format!("nothing matches `{option} {asked}`"),
        hint,
    }
}
