//! Addresses of other sites, for `prepbook check --external-links`.

use serde_json::{Value, json};

use crate::plan::ExternalAddress;
use crate::report;
use crate::source::Sources;

/// `content/plan.md:9:5: https://example.org/`, one line.
pub(super) fn text(address: &ExternalAddress, sources: &Sources) -> String {
    let (file, line, column) = report::place(address.span, sources);
    let file = file.trim_start_matches("./");
    format!("{file}:{line}:{column}: {}", address.address)
}

/// An object with the address and its place.
pub(super) fn json(address: &ExternalAddress, sources: &Sources) -> Value {
    json!({
        "address": address.address,
        "place": report::json_place(address.span, sources),
    })
}
