//! One run: a random site, random edits, and after each batch of them the comparison with a fresh build.

use std::collections::VecDeque;
use std::fmt;

use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::OutputPath;
use vertebra_base::snapshot::Changes;
use vertebra_engine::{Now, Purpose};

use super::oracle::{Fresh, How, Kept, beginnings, complaint, different_outputs, parting};
use super::world::World;
use super::{edits, site};
use support::dice::Dice;

/// How many states are kept for finding out from where on a failure can be repeated.
const REMEMBERED: usize = 40;

/// What a run is to be like; the seed says all of it.
pub struct Plan {
    pub seed: u64,
    pub edits: usize,
    /// Takes out of the changes what is to be overlooked, for proving that this is noticed.
    pub overlook: fn(&mut Changes, &mut Now),
}

/// How a run went.
#[derive(Debug, Default)]
pub struct Tally {
    pub edits: usize,
    pub comparisons: usize,
    /// Comparisons of sites that could not be rendered.
    pub broken: usize,
    /// Outputs that were made again, and those that there were to make.
    pub rendered: usize,
    pub outputs: usize,
}

/// A build that was not what it should have been.
pub struct Failure {
    pub seed: u64,
    pub edits: usize,
    pub told: Vec<String>,
    pub complaint: String,
    /// The sites before, and the one that was not right.
    states: Vec<World>,
    how: How,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failure { seed, edits, told, complaint, .. } = self;
        let alone = super::smaller::explain(&self.states, &self.how);
        writeln!(f, "seed {seed}, after {edits} edits, the last of them:\n  {}", told.join("\n  "))?;
        writeln!(f, "{complaint}\n{alone}")?;
        write!(
            f,
            "repeat it with: VERTEBRA_SEED={seed} VERTEBRA_EDITS={edits} cargo test --test engine incremental::edits"
        )
    }
}

/// How many edits a site of this seed lives through: most are short, some are long.
pub fn length(seed: u64) -> usize {
    if seed % 8 == 7 { 400 } else { 125 }
}

fn how(seed: u64) -> How {
    How {
        purpose: if seed % 4 == 3 { Purpose::Preview } else { Purpose::Watch },
        drafts: seed % 5 == 4,
        base_url: (seed % 6 == 5).then(|| "https://preview.example/deep/".to_owned()),
    }
}

/// A run in the making.
struct Run {
    how: How,
    kept: Kept,
    world: World,
    looks: Dice,
    tally: Tally,
}

/// Lives through all edits of a plan, or up to the first that goes wrong.
pub fn run(plan: &Plan) -> Result<Tally, Box<Failure>> {
    let mut dice = Dice::new(plan.seed);
    let size = 8 + dice.below(8) + if dice.chance(30) { dice.below(25) } else { 0 };
    let mut world = site::make(size, &mut dice);
    if plan.seed % 7 == 6 {
        world.now = Now::Day("2026-11-20".parse().expect("a day"));
    }
    let how = how(plan.seed);
    let kept = Kept::new(world.snapshot(), &how.options(&world.now));
    let looks = Dice::new(!plan.seed);
    let mut run = Run { how, kept, world, looks, tally: Tally::default() };
    let mut past: VecDeque<World> = VecDeque::new();
    let mut told = vec!["the first build".to_owned()];
    loop {
        if let Err(complaint) = run.compare() {
            let states = past.into_iter().chain([run.world]).collect();
            let (seed, edits, how) = (plan.seed, run.tally.edits, run.how);
            return Err(Box::new(Failure { seed, edits, told, complaint, states, how }));
        }
        if run.tally.edits >= plan.edits {
            return Ok(run.tally);
        }
        past.push_back(run.world.clone());
        if past.len() > REMEMBERED {
            past.pop_front();
        }
        told = run.edit(&past, plan.edits, &mut dice);
        let mut changes = run.world.changes_since(&past[past.len() - 1]);
        let mut now = run.world.now.clone();
        (plan.overlook)(&mut changes, &mut now);
        run.kept.apply(changes, &now);
    }
}

impl Run {
    /// A batch of edits, most often of one.
    fn edit(&mut self, past: &VecDeque<World>, most: usize, dice: &mut Dice) -> Vec<String> {
        self.world.touched.clear();
        let count = if dice.chance(45) { 1 } else { 1 + dice.below(6) };
        let mut told = Vec::new();
        for _ in 0..count.min(most - self.tally.edits) {
            self.tally.edits += 1;
            if past.len() > 1 && dice.chance(6) {
                let back = &past[past.len() - 2];
                (self.world.files, self.world.broken) = (back.files.clone(), back.broken.clone());
                told.push("all files as they were before the last edits".to_owned());
            } else {
                told.push(edits::one(&mut self.world, dice));
            }
        }
        told
    }

    fn compare(&mut self) -> Result<(), String> {
        let mut options = self.how.options(&self.world.now);
        // What is published in the end is built once: a build that is watched must give the same.
        if options.purpose == Purpose::Watch && self.looks.chance(50) {
            options.purpose = Purpose::Once;
        }
        let fresh = Fresh::new(self.world.snapshot(), &options);
        if self.looks.chance(4) {
            self.is_certain(&fresh)?;
        }
        beginnings(&self.kept, &fresh).map_or(Ok(()), Err)?;
        self.tally.comparisons += 1;
        if fresh.build.can_render() {
            self.single_outputs(&fresh)?;
            // Sometimes more happens before anybody looks.
            if self.tally.edits > 0 && self.looks.chance(10) {
                if self.how.purpose == Purpose::Preview {
                    let count = self.looks.below(12);
                    self.kept.build.refresh_some(count);
                }
                return Ok(());
            }
        } else {
            self.tally.broken += 1;
        }
        self.everything(&fresh)?;
        complaint(&self.kept, &fresh).map_or(Ok(()), Err)?;
        if fresh.build.can_render() {
            self.is_settled()?;
            self.explanations(&fresh)?;
        }
        Ok(())
    }

    /// Two builds from nothing that differ would prove nothing.
    fn is_certain(&self, fresh: &Fresh) -> Result<(), String> {
        let mut options = self.how.options(&self.world.now);
        options.threads = 2;
        let again = Fresh::new(self.world.snapshot(), &options);
        if again.diagnostics != fresh.diagnostics {
            let words = super::oracle::different_diagnostics(&again.diagnostics, &fresh.diagnostics);
            return Err(format!("two fresh builds differ: {}", words.unwrap_or_default()));
        }
        different_outputs(&again.outputs, &fresh.outputs)
            .map_or(Ok(()), |words| Err(format!("two fresh builds differ: {words}")))
    }

    /// Outputs that call themselves fresh must be so; some others are asked for one by one.
    fn single_outputs(&mut self, fresh: &Fresh) -> Result<(), String> {
        for (path, print) in self.kept.fresh() {
            let fresh = fresh.outputs.get(&path);
            if print != fresh.map(|bytes| Fingerprint::of_bytes(bytes)) {
                let words = match (self.kept.outputs.get(&path), fresh) {
                    (Some(kept), Some(fresh)) => parting(kept, fresh),
                    _ => "only one of the two could be made".to_owned(),
                };
                let reads = self.kept.build.reads(&path);
                return Err(format!("{path} calls itself fresh, but differs: {words}\n  it read: {reads:?}"));
            }
        }
        let planned: Vec<OutputPath> = self.kept.build.outputs().cloned().collect();
        let asked = if self.looks.chance(25) { self.looks.below(4) } else { 0 };
        for _ in 0..asked {
            let Some(path) = self.looks.any(&planned).cloned() else { break };
            let made = self.kept.make(&path).map(<[u8]>::to_vec);
            if made.as_ref() != fresh.outputs.get(&path) {
                return Err(format!("{path}, asked for alone, differs from a fresh build"));
            }
        }
        Ok(())
    }

    fn everything(&mut self, fresh: &Fresh) -> Result<(), String> {
        if self.how.purpose == Purpose::Preview {
            let count = 1 + self.looks.below(20);
            return if fresh.build.can_render() { self.kept.browse(count) } else { Ok(()) };
        }
        let threads = 1 + self.looks.below(2);
        let rendered = self.kept.refresh(threads)?;
        self.tally.rendered += rendered.len();
        self.tally.outputs += self.kept.build.job_count();
        Ok(())
    }

    /// Once all is up to date, all is fresh, and nothing is left to do.
    fn is_settled(&mut self) -> Result<(), String> {
        let planned: Vec<OutputPath> = self.kept.build.outputs().cloned().collect();
        if let Some(path) = planned.iter().find(|path| !self.kept.build.is_fresh(path)) {
            return Err(format!("{path} was just made and is not fresh"));
        }
        let again = self.how.purpose == Purpose::Watch && self.looks.chance(10);
        match again.then(|| self.kept.refresh(1)).transpose()?.and_then(|all| all.first().cloned()) {
            Some(path) => Err(format!("{path} was made again though nothing has happened")),
            None => Ok(()),
        }
    }

    /// What `why` says of a page.
    fn explanations(&mut self, fresh: &Fresh) -> Result<(), String> {
        if !self.looks.chance(20) {
            return Ok(());
        }
        let pages = self.world.pages();
        let Some(path) = self.looks.any(&pages) else { return Ok(()) };
        let (kept, fresh) = (self.kept.build.why(path), fresh.build.why(path));
        match kept == fresh {
            true => Ok(()),
            false => Err(format!("why {path} differs:\n  kept:  {kept:?}\n  fresh: {fresh:?}")),
        }
    }
}
