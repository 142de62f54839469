//! Words as data: how plans are read in each language. The entries are [`Vocabulary::of`], [`LineReader`], [`timed`] and
//! [`detect`].
//!
//! 1. [`detect`](mod@detect) finds the language of a text, by the words of [`signs`] among its [`token`]s.
//! 2. [`vocabulary`] has the [`words`] of each language, compared in the form of [`fold`](mod@fold).
//! 3. [`reader`] parses words, numbers and ordinals at the front of a line, with the digits of [`number`].
//! 4. [`date`](mod@date) reads dates, [`duration`] times: one [`amount`] or several, or a range by the [`clock`].
//! 5. [`timed`](mod@timed) finds the time in a line.
//! 6. [`spelling`] finds the word that a misspelled one was meant to be.

mod amount;
mod clock;
mod date;
mod detect;
mod duration;
mod fold;
mod number;
mod reader;
mod signs;
mod spelling;
mod terms;
#[cfg(test)]
mod tests;
mod timed;
mod token;
mod unreadable;
mod vocabulary;
mod words;
mod written;

pub(crate) use clock::{ClockTimes, clock_times};
pub(crate) use date::{
    WrittenDate, WrittenMonth, date, date_of_weekday, day_comes_first, day_of_month, month_in,
    numeric_date, years_in,
};
pub(crate) use detect::{TextPosition, detect};
pub(crate) use duration::{Time, field, read, stated, stated_first};
pub(crate) use fold::{fold, is_unspaced, plain};
pub(crate) use number::digits;
pub(crate) use reader::{LineReader, SEPARATORS};
pub(crate) use spelling::{cased_like, nearest, nearest_unit};
pub(crate) use timed::{last_parenthesis, length_at_end, time_note, timed, timed_task};
pub(crate) use unreadable::names_unit;
pub(crate) use vocabulary::Vocabulary;
pub(crate) use words::WordList;
pub(crate) use written::{
    date_after_week_of, date_in_title, dates_of_week, end_of_range, whole_date,
};
