//! How hard a text is to read, as far as a formula can tell: it counts the words of sentences and the syllables of words.
//! It finds pages that are worth another look; it cannot say that a text is good.

use crate::document::{Body, Filling};

/// A text of fewer words says nothing.
const FEWEST: usize = 30;

/// The Flesch-Kincaid grade of an English page: the years of school that its text asks for. Nothing for a text that is
/// too short. Tables, code and headings do not count. Source of the formula: Kincaid and others, "Derivation of new
/// readability formulas", Research Branch Report 8-75, 1975.
pub fn grade(body: &Body) -> Option<f64> {
    let mut counts = Counts::default();
    counts.body(body);
    counts.end();
    if counts.words < FEWEST {
        return None;
    }
    let (words, sentences, syllables) = (counts.words as f64, counts.sentences as f64, counts.syllables as f64);
    Some((0.39 * words / sentences + 11.8 * syllables / words - 15.59).max(0.0))
}

#[derive(Default)]
struct Counts {
    words: usize,
    sentences: usize,
    syllables: usize,
    /// Words since the last end of a sentence.
    pending: usize,
    /// The element inside which nothing counts.
    left_out: Option<String>,
}

/// Elements whose text is no sentence.
const LEFT_OUT: &[&str] = &["table", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "script", "style"];
/// Elements that stand inside a sentence.
const INLINE: &[&str] =
    &["a", "abbr", "b", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong"];

impl Counts {
    fn body(&mut self, body: &Body) {
        let mut from = 0;
        for hole in &body.holes {
            self.html(&body.html[from..hole.at]);
            from = hole.at;
            if let Filling::Directive(directive) = &hole.filling
                && let Some(inner) = &directive.body
            {
                self.end();
                self.body(inner);
                self.end();
            }
        }
        self.html(&body.html[from..]);
    }

    /// Text and tags; a tag may be cut in two by a hole in one of its values.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        if let Some(end) = rest.find('>').filter(|end| !rest[..*end].contains('<')) {
            rest = &rest[end + 1..];
        }
        while let Some(open) = rest.find('<') {
            self.text(&rest[..open]);
            let close = rest[open..].find('>').map_or(rest.len(), |at| open + at + 1);
            self.tag(&rest[open..close]);
            rest = &rest[close..];
        }
        self.text(rest);
    }

    fn tag(&mut self, tag: &str) {
        let closes = tag.starts_with("</");
        let name: String = tag.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
        match &self.left_out {
            Some(left_out) if closes && *left_out == name => self.left_out = None,
            Some(_) => {}
            None if LEFT_OUT.contains(&name.as_str()) => {
                self.end();
                self.left_out = Some(name);
            }
            None if INLINE.contains(&name.as_str()) => {}
            None => self.end(),
        }
    }

    fn text(&mut self, text: &str) {
        if self.left_out.is_some() {
            return;
        }
        for word in text.split_whitespace() {
            if word.contains(char::is_alphanumeric) {
                self.words += 1;
                self.pending += 1;
                self.syllables += syllables(word);
            }
            if word.trim_end_matches(['"', '\'', ')', '”', '’']).ends_with(['.', '!', '?', '…']) {
                self.end();
            }
        }
    }

    /// A sentence ends here, if one has begun.
    fn end(&mut self) {
        self.sentences += usize::from(self.pending > 0);
        self.pending = 0;
    }
}

/// Groups of vowels; an `e` at the end is silent, unless it is the only one or follows an `l`.
fn syllables(word: &str) -> usize {
    let letters: Vec<char> = word.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    let is_vowel = |c: &char| "aeiouy".contains(*c);
    let starts = |at: &usize| is_vowel(&letters[*at]) && (*at == 0 || !is_vowel(&letters[*at - 1]));
    let groups = (0..letters.len()).filter(starts).count();
    let silent = match &letters[..] {
        [.., before, 'e'] => !is_vowel(before) && *before != 'l',
        [.., before, 'e', 'd'] => !matches!(before, 't' | 'd') && !is_vowel(before),
        [.., before, 'e', 's'] => !matches!(before, 's' | 'z' | 'x' | 'c' | 'g' | 'h' | 'l') && !is_vowel(before),
        _ => false,
    };
    groups.saturating_sub(usize::from(silent)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Option<f64> {
        grade(&Body { html: html.to_owned(), holes: Vec::new() })
    }

    #[test]
    fn syllables_are_near_enough() {
        let words = "the therapist presses firmly on deeper muscles massage table asked treated pages back pain 30";
        let counted: Vec<_> = words.split(' ').map(syllables).collect();
        assert_eq!(counted, [1, 3, 2, 2, 1, 2, 2, 2, 2, 1, 2, 2, 1, 1, 1]);
    }

    #[test]
    fn plain_words_ask_for_fewer_years_of_school() {
        let plain =
            "<p>You may feel sore. It should fade. Tell us if it hurts. You can stop at any time.</p>".repeat(3);
        let hard =
            "<p>Neuromuscular rehabilitation methodologies necessitate comprehensive interdisciplinary evaluation \
                    preceding individualized therapeutic interventions.</p>"
                .repeat(3);
        assert!(of(&plain).unwrap() < 3.0, "{:?}", of(&plain));
        assert!(of(&hard).unwrap() > 15.0, "{:?}", of(&hard));
    }

    #[test]
    fn what_is_no_sentence_does_not_count() {
        let text = "<p>You may feel <em>sore</em>. It should fade. Tell us if it hurts.</p>".repeat(4);
        let more =
            format!("<h2>Neuromuscular rehabilitation</h2><table><td>Rehabilitation</table>{text}<pre>x y z</pre>");
        assert_eq!(of(&text), of(&more));
        assert_eq!(of("<p>Too short.</p>"), None);
    }

    #[test]
    fn a_list_is_made_of_sentences() {
        let list = format!("<ul>{}</ul>", "<li>Bring loose clothes and water</li>".repeat(8));
        assert!(of(&list).unwrap() < 6.0);
    }
}
