//! The data that a reader's first visit of a page loads: the page, and the styles, scripts and images that it refers
//! to, each compressed with gzip as on a web server. Styles for paper are not among them: browsers show a page without
//! them and load them last.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

/// The bytes that the page at a path loads without interaction; `None` if there is no such page. `read` returns the
/// bytes of a file by its path.
pub fn weight(read: &dyn Fn(&str) -> Option<Vec<u8>>, page: &str) -> Option<usize> {
    let bytes = read(page)?;
    let html = String::from_utf8_lossy(&bytes);
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let loaded = loads(&html).filter_map(|address| read(&resolved(folder, address)));
    let loaded = loaded.map(|bytes| compressed(&bytes));
    Some(compressed(&bytes) + loaded.sum::<usize>())
}

/// The addresses that a page loads without interaction.
fn loads(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').filter_map(|tag| {
        let tag = tag.split('>').next().unwrap_or_default();
        let attribute = match tag.split(' ').next().unwrap_or_default() {
            "script" | "img" => " src=\"",
            "link" if tag.contains(" media=\"print\"") => return None,
            "link" if tag.contains("\"stylesheet\"") || tag.contains("\"icon\"") => " href=\"",
            _ => return None,
        };
        let (_, value) = tag.split_once(attribute)?;
        value.split('"').next()
    })
}

/// A relative address as a path below the output folder.
fn resolved(folder: &str, address: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in address.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().map_or(bytes.len(), |packed| packed.len())
}

#[cfg(test)]
mod tests {
    use super::{compressed, weight};

    #[test]
    fn a_page_weighs_what_shows_it() {
        let page = "<link rel=\"stylesheet\" href=\"../s.css\">\
             <link rel=\"stylesheet\" media=\"print\" href=\"../p.css\">\
             <link rel=\"icon\" href=\"../i.svg\"><link rel=\"next\" href=\"../n.html\">\
             <script defer src=\"w.js\"></script><img alt=\"\" src=\"none.png\">";
        let files = [
            ("a/page.html", page),
            ("s.css", "style"),
            ("p.css", "paper, far longer than all others together"),
            ("i.svg", "icon"),
            ("n.html", "next"),
            ("a/w.js", "words"),
        ];
        let read = |path: &str| {
            let file = files.iter().find(|(name, _)| *name == path);
            file.map(|(_, text)| text.as_bytes().to_vec())
        };
        let parts = [page, "style", "icon", "words"];
        let sum = parts.iter().map(|part| compressed(part.as_bytes())).sum();
        assert_eq!(weight(&read, "a/page.html"), Some(sum));
        assert_eq!(weight(&read, "none.html"), None);
    }
}
