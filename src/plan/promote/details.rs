//! `<details>` of raw HTML: their titles may name weeks and days.

use super::Writer;

/// The words of the `<summary>` that some raw HTML opens.
pub(super) fn summary(html: &str) -> Option<String> {
    let lower = html.to_ascii_lowercase();
    if !lower.trim_start().starts_with("<details") {
        return None;
    }
    let start = lower.find("<summary")?;
    let start = start + lower[start..].find('>')? + 1;
    let end = start + lower[start..].find("</summary>")?;
    let mut words = String::new();
    let mut in_tag = false;
    for character in html[start..end].chars() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => words.push(character),
            _ => {}
        }
    }
    let words = words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What stands behind the summary.
pub(super) fn behind_summary(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let after = lower
        .find("</summary>")
        .map_or(html, |at| &html[at + "</summary>".len()..]);
    match after.to_ascii_lowercase().rfind("</details>") {
        Some(at) => format!("{}{}", &after[..at], &after[at + "</details>".len()..]),
        None => after.to_owned(),
    }
}

impl Writer<'_> {
    /// Keeps an eye on what raw HTML opens and closes; whether it only closes what became a heading.
    pub(super) fn closes_details(&mut self, html: &str, promoted: bool) -> bool {
        let lower = html.trim().to_ascii_lowercase();
        let opened = lower.matches("<details").count();
        let closed = lower.matches("</details>").count();
        for _ in closed..opened {
            self.details.push(promoted);
        }
        if closed == 1 && lower == "</details>" {
            return self.details.pop() == Some(true);
        }
        for _ in opened..closed {
            self.details.pop();
        }
        false
    }
}
