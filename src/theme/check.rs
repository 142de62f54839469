//! Compares an author's own theme with what pages use: names that do not exist are reported before a page is rendered,
//! all at once, also those in parts of templates that no page of this handbook shows.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::files::Theme;
use super::scan::{TemplateNames, ValuePath, scan};
use super::values::{TemplateValues, ValueTypes};
use super::words::Words;
use crate::error::Error;

/// A name in a theme's own file that nothing has or uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The path of the file in the theme.
    pub file: String,
    /// Its text; empty if it is not read.
    pub text: String,
    /// The place of the name in it.
    pub place: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// The names that it could be.
    pub known: Vec<String>,
    /// What to do, if no known name is similar.
    pub help: &'static str,
}

/// The components that the templates of the default theme define.
static COMPONENTS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let originals = super::originals().into_iter();
    let templates = originals.filter(|(path, _)| path.starts_with("templates/"));
    let defined =
        templates.flat_map(|(_, bytes)| scan(&String::from_utf8_lossy(&bytes)).components);
    defined.collect()
});

/// The names of a theme.
struct ThemeNames {
    words: Words,
    assets: BTreeSet<String>,
    values: TemplateValues,
    /// The names of the templates of the theme, and what all of them name.
    templates: Vec<(String, TemplateNames)>,
}

/// The files that are made of a theme's words, besides its own assets.
const MADE: [&str; 3] = ["words.js", "today-words.js", "more-words.js"];

impl Theme {
    /// The names in its own files that nothing has or uses.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a file that must be text is not.
    pub fn mismatches(&self) -> Result<Vec<Mismatch>, Error> {
        let (own, known) = self.own_files();
        let names = ThemeNames::of(self)?;
        let mut all = Vec::new();
        for (path, bytes) in own {
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            let found = Found { path, text };
            match path.split_once('/') {
                Some(("templates", name)) => names.in_template((name, &known), found, &mut all),
                Some(("words", _)) => names.in_words(found, &mut all),
                Some(("assets" | "fonts", _)) => {}
                _ if path == "theme.yaml" => in_settings(found, &mut all),
                _ if is_beside(path) => {}
                _ => all.push(found.whole(
                    "no page uses this file".to_owned(),
                    known.iter().cloned().collect(),
                    "put it into `assets/`, `templates/`, `words/` or `fonts/`",
                )),
            }
        }
        all.extend(names.missing_components());
        Ok(all)
    }
}

/// Whether a file is for people or for other programs.
fn is_beside(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_text = ["README", "LICENSE", "LICENCE", "COPYING", "CHANGELOG"];
    path.split('/').any(|part| part.starts_with('.'))
        || !path.contains('/')
            && is_text
                .iter()
                .any(|begin| name.to_uppercase().starts_with(begin))
}

/// A file of the theme.
#[derive(Clone, Copy)]
struct Found<'a> {
    path: &'a str,
    text: &'a str,
}

impl Found<'_> {
    fn at(self, place: Range<usize>, message: String, known: Vec<String>) -> Mismatch {
        Mismatch {
            file: self.path.to_owned(),
            text: self.text.to_owned(),
            place,
            message,
            known,
            help: "docs/themes.md lists all values",
        }
    }

    fn whole(self, message: String, known: Vec<String>, help: &'static str) -> Mismatch {
        Mismatch {
            help,
            ..self.at(0..0, message, known)
        }
    }
}

impl ThemeNames {
    fn of(theme: &Theme) -> Result<Self, Error> {
        let templates = theme.templates()?.into_iter();
        let templates = templates.map(|(name, text)| (name.to_owned(), scan(text)));
        let assets = theme.assets().map(|(name, _)| name.to_owned());
        let mut words = theme.words("en")?;
        // A word of the theme's own may be in the tables of other languages only.
        for (path, bytes) in theme.own_files().0 {
            if path.starts_with("words/") {
                words.extend(serde_yaml::from_slice(bytes).unwrap_or_default());
            }
        }
        Ok(Self {
            words,
            assets: assets.chain(MADE.map(str::to_owned)).collect(),
            values: TemplateValues::all(),
            templates: templates.collect(),
        })
    }

    fn in_template(
        &self,
        (name, known): (&str, &BTreeSet<String>),
        found: Found<'_>,
        all: &mut Vec<Mismatch>,
    ) {
        let own = self.templates.iter().find(|(other, _)| other == name);
        let Some((_, names)) = own else { return };
        let mut others = self.templates.iter().filter(|(other, _)| other != name);
        let is_named = others.any(|(_, names)| names.strings.iter().any(|string| string == name));
        if !known.contains(found.path) && !is_named && names.components.is_empty() {
            let templates = known.iter().filter(|path| path.starts_with("templates/"));
            all.push(found.whole(
                "no template includes this one".to_owned(),
                templates.cloned().collect(),
                "include it in another template, or remove it",
            ));
        }
        for path in &names.paths {
            all.extend(self.unknown(path, names, found));
        }
    }

    /// The problem with a path of names, if there is one.
    fn unknown(
        &self,
        path: &ValuePath,
        names: &TemplateNames,
        found: Found<'_>,
    ) -> Option<Mismatch> {
        let ((root, place), rest) = path.names.split_first()?;
        let texts = |known: Vec<&str>| known.into_iter().map(str::to_owned).collect();
        match (root.as_str(), rest.first()) {
            ("words", Some((word, place))) if self.words.word(word).is_none() => {
                let known = self.words.iter().map(|(name, _)| name.to_owned());
                let message = format!("the theme has no word `{word}`");
                return Some(found.at(place.clone(), message, known.collect()));
            }
            ("assets", Some((asset, place))) if !self.assets.contains(asset) => {
                let known = self.assets.iter().cloned().collect();
                let message = format!("`{asset}` not found in the `assets/` folder of the theme");
                return Some(found.at(place.clone(), message, known));
            }
            ("words" | "assets", _) => return None,
            _ => {}
        }
        let Some(mut types) = self.types(root, names, 0) else {
            let message = format!("templates get no value `{root}`");
            let known = texts(self.values.variables().collect());
            return Some(found.at(place.clone(), message, known));
        };
        let mut whole = root.clone();
        for (field, place) in rest {
            types = match self.values.field(&types, field) {
                Ok(types) => types,
                Err(known) => {
                    let message = format!("`{whole}` has no value `{field}`");
                    return Some(found.at(place.clone(), message, texts(known)));
                }
            };
            whole = format!("{whole}.{field}");
        }
        None
    }

    /// The types of a variable, or of a name that a template binds; `None` if there is neither.
    fn types(&self, name: &str, names: &TemplateNames, depth: usize) -> Option<ValueTypes> {
        const DEEPEST: usize = 8;
        let variable = self.values.variable(name);
        let Some(bound) = names.bound.get(name) else {
            return variable.map(|types| Some(types.clone()));
        };
        let mut all = variable.cloned().unwrap_or_default();
        for list in bound {
            let Some(list) = list
                .as_ref()
                .filter(|list| depth < DEEPEST && list[0] != name)
            else {
                return Some(None);
            };
            let mut types = self.types(&list[0], names, depth + 1)?;
            for field in &list[1..] {
                types = self.values.field(&types, field).ok()?;
            }
            match TemplateValues::items(&types) {
                Some(items) => all.extend(items),
                None => return Some(None),
            }
        }
        Some(Some(all))
    }

    /// Words with names that no page and no template uses.
    fn in_words(&self, found: Found<'_>, all: &mut Vec<Mismatch>) {
        let Ok(table) = serde_yaml::from_str::<Words>(found.text) else {
            // It is reported when the words are read.
            return;
        };
        let default = super::originals();
        let default = default.iter().find(|(path, _)| path == "words/en.yaml");
        let default: Words = default
            .and_then(|(_, bytes)| serde_yaml::from_slice(bytes).ok())
            .unwrap_or_default();
        let is_for_scripts = |name: &str| {
            ["js_", "today_", "more_"]
                .iter()
                .any(|begin| name.starts_with(begin))
        };
        let is_used = |name: &str| {
            let mut templates = self.templates.iter();
            templates.any(|(_, names)| {
                let mut paths = names.paths.iter();
                paths.any(|path| {
                    path.names[0].0 == "words"
                        && path.names.get(1).is_some_and(|(word, _)| word == name)
                })
            })
        };
        // A table of names such as `kind_example`, for admonitions of the author's own.
        let is_open = |name: &str| name.starts_with("kind_");
        for (name, _) in table.iter() {
            let is_known = default.word(name).is_some();
            if is_known || is_for_scripts(name) || is_open(name) || is_used(name) {
                continue;
            }
            let known = default.iter().map(|(name, _)| name.to_owned()).collect();
            let message = format!("no template uses the word `{name}`");
            all.push(Mismatch {
                help: "use it in a template as `words.NAME`, or remove it",
                ..found.at(place_of(name, found.text), message, known)
            });
        }
    }

    /// Components of the default theme that the theme's own files left out.
    fn missing_components(&self) -> Vec<Mismatch> {
        let templates = self.templates.iter();
        let defined: BTreeSet<&str> = templates
            .flat_map(|(_, names)| names.components.iter().map(String::as_str))
            .collect();
        let missing = COMPONENTS
            .iter()
            .filter(|name| !defined.contains(name.as_str()));
        missing
            .map(|name| {
                let file = Found {
                    path: "templates/components.html",
                    text: "",
                };
                let message = format!("the theme has no component `{name}`, which pages use");
                file.whole(
                    message,
                    Vec::new(),
                    "copy it from the default theme: `prepbook theme eject`",
                )
            })
            .collect()
    }
}

/// Keys of `theme.yaml` besides `sheet`, whose own keys are checked when it is read.
fn in_settings(found: Found<'_>, all: &mut Vec<Mismatch>) {
    let Ok(serde_yaml::Value::Mapping(map)) = serde_yaml::from_str(found.text) else {
        return;
    };
    for key in map.keys().filter_map(serde_yaml::Value::as_str) {
        if key != "sheet" {
            let message = format!("unknown key `{key}`");
            all.push(Mismatch {
                help: "known keys: sheet; everything about sheets belongs below it",
                ..found.at(place_of(key, found.text), message, vec!["sheet".to_owned()])
            });
        }
    }
}

/// The place of a key at the beginning of a line.
fn place_of(key: &str, text: &str) -> Range<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let name = line.trim_start_matches(['"', '\'']);
        let quote = line.len() - name.len();
        if name
            .strip_prefix(key)
            .is_some_and(|rest| rest.starts_with([':', '"', '\'', ' ']))
        {
            return start + quote..start + quote + key.len();
        }
        start += line.len();
    }
    0..0
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::ThemeNames;
    use crate::theme::{Theme, originals};

    #[test]
    fn the_default_theme_uses_nothing_that_does_not_exist() {
        let theme = Theme::load("default", Path::new("themes")).unwrap();
        let names = ThemeNames::of(&theme).unwrap();
        for (name, found) in &names.templates {
            let path = format!("templates/{name}");
            let text = originals()
                .into_iter()
                .find(|(known, _)| *known == path)
                .unwrap()
                .1;
            let text = String::from_utf8(text.into_owned()).unwrap();
            for path in &found.paths {
                let file = super::Found {
                    path: name,
                    text: &text,
                };
                let problem = names.unknown(path, found, file);
                assert_eq!(problem.map(|problem| problem.message), None, "{name}");
            }
        }
        assert!(theme.mismatches().unwrap().is_empty());
    }
}
