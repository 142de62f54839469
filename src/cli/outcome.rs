//! How a command ended.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Success.
    Clean,
    /// The content has errors, or warnings in strict mode; nothing was written.
    ContentHasErrors,
    /// The client of a server left without shutting it down; its protocol asks for exit code 1 too.
    Abandoned,
    /// The command could not run.
    CouldNotRun,
}
