//! The settings, as values.

use std::collections::BTreeMap;

use crate::course::Course;
use crate::diagnostic::{Code, SeveritySetting};
use crate::span::Span;
use crate::units::{Cohort, NavEntry, Origin, Punctuation, RawHtml, Redirect};

/// The author's settings for the whole handbook.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The handbook's title; by default the cover's, or else the first plan's.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The language of its words, as a tag such as `en` or `pt-BR`.
    pub language: Option<String>,
    /// Where it will be published, with a `/` at its end.
    pub base_url: Option<String>,
    /// Where the source of a page can be edited.
    pub edit_url: Option<EditUrl>,
    /// The paths of the plans, in their order; if empty, plans are detected.
    pub plans: Vec<String>,
    /// The position of that list.
    pub plans_span: Option<Span>,
    /// The documents in the order in which they are offered; all other documents follow.
    pub nav: Vec<NavEntry>,
    /// Former addresses of documents.
    pub redirects: Vec<Redirect>,
    /// Tracks, levels and fit for every plan that does not state its own.
    pub course: Course,
    /// The cohorts, in the order in which they are offered.
    pub cohorts: Vec<Cohort>,
    /// The theme and its settings.
    pub theme: ThemeChoice,
    /// The output folder, relative to the folder of the configuration.
    pub output: Option<String>,
    /// How raw HTML is treated.
    pub html: RawHtml,
    /// The servers that pages may load images and other files from.
    pub remote: Vec<Origin>,
    /// How quotes and dashes are shown.
    pub typography: Punctuation,
    /// Whether each page has a copy in Markdown.
    pub markdown_copies: bool,
    /// Whether there is a list of the pages for language models.
    pub llms_txt: bool,
    /// The severities that differ from the defaults of the checks.
    pub checks: BTreeMap<Code, SeveritySetting>,
}

/// Where sources can be edited.
#[derive(Clone, Debug)]
pub struct EditUrl {
    /// An absolute address with `{path}` or `{path_noext}`, and perhaps `{line}`.
    pub form: String,
    /// The start of these paths.
    pub start: PathStart,
}

/// The folder that paths of sources are relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStart {
    /// The folder of the configuration.
    Handbook,
    /// The content folder; files outside of it have no address.
    Content,
}

/// Which theme draws the handbook.
#[derive(Clone, Debug)]
pub struct ThemeChoice {
    /// `default`, or a folder below `themes/`.
    pub name: String,
    /// The author's own color, as `#rrggbb`.
    pub accent: Option<String>,
    /// The path of an image below the content, shown beside the title.
    pub logo: Option<String>,
}

impl Default for ThemeChoice {
    fn default() -> Self {
        Self {
            name: "default".to_owned(),
            accent: None,
            logo: None,
        }
    }
}
