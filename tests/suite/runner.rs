//! The command, run for tests: on Unix by processes that run one command after another.

#[cfg(not(unix))]
#[path = "runner/other.rs"]
mod system;
#[cfg(unix)]
#[path = "runner/unix.rs"]
mod system;

pub use system::run;

/// How a command ended: its exit code, its output and its error output.
pub type Ended = (Option<i32>, Vec<u8>, Vec<u8>);
