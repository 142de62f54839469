//! Views become files. The entry is [`Outputs`], the list of what can be drawn.
//!
//! 1. A [`renderer`] has the templates of a theme and its [`assets`]; [`filters`] are what templates can do to a value.
//! 2. [`html`] writes texts, with [`escape`]; [`tasks`] are drawn once for all pages.
//! 3. An [`output`] is what is drawn together: [`pages`] in no edition, those of an [`edition`] and of its [`week`]s, the
//!    [`search`] index and the tasks that [`progress`] is counted by, both as a [`script`](mod@script), the [`sitemap`],
//!    and what browsers need [`offline`].
//! 4. [`outputs`] is the list of all of them.

mod assets;
mod edition;
mod escape;
mod filters;
mod html;
mod offline;
mod output;
mod outputs;
mod pages;
mod progress;
mod renderer;
mod script;
mod search;
mod sitemap;
mod tasks;
mod week;

pub use outputs::{Drawing, Outputs};
pub use renderer::{Renderer, Templates};

/// A path below the output folder, and the bytes that belong there.
pub type File = (String, Vec<u8>);
