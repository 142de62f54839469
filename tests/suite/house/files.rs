//! The dependencies between the files of a room.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use super::code::{Code, Module};

/// The shortest circle of files in a room, each of which uses the next.
pub fn circle(code: &Code, room: &str) -> Option<Vec<String>> {
    let added: Vec<Added> = modules(code, room)
        .flat_map(|module| added(code, module))
        .collect();
    let mut uses: BTreeMap<&Path, BTreeSet<&Path>> = BTreeMap::new();
    for module in modules(code, room) {
        let own = uses.entry(&module.file).or_default();
        own.extend(used(code, module));
        // A call does not name the file that has the method.
        let called = added.iter().filter(|added| {
            added.types.contains(&*module.file) && !added.methods.is_disjoint(&module.calls)
        });
        own.extend(called.map(|added| added.file));
        own.remove(&*module.file);
    }
    let names = shortest_circle(&uses)?;
    Some(
        names
            .iter()
            .map(|file| file.display().to_string())
            .collect(),
    )
}

/// The shortest circle in a map from each thing to those that it uses.
pub fn shortest_circle<T: Copy + Ord>(uses: &BTreeMap<T, BTreeSet<T>>) -> Option<Vec<T>> {
    let circles = uses.keys().filter_map(|start| circle_at(uses, *start));
    circles.min_by_key(Vec::len)
}

/// Methods that a file adds to types.
struct Added<'a> {
    file: &'a Path,
    /// The files of the types.
    types: BTreeSet<&'a Path>,
    methods: &'a BTreeSet<String>,
}

fn added<'a>(code: &'a Code, module: &'a Module) -> impl Iterator<Item = Added<'a>> {
    let home = |path: &Vec<String>| Some(&*code.home(&code.resolve(module, path)?)?.file);
    module.implementations.iter().map(move |of| Added {
        file: &module.file,
        types: of.head.iter().filter_map(home).collect(),
        methods: &of.methods,
    })
}

fn modules<'a>(code: &'a Code, room: &str) -> impl Iterator<Item = &'a Module> {
    let all = code.modules.iter();
    all.filter(move |module| module.room() == Some(room) && !module.is_test)
}

/// The files of its room that a module uses. A name that is only re-exported is not used.
fn used<'a>(code: &'a Code, module: &'a Module) -> impl Iterator<Item = &'a Path> {
    let imports = module.imports.iter().filter(|import| {
        let mut paths = module.paths.iter();
        !import.is_public || paths.any(|path| path.names[0] == import.name)
    });
    let imports = imports.map(|import| &import.from.names);
    let all = imports.chain(module.paths.iter().map(|path| &path.names));
    all.filter_map(|names| {
        let home = code.home(&code.resolve(module, names)?)?;
        (home.room() == module.room() && !home.is_test).then_some(&*home.file)
    })
}

/// The shortest way from a thing back to itself.
fn circle_at<T: Copy + Ord>(uses: &BTreeMap<T, BTreeSet<T>>, start: T) -> Option<Vec<T>> {
    let mut ways = VecDeque::from([vec![start]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        let last = way.last().and_then(|last| uses.get(last));
        for next in last.into_iter().flatten() {
            let further = [way.as_slice(), &[*next]].concat();
            if *next == start {
                return Some(further);
            }
            if seen.insert(*next) {
                ways.push_back(further);
            }
        }
    }
    None
}

#[test]
fn a_circle_of_files_is_found() {
    let circle = |files: &[(&str, &str)]| {
        let read = |(path, text): &(&str, &str)| (PathBuf::from(path), (*text).to_owned());
        let files: Vec<_> = files.iter().map(read).collect();
        circle(&Code::parse(&files, &[]), "r").map(|circle| circle.join(" "))
    };
    let door = ("r/mod.rs", "mod a;\nmod b;\npub use b::{B, c};");
    let a = ("r/a.rs", "use super::B;\npub struct A(B);");
    let free = ("r/b.rs", "// super::a::A\npub(in crate::r) struct B;");
    assert_eq!(circle(&[door, a, free]), None);
    let expected = Some("r/a.rs r/b.rs r/a.rs".to_owned());
    for uses_a in [
        "pub struct B;\nfn c(a: crate::r::a::A) {}",
        "pub struct B;\nfn c() { use super::a as other; other::A; }",
        "pub struct B;\nfn c() { println!(\"{}\", super::a::d()) }",
        "pub struct B;\nmod inner { fn c(a: super::super::a::A) {} }",
    ] {
        assert_eq!(circle(&[door, a, ("r/b.rs", uses_a)]), expected, "{uses_a}");
    }
    let tests = "pub struct B;\n#[cfg(test)]\nmod tests { use crate::r::a::A; }";
    assert_eq!(circle(&[door, a, ("r/b.rs", tests)]), None);
    let method = ("r/b.rs", "pub struct B;\nfn c(b: B) { b.d(); }");
    let adds = (
        "r/a.rs",
        "use super::{B as It};\nimpl It { fn d(&self) {} }",
    );
    assert_eq!(circle(&[door, adds, method]), expected);
    let not_added = (
        "r/a.rs",
        "use super::B;\nimpl B { fn e() -> impl Fn(B) { todo!() } }\nimpl C { fn d() {} }",
    );
    assert_eq!(circle(&[door, not_added, method]), None);
    let parent = ("r/mod.rs", "mod a;\nfn f() { a::g(); }\nstruct H;");
    let child = ("r/a.rs", "use super::H;\npub fn g() {}");
    let expected = Some("r/a.rs r/mod.rs r/a.rs".to_owned());
    assert_eq!(circle(&[parent, child]), expected);
}
