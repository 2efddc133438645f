//! What a text is made of, in 32 letters, so that a page is known again when it has moved and been edited a little.
//!
//! The marks stay in files of editors: whoever changes how they are made, makes every page of every site unknown.

use std::fmt;

/// The least marks of the neighbouring words of a text under sixteen different orders (minhash). Two texts share as many
/// of them as they share of their pairs of words. Source: Broder, On the resemblance and containment of documents, 1997.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinHash([u8; 16]);

impl MinHash {
    /// What a text is made of, whatever its case, its punctuation and its line breaks.
    pub fn of(text: &str) -> Self {
        let mut least = [u64::MAX; 16];
        let mut last = 0;
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        for word in words {
            let mark = word.chars().flat_map(char::to_lowercase).fold(SEED, |mark, c| mix(mark ^ u64::from(c)));
            let pair = mix(last ^ mark.rotate_left(21));
            for (least, order) in least.iter_mut().zip(1_u64..) {
                *least = (*least).min(mix(pair ^ order.wrapping_mul(SEED)));
            }
            last = mark;
        }
        // The last byte of each is enough: two that differ look alike once in 256 times.
        MinHash(least.map(|least| least as u8))
    }

    /// As bytes, for whoever keeps them.
    pub fn bytes(&self) -> [u8; 16] {
        self.0
    }

    /// What `bytes` gave.
    pub fn of_bytes(bytes: [u8; 16]) -> Self {
        MinHash(bytes)
    }

    /// How much two texts have in common, from 0 to 16.
    pub fn resemblance(&self, other: &MinHash) -> usize {
        self.0.iter().zip(other.0).filter(|(one, other)| **one == *other).count()
    }

    /// Reads what `Display` has written.
    pub fn read(text: &str) -> Option<MinHash> {
        let mut bytes = [0; 16];
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(MinHash(bytes))
    }
}

impl fmt::Display for MinHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// Spreads every bit over all others. Source: Steele, Lea, Flood, Fast splittable pseudorandom number generators, 2014.
fn mix(mark: u64) -> u64 {
    let mark = (mark ^ (mark >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mark = (mark ^ (mark >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mark ^ (mark >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Deep tissue massage is firm, slow work on the deeper layers of muscle. It can be sore for a day or \
        two. Tell the therapist when the pressure is too much. Drink some water, and go for a walk the day after.";

    #[test]
    fn a_text_is_known_again_after_small_edits() {
        let words = MinHash::of(TEXT);
        let moved = TEXT.replace("firm, slow", "slow and firm").to_uppercase().replace(". ", ".\n\n");
        assert!(words.resemblance(&MinHash::of(&moved)) >= 11, "{}", words.resemblance(&MinHash::of(&moved)));
        let other = "Call 911 when you cannot feel your legs. Do not wait for an appointment, and do not drive there.";
        assert!(words.resemblance(&MinHash::of(other)) <= 1);
    }

    #[test]
    fn the_marks_stay_the_same_from_version_to_version() {
        assert_eq!(MinHash::of("Lie down. Then walk.").to_string(), "bcc93d6a16e6ef3b2a83e3507bb6935d");
        assert_eq!(MinHash::read(&MinHash::of(TEXT).to_string()), Some(MinHash::of(TEXT)));
        assert_eq!(MinHash::read("zz"), None);
    }
}
