//! A theme: templates, assets and words. The default theme is built into the binary; an author's own theme replaces
//! individual files of it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use rust_embed::RustEmbed;

use super::comments;
use super::style::{StyleAddress, style_addresses};
use super::words::Words;
use crate::error::Error;
use crate::source;

#[derive(RustEmbed)]
#[folder = "themes/default"]
struct Default;

/// The files of the default theme in the form that pages use, by their paths.
static READY: LazyLock<BTreeMap<String, Cow<'static, [u8]>>> = LazyLock::new(|| {
    let files = Default::iter().filter_map(|path| {
        let bytes = Default::get(&path)?.data;
        Some((path.to_string(), comments::without(&path, bytes)))
    });
    files.collect()
});

/// The tables of words of the default theme by their paths, each read when a page needs it.
static TABLES: LazyLock<BTreeMap<&'static str, OnceLock<Words>>> = LazyLock::new(|| {
    let paths = READY.keys().filter(|path| path.starts_with("words/"));
    paths.map(|path| (path.as_str(), OnceLock::new())).collect()
});

/// The words of the default theme in the table at a path, if it has one.
fn table(path: &str) -> Option<&'static Words> {
    let read = TABLES.get(path)?;
    // A test reads all of them, so users never see one that cannot be read.
    Some(read.get_or_init(|| serde_yaml::from_slice(&READY[path]).unwrap_or_default()))
}

/// The addresses in each style sheet of the default theme by the paths of these, each read when a page needs it.
static ADDRESSES: LazyLock<BTreeMap<&'static str, OnceLock<Vec<StyleAddress>>>> =
    LazyLock::new(|| {
        let paths = READY.keys().filter(|path| is_style(path));
        paths.map(|path| (path.as_str(), OnceLock::new())).collect()
    });

fn is_style(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    ending == Some("css")
}

/// The files of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    name: String,
    files: BTreeMap<String, Cow<'static, [u8]>>,
    /// The author's own color.
    accent: Option<String>,
}

/// An address in a style sheet without a file in the theme.
#[derive(Debug)]
pub struct DeadAddress {
    /// The path of the style sheet in the theme.
    pub file: String,
    /// Its text.
    pub text: String,
    /// The address.
    pub address: StyleAddress,
}

/// The files of the default theme as its authors wrote them, by their paths.
pub fn originals() -> Vec<(String, Cow<'static, [u8]>)> {
    let files =
        Default::iter().filter_map(|path| Some((path.to_string(), Default::get(&path)?.data)));
    let mut files: Vec<_> = files.collect();
    files.sort();
    files
}

/// The file with the settings for sheets.
const SHEETS: &str = "theme.yaml";

impl Theme {
    /// The theme `name`: `default`, or the folder of that name in `themes`.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if there is no such folder, [`Error::Read`] if it cannot be read.
    pub fn load(name: &str, themes: &Path) -> Result<Self, Error> {
        let ready = READY.iter();
        let mut files: BTreeMap<String, Cow<'static, [u8]>> = ready
            .map(|(path, bytes)| (path.clone(), Cow::Borrowed(&**bytes)))
            .collect();
        if name != "default" {
            let folder = themes.join(name);
            let real = (themes.canonicalize(), folder.canonicalize());
            if matches!(&real, (Ok(themes), Ok(own)) if !own.starts_with(themes)) {
                return Err(Error::Theme {
                    name: name.to_owned(),
                    message: format!(
                        "{} is a symbolic link that points outside {}; copy the theme there",
                        folder.display(),
                        themes.display()
                    ),
                });
            }
            let own = source::read_folder(&folder)?;
            if own.is_empty() {
                return Err(Error::Theme {
                    name: name.to_owned(),
                    message: format!("no files found in {}", themes.join(name).display()),
                });
            }
            files.extend(
                own.into_iter()
                    .map(|(path, bytes)| (path, Cow::Owned(bytes))),
            );
        }
        Ok(Self {
            name: name.to_owned(),
            files,
            accent: None,
        })
    }

    /// The theme with the author's own color, which is `--brand` in its styles.
    #[must_use]
    pub fn with_accent(mut self, accent: Option<&str>) -> Self {
        if let (Some(accent), Some(style)) = (accent, self.files.get_mut("assets/style.css")) {
            let brand = format!(":root{{--brand:{accent}}}\n");
            *style = Cow::Owned([brand.as_bytes(), style].concat());
        }
        self.accent = accent.map(str::to_owned);
        self
    }

    /// The files that differ from another theme's, below `themes/`.
    pub fn changed_since(&self, old: &Self) -> Vec<String> {
        let paths: BTreeSet<&String> = self.files.keys().chain(old.files.keys()).collect();
        paths
            .into_iter()
            .filter(|path| self.files.get(*path) != old.files.get(*path))
            .map(|path| format!("{}/{path}", self.name))
            .collect()
    }

    /// The files that differ from those of the default theme, and the paths of all of that theme's.
    pub(super) fn own_files(&self) -> (Vec<(&str, &[u8])>, BTreeSet<String>) {
        let known: BTreeSet<String> = READY.keys().cloned().collect();
        let is_own = |path: &str, bytes: &[u8]| {
            let is_ready = || READY.get(path).is_some_and(|ready| **ready == *bytes);
            let default = Default::get(path);
            default.is_none_or(|file| file.data != bytes && !is_ready())
        };
        let files = self.files.iter();
        let own = files.filter(|(path, bytes)| is_own(path, bytes));
        let own = own.map(|(path, bytes)| (path.as_str(), bytes.as_ref()));
        (own.collect(), known)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The author's own color, if there is one.
    pub fn accent(&self) -> Option<&str> {
        self.accent.as_deref()
    }

    /// Its settings for sheets (its `theme.yaml`; empty if it has none), and those of the default theme, which complete
    /// them.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if the file is not UTF-8.
    pub fn sheets(&self) -> Result<(&str, String), Error> {
        let default = READY.get(SHEETS).map_or(&[][..], |bytes| bytes);
        let default = String::from_utf8_lossy(default).into_owned();
        Ok((self.text(SHEETS)?, default))
    }

    /// The files in its `fonts/`, by their paths.
    pub fn fonts(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.files.iter();
        let fonts = files.filter(|(path, _)| path.starts_with("fonts/"));
        fonts.map(|(path, bytes)| (path.as_str(), bytes.as_ref()))
    }

    /// The files in its `assets/`, by their names there.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.files.iter();
        files.filter_map(|(path, bytes)| Some((path.strip_prefix("assets/")?, bytes.as_ref())))
    }

    /// The addresses in its style sheet `name` in `assets/`; any other file has none.
    pub fn addresses(&self, name: &str) -> Cow<'_, [StyleAddress]> {
        let path = format!("assets/{name}");
        let file = self.files.get(&path).filter(|_| is_style(&path));
        match (file, ADDRESSES.get(path.as_str())) {
            // A file of the default theme.
            (Some(Cow::Borrowed(bytes)), Some(read)) => {
                Cow::Borrowed(read.get_or_init(|| style_addresses(bytes)))
            }
            (Some(bytes), _) => Cow::Owned(style_addresses(bytes)),
            (None, _) => Cow::default(),
        }
    }

    /// The addresses in its style sheets without a file in the theme.
    pub fn dead_addresses(&self) -> Vec<DeadAddress> {
        let names: BTreeSet<&str> = self.assets().map(|(name, _)| name).collect();
        let dead = self.assets().flat_map(|(name, bytes)| {
            let addresses = self.addresses(name).into_owned().into_iter();
            let dead = addresses.filter(|address| {
                let path = address.path(name);
                path.is_some_and(|path| !names.contains(path.as_str()))
            });
            dead.map(move |address| DeadAddress {
                file: format!("assets/{name}"),
                text: String::from_utf8_lossy(bytes).into_owned(),
                address,
            })
        });
        dead.collect()
    }

    /// Its templates, by their names.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if one is not UTF-8.
    pub fn templates(&self) -> Result<Vec<(&str, &str)>, Error> {
        let names = self.files.keys().filter_map(|path| {
            let name = path.strip_prefix("templates/")?;
            Some((name, path))
        });
        names
            .map(|(name, path)| Ok((name, self.text(path)?)))
            .collect()
    }

    fn text(&self, path: &str) -> Result<&str, Error> {
        let bytes = self.files.get(path).map_or(&[][..], |bytes| bytes);
        std::str::from_utf8(bytes).map_err(|_| self.fault(path, "this file is not UTF-8"))
    }

    fn fault(&self, file: &str, message: impl Into<String>) -> Error {
        Error::Theme {
            name: format!("{}/{file}", self.name),
            message: message.into(),
        }
    }

    /// Whether there is a table of words for a language.
    pub fn speaks(&self, language: &str) -> bool {
        let primary = language.split(['-', '_']).next().unwrap_or(language);
        self.files.contains_key(&format!("words/{primary}.yaml"))
    }

    /// The theme's words in a language, completed with the default theme's and with English.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a table of words cannot be read.
    pub fn words(&self, language: &str) -> Result<Words, Error> {
        let mut words = Words::default();
        let primary = language.split(['-', '_']).next().unwrap_or(language);
        let mut languages = vec!["en", primary, language];
        languages.dedup();
        for language in languages {
            let path = format!("words/{language}.yaml");
            if let Some(default) = table(&path) {
                words.extend(default.clone().of_language(language));
            }
            let own = self.files.get(&path);
            if let Some(own) = own.filter(|own| READY.get(&path) != Some(*own)) {
                let own: Words = serde_yaml::from_slice(own)
                    .map_err(|error| self.fault(&path, error.to_string()))?;
                words.extend(own.of_language(language));
            }
        }
        Ok(words)
    }
}

#[cfg(test)]
mod tests {
    use super::{READY, TABLES};
    use crate::theme::Words;

    #[test]
    fn each_table_of_words_is_read() {
        assert!(TABLES.len() > 1);
        for path in TABLES.keys() {
            let read: Result<Words, _> = serde_yaml::from_slice(&READY[*path]);
            assert!(read.is_ok_and(|words| words.iter().count() > 0), "{path}");
        }
    }
}
