//! A theme: templates, assets and words. The default theme travels in the binary; a theme of the author's own
//! replaces single files of it and has the rest from it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rust_embed::RustEmbed;
use serde::Serialize;
use tera::{Context, Tera, Value};

use super::{comments, filters};
use crate::error::Error;
use crate::source;
use crate::view::SiteView;

#[derive(RustEmbed)]
#[folder = "themes/default"]
struct Default;

/// The files of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    name: String,
    files: BTreeMap<String, Cow<'static, [u8]>>,
}

/// What a theme says about paper.
#[derive(Debug)]
pub struct PaperTheme {
    /// The theme's name.
    pub name: String,
    /// Its `theme.yaml`; empty where it has none.
    pub sheets: String,
    /// The default theme's, for what it leaves out.
    pub default_sheets: String,
    /// Its words, in one language.
    pub words: BTreeMap<String, String>,
    /// The files in its `fonts/`, by their paths.
    pub fonts: Vec<(String, Vec<u8>)>,
}

/// The file that says what sheets look like.
const SHEETS: &str = "theme.yaml";

impl Theme {
    /// The theme `name`: `default`, or the folder of that name in `themes`.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] where there is no such folder, [`Error::Read`] where it cannot be read.
    pub fn load(name: &str, themes: &Path) -> Result<Self, Error> {
        let mut files: BTreeMap<String, Cow<'static, [u8]>> = Default::iter()
            .filter_map(|path| {
                let bytes = Default::get(&path)?.data;
                Some((path.to_string(), comments::without(&path, bytes)))
            })
            .collect();
        if name != "default" {
            let own = source::read_folder(&themes.join(name))?;
            if own.is_empty() {
                return Err(Error::Theme {
                    name: name.to_owned(),
                    message: format!("there is nothing in {}", themes.join(name).display()),
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
        })
    }

    /// The theme with a colour of the author's own, which its styles know as `--brand`.
    #[must_use]
    pub fn with_accent(mut self, accent: Option<&str>) -> Self {
        if let (Some(accent), Some(style)) = (accent, self.files.get_mut("assets/style.css")) {
            let brand = format!(":root{{--brand:{accent}}}\n");
            *style = Cow::Owned([brand.as_bytes(), style].concat());
        }
        self
    }

    /// What sheets are drawn with: the theme's words in a language, what it says about sheets, and its fonts.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] where a file of the theme cannot be read as what it is.
    pub fn for_paper(&self, language: &str) -> Result<PaperTheme, Error> {
        let default = Default::get(SHEETS).map_or(Cow::Borrowed(&[][..]), |file| file.data);
        let fonts = self
            .files
            .iter()
            .filter(|(path, _)| path.starts_with("fonts/"));
        Ok(PaperTheme {
            name: self.name.clone(),
            sheets: self.text(SHEETS)?.to_owned(),
            default_sheets: String::from_utf8_lossy(&default).into_owned(),
            words: self.words(language)?,
            fonts: fonts
                .map(|(path, bytes)| (path.clone(), bytes.to_vec()))
                .collect(),
        })
    }

    /// The files that are not as they were in another theme, below `themes/`.
    pub fn changed_since(&self, old: &Self) -> Vec<String> {
        let paths: BTreeSet<&String> = self.files.keys().chain(old.files.keys()).collect();
        paths
            .into_iter()
            .filter(|path| self.files.get(*path) != old.files.get(*path))
            .map(|path| format!("{}/{path}", self.name))
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

    /// The files that pages use as they are. One of them is made here: `words.js`, the words of the scripts.
    fn assets(&self, words: &BTreeMap<String, String>) -> Vec<Asset> {
        let scripts: BTreeMap<&str, &String> = words
            .iter()
            .filter_map(|(key, value)| Some((key.strip_prefix("js_")?, value)))
            .collect();
        // Plain strings cannot fail to be written.
        let json = serde_json::to_string(&scripts).unwrap_or_default();
        let made = Asset::new("words.js", format!("self.prepbookWords={json};\n").into());
        let own = self.files.iter().filter_map(|(path, bytes)| {
            Some(Asset::new(path.strip_prefix("assets/")?, bytes.to_vec()))
        });
        own.chain([made]).collect()
    }

    /// The theme's words in a language, with English for what it does not say.
    fn words(&self, language: &str) -> Result<BTreeMap<String, String>, Error> {
        let mut words = BTreeMap::new();
        let primary = language.split(['-', '_']).next().unwrap_or(language);
        for language in ["en", primary, language] {
            let path = format!("words/{language}.yaml");
            if self.files.contains_key(&path) {
                let table: BTreeMap<String, String> = serde_yaml::from_str(self.text(&path)?)
                    .map_err(|error| self.fault(&path, error.to_string()))?;
                words.extend(table);
            }
        }
        Ok(words)
    }

    /// The theme, ready to draw the pages of a site.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] where a template or a table of words cannot be read; the message has Tera's own place.
    pub fn artist(&self, site: &SiteView) -> Result<Artist, Error> {
        let words = self.words(&site.language)?;
        let mut tera = Tera::default();
        filters::register(&mut tera, &words);
        let mut templates = Vec::new();
        for path in self.files.keys() {
            if let Some(name) = path.strip_prefix("templates/") {
                templates.push((name, self.text(path)?));
            }
        }
        tera.add_raw_templates(templates)
            .map_err(|error| self.fault("templates", told(&error)))?;
        let assets = self.assets(&words);
        let paths: BTreeMap<&str, &str> = assets
            .iter()
            .map(|asset| (asset.name.as_str(), asset.path.as_str()))
            .collect();
        let globals = tera.global_context();
        globals.insert("site", site);
        globals.insert("words", &words);
        globals.insert("assets", &paths);
        Ok(Artist {
            tera,
            theme: self.name.clone(),
            assets,
        })
    }
}

/// A file that pages use as it is.
#[derive(Debug)]
pub(super) struct Asset {
    /// What templates call it.
    name: String,
    /// Where it stands; what is in it is part of the name, so that a browser may keep it for ever.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
}

impl Asset {
    fn new(name: &str, bytes: Vec<u8>) -> Self {
        let hash = blake3::hash(&bytes).to_hex();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        Self {
            name: name.to_owned(),
            path: format!("assets/{stem}.{}.{ending}", &hash[..10]),
            bytes,
        }
    }
}

/// Draws pages by the templates of a theme.
pub struct Artist {
    tera: Tera,
    theme: String,
    /// The theme's assets, the words of its scripts among them.
    pub(super) assets: Vec<Asset>,
}

impl Artist {
    /// A page drawn by one of the theme's templates.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] where the template asks for what is not there.
    pub(super) fn draw(&self, template: &str, context: &Context) -> Result<Vec<u8>, Error> {
        let drawn = self.text(template, context)?;
        // All pages are held until the last is drawn, so each takes what it needs and no more.
        Ok(drawn.as_bytes().to_vec())
    }

    fn fault(&self, template: &str, error: &tera::Error) -> Error {
        Error::Theme {
            name: format!("{}/templates/{template}", self.theme),
            message: told(error),
        }
    }

    /// A part of a page, to be put into others.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] where the template asks for what is not there.
    pub(super) fn part(&self, template: &str, context: &Context) -> Result<Value, Error> {
        Ok(Value::safe_string(&self.text(template, context)?))
    }

    /// A part of a page as text.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] where the template asks for what is not there.
    pub(super) fn text(&self, template: &str, context: &Context) -> Result<String, Error> {
        self.tera
            .render(template, context)
            .map_err(|error| self.fault(template, &error))
    }
}

/// A context with one thing in it.
pub(super) fn context(name: &'static str, thing: &impl Serialize) -> Context {
    let mut context = Context::new();
    context.insert(name, thing);
    context
}

/// Tera's message with those that caused it.
fn told(error: &tera::Error) -> String {
    let mut message = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        message.push('\n');
        message.push_str(&inner.to_string());
        cause = inner.source();
    }
    message
}
