//! Plans in several files: a file or a folder for each week, for each day, or for each phase.

use std::collections::BTreeMap;

use super::Given;
use super::heading::{Role, role};
use super::select::{in_nav, named, words_of};
use crate::document::{Composer, Document, Form, NodeId, NodeKind};
use crate::language::Vocabulary;

/// Makes one document of the files of each plan that lies in several: two or more that name weeks, days or phases in
/// their first heading, their own names or those of their folders, with `index.md` or `README.md` before them.
pub(super) fn join(documents: Vec<Document>, given: &Given<'_>) -> Vec<Document> {
    let mut plans: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        let words = words_of(document, given);
        let root = root(&document.path, words);
        let asked = given
            .plans
            .iter()
            .any(|wanted| !root.is_empty() && named(&format!("{root}/index.md"), wanted));
        if asked || is_part(document, words) {
            plans.entry(root.to_owned()).or_default().push(index);
        }
    }
    let mut slots: Vec<Option<Document>> = documents.into_iter().map(Some).collect();
    for (root, mut files) in plans {
        if files.len() < 2 {
            continue;
        }
        // A text before the weeks, if there is one.
        files.extend(slots.iter().enumerate().filter_map(|(index, slot)| {
            let document = slot.as_ref()?;
            (folder(&document.path) == root && is_lead(&document.path)).then_some(index)
        }));
        files.sort_by_cached_key(|index| {
            // By the navigation where it names them, and else by their numbers.
            let part = slots[*index].as_ref();
            let place = part.map_or(usize::MAX, |part| in_nav(part, given));
            let path = part.map(|part| part.path.as_str());
            (place, order(path.unwrap_or_default()))
        });
        files.dedup();
        let place = files.iter().min().copied().unwrap_or_default();
        let parts: Vec<Document> = files
            .iter()
            .filter_map(|index| slots[*index].take())
            .collect();
        slots[place] = whole(parts, &root, given);
    }
    slots.into_iter().flatten().collect()
}

/// Joins the parts of one plan, which are in their order.
fn whole(parts: Vec<Document>, root: &str, given: &Given<'_>) -> Option<Document> {
    let mut whole: Option<Document> = None;
    let mut open: Vec<String> = Vec::new();
    for part in parts {
        let words = words_of(&part, given);
        let inner: Vec<String> = folder(&part.path)[root.len()..]
            .split('/')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
        let part = placed(part, &inner, (&open, words));
        open = inner;
        match &mut whole {
            Some(whole) => whole.append(part),
            None => whole = Some(part),
        }
    }
    let mut whole = whole?;
    if !root.is_empty() {
        whole.path = format!("{root}/index.md");
    } else if !is_lead(&whole.path) {
        "plan.md".clone_into(&mut whole.path);
    }
    Some(whole)
}

/// A part with its headings at the level that its folder gives them, below a heading for each folder that has none of
/// its own, and with the week or the day that its name tells in its first heading. `open` are the folders of the part
/// before it.
fn placed(part: Document, inner: &[String], (open, words): (&[String], &Vocabulary)) -> Document {
    let lead = is_lead(&part.path);
    let depth = u8::try_from(inner.len()).unwrap_or(u8::MAX);
    let shift = if lead { depth.saturating_sub(1) } else { depth };
    let first = part.roots().next();
    let titled = first.filter(|id| matches!(&part.node(*id).kind, NodeKind::Heading(_)));
    let own = titled.map(|id| part.text(id)).unwrap_or_default();
    let name = if lead {
        inner.last().cloned().unwrap_or_default()
    } else {
        stem(&part.path).to_owned()
    };
    let is_unsaid = names_time(&name, words) && matches!(role(&own, words), Role::Section);
    let Some(place) = first else { return part };
    let same = open.iter().zip(inner).take_while(|(a, b)| a == b).count();
    let new_folders: Vec<(usize, &String)> = inner
        .iter()
        .enumerate()
        .skip(same)
        .take(inner.len() - usize::from(lead && same < inner.len()) - same)
        .collect();
    if shift == 0 && !is_unsaid && new_folders.is_empty() {
        return part;
    }
    let span = part.words(place);
    let mut composer = Composer::of(&part);
    let level = |depth: usize| u8::try_from(depth + 1).unwrap_or(u8::MAX);
    for (at, name) in new_folders {
        composer.heading((level(at), Form::Heading), spoken(name), span);
    }
    if is_unsaid {
        let said = if own.is_empty() {
            spoken(&name)
        } else {
            format!("{}: {own}", spoken(&name))
        };
        composer.heading((shift + 1, Form::Heading), said, span);
    }
    let blocks = part.roots().filter(|id| !is_unsaid || titled != Some(*id));
    for block in blocks {
        deeper(&mut composer, &part, (block, shift));
    }
    let nodes = composer.finish();
    part.recomposed(nodes)
}

/// Adds a block; a heading goes down so many levels.
fn deeper(composer: &mut Composer<'_>, part: &Document, (block, shift): (NodeId, u8)) {
    let node = part.node(block);
    let NodeKind::Heading(heading) = &node.kind else {
        return composer.copy(block);
    };
    let mut heading = heading.clone();
    heading.level = (heading.level + shift).min(6);
    composer.open(NodeKind::Heading(heading), node.span);
    for child in part.children(block) {
        composer.copy(child);
    }
    composer.close();
}

/// Whether a file is one of several that make a plan.
fn is_part(document: &Document, words: &Vocabulary) -> bool {
    let path = &document.path;
    let in_week = folder(path)
        .rsplit('/')
        .next()
        .is_some_and(|name| names_time(name, words));
    let by_name = !is_lead(path) && names_time(stem(path), words);
    let first = document.headings().next();
    let by_heading = first.is_some_and(|(id, _)| {
        matches!(
            role(&document.text(id), words),
            Role::Phase { .. } | Role::Week { .. }
        )
    });
    in_week || by_name || by_heading
}

/// The folder that a plan lies in: that of a file, without those that are a part of the plan themselves.
fn root<'a>(path: &'a str, words: &Vocabulary) -> &'a str {
    let mut root = folder(path);
    loop {
        let name = root.rsplit('/').next().unwrap_or(root);
        if root.is_empty() || matches!(role(&spoken(name), words), Role::Section) {
            return root;
        }
        root = folder(root);
    }
}

/// Whether the name of a file or a folder is that of a week or a day.
fn names_time(name: &str, words: &Vocabulary) -> bool {
    matches!(
        role(&spoken(name), words),
        Role::Week { .. } | Role::Day { .. }
    )
}

/// The name of a file as a heading would have it.
fn spoken(name: &str) -> String {
    // `2027-01-04` is a day as it stands.
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
    // `01 week` and `week 01`: a number with a nought before it counts the same.
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

/// Words with a capital at their beginning.
pub(super) fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.clone()).collect()
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The name of a file without its ending.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn is_lead(path: &str) -> bool {
    ["index", "readme"].contains(&stem(path).to_lowercase().as_str())
}

/// A key by which a folder's own text comes before what is in the folder, and `week-2` before `week-10`.
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
