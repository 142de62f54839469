//! `handbook.yaml`, typed. Every key is optional; `docs/configuration.md` explains each. If there is only a
//! `mkdocs.yml`, [`mkdocs`] reads the keys that a handbook can use.

mod address;
mod cohort;
mod keys;
mod mkdocs;
mod nav;
mod remote;
mod settings;

use std::collections::BTreeMap;

use crate::course::Course;
use crate::diagnostic::{Code, Diagnostic, SeveritySetting};
use crate::source::{SourceKind, Sources};
use crate::system::names::{is_file_name, spellings};
use crate::units::{Punctuation, RawHtml};
use crate::yaml::{self, Fields, YamlText};

pub use keys::{KEYS, schema};
pub use settings::{Config, EditUrl, PathStart, ThemeChoice};

/// An address in the form of `base_url`, or what is wrong with it.
///
/// # Errors
///
/// The problem, in a clause.
pub fn base_url(written: &str) -> Result<String, String> {
    address::read(written)
}

impl Config {
    /// Reads the configuration among `sources`; without one, the result is the default. Problems are reported.
    pub fn read(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let stated = Self::stated(sources, diagnostics);
        Self {
            base_url: sources.base_url.clone().or(stated.base_url),
            ..stated
        }
    }

    fn stated(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let Some((file, source)) = sources.of_kind(SourceKind::Configuration).next() else {
            return Self::default();
        };
        let piece = YamlText {
            file,
            offset: 0,
            text: &source.text,
        };
        if sources.is_mkdocs() {
            return mkdocs::read(piece, sources, diagnostics);
        }
        let mut fields = yaml::parse(piece, KEYS, diagnostics);
        // These keys are read and reported while the files are collected.
        for key in ["exclude", "include"] {
            fields.texts(key, &mut Vec::new());
        }
        let config = Self {
            title: fields.text("title", diagnostics),
            author: fields.text("author", diagnostics),
            language: fields.text("language", diagnostics),
            base_url: address::base_url(&mut fields, diagnostics),
            edit_url: address::edit_url(&mut fields, diagnostics),
            plans_span: Some(fields.span("plans")),
            plans: fields.texts("plans", diagnostics),
            nav: nav::nav(&mut fields, sources, diagnostics),
            redirects: Vec::new(),
            course: Course::take(&mut fields, diagnostics),
            cohorts: cohort::cohorts(&mut fields, diagnostics),
            theme: theme(&mut fields, sources, diagnostics),
            output: fields.text("output", diagnostics),
            html: match fields.choice("html", diagnostics) {
                Some(1) => RawHtml::Trusted,
                _ => RawHtml::Sanitized,
            },
            remote: remote::remote(&mut fields, diagnostics),
            typography: match fields.switch("typography", diagnostics) {
                Some(false) => Punctuation::AsWritten,
                _ => Punctuation::Typographic,
            },
            markdown_copies: fields
                .switch("markdown_copies", diagnostics)
                .unwrap_or_default(),
            llms_txt: fields.switch("llms_txt", diagnostics).unwrap_or_default(),
            checks: checks(&mut fields, diagnostics),
        };
        fields.finish(diagnostics);
        config
    }
}

fn theme(
    fields: &mut Fields<'_>,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> ThemeChoice {
    let Some(mut inner) = fields.mapping("theme", diagnostics) else {
        return ThemeChoice::default();
    };
    let choice = ThemeChoice {
        name: theme_name(&mut inner, diagnostics).unwrap_or_else(|| ThemeChoice::default().name),
        accent: accent(&mut inner, diagnostics),
        logo: logo(&mut inner, sources, diagnostics),
    };
    inner.finish(diagnostics);
    choice
}

/// A theme's name is the name of a folder, so it cannot contain a path.
fn theme_name(fields: &mut Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let span = fields.span("name");
    let name = fields.text("name", diagnostics)?;
    if is_file_name(&name) {
        return Some(name);
    }
    diagnostics.push(
        Diagnostic::new(
            Code::BadValue,
            span,
            format!("a theme must be `default` or the name of a folder in `themes/`, not `{name}`"),
        )
        .hint("move the theme to a folder in `themes/`, and write the name of that folder"),
    );
    None
}

fn accent(fields: &mut Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let span = fields.span("accent");
    let text = fields.text("accent", diagnostics)?;
    let digits = text.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Some(text);
    }
    diagnostics.push(
        Diagnostic::new(
            Code::BadValue,
            span,
            format!("`accent` must be a color, not `{text}`"),
        )
        .hint("write red, green and blue as two hexadecimal digits each, in quotes: `\"#aa3355\"`"),
    );
    None
}

fn logo(
    fields: &mut Fields<'_>,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    let span = fields.span("logo");
    let path = fields.text("logo", diagnostics)?;
    let known = spellings(&path).find(|path| sources.has_asset(path));
    if let Some(path) = known {
        return Some(path.into_owned());
    }
    diagnostics.push(
        Diagnostic::new(
            Code::BadValue,
            span,
            format!("image `{path}` not found in the content folder"),
        )
        .hint("write its path relative to the content folder, such as `pictures/logo.svg`"),
    );
    None
}

/// `checks:` with one line per code: `dead-link: deny`.
fn checks(
    fields: &mut Fields<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<Code, SeveritySetting> {
    let mut checks = BTreeMap::new();
    let Some(mut inner) = fields.section("checks", diagnostics) else {
        return checks;
    };
    for code in Code::ALL.iter().copied() {
        let span = inner.span(code.name());
        let severity = match inner.choice(code.name(), diagnostics) {
            Some(0) => SeveritySetting::Allow,
            Some(1) => SeveritySetting::Warn,
            Some(_) => SeveritySetting::Deny,
            None => continue,
        };
        if code.is_firm() && severity != SeveritySetting::Deny {
            diagnostics.push(
                Diagnostic::new(
                    Code::BadValue,
                    span,
                    format!(
                        "`{}` is always an error, because nothing can be built with it",
                        code.name()
                    ),
                )
                .hint("remove this line, and fix the problem itself"),
            );
        } else {
            checks.insert(code, severity);
        }
    }
    inner.finish(diagnostics);
    checks
}
