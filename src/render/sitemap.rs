//! The list of pages for search engines; made only where the handbook's address is known.

use std::fmt::Write as _;

use crate::error::Error;
use crate::site::{Site, is_page};
use crate::view::relative;

/// Adds `sitemap.xml`.
pub(super) fn sitemap(base_url: Option<&str>, site: &mut Site) -> Result<(), Error> {
    let Some(base) = base_url else { return Ok(()) };
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, _) in site
        .iter()
        .filter(|(path, _)| is_page(path) && *path != "404.html")
    {
        let address = format!("{base}{}", relative("", path));
        let _ = writeln!(
            xml,
            "<url><loc>{}</loc></url>",
            address.replace('&', "&amp;").replace('<', "&lt;")
        );
    }
    xml.push_str("</urlset>\n");
    site.add("sitemap.xml".to_owned(), xml.into_bytes())
}
