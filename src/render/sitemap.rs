//! What search engines are told; made only where the handbook's address is known.

use std::fmt::Write as _;

use crate::site::{Site, is_page};
use crate::view::relative;

/// Where both are.
pub(super) const PATHS: [&str; 2] = ["sitemap.xml", "robots.txt"];

/// Adds `sitemap.xml`, and `robots.txt`, which names it, where the author has none.
pub(super) fn sitemap(base: &str, site: &mut Site) {
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
    site.add_if_free("sitemap.xml", xml.into_bytes());
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n");
    site.add_if_free("robots.txt", robots.into_bytes());
}
