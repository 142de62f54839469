//! Views become sheets of paper in one PDF: a sheet a day, a cover a week, an overview. The entry is [`print`](fn@print).
//!
//! 1. [`look`] and [`words`] read what the theme says; [`calendar`] tells when days are, [`choice`] which are printed.
//! 2. [`days`], [`cover`] and [`overview`] put [`sheet`]s together from [`row`]s. [`rows`] are made of the
//!    [`nodes`] of texts, and of the [`elements`] of HTML in them; [`text`] is for words and [`links`] for where they lead.
//! 3. [`typeset`] sets words in the [`fonts`] ([`names`] where there is none), [`measure`] tells how high rows are.
//! 4. [`lay`] lays a sheet out at the size that fits, with [`flow`], [`place`] and
//!    [`leaves`].
//! 5. [`draw`] draws it on a [`canvas`], with [`glyphs`] and [`qr`], and [`structure`] tells what is what to those who hear it;
//!    [`bind`](mod@bind) makes the file.

mod bind;
mod calendar;
mod canvas;
mod choice;
mod cover;
mod days;
mod draw;
mod elements;
mod flow;
mod fonts;
mod glyphs;
mod lay;
mod leaves;
mod links;
mod look;
mod measure;
mod names;
mod nodes;
mod overview;
mod place;
mod print;
mod qr;
mod row;
mod rows;
mod sheet;
mod size;
mod structure;
mod text;
mod typeset;
mod words;

pub use calendar::{When, date};
pub use choice::Part;
pub use fonts::FindFont;
pub use print::{Given, Order, Printed, print};
pub use size::Paper;
