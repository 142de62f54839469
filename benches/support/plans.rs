//! Plans of any length, made from the weeks of an existing one.

use std::fmt::Write as _;

/// `plan` with `weeks` weeks: its own weeks repeated and renumbered.
///
/// # Panics
///
/// If the plan has no heading that begins with `Week 1`.
pub(crate) fn of_weeks(plan: &str, weeks: usize) -> String {
    let starts = week_starts(plan);
    let end = starts.iter().map(|start| week_end(plan, *start)).max();
    let (Some(first), Some(end)) = (starts.first(), end) else {
        panic!("this plan has no weeks");
    };
    let mut long = plan[..*first].to_owned();
    for number in 1..=weeks {
        let start = starts[(number - 1) % starts.len()];
        let week = &plan[start..week_end(plan, start)];
        let (before, rest) = week.split_once("Week ").unwrap_or(("", week));
        let title = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let _ = write!(long, "{before}Week {number}{title}");
    }
    long + &plan[end..]
}

/// The positions of the headings of weeks.
fn week_starts(plan: &str) -> Vec<usize> {
    headings(plan)
        .filter(|(_, _, title)| {
            title.find("Week ").is_some_and(|word| {
                title[word + 5..].starts_with(|letter: char| letter.is_ascii_digit())
                    && !title[..word].contains(|letter: char| letter.is_ascii_alphanumeric())
            })
        })
        .map(|(start, _, _)| start)
        .collect()
}

/// The position of the next heading of the same or a higher level.
fn week_end(plan: &str, start: usize) -> usize {
    let level = plan[start..]
        .bytes()
        .take_while(|byte| *byte == b'#')
        .count();
    headings(plan)
        .find(|(next, other, _)| *next > start && *other <= level)
        .map_or(plan.len(), |(next, _, _)| next)
}

/// Start, level and words of each heading.
fn headings(plan: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    let mut start = 0;
    plan.split_inclusive('\n').filter_map(move |line| {
        let here = start;
        start += line.len();
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        let title = line[level..].strip_prefix(' ').filter(|_| level > 0)?;
        // Decoration before the words may be followed by a space.
        Some((here, level, title.trim()))
    })
}
