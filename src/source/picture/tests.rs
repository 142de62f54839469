#![expect(unreachable_pub, reason = "a file of the tests is shared with others")]

#[path = "../../../tests/support/png.rs"]
mod png;

use std::io::Cursor;

use proptest::prelude::*;

use super::{pixels, svg};
use crate::units::PictureSize;
use png::png;

/// The head of a JPEG of 40 × 30 pixels, with metadata that states how it is to be turned.
fn jpeg(orientation: Option<u8>) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8];
    if let Some(orientation) = orientation {
        let mut metadata = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        metadata.extend([orientation, 0, 0, 0, 0, 0, 0]);
        let length = u16::try_from(metadata.len() + 2).unwrap();
        bytes.extend([0xff, 0xe1]);
        bytes.extend(length.to_be_bytes());
        bytes.extend(metadata);
    }
    bytes.extend([0xff, 0xc0, 0, 11, 8, 0, 30, 0, 40, 1, 1, 0x11, 0]);
    bytes.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0xff, 0xd9]);
    bytes
}

fn sides(size: Option<PictureSize>) -> Option<(u32, u32)> {
    size.map(|size| (size.width, size.height))
}

#[test]
fn pictures_of_pixels_have_the_size_that_browsers_show() {
    let gif = b"GIF89a\x20\x03\x58\x02\0\0\0".to_vec();
    let cases = [
        (png(640, 480), Some((640, 480))),
        (png(0, 480), None),
        (gif, Some((800, 600))),
        (jpeg(None), Some((40, 30))),
        (jpeg(Some(1)), Some((40, 30))),
        (jpeg(Some(3)), Some((40, 30))),
        (jpeg(Some(6)), Some((30, 40))),
        (jpeg(Some(8)), Some((30, 40))),
        (b"\x89PNG\r\n\x1a\n".to_vec(), None),
        (b"no picture at all, only words".to_vec(), None),
        (Vec::new(), None),
    ];
    for (bytes, expected) in cases {
        assert_eq!(sides(pixels(Cursor::new(&bytes))), expected, "{bytes:?}");
    }
}

#[test]
fn an_svg_has_its_own_size_or_that_of_its_view_box() {
    let cases = [
        ("<svg width='120' height='80'/>", Some((120, 80))),
        ("<svg width='120px' height='80px'>", Some((120, 80))),
        ("<svg width=\"1in\" height=\"72pt\">", Some((96, 96))),
        ("<svg width='25.4mm' height='2.54cm'>", Some((96, 96))),
        ("<svg viewBox='0 0 300 200'>", Some((300, 200))),
        ("<svg viewBox='0,0,300,200'>", Some((300, 200))),
        ("<svg viewBox='-10 -10 30.4 19.6'>", Some((30, 20))),
        ("<svg width='100%' viewBox='0 0 300 200'>", Some((300, 200))),
        ("<svg width='150' viewBox='0 0 300 200'>", Some((150, 100))),
        ("<svg height='100' viewBox='0 0 300 200'>", Some((150, 100))),
        ("<svg width='50%' height='50%'>", None),
        ("<svg width='10em' height='4em'>", None),
        ("<svg width='0' height='80'>", None),
        ("<svg viewBox='0 0 0 200'>", None),
        ("<svg>", None),
        (
            "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x.dtd'><!-- <svg width='1'> -->\n\
             <svg:svg xmlns:svg='http://www.w3.org/2000/svg' width='7' height='8'>",
            Some((7, 8)),
        ),
        ("<html><svg width='1' height='1'>", None),
        ("words", None),
        ("", None),
    ];
    for (text, expected) in cases {
        assert_eq!(sides(svg(Cursor::new(text))), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn damaged_pictures_have_a_size_or_none(
        head in prop::sample::select(vec![
            png(640, 480),
            jpeg(Some(6)),
            b"GIF89a\x20\x03\x58\x02".to_vec(),
            b"RIFF\x24\0\0\0WEBPVP8X".to_vec(),
            b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec(),
            b"\0\0\0\x20ftypavif\0\0\0\0avifmif1".to_vec(),
            b"\0\0\x01\0\x01\0".to_vec(),
            b"<svg width='120' viewBox='0 0 3 4".to_vec(),
        ]),
        cut in 0_usize..64,
        changed in prop::collection::vec((0_usize..64, any::<u8>()), 0..4),
        rest in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        let mut bytes = head;
        for (place, byte) in changed {
            if let Some(own) = bytes.get_mut(place) {
                *own = byte;
            }
        }
        bytes.truncate(bytes.len().saturating_sub(cut));
        bytes.extend(rest);
        for size in [pixels(Cursor::new(&bytes)), svg(Cursor::new(&bytes))].into_iter().flatten() {
            prop_assert!(size.width > 0 && size.height > 0);
        }
    }
}
