//! A text as words that can be found: small letters, no accents, no apostrophes. `search.js` cuts what people type in the
//! same way; whoever changes one changes both.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are cut to so many characters: nobody types them to the end.
const LONGEST: usize = 32;

/// Gives each word of a text to `each`, in order. Source of the decomposition: Unicode Standard Annex 15.
pub fn words(text: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    let mut end = |word: &mut String| {
        if !word.is_empty() {
            each(word);
            word.clear();
        }
    };
    let mut push = |c: char| {
        if is_own_word(c) {
            end(&mut word);
            word.push(c);
            end(&mut word);
        } else if c.is_alphanumeric() {
            if word.len() < LONGEST || word.chars().count() < LONGEST {
                word.push(c);
            }
        } else if !matches!(c, '\'' | '’' | '\u{ad}' | '\u{200b}'..='\u{200d}') {
            end(&mut word);
        }
    };
    if text.is_ascii() {
        text.bytes().for_each(|byte| push(byte.to_ascii_lowercase() as char));
    } else {
        // Lower first: some capitals become a letter and a mark.
        let lower = text.chars().flat_map(char::to_lowercase);
        lower.nfd().filter(|c| !is_combining_mark(*c)).for_each(&mut push);
    }
    push(' ');
}

/// All words of a text.
pub fn all(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    words(text, |word| all.push(word.to_owned()));
    all
}

/// The text in small letters without accents, for sorting by letters.
pub fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// Chinese and Japanese write no spaces between words: each character is looked for by itself.
fn is_own_word(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Words that nearly every page holds, in the languages that have such a list: they are neither kept nor looked for,
/// unless somebody asks for nothing else.
pub fn common(language: &str) -> &'static str {
    match language.split('-').next() {
        Some("en") => {
            "a about an and are as at be but by can could do does for from had has have how i if in into is it its me my \
             of on or our should so than that the their them then there these they this to was we were what when where \
             which who why will with would you your"
        }
        Some("es") => {
            "a al como con cual cuando de del donde e el ella en es esta este esto ha hay la las le les lo los me mi mis o \
             para pero por que quien se si sin son su sus te tu tus u un una unas unos y yo"
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_small_and_without_accents() {
        for (text, expected) in [
            ("Deep-tissue MASSAGE, 24/7", "deep tissue massage 24 7"),
            ("Fascía, Ñandú and Größe", "fascia nandu and große"),
            ("don't, the therapist’s", "dont the therapists"),
            ("Бёдра и спина", "бедра и спина"),
            ("腰痛 is 腰", "腰 痛 is 腰"),
            ("", ""),
        ] {
            assert_eq!(all(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn endless_words_are_cut() {
        assert_eq!(all(&"x".repeat(5000)), ["x".repeat(LONGEST)]);
    }
}
