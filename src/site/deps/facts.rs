//! All facts that outputs read: each with its fingerprint, and with those who read it.

use std::collections::{HashMap, HashSet};

use super::fact::{ChangeScope, Dep};
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::OutputPath;

/// How a fact's present fingerprint is made.
pub type FingerprintOf<'a> = &'a dyn Fn(&Dep) -> Fingerprint;

/// Facts by their places, which stay the same until a sweep.
#[derive(Debug, Default)]
pub struct DepInterner {
    known: Vec<Known>,
    places: HashMap<Dep, u32>,
    /// The facts of each reach but the farthest, which is all of them.
    within: [Vec<u32>; 3],
    /// The revision since which facts may be others, by how far a change must reach to get at them.
    since: [u64; 4],
    /// Facts that were named one by one, since `changed` was asked for last.
    touched: Vec<u32>,
    /// The widest reach since then.
    reached: Option<ChangeScope>,
    revision: u64,
    /// How many facts there were after the last sweep.
    swept: usize,
}

#[derive(Debug)]
struct Known {
    fact: Dep,
    print: Fingerprint,
    /// The fingerprint when `changed` last told of the fact.
    told: Fingerprint,
    /// The revision up to which the fingerprint holds; none when it must be made again.
    holds: Option<u64>,
    reach: ChangeScope,
    /// A set: thousands of outputs that read one fact may go at once.
    readers: HashSet<OutputPath>,
}

impl DepInterner {
    /// Begins a revision in which facts within `reach` may be others.
    pub fn advance(&mut self, revision: u64, reach: ChangeScope) {
        self.revision = revision;
        self.reached = self.reached.max(Some(reach));
        for (since, at) in self.since.iter_mut().zip(0..) {
            if at > 0 && at <= reach as usize || reach == ChangeScope::All {
                *since = revision;
            }
        }
    }

    /// Says that one fact may be another.
    pub fn touch(&mut self, fact: &Dep) {
        if let Some(at) = self.places.get(fact) {
            self.known[*at as usize].holds = None;
            self.touched.push(*at);
        }
    }

    /// The name of a fact.
    pub fn name(&self, at: u32) -> &Dep {
        &self.known[at as usize].fact
    }

    /// The outputs that read a fact.
    pub fn readers(&self, at: u32) -> impl Iterator<Item = &OutputPath> {
        self.known[at as usize].readers.iter()
    }

    /// The place of a fact, which is added if need be.
    pub fn place(&mut self, fact: Dep) -> u32 {
        if let Some(at) = self.places.get(&fact) {
            return *at;
        }
        let at = self.known.len() as u32;
        self.places.insert(fact.clone(), at);
        let reach = fact.reach();
        if let Some(within) = self.within.get_mut(reach as usize) {
            within.push(at);
        }
        let print = Fingerprint::default();
        self.known.push(Known { fact, print, told: print, holds: None, reach, readers: HashSet::new() });
        at
    }

    /// The fingerprint of a fact in this revision.
    pub fn current(&mut self, at: u32, print: FingerprintOf) -> Fingerprint {
        let known = &mut self.known[at as usize];
        if known.holds.is_none_or(|holds| holds < self.since[known.reach as usize]) {
            known.print = print(&known.fact);
            // One that nobody has read yet cannot surprise anybody.
            if known.readers.is_empty() {
                known.told = known.print;
            }
        }
        known.holds = Some(self.revision);
        known.print
    }

    /// True when a fact is another than `changed` told last; it is told now.
    pub fn tell(&mut self, at: u32) -> bool {
        let known = &mut self.known[at as usize];
        std::mem::replace(&mut known.told, known.print) != known.print
    }

    /// The facts that are others than they were when this was asked for last.
    pub fn changed(&mut self, print: FingerprintOf) -> Vec<u32> {
        let mut suspects = std::mem::take(&mut self.touched);
        match self.reached.take() {
            Some(ChangeScope::All) => suspects = (0..self.known.len() as u32).collect(),
            Some(reach) => (1..=reach as usize).for_each(|at| suspects.extend(&self.within[at])),
            None => {}
        }
        suspects.retain(|at| {
            let print = self.current(*at, print);
            std::mem::replace(&mut self.known[*at as usize].told, print) != print
        });
        suspects
    }

    /// Takes note that an output reads other facts than before.
    pub fn exchange_reader(&mut self, output: &OutputPath, old: &[u32], new: &[u32]) {
        for at in old.iter().filter(|at| !new.contains(at)) {
            self.known[*at as usize].readers.remove(output);
        }
        for at in new.iter().filter(|at| !old.contains(at)) {
            self.known[*at as usize].readers.insert(output.clone());
        }
    }

    /// How many there are.
    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.known.len()
    }

    /// Lets go of facts that nobody reads any more, so that a long day of editing does not fill the memory. Returns the
    /// new place of each, if any has moved.
    pub fn sweep(&mut self) -> Option<Vec<u32>> {
        if self.known.len() <= 2 * self.swept.max(1000) {
            return None;
        }
        let all = std::mem::take(self);
        let mut moved = Vec::with_capacity(all.known.len());
        for known in all.known {
            let at = self.known.len() as u32;
            moved.push(at);
            if known.readers.is_empty() {
                continue;
            }
            self.places.insert(known.fact.clone(), at);
            if let Some(within) = self.within.get_mut(known.reach as usize) {
                within.push(at);
            }
            self.known.push(known);
        }
        // Whatever was touched and not asked about yet is asked about with all the others.
        self.reached = Some(ChangeScope::All);
        (self.since, self.revision, self.swept) = (all.since, all.revision, self.known.len());
        Some(moved)
    }
}
