//! The targets of links on a sheet.

use crate::view::ascii;

/// An address in an edition's folder in a form for paper: without the parts that only browsers need.
pub(super) fn shown(address: &str) -> String {
    let rest = address
        .split_once("://")
        .map_or(address, |(_, rest)| rest)
        .trim_start_matches("../")
        .trim_start_matches("mailto:");
    if is_whole(address) {
        return rest.trim_end_matches('/').to_owned();
    }
    let (path, anchor) = rest.split_once('#').unwrap_or((rest, ""));
    let path = path.strip_suffix(".html").unwrap_or(path);
    if anchor.is_empty() {
        path.to_owned()
    } else {
        format!("{path} #{anchor}")
    }
}

/// Whether an address is absolute: it has a scheme.
fn is_whole(address: &str) -> bool {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    !scheme.is_empty()
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// The absolute address of a page that is named relative to the folder `from` of a handbook published at `base`; `None`
/// if it is unknown.
pub(super) fn on_the_web(base: Option<&str>, from: &str, address: &str) -> Option<String> {
    if is_whole(address) {
        return Some(ascii(address));
    }
    let base = base?;
    let mut folders: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    let mut rest = address;
    while let Some(up) = rest.strip_prefix("../") {
        folders.pop();
        rest = up;
    }
    folders.push(rest);
    Some(format!("{base}{}", ascii(&folders.join("/"))))
}
