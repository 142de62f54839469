//! The cells of a table as text (RFC 4180), each with its line and column. The `csv` crate reads a quote that is not
//! closed as the rest of the file and does not report the column of a cell, so this reader is our own.

use super::problem::ImportReport;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TableCell {
    /// Its text, without its quotes.
    pub(super) text: String,
    /// Its line and its column in characters, from 1.
    pub(super) place: (usize, usize),
}

impl TableCell {
    /// Its place in a message.
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.place.0, self.place.1)
    }
}

/// A row of a table.
pub(super) type CellRow = Vec<TableCell>;

/// What may separate cells. The first of those that are equally frequent counts.
const SEPARATORS: [char; 4] = ['\t', ';', ',', '|'];

/// The rows of a table that have any text.
pub(super) fn rows(text: &str, report: &mut ImportReport) -> Vec<CellRow> {
    let mut text = text;
    let mut line = 1;
    let mut stated = None;
    // Excel writes and reads this line.
    if let Some((first, rest)) = text.split_once('\n')
        && let Some(sign) = first.trim_matches('"').strip_prefix("sep=")
    {
        stated = sign.chars().next();
        text = rest;
        line = 2;
    }
    let reader = CellReader {
        rest: text,
        place: (line, 1),
        separator: stated.unwrap_or_else(|| separator(text)),
    };
    reader.rows(report)
}

/// The separator of the first lines: the sign that is in most of them, and there most often.
fn separator(text: &str) -> char {
    const LINES: usize = 20;
    let outside = |line: &str, sign: char| -> usize {
        let parts = line.split('"').step_by(2);
        parts.map(|part| part.matches(sign).count()).sum()
    };
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.is_empty())
        .take(LINES)
        .collect();
    let score = |sign: char| {
        let counts: Vec<usize> = lines.iter().map(|line| outside(line, sign)).collect();
        let having = counts.iter().filter(|count| **count > 0).count();
        (having, counts.iter().sum::<usize>())
    };
    let mut best = (',', (0, 0));
    for sign in SEPARATORS {
        if score(sign) > best.1 {
            best = (sign, score(sign));
        }
    }
    best.0
}

/// The rest of a table, and its place.
struct CellReader<'a> {
    rest: &'a str,
    place: (usize, usize),
    separator: char,
}

impl CellReader<'_> {
    fn rows(mut self, report: &mut ImportReport) -> Vec<CellRow> {
        let mut rows = Vec::new();
        let mut row = Vec::new();
        while !self.rest.is_empty() {
            row.push(self.cell(report));
            let is_last = self.next() != Some(self.separator);
            if !is_last && self.rest.is_empty() {
                // The file ends in an empty cell.
                row.push(self.cell(report));
            }
            if is_last || self.rest.is_empty() {
                rows.push(std::mem::take(&mut row));
            }
        }
        rows.retain(|row| row.iter().any(|cell| !cell.text.trim().is_empty()));
        rows
    }

    /// Takes a cell, up to the separator or the end of the line.
    fn cell(&mut self, report: &mut ImportReport) -> TableCell {
        let place = self.place;
        let mut cell = TableCell {
            text: String::new(),
            place,
        };
        if self.rest.starts_with('"') {
            self.next();
            if !self.quoted(&mut cell.text) {
                report.problem(
                    cell.place(),
                    (
                        "the quote that opens this cell is not closed".to_owned(),
                        "close it with `\"`; write a quote in a quoted cell twice",
                    ),
                );
            }
        }
        while let Some(sign) = self.rest.chars().next() {
            if sign == self.separator || sign == '\n' {
                break;
            }
            cell.text.push(sign);
            self.next();
        }
        cell
    }

    /// Takes the text of a quoted cell and the quote that closes it; returns whether there is one.
    fn quoted(&mut self, text: &mut String) -> bool {
        while let Some(sign) = self.next() {
            if sign != '"' {
                text.push(sign);
            } else if self.rest.starts_with('"') {
                text.push('"');
                self.next();
            } else {
                return true;
            }
        }
        false
    }

    fn next(&mut self) -> Option<char> {
        let sign = self.rest.chars().next()?;
        self.rest = &self.rest[sign.len_utf8()..];
        self.place = match sign {
            '\n' => (self.place.0 + 1, 1),
            _ => (self.place.0, self.place.1 + 1),
        };
        Some(sign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Vec<String>>, Vec<String>) {
        let mut report = ImportReport::default();
        let rows = rows(text, &mut report);
        let texts = |row: CellRow| row.into_iter().map(|cell| cell.text).collect();
        let problems = report.problems.into_iter().map(|problem| problem.place);
        (rows.into_iter().map(texts).collect(), problems.collect())
    }

    #[test]
    fn tables_are_read_with_each_separator_and_quotes() {
        for (text, expected) in [
            ("a,b\n1,2\n", "a b|1 2"),
            ("a;b\n1;2,5\n", "a b|1 2,5"),
            ("a\tb\n1\t\n", "a b|1 "),
            ("sep=;\na,b;c\n", "a,b c"),
            ("a,b\n\"x, y\",\"say \"\"no\"\"\"\n", "a b|x, y say \"no\""),
            ("a,b\n\"x\ny\",2", "a b|x\ny 2"),
            ("a,b\n\n,,\n1,2", "a b|1 2"),
            ("a\n1,", "a|1 "),
            ("a,b\n5\" disk,2\n", "a b|5\" disk 2"),
            ("a,b\n\"x\"y,2\n", "a b|xy 2"),
            ("", ""),
        ] {
            let (rows, problems) = read(text);
            let rows: Vec<String> = rows.iter().map(|row| row.join(" ")).collect();
            assert_eq!(rows.join("|"), expected, "{text}");
            assert!(problems.is_empty(), "{text}");
        }
    }

    #[test]
    fn cells_have_their_places() {
        let mut report = ImportReport::default();
        let rows = rows("a,b\n\"x\nü\",ö,2\nz", &mut report);
        let places: Vec<String> = rows.concat().iter().map(TableCell::place).collect();
        assert_eq!(places, ["1:1", "1:3", "2:1", "3:4", "3:6", "4:1"]);
    }

    #[test]
    fn a_quote_that_is_not_closed_is_a_problem() {
        assert_eq!(read("a,b\n1,\"x\n2,y\n").1, ["2:3"]);
    }
}
