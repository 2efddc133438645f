//! Which entries hold a word, as a short text: groups of equal weight, the heaviest first; in each the slots, as the
//! distances between them. `search.js` reads it.
//!
//! `kAC.cB` says: weight `k` in slots 0 and 3, weight `c` in slot 1.

/// Six bits a character, none of which JSON escapes.
const SYMBOLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Longer lists are cut: a word that so many pages hold tells little, and the best of them are enough.
const LONGEST: usize = 12_000;

/// Stands before a list that was cut.
const CUT: char = '!';

/// Writes the slots of a word with their weights. They must be in the order of the slots.
pub fn encode(slots: &[(u32, u8)]) -> String {
    let mut weights: Vec<u8> = slots.iter().map(|(_, weight)| *weight).collect();
    weights.sort_unstable_by(|a, b| b.cmp(a));
    weights.dedup();
    let mut out = String::new();
    for weight in weights {
        let before = out.len();
        if before > 0 {
            out.push('.');
        }
        push(&mut out, u32::from(weight.min(63)));
        let mut next = 0;
        for (slot, _) in slots.iter().filter(|(_, own)| *own == weight) {
            number(&mut out, slot - next);
            next = slot + 1;
            if out.len() > LONGEST {
                out.insert(0, CUT);
                return out;
            }
        }
    }
    out
}

/// A number in digits of five bits, the highest first; the sixth bit says that more follow.
fn number(out: &mut String, number: u32) {
    let digits = (32 - number.leading_zeros()).div_ceil(5).max(1);
    for digit in (0..digits).rev() {
        let more = if digit > 0 { 32 } else { 0 };
        push(out, (number >> (5 * digit)) & 31 | more);
    }
}

fn push(out: &mut String, symbol: u32) {
    out.push(SYMBOLS[symbol as usize % 64] as char);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_written_as_distances() {
        assert_eq!(encode(&[(0, 36), (1, 28), (3, 36)]), "kAC.cB");
        assert_eq!(encode(&[(31, 1), (32 + 40, 1)]), "BfhI");
        assert_eq!(encode(&[(1024 + 32 + 1, 2)]), "ChhB");
    }

    #[test]
    fn endless_lists_keep_the_best() {
        let slots: Vec<(u32, u8)> = (0..40_000).map(|slot| (slot, if slot % 100 == 0 { 9 } else { 1 })).collect();
        let text = encode(&slots);
        assert!(text.starts_with("!J") && text.len() <= LONGEST + 8, "{}", text.len());
    }
}
