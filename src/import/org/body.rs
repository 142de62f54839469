//! The lines below a headline: checkboxes, text and code.

use crate::import::plan::{ImportedTask, ImportedText, ImportedWords, words};
use crate::import::problem::ImportReport;

/// The lines below a headline as tasks and text.
#[derive(Clone, Debug, Default)]
pub(super) struct OrgBody {
    pub(super) tasks: Vec<ImportedTask>,
    pub(super) texts: Vec<ImportedText>,
}

/// The deepest level of checkboxes; further levels are beside each other.
const DEEPEST: usize = 32;

/// Reads lines. Checkboxes below others are their parts; other lines that are indented below a checkbox are about it.
pub(super) fn body(lines: &[String], report: &mut ImportReport) -> OrgBody {
    let mut body = OrgBody::default();
    // The indentation of the open checkboxes.
    let mut open: Vec<usize> = Vec::new();
    let mut lines = lines.iter();
    while let Some(line) = lines.next() {
        let text = line.trim();
        if text.is_empty() {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        if let Some((is_done, words_of)) = checkbox(text) {
            open.retain(|above| *above < indent);
            open.truncate(DEEPEST);
            let task = ImportedTask {
                words: inline(words_of),
                is_done,
                ..ImportedTask::default()
            };
            tasks_at(&mut body.tasks, open.len()).push(task);
            open.push(indent);
            continue;
        }
        open.retain(|above| *above < indent);
        let texts = match open.len() {
            0 => &mut body.texts,
            depth => match tasks_at(&mut body.tasks, depth - 1).last_mut() {
                Some(task) => &mut task.texts,
                None => &mut body.texts,
            },
        };
        match block(text) {
            Some(end) => texts.push(code(&mut lines, &end, report)),
            None if text.starts_with('|') => texts.push(ImportedText::Code(text.to_owned())),
            None => texts.push(ImportedText::Line(inline(bullet(text)))),
        }
    }
    body.texts = joined(body.texts);
    body
}

/// The tasks at a depth, below the last tasks above.
fn tasks_at(tasks: &mut Vec<ImportedTask>, depth: usize) -> &mut Vec<ImportedTask> {
    let mut at = tasks;
    for _ in 0..depth {
        if at.is_empty() {
            break;
        }
        let last = at.len() - 1;
        at = &mut at[last].subtasks;
    }
    at
}

/// `- [ ] words`, `1. [X] words` or `+ [-] words`.
fn checkbox(text: &str) -> Option<(bool, &str)> {
    let rest = text.strip_prefix(['-', '+', '*']).or_else(|| {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < text.len())
            .then(|| rest.strip_prefix(['.', ')']))
            .flatten()
    })?;
    let rest = rest.strip_prefix(' ')?.trim_start();
    for (sign, is_done) in [("[ ]", false), ("[X]", true), ("[x]", true), ("[-]", false)] {
        if let Some(words) = rest.strip_prefix(sign) {
            return Some((is_done, words.trim())).filter(|(_, words)| !words.is_empty());
        }
    }
    None
}

fn bullet(text: &str) -> &str {
    text.strip_prefix("- ")
        .or_else(|| text.strip_prefix("+ "))
        .unwrap_or(text)
        .trim_start()
}

/// The end of the block that a line begins: `#+END_SRC` for `#+BEGIN_SRC python`.
fn block(text: &str) -> Option<String> {
    let upper = text.to_uppercase();
    let name = upper.strip_prefix("#+BEGIN_")?.split_whitespace().next()?;
    Some(format!("#+END_{name}"))
}

/// The lines of a block, up to its end.
fn code<'a>(
    lines: &mut impl Iterator<Item = &'a String>,
    end: &str,
    report: &mut ImportReport,
) -> ImportedText {
    let mut code = Vec::new();
    for line in lines {
        if line.trim().eq_ignore_ascii_case(end) {
            return ImportedText::Code(unindented(&code));
        }
        code.push(line.as_str());
    }
    report.note(format!(
        "a block without `{end}` ends with the text of its headline"
    ));
    ImportedText::Code(unindented(&code))
}

/// Lines without the indentation that they share.
fn unindented(lines: &[&str]) -> String {
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let shared = filled
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min();
    let lines = lines
        .iter()
        .map(|line| line.get(shared.unwrap_or(0)..).unwrap_or(""));
    lines.collect::<Vec<_>>().join("\n")
}

/// Text with the lines of a table as one piece.
fn joined(texts: Vec<ImportedText>) -> Vec<ImportedText> {
    let mut all: Vec<ImportedText> = Vec::new();
    for text in texts {
        match (all.last_mut(), text) {
            (Some(ImportedText::Code(table)), ImportedText::Code(row))
                if table.starts_with('|') && row.starts_with('|') =>
            {
                table.push('\n');
                table.push_str(&row);
            }
            (_, text) => all.push(text),
        }
    }
    all
}

/// Words with their links: `[[https://example.org][words]]`. Links to other places stay text.
pub(super) fn inline(text: &str) -> Vec<ImportedWords> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[[") {
        let Some((inner, after)) = link.split_once("]]") else {
            break;
        };
        let (target, name) = inner.split_once("][").unwrap_or((inner, inner));
        parts.extend(words(before));
        let is_web = ["https://", "http://", "mailto:"]
            .iter()
            .any(|scheme| target.starts_with(scheme));
        parts.push(match is_web {
            true => ImportedWords::Link {
                words: name.to_owned(),
                address: target.to_owned(),
            },
            false if name == target => ImportedWords::Plain(name.to_owned()),
            false => ImportedWords::Plain(format!("{name} ({target})")),
        });
        rest = after;
    }
    parts.extend(words(rest));
    parts
}
