//! Files for search engines, made only if the handbook's address is known.

use std::fmt::Write as _;

use super::File;
use super::output::{Output, OutputContext, Turn};
use crate::error::Error;
use crate::site::is_page;
use crate::view::{HandbookViews, Route, on_the_web};

/// `sitemap.xml`, and `robots.txt`, which names it.
pub(super) struct Sitemap<'a> {
    /// The handbook's address, which ends with `/`.
    pub(super) base_url: &'a str,
    pub(super) book: &'a HandbookViews<'a>,
}

const SITEMAP: &str = "sitemap.xml";
const ROBOTS: &str = "robots.txt";

impl Output for Sitemap<'_> {
    fn turn(&self) -> Turn {
        Turn::Sitemap
    }

    fn routes(&self) -> Vec<Route> {
        [SITEMAP, ROBOTS].map(Route::generated).into()
    }

    fn render(&self, with: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let base = self.base_url;
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"",
        );
        if self.book.is_translated() {
            xml.push_str(" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"");
        }
        xml.push_str(">\n");
        let paths = with.earlier.paths();
        let unlisted = self.book.unlisted_pages();
        let is_listed = |path: &&str| is_page(path) && *path != "404.html" && !unlisted.has(path);
        for path in paths.filter(is_listed) {
            let _ = write!(xml, "<url><loc>{}</loc>", address(base, path));
            for (language, path) in self
                .book
                .languages(path)
                .filter(|(_, path)| is_listed(path))
            {
                let address = address(base, path);
                let _ = write!(
                    xml,
                    "<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{address}\"/>"
                );
            }
            xml.push_str("</url>\n");
        }
        xml.push_str("</urlset>\n");
        let robots = format!("User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n");
        Ok(vec![
            (SITEMAP.to_owned(), xml.into_bytes()),
            (ROBOTS.to_owned(), robots.into_bytes()),
        ])
    }
}

/// The address of a page, for XML.
fn address(base: &str, path: &str) -> String {
    let address = on_the_web(base, path);
    address.replace('&', "&amp;").replace('<', "&lt;")
}
