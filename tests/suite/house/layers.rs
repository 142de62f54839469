//! What each room may use: other rooms, and other crates.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::code::Code;
use super::table::{self, Rooms};
use super::{document, files, sources};

/// Rooms whose values are serialized by others.
const SERIALIZING: &[&str] = &["view", "theme", "site"];

/// The crate, parsed once.
static OWN_CODE: LazyLock<Code> = LazyLock::new(own_code);

fn own_code() -> Code {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = |(_, path, text): (String, PathBuf, String)| {
        (path.strip_prefix(&root).unwrap().to_owned(), text)
    };
    let files: Vec<_> = sources().into_iter().map(read).collect();
    let crates = dependencies();
    Code::parse(
        &files,
        &crates.keys().map(String::as_str).collect::<Vec<_>>(),
    )
}

/// The dependencies in `Cargo.toml`: the name in code of each, and that of its package.
fn dependencies() -> BTreeMap<String, String> {
    let manifest = document("Cargo.toml");
    let mut in_dependencies = false;
    let mut names = BTreeMap::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line.ends_with("dependencies]") && !line.contains("dev-");
        } else if let Some((name, value)) = line.split_once(" = ").filter(|_| in_dependencies) {
            let package = value
                .split_once("package = \"")
                .map_or(name, |(_, rest)| rest.split('"').next().unwrap_or_default());
            names.insert(name.replace('-', "_"), package.to_owned());
        }
    }
    names
}

/// Uses of rooms that the table does not allow.
fn uses_above(code: &Code, rooms: &Rooms) -> Vec<String> {
    let mut wrong = Vec::new();
    for module in &code.modules {
        let Some(room) = module.room() else { continue };
        let Some(allowed) = rooms.0.get(room) else {
            wrong.push(format!("{room} is not in the table of rooms"));
            continue;
        };
        for (path, line) in code.used(module) {
            let used = path.get(1).filter(|_| path[0] == "crate");
            let is_room = |used: &&String| rooms.0.contains_key(*used);
            // File names differ between systems, and every room may compare them.
            let is_shared = path.starts_with(&["crate", "system", "names"].map(str::to_owned));
            if let Some(used) = used.filter(is_room)
                && used != room
                && !is_shared
                && !allowed.contains(used)
            {
                let file = module.file.display();
                wrong.push(format!("{file}:{line} uses {used}, which {room} may not"));
            }
        }
    }
    wrong
}

/// Uses of crates outside of their rooms, which are given by the crates' names in code.
fn crates_outside(code: &Code, allowed: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut wrong = Vec::new();
    for module in code.modules.iter().filter(|module| !module.is_test) {
        let room = module.room().unwrap_or("main");
        for (path, line) in code.used(module) {
            let rooms = allowed.get(&path[0]);
            if rooms.is_some_and(|rooms| !rooms.contains(room)) {
                let file = module.file.display();
                wrong.push(format!("{file}:{line} uses the crate {}", path[0]));
            }
        }
    }
    wrong
}

/// Values that are serialized, outside of the rooms that have them.
fn serialized_outside(code: &Code) -> Vec<String> {
    let mut wrong = Vec::new();
    for module in code.modules.iter().filter(|module| !module.is_test) {
        let is_allowed = module
            .room()
            .is_some_and(|room| SERIALIZING.contains(&room));
        for derived in module.derives.iter().filter(|_| !is_allowed) {
            let path = code.resolve(module, &derived.names);
            if path.is_some_and(|path| path == ["serde", "Serialize"]) {
                let file = module.file.display();
                wrong.push(format!("{file}:{} derives Serialize", derived.line));
            }
        }
    }
    wrong
}

/// A circle of rooms, each of which uses the next.
fn circle_of_rooms(code: &Code) -> Option<Vec<&str>> {
    let rooms: BTreeSet<&str> = code
        .modules
        .iter()
        .filter_map(|module| module.room())
        .collect();
    let mut uses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for module in code.modules.iter().filter(|module| !module.is_test) {
        let Some(room) = module.room() else { continue };
        let own = uses.entry(room).or_default();
        for (path, _) in code.used(module).filter(|(path, _)| path[0] == "crate") {
            let other = path.get(1).and_then(|name| rooms.get(name.as_str()));
            own.extend(other.filter(|other| **other != room));
        }
    }
    files::shortest_circle(&uses)
}

#[test]
fn a_room_uses_only_what_the_table_allows() {
    let code = &*OWN_CODE;
    let rooms = Rooms::read(&document("ARCHITECTURE.md"));
    assert_eq!(uses_above(code, &rooms), [""; 0]);
    assert_eq!(circle_of_rooms(code), None);
    let known: BTreeSet<&str> = code
        .modules
        .iter()
        .filter_map(|module| module.room())
        .collect();
    for room in rooms.0.keys() {
        assert!(known.contains(room.as_str()), "there is no room {room}");
    }
}

#[test]
fn a_crate_is_used_in_its_rooms_only() {
    let code = &*OWN_CODE;
    let listed = table::crates(&document("CONTRIBUTING.md"));
    let known = dependencies();
    let packages: BTreeSet<&String> = known.values().collect();
    assert_eq!(
        listed.keys().collect::<BTreeSet<_>>(),
        packages,
        "the table of crates"
    );
    let rooms = known
        .iter()
        .filter_map(|(name, package)| Some((name.clone(), listed.get(package)?.clone()?)));
    assert_eq!(crates_outside(code, &rooms.collect()), [""; 0]);
    assert_eq!(serialized_outside(code), [""; 0]);
}

#[test]
fn files_of_a_room_form_no_circle() {
    let code = &*OWN_CODE;
    let rooms: BTreeSet<&str> = code
        .modules
        .iter()
        .filter_map(|module| module.room())
        .collect();
    for room in rooms {
        let circle = files::circle(code, room).map(|circle| circle.join(" uses "));
        assert_eq!(circle, None, "{room}");
    }
}

const ROOMS: &str = "\
# Rooms

| room | what it is | may use |
|---|---|---|
| `span.rs`, `units.rs` | words | – |
| `system.rs` | systems | – |
| `plan/` | the model | – |
| `view/` | views | plan |
| `pipeline.rs` | the stages | everything above but `view` |
| `cli/` | commands | everything |
";

#[test]
fn each_way_to_name_a_room_is_seen() {
    let rooms = Rooms::read(ROOMS);
    let wrong = |file: &str, text: &str| {
        let door = "mod a;\npub mod span; pub mod plan; pub mod view; pub mod cli;".to_owned();
        let files = [("lib.rs".into(), door), (file.into(), text.to_owned())];
        uses_above(&Code::parse(&files, &["tera"]), &rooms)
    };
    for text in [
        "use crate::view::V;",
        "use crate::{span::S, view::{self, V}};",
        "use super::super::view::V;",
        "use super::super::{span::S, view as other};",
        "fn f() { use crate::view; }",
        "fn f() -> crate::view::V { todo!() }",
        "fn f() { println!(\"{}\", crate::view::V) }",
        "use crate as root;\nfn f() { root::view::v() }",
        "use super::super as up;\nfn f() { up::view::v() }",
        "mod inner { fn f() { super::super::super::view::v() } }",
        "mod inner { pub use super::super::super as up; }\nfn f(v: inner::up::view::V) {}",
        "extern crate self as own;\nuse own::view::V;",
        "#[derive(crate::view::Viewed)]\nstruct S;",
        "impl crate::view::V for S {}",
        "use crate::view::*;",
        "#[cfg(test)]\nmod tests { use crate::view::V; }",
    ] {
        let found = wrong("plan/a.rs", text);
        assert!(!found.is_empty(), "{text}");
        assert!(
            found[0].contains("uses view, which plan may not"),
            "{found:?}"
        );
    }
    for (file, text) in [
        (
            "plan/a.rs",
            "use crate::span::S;\nuse super::view::V;\nuse crate::system::names::n;",
        ),
        (
            "plan/a.rs",
            "// crate::view::V\n/// [`crate::view::V`]\nconst A: &str = \"crate::view::V\";",
        ),
        (
            "plan/a.rs",
            "pub(in crate::view) fn f() {}\nfn view() {}\nfn g() { view() }",
        ),
        ("view/a.rs", "use crate::plan::P;"),
        ("pipeline.rs", "use crate::{plan::P, system::S};"),
        ("cli/a.rs", "use crate::pipeline::p;\nuse crate::view::V;"),
    ] {
        assert_eq!(wrong(file, text), [""; 0], "{file} {text}");
    }
    for (file, text) in [
        ("pipeline.rs", "use crate::view::V;"),
        ("pipeline.rs", "use crate::cli::C;"),
        ("plan/a.rs", "use crate::system::S;"),
        ("system.rs", "use crate::plan::P;"),
        ("attic.rs", ""),
    ] {
        assert_eq!(wrong(file, text).len(), 1, "{file} {text}");
    }
}

#[test]
fn each_way_to_name_a_crate_is_seen() {
    let table = "| crate | rooms | reason |\n|---|---|---|\n| tera | render | HTML |\n| serde, rayon | all | |\n";
    let table = table::crates(table).into_iter();
    let table = table
        .filter_map(|(name, rooms)| Some((name, rooms?)))
        .collect();
    let wrong = |text: &str| {
        let files = [("view/a.rs".into(), text.to_owned())];
        crates_outside(&Code::parse(&files, &["tera", "serde", "rayon"]), &table)
    };
    for text in [
        "use tera::Tera;",
        "use ::tera::Tera;",
        "use tera as engine;\nfn f(t: engine::Tera) {}",
        "use {serde::Serialize, tera::{Tera as T}};",
        "extern crate tera as engine;\nuse engine::Tera;",
        "fn f() { tera::render() }",
        "fn f() { vec![tera::render()] }",
        "mod inner { use tera; }",
    ] {
        assert!(!wrong(text).is_empty(), "{text}");
    }
    for text in [
        "use serde::Serialize;",
        "fn tera() {}\nfn f() { tera() }",
        "// tera::Tera",
        "#[cfg(test)]\nmod tests { use tera::Tera; }",
    ] {
        assert_eq!(wrong(text), [""; 0], "{text}");
    }
    let derived = [(
        "plan/a.rs".into(),
        "use serde::Serialize;\n#[derive(Serialize)]\nstruct S;".to_owned(),
    )];
    assert!(!serialized_outside(&Code::parse(&derived, &["serde"])).is_empty());
}

#[test]
fn a_circle_of_rooms_is_found() {
    let files = |a: &str, b: &str| {
        let door = "pub mod a; pub mod b;".to_owned();
        [
            ("lib.rs".into(), door),
            ("a/x.rs".into(), a.to_owned()),
            ("b/x.rs".into(), b.to_owned()),
        ]
    };
    let code = Code::parse(&files("use crate::b::x;", "use super::super::a::x;"), &[]);
    let circle = circle_of_rooms(&code);
    assert_eq!(circle.map(|circle| circle.len()), Some(3));
    let code = Code::parse(&files("use crate::b::x;", ""), &[]);
    assert_eq!(circle_of_rooms(&code), None);
}
