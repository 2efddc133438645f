//! The ledger: what each output read when it was last made, with the fingerprint that each fact had then.
//!
//! An output is fresh while all its facts have the fingerprints that are written here. Nobody marks outputs as stale:
//! whoever wants to know asks, and a fact is looked at again at most once in a revision. What `advance` and `touch` say
//! only spares the looking: which facts cannot have changed, and so which outputs need not be asked about.

use std::collections::{BTreeSet, HashMap};

use super::fact::{ChangeScope, Dep};
use super::facts::{DepInterner, FingerprintOf};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::OutputPath;

/// What is remembered of an output.
#[derive(Debug, Clone, Default)]
pub struct OutputDeps {
    /// The fingerprint of its bytes; none when it could not be made.
    pub print: Option<Fingerprint>,
    pub diagnostics: Vec<Diagnostic>,
    /// What had changed when it was made again; empty the first time.
    pub because: Vec<Dep>,
    reads: Box<[(u32, Fingerprint)]>,
}

/// All outputs, and all facts that any of them read.
#[derive(Debug, Default)]
pub struct DepGraph {
    entries: HashMap<OutputPath, OutputDeps>,
    facts: DepInterner,
    /// All that is not here is fresh, as far as its facts were looked at; what is here need not be stale.
    doubtful: BTreeSet<OutputPath>,
}

impl OutputDeps {
    /// An output that was just made, by the fingerprint of its bytes.
    pub fn new(print: Option<Fingerprint>, diagnostics: Vec<Diagnostic>) -> Self {
        OutputDeps { print, diagnostics, ..OutputDeps::default() }
    }
}

impl DepGraph {
    /// Begins a revision: facts within `reach`, and those named by `touch`, may have changed since the last one.
    pub fn advance(&mut self, revision: u64, reach: ChangeScope) {
        self.facts.advance(revision, reach);
    }

    /// Says that one fact may have changed.
    pub fn touch(&mut self, fact: &Dep) {
        self.facts.touch(fact);
    }

    /// What is remembered of an output.
    pub fn entry(&self, output: &OutputPath) -> Option<&OutputDeps> {
        self.entries.get(output)
    }

    /// Whether an output would come out as it did when it was last made.
    pub fn is_fresh(&mut self, output: &OutputPath, print: FingerprintOf) -> bool {
        let DepGraph { entries, facts, .. } = self;
        let same = |(at, then): &(u32, Fingerprint)| facts.current(*at, print) == *then;
        entries.get(output).is_some_and(|entry| entry.reads.iter().all(same))
    }

    /// The outputs that were made and are not fresh any more, in order.
    pub fn stale(&mut self, print: FingerprintOf) -> Vec<OutputPath> {
        for at in self.facts.changed(print) {
            self.doubtful.extend(self.facts.readers(at).cloned());
        }
        let doubtful = std::mem::take(&mut self.doubtful);
        self.doubtful = doubtful.into_iter().filter(|output| !self.is_fresh(output, print)).collect();
        self.doubtful.iter().filter(|output| self.entries.contains_key(*output)).cloned().collect()
    }

    /// The facts that have changed since an output was made, in order.
    pub fn changed(&mut self, output: &OutputPath, print: FingerprintOf) -> Vec<Dep> {
        let DepGraph { entries, facts, .. } = self;
        let reads = entries.get(output).map_or(&[][..], |entry| &entry.reads);
        let changed = reads.iter().filter(|(at, then)| facts.current(*at, print) != *then);
        let mut changed: Vec<Dep> =
            changed.map(|(at, _)| *at).collect::<Vec<_>>().into_iter().map(|at| facts.name(at).clone()).collect();
        changed.sort();
        changed
    }

    /// What an output read when it was last made.
    pub fn reads(&self, output: &OutputPath) -> Vec<&Dep> {
        let reads = self.entries.get(output).map_or(&[][..], |entry| &entry.reads);
        let mut facts: Vec<&Dep> = reads.iter().map(|(at, _)| self.facts.name(*at)).collect();
        facts.sort();
        facts
    }

    /// Writes down an output that was just made.
    pub fn record(&mut self, output: &OutputPath, mut entry: OutputDeps, reads: Vec<Dep>, print: FingerprintOf) {
        let old = self.entries.get(output).map(|entry| entry.reads.iter().map(|(at, _)| *at).collect::<Vec<_>>());
        if old.is_some() {
            entry.because = self.changed(output, print);
        }
        let new: Vec<u32> = reads.into_iter().map(|fact| self.facts.place(fact)).collect();
        entry.reads = new.iter().map(|at| (*at, self.facts.current(*at, print))).collect();
        for at in &new {
            // Told now, or a change back to what was told last would be none.
            if self.facts.tell(*at) {
                self.doubtful.extend(self.facts.readers(*at).cloned());
            }
        }
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
            let renumber =
                |entry: &mut OutputDeps| entry.reads.iter_mut().for_each(|(at, _)| *at = moved[*at as usize]);
            self.entries.values_mut().for_each(renumber);
        }
        gone
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vertebra_base::path::SourcePath;

    fn card(name: &str) -> Dep {
        Dep::PageMeta(SourcePath::new(name))
    }

    fn output(name: &str) -> OutputPath {
        OutputPath::new(name).unwrap()
    }

    /// A ledger with two outputs: `a` reads its own card, `list` reads a list.
    fn ledger(print: FingerprintOf) -> DepGraph {
        let mut ledger = DepGraph::default();
        ledger.record(&output("a"), OutputDeps::default(), vec![card("a.md")], print);
        ledger.record(&output("list"), OutputDeps::default(), vec![Dep::Listing("content".to_owned())], print);
        ledger
    }

    const OLD: FingerprintOf = &|_| Fingerprint::of_bytes(b"old");
    const NEW: FingerprintOf = &|_| Fingerprint::of_bytes(b"new");

    #[test]
    fn an_output_is_stale_while_a_fact_it_read_is_another() {
        let mut ledger = ledger(OLD);
        assert!(ledger.is_fresh(&output("a"), NEW), "nobody said that anything changed");
        ledger.advance(1, ChangeScope::Named);
        ledger.touch(&card("a.md"));
        assert_eq!(ledger.stale(NEW), [output("a")]);
        assert_eq!(ledger.changed(&output("a"), NEW), [card("a.md")]);
        // And back again before anybody made it: as good as new.
        ledger.advance(2, ChangeScope::Named);
        ledger.touch(&card("a.md"));
        assert_eq!(ledger.stale(OLD), []);
    }

    #[test]
    fn an_output_made_while_others_wait_is_stale_when_all_is_as_before() {
        let mut ledger = ledger(OLD);
        assert_eq!(ledger.stale(OLD), []);
        ledger.advance(1, ChangeScope::Named);
        ledger.touch(&card("a.md"));
        ledger.record(&output("a"), OutputDeps::default(), vec![card("a.md")], NEW);
        ledger.advance(2, ChangeScope::Named);
        ledger.touch(&card("a.md"));
        assert_eq!(ledger.stale(OLD), [output("a")]);
    }

    #[test]
    fn a_change_reaches_as_far_as_is_said() {
        let reached = |reach| {
            let mut ledger = ledger(OLD);
            ledger.advance(1, reach);
            ledger.stale(NEW)
        };
        assert_eq!(reached(ChangeScope::Named), []);
        assert_eq!(reached(ChangeScope::Cards), [output("list")]);
        assert_eq!(reached(ChangeScope::All), [output("a"), output("list")]);
    }

    #[test]
    fn what_was_made_again_is_fresh_and_says_why_it_was_made() {
        let mut ledger = ledger(OLD);
        ledger.advance(1, ChangeScope::All);
        ledger.record(&output("a"), OutputDeps::default(), vec![card("a.md"), card("b.md")], NEW);
        assert_eq!(ledger.entry(&output("a")).unwrap().because, [card("a.md")]);
        assert_eq!(ledger.stale(NEW), [output("list")]);
        assert_eq!(ledger.reads(&output("a")), [&card("a.md"), &card("b.md")]);
    }

    #[test]
    fn facts_that_nobody_reads_any_more_are_let_go_of() {
        let mut ledger = ledger(OLD);
        for day in 0..5000 {
            ledger.record(&output("a"), OutputDeps::default(), vec![card(&format!("{day}.md"))], OLD);
        }
        assert_eq!(ledger.keep_only(|path| path.as_str() == "a"), [output("list")]);
        assert_eq!(ledger.facts.count(), 1);
        ledger.advance(1, ChangeScope::Named);
        ledger.touch(&card("4999.md"));
        assert_eq!(ledger.stale(NEW), [output("a")], "its fact has moved, and is still its own");
    }
}
