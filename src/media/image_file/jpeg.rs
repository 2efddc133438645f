//! The outline of a JPEG file: what its frame header says, and whether it has an end. Source: ITU-T T.81, annex B.

use memchr::memmem;

use super::ImageError;

/// What the frame header says.
#[derive(Debug, PartialEq, Eq)]
pub struct JpegHeader {
    /// 1 grey, 3 color, 4 inks.
    pub components: u8,
}

/// Walks through the segments up to the picture itself.
pub fn read(bytes: &[u8]) -> Result<JpegHeader, ImageError> {
    let mut components = None;
    let mut at = 2;
    loop {
        let marker = match bytes.get(at..at + 2) {
            // Any number of these may stand before a marker.
            Some([0xff, 0xff]) => {
                at += 1;
                continue;
            }
            Some([0xff, marker]) => *marker,
            Some(_) => return Err(ImageError::Broken("a marker is missing".to_owned())),
            None => return Err(ImageError::Cut),
        };
        let Some([high, low]) = bytes.get(at + 2..at + 4) else { return Err(ImageError::Cut) };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        match marker {
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => components = bytes.get(at + 9).copied(),
            0xda => break,
            _ => {}
        }
        at += 2 + length.max(2);
    }
    let Some(components) = components else { return Err(ImageError::Broken("it has no frame header".to_owned())) };
    // Inside the picture the end marker cannot occur, so any that follows is the end.
    match bytes.get(at..).and_then(|rest| memmem::find(rest, &[0xff, 0xd9])) {
        Some(_) => Ok(JpegHeader { components }),
        None => Err(ImageError::Cut),
    }
}
