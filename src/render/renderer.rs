//! The templates of a theme, ready to render the pages of a site.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use serde::Serialize;
use tera::{Context, Tera, Value};

use super::assets::{Asset, assets};
use super::filters;
use crate::error::Error;
use crate::export::ExportWords;
use crate::theme::{Theme, Word, Words};
use crate::view::{PageView, PolicyView, SiteView};

/// The size in bytes of most pages, to avoid reallocation while they grow.
const USUAL_PAGE: usize = 16 * 1024;

/// Renders pages with the templates of a theme.
pub struct Renderer {
    tera: Tera,
    theme: String,
    /// The theme's assets, including the words of its scripts.
    pub(super) assets: Vec<Asset>,
    /// The theme's words in its language.
    pub(super) words: Words,
    /// What its language is called in itself.
    pub(super) language_name: String,
    /// The words of calendar files.
    pub(super) export_words: ExportWords,
    /// The common part of the heads of all pages in a folder, by the path from it to the output folder.
    heads: Shared<String>,
    /// The content policies of pages, by the needs of their texts. Most need nothing.
    policies: Shared<PolicyView>,
    /// Those for the handbook's other languages, in their order.
    others: Vec<Self>,
}

/// Fragments shared by many pages, rendered once, by the data they are rendered from.
struct Shared<K>(RwLock<BTreeMap<K, Value>>);

impl<K: Ord + Clone> Shared<K> {
    fn new() -> Self {
        Self(RwLock::default())
    }

    fn of(&self, key: &K, render: impl FnOnce() -> Result<Value, Error>) -> Result<Value, Error> {
        let rendered = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(part) = rendered.get(key) {
            return Ok(part.clone());
        }
        drop(rendered);
        let part = render()?;
        let mut rendered = self.0.write().unwrap_or_else(PoisonError::into_inner);
        rendered.insert(key.clone(), part.clone());
        Ok(part)
    }
}

/// The templates of a theme, which can be read before the handbook is.
#[derive(Clone)]
pub struct Templates {
    tera: Tera,
    theme: Theme,
}

impl Templates {
    /// Reads the templates of a theme.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a template cannot be read; the message has Tera's own position.
    pub fn of(theme: Theme) -> Result<Self, Error> {
        let mut tera = Tera::default();
        // Templates may name only known filters; these have no words yet.
        filters::register(&mut tera, &Words::default());
        tera.add_raw_templates(theme.templates()?)
            .map_err(|error| Error::Theme {
                name: format!("{}/templates", theme.name()),
                message: message_of(&error),
            })?;
        Ok(Self { tera, theme })
    }
}

impl Renderer {
    /// A renderer for the pages of a site in each of its languages, its own first: there is at least that one.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a table of words cannot be read.
    pub fn new(templates: Templates, sites: &[SiteView]) -> Result<Self, Error> {
        let Templates { mut tera, theme } = templates;
        let words = sites.iter().map(|site| theme.words(&site.language));
        let words: Vec<Words> = words.collect::<Result<_, Error>>()?;
        let names = language_names(&theme, sites.iter().zip(&words));
        tera.global_context().insert("language_names", &names);
        let others = sites.iter().zip(&words).skip(1);
        let others = others.map(|both| Self::in_language(tera.clone(), &theme, &names, both));
        let others = others.collect();
        let own = Self::in_language(tera, &theme, &names, (&sites[0], &words[0]));
        Ok(Self { others, ..own })
    }

    fn in_language(
        mut tera: Tera,
        theme: &Theme,
        names: &BTreeMap<&str, String>,
        (site, words): (&SiteView, &Words),
    ) -> Self {
        filters::register(&mut tera, words);
        let assets = assets(theme, words, &site.folder);
        let paths: BTreeMap<&str, &str> = assets
            .iter()
            .map(|asset| (asset.name.as_str(), asset.path.as_str()))
            .collect();
        let globals = tera.global_context();
        globals.insert("site", site);
        globals.insert("words", words);
        globals.insert("assets", &paths);
        Self {
            tera,
            theme: theme.name().to_owned(),
            assets,
            words: words.clone(),
            language_name: names.get(&*site.language).cloned().unwrap_or_default(),
            export_words: ExportWords::of(words),
            heads: Shared::new(),
            policies: Shared::new(),
            others: Vec::new(),
        }
    }

    /// The renderer for a language, by its index among the handbook's locales.
    pub(super) fn of(&self, locale: usize) -> &Self {
        let other = locale
            .checked_sub(1)
            .and_then(|index| self.others.get(index));
        other.unwrap_or(self)
    }

    /// The renderers for all languages in their order.
    pub(super) fn all(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.others)
    }

    /// The context of a page: its frame, and the content of its head. `policy` has the needs of its text.
    /// [`TaskRenderer::page`](super::tasks::TaskRenderer::page) completes it.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if the template of the head fails.
    pub(super) fn page(&self, page: &PageView, policy: &PolicyView) -> Result<Context, Error> {
        let mut frame = context("page", page);
        let policy = self.policies.of(policy, || {
            let mut policy = policy.clone();
            policy.allow_style(&self.minimal()?);
            self.part("parts/policy.html", &context("policy", &policy))
        })?;
        frame.insert_value("policy", policy);
        let head = self.heads.of(&page.root, || {
            let mut head = context("root", &page.root);
            head.insert_value("minimal", Value::safe_string(&self.minimal()?));
            self.part("parts/head.html", &head)
        })?;
        frame.insert_value("head", head);
        Ok(frame)
    }

    /// The style that is in each page itself.
    fn minimal(&self) -> Result<String, Error> {
        self.text("parts/minimal.css", &Context::new())
    }

    /// Renders a page with one of the theme's templates.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if the template uses a field that does not exist.
    pub(super) fn render(&self, template: &str, context: &Context) -> Result<Vec<u8>, Error> {
        let mut page = Vec::with_capacity(USUAL_PAGE);
        self.tera
            .render_to(template, context, &mut page)
            .map_err(|error| self.fault(template, &error))?;
        Ok(page)
    }

    fn fault(&self, template: &str, error: &tera::Error) -> Error {
        Error::Theme {
            name: format!("{}/templates/{template}", self.theme),
            message: message_of(error),
        }
    }

    /// Renders a part of a page, to be included in others.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if the template uses a field that does not exist.
    pub(super) fn part(&self, template: &str, context: &Context) -> Result<Value, Error> {
        Ok(Value::safe_string(&self.text(template, context)?))
    }

    /// Renders a component; `body` is the HTML of its body.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if the theme has no such component, or if it fails.
    pub(super) fn component(
        &self,
        name: &str,
        context: &Context,
        body: Option<&str>,
    ) -> Result<String, Error> {
        self.tera
            .render_component(name, context, body, true)
            .map_err(|error| self.fault(name, &error))
    }

    /// Renders a part of a page as text.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if the template uses a field that does not exist.
    pub(super) fn text(&self, template: &str, context: &Context) -> Result<String, Error> {
        self.tera
            .render(template, context)
            .map_err(|error| self.fault(template, &error))
    }
}

/// What each language is called in itself. A language without words of its own is called by its tag, and those with the
/// same name have their tags too.
fn language_names<'a>(
    theme: &Theme,
    languages: impl Iterator<Item = (&'a SiteView, &'a Words)>,
) -> BTreeMap<&'a str, String> {
    let names = languages.map(|(site, words)| {
        let language = site.language.as_str();
        let known = words.word("language_name");
        let known = known.filter(|_| theme.speaks(language));
        (language, known.map_or(language, Word::plain))
    });
    let names: BTreeMap<&str, &str> = names.collect();
    let shown = names.iter().map(|(language, name)| {
        let same = names.values().filter(|other| *other == name).count();
        let name = match same {
            1 => (*name).to_owned(),
            _ => format!("{name} ({language})"),
        };
        (*language, name)
    });
    shown.collect()
}

/// A context with a single value.
pub(super) fn context(name: &'static str, thing: &(impl Serialize + ?Sized)) -> Context {
    let mut context = Context::new();
    context.insert(name, thing);
    context
}

/// Tera's message with those of its causes.
fn message_of(error: &tera::Error) -> String {
    let mut message = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        message.push('\n');
        message.push_str(&inner.to_string());
        cause = inner.source();
    }
    message
}
