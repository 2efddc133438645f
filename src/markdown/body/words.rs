//! Counts words, and keeps the plain text that sums a page up.

/// A running count of words. Chinese and Japanese characters count one each, since nothing parts their words.
#[derive(Default)]
pub struct WordCount {
    pub count: usize,
    /// The last character belonged to a word, which the next text may go on with.
    inside: bool,
}

impl WordCount {
    /// Counts the words of a text; one may go on in the next.
    pub fn add(&mut self, text: &str) {
        if text.is_ascii() {
            return self.add_ascii(text.as_bytes());
        }
        for c in text.chars() {
            if is_ideograph(c) {
                self.count += 1;
                self.inside = false;
            } else if matches!(c, '\'' | '’' | '-' | '\u{ad}' | '\u{200b}') {
                // Goes on with the word that it stands in.
            } else if !matches!(c, '\u{2000}'..='\u{206f}') && c.is_alphanumeric() {
                self.count += usize::from(!self.inside);
                self.inside = true;
            } else {
                self.inside = false;
            }
        }
    }

    /// Most text is ASCII. A word begins at a letter or digit that neither follows another nor is held to one by an
    /// apostrophe or a hyphen; told from three bytes alone, sixteen places are looked at in the time of one.
    fn add_ascii(&mut self, bytes: &[u8]) {
        let word = |byte: u8| byte.is_ascii_alphanumeric();
        let holds = |byte: u8| (byte == b'\'') | (byte == b'-');
        let Some(first) = bytes.first() else { return };
        self.count += usize::from(word(*first) && !self.inside);
        let second = bytes.get(1).filter(|second| word(**second) && !word(*first));
        self.count += usize::from(second.is_some() && !(holds(*first) && self.inside));
        // Three views of the text, each a byte further on, in parts whose sums fit into a byte.
        let begins = |a: u8, b: u8, c: u8| u8::from(word(c) & !(word(b) | (holds(b) & word(a))));
        let views = [0, 1, 2]
            .map(|from| bytes.get(from..(bytes.len() + from).saturating_sub(2)).unwrap_or_default().chunks(240));
        let [first, second, third] = views;
        for ((a, b), c) in first.zip(second).zip(third) {
            let sum = a.iter().zip(b).zip(c).fold(0u8, |sum, ((a, b), c)| sum.wrapping_add(begins(*a, *b, *c)));
            self.count += usize::from(sum);
        }
        let from = bytes.len().saturating_sub(2);
        for byte in &bytes[from..] {
            self.inside = word(*byte) || self.inside && holds(*byte);
        }
    }

    /// No word goes on beyond this place.
    pub fn part(&mut self) {
        self.inside = false;
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The beginning of a page as plain text.
#[derive(Default)]
pub struct Summary {
    text: String,
    /// The end of the first paragraph in `text`.
    paragraph: Option<usize>,
    /// Where `<!-- more -->` stood.
    mark: Option<usize>,
    /// The whole text up to the mark is wanted, not only the first paragraph.
    until_mark: bool,
    pub done: bool,
}

impl Summary {
    /// Keeps text up to the mark when the page seems to have one, else its first paragraph if that is needed.
    pub fn new(has_mark: bool, has_description: bool) -> Self {
        Summary { until_mark: has_mark, done: !has_mark && has_description, ..Summary::default() }
    }

    /// Adds text that readers see.
    pub fn add(&mut self, text: &str) {
        if !self.done {
            self.text.push_str(text);
        }
    }

    /// Parts two words.
    pub fn part(&mut self) {
        if !self.done && !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// The first paragraph is enough, unless there is a mark to wait for.
    pub fn end_paragraph(&mut self) {
        if !self.done && self.paragraph.is_none() && !self.text.trim().is_empty() {
            self.paragraph = Some(self.text.len());
            self.done = !self.until_mark;
        }
        self.part();
    }

    /// Text that is no paragraph does not open the first one.
    pub fn drop_before_paragraph(&mut self) {
        if !self.done && !self.until_mark && self.paragraph.is_none() {
            self.text.clear();
        }
    }

    /// Here is the mark: what follows does not count.
    pub fn mark(&mut self) {
        if self.mark.is_none() {
            self.mark = Some(self.text.len());
        }
        self.done = true;
    }

    /// The summary: what stands before the mark, else the description, else the first paragraph.
    pub fn finish(self, description: Option<&str>) -> String {
        let end = match (self.mark, description) {
            (Some(mark), _) => mark,
            (None, Some(description)) => return description.to_owned(),
            (None, None) => self.paragraph.unwrap_or(0),
        };
        let text = self.text.get(..end).unwrap_or("").trim();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_people_read_them() {
        let count = |pieces: &[&str]| {
            let mut words = WordCount::default();
            pieces.iter().for_each(|piece| words.add(piece));
            words.count
        };
        assert_eq!(count(&["Don't pull a well-known muscle – ever."]), 6);
        assert_eq!(count(&["bo", "ld word"]), 2, "markup inside a word does not part it");
        assert_eq!(count(&["腰痛 massage ガイド"]), 6);
        assert_eq!(count(&["어깨 통증"]), 2);
    }

    fn count(parts: &[&str]) -> usize {
        let mut words = WordCount::default();
        parts.iter().for_each(|part| words.add(part));
        words.count
    }

    #[test]
    fn words_are_counted_across_the_places_where_a_text_is_cut() {
        let text = "It's a cross-fibre stroke - 20 minutes, don't rush; x -y z'";
        let whole = count(&[text]);
        assert_eq!(whole, 11);
        for cut in 0..=text.len() {
            assert_eq!(count(&[&text[..cut], &text[cut..]]), whole, "{cut}");
        }
        assert_eq!(count(&["a", "b c"]), 2, "a text that goes on with a word");
        assert_eq!(count(&["", "-", "a"]), 1);
    }

    #[test]
    fn other_scripts_are_counted_too() {
        assert_eq!(count(&["Größe zählt"]), 2);
        assert_eq!(count(&["背中の痛み"]), 5);
    }
}
