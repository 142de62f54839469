//! Plans in several files: one file or folder per week, day or phase.

use std::collections::BTreeMap;

use super::choose;
use super::context::{HandbookContext, front_page, in_nav, named, words_of};
use super::fragment::{Fragment, Head};
use super::name::{Name, name, titled};
use super::shape::{DocumentSetting, OutlineShape};
use super::translation::language_folder;
use crate::document::{Document, Form, NodeKind};
use crate::language::Vocabulary;
use crate::plan::Layout;
use crate::span::{FileId, Span};

/// A document of one or several files.
#[derive(Debug)]
pub(super) struct JoinedDocument {
    pub(super) document: Document,
    /// The fragments of several files, with heads for their folders.
    pub(super) fragments: Option<Vec<Fragment>>,
}

/// A file of a plan, with the names from its path.
struct PlanFile {
    file: FileId,
    /// How many levels its headings are moved down.
    shift: u8,
    /// The heads of folders without a text of their own.
    folders: Vec<(u8, String)>,
    /// The name of the file, if its first heading has no name.
    called: Option<String>,
}

/// Joins the files of each plan that spans several: two or more that name weeks, days or phases in their first heading,
/// their file names or their folders, with `index.md` or `README.md` before them. Files that do not form a plan
/// together, such as the parts of a book, stay separate.
pub(super) fn join(documents: Vec<Document>, context: &HandbookContext<'_>) -> Vec<JoinedDocument> {
    let mut joined = plans(&documents, context);
    documents
        .into_iter()
        .enumerate()
        .filter_map(|(index, document)| {
            joined.remove(&index).unwrap_or(Some(JoinedDocument {
                document,
                fragments: None,
            }))
        })
        .collect()
}

/// The plans that span several files, each at the index of its first file; `None` at the others.
fn plans(
    documents: &[Document],
    context: &HandbookContext<'_>,
) -> BTreeMap<usize, Option<JoinedDocument>> {
    let front = match context.layout {
        Layout::Handbook => None,
        Layout::Site => front_page(documents.iter().map(|document| document.page.as_str())),
    };
    let mut plans = BTreeMap::new();
    for (root, (mut files, asked)) in groups(documents, context, front) {
        if files.len() < 2 {
            continue;
        }
        // A text before the weeks, if there is one, in the folder or beside it with its name.
        files.extend((0..documents.len()).filter(|index| {
            let path = documents[*index].page.as_str();
            let is_inside = folder(path) == root && is_lead(path);
            (is_inside || is_beside(path, root)) && front != Some(path)
        }));
        files.sort_by_cached_key(|index| {
            // In the order of the navigation if it has them, otherwise by their numbers.
            let part = &documents[*index];
            let is_first = is_beside(&part.page, root);
            (!is_first, in_nav(part, context), order(&part.page))
        });
        files.dedup();
        let language = &documents[files[0]].translation;
        let beside = documents.iter().enumerate().filter(|(index, document)| {
            document.translation == *language && !files.contains(index)
        });
        let setting = DocumentSetting::of(context.layout, beside.count() + 1);
        let whole = whole(&files, (documents, root), context);
        let whole = whole.filter(|whole| asked || is_plan(whole, setting, context));
        if let Some(whole) = whole {
            let first = files.iter().min().copied();
            plans.extend(files.into_iter().map(|file| (file, None)));
            plans.extend(first.map(|first| (first, Some(whole))));
        }
    }
    plans
}

/// The files that may form one plan, by their common folder, and whether the configuration names it.
fn groups<'a>(
    documents: &'a [Document],
    context: &HandbookContext<'_>,
    front: Option<&str>,
) -> BTreeMap<&'a str, (Vec<usize>, bool)> {
    let mut groups: BTreeMap<&str, (Vec<usize>, bool)> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        let words = words_of(document, context);
        let root = root(&document.page, words);
        let asked = context
            .plans
            .iter()
            .any(|wanted| !root.is_empty() && named(&format!("{root}/index.md"), wanted));
        // An unlisted file is not part of a listed plan.
        let is_hidden = document.front.unlisted && !is_lead(&document.page);
        let is_own = is_hidden || document.front.plan == Some(false);
        let stays = front == Some(&document.page) || is_own;
        if asked && !is_hidden || !stays && is_part(document, words) {
            let (files, is_asked) = groups.entry(root).or_default();
            files.push(index);
            *is_asked |= asked;
        }
    }
    groups
}

/// Whether several files form a plan together.
fn is_plan(
    whole: &JoinedDocument,
    setting: DocumentSetting,
    context: &HandbookContext<'_>,
) -> bool {
    let JoinedDocument {
        document,
        fragments,
    } = whole;
    document.front.plan.unwrap_or_else(|| {
        let words = words_of(document, context);
        let fragments = fragments.as_deref().unwrap_or_default();
        let chosen = choose::choose(document, words, fragments, setting.fewest_days());
        OutlineShape::of(document, words, &chosen.fragments, setting).is_plan(setting)
    })
}

/// Joins the ordered files of one plan.
fn whole(
    files: &[usize],
    (documents, root): (&[Document], &str),
    context: &HandbookContext<'_>,
) -> Option<JoinedDocument> {
    let mut whole: Option<Document> = None;
    let mut parts = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for file in files {
        let file = &documents[*file];
        let words = words_of(file, context);
        let folders = folder(&file.page).strip_prefix(root);
        let inner: Vec<String> = folders
            .unwrap_or_default()
            .split('/')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
        parts.push(part(file, &inner, (&open, words)));
        open = inner;
        match &mut whole {
            Some(whole) => whole.append(file.clone()),
            None => whole = Some(file.clone()),
        }
    }
    let mut document = whole?;
    let language = language_folder(&document);
    if !root.is_empty() && root != language.trim_end_matches('/') {
        document.page = format!("{root}/index.md");
        document.path.clone_from(&document.page);
    } else if !is_lead(&document.page) {
        let is_free = |path: &String| documents.iter().all(|other| other.page != *path);
        let mut names = ["plan.md", "weeks.md"]
            .into_iter()
            .map(|name| format!("{language}{name}"));
        document.page = names.find(is_free).unwrap_or(document.page);
        document.path.clone_from(&document.page);
    }
    let words = words_of(&document, context);
    let fragments = placed(
        &document,
        choose::fragments(&document, words),
        &parts,
        words,
    );
    Some(JoinedDocument {
        document,
        fragments: Some(fragments),
    })
}

/// The names from the path of a file. `open` are the folders of the file before it.
fn part(file: &Document, inner: &[String], (open, words): (&[String], &Vocabulary)) -> PlanFile {
    let lead = is_lead(&file.page);
    let depth = u8::try_from(inner.len()).unwrap_or(u8::MAX);
    let first = file.roots().next();
    let titled = first.filter(|id| matches!(&file.node(*id).kind, NodeKind::Heading(_)));
    let own = titled.map(|id| file.text(id)).unwrap_or_default();
    let called = if lead {
        inner.last().cloned().unwrap_or_default()
    } else {
        stem(&file.page).to_owned()
    };
    let of_file = name(&spoken(&called), words);
    let is_unsaid = names_time(&called, words)
        && name(&own, words).is_none_or(|own| {
            // A file of a week may begin with its first day.
            own.is_day() && of_file.is_some_and(|of_file| !of_file.is_day())
        });
    let same = open.iter().zip(inner).take_while(|(a, b)| a == b).count();
    let folders = inner
        .iter()
        .enumerate()
        .skip(same)
        .take(inner.len() - usize::from(lead && same < inner.len()) - same)
        .map(|(at, name)| (u8::try_from(at + 1).unwrap_or(u8::MAX), spoken(name)));
    PlanFile {
        file: file.file,
        shift: if lead { depth.saturating_sub(1) } else { depth },
        folders: folders.collect(),
        called: is_unsaid.then(|| spoken(&called)),
    }
}

/// The fragments of several files with their headings at the level of their folders, below a head for each folder
/// without a text of its own, and with the week or day of the file's name in its first head.
fn placed(
    document: &Document,
    fragments: Vec<Fragment>,
    parts: &[PlanFile],
    words: &Vocabulary,
) -> Vec<Fragment> {
    let mut placed = Vec::with_capacity(fragments.len());
    let mut parts = parts.iter().peekable();
    let mut shift = 0;
    for mut fragment in fragments {
        let span = match &fragment {
            Fragment::Head(head) => head.span,
            Fragment::Block(block) => document.node(*block).span,
            _ => continue,
        };
        let begun = parts.next_if(|part| part.file == span.file);
        let mut called = None;
        if let Some(part) = begun {
            shift = part.shift;
            for (level, text) in &part.folders {
                placed.push(head(*level, text.clone(), span, words));
            }
            called = part.called.as_ref();
        }
        if let Fragment::Head(own) = &mut fragment {
            own.level = (own.level + shift).min(6);
        }
        match (called, &mut fragment) {
            (Some(called), Fragment::Head(first)) if first.name.is_none() => {
                let own = first.at.map(|at| document.text(at)).unwrap_or_default();
                first.name = name(called, words).map(|name| titled(name, own.trim(), words));
                placed.push(fragment);
            }
            (Some(called), _) => {
                placed.push(head(shift + 1, called.clone(), span, words));
                placed.push(fragment);
            }
            (None, _) => placed.push(fragment),
        }
    }
    placed
}

/// A head for the name of a file or a folder.
fn head(level: u8, text: String, span: Span, words: &Vocabulary) -> Fragment {
    Fragment::Head(Box::new(Head {
        name: name(&text, words),
        text,
        level: level.min(6),
        form: Form::Heading,
        span,
        at: None,
    }))
}

/// Whether a file may be one of several that form a plan.
fn is_part(document: &Document, words: &Vocabulary) -> bool {
    let path = &document.page;
    let in_week = folder(path)
        .rsplit('/')
        .next()
        .is_some_and(|name| names_time(name, words));
    let by_name = !is_lead(path) && names_time(stem(path), words);
    let first = document.headings().next();
    let by_heading = first.is_some_and(|(id, _)| {
        name(&document.text(id), words).is_some_and(|name| !name.is_day() && !name.about)
    });
    in_week || by_name || by_heading
}

/// The folder of a plan: that of a file, without folders that are parts of the plan themselves.
fn root<'a>(path: &'a str, words: &Vocabulary) -> &'a str {
    let mut root = folder(path);
    loop {
        let name = root.rsplit('/').next().unwrap_or(root);
        if root.is_empty() || self::name(&spoken(name), words).is_none() {
            return root;
        }
        root = folder(root);
    }
}

/// Whether the name of a file or a folder is a week or a day.
fn names_time(called: &str, words: &Vocabulary) -> bool {
    let named = name(&spoken(called), words);
    named.is_some_and(|name: Name| !name.is_phase() && !name.about)
}

/// The name of a file in the form of a heading.
fn spoken(name: &str) -> String {
    // `2027-01-04` is a day.
    let dated = name.get(..10).is_some_and(|date| {
        date.bytes()
            .enumerate()
            .all(|(index, byte)| (byte == b'-') == matches!(index, 4 | 7))
    });
    let plain = if dated {
        name.to_owned()
    } else {
        // `week01` is two words.
        let mut apart = String::new();
        for character in name.chars() {
            if character.is_ascii_digit() && apart.ends_with(char::is_alphabetic) {
                apart.push(' ');
            }
            apart.push(if "-_".contains(character) {
                ' '
            } else {
                character
            });
        }
        apart
    };
    // `01 week` and `week 01`: leading zeros are ignored.
    let words: Vec<String> = plain
        .split(' ')
        .map(|word| match word.trim_start_matches('0') {
            short
                if word.len() > short.len() && short.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                short.to_owned()
            }
            _ => word.to_owned(),
        })
        .collect();
    capitalized(&words.join(" "))
}

/// Words with their first letter capitalized.
pub(super) fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.clone()).collect()
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a file has the name of a folder beside it: `plan.md` beside `plan/`.
fn is_beside(path: &str, folder: &str) -> bool {
    let stem = path.rsplit_once('.').map(|(stem, _)| stem);
    !folder.is_empty() && stem == Some(folder)
}

/// The name of a file without its extension.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn is_lead(path: &str) -> bool {
    ["index", "readme"].contains(&stem(path).to_lowercase().as_str())
}

/// A sort key that puts a folder's own text before the folder's content, and `week-2` before `week-10`.
fn order(path: &str) -> Vec<(bool, Vec<(String, u64)>)> {
    let parts: Vec<&str> = path.split('/').collect();
    let last = parts.len() - 1;
    parts
        .iter()
        .enumerate()
        .map(|(index, part)| (!(index == last && is_lead(part)), natural(part)))
        .collect()
}

fn natural(name: &str) -> Vec<(String, u64)> {
    let mut key = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let text = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let after = &rest[text..];
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        key.push((
            rest[..text].to_lowercase(),
            after[..digits].parse().unwrap_or(u64::MAX),
        ));
        rest = &after[digits..];
    }
    key
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn the_name_of_a_file_is_read_as_words() {
        for (name, expected) in [
            ("week01", "Week 1"),
            ("week-01_trees", "Week 1 trees"),
            ("01-week", "1 week"),
            ("day 007", "Day 7"),
            ("w3d00", "W 3d 00"),
            ("00", "00"),
            ("b2b", "B 2b"),
            ("2027-01-04", "2027-01-04"),
            ("2027-01-04-monday", "2027-01-04-monday"),
            ("2027_01-04", "2027 1 4"),
            ("chapter-12", "Chapter 12"),
            ("été-2", "Été 2"),
        ] {
            assert_eq!(spoken(name), expected, "{name}");
        }
    }
}
