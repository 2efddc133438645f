//! All words in files of about one size, in the order of the words. Where a file ends is said by the words themselves, so
//! that an edit moves one boundary or two, and the other files stay.

use std::sync::Arc;

use vertebra_base::fingerprint::Fingerprint;

/// A file ends behind a word that may end one, once it has so many bytes …
const SMALLEST: usize = 4_000;
/// … and before it gets more than so many, if it holds more than one word.
const LARGEST: usize = 10_000;

/// A file of the index.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchIndexFile {
    /// The first word, as far as it differs from the last one of the file before.
    pub first: String,
    pub bytes: Arc<[u8]>,
    pub print: Fingerprint,
}

impl SearchIndexFile {
    /// A file with its fingerprint.
    pub fn new(first: String, text: String) -> SearchIndexFile {
        let print = Fingerprint::of_bytes(text.as_bytes());
        SearchIndexFile { first, bytes: Arc::from(text.into_bytes()), print }
    }

    /// Nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// Cuts words with what is written about them into files: `["back","kAC","bladder","cB"]`.
pub fn cut<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<SearchIndexFile> {
    let mut files = Vec::new();
    let (mut text, mut first, mut last) = (String::new(), String::new(), "");
    for (word, written) in words {
        let size = word.len() + written.len() + 6;
        let is_full = text.len() >= SMALLEST && may_begin(word, last) || text.len() + size > LARGEST;
        if !text.is_empty() && is_full {
            files.push(whole(&mut text, std::mem::take(&mut first)));
            first = different(word, last);
        }
        if !text.is_empty() {
            text.push(',');
        }
        // Neither words nor what is written about them hold anything to escape.
        text.extend(["\"", word, "\",\"", written, "\""]);
        last = word;
    }
    if !text.is_empty() {
        files.push(whole(&mut text, first));
    }
    files
}

fn whole(text: &mut String, first: String) -> SearchIndexFile {
    SearchIndexFile::new(first, format!("[{}]\n", std::mem::take(text)))
}

/// Words that begin alike stay together, so that all forms of a word are found in one file. Of the others, one in two may
/// begin a file.
fn may_begin(word: &str, before: &str) -> bool {
    const ALIKE: usize = 3;
    let begin = |word: &str| word.chars().take(ALIKE).fold(0u32, |sum, c| sum.wrapping_mul(31).wrapping_add(c.into()));
    begin(word) != begin(before) && begin(word).is_multiple_of(2)
}

/// The beginning of a word that is enough to come after another.
fn different(word: &str, before: &str) -> String {
    let same = word.chars().zip(before.chars()).take_while(|(a, b)| a == b).count();
    word.chars().take(same + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(words: &[String]) -> Vec<SearchIndexFile> {
        let written = "k".repeat(100);
        cut(words.iter().map(|word| (word.as_str(), written.as_str())))
    }

    #[test]
    fn files_are_of_one_size_and_in_order() {
        let words: Vec<String> = (10_000..11_000).map(|number| format!("{number}word")).collect();
        let files = files(&words);
        assert!(files.len() > 10);
        let sizes: Vec<usize> = files.iter().map(|file| file.bytes.len()).collect();
        assert!(sizes.iter().all(|size| *size <= LARGEST + 10), "{sizes:?}");
        assert!(sizes[..sizes.len() - 1].iter().all(|size| *size >= SMALLEST), "{sizes:?}");
        assert!(files.is_sorted_by(|a, b| a.first < b.first));
    }

    #[test]
    fn a_new_word_changes_few_files() {
        let mut words: Vec<String> = (10_000..11_000).map(|number| format!("{number}word")).collect();
        let before = files(&words);
        words.insert(500, "10499words".to_owned());
        let after = files(&words);
        let new = after.iter().filter(|file| !before.contains(file)).count();
        assert!((1..=3).contains(&new), "{new}");
    }

    #[test]
    fn a_long_list_has_a_file_of_its_own() {
        let long = "k".repeat(LARGEST * 2);
        let files = cut([("a", "B"), ("b", long.as_str()), ("c", "B")].into_iter());
        assert_eq!(files.iter().map(|file| file.first.as_str()).collect::<Vec<_>>(), ["", "b", "c"]);
    }
}
