//! Where the sources of pages can be edited.

use std::collections::HashMap;

use super::Outlined;
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
            let address = self.edit_address(form, route.span?);
            Some((route.path, address))
        });
        addresses.collect()
    }

    fn edit_address(&self, form: &str, span: Span) -> String {
        let place = self.sources.place_of(span.file);
        let path = place.strip_prefix(&self.sources.home).unwrap_or(&place);
        let path = path.to_string_lossy().replace('\\', "/");
        let path = on_the_web("", path.trim_start_matches("./"));
        let (line, _) = self.sources.get(span.file).place(span.range().start);
        form.replace("{path}", &path)
            .replace("{line}", &line.to_string())
    }
}
