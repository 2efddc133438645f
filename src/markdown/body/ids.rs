//! The ids of one page: each is given out once.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// Ids in use, each with the highest number that has been added to it.
#[derive(Default)]
pub struct Ids<'a> {
    given: HashMap<String, usize>,
    /// Ids that stand around the text already.
    taken: Option<&'a BTreeSet<String>>,
    /// The highest numbers that have been added to those.
    beside: HashMap<String, usize>,
}

impl<'a> Ids<'a> {
    /// Ids for a text that stands among others, which are not given out.
    pub fn beside(taken: Option<&'a BTreeSet<String>>) -> Self {
        Ids { taken, ..Ids::default() }
    }

    /// The id itself if it is free, else with the first free number: `massage`, `massage-2`, `massage-3`.
    pub fn unique(&mut self, id: String) -> String {
        self.numbered_from(2, id)
    }

    /// As `unique`, with another number for the second of a name.
    pub fn numbered_from(&mut self, first: usize, id: String) -> String {
        if self.is_free(&id) {
            self.given.insert(id.clone(), 0);
            return id;
        }
        let is_given = self.given.contains_key(&id);
        let counts = if is_given { &self.given } else { &self.beside };
        // Counting on from the last number keeps a page of equal headings linear.
        let mut number = counts.get(&id).copied().unwrap_or(0).max(first.saturating_sub(1));
        let free = loop {
            number += 1;
            let candidate = format!("{id}-{number}");
            if self.is_free(&candidate) {
                break candidate;
            }
        };
        let counts = if is_given { &mut self.given } else { &mut self.beside };
        counts.insert(id, number);
        self.given.insert(free.clone(), 0);
        free
    }

    fn is_free(&self, id: &str) -> bool {
        !self.given.contains_key(id) && !self.taken.is_some_and(|taken| taken.contains(id))
    }

    /// Takes an id that the editor chose; false when it is in use in the text already.
    pub fn claim(&mut self, id: &str) -> bool {
        let free = !self.given.contains_key(id);
        if free {
            self.given.insert(id.to_owned(), 0);
        }
        free
    }

    /// All ids of the text, for those who look for one.
    pub fn into_sorted(self) -> Vec<String> {
        let mut all: Vec<String> = self.given.into_keys().collect();
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
    fn numbers_begin_where_they_are_asked_to() {
        let mut ids = Ids::default();
        let given: Vec<_> = ["a", "a", "a-1", "a"].map(|id| ids.numbered_from(1, id.to_owned())).into();
        assert_eq!(given, ["a", "a-1", "a-1-1", "a-2"]);
    }

    #[test]
    fn what_stands_around_a_text_is_not_given_to_it() {
        let taken = BTreeSet::from(["a".to_owned(), "a-2".to_owned()]);
        let mut ids = Ids::beside(Some(&taken));
        let given: Vec<_> = ["a", "a", "b"].map(|id| ids.unique(id.to_owned())).into();
        assert_eq!(given, ["a-3", "a-4", "b"]);
        // Who writes an id by hand means that one; that it stands twice is told of the finished page.
        assert!(ids.claim("a-2") && !ids.claim("a-2"));
        assert_eq!(ids.into_sorted(), ["a-2", "a-3", "a-4", "b"]);
    }

    #[test]
    fn invisible_characters_are_left_out() {
        assert_eq!(visible("mas\u{ad}sa\u{200b}ge\u{feff}"), "massage");
    }
}
