//! Plans without tracks, so one edition is built.

/// `plan` without the sections that state tracks, and without the areas that they allocate hours to.
pub(crate) fn without_tracks(plan: &str) -> String {
    let mut kept = String::with_capacity(plan.len());
    // The level of the heading whose section is skipped.
    let mut left_out: Option<usize> = None;
    for line in plan.split_inclusive('\n') {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if level > 0 && line[level..].starts_with(' ') {
            if left_out.is_some_and(|outer| level <= outer) {
                left_out = None;
            }
            if left_out.is_none() && line.contains(" Track ") {
                left_out = Some(level);
            }
        }
        if left_out.is_none() {
            kept.push_str(line);
        }
    }
    while let Some(start) = kept.find(" {area=") {
        let end = kept[start..]
            .find('}')
            .map_or(kept.len(), |end| start + end + 1);
        kept.replace_range(start..end, "");
    }
    kept
}
