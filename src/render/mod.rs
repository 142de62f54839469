//! Turns views into files. The entry is [`Outputs`], the list of all outputs.
//!
//! 1. A [`renderer`] has the templates of a theme and its [`assets`]; [`filters`] are available in templates.
//! 2. [`html`] writes texts, with [`escape`]; [`tasks`] are rendered once for all pages.
//! 3. An [`output`] is a group of files that are rendered together: [`pages`] outside of editions, those of an
//!    [`edition`] and of its [`week`]s, the [`search`] index and the task lists for [`progress`], both as a
//!    [`script`](mod@script), the [`calendar`](mod@calendar) file, the [`sitemap`], and the files for [`offline`] reading.
//! 4. The [`copies`] of pages are in [`markdown`].
//! 5. [`outputs`] is the list of all of them.

mod asset_files;
mod assets;
mod calendar;
mod copies;
mod edition;
mod escape;
mod filters;
mod html;
mod markdown;
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

pub use outputs::{OutputSettings, Outputs, RenderInput};
pub use renderer::{Renderer, Templates};

/// A path below the output folder, and the bytes of the file.
pub type File = (String, Vec<u8>);
