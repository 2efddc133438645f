//! The ledger: what each output read when it was last made, with the fingerprint that each fact had then.
//!
//! An output is fresh while all its facts have the fingerprints that are written here. Nothing is ever marked as stale:
//! whoever wants to know asks, and a fact is looked at again at most once in a revision. Which facts need no second look
//! is told by `advance`.

use std::collections::{HashMap, HashSet};

use super::Fact;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Fingerprint;
use crate::path::OutputPath;

/// How a fact's present fingerprint is made.
pub type Print<'a> = &'a dyn Fn(&Fact) -> Fingerprint;

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
    facts: Vec<Known>,
    places: HashMap<Fact, u32>,
    revision: u64,
    /// The revision since which any fact may be another one.
    all_since: u64,
    /// As `all_since`, for facts about many pages.
    many_since: u64,
    /// How many facts there were after the last sweep.
    swept: usize,
}

#[derive(Debug)]
struct Known {
    fact: Fact,
    print: Fingerprint,
    /// The revision in which the fingerprint was made; none when it must be made again.
    made_in: Option<u64>,
}

/// How far a change of files can reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Only facts that are named one by one.
    Named,
    /// Those, and facts about many pages.
    Many,
    /// Any fact.
    All,
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
        self.revision = revision;
        match reach {
            Reach::Named => {}
            Reach::Many => self.many_since = revision,
            Reach::All => (self.all_since, self.many_since) = (revision, revision),
        }
    }

    /// Says that one fact may have changed.
    pub fn touch(&mut self, fact: &Fact) {
        if let Some(at) = self.places.get(fact) {
            self.facts[*at as usize].made_in = None;
        }
    }

    /// What is remembered of an output.
    pub fn entry(&self, output: &OutputPath) -> Option<&Entry> {
        self.entries.get(output)
    }

    /// Whether an output would come out as it did when it was last made.
    pub fn is_fresh(&mut self, output: &OutputPath, print: Print) -> bool {
        let Ledger { entries, facts, .. } = self;
        let since = (self.all_since, self.many_since, self.revision);
        entries.get(output).is_some_and(|entry| {
            entry.reads.iter().all(|(at, then)| facts[*at as usize].current(since, print) == *then)
        })
    }

    /// The facts that have changed since an output was made, in order.
    pub fn changed(&mut self, output: &OutputPath, print: Print) -> Vec<Fact> {
        let Ledger { entries, facts, .. } = self;
        let since = (self.all_since, self.many_since, self.revision);
        let reads = entries.get(output).map_or(&[][..], |entry| &entry.reads);
        let changed = reads.iter().filter(|(at, then)| facts[*at as usize].current(since, print) != *then);
        let mut changed: Vec<u32> = changed.map(|(at, _)| *at).collect();
        changed.sort_by(|a, b| facts[*a as usize].fact.cmp(&facts[*b as usize].fact));
        changed.into_iter().map(|at| facts[at as usize].fact.clone()).collect()
    }

    /// What an output read when it was last made.
    pub fn reads(&self, output: &OutputPath) -> Vec<&Fact> {
        let reads = self.entries.get(output).map_or(&[][..], |entry| &entry.reads);
        let mut facts: Vec<&Fact> = reads.iter().map(|(at, _)| &self.facts[*at as usize].fact).collect();
        facts.sort();
        facts
    }

    /// Writes down an output that was just made.
    pub fn record(&mut self, output: &OutputPath, mut entry: Entry, reads: Vec<Fact>, print: Print) {
        if self.entries.contains_key(output) {
            entry.because = self.changed(output, print);
        }
        let since = (self.all_since, self.many_since, self.revision);
        let reads = reads.into_iter().map(|fact| {
            let at = self.place(fact);
            (at, self.facts[at as usize].current(since, print))
        });
        entry.reads = reads.collect();
        self.entries.insert(output.clone(), entry);
    }

    fn place(&mut self, fact: Fact) -> u32 {
        if let Some(at) = self.places.get(&fact) {
            return *at;
        }
        let at = self.facts.len() as u32;
        self.places.insert(fact.clone(), at);
        self.facts.push(Known { fact, print: Fingerprint::default(), made_in: None });
        at
    }

    /// Forgets the outputs that are not planned any more; returns them, sorted.
    pub fn keep_only(&mut self, planned: impl Fn(&OutputPath) -> bool) -> Vec<OutputPath> {
        let mut gone: Vec<OutputPath> = self.entries.keys().filter(|output| !planned(output)).cloned().collect();
        gone.sort();
        gone.iter().for_each(|output| _ = self.entries.remove(output));
        if self.facts.len() > 2 * self.swept.max(1000) {
            self.sweep();
        }
        gone
    }

    /// Lets go of facts that no output reads any more, so that a long day of editing does not fill the memory.
    fn sweep(&mut self) {
        let used: HashSet<u32> =
            self.entries.values().flat_map(|entry| entry.reads.iter().map(|(at, _)| *at)).collect();
        let mut moved = HashMap::with_capacity(used.len());
        let mut kept = Vec::with_capacity(used.len());
        for (known, at) in std::mem::take(&mut self.facts).into_iter().zip(0u32..) {
            if used.contains(&at) {
                moved.insert(at, kept.len() as u32);
                kept.push(known);
            }
        }
        self.facts = kept;
        self.places = self.facts.iter().zip(0..).map(|(known, at)| (known.fact.clone(), at)).collect();
        let renumber = |entry: &mut Entry| {
            entry.reads.iter_mut().for_each(|(at, _)| *at = moved.get(at).copied().unwrap_or_default());
        };
        self.entries.values_mut().for_each(renumber);
        self.swept = self.facts.len();
    }
}

impl Known {
    fn current(&mut self, (all, many, revision): (u64, u64, u64), print: Print) -> Fingerprint {
        let since = if self.fact.is_of_many() { many } else { all };
        if self.made_in.is_none_or(|made_in| made_in < since) {
            self.print = print(&self.fact);
        }
        self.made_in = Some(revision);
        self.print
    }
}
