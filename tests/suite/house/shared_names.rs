//! Each type has a name of its own, so a name in a diff or in a search means one thing.

use std::collections::{BTreeMap, BTreeSet};

use super::sources;

#[test]
fn types_of_different_rooms_have_different_names() {
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (room, _, text) in sources() {
        for name in text.lines().filter_map(declared) {
            rooms
                .entry(name.to_owned())
                .or_default()
                .insert(room.clone());
        }
    }
    let shared: Vec<_> = rooms.iter().filter(|(_, rooms)| rooms.len() > 1).collect();
    assert!(shared.is_empty(), "shared by several rooms: {shared:?}");
}

#[test]
fn declarations_are_found_at_any_visibility() {
    for (line, name) in [
        ("struct A;", Some("A")),
        ("pub struct A<'a> {", Some("A")),
        ("pub(in crate::plan) enum Abc {", Some("Abc")),
        ("    pub(super) trait A: Sync {", Some("A")),
        ("type A = Vec<u8>;", Some("A")),
        ("    type Output = u8;", None),
        ("/// A struct A;", None),
        ("    let enum_of = A;", None),
    ] {
        assert_eq!(declared(line), name, "{line}");
    }
}

/// The name of the type that a line declares. An indented alias is an associated type of an `impl`.
fn declared(line: &str) -> Option<&str> {
    let code = line.trim_start();
    let declaration = match code.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(')')?.1.trim_start(),
        Some(rest) => rest.trim_start(),
        None => code,
    };
    let (keyword, rest) = declaration.split_once(' ')?;
    let declares = match keyword {
        "struct" | "enum" | "trait" => true,
        "type" => code.len() == line.len(),
        _ => false,
    };
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
    declares.then(|| &rest[..end.unwrap_or(rest.len())])
}
