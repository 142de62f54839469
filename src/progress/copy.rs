//! A reader's copy: the file that “Save a copy” writes. Three formats are read:
//!
//! - 3 has the choices for each plan, ticks with their days, and notes;
//! - 2 has the keys and values that a browser stored, without days;
//! - 1 is like 2, without the handbook's id and with the ids that tasks had before there were locks.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use crate::plan::Move;
use crate::units::Date;

/// The states of tasks in a copy; 0 is a box that was unticked.
const DONE: u64 = 1;
const SKIPPED: u64 = 2;

/// The newest format.
const FORMAT: u64 = 3;

/// What a reader saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedCopy {
    /// The id of the handbook; the first format has none.
    pub(super) handbook: Option<String>,
    /// The day on which it was saved, if it says so.
    pub saved: Option<Date>,
    /// The level that the reader chose.
    pub(super) level: Option<String>,
    /// The id of the plan that the reader opened last.
    pub(super) opened: Option<String>,
    /// The choices for each plan, by its id.
    pub(super) plans: BTreeMap<String, Choices>,
    /// The ticks, by the ids of tasks.
    pub(super) ticks: BTreeMap<String, Tick>,
    /// The day of the last change of each note, by the id of a task of its day, or by the address of its day.
    pub(super) notes: BTreeMap<String, Date>,
}

/// What a reader chose for a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choices {
    /// The id of the track.
    pub(super) track: Option<String>,
    pub(super) start: Option<Date>,
    /// The day from which on open tasks count: the reader moved on from all before it.
    pub(super) moved: Option<Date>,
    /// The days off.
    pub(super) off: Vec<Date>,
    /// The days that were moved.
    pub(super) moves: Vec<Move>,
    /// The tasks that were planned again, by their ids: for a day, counted from the plan's first one, or for when time
    /// allows.
    pub(super) again: BTreeMap<String, Option<u32>>,
}

/// A box that a reader ticked or unticked, or a task that the reader skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tick {
    pub(super) is_done: bool,
    pub(super) is_skipped: bool,
    /// When; older copies do not say so.
    pub(super) day: Option<Date>,
}

/// Why a file is of no use as a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyError {
    /// It is some other file.
    NotACopy,
    /// It is a copy that was cut off or changed.
    Damaged {
        /// What is wrong with it.
        why: String,
    },
    /// A newer version of prepbook wrote it.
    Newer {
        /// Its format.
        format: u64,
    },
    /// It belongs to a different handbook.
    OtherHandbook,
}

impl fmt::Display for CopyError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotACopy => write!(
                out,
                "this is not a copy of a reader's progress; readers save one in `My plan`"
            ),
            Self::Damaged { why } => {
                write!(
                    out,
                    "this copy is damaged: {why}; ask the reader to save another one"
                )
            }
            Self::Newer { format } => write!(
                out,
                "this copy has format {format}, which is newer than this version of prepbook; update prepbook"
            ),
            Self::OtherHandbook => write!(
                out,
                "this copy belongs to a different handbook; name its folder with `--handbook`"
            ),
        }
    }
}

impl SavedCopy {
    /// Reads a copy.
    ///
    /// # Errors
    ///
    /// [`CopyError`] if the bytes are no copy, or not a whole one, or if a newer version wrote them.
    pub fn parse(bytes: &[u8]) -> Result<Self, CopyError> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let value: Value = serde_json::from_slice(bytes).map_err(|error| {
            // What is cut off still begins as a copy does.
            if String::from_utf8_lossy(bytes).contains("\"prepbook\"") {
                damaged(error)
            } else {
                CopyError::NotACopy
            }
        })?;
        let format = value.get("prepbook").and_then(Value::as_u64);
        match format {
            Some(1) => stored(&value, None),
            Some(2) => stored(&value, handbook(&value)?),
            Some(FORMAT) => dated(&value),
            Some(format) if format > FORMAT => Err(CopyError::Newer { format }),
            _ if value.get("prepbook").is_some() => Err(damaged("its format is not known")),
            _ => Err(CopyError::NotACopy),
        }
    }

    /// Whether its tasks have the ids of before there were locks.
    pub(super) fn has_former_ids(&self) -> bool {
        self.handbook.is_none()
    }
}

fn damaged(why: impl fmt::Display) -> CopyError {
    CopyError::Damaged {
        why: why.to_string(),
    }
}

/// A value as the text that a browser would store for it.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A day as pages write it, such as `2027-01-04`.
fn day(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

/// The texts of a list; none if it is missing.
fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v str> {
    let items = value.get(key).and_then(Value::as_array);
    items.into_iter().flatten().filter_map(Value::as_str)
}

/// `4+7`: everything from the fifth day on is a week later.
fn moved_days(text: &str) -> Option<Move> {
    let (from, days) = text.split_once('+')?;
    Some(Move {
        from: from.parse().ok()?,
        days: days.parse().ok()?,
    })
}

/// The entries of an object; none if it is missing.
fn entries<'v>(
    value: &'v Value,
    key: &str,
) -> Result<impl Iterator<Item = (&'v String, &'v Value)>, CopyError> {
    match value.get(key) {
        None => Ok(None.into_iter().flatten()),
        Some(Value::Object(entries)) => Ok(Some(entries).into_iter().flatten()),
        Some(_) => Err(damaged(format_args!("`{key}` is not an object"))),
    }
}

/// The id of the handbook, which every copy but the first ones has.
fn handbook(value: &Value) -> Result<Option<String>, CopyError> {
    let id = value.get("handbook").and_then(text);
    id.map(Some).ok_or_else(|| damaged("it has no `handbook`"))
}

/// Reads the keys and values of a browser; `handbook` is the id of the handbook.
fn stored(value: &Value, handbook: Option<String>) -> Result<SavedCopy, CopyError> {
    let mut copy = SavedCopy {
        handbook,
        ..SavedCopy::default()
    };
    if !value.get("kept").is_some_and(Value::is_object) {
        return Err(damaged("it has no `kept`"));
    }
    for (key, value) in entries(value, "kept")? {
        let value = text(value).ok_or_else(|| damaged(format_args!("`{key}` has no value")))?;
        copy.take(key, value);
    }
    Ok(copy)
}

/// Reads a copy with days.
fn dated(value: &Value) -> Result<SavedCopy, CopyError> {
    let field = |value: &Value, key: &str| value.get(key).and_then(text);
    let setting = |key| field(value.get("settings")?, key);
    let mut copy = SavedCopy {
        handbook: handbook(value)?,
        saved: field(value, "saved").and_then(|saved| day(&saved)),
        level: setting("level"),
        opened: setting("plan"),
        ..SavedCopy::default()
    };
    for (id, plan) in entries(value, "plans")? {
        let date = |key| field(plan, key).and_then(|text| day(&text));
        let choices = Choices {
            track: field(plan, "track"),
            start: date("start"),
            moved: date("moved"),
            off: list(plan, "off").filter_map(day).collect(),
            moves: list(plan, "moves").filter_map(moved_days).collect(),
            again: list(plan, "again")
                .filter_map(|task| task.split_once('@'))
                .map(|(id, day)| (id.to_owned(), day.parse().ok()))
                .collect(),
        };
        copy.plans.insert(id.clone(), choices);
    }
    for (id, tick) in entries(value, "ticks")? {
        let (day_of_tick, state) = tick
            .as_array()
            .and_then(|tick| Some((tick.first()?.as_str()?, tick.get(1)?.as_u64()?)))
            .ok_or_else(|| damaged(format_args!("the tick `{id}` cannot be read")))?;
        let tick = Tick {
            is_done: state == DONE,
            is_skipped: state == SKIPPED,
            day: day(day_of_tick),
        };
        copy.ticks.insert(id.clone(), tick);
    }
    for (id, versions) in entries(value, "notes")? {
        let versions = versions.as_array().into_iter().flatten();
        let days = versions.filter_map(|version| day(version.get(0)?.as_str()?));
        copy.notes.extend(days.max().map(|last| (id.clone(), last)));
    }
    Ok(copy)
}

impl SavedCopy {
    /// Takes a value that a browser stored. What does not speak of progress, such as colors, is left out.
    fn take(&mut self, key: &str, value: String) {
        let (kind, id) = key.split_once(':').unwrap_or((key, ""));
        match (kind, id) {
            ("level", "") => self.level = Some(value),
            ("plan", "") => self.opened = Some(value),
            (_, "") => {}
            ("task", _) => {
                let tick = Tick {
                    is_done: value == "1",
                    is_skipped: false,
                    day: None,
                };
                self.ticks.insert(id.to_owned(), tick);
            }
            ("track", _) => self.choices(id).track = Some(value),
            ("start", _) => self.choices(id).start = day(&value),
            ("moved", _) => self.choices(id).moved = day(&value),
            _ => {}
        }
    }

    fn choices(&mut self, plan: &str) -> &mut Choices {
        self.plans.entry(plan.to_owned()).or_default()
    }
}
