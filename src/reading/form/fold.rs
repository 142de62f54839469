//! `<details>` and headings of raw HTML: their titles may name weeks and days.

/// The words of the `<summary>` or the heading that some raw HTML begins with.
pub(super) fn summary(html: &str) -> Option<String> {
    let lower = html.to_ascii_lowercase();
    let (opening, closing) = tags(&lower)?;
    let start = lower.find(opening)?;
    let start = start + lower[start..].find('>')? + 1;
    let end = title_end(&lower, start, &closing)?;
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

/// Where a title ends that begins at `start`. The title of what folds may go on to the end.
fn title_end(lower: &str, start: usize, closing: &str) -> Option<usize> {
    match lower[start..].find(closing) {
        Some(len) => Some(start + len),
        None => (closing == "</summary>").then_some(lower.len()),
    }
}

/// The element that has the title: the summary of what folds, or a heading.
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

/// What stands behind the title.
pub(super) fn behind_summary(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let closing = tags(&lower).map(|(_, closing)| closing).unwrap_or_default();
    let after = match lower.find(&closing) {
        Some(at) => &html[at + closing.len()..],
        None if lower.contains("<summary") => "",
        None => html,
    };
    match after.to_ascii_lowercase().rfind("</details>") {
        Some(at) => format!("{}{}", &after[..at], &after[at + "</details>".len()..]),
        None => after.to_owned(),
    }
}

/// Whether some raw HTML only opens an element that folds, whose title is in the next block.
pub(super) fn opens(html: &str) -> bool {
    let lower = html.trim().to_ascii_lowercase();
    lower.starts_with("<details") && !lower.contains("<summary") && !lower.contains("</details")
}
