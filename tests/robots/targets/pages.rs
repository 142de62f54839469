//! What holds for the files of a handbook.

use std::sync::Mutex;

use prepbook::rooms::diagnostic::Code;
use prepbook::rooms::pipeline::{Outlined, Templates};
use prepbook::rooms::site::{Site, is_page};
use prepbook::rooms::source::SourceKind;

use super::ensure;
use crate::balance::fault;

/// The output may have this many bytes without any text, and for each byte of text.
const LARGEST: (usize, usize) = (8 << 20, 20_000);

/// The files of a handbook.
pub struct Pages {
    site: Site,
    /// How long its texts are.
    written: usize,
}

impl Pages {
    pub fn of(outlined: &Outlined, templates: Templates) -> Result<Self, String> {
        let files = Mutex::new(Site::default());
        let rendered = outlined.render(templates, &files, &|_, _| ());
        rendered.map_err(|error| format!("render: {error}"))?;
        let texts = outlined.sources.of_kind(SourceKind::Markdown);
        Ok(Self {
            site: files.into_inner().unwrap(),
            written: texts.map(|(_, source)| source.text.len()).sum(),
        })
    }

    fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let pages = self.site.iter().filter(|(path, _)| is_page(path));
        pages.filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?)))
    }

    /// Checks the tags of every page, and the size of the output.
    pub fn check(&self) -> Result<(), String> {
        for (path, page) in self.pages() {
            if let Some(fault) = fault(page) {
                return Err(format!("tags: {fault}, on {path}"));
            }
        }
        let size: usize = self.site.iter().map(|(_, bytes)| bytes.len()).sum();
        let (alone, each) = LARGEST;
        ensure(size < alone + each * self.written, || {
            format!("size: {size} bytes of {}", self.written)
        })
    }

    /// Checks that another build has the same bytes.
    pub fn same_as(&self, other: &Self) -> Result<(), String> {
        let differing = self
            .site
            .iter()
            .zip(other.site.iter())
            .find(|(own, other)| own != other);
        let name = differing.map(|((path, _), _)| path);
        let same = name.is_none() && self.site.iter().len() == other.site.iter().len();
        ensure(same, || format!("another build differs: {name:?}"))
    }

    pub fn has_task(&self, id: &str) -> bool {
        let mark = format!("data-task=\"{id}\"");
        self.pages().any(|(_, page)| page.contains(&mark))
    }

    /// Whether a word is on a page. Code may be in several elements.
    pub fn has_word(&self, word: &str) -> bool {
        self.pages().any(|(_, page)| page.contains(word))
            || self
                .pages()
                .any(|(_, page)| without_tags(page).contains(word))
    }
}

fn without_tags(page: &str) -> String {
    let parts = page
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect()
}

/// Raw HTML whose text is not shown, comments of authors, and other programs' syntax: what follows is not compared.
const HIDING: &[&str] = &[
    "<!",
    "<?",
    "%%",
    "{%",
    "{{",
    "{#",
    "<script",
    "<style",
    "<template",
    "<textarea",
    "<title",
    "<svg",
    "<math",
    "<select",
];

/// Whether a diagnostic has a code.
pub fn has(outlined: &Outlined, code: Code) -> bool {
    let mut diagnostics = outlined.diagnostics.iter();
    diagnostics.any(|diagnostic| diagnostic.code == code)
}

/// Checks that every word of the text that begins with `zq` is on a page, or below a diagnostic.
pub fn words(outlined: &Outlined, pages: &Pages) -> Result<(), String> {
    // What no reader sees extends to the end of its part of the plan.
    if has(outlined, Code::NeverShown) || has(outlined, Code::UnreadFrontMatter) {
        return Ok(());
    }
    for (file, source) in outlined.sources.of_kind(SourceKind::Markdown) {
        let reported: Vec<_> = outlined
            .diagnostics
            .iter()
            .flat_map(|diagnostic| {
                std::iter::once(diagnostic.span)
                    .chain(diagnostic.labels.iter().map(|(span, _)| *span))
            })
            .filter(|span| span.file == file)
            .map(|span| source.line(span.range().start).start..source.line(span.range().end).end)
            .collect();
        for (at, word) in shown_words(&source.text) {
            let is_reported = reported.iter().any(|lines| lines.contains(&at));
            ensure(is_reported || pages.has_word(word), || {
                format!("lost: {word} of {:?}", source.path)
            })?;
        }
    }
    Ok(())
}

/// The words of a text that begin with `zq` and are content.
fn shown_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lower = text.to_ascii_lowercase();
    let end = HIDING
        .iter()
        .filter_map(|mark| lower.find(mark))
        .min()
        .unwrap_or(text.len());
    let start = front_end(text).min(end);
    text[start..end]
        .match_indices("zq")
        .filter_map(move |(at, _)| {
            let at = start + at;
            let rest = &text[at..];
            let length = rest
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(rest.len());
            let word = &rest[..length];
            let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            let is_named =
                word.ends_with('x') && word[2..length - 1].bytes().all(|b| b.is_ascii_digit());
            (is_named
                && length > 3
                && !is_in_tag(text, at)
                && !is_label(text, at)
                && !is_address(text, line)
                && !is_table_head(&text[line..])
                && is_content(
                    &text[line..at],
                    text[at..].lines().next().unwrap_or_default(),
                ))
            .then_some((at, word))
        })
}

/// Whether a line of a text is the address of a link that the line before it names: `[a]:`.
fn is_address(text: &str, line: usize) -> bool {
    let before = text[..line].strip_suffix('\n').unwrap_or_default();
    let named = before.rsplit('\n').next().unwrap_or_default().trim();
    named.starts_with('[') && named.ends_with("]:")
}

/// Whether a byte of a text is in the name of a link or a footnote, which may have several lines: `[a\nb]:`.
fn is_label(text: &str, at: usize) -> bool {
    let Some((_, inner)) = text[..at].rsplit_once('[') else {
        return false;
    };
    let rest = &text[at..];
    let end = rest.find(['[', ']']).unwrap_or(rest.len());
    rest[end..].starts_with("]:")
        && !inner.contains(']')
        && !inner.contains("\n\n")
        && !rest[..end].contains("\n\n")
}

/// Whether a byte of a text is in a tag of several lines.
fn is_in_tag(text: &str, at: usize) -> bool {
    let Some((_, inner)) = text[..at].rsplit_once('<') else {
        return false;
    };
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let rest = &text[at..];
    // In a line that begins with a tag, all is HTML, which has other signs in tags than Markdown has.
    let before = text[..at - inner.len() - 1].trim_end_matches([' ', '\t']);
    let is_block = before.is_empty() || before.ends_with(['\n', '>']);
    let ends: &[char] = if is_block { &['>'] } else { &['<', '>'] };
    let end = rest.find(ends).unwrap_or(rest.len());
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && !ends_tag(inner)
        && rest[end..].starts_with('>')
        && !inner.contains("\n\n")
        && !rest[..end].contains("\n\n")
}

/// Whether a part of a tag has its end in it, outside of quoted values.
fn ends_tag(inner: &str) -> bool {
    let mut quote = None;
    let mut last = ' ';
    inner.chars().any(|sign| {
        match quote {
            Some(open) if open == sign => quote = None,
            None if last == '=' && matches!(sign, '"' | '\'') => quote = Some(sign),
            _ => {}
        }
        last = sign;
        quote.is_none() && sign == '>'
    })
}

/// Whether a text begins with the head of a table: if a table becomes weeks or days, their names replace it.
fn is_table_head(text: &str) -> bool {
    let mut lines = text.lines();
    let head = lines.next().unwrap_or_default();
    let below = lines.next().unwrap_or_default();
    head.contains('|') && below.contains('-') && below.chars().all(|c| "|-: >\t".contains(c))
}

/// The end of the front matter.
fn front_end(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("---") else {
        return 0;
    };
    let ends = ["\n---", "\n..."].iter().filter_map(|mark| rest.find(mark));
    ends.min().map_or(0, |end| 3 + end + 4)
}

/// Whether a word between two parts of its line is text: neither in a tag, nor in attributes, nor in an address, nor in
/// the first line of a block that has only names there.
fn is_content(before: &str, after: &str) -> bool {
    let open = |start: &str, end: &str| {
        before
            .rfind(start)
            .is_some_and(|at| !before[at..].contains(end))
    };
    let in_marks = open("<", ">")
        || open("{", "}")
        || open("](", ")")
        || open(": ", " ") && before.contains("]: ");
    let bare = before.trim_start_matches([' ', '\t', '>', '-', '*', '+', ':']);
    let begins = |marks: &[&str]| marks.iter().any(|mark| bare.starts_with(mark));
    let in_head = begins(&["```", "~~~", "!!!", "???", "===", "--8<--", ";--8<--"]);
    let in_definition = before.contains("*[")
        || bare.starts_with('[')
            && (before.contains("]:") || after.contains("]:"))
            && (!bare.starts_with("[^") || bare.starts_with("[^]"))
        || before.ends_with('[') && after.contains("]:");
    !(in_marks
        || in_head
        || in_definition
        || before.contains(":::")
        || before.contains(']') && after.contains(']'))
}

#[test]
fn content_is_told_from_marks() {
    let words = |text| {
        shown_words(text)
            .map(|(_, word)| word)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(
        words("# zq1x\n\n- [ ] zq2x {zq3x} zq4x\n\n```zq5x\nzq6x\n```\n"),
        "zq1x zq2x zq4x zq6x"
    );
    assert_eq!(
        words("---\ntitle: zq1x\n---\nzq2x [zq3x](zq4x) <b zq5x>zq6x\n<!-- zq7x\n"),
        "zq2x zq3x zq6x"
    );
    assert_eq!(words("zqx zq zq1 zq1xy"), "");
    assert_eq!(words("[a]:\nzq1x\n\n[b]:\n\nzq2x\n[c]\nzq3x"), "zq2x zq3x");
    assert_eq!(words("[^]: zq1x\n\n[^a]: zq2x"), "zq2x");
    assert_eq!(words("[zq1x\nzq2x]:a\n\n[zq3x\n\nzq4x]:b"), "zq3x zq4x");
    assert_eq!(
        words("<a\nzq1x>zq2x\n\n</b\n\nzq3x>\n\n</c\nzq4x\n> zq5x\n\n<d\nzq6x <e"),
        "zq2x zq3x zq5x zq6x"
    );
    assert_eq!(words("<details\nzq1x<>\n\nzq2x"), "zq2x");
    assert_eq!(
        words("<div class=\"\n>zq1x\"a>\n\n<b c=\"d\">\nzq2x>"),
        "zq2x"
    );
    assert_eq!(words("zq1x | a\n-|-\nzq2x | b\n\n<p>[zq3x]: c"), "zq2x");
}
