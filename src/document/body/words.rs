//! Counts words, and keeps the plain text that sums a page up.

const WORD: u8 = 1;
const JOINER: u8 = 2;

/// Which ASCII characters make words and which only hold them together: a table, for every byte of a site goes by.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            classes[byte] = WORD;
        }
        byte += 1;
    }
    classes[b'\'' as usize] = JOINER;
    classes[b'-' as usize] = JOINER;
    classes
};

/// A running count of words. Chinese and Japanese characters count one each, since nothing parts their words.
#[derive(Default)]
pub struct Words {
    pub count: usize,
    /// The last character belonged to a word, which the next text may go on with.
    inside: bool,
}

impl Words {
    pub fn add(&mut self, text: &str) {
        // Most text is ASCII, which is counted faster without looking at characters.
        if text.is_ascii() {
            for byte in text.bytes() {
                let class = CLASSES[usize::from(byte)];
                self.count += usize::from(class == WORD) & usize::from(!self.inside);
                self.inside = (class == WORD) | (self.inside & (class == JOINER));
            }
            return;
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

    pub fn mark(&mut self) {
        if self.mark.is_none() {
            self.mark = Some(self.text.len());
        }
        self.done = true;
    }

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
            let mut words = Words::default();
            pieces.iter().for_each(|piece| words.add(piece));
            words.count
        };
        assert_eq!(count(&["Don't pull a well-known muscle – ever."]), 6);
        assert_eq!(count(&["bo", "ld word"]), 2, "markup inside a word does not part it");
        assert_eq!(count(&["腰痛 massage ガイド"]), 6);
        assert_eq!(count(&["어깨 통증"]), 2);
    }
}
