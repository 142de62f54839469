//! Inserts snippets before anything else is read: their text maps to the line that names them. Only texts of the
//! content folder are inserted, and no text into itself.

use std::ops::Range;

use super::front::{self, OtherKeys};
use super::mojibake;
use super::places::Rewritten;
use crate::diagnostic::{Code, Diagnostic, KnownNames};
use crate::source::Sources;
use crate::source::snippet::{self, SnippetLine, SnippetPart};
use crate::span::{FileId, Span};
use crate::units::Exclusion;

/// How many snippets one document may have, including nested ones.
const MOST: usize = 2_000;
/// How many bytes they may have in total.
const LONGEST: usize = 8 << 20;
/// How deep they may be nested.
const DEEPEST: usize = 32;
/// For how many missing snippets a suggestion is made: each is compared with all paths.
const SUGGESTED: usize = 50;

/// A text with its snippets in it.
pub(super) struct Filled {
    pub(super) text: Rewritten,
    /// The missing snippets.
    pub(super) missing: Vec<Missing>,
}

/// A missing snippet.
pub(super) struct Missing {
    /// The index of its diagnostic among those of its document.
    diagnostic: usize,
    path: String,
}

/// A text with its snippets inserted; `None` if it has none. `place` maps bytes of the text to its file.
pub(super) fn put_in(
    file: FileId,
    (text, place): (&str, &dyn Fn(Range<usize>) -> Range<usize>),
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Filled> {
    if !text.contains("8<") {
        return None;
    }
    let mut reader = SnippetExpander {
        sources,
        inside: vec![file],
        count: 0,
        bytes: 0,
        faults: Vec::new(),
        is_full: false,
    };
    let mut whole = Rewritten::default();
    let mut missing = Vec::new();
    for piece in pieces(text) {
        match piece {
            SnippetSegment::Kept(range) => whole.keep(text, range),
            SnippetSegment::Dropped => {}
            SnippetSegment::Named(name, words) => {
                let indent = indent(text, words.start);
                let line_end = text[words.end..].find('\n').map_or("", |_| "\n");
                let inner = reader.read(name, &text[indent.clone()]);
                whole.keep(text, indent);
                whole.replace(words.clone(), &(inner + line_end));
                let range = place(words);
                let span = Span::new(file, range.start, range.end);
                for (name, fault) in std::mem::take(&mut reader.faults) {
                    diagnostics.push(fault.diagnostic(&name, span));
                    if let SnippetFault::Missing(path) = fault {
                        let diagnostic = diagnostics.len() - 1;
                        missing.push(Missing { diagnostic, path });
                    }
                }
            }
        }
    }
    Some(Filled {
        text: whole,
        missing,
    })
}

/// Suggests paths for missing snippets.
pub(super) struct SnippetSuggestions<'a> {
    sources: &'a Sources,
    /// The paths of all texts, read when a snippet is missing.
    paths: Option<KnownNames<'a>>,
    /// How many more suggestions may be made.
    left: usize,
}

impl<'a> SnippetSuggestions<'a> {
    pub(super) fn of(sources: &'a Sources) -> Self {
        Self {
            sources,
            paths: None,
            left: SUGGESTED,
        }
    }

    /// Adds suggestions to the diagnostics of a document.
    pub(super) fn complete(&mut self, missing: Vec<Missing>, diagnostics: &mut [Diagnostic]) {
        for Missing { diagnostic, path } in missing {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            let all = || KnownNames::of(self.sources.paths());
            let paths = self.paths.get_or_insert_with(all);
            if let Some(near) = paths.nearest(&path) {
                diagnostics[diagnostic].hint = Some(format!("did you mean `{near}`?"));
            }
        }
    }
}

/// A segment of a text with snippets.
enum SnippetSegment<'a> {
    Kept(Range<usize>),
    Dropped,
    /// A named snippet, and the range of its name.
    Named(&'a str, Range<usize>),
}

fn pieces(text: &str) -> Vec<SnippetSegment<'_>> {
    let mut pieces: Vec<SnippetSegment<'_>> = Vec::new();
    let mut start = 0;
    let mut in_block = false;
    for each in text.split_inclusive('\n') {
        let end = start + each.len();
        match snippet::line(each) {
            Some(SnippetLine::Named(name, at)) => {
                pieces.push(SnippetSegment::Named(
                    name,
                    start + at.start..start + at.end,
                ));
            }
            Some(SnippetLine::Fence) => {
                // A block that is not closed is text.
                let closes = || {
                    let rest = text[end..].lines();
                    rest.take(MOST)
                        .any(|line| snippet::line(line) == Some(SnippetLine::Fence))
                };
                if in_block || closes() {
                    in_block = !in_block;
                    pieces.push(SnippetSegment::Dropped);
                } else {
                    pieces.push(SnippetSegment::Kept(start..end));
                }
            }
            Some(SnippetLine::Mark { .. }) => pieces.push(SnippetSegment::Dropped),
            Some(SnippetLine::Escaped(lead)) => {
                pieces.push(SnippetSegment::Kept(start..start + lead));
                pieces.push(SnippetSegment::Kept(start + lead + 1..end));
            }
            None if in_block => {
                let name = each.trim();
                let lead = start + each.len() - each.trim_start().len();
                if name.is_empty() || name.starts_with(';') {
                    pieces.push(SnippetSegment::Dropped);
                } else {
                    pieces.push(SnippetSegment::Named(name, lead..lead + name.len()));
                }
            }
            None => pieces.push(SnippetSegment::Kept(start..end)),
        }
        start = end;
    }
    pieces
}

/// The range of the white space at the start of the line of a byte.
fn indent(text: &str, at: usize) -> Range<usize> {
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let rest = &text[line..at];
    let len = rest.find(|c| c != ' ' && c != '\t').unwrap_or(rest.len());
    line..line + len
}

/// Why a snippet is not inserted.
enum SnippetFault {
    Outside,
    Missing(String),
    LeftOut(Exclusion),
    NoText,
    NoPart,
    Loop,
    TooMuch,
}

impl SnippetFault {
    fn diagnostic(&self, name: &str, span: Span) -> Diagnostic {
        let missing = |message: String| Diagnostic::new(Code::MissingSnippet, span, message);
        let unread = |message: String| Diagnostic::new(Code::UnreadSnippet, span, message);
        match self {
            Self::Outside => unread(format!("snippet `{name}` is outside the content folder; it is left out"))
                .hint("copy the file into the content folder, and write its path relative to that folder"),
            Self::Missing(path) => missing(format!("snippet `{path}` not found"))
                .hint("write its path relative to the content folder"),
            Self::LeftOut(why) => missing(format!("snippet `{name}` {}; it is not inserted", why.reason()))
                .hint(format!("remove the line, or {}", why.remedy())),
            Self::NoPart => missing(format!("snippet `{name}` names a section or lines that the file does not have"))
                .hint("a section is enclosed by `--8<-- [start:name]` and `--8<-- [end:name]`; line numbers start at 1"),
            Self::NoText => unread(format!("snippet `{name}` is not UTF-8; it is left out"))
                .hint("save it as UTF-8, or link to it"),
            Self::Loop => unread(format!("snippet `{name}` includes itself; it is left out here"))
                .hint("remove the line from one of the files"),
            Self::TooMuch => unread(format!(
                "too many snippets; `{name}` is left out"
            ))
            .hint(format!(
                "a document can have at most {MOST} snippets, {} MB in total",
                LONGEST >> 20
            )),
        }
    }
}

struct SnippetExpander<'a> {
    sources: &'a Sources,
    /// The files that are being read, outermost first.
    inside: Vec<FileId>,
    count: usize,
    bytes: usize,
    /// The names of snippets that are not inserted, with the reasons.
    faults: Vec<(String, SnippetFault)>,
    /// Whether the limit is reached.
    is_full: bool,
}

impl SnippetExpander<'_> {
    /// The text of a snippet, with `indent` in front of each line but the first, and without its last line end; `None`
    /// if it is not inserted.
    fn read(&mut self, name: &str, indent: &str) -> String {
        if self.is_full {
            return String::new();
        }
        match self.find(name) {
            Ok((file, wanted)) => {
                self.inside.push(file);
                let whole = self.expanded(&wanted);
                self.inside.pop();
                self.indented(name, &whole, indent)
            }
            Err(fault) => {
                self.is_full = matches!(fault, SnippetFault::TooMuch);
                self.faults.push((name.to_owned(), fault));
                String::new()
            }
        }
    }

    /// The part of a file that a snippet's name refers to.
    fn find(&mut self, name: &str) -> Result<(FileId, String), SnippetFault> {
        let (path, part) = snippet::part(name);
        let path = self
            .sources
            .snippet_path(path)
            .ok_or(SnippetFault::Outside)?;
        let Some((file, source)) = self.sources.named(&path) else {
            return Err(match self.sources.left_out(&path) {
                Some(why) if !why.may_be_inserted() => SnippetFault::LeftOut(why),
                _ if self.sources.may_put_in(&path) => SnippetFault::NoText,
                _ => SnippetFault::Missing(path),
            });
        };
        if self.inside.contains(&file) {
            return Err(SnippetFault::Loop);
        }
        self.count += 1;
        if self.count > MOST || self.inside.len() > DEEPEST {
            return Err(SnippetFault::TooMuch);
        }
        let (_, body) = front::cut(file, &source.text, OtherKeys::Foreign, &mut Vec::new());
        let repaired = mojibake::repair(file, &source.text, body, &mut Vec::new());
        let text = repaired
            .as_ref()
            .map_or(&source.text[body..], |repaired| &repaired.text);
        let wanted = cut(text, &part).ok_or(SnippetFault::NoPart)?;
        Ok((file, wanted))
    }

    fn expanded(&mut self, text: &str) -> String {
        let mut whole = String::new();
        for piece in pieces(text) {
            match piece {
                SnippetSegment::Kept(range) => whole.push_str(&text[range]),
                SnippetSegment::Dropped => {}
                SnippetSegment::Named(name, words) => {
                    let own = &text[indent(text, words.start)];
                    whole.push_str(own);
                    whole.push_str(&self.read(name, own));
                    whole.push('\n');
                }
            }
        }
        whole
    }

    fn indented(&mut self, name: &str, whole: &str, indent: &str) -> String {
        let mut indented = String::with_capacity(whole.len());
        for line in whole.trim_end_matches(['\n', '\r']).split_inclusive('\n') {
            if !indented.is_empty() && !line.trim().is_empty() {
                indented.push_str(indent);
            }
            indented.push_str(line);
        }
        self.bytes += indented.len();
        if self.bytes > LONGEST {
            self.is_full = true;
            self.faults.push((name.to_owned(), SnippetFault::TooMuch));
            return String::new();
        }
        indented
    }
}

/// A part of a text, if it exists.
fn cut(text: &str, part: &SnippetPart<'_>) -> Option<String> {
    match part {
        SnippetPart::Whole => Some(text.to_owned()),
        SnippetPart::Lines(ranges) => {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let mut wanted = String::new();
            for (first, last) in ranges {
                let from = first.checked_sub(1)?;
                let to = (*last).min(lines.len());
                wanted.push_str(&lines.get(from..to)?.concat());
            }
            (!wanted.is_empty()).then_some(wanted)
        }
        SnippetPart::Section(wanted) => {
            let mut section: Option<String> = None;
            for each in text.split_inclusive('\n') {
                match (snippet::line(each), &mut section) {
                    (Some(SnippetLine::Mark { starts, name }), open) if name == *wanted => {
                        if !starts {
                            return section;
                        }
                        open.get_or_insert_default();
                    }
                    (_, Some(section)) => section.push_str(each),
                    _ => {}
                }
            }
            section
        }
    }
}
