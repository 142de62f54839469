//! The raw HTML that matters for reading plans: `<details>` and headings, whose titles may name weeks and days, line
//! breaks and links.

use std::ops::Range;

use super::raw_part::resolved;

/// The words of the `<summary>` or heading at the start of raw HTML.
pub fn summary(html: &str) -> Option<String> {
    let lower = html.to_ascii_lowercase();
    let (opening, closing) = tags(&lower)?;
    let start = lower.find(opening)?;
    let start = start + lower[start..].find('>')? + 1;
    let end = title_end(&lower, start, &closing)?;
    let title = &html[start..end];
    let mut words = String::new();
    let mut in_tag = false;
    for (at, character) in title.char_indices() {
        match character {
            '<' if begins_tag(&title[at + 1..]) => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if !in_tag => words.push(character),
            _ => {}
        }
    }
    let words = resolved(&words);
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether a `<` in front of a text begins a tag or a comment; otherwise, it is a sign.
fn begins_tag(after: &str) -> bool {
    let after = after.strip_prefix('/').unwrap_or(after);
    after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?')
}

/// The end of the title that begins at `start`. A summary may extend to the end.
fn title_end(lower: &str, start: usize, closing: &str) -> Option<usize> {
    match lower[start..].find(closing) {
        Some(len) => Some(start + len),
        None => (closing == "</summary>").then_some(lower.len()),
    }
}

/// The element of the title: a summary or a heading.
fn tags(lower: &str) -> Option<(&str, String)> {
    let lower = lower.trim_start();
    if lower.starts_with("<details") || lower.starts_with("<summary") {
        return Some(("<summary", "</summary>".to_owned()));
    }
    let opening = lower.get(..3)?;
    let is_heading =
        opening.starts_with("<h") && opening.ends_with(|c: char| ('1'..='6').contains(&c));
    is_heading.then(|| (opening, format!("</{}>", &opening[1..])))
}

/// The HTML beside the title: what is in front of the summary of a `<details>` element, and what is after the title.
pub fn beside_summary(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let before = before_summary(&lower).map_or("", |range| &html[range]);
    let closing = tags(&lower).map(|(_, closing)| closing).unwrap_or_default();
    let after = match lower.find(&closing) {
        Some(at) => &html[at + closing.len()..],
        None if lower.contains("<summary") => "",
        None => html,
    };
    match after.to_ascii_lowercase().rfind("</details>") {
        Some(at) => [before, &after[..at], &after[at + "</details>".len()..]].concat(),
        None => [before, after].concat(),
    }
}

/// What is between the tags that begin a `<details>` element and its summary, if that is more than space.
fn before_summary(lower: &str) -> Option<Range<usize>> {
    lower.trim_start().strip_prefix("<details")?;
    let range = lower.find('>')? + 1..lower.find("<summary")?;
    let words = lower.get(range.clone())?;
    (!words.trim().is_empty()).then_some(range)
}

/// How many `<details>` elements raw HTML opens, and how many it closes.
pub fn folds(html: &str) -> (usize, usize) {
    let lower = html.to_ascii_lowercase();
    (
        lower.matches("<details").count(),
        lower.matches("</details>").count(),
    )
}

/// Whether raw HTML is only the end of a `<details>` element.
pub fn only_closes_fold(html: &str) -> bool {
    html.trim().eq_ignore_ascii_case("</details>")
}

/// Whether raw HTML is a line break.
pub fn is_line_end(html: &str) -> bool {
    let start = html.trim_start().get(..3);
    start.is_some_and(|start| start.eq_ignore_ascii_case("<br"))
}

/// Whether raw HTML contains a link.
pub fn has_link(html: &str) -> bool {
    html.contains("<a") || html.contains("<A")
}

/// Whether raw HTML only opens a `<details>` element, whose summary is in the next block.
pub fn only_opens_fold(html: &str) -> bool {
    let lower = html.trim().to_ascii_lowercase();
    let after = lower
        .strip_prefix("<details")
        .and_then(|rest| rest.split_once('>'));
    after.is_some_and(|(_, after)| after.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fold_has_a_title_and_keeps_what_is_beside_it() {
        for (html, title, beside) in [
            ("<details><summary>Week 4</summary>", "Week 4", ""),
            (
                "<details open>\n<summary>A &amp; <b>B</b></summary>\nx</details>",
                "A & B",
                "\nx",
            ),
            ("<details>x<summary>Week 4", "Week 4", "x"),
            (
                "<DETAILS>\nx <i>y</i>\n<SUMMARY>A</SUMMARY>z</DETAILS>after",
                "A",
                "\nx <i>y</i>\nzafter",
            ),
            ("<summary>A</summary>x", "A", "x"),
            (
                "<summary>A <b>if</b> 1 < 2 > 0</summary>",
                "A if 1 < 2 > 0",
                "",
            ),
            ("<summary>A<\nb", "A< b", ""),
            (
                "<h3 id=a>A</h3>x<summary>B</summary>",
                "A",
                "x<summary>B</summary>",
            ),
        ] {
            assert_eq!(summary(html).as_deref(), Some(title), "{html}");
            assert_eq!(beside_summary(html), beside, "{html}");
        }
        for html in ["<details>x", "x<details><summary>A</summary>", "<h3>A"] {
            assert_eq!(summary(html), None, "{html}");
        }
    }

    #[test]
    fn a_fold_is_only_opened_if_nothing_follows_its_tag() {
        for (html, expected) in [
            ("<details>", true),
            ("\n<DETAILS open class=a>\n", true),
            ("<details>x", false),
            ("<details><summary>A", false),
            ("<details></details>", false),
            ("<summary>", false),
            ("x<details>", false),
        ] {
            assert_eq!(only_opens_fold(html), expected, "{html}");
        }
    }
}
