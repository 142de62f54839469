//! A process for each command.

use std::path::Path;

use super::Ended;
use crate::support::command;

/// Runs a command in a folder.
pub fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Ended {
    let mut command = command();
    command.current_dir(folder).args(arguments);
    let output = command.write_stdin(input).output().unwrap();
    (output.status.code(), output.stdout, output.stderr)
}
