//! Turns of phrase that read like a translation stay out of what users read: help, messages, explanations,
//! documents, the starter and the words of the theme.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::book;

/// What is not written, by words; `*` is one to three words, and `a/b` is one of several.
const BANNED: &[&str] = &[
    "tell/tells/told/telling",
    "mend/mends/mended/mending",
    "made good",
    "is/are/was/were not there",
    "stand/stands in/below/above/beside/behind/for/there/apart/before",
    "lie/lies in/below/beside",
    "so that each",
    "what has one right answer",
    "counts/counted from",
    "a sheet/page/file a day",
    "an/one hour a week",
    "another * than",
    "by itself of",
    "nothing reads",
    "for those who",
    "whoever",
    "hands/hand/handed out",
    "the one who",
    "nothing to tell",
    "wants/want to be",
    "leads/lead nowhere",
    "asks/ask for what",
];

/// Honest uses: the file, and the words as they are there.
const ALLOWED: &[(&str, &str)] = &[];

/// A text that users read, with the name to report it by.
struct Text {
    name: String,
    /// Its words in lower case, each with its line.
    words: Vec<(usize, String)>,
}

impl Text {
    fn of(name: &str, lines: &str) -> Self {
        let mut text = Self {
            name: name.to_owned(),
            words: Vec::new(),
        };
        for (line, words) in lines.lines().enumerate() {
            text.add(line + 1, words);
        }
        text
    }

    fn add(&mut self, line: usize, words: &str) {
        let split = words.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
        let words = split.filter(|word| !word.is_empty());
        self.words
            .extend(words.map(|word| (line, word.to_lowercase())));
    }

    /// Each banned phrase in the text, with its line and its words.
    fn banned(&self) -> Vec<(usize, String)> {
        let mut all = Vec::new();
        for start in 0..self.words.len() {
            let rest = &self.words[start..];
            for phrase in BANNED {
                let parts: Vec<&str> = phrase.split(' ').collect();
                if let Some(length) = matching(&parts, rest) {
                    let words: Vec<&str> = rest[..length].iter().map(|(_, w)| w.as_str()).collect();
                    all.push((rest[0].0, words.join(" ")));
                }
            }
        }
        all
    }
}

/// How many words a phrase takes at the start of a text, if it is there.
fn matching(parts: &[&str], words: &[(usize, String)]) -> Option<usize> {
    let Some((part, parts)) = parts.split_first() else {
        return Some(0);
    };
    if *part == "*" {
        return (1..=3.min(words.len()))
            .find_map(|skipped| matching(parts, &words[skipped..]).map(|length| skipped + length));
    }
    let (_, word) = words.first()?;
    if !part.split('/').any(|one| one == word) {
        return None;
    }
    matching(parts, &words[1..]).map(|length| length + 1)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder, or the file itself.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut all: Vec<PathBuf> = entries
        .flat_map(|entry| files(&entry.unwrap().path()))
        .collect();
    all.sort();
    all
}

fn name(path: &Path) -> String {
    let inside = path.strip_prefix(root()).unwrap();
    inside.to_str().unwrap().replace('\\', "/")
}

/// Whole files, as far as they are text.
fn whole(place: &str) -> Vec<Text> {
    let paths = files(&root().join(place));
    let texts = paths.iter().filter_map(|path| {
        let text = fs::read_to_string(path).ok()?;
        Some(Text::of(&name(path), &text))
    });
    texts.collect()
}

/// The string literals of the source, without those of its own tests.
fn messages() -> Vec<Text> {
    let paths = files(&root().join("src"));
    let rust = paths.iter().filter(|path| {
        path.extension().is_some_and(|ending| ending == "rs") && !name(path).contains("/tests")
    });
    rust.map(|path| {
        let source = fs::read_to_string(path).unwrap();
        let own = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let mut text = Text::of(&name(path), "");
        for (line, literal) in literals(own) {
            text.add(line, &literal);
        }
        text
    })
    .collect()
}

/// The string literals of a Rust source, each with its line; an escape that is no word becomes a space.
fn literals(source: &str) -> Vec<(usize, String)> {
    let mut all = Vec::new();
    let mut rest = source;
    let line = |rest: &str| source[..source.len() - rest.len()].matches('\n').count() + 1;
    while let Some(first) = rest.chars().next() {
        let raw = rest.strip_prefix('r').and_then(|after| {
            let marks = after.len() - after.trim_start_matches('#').len();
            let inner = after[marks..].strip_prefix('"')?;
            Some((inner, format!("\"{}", "#".repeat(marks))))
        });
        if let Some(comment) = rest.strip_prefix("//") {
            rest = &comment[comment.find('\n').unwrap_or(comment.len())..];
        } else if let Some((inner, end)) = raw {
            let length = inner.find(&end).unwrap();
            all.push((line(rest), inner[..length].to_owned()));
            rest = &inner[length + end.len()..];
        } else if first == '"' {
            let length = string_length(&rest[1..]);
            let literal = rest[1..=length].replace("\\n", " ").replace('\\', " ");
            all.push((line(rest), literal));
            rest = &rest[length + 2..];
        } else if let Some(length) = character_length(rest) {
            rest = &rest[length..];
        } else {
            // A name that ends in `r` begins no raw string.
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let word = rest.len() - rest.trim_start_matches(is_word).len();
            rest = &rest[word.max(first.len_utf8())..];
        }
    }
    all
}

/// The bytes of a string up to the quote that ends it.
fn string_length(inner: &str) -> usize {
    let mut escaped = false;
    let end = inner.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.unwrap()
}

/// The bytes of a character literal, which may be a quote; a lifetime is none.
fn character_length(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    let mut characters = inner.char_indices();
    let (_, first) = characters.next()?;
    let (at, _) = characters.next()?;
    let from = if first == '\\' { at + 1 } else { at };
    let end = inner[from..].find('\'')?;
    (first == '\\' || end == 0).then_some(1 + from + end + 1)
}

/// The help of the program and of each of its verbs.
fn help() -> Vec<Text> {
    let help = book().run(&["--help"]).out;
    let verbs = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next());
    let mut texts: Vec<Text> = verbs
        .map(|verb| {
            let long = book().run(&[verb, "--help"]).out;
            Text::of(&format!("prepbook {verb} --help"), &long)
        })
        .collect();
    assert!(texts.len() > 8, "{help}");
    texts.push(Text::of("prepbook --help", &help));
    texts
}

/// What the diagnostics of the examples are expected to be.
fn expected_diagnostics() -> Vec<Text> {
    let paths = files(&root().join("tests/diagnostics"));
    let texts = paths.iter().map(|path| {
        let page = fs::read_to_string(path).unwrap();
        let mut text = Text::of(&name(path), "");
        let mut inside = false;
        for (line, words) in page.lines().enumerate() {
            match words.strip_prefix("~~~~") {
                Some(info) => inside = info.trim() == "expected",
                None if inside => text.add(line + 1, words),
                None => {}
            }
        }
        text
    });
    texts.collect()
}

#[test]
fn no_text_reads_like_a_translation() {
    let mut texts = help();
    texts.extend(messages());
    texts.extend(expected_diagnostics());
    for place in [
        "src/check/explain",
        "src/serve/waiting.html",
        "docs",
        "README.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "starter",
        "handbook.yaml",
        "themes/default/words/en.yaml",
    ] {
        texts.extend(whole(place));
    }
    let mut banned: Vec<(String, usize, String)> = Vec::new();
    for text in &texts {
        let phrases = text.banned().into_iter();
        banned.extend(phrases.map(|(line, words)| (text.name.clone(), line, words)));
    }
    for (file, words) in ALLOWED {
        let count = banned.len();
        banned.retain(|(name, _, phrase)| !(name == file && phrase == words));
        assert!(banned.len() < count, "{file} no longer has {words:?}");
    }
    let lines: Vec<String> = banned
        .iter()
        .map(|(name, line, words)| format!("{name}:{line}: {words}"))
        .collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[test]
fn phrases_are_found_across_lines_and_in_literals_only() {
    let text = Text::of(
        "a",
        "Nothing\nreads it. Another much\nbetter one than that.",
    );
    assert_eq!(
        text.banned(),
        [
            (1, "nothing reads".to_owned()),
            (2, "another much better one than".to_owned())
        ]
    );
    let source = "// \"told\"\nlet a = ('\"', '\\'', \"mend \\\" it\");\nfn b<'a>() { r#\"is \"not\" there\"# }\n";
    assert_eq!(
        literals(source),
        [
            (2, "mend  \" it".to_owned()),
            (3, "is \"not\" there".to_owned())
        ]
    );
}
