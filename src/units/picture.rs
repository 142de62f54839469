//! The size of a picture.

/// The size at which a browser shows a picture without any style, in CSS pixels; neither side is zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PictureSize {
    /// From left to right, after rotation by the picture's metadata.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl PictureSize {
    /// A size of whole pixels; `None` if one of the sides is zero.
    pub fn of(width: u32, height: u32) -> Option<Self> {
        (width > 0 && height > 0).then_some(Self { width, height })
    }

    /// The size with the sides exchanged.
    #[must_use]
    pub const fn turned(self) -> Self {
        Self {
            width: self.height,
            height: self.width,
        }
    }

    /// The height at another width, rounded, at least 1.
    pub fn height_at(self, width: u32) -> u32 {
        scaled(self.height, width, self.width)
    }

    /// The width at another height, rounded, at least 1.
    pub fn width_at(self, height: u32) -> u32 {
        scaled(self.width, height, self.height)
    }
}

fn scaled(side: u32, to: u32, from: u32) -> u32 {
    let (side, to, from) = (u64::from(side), u64::from(to), u64::from(from));
    let rounded = (side * to + from / 2) / from;
    u32::try_from(rounded).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::PictureSize;

    #[test]
    fn the_other_side_keeps_the_ratio() {
        let size = PictureSize::of(400, 300).unwrap();
        for (width, height) in [(400, 300), (200, 150), (1, 1), (3, 2), (800, 600)] {
            assert_eq!(size.height_at(width), height, "{width}");
        }
        assert_eq!(size.width_at(150), 200);
        assert_eq!(size.turned(), PictureSize::of(300, 400).unwrap());
        assert_eq!(PictureSize::of(0, 300), None);
        assert_eq!(PictureSize::of(400, 0), None);
    }
}
