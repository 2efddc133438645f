//! A build that is kept while its files change equals one that is made anew, byte for byte and word for word: random
//! sites, random edits. No disk, no clock.
//!
//! The default is enough to find what is often wrong. For more, or to repeat a failure:
//!
//!     VERTEBRA_SEED=7 VERTEBRA_EDITS=100000 cargo test --release --test engine incremental::edits
//!
//! Seeds go up from the one that is given; each stands for a site and its edits, about 150 of them.

mod edits;
mod edits_of_addresses;
mod edits_of_pages;
mod edits_of_settings;
mod edits_of_themes;
mod edits_of_translations;
mod found;
mod mischief;
mod names;
mod oracle;
mod proof;
mod run;
mod site;
mod smaller;
mod watched;
mod words;
mod world;

use run::{Plan, Tally, run};

/// Edits that the test command makes when nobody asks for more.
const EDITS: usize = 2_000;
/// Tests that share the seeds, so that they run at the same time.
const PARTS: usize = 4;

fn asked(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} takes a whole number, not {text:?}")))
}

/// Every seed with its number of edits, dealt out so that all parts have about the same to do.
fn plans(number: usize) -> Vec<Plan> {
    let mut left = asked("VERTEBRA_EDITS").map_or(EDITS, |edits| edits as usize);
    let mut seed = asked("VERTEBRA_SEED").unwrap_or(1);
    let mut loads = [0; PARTS];
    let mut plans = Vec::new();
    while left > 0 {
        let edits = run::length(seed).min(left);
        let part = (0..PARTS).min_by_key(|part| loads[*part]).unwrap_or(0);
        loads[part] += edits;
        if part == number {
            plans.push(Plan { seed, edits, overlook: |_, _| {} });
        }
        left -= edits;
        seed += 1;
    }
    plans
}

fn part(number: usize) {
    let mut sum = Tally::default();
    for plan in plans(number) {
        let tally = run(&plan).unwrap_or_else(|failure| panic!("{failure}"));
        sum.edits += tally.edits;
        sum.comparisons += tally.comparisons;
        sum.broken += tally.broken;
        sum.rendered += tally.rendered;
        sum.outputs += tally.outputs;
    }
    println!("{sum:?}");
}

#[test]
fn edits_part_1() {
    part(0);
}

#[test]
fn edits_part_2() {
    part(1);
}

#[test]
fn edits_part_3() {
    part(2);
}

#[test]
fn edits_part_4() {
    part(3);
}
