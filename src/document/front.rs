//! Front matter: YAML between two lines of `---` at the top of a document (`docs/format.md`, Documents).

use super::front_keys::FRONT_KEYS;
use crate::course::Course;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Front, UnreadFront, WhyUnread, front_matter, is_draft};
use crate::span::{FileId, Span};
use crate::yaml::{self, Fields, YamlText};

/// What a document declares about itself.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// Its title, in place of its first heading.
    pub title: Option<String>,
    /// Its description, for search engines and link previews.
    pub description: Option<String>,
    /// The language it is written in.
    pub language: Option<String>,
    /// Whether it is a plan; `None` if not declared.
    pub plan: Option<bool>,
    /// Whether it is excluded from the search.
    pub unsearched: bool,
    /// Whether it is excluded from navigation, search and lists of pages.
    pub unlisted: bool,
    /// The addresses that it had, each with its place.
    pub aliases: Vec<(String, Span)>,
    /// Whether its numeric dates put the day first.
    pub day_first: bool,
    /// Its tracks, levels and fit.
    pub course: Course,
}

/// How unknown keys are treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OtherKeys {
    /// They are reported.
    Reported,
    /// They may be meant for the other program that the text is written for; only probable typos are reported.
    Foreign,
}

/// Reads the front matter and returns where the text begins, in bytes.
///
/// In a text for another program, problems in it are not errors, and anything but a mapping is not front matter: it
/// stays in the text.
pub(super) fn cut(
    file: FileId,
    text: &str,
    keys: OtherKeys,
    diagnostics: &mut Vec<Diagnostic>,
) -> (FrontMatter, usize) {
    let (yaml, body) = match front_matter(text) {
        Front::Absent => return (FrontMatter::default(), 0),
        Front::Yaml { yaml, body } => (yaml, body),
        // MkDocs reads it.
        Front::Unread(front) if front.why == WhyUnread::Apart && keys == OtherKeys::Foreign => {
            (front.inner, front.body)
        }
        Front::Unread(front) => {
            diagnostics.push(unread(file, text, &front));
            return (FrontMatter::default(), front.body);
        }
    };
    let piece = YamlText {
        file,
        offset: yaml.start,
        text: &text[yaml],
    };
    let before = diagnostics.len();
    let fields = match keys {
        OtherKeys::Reported => Some(yaml::parse(piece, FRONT_KEYS, diagnostics)),
        OtherKeys::Foreign => yaml::parse_foreign(piece, FRONT_KEYS, diagnostics),
    };
    let read = match fields {
        Some(fields) => (take(fields, keys, diagnostics), body),
        None => {
            let why = diagnostics.pop();
            diagnostics.extend(why.map(|why| {
                why.hint("fix the YAML, or remove the `---` lines around it; until then, it is shown on the page")
            }));
            (FrontMatter::default(), 0)
        }
    };
    if keys == OtherKeys::Foreign {
        // The other program builds its site anyway.
        for diagnostic in &mut diagnostics[before..] {
            diagnostic.severity = diagnostic.severity.max(Severity::Warning);
        }
    }
    read
}

/// The diagnostic for front matter that is not read.
fn unread(file: FileId, text: &str, front: &UnreadFront) -> Diagnostic {
    let mark = &text[front.fence.clone()];
    let (message, hint) = match front.why {
        WhyUnread::Misplaced => (
            "this front matter is ignored: it must begin on the first line".to_owned(),
            "move it to the top of the file".to_owned(),
        ),
        WhyUnread::Apart => (
            "this front matter is ignored: an empty line follows its first line".to_owned(),
            format!("remove the empty line after `{mark}`"),
        ),
        WhyUnread::Unclosed => (
            format!("this front matter is ignored: it has no closing `{mark}`"),
            format!("write `{mark}` on a line of its own after its last key"),
        ),
        WhyUnread::Toml => (
            "this front matter is ignored: TOML (`+++`) is not supported".to_owned(),
            "write YAML between two `---` lines, such as `title: My plan`".to_owned(),
        ),
    };
    let span = Span::new(file, front.fence.start, front.fence.end);
    let mut unread = Diagnostic::new(Code::UnreadFrontMatter, span, message).hint(hint);
    if is_draft(&text[front.inner.clone()]) {
        let draft = "; it has `draft: true`, so nothing is built";
        unread.message.push_str(draft);
        unread.severity = Severity::Error;
    }
    unread
}

fn take(mut fields: Fields<'_>, keys: OtherKeys, diagnostics: &mut Vec<Diagnostic>) -> FrontMatter {
    let unlisted = fields.switch("unlisted", diagnostics).unwrap_or_default();
    // Documents that these keys withhold are not among the sources.
    fields.switch("draft", diagnostics);
    match keys {
        OtherKeys::Reported => {
            fields.choice("audience", diagnostics);
        }
        OtherKeys::Foreign => {
            fields.foreign_text("audience");
        }
    }
    let aliases = aliases(&mut fields, keys, diagnostics);
    let front = FrontMatter {
        aliases,
        title: fields.text("title", diagnostics),
        description: fields.text("description", diagnostics),
        language: fields.text("language", diagnostics),
        day_first: false,
        unsearched: is_unsearched(&mut fields, keys, diagnostics) || unlisted,
        unlisted,
        plan: fields.switch("plan", diagnostics),
        course: Course::take(&mut fields, diagnostics),
    };
    match keys {
        OtherKeys::Reported => fields.finish(diagnostics),
        OtherKeys::Foreign => fields.finish_near(diagnostics),
    }
    front
}

/// The addresses in `aliases`. Other programs have names there that are no addresses.
fn aliases(
    fields: &mut Fields<'_>,
    keys: OtherKeys,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(String, Span)> {
    let mut problems = Vec::new();
    let mut aliases = fields.places_of_texts("aliases", &mut problems);
    aliases.retain(|(alias, span)| {
        let path = alias.split('#').next().unwrap_or_default();
        let is_address = [".html", ".md", ".markdown"]
            .iter()
            .any(|ending| path.ends_with(ending))
            || path.contains('/');
        if !is_address {
            let message = format!("the alias `{alias}` is not an address");
            problems.push(Diagnostic::new(Code::DeadRedirect, *span, message).hint(
                "write the old address relative to the content folder, such as `old/page.html`",
            ));
        }
        is_address
    });
    if keys == OtherKeys::Reported {
        diagnostics.append(&mut problems);
    }
    aliases
}

/// `search: exclude: true`.
fn is_unsearched(
    fields: &mut Fields<'_>,
    keys: OtherKeys,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let inner = match keys {
        OtherKeys::Reported => fields.section("search", diagnostics),
        OtherKeys::Foreign => fields.foreign_section("search"),
    };
    let Some(mut inner) = inner else {
        return false;
    };
    let excluded = inner.switch("exclude", diagnostics).unwrap_or_default();
    if keys == OtherKeys::Reported {
        inner.finish(diagnostics);
    }
    excluded
}
