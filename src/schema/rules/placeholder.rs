//! Notes to oneself that were forgotten in a text: `TODO`, `???`, `[insert …]`.

use std::collections::BTreeSet;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

/// The list, ready for the search.
#[derive(Debug, Clone, Default)]
pub struct Placeholders {
    /// Looks for each as it may be written. To look for them in all mixtures of small and capital letters takes ten times
    /// as long, and every text is looked through.
    automaton: Option<AhoCorasick>,
    /// Which kind each text of the automaton belongs to.
    owners: Vec<usize>,
    kinds: Vec<Kind>,
}

#[derive(Debug, Clone)]
struct Kind {
    text: String,
    /// Only in capitals: `todo` is a word in Spanish.
    capitals: bool,
    /// Goes on up to the bracket that closes it.
    open: bool,
}

impl Placeholders {
    /// From texts such as `TODO` (in capitals only, because it is written so), `lorem ipsum` (also `Lorem ipsum`,
    /// `Lorem Ipsum` and `LOREM IPSUM`) and
    /// `[insert *]` (with anything up to the bracket).
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let kind = |text: &str| {
            let (text, open) = match text.trim().strip_suffix("*]") {
                Some(begin) => (begin.trim_end(), true),
                None => (text.trim(), false),
            };
            let letters = |text: &str| text.chars().any(char::is_alphabetic);
            let capitals = letters(text) && !text.chars().any(char::is_lowercase);
            Kind { text: text.to_owned(), capitals, open }
        };
        let kinds: Vec<Kind> = texts.into_iter().filter(|text| !text.trim().is_empty()).map(kind).collect();
        let spelled =
            kinds.iter().enumerate().flat_map(|(at, kind)| kind.spellings().into_iter().map(move |it| (at, it)));
        let (owners, texts): (Vec<usize>, Vec<String>) = spelled.unzip();
        let build = || AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&texts).ok();
        Placeholders { automaton: if kinds.is_empty() { None } else { build() }, owners, kinds }
    }

    /// Where a text holds such notes.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut found: Vec<Range<usize>> = Vec::new();
        for hit in automaton.find_iter(text) {
            let kind = self.owners.get(hit.pattern().as_usize()).and_then(|owner| self.kinds.get(*owner));
            let Some(range) = kind.and_then(|kind| kind.at(text, hit.range())) else { continue };
            // `????` is one.
            let last = text[range.clone()].chars().next_back().filter(|c| !c.is_alphanumeric() && *c != ']');
            let more =
                last.map_or(0, |last| text[range.end..].len() - text[range.end..].trim_start_matches(last).len());
            let range = range.start..range.end + more;
            match found.last_mut() {
                Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
                _ => found.push(range),
            }
        }
        found
    }
}

impl Kind {
    /// The ways in which people write it, each once.
    fn spellings(&self) -> BTreeSet<String> {
        if self.capitals {
            return BTreeSet::from([self.text.clone()]);
        }
        let small = self.text.to_lowercase();
        let capital = |is_each: bool| {
            let mut is_due = true;
            let letter = |c: char| {
                let upper = is_due && c.is_alphabetic();
                is_due = !upper && is_due || is_each && c.is_whitespace();
                if upper { c.to_uppercase().collect::<String>() } else { c.to_string() }
            };
            small.chars().map(letter).collect::<String>()
        };
        BTreeSet::from([self.text.clone(), self.text.to_uppercase(), capital(false), capital(true), small])
    }

    /// The place of a hit, if it is one.
    fn at(&self, text: &str, hit: Range<usize>) -> Option<Range<usize>> {
        let (before, behind) = (&text[..hit.start], &text[hit.end..]);
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let edge = |c: Option<char>| c.is_some_and(is_word);
        if edge(self.text.chars().next()) && edge(before.chars().next_back()) {
            return None;
        }
        if edge(self.text.chars().next_back()) && edge(behind.chars().next()) {
            return None;
        }
        if self.is_joined(before, behind) {
            return None;
        }
        if self.open {
            let line = behind.split('\n').next().unwrap_or("");
            return line.find(']').map(|at| hit.start..hit.end + at + 1);
        }
        if !self.capitals {
            return Some(hit);
        }
        let shouted = |word: Option<&str>| {
            let word = word.unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric());
            word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase)
        };
        // In a line of capitals it may be a word: "TODO LO QUE DEBE SABER".
        let behind = behind.split('\n').next().unwrap_or("");
        let before = before.rsplit('\n').next().unwrap_or("");
        let as_written = text[hit.clone()] == self.text;
        let in_capitals = !behind.starts_with(':')
            && (shouted(behind.split_whitespace().next()) || shouted(before.split_whitespace().next_back()));
        (as_written && !in_capitals).then_some(hit)
    }

    /// Part of a longer name: `XXX-rated`, `TODO.md`, `#TODO`.
    fn is_joined(&self, before: &str, behind: &str) -> bool {
        const JOINTS: [char; 5] = ['-', '.', '/', '@', '\''];
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let mut next = behind.chars();
        let mut last = before.chars().rev();
        let ends_in_word = is_word(self.text.chars().next_back());
        let goes_on = ends_in_word && next.next().is_some_and(|c| JOINTS.contains(&c)) && is_word(next.next());
        let is_named = self.capitals && before.ends_with(['#', '@', '$', '/', '\\']);
        let came_from = self.capitals && last.next().is_some_and(|c| JOINTS.contains(&c)) && is_word(last.next());
        goes_on || is_named || came_from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_to_oneself() {
        let list = Placeholders::new(["TODO", "XXX", "???", "lorem ipsum", "[insert *]"]);
        let found = |text: &str| list.find(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        for (text, expected) in [
            ("TODO: ask", &["TODO"][..]),
            ("Call ????? now", &["?????"]),
            ("Lorem Ipsum dolor", &["Lorem Ipsum"]),
            ("lorem ipsum, Lorem ipsum, LOREM IPSUM", &["lorem ipsum", "Lorem ipsum", "LOREM IPSUM"]),
            ("Todo and todo, Tbd", &[]),
            ("See [insert name] and [Insert the date].", &["[insert name]", "[Insert the date]"]),
            ("Hazlo todo hoy", &[]),
            ("TODO LO QUE DEBE SABER", &[]),
            ("TODO: LLAMAR", &["TODO"]),
            ("XXXL shirts, TODOS, really??", &[]),
            ("XXX-partners, TODO.md, a #TODO, pre-TODO, /TODO/ and TODO's", &[]),
            ("It is TBD. (TODO) - TODO", &["TODO", "TODO"]),
            ("Insert the key [insert", &[]),
            ("", &[]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
        assert!(Placeholders::default().find("TODO").is_empty());
    }
}
