//! Slips of the hand: one character too many or too few, a line cut, joined or indented. Whatever becomes of the page,
//! nothing of it is silent: each word of the source is on the finished page, no running text holds markup that was
//! meant, or a diagnostic stands at the line.
//!
//! `SLIPS=1000000 cargo test --release --test engine slips` tries more; `SEED=7` begins elsewhere.

mod judge;
mod make;
mod pages;
mod prose;
mod read;

use std::collections::BTreeMap;
use std::thread;

use super::site::fixture::{build_files, sharing};
use judge::{Page, Verdict};
use make::Slip;
use support::dice::Dice;
use vertebra_engine::Options;

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).map_or(usual, |text| text.parse().expect("a number"))
}

/// A site whose pages are judged before and after.
struct Bench {
    files: BTreeMap<String, String>,
    options: Options,
    /// What each page is without a slip.
    pages: BTreeMap<String, Page>,
}

impl Bench {
    fn new() -> Self {
        let options = Options { threads: 1, ..sharing() };
        let files = pages::site();
        let built = build_files(&files, &options);
        let told = built.diagnostics.iter().find(|told| told.code != "disclaimer-missing");
        assert!(told.is_none(), "the site is not as it should be:\n{}", built.told());
        let pages = Self::read(&files, &options);
        assert!(pages.values().all(|page| page.reading.is_some()), "each page is printed");
        Bench { files, options, pages }
    }

    fn read(files: &BTreeMap<String, String>, options: &Options) -> BTreeMap<String, Page> {
        let built = build_files(files, options);
        pages::judged(files).map(|path| (path.to_owned(), Page::of(&built, path))).collect()
    }

    /// Makes one slip in every page at once, and tells those that nothing is said of.
    fn round(&self, seed: u64) -> Vec<String> {
        let mut dice = Dice::new(seed);
        let mut files = self.files.clone();
        let mut slips: BTreeMap<&str, Slip> = BTreeMap::new();
        for path in self.pages.keys() {
            let slip = make::slip(&self.files[path], &mut dice);
            files.insert(path.clone(), slip.text.clone());
            slips.insert(path, slip);
        }
        let after = Self::read(&files, &self.options);
        let mut silent = Vec::new();
        for (path, slip) in slips {
            // It may be the slip of another page that is seen here: once more, with this one alone.
            let is_silent = |after: &BTreeMap<String, Page>| match judge::judge(&self.pages[path], &after[path], &slip)
            {
                Verdict::Silent(what) => Some(what),
                _ => None,
            };
            if is_silent(&after).is_none() {
                continue;
            }
            let mut files = self.files.clone();
            files.insert(path.to_owned(), slip.text.clone());
            if let Some(what) = is_silent(&Self::read(&files, &self.options)) {
                silent.push(format!("SEED={seed} {path}: {} -> {what}", slip.what));
            }
        }
        silent
    }
}

#[test]
fn no_slip_is_silent() {
    let bench = Bench::new();
    let (first, count) = (number("SEED", 1), number("SLIPS", 20_000));
    let rounds = count.div_ceil(bench.pages.len());
    let workers = thread::available_parallelism().map_or(2, |it| it.get());
    let bench = &bench;
    let silent: Vec<String> = thread::scope(|scope| {
        let work = |worker: usize| {
            move || {
                let seeds = (first..first + rounds).filter(move |seed| seed % workers == worker);
                seeds.flat_map(|seed| bench.round(seed as u64)).collect::<Vec<_>>()
            }
        };
        let all: Vec<_> = (0..workers).map(|worker| scope.spawn(work(worker))).collect();
        all.into_iter().flat_map(|some| some.join().expect("no panic")).collect()
    });
    let tried = rounds * bench.pages.len();
    assert!(silent.is_empty(), "{} of {tried} slips are silent:\n{}", silent.len(), silent.join("\n"));
}
