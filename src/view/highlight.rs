//! Code is told apart into keywords, words in quotes and so on, once, when the handbook is built, so that pages need
//! no script for it.

use std::sync::LazyLock;

use serde::Serialize;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

/// What a run of letters in code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenKind {
    /// Nothing in particular.
    Plain,
    /// A remark.
    Comment,
    /// Words in quotes.
    String,
    /// A number, or another value that stands for itself.
    Constant,
    /// A word of the language.
    Keyword,
    /// What is called.
    Function,
    /// A type.
    Type,
}

/// A run of letters in code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its letters.
    pub text: String,
}

/// The grammars; they are read when the first code that names its language is met.
static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Scopes with the kinds that they mean; of several that fit, the innermost scope counts, and of those the first here.
static KINDS: LazyLock<Vec<(Scope, TokenKind)>> = LazyLock::new(|| {
    let kinds = [
        ("comment", TokenKind::Comment),
        ("string", TokenKind::String),
        ("constant", TokenKind::Constant),
        ("keyword.operator", TokenKind::Plain),
        ("keyword", TokenKind::Keyword),
        ("storage.type.function", TokenKind::Keyword),
        ("storage", TokenKind::Keyword),
        ("entity.name.function", TokenKind::Function),
        ("variable.function", TokenKind::Function),
        ("support.function", TokenKind::Function),
        ("entity.name", TokenKind::Type),
        ("support.type", TokenKind::Type),
        ("support.class", TokenKind::Type),
    ];
    let scopes = kinds.into_iter();
    scopes
        .filter_map(|(scope, kind)| Some((Scope::new(scope).ok()?, kind)))
        .collect()
});

/// Code told apart; empty where nothing is known of its language.
pub(super) fn tokens(language: &str, code: &str) -> Vec<Token> {
    if language.is_empty() {
        return Vec::new();
    }
    let Some(grammar) = GRAMMARS.find_syntax_by_token(language) else {
        return Vec::new();
    };
    if grammar.name == GRAMMARS.find_syntax_plain_text().name {
        return Vec::new();
    }
    let mut tokens: Vec<Token> = Vec::new();
    let mut put = |kind, text: &str| match tokens.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.kind == kind => last.text.push_str(text),
        _ => tokens.push(Token {
            kind,
            text: text.to_owned(),
        }),
    };
    let mut state = ParseState::new(grammar);
    let mut scopes = ScopeStack::new();
    for line in code.split_inclusive('\n') {
        let mut from = 0;
        // A grammar that fails leaves the rest of its line plain.
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

fn kind(scopes: &ScopeStack) -> TokenKind {
    let of = |scope: &Scope| {
        let mut kinds = KINDS.iter();
        kinds.find(|(known, _)| known.is_prefix_of(*scope))
    };
    let innermost = scopes.as_slice().iter().rev().find_map(of);
    innermost.map_or(TokenKind::Plain, |(_, kind)| *kind)
}
