//! The outline of a PNG file: whether it moves, whether it has an end, and how large its color profile is. Source: W3C, Portable Network Graphics
//! (third edition), section 5.

use libdeflater::{DecompressionError, Decompressor};

use super::ImageError;

/// The largest color profile, in bytes when unpacked; those of printers have about three million.
const LARGEST_PROFILE: usize = 8 * 1024 * 1024;

/// What the chunks say.
#[derive(Debug, PartialEq, Eq)]
pub struct PngHeader {
    pub moves: bool,
}

/// Walks through the chunks; of their contents, only the color profile is looked at.
pub fn read(bytes: &[u8]) -> Result<PngHeader, ImageError> {
    let mut moves = false;
    let mut at = 8usize;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        match &head[4..] {
            b"acTL" => moves = true,
            b"iCCP" if is_large_profile(&bytes[at + 8..bytes.len().min((at + 8).saturating_add(length))]) => {
                return Err(ImageError::Profile(LARGEST_PROFILE));
            }
            b"IEND" => return Ok(PngHeader { moves }),
            kind if !kind.iter().all(u8::is_ascii_alphabetic) => {
                return Err(ImageError::Broken("a part of it has no name".to_owned()));
            }
            _ => {}
        }
        at = at.saturating_add(length).saturating_add(12);
    }
    Err(ImageError::Cut)
}

/// Whether more is packed into the chunk of a color profile than decoders should unpack. It is a name, a zero, the way of
/// packing and what is packed; source: the same, section 11.3.2.3.
fn is_large_profile(chunk: &[u8]) -> bool {
    let Some(end) = chunk.iter().position(|byte| *byte == 0) else { return false };
    let mut room = vec![0; LARGEST_PROFILE];
    let unpacked = Decompressor::new().zlib_decompress(chunk.get(end + 2..).unwrap_or_default(), &mut room);
    // What is damaged is for the decoder to tell.
    unpacked == Err(DecompressionError::InsufficientSpace)
}

#[cfg(test)]
mod tests {
    use libdeflater::{CompressionLvl, Compressor};

    use super::*;

    /// The chunks of a picture whose color profile has so many zeros.
    fn with_profile(size: usize) -> Vec<u8> {
        let mut compressor = Compressor::new(CompressionLvl::fastest());
        let mut packed = vec![0; compressor.zlib_compress_bound(size)];
        let length = compressor.zlib_compress(&vec![0; size], &mut packed).unwrap();
        let profile = [b"name\0\0", &packed[..length]].concat();
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        for (kind, data) in [(b"iCCP", profile), (b"IEND", Vec::new())] {
            file.extend((data.len() as u32).to_be_bytes());
            file.extend([&kind[..], &data, &[0; 4]].concat());
        }
        file
    }

    #[test]
    fn a_color_profile_is_measured_before_it_is_unpacked() {
        assert_eq!(read(&with_profile(LARGEST_PROFILE)), Ok(PngHeader { moves: false }));
        for size in [LARGEST_PROFILE + 1, LARGEST_PROFILE * 8] {
            assert_eq!(read(&with_profile(size)), Err(ImageError::Profile(LARGEST_PROFILE)), "{size}");
        }
    }
}
