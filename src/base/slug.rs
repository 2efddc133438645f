//! The part of an address that is made from a text: `Größe & Maße` gives `grosse-masse`.

use std::borrow::Cow;

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What stands for a text in which nothing can be seen, so that an address is never empty.
const NAMELESS: &str = "page";

/// Small ASCII letters, digits and hyphens; Chinese, Japanese, Korean, Arabic and Hebrew keep their own letters, since
/// spelling them in Latin ones (`日本語` as `ri-ben-yu`, `العربية` as `l-rby`) helps nobody who reads them. Signs that
/// make another name of a word are spelt, so that `C`, `C++` and `C#` have three addresses; a text of signs only is spelt
/// sign by sign.
pub fn slugify(text: &str) -> String {
    let slug = slugify_or(&signs_spelt(text), "");
    if slug.is_empty() { sign_by_sign(text) } else { slug }
}

/// True for a text without any letter or digit: its slug says little to a reader.
pub fn is_of_signs(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// `C++` as `C plus plus `: only where the signs end a word, not where they stand between two, as in `A+B`.
fn signs_spelt(text: &str) -> Cow<'_, str> {
    const SIGNS: [char; 2] = ['+', '#'];
    let (mut spelt, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(SIGNS) {
        let (before, from) = rest.split_at(at);
        let behind = from.trim_start_matches(SIGNS);
        let signs = &from[..from.len() - behind.len()];
        let is_between = signs.len() == 1 && behind.starts_with(char::is_alphanumeric);
        let is_of_word = before.ends_with(char::is_alphanumeric) && !is_between;
        spelt.push_str(before);
        for sign in signs.chars() {
            spelt.push_str(match sign {
                _ if !is_of_word => " ",
                '+' => " plus ",
                _ => " sharp ",
            });
        }
        rest = behind;
    }
    if spelt.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(spelt + rest) }
}

/// The names of signs where there are some, else their numbers in Unicode: `🦄` is `unicorn`, `???` is `u3f-u3f-u3f`.
fn sign_by_sign(text: &str) -> String {
    let mut slug = String::new();
    for c in text.nfc().filter(|c| !vanishes(*c) && !c.is_whitespace() && !c.is_control()) {
        push_hyphen(&mut slug);
        let before = slug.len();
        push_words(&mut slug, deunicode::deunicode_char(c).unwrap_or(""));
        if slug.len() == before {
            slug.push_str(&format!("u{:x}", u32::from(c)));
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { NAMELESS.to_owned() } else { slug }
}

/// As `slugify`, without the names of signs, and with a word for a text that has no letter or digit.
pub fn slugify_or(text: &str, nameless: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    // Most titles and terms are ASCII, which needs no tables.
    let (ascii, other) = if text.is_ascii() { (text, "") } else { ("", text) };
    for byte in ascii.bytes().filter(|byte| *byte != b'\'') {
        if byte.is_ascii_alphanumeric() {
            slug.push(byte.to_ascii_lowercase() as char);
        } else {
            push_hyphen(&mut slug);
        }
    }
    for c in other.nfc() {
        // Points that stand for vowels: most people leave them out.
        if matches!(c, '\u{590}'..='\u{8ff}') && is_combining_mark(c) {
            continue;
        }
        if keeps_its_letters(c) {
            slug.push(c);
        } else if c.is_alphanumeric() {
            push_words(&mut slug, deunicode::deunicode_char(c).unwrap_or(""));
        } else if !vanishes(c) {
            push_hyphen(&mut slug);
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { nameless.to_owned() } else { slug }
}

/// The id that GitHub gives to a heading of this text, as it makes it of words: small letters of every script, marks,
/// digits, low lines and hyphens stay, a space is a hyphen, and all else goes; nothing is put together. `nameless` stands
/// for a heading of which nothing is left. Source: the word characters of Unicode Technical Standard 18, annex C, which
/// GitHub's own pipeline and `github-slugger` keep.
pub fn github_slug(text: &str, nameless: &str) -> String {
    let lower = text.trim().to_lowercase();
    let kept = lower.chars().filter(|c| is_of_word(*c) || matches!(c, ' ' | '-'));
    let slug: String = kept.map(|c| if c == ' ' { '-' } else { c }).collect();
    if slug.is_empty() { nameless.to_owned() } else { slug }
}

fn is_of_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    let category = || CodePointMapData::<GeneralCategory>::new().get(c);
    c.is_alphabetic()
        || GeneralCategoryGroup::Mark
            .union(GeneralCategoryGroup::DecimalNumber)
            .union(GeneralCategoryGroup::ConnectorPunctuation)
            .contains(category())
}

fn push_words(slug: &mut String, ascii: &str) {
    // `1½` is spelt `1` and `1/2`, not `11/2`.
    if ascii.contains('/') {
        push_hyphen(slug);
    }
    for c in ascii.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else {
            push_hyphen(slug);
        }
    }
}

fn push_hyphen(slug: &mut String) {
    if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

/// What joins rather than parts: `don't` is one word, and invisible characters are no place to break.
fn vanishes(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{2bc}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        || is_combining_mark(c)
}

fn keeps_its_letters(c: char) -> bool {
    c.is_alphanumeric()
        && matches!(c,
            '\u{590}'..='\u{8ff}'        // Hebrew, Arabic, Syriac, Thaana, N'Ko: written without their vowels
            | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' // older forms of these letters
            | '\u{1100}'..='\u{11ff}'    // Hangul parts
            | '\u{3005}'..='\u{3007}'    // marks that stand for a Chinese character
            | '\u{3040}'..='\u{30ff}'    // Hiragana, Katakana
            | '\u{3100}'..='\u{312f}' | '\u{31a0}'..='\u{31bf}' // Bopomofo
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
            | '\u{ac00}'..='\u{d7af}'    // Hangul
            | '\u{20000}'..='\u{3ffff}') // rarer Chinese characters
}

#[cfg(test)]
mod tests {
    use super::{github_slug, slugify};

    #[test]
    fn texts_become_addresses() {
        for (text, slug) in [
            ("Deep Tissue Massage", "deep-tissue-massage"),
            ("  What to wear?  ", "what-to-wear"),
            ("Größe & Maße", "grosse-masse"),
            ("Ça va — déjà vu", "ca-va-deja-vu"),
            ("e\u{301}te\u{301}", "ete"),
            ("Don't / don’t", "dont-dont"),
            ("C++ & C#", "c-plus-plus-c-sharp"),
            ("C++17", "c-plus-plus-17"),
            ("A+B #1", "a-b-1"),
            ("C", "c"),
            ("1½ hours", "1-1-2-hours"),
            ("under_score.and.dots", "under-score-and-dots"),
            ("soft\u{ad}hyphen", "softhyphen"),
            ("日本語 の 本", "日本語-の-本"),
            ("Yoga 瑜伽 class", "yoga-瑜伽-class"),
            ("한국어", "한국어"),
            ("العربية", "العربية"),
            ("متى تطلب المساعدة؟", "متى-تطلب-المساعدة"),
            ("עִבְרִית", "עברית"),
            ("Привет мир", "privet-mir"),
            ("🦄☣", "unicorn-biohazard"),
            ("★", "u2605"),
            ("☆", "u2606"),
            ("???", "u3f-u3f-u3f"),
            ("+", "u2b"),
            ("../..", "u2e-u2e-u2f-u2e-u2e"),
            ("\u{200b}", "page"),
            ("", "page"),
        ] {
            assert_eq!(slugify(text), slug, "{text}");
        }
    }

    #[test]
    fn ids_of_headings_are_those_of_github() {
        for (text, id) in [
            ("Deep Tissue Massage", "deep-tissue-massage"),
            ("Size & weight", "size--weight"),
            ("v1.2.3 (beta)", "v123-beta"),
            ("a.b_c-d", "ab_c-d"),
            ("Don't / don’t", "dont--dont"),
            ("I \u{2665} unicode", "i--unicode"),
            ("Dash-dash", "dash-dash"),
            ("en\u{2013}en", "enen"),
            ("em\u{2014}em", "emem"),
            ("\u{1f604} emoji", "-emoji"),
            ("emoji \u{1f604}", "emoji-"),
            ("\u{2764}\u{fe0f} heart", "\u{fe0f}-heart"),
            ("Привет non-latin 你好", "привет-non-latin-你好"),
            ("العَرَبِيَّة؟", "العَرَبِيَّة"),
            ("\u{663}\u{664} Arabic digits", "\u{663}\u{664}-arabic-digits"),
            ("日本語、の本", "日本語の本"),
            ("1\u{bd} hours", "1-hours"),
            ("Ⅳ and ⓐ", "ⅳ-and-ⓐ"),
            ("a\u{203f}b", "a\u{203f}b"),
            ("a\u{b7}b", "ab"),
            ("İstanbul", "i\u{307}stanbul"),
            ("???", "section"),
            ("-", "-"),
        ] {
            assert_eq!(github_slug(text, "section"), id, "{text}");
        }
    }

    #[test]
    fn a_slug_is_its_own_slug() {
        for text in ["Größe & Maße", "日本語 の 本", "é", "Привет", "🙂", "C++", "★", "???"] {
            let slug = slugify(text);
            assert_eq!(slugify(&slug), slug);
        }
    }
}
