//! The addresses that links need after files have moved.

use super::path::{decode, document_paths, join};
use super::remote::scheme;

/// A file with links, before and after files have moved.
#[derive(Clone, Copy, Debug)]
pub struct MovedFile<'a> {
    /// Its path before.
    pub from: &'a str,
    /// Its path after.
    pub to: &'a str,
}

impl MovedFile<'_> {
    /// The address that leads to the same file as `written` did; `None` if that is `written` itself, or if it leads to no
    /// file. `exists` is true for the paths of files before, and `moved` returns the paths of those that have moved.
    pub fn address(
        self,
        written: &str,
        exists: impl Fn(&str) -> bool,
        moved: impl Fn(&str) -> Option<String>,
    ) -> Option<String> {
        let is_elsewhere = scheme(written).is_some() || written.starts_with("//");
        let end = written.find(['#', '?']).unwrap_or(written.len());
        let (path, rest) = written.split_at(end);
        if is_elsewhere || path.is_empty() {
            return None;
        }
        let named = join(self.from, &decode(path))?;
        let target = document_paths(&named).find(|path| exists(path))?;
        let new = moved(&target).unwrap_or_else(|| target.clone());
        if new == target && self.from == self.to {
            return None;
        }
        let new = in_form_of(&named, &target, new);
        let mut address = match path.strip_prefix('/') {
            Some(_) => format!("/{new}"),
            None => relative(self.to, &new),
        };
        if path.starts_with("./") && !address.starts_with('.') {
            address.insert_str(0, "./");
        }
        if path.ends_with('/') && !address.ends_with('/') {
            address.push('/');
        }
        if !path.contains(' ') {
            address = encoded(&address);
        }
        let is_same = decode(&address) == decode(path);
        (!is_same).then(|| format!("{address}{rest}"))
    }
}

/// The new path of a target as its address named it: without the extension, as a page, or as the folder of an index.
fn in_form_of(named: &str, target: &str, new: String) -> String {
    if named == target {
        return new;
    }
    let (old_folder, old_name) = target.rsplit_once('/').unwrap_or(("", target));
    let (folder, name) = new.rsplit_once('/').unwrap_or(("", &new));
    if named.trim_end_matches('/') == old_folder {
        return if name == old_name {
            folder.to_owned()
        } else {
            new
        };
    }
    let ending = named.strip_suffix(".html").map_or("", |_| ".html");
    match new.strip_suffix(".md") {
        Some(stem) => format!("{stem}{ending}"),
        None => new,
    }
}

/// The path of a file relative to the folder of another one.
pub fn relative(from: &str, to: &str) -> String {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    let parts: Vec<&str> = to.split('/').filter(|part| !part.is_empty()).collect();
    let shared = folders.iter().zip(&parts);
    // The last part is the file.
    let shared = shared
        .take(parts.len().saturating_sub(1))
        .take_while(|(one, other)| one == other)
        .count();
    let up = folders[shared..].iter().map(|_| "..");
    let path: Vec<&str> = up.chain(parts[shared..].iter().copied()).collect();
    if path.is_empty() {
        ".".to_owned()
    } else {
        path.join("/")
    }
}

/// A path with the signs encoded that would end an address.
pub fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for character in path.chars() {
        if character.is_ascii() && " ()<>%#?\\\"".contains(character) {
            encoded.push_str(&format_byte(character));
        } else {
            encoded.push(character);
        }
    }
    encoded
}

fn format_byte(character: char) -> String {
    format!("%{:02X}", u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::{MovedFile, encoded, relative};

    #[test]
    fn paths_are_relative_to_the_folder_of_the_file() {
        for (from, to, expected) in [
            ("a.md", "b.md", "b.md"),
            ("a.md", "x/b.md", "x/b.md"),
            ("x/a.md", "b.md", "../b.md"),
            ("x/a.md", "x/b.md", "b.md"),
            ("x/y/a.md", "x/z/b.md", "../z/b.md"),
            ("x/a.md", "xy/b.md", "../xy/b.md"),
            ("x/a.md", "x", "../x"),
            ("a.md", "", "."),
        ] {
            assert_eq!(relative(from, to), expected, "{from} {to}");
        }
        assert_eq!(encoded("ä b(1)%.md"), "ä%20b%281%29%25.md");
    }

    const FILES: [&str; 6] = [
        "a.md",
        "b.md",
        "x/c.md",
        "x/index.md",
        "p q.png",
        "x/d/README.md",
    ];

    #[test]
    fn addresses_keep_their_form_when_files_move() {
        let exists = |path: &str| FILES.contains(&path);
        let to_y = |path: &str| path.strip_prefix("x/").map(|name| format!("y/z/{name}"));
        let b = |path: &str| (path == "b.md").then(|| "new/b (2).md".to_owned());
        for (from, to, written, moved, expected) in [
            ("a.md", "a.md", "b.md", 0, Some("new/b%20%282%29.md")),
            (
                "a.md",
                "a.md",
                "./b.md#h",
                0,
                Some("./new/b%20%282%29.md#h"),
            ),
            (
                "a.md",
                "a.md",
                "/b.md?q#h",
                0,
                Some("/new/b%20%282%29.md?q#h"),
            ),
            ("a.md", "a.md", "b", 0, Some("new/b%20%282%29")),
            ("a.md", "a.md", "b.html", 0, Some("new/b%20%282%29.html")),
            ("a.md", "a.md", "x/c.md", 0, None),
            ("a.md", "a.md", "gone.md", 0, None),
            ("a.md", "a.md", "#b.md", 0, None),
            ("a.md", "a.md", "https://example.org/b.md", 0, None),
            ("a.md", "a.md", "../b.md", 0, None),
            // The folder moves, and links inside of it stay.
            ("a.md", "a.md", "x/", 1, Some("y/z/")),
            ("a.md", "a.md", "x", 1, Some("y/z")),
            ("a.md", "a.md", "x/d/", 1, Some("y/z/d/")),
            ("x/c.md", "y/z/c.md", "d/", 1, None),
            ("x/c.md", "y/z/c.md", "index.md", 1, None),
            ("x/c.md", "y/z/c.md", "../b.md", 1, Some("../../b.md")),
            (
                "x/c.md",
                "y/z/c.md",
                "../p%20q.png",
                1,
                Some("../../p%20q.png"),
            ),
            ("x/c.md", "y/z/c.md", "../p q.png", 1, Some("../../p q.png")),
            ("x/c.md", "y/z/c.md", "/b.md", 1, None),
            // The file itself moves.
            ("a.md", "k/a.md", "b.md", 2, Some("../b.md")),
            ("a.md", "k/a.md", "./b.md", 2, Some("../b.md")),
        ] {
            let file = MovedFile { from, to };
            let found = file.address(written, exists, |path| match moved {
                0 => b(path),
                1 => to_y(path),
                _ => None,
            });
            assert_eq!(found.as_deref(), expected, "{from} {to} {written}");
        }
    }
}
