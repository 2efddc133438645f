//! The outline of a PNG file: whether it moves, and whether it has an end. Source: W3C, Portable Network Graphics
//! (third edition), section 5.

use super::Fault;

/// What the chunks say.
#[derive(Debug, PartialEq, Eq)]
pub struct Outline {
    pub moves: bool,
}

/// Walks through the chunks, whose contents are not looked at.
pub fn read(bytes: &[u8]) -> Result<Outline, Fault> {
    let mut moves = false;
    let mut at = 8usize;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        match &head[4..] {
            b"acTL" => moves = true,
            b"IEND" => return Ok(Outline { moves }),
            kind if !kind.iter().all(u8::is_ascii_alphabetic) => {
                return Err(Fault::Broken("a part of it has no name".to_owned()));
            }
            _ => {}
        }
        at = at.saturating_add(length).saturating_add(12);
    }
    Err(Fault::Cut)
}
