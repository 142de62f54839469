//! Syntax highlighting at build time: code is divided into keywords, strings and so on, so pages need no script for it.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use serde::Serialize;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeTokenKind {
    /// Nothing in particular.
    Plain,
    /// A comment.
    Comment,
    /// A string.
    String,
    /// A number, or another literal.
    Constant,
    /// A keyword.
    Keyword,
    /// A function.
    Function,
    /// A type.
    Type,
}

/// A token of code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct CodeToken {
    /// What it is.
    pub kind: CodeTokenKind,
    /// Its text.
    pub text: String,
}

/// The grammars, loaded when the first code with a language is highlighted.
static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Scopes with their token kinds; the innermost matching scope counts, and among its matches the first one here.
static KINDS: LazyLock<Vec<(Scope, CodeTokenKind)>> = LazyLock::new(|| {
    let kinds = [
        ("comment", CodeTokenKind::Comment),
        ("string", CodeTokenKind::String),
        ("constant", CodeTokenKind::Constant),
        ("keyword.operator", CodeTokenKind::Plain),
        ("keyword", CodeTokenKind::Keyword),
        ("storage.type.function", CodeTokenKind::Keyword),
        ("storage", CodeTokenKind::Keyword),
        ("entity.name.function", CodeTokenKind::Function),
        ("variable.function", CodeTokenKind::Function),
        ("support.function", CodeTokenKind::Function),
        ("entity.name", CodeTokenKind::Type),
        ("support.type", CodeTokenKind::Type),
        ("support.class", CodeTokenKind::Type),
    ];
    let scopes = kinds.into_iter();
    scopes
        .filter_map(|(scope, kind)| Some((Scope::new(scope).ok()?, kind)))
        .collect()
});

/// The tokens of a handbook's code. The same code is on several pages: of its week, of its day, and of each edition.
#[derive(Debug, Default)]
pub(super) struct Highlighter(RwLock<HashMap<String, HashMap<String, Vec<CodeToken>>>>);

impl Highlighter {
    /// Code as tokens; empty if its language is not known.
    pub(super) fn tokens(&self, language: &str, code: &str) -> Vec<CodeToken> {
        if language.is_empty() {
            return Vec::new();
        }
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(tokens) = known.get(language).and_then(|known| known.get(code)) {
            return tokens.clone();
        }
        drop(known);
        let tokens = tokens(language, code);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let known = known.entry(language.to_owned()).or_default();
        known.insert(code.to_owned(), tokens.clone());
        tokens
    }
}

fn tokens(language: &str, code: &str) -> Vec<CodeToken> {
    let Some(grammar) = GRAMMARS.find_syntax_by_token(language) else {
        return Vec::new();
    };
    if grammar.name == GRAMMARS.find_syntax_plain_text().name {
        return Vec::new();
    }
    let mut tokens: Vec<CodeToken> = Vec::new();
    let mut put = |kind, text: &str| match tokens.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.kind == kind => last.text.push_str(text),
        _ => tokens.push(CodeToken {
            kind,
            text: text.to_owned(),
        }),
    };
    let mut state = ParseState::new(grammar);
    let mut scopes = ScopeStack::new();
    for line in code.split_inclusive('\n') {
        let mut from = 0;
        // If a grammar fails, the rest of its line is plain.
        for (at, change) in state.parse_line(line, &GRAMMARS).unwrap_or_default() {
            put(kind(&scopes), &line[from..at]);
            from = at;
            if scopes.apply(&change).is_err() {
                break;
            }
        }
        put(kind(&scopes), &line[from..]);
    }
    tokens
}

fn kind(scopes: &ScopeStack) -> CodeTokenKind {
    let of = |scope: &Scope| {
        let mut kinds = KINDS.iter();
        kinds.find(|(known, _)| known.is_prefix_of(*scope))
    };
    let innermost = scopes.as_slice().iter().rev().find_map(of);
    innermost.map_or(CodeTokenKind::Plain, |(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_highlighted_in_its_language_each_time() {
        let highlighter = Highlighter::default();
        for _ in 0..2 {
            for (language, code, first) in [
                ("python", "# a", Some(CodeTokenKind::Comment)),
                ("python", "def", Some(CodeTokenKind::Keyword)),
                ("rust", "# a", Some(CodeTokenKind::Plain)),
                ("rust", "// a", Some(CodeTokenKind::Comment)),
                ("text", "# a", None),
                ("nothing", "# a", None),
                ("", "# a", None),
            ] {
                let tokens = highlighter.tokens(language, code);
                let kind = tokens.first().map(|token| token.kind);
                assert_eq!(kind, first, "{language}: {code}");
                let text: String = tokens.iter().map(|token| token.text.as_str()).collect();
                assert_eq!(text, if first.is_some() { code } else { "" });
            }
        }
    }
}
