//! Texts made fit to print: trimmed, in composed letters, without characters that nobody can see.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A text and how many invisible characters were taken out of it.
pub fn tidy(text: &str) -> (Cow<'_, str>, usize) {
    if text.is_ascii() {
        return (Cow::Borrowed(text.trim()), 0);
    }
    let count = text.chars().filter(|c| invisible(*c)).count();
    let visible: Cow<'_, str> = if count == 0 {
        Cow::Borrowed(text)
    } else {
        // A space that cannot break is still a space between two words.
        let shown = text.chars().filter_map(|c| match c {
            '\u{a0}' | '\u{2028}' | '\u{2029}' => Some(' '),
            c => (!invisible(c)).then_some(c),
        });
        Cow::Owned(shown.collect())
    };
    let visible = match visible {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    };
    if is_nfc(&visible) { (visible, count) } else { (Cow::Owned(visible.nfc().collect()), count) }
}

/// Joiners are kept: Persian words and emoji are spelt with them.
fn invisible(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{ad}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn what_cannot_be_seen_is_taken_out() {
        for (text, shown, count) in [
            ("  plain ", "plain", 0),
            ("e\u{301}", "é", 0),
            ("a\u{a0}b\u{ad}c\u{200b}", "a bc", 3),
            ("\u{feff}a\u{2028}b ", "a b", 2),
            ("می\u{200c}خواهم", "می\u{200c}خواهم", 0),
        ] {
            assert_eq!((&*tidy(text).0, tidy(text).1), (shown, count), "{text:?}");
        }
    }
}
