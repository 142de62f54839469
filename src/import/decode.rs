//! The text of a file in the encodings that spreadsheets write.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::problem::ImportReport;

/// What files begin with that are no text.
const BINARY: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "this is a workbook or an archive"),
    (b"\xD0\xCF\x11\xE0", "this is an Excel workbook"),
    (b"%PDF", "this is a PDF"),
    (b"\x1F\x8B", "this is a compressed file"),
];

/// The text of a file, without a byte order mark; `None` if it is no text.
pub(super) fn decode(bytes: &[u8], report: &mut ImportReport) -> Option<String> {
    const HELP: &str = "export the table as CSV (in Excel: Save As, CSV UTF-8), and import that";
    let binary = BINARY.iter().find(|(start, _)| bytes.starts_with(start));
    if let Some((_, why)) = binary {
        report.problem("", (format!("{why}, not a text"), HELP));
        return None;
    }
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => {
            let (text, is_broken) = encoding.decode_without_bom_handling(&bytes[length..]);
            if is_broken {
                let why = format!("this file is not valid {}", encoding.name());
                report.problem("", (why, "save the file again, as UTF-8"));
                return None;
            }
            text
        }
        None => without_mark(bytes, report),
    };
    if let Some(at) = text.find('\0') {
        let line = text[..at].matches('\n').count() + 1;
        report.problem(
            format!("{line}:1"),
            (
                "this line has a NUL character, so this is no text".to_owned(),
                HELP,
            ),
        );
        return None;
    }
    Some(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The text of a file that does not state its encoding.
fn without_mark<'a>(bytes: &'a [u8], report: &mut ImportReport) -> std::borrow::Cow<'a, str> {
    // Latin text in UTF-16 has a zero in every second byte.
    let zeros = |odd: usize| {
        let pairs = bytes.chunks_exact(2).take(64);
        pairs.len() > 0
            && pairs
                .clone()
                .all(|pair| pair[odd] == 0 && pair[1 - odd] != 0)
    };
    for (odd, encoding) in [(1, UTF_16LE), (0, UTF_16BE)] {
        if zeros(odd) {
            return encoding.decode_without_bom_handling(bytes).0;
        }
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = before.split(|byte| *byte == b'\n').count();
            report.note(format!(
                "this file is not UTF-8 (line {line}), so it was read as Windows-1252; check its accented letters"
            ));
            WINDOWS_1252.decode_without_bom_handling(bytes).0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_of_spreadsheets_is_read() {
        let utf16 = |big: bool, text: &str| -> Vec<u8> {
            let units = text.encode_utf16();
            let bytes = |unit: u16| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            };
            units.flat_map(bytes).collect()
        };
        let text = "Week\tTask\r\n1\tÜben – “now” €\r";
        let windows = b"Week\tTask\n1\t\xDCben \x96 \x93now\x94 \x80\r".to_vec();
        for (bytes, notes) in [
            (text.as_bytes().to_vec(), 0),
            ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), 0),
            (utf16(false, &format!("\u{feff}{text}")), 0),
            (utf16(true, &format!("\u{feff}{text}")), 0),
            (windows, 1),
        ] {
            let mut report = ImportReport::default();
            let read = decode(&bytes, &mut report);
            assert_eq!(read.as_deref(), Some("Week\tTask\n1\tÜben – “now” €\n"));
            assert_eq!((report.problems.len(), report.notes.len()), (0, notes));
        }
        let mut report = ImportReport::default();
        let plain = utf16(false, "Week,Task\n1,Read\n");
        assert_eq!(
            decode(&plain, &mut report).as_deref(),
            Some("Week,Task\n1,Read\n")
        );
        let plain = utf16(true, "Week,Task\n1,Read\n");
        assert_eq!(
            decode(&plain, &mut report).as_deref(),
            Some("Week,Task\n1,Read\n")
        );
        assert!(report.notes.is_empty());
    }

    #[test]
    fn files_that_are_no_text_are_refused() {
        for bytes in [
            &b"PK\x03\x04rest"[..],
            b"\xD0\xCF\x11\xE0",
            b"a\0b\0\0c",
            b"\xFF\xFE\x00\xD8x\0",
        ] {
            let mut report = ImportReport::default();
            assert_eq!(decode(bytes, &mut report), None, "{bytes:?}");
            assert_eq!(report.problems.len(), 1, "{bytes:?}");
        }
    }
}
