//! The numbers of pages: those of the kept list, and after them new ones.

use crate::ledger::{KnownSection, recognized};
use crate::paper::list::{ListedPart, PageList, PartKind};

/// A part of the plan, and how many pages it takes.
#[derive(Clone, Debug)]
pub(super) struct NeededPart {
    pub(super) kind: PartKind,
    pub(super) called: String,
    pub(super) known: KnownSection,
    pub(super) pages: usize,
    pub(super) has_notes: bool,
}

/// The numbered parts: those of the plan in its order, then those that are gone. Pages that a part no longer needs stay
/// with it.
pub(super) fn numbered(kept: Option<&PageList>, needed: Vec<NeededPart>) -> Vec<ListedPart> {
    let kept_parts = kept.map_or(&[][..], |kept| &kept.parts);
    let before = continued(kept_parts, &needed);
    let gone = kept.map_or(Vec::new(), |kept| gone(kept, &needed));
    let mut last = kept.map_or(0, PageList::pages);
    let mut next = || {
        last += 1;
        last
    };
    let mut parts = Vec::with_capacity(needed.len());
    for (part, before) in needed.into_iter().zip(&before) {
        let old = before.map(|at| &kept_parts[at]);
        let mut pages = old.map(|old| old.pages.clone()).unwrap_or_default();
        while pages.len() < part.pages {
            pages.push(next());
        }
        let notes = old.and_then(|old| old.notes);
        let notes = notes.or_else(|| part.has_notes.then(&mut next));
        parts.push(ListedPart {
            kind: part.kind,
            pages,
            notes,
            called: part.called,
            known: part.known,
        });
    }
    parts.extend(gone.into_iter().map(|part| {
        let mut part = part.clone();
        part.known.is_there = false;
        part
    }));
    parts
}

/// The parts of a kept list that are no longer among those needed.
pub(super) fn gone<'k>(kept: &'k PageList, needed: &[NeededPart]) -> Vec<&'k ListedPart> {
    let before = continued(&kept.parts, needed);
    let parts = kept.parts.iter().enumerate();
    parts
        .filter(|(at, _)| !before.contains(&Some(*at)))
        .map(|(_, part)| part)
        .collect()
}

/// For each part, the one in the list that it continues.
fn continued(kept: &[ListedPart], needed: &[NeededPart]) -> Vec<Option<usize>> {
    let is_section = |kind| matches!(kind, PartKind::Week | PartKind::Day);
    let of_kept = kept
        .iter()
        .enumerate()
        .filter(|(_, part)| is_section(part.kind));
    let (old, old_known): (Vec<usize>, Vec<KnownSection>) =
        of_kept.map(|(at, part)| (at, part.known.clone())).unzip();
    let new_known: Vec<KnownSection> = needed
        .iter()
        .filter(|part| is_section(part.kind))
        .map(|part| part.known.clone())
        .collect();
    let mut sections = recognized(&old_known, &new_known).into_iter();
    let mut before: Vec<Option<usize>> = needed
        .iter()
        .map(|part| {
            if is_section(part.kind) {
                sections.next().flatten().map(|at| old[at])
            } else {
                None
            }
        })
        .collect();
    // Other parts are recognized by their addresses, or else by their titles.
    let same_place = |one: &KnownSection, other: &KnownSection| one.week == other.week;
    let same_title = |one: &KnownSection, other: &KnownSection| {
        !one.title.is_empty() && one.title == other.title
    };
    for same in [&same_place as &dyn Fn(&_, &_) -> bool, &same_title] {
        for (at, part) in needed.iter().enumerate() {
            if is_section(part.kind) || before[at].is_some() {
                continue;
            }
            before[at] = (0..kept.len()).find(|old| {
                let known = &kept[*old];
                known.kind == part.kind
                    && same(&known.known, &part.known)
                    && !before.contains(&Some(*old))
            });
        }
    }
    before
}

#[cfg(test)]
mod tests {
    use super::{NeededPart, numbered};
    use crate::ledger::KnownSection;
    use crate::paper::list::{PageList, PartKind};
    use crate::paper::size::Paper;

    /// Parts as `week/day pages`, with the tasks of the part after them.
    fn needed(text: &str) -> Vec<NeededPart> {
        let part = |part: &str| {
            let words: Vec<&str> = part.split(' ').collect();
            let (week, day) = words[0].split_once('/').unwrap_or((words[0], ""));
            let kind = match (week, day) {
                ("plan", _) => PartKind::Plan,
                ("end" | "other", _) => PartKind::Section,
                (_, "") => PartKind::Week,
                _ => PartKind::Day,
            };
            NeededPart {
                kind,
                called: words[0].to_owned(),
                known: KnownSection {
                    week: week.to_owned(),
                    day: day.to_owned(),
                    title: String::new(),
                    tasks: words[2..].iter().copied().map(str::to_owned).collect(),
                    is_there: true,
                },
                pages: words[1].parse().unwrap(),
                has_notes: matches!(kind, PartKind::Week | PartKind::Day),
            }
        };
        text.split(", ").map(part).collect()
    }

    fn list(kept: Option<&PageList>, text: &str) -> PageList {
        PageList {
            plan: "p".to_owned(),
            track: String::new(),
            paper: Paper::A5,
            parts: numbered(kept, needed(text)),
        }
    }

    /// Each part with its pages and its page for notes, in the order of the plan.
    fn pages(list: &PageList) -> String {
        let parts = list.parts.iter().map(|part| {
            let mark = if part.known.is_there { "" } else { "-" };
            let notes = part
                .notes
                .map_or(String::new(), |notes| format!("+{notes}"));
            let pages: Vec<String> = part.pages.iter().map(usize::to_string).collect();
            format!("{mark}{} {}{notes}", part.called, pages.join(","))
        });
        parts.collect::<Vec<_>>().join(", ")
    }

    const PLAN: &str = "plan 1, w1 1 a b, w1/mon 1 a, w1/tue 2 b, w2 1 c, w2/mon 1 c, end 1";

    #[test]
    fn pages_keep_their_numbers_and_new_ones_come_last() {
        let first = list(None, PLAN);
        assert_eq!(
            pages(&first),
            "plan 1, w1 2+3, w1/mon 4+5, w1/tue 6,7+8, w2 9+10, w2/mon 11+12, end 13"
        );
        for (changed, expected) in [
            (PLAN, pages(&first).as_str()),
            (
                "plan 1, w1 1 a b, w1/mon 1 a, w1/tue 2 b, w2 1 x, w2/mon 1 x, w3 1 c, w3/mon 1 c, end 1",
                "plan 1, w1 2+3, w1/mon 4+5, w1/tue 6,7+8, w2 14+15, w2/mon 16+17, w3 9+10, w3/mon 11+12, end 13",
            ),
            (
                "plan 2, w1 1 a b, w1/mon 3 a, w1/tue 1 b, w2 1 c, w2/mon 1 c, end 1",
                "plan 1,14, w1 2+3, w1/mon 4,15,16+5, w1/tue 6,7+8, w2 9+10, w2/mon 11+12, end 13",
            ),
            (
                "plan 1, w1 1 b, w1/tue 2 b, w2 1 c, w2/mon 1 c, other 1",
                "plan 1, w1 2+3, w1/tue 6,7+8, w2 9+10, w2/mon 11+12, other 14, -w1/mon 4+5, -end 13",
            ),
            (
                "plan 1, w1 1 a b, w1/mon 1 a, w1/tue 2 b, w2 1 c, w2/mon 1 c",
                "plan 1, w1 2+3, w1/mon 4+5, w1/tue 6,7+8, w2 9+10, w2/mon 11+12, -end 13",
            ),
        ] {
            let next = list(Some(&first), changed);
            assert_eq!(pages(&next), expected, "{changed}");
            let read = PageList::parse(&next.text()).unwrap();
            assert_eq!(read.text(), next.text());
            // What is gone comes back to its own pages.
            let again = list(Some(&read), PLAN);
            assert!(pages(&again).starts_with("plan 1"), "{}", pages(&again));
            for part in &first.parts {
                let same = again
                    .parts
                    .iter()
                    .find(|own| own.known == part.known)
                    .unwrap();
                assert_eq!((same.pages[0], same.notes), (part.pages[0], part.notes));
            }
        }
    }

    #[test]
    fn a_damaged_list_is_refused_with_the_line_and_the_problem() {
        let text = list(None, PLAN).text();
        for (from, to, line, message) in [
            ("prepbook-planner", "planner", 1, "not the list"),
            ("planner\t1", "planner\t2", 1, "newer version"),
            ("\ta5", "\ta3", 2, "the size expected"),
            ("\t6,7\t8", "\t6,x\t8", 6, "not valid"),
            ("\t6,7\t8", "\t6,0\t8", 6, "not valid"),
            ("\t6,7\t8", "\t6\t8", 9, "no line has page 7"),
            ("\t6,7\t8", "\t6,7,4\t8", 6, "page 4 is on line 5 too"),
            ("day\t+\t4", "day\t*\t4", 5, "not valid"),
            ("section\t", "chapter\t", 9, "not valid"),
        ] {
            assert!(text.contains(from), "{from} in {text}");
            let damage = PageList::parse(&text.replacen(from, to, 1)).unwrap_err();
            assert_eq!(damage.line, line, "{damage:?}");
            assert!(damage.message.contains(message), "{damage:?}");
        }
        let cut: Vec<&str> = text.lines().take(2).collect();
        assert!(
            PageList::parse(&cut.join(
                "
"
            ))
            .is_err()
        );
        assert!(PageList::parse("").is_err());
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(PageList::parse(&windows).unwrap().text(), text);
    }
}
