//! Measures pictures by the first bytes of their files.

use std::fs::File;
use std::io::{BufRead, BufReader, Seek};
use std::path::Path;

use exif::{In, Tag};
use imagesize::ImageType;
use quick_xml::events::{BytesStart, Event};

use crate::units::PictureSize;

/// How much of an SVG is read: comments, a document type and metadata of editors may come before its first element.
const SVG_HEAD: u64 = 64 * 1024;

/// The size of the picture at `path`; `None` if it is no picture, or one of unknown size.
pub(super) fn size_of(path: &Path) -> Option<PictureSize> {
    let is_svg = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("svg"));
    // Opening a pipe would wait for a writer.
    if !std::fs::metadata(path).ok()?.is_file() {
        return None;
    }
    #[expect(clippy::disallowed_methods, reason = "this room reads the disk")]
    let file = BufReader::new(File::open(path).ok()?);
    if is_svg { svg(file) } else { pixels(file) }
}

/// The size of a picture of pixels. Browsers turn a JPEG as its metadata says.
fn pixels(mut file: impl BufRead + Seek) -> Option<PictureSize> {
    let kind = imagesize::reader_type(&mut file).ok()?;
    let size = kind.reader_size(&mut file).ok()?;
    let size = PictureSize::of(
        u32::try_from(size.width).ok()?,
        u32::try_from(size.height).ok()?,
    )?;
    if kind != ImageType::Jpeg {
        return Some(size);
    }
    file.rewind().ok()?;
    let metadata = exif::Reader::new().read_from_container(&mut file).ok();
    let orientation = metadata.and_then(|metadata| {
        let field = metadata.get_field(Tag::Orientation, In::PRIMARY)?;
        field.value.get_uint(0)
    });
    Some(match orientation {
        Some(5..=8) => size.turned(),
        _ => size,
    })
}

/// The size of an SVG: that of its first element, or else of its view box.
fn svg(file: impl BufRead) -> Option<PictureSize> {
    let mut reader = quick_xml::Reader::from_reader(file.take(SVG_HEAD));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(element) | Event::Empty(element) => return svg_element(&element),
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn svg_element(element: &BytesStart<'_>) -> Option<PictureSize> {
    if element.local_name().as_ref() != "svg" {
        return None;
    }
    let attribute = |name: &str| {
        let attribute = element.try_get_attribute(name).ok()??;
        Some(attribute.value.into_owned())
    };
    let side = |name| attribute(name).as_deref().and_then(length);
    let (width, height) = (side("width"), side("height"));
    let view_box = attribute("viewBox").and_then(|written| view_box(&written));
    match (width, height, view_box) {
        (Some(width), Some(height), _) => whole(width, height),
        (Some(width), None, Some((across, down))) => whole(width, width * down / across),
        (None, Some(height), Some((across, down))) => whole(height * across / down, height),
        (_, _, Some((across, down))) => whole(across, down),
        _ => None,
    }
}

/// The pixels of a length of CSS, as in `24`, `24px` or `2.5cm`; `None` if it depends on the page, as `100%` and `10em`.
fn length(written: &str) -> Option<f64> {
    let written = written.trim();
    let end = written
        .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .unwrap_or(written.len());
    let (number, unit) = written.split_at(end);
    let number: f64 = number.parse().ok()?;
    let pixels = match unit.trim() {
        "" | "px" => 1.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        _ => return None,
    };
    Some(number * pixels)
}

/// The width and the height of a view box, both above zero.
fn view_box(written: &str) -> Option<(f64, f64)> {
    let numbers = written.split([' ', ',', '\t', '\n', '\r']);
    let numbers: Vec<f64> = numbers
        .filter(|number| !number.is_empty())
        .map_while(|number| number.parse().ok())
        .collect();
    match numbers[..] {
        [_, _, across, down] if across > 0.0 && down > 0.0 => Some((across, down)),
        _ => None,
    }
}

/// A size rounded to whole pixels, at least 1.
fn whole(width: f64, height: f64) -> Option<PictureSize> {
    let pixels = |side: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to lie within u32"
        )]
        (side > 0.0 && side < 1e9).then(|| (side.round() as u32).max(1))
    };
    PictureSize::of(pixels(width)?, pixels(height)?)
}

#[cfg(test)]
#[path = "picture/tests.rs"]
mod tests;
