//! A [`Handbook`] of plans and chapters: the model that every later stage reads.
//!
//! 1. [`model`] defines plans, and [`handbook`] the other published content; [`twins`] pairs tasks of translations.
//! 2. [`links`] resolves links, and [`page`] names the pages that they lead to.
//! 3. [`schedule`] says when weeks and days are, counted from the first one, [`calendar`] on which dates, and [`time`]
//!    how much time they take.

mod calendar;
mod external;
mod handbook;
mod links;
mod model;
mod narrow;
mod page;
mod schedule;
mod time;
mod twins;

pub use calendar::{Calendar, Move, start_for_end};
pub use external::ExternalAddress;
pub(crate) use handbook::shown_pictures;
pub use handbook::{Chapter, Handbook, Layout, LinkSource, Locale, Moved, NoPlan, Target};
pub(crate) use links::{ContentFolder, Servers, resolve_links, resolve_redirects};
pub use links::{MovedFile, encoded, relative};
pub use model::{
    AddedBreak, Block, Claim, Day, DayItem, DayName, Phase, Plan, PlanPart, Rank, Section, Task,
    TaskPlace, Tasks, TrackNote, Unchosen, UnchosenMention, Week, WeekKind,
};
pub use page::{file_name, page_id, part_name};
pub use schedule::{Schedule, ScheduledDay, ScheduledWeek, date_of, week_start};
pub(crate) use time::noted_time;
pub use time::{day_time, parts_time, share_effort, track_time, week_time};
pub use twins::Twins;
