//! The files of a room as modules, and their dependencies on each other, taken from their `use` lines and paths.
//!
//! 1. [`tokens`] splits a file into words, `::` and other characters, without comments and tests.
//! 2. [`Module::read`] separates its imports from the rest.
//! 3. [`Room::home`] resolves a path to the file that defines it, through re-exports.
//! 4. [`Room::circle`] looks for a file that uses itself through others.

use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;

/// The modules of one room.
pub struct Room(Vec<Module>);

struct Module {
    /// The file's path below `src`.
    file: String,
    /// The module's path, such as `plan`, `links`.
    path: Vec<String>,
    imports: Vec<Import>,
    /// The rest of the code.
    code: Vec<String>,
    /// The modules that it declares.
    children: Vec<String>,
}

struct Import {
    /// Its name in the file.
    name: String,
    /// Its path as written.
    path: Vec<String>,
    is_public: bool,
}

impl Room {
    /// Reads a room from its files: each with its path below `src` and its text.
    pub fn read(files: &[(PathBuf, String)]) -> Self {
        Self(files.iter().map(Module::read).collect())
    }

    /// A circle of files, each of which uses the next.
    pub fn circle(&self) -> Option<Vec<&str>> {
        let uses: Vec<BTreeSet<usize>> = (0..self.0.len()).map(|file| self.uses(file)).collect();
        let circles = (0..self.0.len()).filter_map(|start| shortest_circle(&uses, start));
        let shortest = circles.min_by_key(Vec::len)?;
        Some(
            shortest
                .iter()
                .map(|file| self.0[*file].file.as_str())
                .collect(),
        )
    }

    /// The files that a file uses. A name that is only re-exported is not used.
    fn uses(&self, file: usize) -> BTreeSet<usize> {
        let module = &self.0[file];
        let imports = module
            .imports
            .iter()
            .filter(|import| !import.is_public || module.code.contains(&import.name))
            .map(|import| import.path.clone());
        let mut used: BTreeSet<usize> = imports
            .chain(paths(&module.code))
            .filter_map(|path| self.home(&module.absolute(&path)?))
            .collect();
        // A type's methods may be in other files, and a call does not name those.
        used.extend((0..self.0.len()).filter(|other| self.calls_methods(file, *other)));
        used.remove(&file);
        used
    }

    /// The file that defines what a path from the root of the crate names, if it is in this room.
    fn home(&self, path: &[String]) -> Option<usize> {
        let of = |module: &&Module| path.starts_with(&module.path);
        let module = self.0.iter().filter(of).max_by_key(|m| m.path.len())?;
        let import = path.get(module.path.len()).and_then(|name| {
            let mut imports = module.imports.iter();
            imports.find(|import| import.name == *name)
        });
        match import {
            Some(import) => {
                let mut full = module.absolute(&import.path)?;
                full.extend_from_slice(&path[module.path.len() + 1..]);
                self.home(&full)
            }
            None => self.0.iter().position(|other| other.path == module.path),
        }
    }

    /// Whether a file calls methods that another file adds to a type of the first.
    fn calls_methods(&self, file: usize, other: usize) -> bool {
        let (caller, adder) = (&self.0[file], &self.0[other]);
        let is_callers = |name: &String| {
            let import = adder.imports.iter().find(|import| import.name == *name);
            let path = import.and_then(|import| adder.absolute(&import.path));
            path.is_some_and(|path| self.home(&path) == Some(file))
        };
        let is_call = |name: &String| {
            let is_name = |call: &[String]| (call[0] == "." || call[0] == "::") && call[1] == *name;
            caller.code.windows(2).any(is_name)
        };
        let impls = adder.impls();
        let mut own = impls.iter().filter(|code| {
            let mut head = code.iter().take_while(|token| *token != "{");
            head.any(is_callers)
        });
        own.any(|code| {
            let mut pairs = code.windows(2);
            pairs.any(|pair| pair[0] == "fn" && is_call(&pair[1]))
        })
    }
}

impl Module {
    fn read((file, text): &(PathBuf, String)) -> Self {
        let mut path: Vec<String> = file
            .with_extension("")
            .iter()
            .map(|part| part.to_str().unwrap().to_owned())
            .collect();
        path.pop_if(|last| last == "mod");
        let tokens = tokens(text);
        let (mut imports, mut code, mut at) = (Vec::new(), Vec::new(), 0);
        while at < tokens.len() {
            if tokens[at] == "use" {
                let is_public = at > 0 && (tokens[at - 1] == "pub" || tokens[at - 1] == ")");
                at += 1;
                import(&tokens, &mut at, (&[], is_public), &mut imports);
            } else {
                code.push(tokens[at].clone());
                at += 1;
            }
        }
        let declared = code.windows(3).filter(|m| m[0] == "mod" && m[2] == ";");
        Self {
            file: file.display().to_string(),
            children: declared.map(|m| m[1].clone()).collect(),
            path,
            imports,
            code,
        }
    }

    /// The code from each `impl` of a type to the next one.
    fn impls(&self) -> Vec<&[String]> {
        // `impl Trait` in a signature does not begin an item.
        let begins_item = |at: usize| at == 0 || ["}", ";", "]"].contains(&&*self.code[at - 1]);
        let is_head = |at: &usize| self.code[*at] == "impl" && begins_item(*at);
        let mut bounds: Vec<usize> = (0..self.code.len()).filter(is_head).collect();
        bounds.push(self.code.len());
        let ranges = bounds.windows(2);
        ranges.map(|pair| &self.code[pair[0]..pair[1]]).collect()
    }

    /// A path in this module as a path from the root of the crate; `None` if it is outside of the crate.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let ups = path.iter().take_while(|part| *part == "super").count();
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([&self.path, rest].concat()),
            "super" => {
                let above = self.path.len().checked_sub(ups)?;
                Some([&self.path[..above], &path[ups..]].concat())
            }
            child if self.children.iter().any(|known| known == child) => {
                Some([&self.path, path].concat())
            }
            _ => None,
        }
    }
}

/// The tokens of a file, without comments and without the tests at its end.
fn tokens(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let is_tests = |pair: &[&str]| pair[0] == "#[cfg(test)]" && pair[1].ends_with('{');
    let end = lines.windows(2).position(is_tests).unwrap_or(lines.len());
    let code = lines[..end]
        .iter()
        .filter(|line| !line.trim_start().starts_with("//"));
    let mut tokens: Vec<String> = Vec::new();
    let mut is_open = false;
    for c in code.flat_map(|line| line.chars().chain(['\n'])) {
        let in_word = c.is_alphanumeric() || c == '_';
        match tokens.last_mut() {
            Some(last) if is_open && in_word => last.push(c),
            Some(last) if c == ':' && last == ":" => last.push(c),
            _ if c.is_whitespace() => {}
            _ => tokens.push(c.to_string()),
        }
        is_open = in_word;
    }
    tokens
}

/// Reads one tree of imports, such as `super::model::{self, Plan as P}`.
fn import(
    tokens: &[String],
    at: &mut usize,
    (prefix, is_public): (&[String], bool),
    imports: &mut Vec<Import>,
) {
    let mut path = prefix.to_vec();
    while *at < tokens.len() {
        match tokens[*at].as_str() {
            "{" => {
                *at += 1;
                while tokens[*at] != "}" {
                    import(tokens, at, (&path, is_public), imports);
                    *at += usize::from(tokens[*at] == ",");
                }
                *at += 1;
                return;
            }
            "self" if !path.is_empty() => {}
            "::" => {}
            "," | "}" | ";" | "as" => break,
            part => path.push(part.to_owned()),
        }
        *at += 1;
    }
    let mut name = path.last().cloned().unwrap_or_default();
    if tokens[*at] == "as" {
        name.clone_from(&tokens[*at + 1]);
        *at += 2;
    }
    imports.push(Import {
        name,
        path,
        is_public,
    });
}

/// The paths in code, such as `super::slug`.
fn paths(code: &[String]) -> impl Iterator<Item = Vec<String>> {
    let starts = (0..code.len()).filter(|at| {
        let before = &code[..*at];
        let is_start = before.last().is_none_or(|last| last != "::");
        // `pub(in crate::plan)` does not use anything.
        let is_visibility = before.ends_with(&["(".to_owned(), "in".to_owned()]);
        let follows = code.get(at + 1).is_some_and(|next| next == "::");
        is_start && follows && !is_visibility
    });
    starts.map(|start| {
        let mut path = vec![code[start].clone()];
        let pairs = code[start + 1..].chunks_exact(2);
        path.extend(
            pairs
                .take_while(|pair| pair[0] == "::")
                .map(|pair| pair[1].clone()),
        );
        path
    })
}

/// The shortest way from a file back to itself.
fn shortest_circle(uses: &[BTreeSet<usize>], start: usize) -> Option<Vec<usize>> {
    let mut ways = VecDeque::from([vec![start]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in way.last().into_iter().flat_map(|last| &uses[*last]) {
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
