//! Which files of a folder of `MkDocs` are left out of it or of its navigation: `exclude_docs`, `draft_docs` and
//! `not_in_nav` in `mkdocs.yml`, with a pattern per line, by the rules of `.gitignore`.

use std::fmt;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::Sources;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::yaml::{self, Fields, Piece};

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// It is left out, as the key says.
    LeftOut(&'static str),
    /// It is read, and is in no navigation.
    Unlisted,
}

impl Sources {
    /// The key of the configuration by which the author leaves a file out.
    pub fn left_out(&self, path: &str) -> Option<&'static str> {
        self.left_out.get(path).copied()
    }

    /// Whether the document at a path is to be in no navigation.
    pub fn is_unlisted(&self, path: &str) -> bool {
        self.unlisted.contains(path)
    }
}

/// The rules of a folder, in the order in which they are asked.
#[derive(Default)]
pub(super) struct Rules(Vec<(Rule, Gitignore)>);

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(rule, _)| rule))
            .finish()
    }
}

impl Rules {
    /// Those of a `mkdocs.yml`. A pattern that cannot be read is reported.
    pub(super) fn of(piece: Piece<'_>, found: &mut Vec<Diagnostic>) -> Self {
        // Problems with the file as a whole are reported when it is read as a configuration.
        let Some(mut fields) = yaml::parse_foreign(piece, &[], &mut Vec::new()) else {
            return Self::default();
        };
        // What MkDocs leaves out of every folder; names that begin with a dot are never read.
        let excluded = patterns(&mut fields, ("exclude_docs", "/templates/"), found);
        let drafts = patterns(&mut fields, ("draft_docs", ""), found);
        let unlisted = patterns(&mut fields, ("not_in_nav", ""), found);
        Self(vec![
            (Rule::LeftOut("exclude_docs"), excluded),
            (Rule::LeftOut("draft_docs"), drafts),
            (Rule::Unlisted, unlisted),
        ])
    }

    /// What is done with the file at a path below the content folder; nothing unusual if no pattern is of it.
    pub(super) fn rule(&self, path: &str) -> Option<Rule> {
        let matching = |patterns: &Gitignore| {
            let matched = patterns.matched_path_or_any_parents(path, false);
            matched.is_ignore()
        };
        let mut rules = self.0.iter();
        rules
            .find(|(_, patterns)| matching(patterns))
            .map(|(rule, _)| *rule)
    }
}

fn patterns(
    fields: &mut Fields<'_>,
    (key, always): (&'static str, &str),
    found: &mut Vec<Diagnostic>,
) -> Gitignore {
    let span = fields.span(key);
    let stated = fields.foreign_text(key).unwrap_or_default();
    let mut builder = GitignoreBuilder::new("");
    for line in always.lines().chain(stated.lines()) {
        // Their documentation shows comments behind patterns.
        let comment = line.find(" #").or_else(|| line.find("\t#"));
        let pattern = line[..comment.unwrap_or(line.len())].trim();
        if builder.add_line(None, pattern).is_err() {
            let told = format!("`{key}` has a pattern that cannot be read: `{pattern}`");
            let mut told = Diagnostic::new(Code::BadValue, span, told)
                .hint("write it as in `.gitignore`: `drafts/`, `*.txt`, `!keep.md`");
            // The site is built all the same.
            told.severity = Severity::Warning;
            found.push(told);
        }
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}
