//! Where the sources of pages can be edited.

use std::collections::HashMap;

use super::outlined::Outlined;
use crate::config::{EditUrl, PathStart};
use crate::render::Outputs;
use crate::span::Span;
use crate::view::on_the_web;

impl Outlined {
    /// The address at which the source of each page can be edited, by the page's path; empty unless it is configured.
    pub(super) fn edit_addresses(&self, outputs: &Outputs<'_>) -> HashMap<String, String> {
        let Some(form) = &self.config.edit_url else {
            return HashMap::new();
        };
        let routes = outputs.own_routes();
        let addresses = routes.filter_map(|route| {
            let address = self.edit_address(form, route.span?)?;
            Some((route.path, address))
        });
        addresses.collect()
    }

    fn edit_address(&self, to: &EditUrl, span: Span) -> Option<String> {
        let place = self.sources.place_of(span.file);
        let path = match to.start {
            PathStart::Handbook => place.strip_prefix(&self.sources.home).unwrap_or(&place),
            PathStart::Content => place.strip_prefix(&self.sources.content).ok()?,
        };
        let path = path.to_string_lossy().replace('\\', "/");
        let path = on_the_web("", path.trim_start_matches("./"));
        let bare = match path.rsplit_once('.') {
            Some((bare, ending)) if !ending.contains('/') => bare,
            _ => &path,
        };
        let (line, _) = self.sources.get(span.file).place(span.range().start);
        let address = to.form.replace("{path_noext}", bare);
        let address = address.replace("{path}", &path);
        Some(address.replace("{line}", &line.to_string()))
    }
}
