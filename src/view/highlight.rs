//! Syntax highlighting at build time: code is divided into keywords, strings and so on, so pages need no script for it.

use std::sync::LazyLock;

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

/// Code as tokens; empty if its language is not known.
pub(super) fn tokens(language: &str, code: &str) -> Vec<CodeToken> {
    if language.is_empty() {
        return Vec::new();
    }
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
