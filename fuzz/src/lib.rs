//! The targets of `tests/robots`, for [cargo-fuzz](https://github.com/rust-fuzz/cargo-fuzz).

#![expect(dead_code, reason = "seeds and pieces are for the robots only")]

#[path = "../../tests/support/balance.rs"]
mod balance;
#[path = "../../tests/robots/pieces.rs"]
mod pieces;
#[path = "../../tests/robots/targets/mod.rs"]
mod targets;

/// Checks an input of the target with a name. Fails if something does not hold for it.
pub fn check(name: &str, input: &[u8]) {
    let target = targets::TARGETS.iter().find(|target| target.name == name);
    let target = target.unwrap_or_else(|| panic!("no target {name}"));
    if let Err(wrong) = (target.check)(input) {
        panic!("{wrong}");
    }
}
