//! Paper sizes.

/// The paper or screen that sheets are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 mm.
    A4,
    /// 8½ by 11 inches.
    Letter,
    /// 148 by 210 mm.
    A5,
    /// The page of an e-paper tablet of 10.3 inches, 157.8 by 210.4 mm.
    Remarkable,
}

impl Paper {
    /// Every size with its name on the command line.
    pub const ALL: [(&'static str, Self); 4] = [
        ("a4", Self::A4),
        ("letter", Self::Letter),
        ("a5", Self::A5),
        ("remarkable", Self::Remarkable),
    ];

    /// Width and height in points.
    pub(super) fn points(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::Letter => (612.0, 792.0),
            Self::A5 => (419.53, 595.28),
            Self::Remarkable => (447.3, 596.4),
        }
    }
}
