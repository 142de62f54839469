//! Lines that look like the body of a header but are not indented enough.

use super::container::ContainerKind;
use super::cursor::Cursor;
use super::lines::{LineRewriter, Lost, ScannedLine};
use crate::document::admonition::header;

impl LineRewriter<'_> {
    /// Watches a line that ends the container after the first `held` and was probably meant to be in it: text directly
    /// below a header, text indented by less than four columns, and lines below that with the same indent.
    pub(super) fn watch_body(&mut self, line: &ScannedLine<'_>, held: usize) {
        let ContainerKind::Body(column) = self.open[held].kind else {
            return;
        };
        if self.body.losing.is_some() {
            return;
        }
        let text = line.cursor.rest();
        let indent = line.cursor.indent();
        let lead = line.start + line.cursor.at..line.start + line.cursor.rest_at();
        let directly = self.blanks.is_empty();
        let bodiless = self.body.bodiless == Some(held + 1);
        let inside = indent > column && (bodiless || directly);
        let flush = indent == column && !text.starts_with('#') && header(text).is_none();
        if inside || bodiless && directly && flush {
            let mut indents = Vec::new();
            // Between two headers without bodies, it may be the body of either.
            let is_either = directly && self.body.bodiless.is_some_and(|at| at > held + 1);
            if inside && !is_either {
                self.body.losing = Some((held, indent, column + 4 - indent));
                indents.push((lead.clone(), line.cursor.of_tab + column + 4));
            }
            let words = lead.end..lead.end + text.trim_end().len();
            self.out.lost.push(Lost { words, indents });
        }
    }

    /// Continues with lost lines.
    pub(super) fn watch_lost(&mut self, line: &ScannedLine<'_>) {
        let Some((held, from, lacking)) = self.body.losing else {
            return;
        };
        let words = &self.text[line.start..line.end];
        let mut cursor = Cursor::new(words.trim_end_matches(['\n', '\r']));
        let mut outer = self.open.iter().take(held);
        let is_held = self.open.len() >= held && outer.all(|open| open.kind.holds(&mut cursor));
        let indent = cursor.indent();
        if !is_held || indent < from {
            self.body.losing = None;
        } else if let Some(lost) = self.out.lost.last_mut() {
            let lead = line.start + cursor.at..line.start + cursor.rest_at();
            lost.indents.push((lead, cursor.of_tab + indent + lacking));
        }
    }
}
