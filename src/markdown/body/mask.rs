//! Words that stand for something in the prepared text and name it by its number. They look like words to the parser.

/// Characters that no text holds, and the signs that they stand for: ones that mean only themselves.
pub const SIGNS: [(&str, &str); 3] = [("\u{1c}", ":"), ("\u{1d}", "["), ("\u{1e}", "]")];

/// Whether a mask may begin with this character, which no text holds.
pub fn is_sentinel(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// A word of the given length that names a number: a character that stands for nothing, then letters, the last of
/// which is a capital, then a filling.
pub fn mask(number: usize, length: usize) -> Option<String> {
    let mut word = String::with_capacity(length);
    word.extend(char::from_u32(0xfdd0 + (number % 32) as u32));
    let mut rest = number / 32;
    while rest >= 26 {
        word.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    word.push(char::from(b'A' + rest as u8));
    let filling = length.checked_sub(word.len())?;
    word.extend(std::iter::repeat_n('z', filling));
    Some(word)
}

/// The number that the mask at the start of a text names.
pub fn unmask(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let low = chars.next()? as usize - 0xfdd0;
    let (mut high, mut weight) = (0usize, 1usize);
    for c in chars.take(8) {
        let digit = match c {
            'a'..='z' => c as usize - 'a' as usize,
            'A'..='Z' => c as usize - 'A' as usize,
            _ => return None,
        };
        high = high.checked_add(digit.checked_mul(weight)?)?;
        weight = weight.checked_mul(26)?;
        if c.is_ascii_uppercase() {
            return high.checked_mul(32)?.checked_add(low);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_name_their_number() {
        for number in [0, 31, 32, 831, 832, 21_631, 100_000, 3_000_000] {
            let word = mask(number, 12).unwrap();
            assert_eq!((word.len(), unmask(&word)), (12, Some(number)), "{word}");
        }
        assert_eq!(mask(21_632, 5), None, "there is not room for every number");
    }
}
