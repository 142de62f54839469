//! The result of a build as JSON, in the format of `docs/checks.md`.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::pipeline::{LockChange, Outlined};
use crate::site::FileIndex;

/// What was built, and what was done with the lock and the files that were in the way.
pub(super) fn json(
    (outlined, lock): (&Outlined, &LockChange),
    (rendered, output): (&FileIndex, &Path),
    kept: &[(PathBuf, String)],
) -> Value {
    let counts = outlined.counts();
    let left_out = outlined.sources.all_left_out();
    let left_out = left_out.map(|(path, why)| json!({"path": path, "why": why.reason()}));
    let kept = kept.iter();
    let kept = kept.map(|(path, why)| json!({"path": path.display().to_string(), "why": why}));
    json!({
        "output": output.display().to_string(),
        "base_url": outlined.config.base_url,
        "pages": rendered.pages(),
        "tracks": counts.tracks,
        "weeks": counts.weeks,
        "tasks": counts.tasks,
        "lock": match lock {
            LockChange::None => "unchanged",
            LockChange::First(_) => "created",
            LockChange::Update(_) => "updated",
        },
        "left_out": left_out.collect::<Vec<_>>(),
        "kept": kept.collect::<Vec<_>>(),
    })
}
