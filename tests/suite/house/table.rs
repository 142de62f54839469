//! The tables of the house, as they are drawn: the rooms in `ARCHITECTURE.md`, and the crates in `CONTRIBUTING.md`.

use std::collections::{BTreeMap, BTreeSet};

/// What each room may use.
pub struct Rooms(pub BTreeMap<String, BTreeSet<String>>);

impl Rooms {
    /// Reads the table of rooms. Those of its first row are for everybody.
    pub fn read(text: &str) -> Self {
        let rows: Vec<(BTreeSet<String>, String)> = rows(text, "room")
            .map(|cells| (names(&cells[0]), cells.last().cloned().unwrap_or_default()))
            .collect();
        let shared = rows.first().map(|(rooms, _)| rooms.clone());
        let mut above = BTreeSet::new();
        let mut all = BTreeMap::new();
        for (own, may_use) in &rows {
            let mut used = shared.clone().unwrap_or_default();
            let (whole, but) = may_use.split_once(" but ").unwrap_or((may_use, ""));
            match whole {
                "everything" => used.extend(rows.iter().flat_map(|(rooms, _)| rooms.clone())),
                "everything above" => used.extend(above.iter().cloned()),
                listed => used.extend(listed.split(", ").map(str::to_owned)),
            }
            used.remove("–");
            let but = names(but);
            used.retain(|room| !but.contains(room));
            all.extend(own.iter().map(|room| (room.clone(), used.clone())));
            above.extend(own.iter().cloned());
        }
        Self(all)
    }
}

/// The rooms that each crate may be used in; `None` if in all.
pub fn crates(text: &str) -> BTreeMap<String, Option<BTreeSet<String>>> {
    let mut all = BTreeMap::new();
    for cells in rows(text, "crate") {
        let rooms = Some(&cells[1]).filter(|rooms| *rooms != "all");
        let rooms = rooms.map(|rooms| rooms.split(", ").map(str::to_owned).collect());
        for name in cells[0].split(", ") {
            all.insert(name.to_owned(), rooms.clone());
        }
    }
    all
}

/// The cells of the table whose first head is given, row by row.
fn rows<'t>(text: &'t str, head: &str) -> impl Iterator<Item = Vec<String>> + 't {
    let head = format!("| {head} |");
    let lines = text
        .lines()
        .skip_while(move |line| !line.starts_with(&head));
    let rows = lines.skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|line| {
        let cells = line.trim_matches('|').split(" | ");
        cells.map(|cell| cell.trim().to_owned()).collect()
    })
}

/// The rooms that a text names in code: `plan/` and `span.rs`.
fn names(text: &str) -> BTreeSet<String> {
    let code = text.split('`').skip(1).step_by(2);
    let plain = code.map(|name| name.trim_end_matches('/').trim_end_matches(".rs"));
    plain.map(str::to_owned).collect()
}
