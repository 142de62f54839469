//! Front matter: YAML between two lines of `---` at the top of a document (`docs/format.md`, Documents).

use crate::course::Course;
use crate::diagnostic::{Diagnostic, Severity};
use crate::span::FileId;
use crate::yaml::{self, Fields, Piece};

/// What a document says about itself.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// Its title, in place of its first heading.
    pub title: Option<String>,
    /// What it is about, for those who find it elsewhere.
    pub description: Option<String>,
    /// The language it is written in.
    pub language: Option<String>,
    /// Whether it is a plan; `None` where it does not say so.
    pub plan: Option<bool>,
    /// Whether its words are left out of the search.
    pub unsearched: bool,
    /// Whether its dates in figures show that the day comes first in them.
    pub day_first: bool,
    /// What it states about tracks, levels and fit.
    pub course: Course,
}

/// What is made of keys that mean nothing here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OtherKeys {
    /// They are told.
    Told,
    /// They mean something to another program that the text is written for too; only what looks mistyped is told.
    Foreign,
}

/// What is read of front matter that is written for another program too.
const READS: &[&[&str]] = &[
    &["title"],
    &["description"],
    &["language"],
    &["plan"],
    &["tracks"],
    &["levels"],
    &["fit"],
    &["start_date"],
    &["search", "exclude"],
];

/// Reads the front matter and tells where the text begins, in bytes.
///
/// In a text for another program nothing about it is an error. What is no mapping is no front matter there: it stays in
/// the text.
pub(super) fn cut(
    file: FileId,
    text: &str,
    keys: OtherKeys,
    found: &mut Vec<Diagnostic>,
) -> (FrontMatter, usize) {
    let Some((yaml, body)) = find(text) else {
        return (FrontMatter::default(), 0);
    };
    let piece = Piece {
        file,
        offset: yaml.start,
        text: &text[yaml],
    };
    let before = found.len();
    let fields = match keys {
        OtherKeys::Told => Some(yaml::parse(piece, found)),
        OtherKeys::Foreign => yaml::parse_foreign(piece, READS, found),
    };
    let read = match fields {
        Some(fields) => (take(fields, keys, found), body),
        None => {
            let why = found.pop();
            found.extend(why.map(|why| {
                why.hint("correct it, or remove the lines of `---` around it; until then, it is a part of the page")
            }));
            (FrontMatter::default(), 0)
        }
    };
    if keys == OtherKeys::Foreign {
        // The other program builds its site all the same.
        for told in &mut found[before..] {
            told.severity = told.severity.max(Severity::Warning);
        }
    }
    read
}

fn take(mut fields: Fields<'_>, keys: OtherKeys, found: &mut Vec<Diagnostic>) -> FrontMatter {
    let front = FrontMatter {
        title: fields.text("title", found),
        description: fields.text("description", found),
        language: fields.text("language", found),
        day_first: false,
        unsearched: is_unsearched(&mut fields, keys, found),
        plan: fields.switch("plan", found),
        course: Course::take(&mut fields, found),
    };
    match keys {
        OtherKeys::Told => fields.finish(found),
        OtherKeys::Foreign => fields.finish_near(found),
    }
    front
}

/// `search: exclude: true`.
fn is_unsearched(fields: &mut Fields<'_>, keys: OtherKeys, found: &mut Vec<Diagnostic>) -> bool {
    let inner = match keys {
        OtherKeys::Told => fields.section("search", found),
        OtherKeys::Foreign => fields.foreign_section("search"),
    };
    let Some(mut inner) = inner else {
        return false;
    };
    let excluded = inner.switch("exclude", found).unwrap_or_default();
    if keys == OtherKeys::Told {
        inner.finish(found);
    }
    excluded
}

/// The YAML's bytes and where the text after it begins.
fn find(text: &str) -> Option<(std::ops::Range<usize>, usize)> {
    let mut start = 0;
    let mut yaml_start = None;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        match (yaml_start, line.trim_end()) {
            (None, "---") => yaml_start = Some(end),
            (None, _) => return None,
            (Some(from), "---" | "...") => return Some((from..start, end)),
            _ => {}
        }
        start = end;
    }
    None
}
