//! What the header of a file says: which kind of picture it is, how large, which way up, and whether it tells a place.

use std::io::Cursor;
use std::panic::catch_unwind;

use exif::{In, Tag};
use image::{ImageDecoder, ImageReader, Limits};
use memchr::memmem;

use super::fault::Foreign;
use super::{ImageError, ImageInfo, ImageKind, gif, jpeg, png, svg};
use vertebra_base::fingerprint::Fingerprint;

/// The most memory that one decoded picture may take, in bytes: a photo of 85 megapixels.
pub const LARGEST: u64 = 256 * 1024 * 1024;
/// A web page that was saved as a picture says so within this many bytes.
const HEAD: usize = 1024;

/// Endings that pictures have, those of kinds that cannot be shown among them.
const ENDINGS: [&str; 27] = [
    "jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp", "gif", "svg", "heic", "heif", "hif", "avif", "tif", "tiff",
    "bmp", "psd", "jxl", "dng", "cr2", "cr3", "nef", "arw", "raf", "orf", "rw2", "pef",
];

/// Whether a file is a picture, by its ending.
pub fn is_picture_name(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// What a picture is. What it is called does not count: many a PNG is called `.jpg`.
pub fn look(bytes: &[u8]) -> Result<ImageInfo, ImageError> {
    // A file that makes a decoder panic is no picture, and no reason to stop.
    catch_unwind(|| read(bytes)).unwrap_or_else(|_| Err(ImageError::Broken(String::new())))
}

fn read(bytes: &[u8]) -> Result<ImageInfo, ImageError> {
    let kind = kind(bytes)?;
    let mut picture = ImageInfo {
        kind,
        stored: (0, 0),
        turn: 1,
        moves: false,
        exact: kind == ImageKind::Png,
        has_place: false,
        for_print: false,
        removed: Vec::new(),
        print: Fingerprint::of_bytes(bytes),
        bytes: bytes.len(),
    };
    match kind {
        ImageKind::Svg => {
            let safe = svg::clean(bytes)?;
            picture.stored = safe.size;
            picture.removed = safe.removed;
            return Ok(picture);
        }
        ImageKind::Gif => {
            let read = gif::read(bytes)?;
            picture.stored = read.size;
            picture.moves = read.frames > 1;
            return Ok(picture);
        }
        ImageKind::Jpeg => {
            let header = jpeg::read(bytes)?;
            picture.for_print = header.components == 4;
        }
        ImageKind::Png => picture.moves = png::read(bytes)?.moves,
        ImageKind::WebP => {
            let said = bytes.get(4..8).map_or(0, |size| u32::from_le_bytes([size[0], size[1], size[2], size[3]]));
            if (said as usize).saturating_add(8) > bytes.len() {
                return Err(ImageError::Cut);
            }
            picture.exact = memmem::find(&bytes[..bytes.len().min(HEAD)], b"VP8L").is_some();
            // A bit of the extended header. Source: WebP container specification, "Extended File Format".
            picture.moves = bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 2 != 0);
        }
    }
    let mut decoder = decoder(kind, bytes)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) * u64::from(decoder.color_type().bytes_per_pixel()) > LARGEST {
        return Err(ImageError::Huge(width, height));
    }
    picture.stored = (width, height);
    picture.turn = decoder.orientation().map_or(1, |turn| turn.to_exif());
    let told = decoder.exif_metadata().ok().flatten();
    let xmp = decoder.xmp_metadata().ok().flatten();
    picture.has_place =
        told.is_some_and(tells_place) || xmp.is_some_and(|xmp| memmem::find(&xmp, b"GPSLatitude").is_some());
    Ok(picture)
}

/// A decoder that has read the header and takes no more memory than it may.
pub fn decoder(kind: ImageKind, bytes: &[u8]) -> Result<impl ImageDecoder + '_, ImageError> {
    let format = match kind {
        ImageKind::Png => image::ImageFormat::Png,
        ImageKind::WebP => image::ImageFormat::WebP,
        ImageKind::Gif => image::ImageFormat::Gif,
        ImageKind::Jpeg | ImageKind::Svg => image::ImageFormat::Jpeg,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(LARGEST * 2);
    reader.limits(limits);
    reader.into_decoder().map_err(|error| ImageError::Broken(error.to_string()))
}

fn tells_place(raw: Vec<u8>) -> bool {
    let Ok(told) = exif::Reader::new().read_raw(raw) else { return false };
    told.get_field(Tag::GPSLatitude, In::PRIMARY).is_some()
        || told.get_field(Tag::GPSDestLatitude, In::PRIMARY).is_some()
}

fn kind(bytes: &[u8]) -> Result<ImageKind, ImageError> {
    let foreign = |kind| Err(ImageError::Foreign(kind));
    match bytes {
        [] => Err(ImageError::Empty),
        [0xff, 0xd8, 0xff, ..] => Ok(ImageKind::Jpeg),
        [0x89, b'P', b'N', b'G', ..] => Ok(ImageKind::Png),
        [b'G', b'I', b'F', b'8', ..] => Ok(ImageKind::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(ImageKind::WebP),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => foreign(match brand.get(..4) {
            Some(b"avif" | b"avis") => Foreign::Avif,
            Some(b"crx ") => Foreign::Tiff,
            Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1") => Foreign::Heic,
            _ => Foreign::Video,
        }),
        [b'I', b'I', 0x2a | 0x52 | 0x55, ..] | [b'M', b'M', 0, 0x2a, ..] => foreign(Foreign::Tiff),
        [b'F', b'U', b'J', b'I', b'F', b'I', b'L', b'M', ..] => foreign(Foreign::Tiff),
        [b'B', b'M', ..] => foreign(Foreign::Bmp),
        [b'8', b'B', b'P', b'S', ..] => foreign(Foreign::Photoshop),
        [0xff, 0x0a, ..] | [0, 0, 0, 0x0c, b'J', b'X', b'L', b' ', ..] => foreign(Foreign::JpegXl),
        [b'%', b'P', b'D', b'F', ..] => foreign(Foreign::Pdf),
        _ => of_text(bytes),
    }
}

fn of_text(bytes: &[u8]) -> Result<ImageKind, ImageError> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let is_text = !head.contains(&0);
    if is_text && (memmem::find(&head, b"<!doctype html").is_some() || memmem::find(&head, b"<html").is_some()) {
        return Err(ImageError::Foreign(Foreign::Html));
    }
    // A long comment may stand before the first tag.
    match memmem::find(bytes, b"<svg") {
        Some(_) if is_text => Ok(ImageKind::Svg),
        _ => Err(ImageError::Broken(String::new())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_what_stands_in_them() {
        let foreign = |kind| Err(ImageError::Foreign(kind));
        for (bytes, expected) in [
            (&b""[..], Err(ImageError::Empty)),
            (b"\0\0\0\x18ftypheic\0\0", foreign(Foreign::Heic)),
            (b"\0\0\0\x18ftypmif1\0\0", foreign(Foreign::Heic)),
            (b"\0\0\0\x18ftypavif\0\0", foreign(Foreign::Avif)),
            (b"\0\0\0\x18ftypmp42\0\0", foreign(Foreign::Video)),
            (b"II*\0\x10\0", foreign(Foreign::Tiff)),
            (b"MM\0*\x10\0", foreign(Foreign::Tiff)),
            (b"<!DOCTYPE html><title>Not found</title>", foreign(Foreign::Html)),
            (b"<?xml version=\"1.0\"?>\n<svg/>", Ok(ImageKind::Svg)),
            (b"a picture", Err(ImageError::Broken(String::new()))),
        ] {
            assert_eq!(kind(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_picture_never_panic() {
        for head in [&b"\xff\xd8\xff"[..], b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x40\0\0\0WEBPVP8X", b"<svg"] {
            for length in 0..200usize {
                let mut bytes = head.to_vec();
                bytes.extend((0..length).map(|at| (at * 37 % 256) as u8));
                assert!(look(&bytes).is_err(), "{bytes:?}");
            }
        }
    }
}
