//! The QR code on a sheet, with the address of the sheet's page.

use qrcodegen::{QrCode, QrCodeEcc};

/// The dark squares of a code, as rows of its `size` columns.
pub(super) struct Squares {
    size: i32,
    code: QrCode,
}

impl Squares {
    /// The code for an address; `None` if it is too long.
    pub(super) fn of(address: &str) -> Option<Self> {
        let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
        Some(Self {
            size: code.size(),
            code,
        })
    }

    /// Its width and height in squares.
    pub(super) fn size(&self) -> u16 {
        u16::try_from(self.size).unwrap_or(0)
    }

    /// The dark runs of each row: column, row and width, in squares.
    pub(super) fn stretches(&self) -> Vec<(u16, u16, u16)> {
        let mut stretches: Vec<(u16, u16, u16)> = Vec::new();
        let size = self.size();
        for row in 0..size {
            for column in 0..size {
                if !self.code.get_module(i32::from(column), i32::from(row)) {
                    continue;
                }
                match stretches.last_mut() {
                    Some((first, same, width)) if *same == row && *first + *width == column => {
                        *width += 1;
                    }
                    _ => stretches.push((column, row, 1)),
                }
            }
        }
        stretches
    }
}
