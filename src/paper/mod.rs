//! Turns views into sheets of paper in one PDF: one sheet per day, one cover per week, an overview. The entry is
//! [`print`](fn@print), or [`planner`](fn@planner()) for a tablet.
//!
//! 1. [`style`] and [`words`] read the theme's settings; [`calendar`] computes the dates of days, and [`choice`] selects
//!    those to print.
//! 2. [`days`], [`cover`] and [`overview`] build [`sheet`]s of [`row`]s. [`rows`] are made of the [`nodes`] of texts,
//!    and of the [`elements`] of HTML in them; [`text`] has words and [`links`] their targets.
//! 3. [`typeset`] sets words in the [`fonts`] ([`names`] replaces characters that none of them has), and [`measure`]
//!    computes the heights of rows.
//! 4. [`lay`] lays a sheet out at the largest size that fits, with [`flow`], [`place`] and [`pages`].
//! 5. [`planner`](mod@planner) makes sheets for a tablet instead, with [`buttons`] on them; a [`list`] of the pages
//!    keeps their numbers.
//! 6. [`draw`] draws sheets on a [`canvas`], with [`glyphs`] and [`qr`]; [`structure`] tags it for assistive technology,
//!    and [`bind`](mod@bind) creates the file.

mod bind;
mod buttons;
mod calendar;
mod canvas;
mod choice;
mod cover;
mod days;
mod draw;
mod drawing;
mod elements;
mod flow;
mod fonts;
mod glyphs;
mod lay;
mod layout;
mod links;
mod list;
mod measure;
mod names;
mod nodes;
mod overview;
mod pages;
mod place;
mod planner;
mod print;
mod printing;
mod qr;
mod report;
mod row;
mod rows;
mod sheet;
mod size;
mod structure;
mod style;
mod text;
mod typeset;
mod words;

pub use calendar::{When, date};
pub use choice::PrintRange;
pub use fonts::FindFont;
pub use list::{LIST_BEGINNING, ListDamage, PageList};
pub use planner::planner;
pub use print::{Order, PrintedSheets, print};
pub use printing::PrintInput;
pub use size::Paper;
