//! Robots that attack: inputs changed at random, and what must hold for every one of them. CONTRIBUTING.md has the
//! command for many inputs. The targets are those of `fuzz/` too.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::format_push_string,
    unreachable_pub,
    reason = "a test may panic, print, read and write where it likes"
)]

#[path = "../support/balance.rs"]
mod balance;
mod corpus;
mod hunt;
mod mutate;
mod pieces;
mod random;
mod targets;

use hunt::Hunt;
use targets::TARGETS;

/// How many changed inputs of each target every run of the tests has.
const FEW: u64 = 4;

/// What was found before, the seeds, and a few changes of them.
#[test]
fn nothing_is_found_again() {
    for target in TARGETS {
        for (name, input) in corpus::found(target.name) {
            hunt::tried(target, &input).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        }
    }
    Hunt::of_each(FEW).run();
}

/// As many inputs as `PREPBOOK_ROBOTS` says, such as `150000`, or as fit into a time, such as `120s`.
#[test]
#[ignore = "takes as long as it is told to"]
fn attack() {
    Hunt::from_environment().run();
}

/// cargo-fuzz has a file for each target.
#[test]
fn fuzz_has_the_same_targets() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let listed = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    assert_eq!(listed.matches("[[bin]]").count(), TARGETS.len());
    for target in TARGETS {
        let path = format!("fuzz_targets/{}.rs", target.name);
        assert!(listed.contains(&format!("path = \"{path}\"")), "{path}");
        let text = std::fs::read_to_string(folder.join(path)).unwrap();
        assert!(
            text.contains(&format!("check(\"{}\"", target.name)),
            "{text}"
        );
    }
}
