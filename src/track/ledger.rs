//! The ledger: what each output read when it was last made, with the fingerprint that each fact had then.
//!
//! An output is fresh while all its facts have the fingerprints that are written here. Nobody marks outputs as stale:
//! whoever wants to know asks, and a fact is looked at again at most once in a revision. What `advance` and `touch` say
//! only spares the looking: which facts cannot have changed, and so which outputs need not be asked about.

use std::collections::{BTreeSet, HashMap};

use super::facts::{Facts, Print};
use super::{Fact, Reach};
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Fingerprint;
use crate::path::OutputPath;

/// What is remembered of an output.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// The fingerprint of its bytes; none when it could not be made.
    pub print: Option<Fingerprint>,
    pub diagnostics: Vec<Diagnostic>,
    /// What had changed when it was made again; empty the first time.
    pub because: Vec<Fact>,
    reads: Box<[(u32, Fingerprint)]>,
}

/// All outputs, and all facts that any of them read.
#[derive(Debug, Default)]
pub struct Ledger {
    entries: HashMap<OutputPath, Entry>,
    facts: Facts,
    /// All that is not here is fresh, as far as its facts were looked at; what is here need not be stale.
    doubtful: BTreeSet<OutputPath>,
}

impl Entry {
    /// An output that was just made, by the fingerprint of its bytes.
    pub fn new(print: Option<Fingerprint>, diagnostics: Vec<Diagnostic>) -> Self {
        Entry { print, diagnostics, ..Entry::default() }
    }
}

impl Ledger {
    /// Begins a revision: facts within `reach`, and those named by `touch`, may have changed since the last one.
    pub fn advance(&mut self, revision: u64, reach: Reach) {
        self.facts.advance(revision, reach);
    }

    /// Says that one fact may have changed.
    pub fn touch(&mut self, fact: &Fact) {
        self.facts.touch(fact);
    }

    /// What is remembered of an output.
    pub fn entry(&self, output: &OutputPath) -> Option<&Entry> {
        self.entries.get(output)
    }

    /// Whether an output would come out as it did when it was last made.
    pub fn is_fresh(&mut self, output: &OutputPath, print: Print) -> bool {
        let Ledger { entries, facts, .. } = self;
        let same = |(at, then): &(u32, Fingerprint)| facts.current(*at, print) == *then;
        entries.get(output).is_some_and(|entry| entry.reads.iter().all(same))
    }

    /// The outputs that were made and are not fresh any more, in order.
    pub fn stale(&mut self, print: Print) -> Vec<OutputPath> {
        for at in self.facts.changed(print) {
            self.doubtful.extend(self.facts.readers(at).cloned());
        }
        let doubtful = std::mem::take(&mut self.doubtful);
        self.doubtful = doubtful.into_iter().filter(|output| !self.is_fresh(output, print)).collect();
        self.doubtful.iter().filter(|output| self.entries.contains_key(*output)).cloned().collect()
    }

    /// The facts that have changed since an output was made, in order.
    pub fn changed(&mut self, output: &OutputPath, print: Print) -> Vec<Fact> {
        let Ledger { entries, facts, .. } = self;
        let reads = entries.get(output).map_or(&[][..], |entry| &entry.reads);
        let changed = reads.iter().filter(|(at, then)| facts.current(*at, print) != *then);
        let mut changed: Vec<Fact> =
            changed.map(|(at, _)| *at).collect::<Vec<_>>().into_iter().map(|at| facts.name(at).clone()).collect();
        changed.sort();
        changed
    }

    /// What an output read when it was last made.
    pub fn reads(&self, output: &OutputPath) -> Vec<&Fact> {
        let reads = self.entries.get(output).map_or(&[][..], |entry| &entry.reads);
        let mut facts: Vec<&Fact> = reads.iter().map(|(at, _)| self.facts.name(*at)).collect();
        facts.sort();
        facts
    }

    /// Writes down an output that was just made.
    pub fn record(&mut self, output: &OutputPath, mut entry: Entry, reads: Vec<Fact>, print: Print) {
        let old = self.entries.get(output).map(|entry| entry.reads.iter().map(|(at, _)| *at).collect::<Vec<_>>());
        if old.is_some() {
            entry.because = self.changed(output, print);
        }
        let new: Vec<u32> = reads.into_iter().map(|fact| self.facts.place(fact)).collect();
        entry.reads = new.iter().map(|at| (*at, self.facts.current(*at, print))).collect();
        self.facts.exchange_reader(output, &old.unwrap_or_default(), &new);
        self.entries.insert(output.clone(), entry);
        self.doubtful.remove(output);
    }

    /// Forgets the outputs that are not planned any more; returns them, sorted.
    pub fn keep_only(&mut self, planned: impl Fn(&OutputPath) -> bool) -> Vec<OutputPath> {
        let mut gone: Vec<OutputPath> = self.entries.keys().filter(|output| !planned(output)).cloned().collect();
        gone.sort();
        for output in &gone {
            let reads = self.entries.remove(output).map(|entry| entry.reads).unwrap_or_default();
            self.facts.exchange_reader(output, &reads.iter().map(|(at, _)| *at).collect::<Vec<_>>(), &[]);
            self.doubtful.remove(output);
        }
        if let Some(moved) = self.facts.sweep() {
            let renumber = |entry: &mut Entry| entry.reads.iter_mut().for_each(|(at, _)| *at = moved[*at as usize]);
            self.entries.values_mut().for_each(renumber);
        }
        gone
    }
}
