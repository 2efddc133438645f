//! The ids of one page: each is given out once.

use std::borrow::Cow;
use std::collections::HashMap;

/// Ids in use, each with the highest number that has been added to it.
#[derive(Default)]
pub struct Ids {
    taken: HashMap<String, usize>,
}

impl Ids {
    /// The id itself if it is free, else with the first free number: `massage`, `massage-2`, `massage-3`.
    pub fn unique(&mut self, id: String) -> String {
        let Some(last) = self.taken.get_mut(&id) else {
            self.taken.insert(id.clone(), 1);
            return id;
        };
        // Counting on from the last number keeps a page of equal headings linear.
        let mut number = *last;
        let free = loop {
            number += 1;
            let candidate = format!("{id}-{number}");
            if !self.taken.contains_key(&candidate) {
                break candidate;
            }
        };
        self.taken.insert(id, number);
        self.taken.insert(free.clone(), 1);
        free
    }

    /// Takes an id that the editor chose; false when it is in use already.
    pub fn claim(&mut self, id: &str) -> bool {
        let free = !self.taken.contains_key(id);
        if free {
            self.taken.insert(id.to_owned(), 1);
        }
        free
    }

    /// All ids of the page, for those who look for one.
    pub fn into_sorted(self) -> Vec<String> {
        let mut all: Vec<String> = self.taken.into_keys().collect();
        all.sort_unstable();
        all
    }
}

/// The text without characters that nobody sees or types: zero-width ones, soft hyphens, marks of direction.
pub fn visible(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    if text.is_ascii() || !text.contains(hidden) { Cow::Borrowed(text) } else { Cow::Owned(text.replace(hidden, "")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_id_is_given_once() {
        let mut ids = Ids::default();
        let given: Vec<_> = ["a", "a", "a-2", "a"].map(|id| ids.unique(id.to_owned())).into();
        assert_eq!(given, ["a", "a-2", "a-2-2", "a-3"]);
        assert!(!ids.claim("a-3"));
        assert!(ids.claim("b"));
        assert_eq!(ids.into_sorted(), ["a", "a-2", "a-2-2", "a-3", "b"]);
    }

    #[test]
    fn invisible_characters_are_left_out() {
        assert_eq!(visible("mas\u{ad}sa\u{200b}ge\u{feff}"), "massage");
    }
}
