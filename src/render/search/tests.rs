//! The index as a whole: the same after edits as when made anew, and small enough on a large site.

use std::collections::BTreeSet;

use support::dice::Dice;

use super::entry::{self, SearchEntry, Weighted};
use super::language::{Entries, LanguageIndex};
use super::manifest;
use super::settings::SearchSettings;
use vertebra_base::path::SourcePath;

/// A word of two syllables to five, so that they are neither all alike nor of one length.
fn word(dice: &mut Dice, of: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ma", "ssa", "tri", "gger", "fas", "cia", "ne", "ck", "low", "er", "pain", "bo", "di", "ly", "sto", "un"];
    let mut number = dice.below(of) + 17;
    let mut word = String::new();
    while number > 0 {
        word.push_str(SYLLABLES[number % 16]);
        number /= 16;
    }
    word
}

/// A page with some words that all have, and some that few have.
fn entry(number: usize, common: usize, rare: usize, dice: &mut Dice) -> SearchEntry {
    let name = format!("content/guides/{number}.md");
    let mut words: BTreeSet<String> = (0..common).map(|at| format!("common{at}")).collect();
    words.extend((0..rare).map(|_| word(dice, 30_000)));
    let weighted: Vec<(&str, u8)> = words.iter().map(|word| (word.as_str(), 1 + dice.below(3) as u8 * 14)).collect();
    // Each text is on some pages: making all of them would take longer than the index.
    let mut of_text = Dice::new(number as u64 % 200 + 1);
    let mut text = String::new();
    while text.len() < 2392 {
        text.push_str(&word(&mut of_text, 3000));
        text.push(' ');
    }
    let description = &text[..150].to_owned();
    let shown = entry::json(&[&format!("/guides/{number}/"), "A title of five words", "Guides", description, &text]);
    SearchEntry { name, words: Weighted::new(weighted.into_iter()), shown }
}

fn entries(count: usize, common: usize, rare: usize) -> Entries {
    let mut dice = Dice::new(42);
    let all = (0..count).map(|number| entry(number, common, rare, &mut dice));
    all.map(|entry| (SourcePath::new(entry.name.as_str()), [entry].into())).collect()
}

fn made(entries: Entries) -> LanguageIndex {
    let mut language = LanguageIndex::default();
    language.update(entries, 2);
    language
}

#[test]
fn after_edits_the_index_is_what_it_would_be_if_made_anew() {
    let mut all = entries(300, 5, 20);
    let mut kept = made(all.clone());
    let mut dice = Dice::new(7);
    for round in 0..40 {
        for _ in 0..=dice.below(3) {
            let number = dice.below(330);
            let path = SourcePath::new(format!("content/guides/{number}.md"));
            match dice.below(4) {
                0 => _ = all.remove(&path),
                _ => _ = all.insert(path, [entry(number, 5, 20, &mut dice)].into()),
            }
        }
        kept.update(all.clone(), 1);
        let fresh = made(all.clone());
        assert_eq!(kept.shards, fresh.shards, "round {round}");
        assert_eq!(kept.blocks, fresh.blocks, "round {round}");
        assert_eq!(kept.likely(50), fresh.likely(50), "round {round}");
    }
}

#[test]
fn an_edit_of_a_page_changes_few_files() {
    let mut all = entries(300, 5, 20);
    let mut language = made(all.clone());
    let (shards, blocks) = (language.shards.clone(), language.blocks.clone());
    let path = SourcePath::new("content/guides/17.md");
    let mut edited = all[&path][0].clone();
    edited.words = Weighted::new(edited.words.iter().chain([("zebra", 1)]));
    edited.shown = edited.shown.replace("A title", "The title");
    all.insert(path, [edited].into());
    language.update(all, 1);
    let new =
        |before: &[super::shards::SearchIndexFile], after: &super::shards::SearchIndexFile| !before.contains(after);
    assert_eq!(language.shards.iter().filter(|file| new(&shards, file)).count(), 1);
    assert_eq!(language.blocks.iter().filter(|(at, file)| blocks.get(at) != Some(file)).count(), 1);
    assert!(shards.len() > 5 && blocks.len() > 100);
}

/// A text as hosts send it.
fn gzipped(bytes: &[u8]) -> usize {
    let mut compressor = libdeflater::Compressor::new(libdeflater::CompressionLvl::default());
    let mut out = vec![0; compressor.gzip_compress_bound(bytes.len())];
    compressor.gzip_compress(bytes, &mut out).unwrap()
}

/// The most that one search loads: the file that names the others, one file for each of five words and a second one for
/// the last, the texts of eight results. The numbers are those of `search.js`.
#[test]
fn no_search_of_10_000_pages_loads_more_than_100_kilobytes() {
    let language = made(entries(10_000, 40, 60));
    let manifest = gzipped(&manifest::write("", &SearchSettings::default(), None, ("en", &language)));
    let mut words: Vec<usize> = language.shards.iter().map(|file| gzipped(&file.bytes)).collect();
    let mut texts: Vec<usize> = language.blocks.values().map(|file| gzipped(&file.bytes)).collect();
    words.sort_unstable();
    texts.sort_unstable();
    let most = |sizes: &[usize], count: usize| sizes.iter().rev().take(count).sum::<usize>();
    let all = manifest + most(&words, 6) + most(&texts, 8);
    let told = format!("{manifest} + {} + {} = {all}", most(&words, 6), most(&texts, 8));
    assert!(all <= 100 * 1024, "{told}");
    // A site of which nothing is loaded would pass too.
    assert!(all > 50 * 1024 && words.len() > 100 && texts.len() > 3000, "{told}");
}
