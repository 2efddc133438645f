//! Phrases that must not be published, and the words around them that make them harmless. All phrases of a language are
//! found in one pass; only what is found is looked at again.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::expand::{Phrase, fold};
use vertebra_base::diagnostic::Severity;

/// Under which code a phrase is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WordingCode {
    /// It promises more than is known.
    Claim,
    /// It says what somebody is allowed to call themselves.
    Credential,
    /// Anything else that a site does not want to say.
    #[default]
    Wording,
}

/// Phrases that are told in the same words.
#[derive(Debug, Clone, Default)]
pub struct Group {
    pub name: String,
    pub code: WordingCode,
    /// The language of the texts that it is looked for in, without a region.
    pub language: String,
    /// `{words}` stands for the words found.
    pub message: String,
    pub suggest: Option<String>,
    pub note: Option<String>,
    /// None for an error.
    pub severity: Option<Severity>,
    pub phrases: Vec<Phrase>,
    /// Words of this group alone that make it harmless.
    pub before: Vec<String>,
    pub after: Vec<String>,
    /// Longer phrases that hold one of these and mean something else: `cured ham`.
    pub unless: Vec<Phrase>,
    /// Said in a quotation with a source, it is what others say.
    pub cited: bool,
    /// Asked in a question, it promises nothing.
    pub questions: bool,
    /// The types of pages that it is looked for on; none for all.
    pub types: Vec<String>,
    /// The folders inside `content` that it is looked for in; none for all.
    pub sections: Vec<String>,
}

/// Words that make the phrases of a language harmless.
#[derive(Debug, Clone, Default)]
pub struct Exemptions {
    /// Before the phrase, in the same part of the sentence: `cannot`, `no evidence that`.
    pub before: Vec<String>,
    /// After it: `is a myth`.
    pub after: Vec<String>,
    /// What stands before these words has nothing to do with what follows: `but`.
    pub stops: Vec<String>,
}

/// All phrases of a site.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    groups: Vec<Group>,
    languages: BTreeMap<String, Search>,
}

#[derive(Debug, Clone)]
struct Search {
    automaton: AhoCorasick,
    /// What each pattern of the automaton is.
    patterns: Vec<Pattern>,
    harmless: Exemptions,
}

#[derive(Debug, Clone)]
struct Pattern {
    /// None for a phrase that only looks like one.
    group: Option<usize>,
    /// The part to point at, from the beginning.
    pointed: Range<usize>,
}

/// A phrase in a text.
#[derive(Debug, Clone)]
pub struct FoundPhrase<'r> {
    pub group: &'r Group,
    /// The whole phrase.
    pub range: Range<usize>,
    /// What is to be pointed at.
    pub pointed: Range<usize>,
    harmless: &'r Exemptions,
}

/// Words before or after a phrase that are looked at.
const NEAR: usize = 10;

impl Wording {
    /// Makes ready for the search. The languages are those of the groups.
    pub fn new(groups: Vec<Group>, harmless: &BTreeMap<String, Exemptions>) -> Self {
        let mut by_language: BTreeMap<String, (Vec<&str>, Vec<Pattern>)> = BTreeMap::new();
        for (at, group) in groups.iter().enumerate() {
            let (texts, patterns) = by_language.entry(group.language.clone()).or_default();
            let own = group.phrases.iter().map(|phrase| (phrase, Some(at)));
            for (phrase, group) in own.chain(group.unless.iter().map(|phrase| (phrase, None))) {
                texts.push(&phrase.text);
                patterns.push(Pattern { group, pointed: phrase.pointed.clone() });
            }
        }
        let search = |(language, (texts, patterns)): (String, (Vec<&str>, Vec<Pattern>))| {
            let automaton = AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::Standard)
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(texts)
                .ok()?;
            let harmless = harmless.get(&language).cloned().unwrap_or_default();
            Some((language, Search { automaton, patterns, harmless }))
        };
        let languages = by_language.into_iter().filter_map(search).collect();
        Wording { groups, languages }
    }

    /// Whether there is anything to look for in a language, by its tag.
    pub fn speaks(&self, language: &str) -> bool {
        self.languages.contains_key(base(language))
    }

    /// The phrases in a text, as whole words, in their order. Of several at one place the longest counts.
    pub fn find(&self, language: &str, text: &str) -> Vec<FoundPhrase<'_>> {
        let Some(search) = self.languages.get(base(language)) else { return Vec::new() };
        // Capitals beyond ASCII are told apart by the automaton, so they are made small before.
        let folded;
        let small = if text.is_ascii() {
            text
        } else {
            folded = fold(text);
            &folded
        };
        let mut hits: Vec<(Range<usize>, &Pattern)> = Vec::new();
        for hit in search.automaton.find_overlapping_iter(small) {
            if is_whole(small, hit.range()) {
                hits.push((hit.range(), &search.patterns[hit.pattern().as_usize()]));
            }
        }
        // Of those that overlap the longest counts, and of equals the one that only looks like a phrase.
        hits.sort_by_key(|(range, pattern)| (range.start, std::cmp::Reverse(range.end), pattern.group));
        let mut kept: Vec<(Range<usize>, &Pattern)> = Vec::new();
        for (range, pattern) in hits {
            match kept.last_mut() {
                Some(last) if last.0.end > range.start => {
                    if range.len() > last.0.len() {
                        *last = (range, pattern);
                    }
                }
                _ => kept.push((range, pattern)),
            }
        }
        let found = |(range, pattern): (Range<usize>, &Pattern)| {
            let group = self.groups.get(pattern.group?)?;
            let pointed = range.start + pattern.pointed.start..range.start + pattern.pointed.end;
            Some(FoundPhrase { group, range, pointed, harmless: &search.harmless })
        };
        kept.into_iter().filter_map(found).collect()
    }
}

impl FoundPhrase<'_> {
    /// Whether the words around it in its sentence take the harm out of it: `no treatment cures …`.
    pub fn is_denied(&self, text: &str, sentence: &Range<usize>) -> bool {
        let lists = |own: &'_ [String], all: &'_ [String]| own.iter().chain(all).cloned().collect::<Vec<_>>();
        let before = words(text.get(sentence.start..self.range.start).unwrap_or(""), true);
        let after = words(text.get(self.range.end..sentence.end).unwrap_or(""), false);
        let denied = lists(&self.group.before, &self.harmless.before);
        let stops = &self.harmless.stops;
        // From the phrase backwards, up to a word at which something new begins.
        let stop = before.iter().rposition(|word| word == PART || stops.iter().any(|stop| stop == word));
        let before = &before[stop.map_or(0, |at| at + 1)..];
        let before = &before[before.len().saturating_sub(NEAR)..];
        let end = after.iter().position(|word| word == PART).unwrap_or(after.len()).min(NEAR);
        holds(before, &denied) || holds(&after[..end], &lists(&self.group.after, &self.harmless.after))
    }
}

/// Stands for a mark that parts a sentence.
const PART: &str = "|";

/// The words of a piece of a sentence in small letters, and the marks that part it.
fn words(piece: &str, backwards: bool) -> Vec<String> {
    let piece = fold(piece);
    let mut found = Vec::new();
    // More than enough of them, whatever the length of the sentence.
    let all: Vec<&str> = piece.split_whitespace().collect();
    let most = NEAR * 3;
    let near = if backwards { &all[all.len().saturating_sub(most)..] } else { &all[..all.len().min(most)] };
    for word in near {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            found.extend(matches!(*word, "—" | "–" | "-" | ";" | ":").then(|| PART.to_owned()));
            continue;
        }
        found.push(bare.to_owned());
        if word.ends_with([';', ':']) || word.contains('—') {
            found.push(PART.to_owned());
        }
    }
    found
}

/// Whether one of the phrases stands among the words, one word after the other. `…n't` stands for all such words.
fn holds(words: &[String], phrases: &[String]) -> bool {
    phrases.iter().any(|phrase| match phrase.strip_prefix('…') {
        Some(ending) => words.iter().any(|word| word.ends_with(ending)),
        None => {
            let parts: Vec<&str> = phrase.split(' ').collect();
            words.windows(parts.len()).any(|window| window.iter().zip(&parts).all(|(word, part)| word == part))
        }
    })
}

/// Letters and hyphens before or after belong to another word: `secure`, `non-proven`.
fn is_whole(text: &str, range: Range<usize>) -> bool {
    let is_word = |c: char| c.is_alphanumeric();
    let before = text[..range.start].chars().next_back();
    let mut after = text[range.end..].chars();
    let (first, last) = (text[range.clone()].chars().next(), text[range].chars().next_back());
    let begins = first.is_some_and(is_word) && before.is_some_and(|c| is_word(c) || matches!(c, '-' | '_'));
    let ends = last.is_some_and(is_word) && after.next().is_some_and(|c| is_word(c) || c == '_');
    !begins && !ends
}

fn base(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}
