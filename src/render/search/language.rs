//! The index of one language: entries in their slots, the words that hold them, and the files that both become. Kept from
//! one state of the site to the next, so that an edit of a page costs what is new in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hashbrown::HashMap;

use super::entry::SearchEntry;
use super::postings;
use super::shards::{self, SearchIndexFile};
use super::slots::slots;
use vertebra_base::parallel;
use vertebra_base::path::SourcePath;

/// Entries by the pages that they belong to.
pub type Entries = BTreeMap<SourcePath, Arc<[SearchEntry]>>;

/// An index and the files that it becomes.
#[derive(Debug, Default)]
pub struct LanguageIndex {
    entries: Entries,
    slots: BTreeMap<String, u32>,
    words: BTreeMap<Box<str>, Word>,
    /// What stands in each slot that is taken.
    shown: BTreeMap<u32, (SourcePath, usize)>,
    pub shards: Vec<SearchIndexFile>,
    /// By their numbers.
    pub blocks: BTreeMap<u32, SearchIndexFile>,
}

/// A word and the slots that hold it.
#[derive(Debug, Default)]
struct Word {
    /// In the order of the slots, with their weights.
    slots: Vec<(u32, u8)>,
    /// As a file holds it.
    written: String,
    /// How many of them have it in a title or a heading.
    weighty: usize,
}

impl Word {
    fn new(slots: Vec<(u32, u8)>) -> Word {
        /// What a heading weighs.
        const HEADING: u8 = 12;
        let weighty = slots.iter().filter(|(_, weight)| *weight >= HEADING).count();
        Word { written: postings::encode(&slots), weighty, slots }
    }
}

impl LanguageIndex {
    /// Brings the index up to date.
    pub fn update(&mut self, entries: Entries, threads: usize) {
        let is_same =
            |(path, new): (&SourcePath, &Arc<[SearchEntry]>)| self.entries.get(path).is_some_and(|old| old == new);
        let names = |entries: &Entries| entries.values().flat_map(|all| all.iter()).map(|it| it.name.clone()).collect();
        let changed = entries.iter().filter(|pair| !is_same(*pair)).count();
        let (before, after): (Vec<String>, Vec<String>) = (names(&self.entries), names(&entries));
        if before == after && changed == 0 {
            self.entries = entries;
            return;
        }
        let numbered = || after.iter().cloned().zip(slots(&after)).collect();
        let new_slots: BTreeMap<String, u32> = if before == after { self.slots.clone() } else { numbered() };
        let moved = new_slots.iter().filter(|(name, slot)| self.slots.get(*name) != Some(slot)).count();
        // Beyond some changes it is less work to begin anew.
        if (changed + moved) * 8 > after.len() {
            *self = LanguageIndex { entries, slots: new_slots, ..LanguageIndex::default() };
            self.begin(threads);
        } else {
            self.exchange(entries, new_slots);
        }
        self.shards = shards::cut(self.words.iter().map(|(word, it)| (&**word, it.written.as_str())));
    }

    /// Makes everything.
    fn begin(&mut self, threads: usize) {
        let all = placed(&self.entries, &self.slots);
        self.shown = all.iter().map(|(slot, path, at, _)| (*slot, ((*path).clone(), *at))).collect();
        // In the order of the slots, so that no list need be sorted.
        let mut all: Vec<(u32, &SearchEntry)> = all.into_iter().map(|(slot, _, _, entry)| (slot, entry)).collect();
        all.sort_unstable_by_key(|(slot, _)| *slot);
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut words: Vec<(&str, Vec<(u32, u8)>)> = Vec::new();
        for (slot, entry) in all {
            for (word, weight) in entry.words.iter() {
                let at = *places.entry(word).or_insert_with(|| {
                    words.push((word, Vec::new()));
                    words.len() - 1
                });
                words[at].1.push((slot, weight));
            }
        }
        let made = parallel::consume(threads, words, |(word, slots)| (Box::from(word), Word::new(slots)));
        self.words = made.into_iter().collect();
        let numbers: BTreeSet<u32> = self.shown.keys().map(|slot| slot / super::slots::BLOCK).collect();
        let numbers: Vec<u32> = numbers.into_iter().collect();
        let files = parallel::map(threads, &numbers, |number| self.block(*number));
        self.blocks = numbers.into_iter().zip(files).collect();
    }

    /// Takes out what is old and puts in what is new.
    fn exchange(&mut self, entries: Entries, new_slots: BTreeMap<String, u32>) {
        let old = std::mem::replace(&mut self.entries, entries);
        let old_slots = std::mem::replace(&mut self.slots, new_slots);
        let key =
            |(slot, path, at, entry): (u32, &SourcePath, usize, &SearchEntry)| (slot, path.clone(), at, entry.clone());
        let is_new = |path: &SourcePath, entries: &Entries| match (old.get(path), entries.get(path)) {
            (Some(old), Some(new)) => {
                old != new || old.iter().any(|it| old_slots.get(&it.name) != self.slots.get(&it.name))
            }
            _ => true,
        };
        let affected = |from: &Entries| -> Entries {
            let all = from.iter().filter(|(path, _)| is_new(path, &self.entries));
            all.map(|(path, entries)| (path.clone(), entries.clone())).collect()
        };
        let (gone, come) = (affected(&old), affected(&self.entries));
        let gone: Vec<_> = placed(&gone, &old_slots).into_iter().map(key).collect();
        let come: Vec<_> = placed(&come, &self.slots).into_iter().map(key).collect();
        let mut touched: BTreeSet<Box<str>> = BTreeSet::new();
        let mut blocks = BTreeSet::new();
        for (slot, _, _, entry) in &gone {
            self.shown.remove(slot);
            blocks.insert(slot / super::slots::BLOCK);
            for (word, _) in entry.words.iter() {
                if let Some(it) = self.words.get_mut(word) {
                    it.slots.retain(|(own, _)| own != slot);
                    touched.insert(Box::from(word));
                }
            }
        }
        for (slot, path, at, entry) in come {
            self.shown.insert(slot, (path, at));
            blocks.insert(slot / super::slots::BLOCK);
            for (word, weight) in entry.words.iter() {
                let slots = &mut self.words.entry(Box::from(word)).or_default().slots;
                let before = slots.partition_point(|(own, _)| *own < slot);
                slots.insert(before, (slot, weight));
                touched.insert(Box::from(word));
            }
        }
        self.write_again(touched, blocks);
    }

    fn write_again(&mut self, words: BTreeSet<Box<str>>, blocks: BTreeSet<u32>) {
        for word in words {
            match self.words.get_mut(&word) {
                Some(it) if !it.slots.is_empty() => *it = Word::new(std::mem::take(&mut it.slots)),
                _ => _ = self.words.remove(&word),
            }
        }
        for number in blocks {
            let file = self.block(number);
            match file.is_empty() {
                true => _ = self.blocks.remove(&number),
                false => _ = self.blocks.insert(number, file),
            }
        }
    }

    /// The file of the entries in some slots: a list with nothing where a slot is free.
    fn block(&self, number: u32) -> SearchIndexFile {
        let from = number * super::slots::BLOCK;
        let slots = (from..from + super::slots::BLOCK).map(|slot| {
            let (path, at) = self.shown.get(&slot)?;
            self.entries.get(path)?.get(*at)
        });
        let parts: Vec<&str> = slots.map(|entry| entry.map_or("0", |entry| entry.shown.as_str())).collect();
        if parts.iter().all(|part| *part == "0") {
            return SearchIndexFile::default();
        }
        SearchIndexFile::new(String::new(), format!("[{}]\n", parts.join(",\n")))
    }

    /// How many entries there are.
    pub fn count(&self) -> usize {
        self.slots.len()
    }

    /// The words of titles and headings that most entries have: what a word with a slip of the finger may have meant.
    pub fn likely(&self, most: usize) -> Vec<&str> {
        let weighty = self.words.iter().filter(|(word, it)| it.weighty > 0 && word.len() > 3);
        let mut words: Vec<_> = weighty.map(|(word, it)| (std::cmp::Reverse(it.weighty), &**word)).collect();
        words.sort_unstable();
        words.truncate(most);
        let mut words: Vec<&str> = words.into_iter().map(|(_, word)| word).collect();
        words.sort_unstable();
        words
    }
}

/// Entries with their slots, pages and places in their pages.
fn placed<'a>(
    entries: &'a Entries,
    slots: &BTreeMap<String, u32>,
) -> Vec<(u32, &'a SourcePath, usize, &'a SearchEntry)> {
    let all = entries.iter().flat_map(|(path, all)| all.iter().enumerate().map(move |(at, entry)| (path, at, entry)));
    all.filter_map(|(path, at, entry)| Some((*slots.get(&entry.name)?, path, at, entry))).collect()
}
