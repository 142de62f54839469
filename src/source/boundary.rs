//! The one rule for what is read and published: pages, navigation, search, names and copied files are all limited to
//! the files that it admits.
//!
//! Patterns of the configuration follow the rules of `.gitignore`. In `handbook.yaml` these are `exclude` and
//! `include`, in `mkdocs.yml` `exclude_docs`, `draft_docs` and `not_in_nav`.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::disk::slashed;
use super::input::Selection;
use crate::diagnostic::{Code, Diagnostic, Severity, did_you_mean};
use crate::span::Span;
use crate::units::Exclusion;
use crate::yaml::{self, Fields, YamlText};

/// How a file is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Publication {
    /// It is published.
    Published,
    /// It is published, but left out of navigation.
    Unlisted,
    /// It is excluded from all output.
    LeftOut(Exclusion),
}

/// The rules for the files of a content folder.
#[derive(Default)]
pub(super) struct Boundary {
    /// The patterns of each key with their effect, in order of precedence.
    rules: Vec<(Publication, Gitignore)>,
    /// The patterns of names that would be excluded otherwise.
    include: Option<Gitignore>,
    /// The same patterns as written.
    included: Vec<String>,
    /// The exclusion patterns as written, and their position.
    excluded: Option<(Span, Vec<String>)>,
}

impl fmt::Debug for Boundary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules = self.rules.iter().map(|(verdict, _)| verdict);
        f.debug_list().entries(rules).finish()
    }
}

impl Boundary {
    /// The rules of a `handbook.yaml`. Invalid patterns are reported.
    pub(super) fn of_handbook(piece: YamlText<'_>, diagnostics: &mut Vec<Diagnostic>) -> Self {
        // Problems with the file as a whole are reported when it is read as a configuration.
        let Some(mut fields) = yaml::parse_part(piece) else {
            return Self::default();
        };
        let mut patterns = |key| {
            let span = fields.span(key);
            let texts = fields.texts(key, diagnostics);
            let lines = texts.iter().flat_map(|text| text.lines());
            let lines: Vec<String> = lines.map(from_content).collect();
            let patterns = matcher(lines.iter().map(String::as_str), |pattern| {
                let message = format!("invalid pattern in `{key}`: `{pattern}`");
                diagnostics.push(Diagnostic::new(Code::BadValue, span, message).hint(PATTERNS));
            });
            (patterns, lines)
        };
        let (exclude, excluded) = patterns("exclude");
        let (include, included) = patterns("include");
        Self {
            rules: vec![(Publication::LeftOut(Exclusion::Pattern("exclude")), exclude)],
            include: Some(include),
            included,
            excluded: Some((fields.span("exclude"), excluded)),
        }
    }

    /// The rules of a `mkdocs.yml`. Invalid patterns are reported.
    pub(super) fn of_mkdocs(
        piece: YamlText<'_>,
        selection: Selection,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        // Problems with the file as a whole are reported when it is read as a configuration.
        let Some(mut fields) = yaml::parse_part(piece) else {
            return Self::default();
        };
        let left_out = |key| Publication::LeftOut(Exclusion::Pattern(key));
        // Excluded by MkDocs in every folder, besides hidden names.
        let excluded = foreign(&mut fields, ("exclude_docs", "/templates/"), diagnostics);
        let mut rules = vec![(left_out("exclude_docs"), excluded)];
        let drafts = foreign(&mut fields, ("draft_docs", ""), diagnostics);
        if !selection.drafts {
            rules.push((left_out("draft_docs"), drafts));
        }
        let unlisted = foreign(&mut fields, ("not_in_nav", ""), diagnostics);
        rules.push((Publication::Unlisted, unlisted));
        Self {
            rules,
            ..Self::default()
        }
    }

    /// How the file or folder at a path below the content folder is treated, by its name alone.
    pub(super) fn verdict(&self, path: &str, is_folder: bool) -> Publication {
        let mut verdict = Publication::Published;
        let include = self.include.as_ref().map(|patterns| {
            let matched = patterns.matched_path_or_any_parents(path, is_folder);
            matched.is_ignore()
        });
        let mut is_included = include.unwrap_or_default();
        for (rule, patterns) in &self.rules {
            let matched = patterns.matched_path_or_any_parents(path, is_folder);
            if matched.is_ignore() {
                verdict = *rule;
                break;
            }
            // `!name` among the exclusion patterns.
            is_included |= matched.is_whitelist() && *rule != Publication::Unlisted;
        }
        match (verdict, private(path)) {
            (Publication::LeftOut(_), _) => verdict,
            (_, Some(why)) if !is_included || is_own(path) => Publication::LeftOut(why),
            _ => verdict,
        }
    }

    /// Reports patterns that match nothing but nearly match a name, which would be published.
    pub(super) fn report_idle<'a>(
        &self,
        paths: &(impl Iterator<Item = &'a str> + Clone),
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Some((span, patterns)) = &self.excluded else {
            return;
        };
        let plain = patterns
            .iter()
            .filter(|line| !line.contains(['*', '?', '[', '!']));
        for pattern in plain {
            let name = pattern.trim_matches('/');
            let inside = format!("/{name}/");
            if paths
                .clone()
                .any(|path| format!("/{path}/").contains(&inside))
            {
                continue;
            }
            let names: BTreeSet<&str> = paths.clone().flat_map(|path| path.split('/')).collect();
            let known = names.into_iter().chain(paths.clone());
            if let Some(near) = did_you_mean(name, known) {
                let message = format!("no file matches the pattern in `exclude`: `{name}`");
                let mut idle = Diagnostic::new(Code::BadValue, *span, message)
                    .hint(format!("did you mean `{near}`?"));
                idle.severity = Severity::Warning;
                diagnostics.push(idle);
            }
        }
    }

    /// Whether a path inside an excluded folder may be published.
    pub(super) fn may_include_below(&self, folder: &str) -> bool {
        let below = |pattern: &String| {
            let inside = pattern.trim_start_matches('/').strip_prefix(folder);
            inside.is_some_and(|rest| rest.starts_with('/'))
        };
        self.included.iter().any(below)
    }
}

/// Whether a build writes this file itself.
fn is_own(path: &str) -> bool {
    path.split('/').any(|name| name.starts_with(".prepbook-"))
}

/// Why a path is excluded unless the configuration includes it.
pub(super) fn private(path: &str) -> Option<Exclusion> {
    let mut names = path.split('/').enumerate();
    names.find_map(|(depth, name)| {
        // Files for web servers and hosts.
        let is_for_servers = depth == 0 && [".well-known", ".nojekyll"].contains(&name);
        let is_name = ![".", ".."].contains(&name);
        if name.starts_with('.') && is_name && !is_for_servers {
            return Some(Exclusion::Hidden);
        }
        is_leftover(name).then_some(Exclusion::Leftover)
    })
}

/// Whether a name is that of a backup, lock or conflicted copy of an editor, a system or a sync program.
fn is_leftover(name: &str) -> bool {
    let name = name.to_lowercase();
    let (stem, _) = name.rsplit_once('.').unwrap_or((&name, ""));
    let endings = ["~", ".bak", ".orig", ".rej", ".swp", ".swo", ".swx"];
    let is_ending = endings.iter().any(|ending| name.ends_with(ending));
    let is_lock = name.starts_with("~$") || name.starts_with('#') && name.ends_with('#');
    let is_systems = ["thumbs.db", "ehthumbs.db", "desktop.ini"].contains(&name.as_str());
    // `plan (Eva's conflicted copy 2027-01-04).md`, `plan (Case Conflict).md`, `plan.sync-conflict-20270104-….md`
    let inner = stem.rsplit_once('(').map_or("", |(_, inner)| inner);
    let is_copy = inner.contains("conflicted copy")
        || inner.contains("case conflict")
        || inner.contains("sync conflict")
        || name.contains(".sync-conflict-");
    is_ending || is_lock || is_systems || is_copy || is_of_merge(stem)
}

/// Whether a merge tool named a file: `plan_LOCAL_1234.md`.
fn is_of_merge(stem: &str) -> bool {
    stem.rsplit_once('_').is_some_and(|(before, number)| {
        let sides = ["_backup", "_base", "_local", "_remote"];
        number.len() > 2
            && number.bytes().all(|digit| digit.is_ascii_digit())
            && sides.iter().any(|side| before.ends_with(side))
    })
}

const PATTERNS: &str = "write it as in `.gitignore`, such as `drafts/`, `*.txt`, `!keep.md`";

/// A pattern relative to the content folder: it may be written relative to the folder of the configuration.
fn from_content(line: &str) -> String {
    let line = line.trim();
    let (not, plain) = line
        .strip_prefix('!')
        .map_or(("", line), |plain| ("!", plain));
    let below = plain
        .strip_prefix("./")
        .map(|rest| rest.strip_prefix("content/").unwrap_or(rest));
    let below = below.or_else(|| plain.trim_start_matches('/').strip_prefix("content/"));
    below.map_or_else(|| line.to_owned(), |below| format!("{not}/{below}"))
}

/// A matcher for the patterns in some lines. `unread` is called for invalid ones.
fn matcher<'a>(lines: impl Iterator<Item = &'a str>, mut unread: impl FnMut(&str)) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    for pattern in lines {
        if builder.add_line(None, pattern).is_err() {
            unread(pattern);
        }
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// The patterns of a key of `mkdocs.yml`.
fn foreign(
    fields: &mut Fields<'_>,
    (key, always): (&'static str, &str),
    diagnostics: &mut Vec<Diagnostic>,
) -> Gitignore {
    let span = fields.span(key);
    let stated = fields.foreign_text(key).unwrap_or_default();
    // The documentation of MkDocs shows comments after patterns.
    let lines = always.lines().chain(stated.lines()).map(|line| {
        let comment = line.find(" #").or_else(|| line.find("\t#"));
        line[..comment.unwrap_or(line.len())].trim()
    });
    matcher(lines, |pattern| {
        let message = format!("invalid pattern in `{key}`: `{pattern}`");
        let mut unread = Diagnostic::new(Code::BadValue, span, message).hint(PATTERNS);
        // MkDocs builds its site anyway.
        unread.severity = Severity::Warning;
        diagnostics.push(unread);
    })
}

/// The kind of entry at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathKind {
    /// Nothing, or a link to nothing.
    Nothing,
    /// A folder.
    Folder,
    /// A file that may be published.
    File,
    /// Something that is excluded.
    LeftOut(Exclusion),
}

/// The kind of entry at a path below a folder. A link to something excluded is excluded as well.
pub(super) fn real(
    (root, path): (&Path, &str),
    verdict: impl Fn(&str, bool) -> Publication,
) -> PathKind {
    let root = if root.as_os_str().is_empty() {
        Path::new(".")
    } else {
        root
    };
    let target = root.join(path);
    // Resolving a path looks at each of its folders, and most paths are looked for in vain.
    if std::fs::metadata(&target).is_err() {
        return PathKind::Nothing;
    }
    let (Ok(target), Ok(root)) = (target.canonicalize(), root.canonicalize()) else {
        return PathKind::Nothing;
    };
    let Ok(inside) = target.strip_prefix(&root) else {
        return PathKind::LeftOut(Exclusion::Outside);
    };
    let Ok(about) = std::fs::metadata(&target) else {
        return PathKind::Nothing;
    };
    match verdict(&slashed(inside), about.is_dir()) {
        Publication::LeftOut(why) => PathKind::LeftOut(why),
        _ if about.is_dir() => PathKind::Folder,
        _ if about.is_file() => PathKind::File,
        _ => PathKind::LeftOut(Exclusion::Special),
    }
}

#[cfg(test)]
mod tests {
    use super::{Boundary, Publication, private};
    use crate::span::FileId;
    use crate::units::Exclusion;
    use crate::yaml::YamlText;

    #[test]
    fn hidden_names_and_leftovers_are_private() {
        let hidden = [
            ".env",
            ".git/config",
            "a/.b/c.md",
            "a/.well-known/x",
            ".nojekyll/.x",
        ];
        for path in hidden {
            assert_eq!(private(path), Some(Exclusion::Hidden), "{path}");
        }
        for path in [
            "plan.md~",
            "#plan.md#",
            "a/plan.md.bak",
            "plan.md.orig",
            "plan.swp",
            "~$notes.docx",
            "Thumbs.db",
            "old.bak/plan.md",
            "plan (Eva's conflicted copy 2027-01-04).md",
            "plan (Case Conflict 1).md",
            "plan.sync-conflict-20270104-120000-ABCDEFG.md",
            "plan_LOCAL_31337.md",
        ] {
            assert_eq!(private(path), Some(Exclusion::Leftover), "{path}");
        }
        for path in [
            ".well-known/security.txt",
            ".nojekyll",
            "a/./b.md",
            "CNAME",
            "_headers",
            "_redirects",
            "#1.md",
            "conflicted copy.md",
            "backup.md",
            "week_1_2.md",
            "local_123.md",
            "a~b.md",
        ] {
            assert_eq!(private(path), None, "{path}");
        }
    }

    #[test]
    fn patterns_leave_out_and_include() {
        let text = "exclude:\n  - drafts/\n  - \"*.key\"\n  - content/old/\n  - ./new.md\n  - \"a #1.md\"\ninclude: [.config/site.json, .github/, old.bak, \".prepbook-*\"]\n";
        let piece = YamlText {
            file: FileId(0),
            offset: 0,
            text,
        };
        let mut found = Vec::new();
        let boundary = Boundary::of_handbook(piece, &mut found);
        assert!(found.is_empty(), "{found:?}");
        let excluded = Publication::LeftOut(Exclusion::Pattern("exclude"));
        for (path, expected) in [
            ("a.md", Publication::Published),
            ("drafts/a.md", excluded),
            ("deep/drafts/a.md", excluded),
            ("server.key", excluded),
            ("old/a.md", excluded),
            ("deep/old/a.md", Publication::Published),
            ("new.md", excluded),
            ("a #1.md", excluded),
            ("a.md", Publication::Published),
            (".config/site.json", Publication::Published),
            (
                ".config/other.json",
                Publication::LeftOut(Exclusion::Hidden),
            ),
            ("old.bak", Publication::Published),
            ("new.bak", Publication::LeftOut(Exclusion::Leftover)),
            (
                ".prepbook-manifest.json",
                Publication::LeftOut(Exclusion::Hidden),
            ),
        ] {
            assert_eq!(boundary.verdict(path, false), expected, "{path}");
        }
        let folder = |path| boundary.verdict(path, true);
        assert_eq!(folder(".github"), Publication::Published);
        assert_eq!(folder(".git"), Publication::LeftOut(Exclusion::Hidden));
        assert!(boundary.may_include_below(".config"));
        assert!(!boundary.may_include_below(".git"));
    }
}
