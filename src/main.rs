//! The program; its code is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    prepbook::run(std::env::args_os()).into()
}
