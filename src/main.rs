//! The program; all of it is in the library.

use std::process::ExitCode;

/// A build makes and drops millions of small strings, which this allocator does faster than the systems' own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    prepbook::cli::run()
}
