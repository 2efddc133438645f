//! Finds out how little is needed to see a failure again.

use super::oracle::{Fresh, How, Kept, complaint};
use super::world::World;

/// In words: whether the last edits alone fail, and if so which files are needed; else from where on they do.
pub fn explain(states: &[World], how: &How) -> String {
    let [.., before, last] = states else { return "even the first build fails".to_owned() };
    if fails([before, last], how) {
        let needed = needed(before, last, how);
        return format!("a new build of the state before, with the last edits alone, fails too; needed are: {needed}");
    }
    let back = std::iter::successors(Some(2), |back| Some(back * 2)).take_while(|back| *back < states.len());
    match back.chain([states.len() - 1]).find(|back| fails(&states[states.len() - 1 - back..], how)) {
        Some(back) => format!("a new build of the state {back} batches of edits ago fails too"),
        None => "new builds of earlier states do not fail: more of the past is needed".to_owned(),
    }
}

/// Whether going through these states with plain steps ends in a build that is not right.
fn fails<'a>(states: impl IntoIterator<Item = &'a World>, how: &How) -> bool {
    let mut states = states.into_iter();
    let Some(first) = states.next() else { return false };
    let mut kept = Kept::new(first.snapshot(), &how.options(&first.now));
    let mut last = first;
    let mut failed = kept.refresh(1).is_err();
    for world in states {
        kept.apply(world.changes_since(last), &world.now);
        failed |= kept.refresh(1).is_err();
        last = world;
    }
    failed || complaint(&kept, &Fresh::new(last.snapshot(), &how.options(&last.now))).is_some()
}

/// The changed files without which nothing fails.
fn needed(before: &World, last: &World, how: &How) -> String {
    let mut last = last.clone();
    let changed: Vec<String> = last.changes_since(before).files.keys().map(ToString::to_string).collect();
    let mut needed = Vec::new();
    for path in changed {
        let mut without = last.clone();
        match before.files.get(&path) {
            Some(bytes) => _ = without.files.insert(path.clone(), bytes.clone()),
            None => _ = without.files.remove(&path),
        }
        match fails([before, &without], how) {
            true => last = without,
            false => needed.push(path),
        }
    }
    if needed.is_empty() { "no changes of files at all (the time, or faults)".to_owned() } else { needed.join(", ") }
}
