//! A text as words that can be found: small letters, no accents, no apostrophes. `search.js` cuts what people type in the
//! same way; whoever changes one changes both.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Longer words are cut to so many characters: nobody types them to the end.
const LONGEST: usize = 32;

/// Gives each word of a text to `each`, in order. Source of the decomposition: Unicode Standard Annex 15; letter by letter,
/// since what would be put in order are the marks, and they are left out.
pub fn words(text: &str, mut each: impl FnMut(&str)) {
    let mut word = Word::default();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        } else if c.is_ascii() {
            // An apostrophe joins: `don't` is one word.
            if c != '\'' {
                word.end(&mut each);
            }
        } else {
            for lower in c.to_lowercase() {
                decompose_canonical(lower, |c| word.take(c, &mut each));
            }
        }
    }
    word.end(&mut each);
}

/// A word that is being read.
#[derive(Default)]
struct Word {
    text: String,
    characters: usize,
}

impl Word {
    fn push(&mut self, c: char) {
        if self.characters < LONGEST {
            self.text.push(c);
            self.characters += 1;
        }
    }

    fn end(&mut self, each: &mut impl FnMut(&str)) {
        if self.characters > 0 {
            each(&self.text);
            self.text.clear();
            self.characters = 0;
        }
    }

    fn take(&mut self, c: char, each: &mut impl FnMut(&str)) {
        if is_own_word(c) {
            self.end(each);
            self.push(c);
            self.end(each);
        } else if is_combining_mark(c) || matches!(c, '’' | '\u{ad}' | '\u{200b}'..='\u{200d}') {
            // Parts nothing and is not kept.
        } else if c.is_alphanumeric() {
            self.push(c);
        } else {
            self.end(each);
        }
    }
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
