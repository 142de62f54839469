//! Page paths without the suffix that Notion adds to each name in an export: a space and 32 hex digits.

use std::borrow::Cow;
use std::collections::HashMap;

use super::tree::Document;

/// How many digits Notion adds.
const DIGITS: usize = 32;

/// Gives each document the path of its page. Files that would have the same path keep their own.
pub(super) fn name_pages(documents: &mut [Document]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for document in documents.iter() {
        *counts
            .entry(plain(&document.path).to_lowercase())
            .or_default() += 1;
    }
    for document in documents {
        let path = plain(&document.path);
        if counts.get(&path.to_lowercase()) == Some(&1) {
            document.page = path.into_owned();
        }
    }
}

/// A path without such a suffix.
pub(super) fn plain(path: &str) -> Cow<'_, str> {
    if !path.split(['/', '.']).any(|part| without_id(part) != part) {
        return Cow::Borrowed(path);
    }
    let parts = path.split('/').map(|part| match part.rsplit_once('.') {
        Some((stem, ending)) => format!("{}.{ending}", without_id(stem)),
        None => without_id(part).to_owned(),
    });
    Cow::Owned(parts.collect::<Vec<_>>().join("/"))
}

fn without_id(name: &str) -> &str {
    let named = name.len().checked_sub(DIGITS + 1).filter(|at| *at > 0);
    let Some((before, id)) = named.and_then(|at| name.split_at_checked(at)) else {
        return name;
    };
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let is_id = id
        .strip_prefix(' ')
        .is_some_and(|id| id.bytes().all(is_digit));
    if is_id { before } else { name }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn only_the_digits_of_an_export_are_taken_off() {
        let id = "0123456789abcdef0123456789abcdef";
        for (path, expected) in [
            (format!("Week 1 {id}.md"), "Week 1.md"),
            (format!("My plan {id}/Week 1 {id}.md"), "My plan/Week 1.md"),
            (format!("My plan {id}/notes.md"), "My plan/notes.md"),
            (format!("v1.2 {id}.md"), "v1.2.md"),
            ("a/b.md".to_owned(), "a/b.md"),
        ] {
            assert_eq!(plain(&path), expected);
        }
        for same in [
            format!("{id}.md"),
            format!("a-{id}.md"),
            format!("a {}.md", &id[1..]),
            format!("a {}.md", id.to_uppercase()),
        ] {
            assert_eq!(plain(&same), same);
        }
    }
}
