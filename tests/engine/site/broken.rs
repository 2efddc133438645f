//! Two hundred broken sites: the real one with one mistake in it that an editor could make, of more than forty kinds. Each
//! is told with a message that points at the line that was changed or, where the mistake takes the line away, at the
//! place that is wrong now. Never a panic, never silence.
//!
//! `BROKEN=5000 SEED=7 cargo test --test engine site::broken` tries more; a failure names its number, its kind and its change.

use std::panic::{AssertUnwindSafe, catch_unwind};

use std::thread;

use support::dice::Dice;

use super::broken_kinds::{KINDS, Mistake, Place, Site};
use super::fixture::sharing;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::file_content::FileContent;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Changes;
use vertebra_base::span::position;
use vertebra_engine::{Build, Now, Options, Purpose};

/// As many as are tried when nobody asks for more.
const USUAL: usize = 200;

/// A build of the real site into which one mistake after the other is put and taken out again.
struct Keeper<'a> {
    site: &'a Site,
    build: Build,
}

impl<'a> Keeper<'a> {
    fn new(site: &'a Site) -> Self {
        let options = Options { purpose: Purpose::Watch, threads: 1, ..sharing() };
        Keeper { site, build: Build::new(site.clean.clone(), &options) }
    }

    fn apply(&mut self, files: Vec<(String, Option<FileContent>)>) {
        let now = Now::Day("2026-11-20".parse().expect("a date"));
        let files = files.into_iter().map(|(path, bytes)| (SourcePath::new(path), bytes)).collect();
        self.build.apply(Changes { files, faults: Vec::new() }, now);
    }

    /// Makes a mistake, looks, and takes it back.
    fn attempt(&mut self, mistake: &Mistake) -> Result<(), String> {
        let with =
            |(path, bytes): &(String, Option<Vec<u8>>)| (path.clone(), bytes.as_ref().map(|it| it.as_slice().into()));
        self.apply(mistake.files.iter().map(with).collect());
        let mut points = self.points(self.build.diagnostics(), mistake);
        if !points {
            // It shows only when pages are made.
            self.build.refresh(1, &drop);
            points = self.points(&self.build.all_diagnostics(), mistake);
        }
        let found: Vec<_> = self.build.all_diagnostics().iter().map(|it| self.line(it)).collect();
        let without = |(path, _): &(String, Option<Vec<u8>>)| {
            (path.clone(), self.site.clean.get(&SourcePath::new(path)).cloned())
        };
        self.apply(mistake.files.iter().map(without).collect());
        match points {
            true => Ok(()),
            false if found.is_empty() => Err("nothing is told".to_owned()),
            false => Err(format!("nothing points at {:?}, only:\n    {}", mistake.places, found.join("\n    "))),
        }
    }

    fn points(&self, found: &[Diagnostic], mistake: &Mistake) -> bool {
        let points = |it: &Diagnostic, (path, line): &Place| {
            it.file.as_str() == path && (line.is_none() || line.is_some() && *line == self.line_of(it))
        };
        found.iter().any(|it| mistake.places.iter().any(|place| points(it, place)))
    }

    fn line_of(&self, it: &Diagnostic) -> Option<usize> {
        let text = self.build.snapshot().text(&it.file)?;
        it.span.map(|span| position(&text, span.start as usize).line)
    }

    fn line(&self, it: &Diagnostic) -> String {
        format!("{}:{}: [{}] {}", it.file, self.line_of(it).unwrap_or(0), it.code, it.message)
    }
}

/// The mistake of a number, with the kind that is next in turn; other dice are tried until one has found a place.
fn mistake(site: &Site, seed: usize, number: usize) -> (&'static str, Mistake) {
    let (name, make) = KINDS[number % KINDS.len()];
    let found = (0..40).find_map(|again| make(site, &mut Dice::new((seed * 1_000_003 + number * 41 + again) as u64)));
    (name, found.unwrap_or_else(|| panic!("the real site has no place for: {name}")))
}

#[test]
fn every_broken_site_is_told_of_at_its_line() {
    let number = |name: &str, usual| std::env::var(name).map_or(usual, |text| text.parse().expect("a number"));
    let (seed, count) = (number("SEED", 1), number("BROKEN", USUAL));
    assert!(KINDS.len() >= 25);
    let site = Site::new();
    let workers = thread::available_parallelism().map_or(2, usize::from).min(8);
    let try_some = |worker: usize| -> Vec<String> {
        let mut keeper = Keeper::new(&site);
        assert_eq!(keeper.build.diagnostics(), [], "the real site is clean");
        let mut failures = Vec::new();
        for at in (0..count).filter(|at| at % workers == worker) {
            let (name, mistake) = mistake(&site, seed, at);
            // A panic is told with the number that leads to it again.
            let caught = catch_unwind(AssertUnwindSafe(|| keeper.attempt(&mistake)));
            let result = caught.unwrap_or_else(|_| {
                keeper = Keeper::new(&site);
                Err("a panic".to_owned())
            });
            if let Err(fault) = result {
                failures.push(format!("SEED={seed}, number {at}, {name}: {}\n  {fault}", mistake.told));
            }
        }
        assert_eq!(keeper.build.diagnostics(), [], "every mistake was taken back");
        failures
    };
    let try_some = &try_some;
    let failures: Vec<String> = thread::scope(|scope| {
        let all: Vec<_> = (0..workers).map(|worker| scope.spawn(move || try_some(worker))).collect();
        all.into_iter().flat_map(|some| some.join().expect("attempts are caught")).collect()
    });
    assert!(failures.is_empty(), "{} of {count} fail:\n{}", failures.len(), failures.join("\n"));
}
