//! Changes to fields after which they are read as they were meant: Tabs, curly quotes and characters that nobody sees.
//!
//! Only proposes. Whoever makes the changes reads the text again and compares.

use std::ops::Range;

use super::fault::{Replacement, What};
use super::outline;

/// What can be mended without a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeFix {
    /// The code of the diagnostic that goes with it.
    pub code: &'static str,
    /// It is a character that nobody sees.
    pub is_unseen: bool,
    /// Where the diagnostic points, in bytes of the text.
    pub at: Range<usize>,
    /// What to replace, and by what.
    pub changes: Vec<(Range<usize>, String)>,
}

/// The changes for a whole text of fields. Tabs blur what the lines around them mean: other faults are looked for when
/// the Tabs are gone.
pub fn harmless(text: &str) -> Vec<SafeFix> {
    let unseen = text.char_indices().filter_map(|(at, c)| Some((at..at + c.len_utf8(), unseen(c)?)));
    let mut all: Vec<SafeFix> = unseen
        .map(|(at, space)| SafeFix {
            code: "invisible-characters",
            is_unseen: true,
            at: at.clone(),
            changes: vec![(at, space.to_owned())],
        })
        .collect();
    let faults = outline::scan(text).faults;
    let has_tabs = faults.iter().any(|fault| fault.is_tab());
    for fault in faults.iter().filter(|fault| fault.is_sure()) {
        let code = match fault.what {
            _ if fault.is_tab() => "yaml-tab",
            What::SmartQuote if !has_tabs => "yaml-smart-quote",
            _ => continue,
        };
        let changes: Vec<Replacement> = fault.mends(text);
        if !changes.is_empty() {
            all.push(SafeFix { code, is_unseen: false, at: fault.at.clone(), changes });
        }
    }
    all
}

/// What stands in fields for a character that nobody sees; none for all others. A space that cannot break is still a
/// space between two words. Joiners are kept: Persian words and emoji are spelt with them.
pub fn unseen(c: char) -> Option<&'static str> {
    match c {
        '\u{a0}' | '\u{2028}' | '\u{2029}' => Some(" "),
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => Some(""),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_mended_without_a_decision() {
        for (text, expected) in [
            ("title: a\n", ""),
            ("title:\ta\n", "yaml-tab: title: a\n"),
            ("title:\t“a”\n", "yaml-tab: title: “a”\n"),
            ("title: “Deep tissue”\n", "yaml-smart-quote: title: \"Deep tissue\"\n"),
            ("title: “a” and “b”\n", "yaml-smart-quote: title: \"“a” and “b”\"\n"),
            ("title: “say \"no\"”\n", "yaml-smart-quote: title: \"say \\\"no\\\"\"\n"),
            (
                "title: a\u{a0}b\u{200b}c\n",
                "invisible-characters: title: a b\u{200b}c\n|invisible-characters: title: a\u{a0}bc\n",
            ),
            ("title: a: b\n", ""),
        ] {
            let shown = harmless(text).into_iter().map(|it| {
                let mut changed = text.to_owned();
                it.changes.iter().rev().for_each(|(range, with)| changed.replace_range(range.clone(), with));
                format!("{}: {changed}", it.code)
            });
            assert_eq!(shown.collect::<Vec<_>>().join("|"), expected, "{text}");
        }
    }
}
