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
    /// The screen of an e-paper tablet of 10.3 inches, 1404 by 1872 pixels on 157.8 by 210.4 mm.
    Remarkable,
    /// The screen of the reMarkable Paper Pro, 1620 by 2160 pixels on 179.7 by 239.6 mm.
    RemarkablePaperPro,
    /// The screen of an e-paper tablet of 7.8 inches, 1404 by 1872 pixels on 118.9 by 158.5 mm.
    SupernoteA6x,
    /// The screen of the Supernote Manta, 1920 by 2560 pixels on 162.6 by 216.7 mm.
    SupernoteManta,
}

impl Paper {
    /// Every size with its names on the command line; tablets with the same screen have one size.
    pub const ALL: [(&'static str, Self); 9] = [
        ("a4", Self::A4),
        ("letter", Self::Letter),
        ("a5", Self::A5),
        ("remarkable", Self::Remarkable),
        ("remarkable-paper-pro", Self::RemarkablePaperPro),
        ("supernote-a5x", Self::Remarkable),
        ("supernote-a6x", Self::SupernoteA6x),
        ("supernote-nomad", Self::SupernoteA6x),
        ("supernote-manta", Self::SupernoteManta),
    ];

    /// The first of its names.
    pub(super) fn name(self) -> &'static str {
        let named = Self::ALL.iter().find(|(_, paper)| *paper == self);
        named.map_or("", |(name, _)| name)
    }

    /// Width and height in points.
    pub(super) fn points(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::Letter => (612.0, 792.0),
            Self::A5 => (419.53, 595.28),
            Self::Remarkable => (447.25, 596.33),
            Self::RemarkablePaperPro => (509.34, 679.13),
            Self::SupernoteA6x => (336.96, 449.28),
            Self::SupernoteManta => (460.8, 614.4),
        }
    }
}
