//! HTML that is left out of a page in one way at many places is one message with their number: a table that somebody styled
//! cell by cell has hundreds of them.

use std::collections::HashMap;

use vertebra_base::diagnostic::Diagnostic;

const CODE: &str = "html-removed";

/// Keeps the first of those with the same words.
pub fn fold(out: &mut Vec<Diagnostic>) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for told in out.iter().filter(|told| told.code == CODE) {
        *counts.entry(told.message.clone()).or_default() += 1;
    }
    if counts.values().all(|count| *count == 1) {
        return;
    }
    out.retain_mut(|told| {
        if told.code != CODE {
            return true;
        }
        // The first takes the number away.
        let Some(count) = counts.remove(&told.message) else { return false };
        if count > 1 {
            told.note = Some(format!("it is in this file {count} times"));
        }
        true
    });
}
