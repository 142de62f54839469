//! Rows flow into frames, one below the other, and break between their lines where a frame ends.

use super::measure::Measured;
use super::row::Row;

/// A line of a row in its place. Lengths are points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Put {
    /// The row: an index into the rows.
    pub(super) row: usize,
    /// The line of it.
    pub(super) line: usize,
    /// From the top of the frame.
    pub(super) y: f32,
    /// The room that was left above it.
    pub(super) above: f32,
}

/// What must stand together: some lines of one row or of several.
struct Together {
    lines: Vec<(usize, usize)>,
    height: f32,
}

/// A row of so few lines is not torn apart.
const SHORT: usize = 4;

/// The lines of each frame; `height` tells how high a frame is. A line that is higher than a whole frame stands in
/// it alone.
pub(super) fn flow(
    rows: &[Row],
    measured: &[Measured],
    height: &dyn Fn(usize) -> f32,
) -> Vec<Vec<Put>> {
    let mut frames: Vec<Vec<Put>> = vec![Vec::new()];
    let mut y = 0.0;
    for together in together(rows, measured) {
        let gap = |frame: &Vec<Put>, row: usize, line: usize| {
            if line == 0 && !frame.is_empty() {
                measured[row].gap
            } else {
                0.0
            }
        };
        let first = together.lines.first().copied().unwrap_or_default();
        let frame = frames.len() - 1;
        let needed = gap(&frames[frame], first.0, first.1) + together.height;
        if y + needed > height(frame)
            && !frames[frame].is_empty()
            && together.height <= height(frame + 1)
        {
            frames.push(Vec::new());
            y = 0.0;
        }
        for (row, line) in together.lines {
            let mut frame = frames.len() - 1;
            let mut above = gap(&frames[frame], row, line);
            let over = y + above + measured[row].line > height(frame);
            if over && !frames[frame].is_empty() {
                frames.push(Vec::new());
                frame += 1;
                y = 0.0;
                above = 0.0;
            }
            frames[frame].push(Put {
                row,
                line,
                y: y + above,
                above,
            });
            y += above + measured[row].line;
        }
    }
    frames
}

/// How high the rows are in one frame without an end.
pub(super) fn height(frame: &[Put], measured: &[Measured]) -> f32 {
    frame
        .last()
        .map_or(0.0, |last| last.y + measured[last.row].line)
}

fn together(rows: &[Row], measured: &[Measured]) -> Vec<Together> {
    let mut all: Vec<Together> = Vec::new();
    let mut goes_on = false;
    for (index, (row, set)) in rows.iter().zip(measured).enumerate() {
        let short = set.lines <= SHORT;
        for line in 0..set.lines {
            let gap = if line == 0 { set.gap } else { 0.0 };
            match all.last_mut().filter(|_| goes_on) {
                Some(last) => {
                    last.lines.push((index, line));
                    last.height += gap + set.line;
                }
                None => all.push(Together {
                    lines: vec![(index, line)],
                    height: set.line,
                }),
            }
            let ends = line + 1 == set.lines;
            // A longer row keeps two lines together at either end.
            let near_end = line == 0 || line + 2 >= set.lines;
            goes_on = if ends { row.leads() } else { short || near_end };
        }
    }
    all
}
