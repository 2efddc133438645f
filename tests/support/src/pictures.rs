//! Pictures made for tests: nothing here was photographed.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat, Rgb, RgbImage, RgbaImage};

/// Red above, blue below, and a pattern that does not come out tiny.
pub fn pixels(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let shade = ((x * 7 + y * 13) % 40) as u8;
        if y < height / 2 { Rgb([200 + shade, 30, 30]) } else { Rgb([30, 30, 200 + shade]) }
    })
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let pixels = pixels(width, height);
    JpegEncoder::new_with_quality(&mut out, 90).write_image(&pixels, width, height, ExtendedColorType::Rgb8).unwrap();
    out
}

/// A drawing on a clear ground, in one color.
pub fn png(width: u32, height: u32, shade: u8) -> Vec<u8> {
    let clear = |x: u32, y: u32| if (x + y).is_multiple_of(5) { 0 } else { 255 };
    let pixels = RgbaImage::from_fn(width, height, |x, y| image::Rgba([shade, 90, 40, clear(x, y)]));
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(pixels).write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner()
}

/// A JPEG with what cameras write: which way up it is, and where it was taken.
pub fn with_exif(jpeg: &[u8], turn: u8, place: bool) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08".to_vec();
    // Two entries: orientation, and where the part about the place begins.
    exif.extend(b"\0\x02\x01\x12\0\x03\0\0\0\x01\0");
    exif.extend([turn, 0, 0]);
    exif.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0");
    if place {
        // North, then degrees, minutes and seconds as fractions.
        exif.extend(b"\0\x02\0\x01\0\x02\0\0\0\x02N\0\0\0\0\x02\0\x05\0\0\0\x03\0\0\0\x44\0\0\0\0");
        for part in [34u32, 1, 12] {
            exif.extend(part.to_be_bytes());
            exif.extend(1u32.to_be_bytes());
        }
    } else {
        exif.extend(b"\0\0\0\0\0\0");
    }
    let length = (exif.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

/// A JPEG whose numbers mean the colors of newer phones (Display P3).
pub fn with_profile(width: u32, height: u32, color: [u8; 3]) -> Vec<u8> {
    let mut out = Vec::new();
    let pixels = RgbImage::from_pixel(width, height, Rgb(color));
    let mut encoder = JpegEncoder::new_with_quality(&mut out, 95);
    encoder.set_icc_profile(moxcms::ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    encoder.write_image(&pixels, width, height, ExtendedColorType::Rgb8).unwrap();
    out
}

/// What a file shows.
pub fn open(bytes: &[u8]) -> RgbaImage {
    image::load_from_memory(bytes).unwrap().to_rgba8()
}
