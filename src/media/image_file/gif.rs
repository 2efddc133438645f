//! A GIF file: its size, its frames, and the file without remarks. Source: CompuServe, GIF89a specification.

use super::ImageError;

/// What a GIF holds.
#[derive(Debug, PartialEq, Eq)]
pub struct GifInfo {
    pub size: (u32, u32),
    pub frames: usize,
    /// The file without comments and without what programs wrote for themselves.
    pub clean: Vec<u8>,
}

/// Walks through the blocks.
pub fn read(bytes: &[u8]) -> Result<GifInfo, ImageError> {
    let Some(&[wide_low, wide_high, high_low, high_high, packed, ..]) = bytes.get(6..13) else {
        return Err(ImageError::Cut);
    };
    let size = [[wide_low, wide_high], [high_low, high_high]].map(|side| u32::from(u16::from_le_bytes(side)));
    if size.contains(&0) {
        return Err(ImageError::Broken("it has no size".to_owned()));
    }
    let mut at = 13 + table(packed);
    let mut clean = bytes.get(..at).ok_or(ImageError::Cut)?.to_vec();
    let mut frames = 0;
    loop {
        let start = at;
        match bytes.get(at..).and_then(|rest| rest.split_first_chunk::<2>()) {
            // A trailer; nothing has to follow it.
            _ if bytes.get(at) == Some(&0x3b) => {
                clean.push(0x3b);
                return Ok(GifInfo { size: (size[0], size[1]), frames, clean });
            }
            Some(([0x21, label], rest)) => {
                at = blocks(bytes, at + 2)?;
                // Timing belongs to a frame; how often to repeat stands in one application's block.
                let repeats = rest.get(1..12).is_some_and(|name| matches!(name, b"NETSCAPE2.0" | b"ANIMEXTS1.0"));
                if matches!(label, 0xf9 | 0x01) || *label == 0xff && repeats {
                    clean.extend_from_slice(&bytes[start..at]);
                }
            }
            Some(([0x2c, _], _)) => {
                let packed = *bytes.get(at + 9).ok_or(ImageError::Cut)?;
                at = blocks(bytes, at + 10 + table(packed) + 1)?;
                frames += 1;
                clean.extend_from_slice(&bytes[start..at]);
            }
            Some(_) => return Err(ImageError::Broken("it contains an unknown block".to_owned())),
            None => return Err(ImageError::Cut),
        }
    }
}

/// The length of a table of colors.
fn table(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

/// Where a row of sub-blocks ends.
fn blocks(bytes: &[u8], mut at: usize) -> Result<usize, ImageError> {
    loop {
        match bytes.get(at) {
            Some(0) => return Ok(at + 1),
            Some(length) => at += usize::from(*length) + 1,
            None => return Err(ImageError::Cut),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff";
    const FRAME: &[u8] = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";

    #[test]
    fn remarks_go_and_the_rest_stays() {
        let repeats = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
        let remark = b"\x21\xfe\x05Paris\0";
        let program = b"\x21\xff\x0bXMP DataXMP\x03abc\0";
        let file = [START, repeats, remark, FRAME, program, FRAME, b"\x3b", b"after the end"].concat();
        let read = read(&file).unwrap();
        assert_eq!((read.size, read.frames), ((1, 1), 2));
        assert_eq!(read.clean, [START, repeats, FRAME, FRAME, b"\x3b"].concat());
    }

    #[test]
    fn a_file_that_ends_early_is_told() {
        let file = [START, FRAME, b"\x3b"].concat();
        for end in 6..file.len() {
            assert_eq!(read(&file[..end]), Err(ImageError::Cut), "{end}");
        }
    }
}
