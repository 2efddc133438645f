//! Files that are published as they are, without what cameras and programs wrote into them: place, time, names, previews.
//! No pixel changes, and the picture still stands upright and in its own colors.

use img_parts::Bytes;
use img_parts::jpeg::{Jpeg, JpegSegment};
use img_parts::png::{Png, PngChunk};
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;

use super::{ImageError, ImageInfo, ImageKind, gif, svg};

/// The file without what is not to be published.
pub fn strip(picture: &ImageInfo, bytes: &[u8]) -> Result<Vec<u8>, ImageError> {
    match picture.kind {
        ImageKind::Jpeg => jpeg(picture, bytes).map_err(broken),
        ImageKind::Png => png(picture, bytes).map_err(broken),
        ImageKind::WebP => webp(picture, bytes).map_err(broken),
        ImageKind::Gif => Ok(gif::read(bytes)?.clean),
        ImageKind::Svg => Ok(svg::clean(bytes)?.bytes),
    }
}

/// Whether a file holds what cameras and programs write beside the pixels (Exif, XMP), though it cannot be read as a picture.
pub fn has_camera_data(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 3] = [b"Exif\0\0", b"http://ns.adobe.com/xap/", b"eXIf"];
    marks.iter().any(|mark| memchr::memmem::find(bytes, mark).is_some())
}

fn broken(error: img_parts::Error) -> ImageError {
    ImageError::Broken(error.to_string())
}

fn jpeg(picture: &ImageInfo, bytes: &[u8]) -> Result<Vec<u8>, img_parts::Error> {
    let mut file = Jpeg::from_bytes(Bytes::copy_from_slice(bytes))?;
    // JFIF, the colors (ICC) and Adobe's way to store them belong to the picture; all other APPn and remarks do not.
    file.segments_mut().retain(|segment| match segment.marker() {
        0xe2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        0xe0 | 0xee => true,
        0xe1..=0xef | 0xfe => false,
        _ => true,
    });
    if picture.turn > 1 {
        let place = usize::from(file.segments().first().is_some_and(|segment| segment.marker() == 0xe0));
        let contents = [&b"Exif\0\0"[..], &turned(picture.turn)].concat();
        file.segments_mut().insert(place, JpegSegment::new_with_contents(0xe1, contents.into()));
    }
    let mut out = file.encoder().bytes().to_vec();
    // Phones append films and previews, with a place of their own, after the end.
    if let Some(end) = end_of_jpeg(&out) {
        out.truncate(end);
    }
    Ok(out)
}

/// Where the last scan ends. A picture inside the trailer would begin with a marker that no scan holds.
fn end_of_jpeg(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        match bytes.get(at..at + 2)? {
            [0xff, 0xff] => at += 1,
            [0xff, 0xd9] => return Some(at + 2),
            [0xff, 0xd0..=0xd7 | 0x00 | 0x01] => at += 2,
            [0xff, _] => {
                let length = bytes.get(at + 2..at + 4)?;
                at += 2 + usize::from(u16::from_be_bytes([length[0], length[1]])).max(2);
            }
            // Between the markers lie the pixels.
            _ => at += memchr::memchr(0xff, &bytes[at..])?,
        }
    }
}

fn png(picture: &ImageInfo, bytes: &[u8]) -> Result<Vec<u8>, img_parts::Error> {
    const KEPT: [&[u8; 4]; 12] =
        [b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"];
    let mut file = Png::from_bytes(Bytes::copy_from_slice(bytes))?;
    // Chunks with a capital letter first are the picture itself.
    file.chunks_mut().retain(|chunk| chunk.kind()[0].is_ascii_uppercase() || KEPT.contains(&&chunk.kind()));
    if picture.turn > 1 {
        file.chunks_mut().insert(1, PngChunk::new(*b"eXIf", turned(picture.turn).into()));
    }
    Ok(file.encoder().bytes().to_vec())
}

fn webp(picture: &ImageInfo, bytes: &[u8]) -> Result<Vec<u8>, img_parts::Error> {
    let mut file = WebP::from_bytes(Bytes::copy_from_slice(bytes))?;
    let known = [*b"VP8X", *b"ICCP", *b"ANIM", *b"ANMF", *b"ALPH", *b"VP8 ", *b"VP8L"];
    file.chunks_mut().retain(|chunk| known.contains(&chunk.id()));
    let turned = (picture.turn > 1).then(|| turned(picture.turn));
    // The extended header says which parts follow. Source: WebP container specification, "Extended File Format".
    if let Some(header) = file.chunks_mut().iter_mut().find(|chunk| chunk.id() == *b"VP8X")
        && let RiffContent::Data(data) = header.content()
    {
        let mut data = data.to_vec();
        if let Some(flags) = data.first_mut() {
            *flags = *flags & !0x0c | if turned.is_some() { 0x08 } else { 0 };
        }
        *header.content_mut() = RiffContent::Data(data.into());
        if let Some(turned) = turned {
            file.chunks_mut().push(RiffChunk::new(*b"EXIF", RiffContent::Data(turned.into())));
        }
    }
    Ok(file.encoder().bytes().to_vec())
}

/// The smallest Exif there is: which way up the picture is. Source: Exif 2.32, sections 4.5 and 4.6.
fn turned(turn: u8) -> Vec<u8> {
    let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([turn, 0, 0, 0, 0, 0, 0]);
    exif
}
