//! Syllables of words, near enough for a formula: groups of vowels, with the habits of the language.

/// The syllables of a word; at least one.
pub fn count(word: &str, language: &str) -> usize {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic()).collect();
    if language == "es" { spanish(&letters) } else { english(&letters) }.max(1)
}

/// Groups of vowels; an `e` at the end is silent, unless it is the only one or follows an `l`.
fn english(letters: &[char]) -> usize {
    let is_vowel = |c: &char| "aeiouy".contains(*c);
    let starts = |at: &usize| is_vowel(&letters[*at]) && (*at == 0 || !is_vowel(&letters[*at - 1]));
    let groups = (0..letters.len()).filter(starts).count();
    let silent = match letters {
        [.., before, 'e'] => !is_vowel(before) && *before != 'l',
        [.., before, 'e', 'd'] => !matches!(before, 't' | 'd') && !is_vowel(before),
        [.., before, 'e', 's'] => !matches!(before, 's' | 'z' | 'x' | 'c' | 'g' | 'h' | 'l') && !is_vowel(before),
        _ => false,
    };
    groups.saturating_sub(usize::from(silent))
}

/// Two strong vowels are two syllables, a weak one goes with its neighbour unless it has an accent. Source of the rule:
/// Real Academia Española, Ortografía, "diptongos, triptongos e hiatos".
fn spanish(letters: &[char]) -> usize {
    #[derive(PartialEq)]
    enum Before {
        Nothing,
        Weak,
        Strong,
    }
    let mut before = Before::Nothing;
    let mut count = 0;
    for (at, c) in letters.iter().enumerate() {
        // The `u` of "guía" and "que" is not heard.
        let is_hard = at > 0 && matches!(letters[at - 1], 'g' | 'q');
        if *c == 'u' && is_hard && matches!(letters.get(at + 1), Some('e' | 'i' | 'é' | 'í')) {
            continue;
        }
        let y_is_vowel = *c == 'y' && at + 1 == letters.len();
        match c {
            'a' | 'e' | 'o' | 'á' | 'é' | 'ó' => {
                count += usize::from(before != Before::Weak);
                before = Before::Strong;
            }
            'í' | 'ú' => {
                count += 1;
                before = Before::Strong;
            }
            'i' | 'u' | 'ü' | 'y' if *c != 'y' || y_is_vowel => {
                if before == Before::Nothing {
                    count += 1;
                    before = Before::Weak;
                }
            }
            _ => before = Before::Nothing,
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_near_enough() {
        let of = |words: &str, language| words.split(' ').map(|word| count(word, language)).collect::<Vec<_>>();
        let words = "the therapist presses firmly on deeper muscles massage table asked treated pages back pain 30";
        assert_eq!(of(words, "en"), [1, 3, 2, 2, 1, 2, 2, 2, 2, 1, 2, 2, 1, 1, 1]);
        let words = "dolor espalda masaje país médico puede muy guía aéreo cuidado y";
        assert_eq!(of(words, "es"), [2, 3, 3, 2, 3, 2, 1, 2, 4, 3, 1]);
    }
}
