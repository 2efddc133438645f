//! The order of titles and names in lists, one for all of them: capitals and accents make no difference, numbers stand by
//! their value, quotation marks do not count. Letters that a language has of its own follow where its alphabet has them.
//! Source: Unicode Technical Standard 10, as far as titles need it.

use std::cmp::Ordering;
use std::iter::Peekable;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Compares two texts as lists order them in a language (a BCP 47 tag); equal ones by their characters, so that the order
/// is a total one.
pub fn compare(a: &str, b: &str, language: &str) -> Ordering {
    let alphabet = Alphabet::of(language);
    let (mut one, mut other) = (weights(a, alphabet).peekable(), weights(b, alphabet).peekable());
    loop {
        let by_weight = match (one.next(), other.next()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(Weight::Digit(x)), Some(Weight::Digit(y))) => number(x, &mut one).cmp(&number(y, &mut other)),
            (Some(x), Some(y)) => x.cmp(&y),
        };
        if by_weight.is_ne() {
            return by_weight;
        }
    }
}

/// What a character weighs: signs come first, then numbers, then letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Sign(char),
    Digit(u32),
    /// A letter, and behind it those that its language takes for others.
    Letter(char, u8),
}

/// The letters of its own that an alphabet has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Latin,
    Spanish,
    Swedish,
    Danish,
}

impl Alphabet {
    fn of(language: &str) -> Self {
        match language.split('-').next().unwrap_or(language) {
            "es" | "gl" | "eu" => Alphabet::Spanish,
            "sv" | "fi" => Alphabet::Swedish,
            "da" | "nb" | "nn" | "no" => Alphabet::Danish,
            _ => Alphabet::Latin,
        }
    }

    /// A letter of its own, in small letters and composed.
    fn own(self, c: char) -> Option<Weight> {
        let last = |place| Some(Weight::Letter('z', place));
        match (self, c) {
            (Alphabet::Spanish, 'ñ') => Some(Weight::Letter('n', 1)),
            (Alphabet::Swedish, 'å') | (Alphabet::Danish, 'æ') => last(1),
            (Alphabet::Swedish, 'ä') | (Alphabet::Danish, 'ø') => last(2),
            (Alphabet::Swedish, 'ö') | (Alphabet::Danish, 'å') => last(3),
            _ => None,
        }
    }
}

fn weights(text: &str, alphabet: Alphabet) -> impl Iterator<Item = Weight> + '_ {
    text.nfc().flat_map(char::to_lowercase).flat_map(move |c| letters(c, alphabet))
}

/// What one character comes to: none for marks that do not count, two for letters that are written as one.
fn letters(c: char, alphabet: Alphabet) -> impl Iterator<Item = Weight> {
    let one = |weight| [Some(weight), None];
    let two = |first, second| [Some(Weight::Letter(first, 0)), Some(Weight::Letter(second, 0))];
    let found = match (alphabet.own(c), c) {
        (Some(own), _) => one(own),
        (None, 'ß') => two('s', 's'),
        (None, 'æ') => two('a', 'e'),
        (None, 'œ') => two('o', 'e'),
        (None, 'þ') => two('t', 'h'),
        (None, '"' | '\'' | '\u{ab}' | '\u{bb}' | '\u{2018}'..='\u{201f}' | '\u{2039}' | '\u{203a}' | '\u{ad}') => {
            [None, None]
        }
        (None, c) if is_combining_mark(c) => [None, None],
        (None, c) => one(weight(c)),
    };
    found.into_iter().flatten()
}

fn weight(c: char) -> Weight {
    if let Some(digit) = c.to_digit(10) {
        return Weight::Digit(digit);
    }
    if !c.is_alphanumeric() {
        return Weight::Sign(if c.is_whitespace() { ' ' } else { c });
    }
    let plain = match c {
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        'ł' => 'l',
        'ħ' => 'h',
        'ı' => 'i',
        c if c.is_ascii() => c,
        c => std::iter::once(c).nfd().next().unwrap_or(c),
    };
    Weight::Letter(plain, 0)
}

/// The value of a number that begins with a digit; one of more than 38 digits is as large as any other of that kind.
fn number(first: u32, rest: &mut Peekable<impl Iterator<Item = Weight>>) -> u128 {
    let mut value = u128::from(first);
    while let Some(Weight::Digit(digit)) = rest.next_if(|weight| matches!(weight, Weight::Digit(_))) {
        value = value.saturating_mul(10).saturating_add(u128::from(digit));
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_where_readers_look_for_them() {
        for (language, expected) in [
            ("en", &["3 steps", "20 steps", "Apple", "apple", "\u{201c}Ärzte\u{201d}", "Zebra"][..]),
            ("en", &["A b", "a-b", "ab"]),
            ("de", &["Maß", "Masse", "Öl", "Zoll"]),
            ("es", &["nube", "nuez", "ñandú", "oso"]),
            ("en", &["ñandú", "nube", "nuez", "oso"]),
            ("sv", &["Zebra", "Åre", "Ängel", "Öl"]),
            ("da", &["Zoo", "Æble", "Øre", "Ål"]),
            ("en", &["Step 2", "Step 2b", "Step 10"]),
            ("en", &["e\u{301}clair", "éclair", "eel"]),
            ("ja", &["あ", "い", "日本"]),
        ] {
            let mut sorted = expected.to_vec();
            sorted.reverse();
            sorted.sort_by(|a, b| compare(a, b, language));
            assert_eq!(sorted, expected, "{language}");
        }
    }

    #[test]
    fn equal_texts_are_equal_and_no_others() {
        assert_eq!(compare("Ärzte", "Ärzte", "de"), Ordering::Equal);
        assert_ne!(compare("A", "a", "en"), Ordering::Equal);
        assert_eq!(compare("A", "a", "en"), compare("a", "A", "en").reverse());
    }
}
