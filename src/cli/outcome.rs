//! How a command ended.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Success.
    Clean,
    /// The content has errors, or warnings in strict mode; nothing was written.
    ContentHasErrors,
    /// The command could not run.
    CouldNotRun,
}
