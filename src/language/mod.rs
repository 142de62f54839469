//! Words as data: how plans are read in each language. The entries are [`Vocabulary::of`], [`Reader`], [`timed`] and
//! [`detect`].
//!
//! 1. [`detect`](mod@detect) finds the language that a text is in.
//! 2. [`vocabulary`] has the words of each language, compared as [`fold`](mod@fold) says.
//! 3. [`reader`] reads words, numbers and ordinals off the front of a line, with the digits of [`number`].
//! 4. [`date`](mod@date) reads dates, [`duration`] times for work.

mod date;
mod detect;
mod duration;
mod fold;
mod number;
mod reader;
mod vocabulary;

pub(crate) use date::{date, numeric_date};
pub(crate) use detect::detect;
pub(crate) use duration::{Timed, last_parenthesis, stated, timed};
pub(crate) use fold::{fold, is_unspaced, plain};
pub(crate) use number::digits;
pub(crate) use reader::{Reader, SEPARATORS};
pub(crate) use vocabulary::Vocabulary;
