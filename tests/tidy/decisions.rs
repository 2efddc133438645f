//! The rule that nothing is decided by the text of a diagnostic's code: what a code means for the program stands in the
//! registry (`breaks`, `follows_from` …), so that a code can get another name.

use crate::source::Source;
use crate::text::{blanks, find_word};

/// A code that is compared with a text: `it.code == "x"`, `it.code.starts_with("x")`, `["x"].contains(&it.code)`,
/// `matches!(it.code, "x")`, `match it.code { "x" => … }`.
pub fn no_text_of_a_code_decides(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        let fields = find_word(&file.code, "code").into_iter().filter(|at| file.code[..*at].ends_with('.'));
        for at in fields.filter(|at| is_decision(file, *at)) {
            faults.push(
                file.fault(at, "decides by the text of a code; say in src/schema/codes/*.yaml what the code means"),
            );
        }
    }
    faults
}

fn is_decision(file: &Source, at: usize) -> bool {
    let text_at = |at: usize| file.strings.iter().any(|(place, _)| *place == at);
    let behind = at + "code".len();
    let behind = behind + blanks(&file.code[behind..]);
    let rest = &file.code[behind..];
    let compares = ["==", "!=", ".eq(", ".starts_with(", ".ends_with(", ".contains("]
        .iter()
        .find(|sign| rest.starts_with(**sign))
        .is_some_and(|sign| text_at(behind + sign.len() + blanks(&rest[sign.len()..])));
    let before = file.code[..at].trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.'));
    let before = before.trim_end_matches(['&', '*']);
    let in_list = before.ends_with(".contains(") && rest.starts_with(')');
    let as_second = before.trim_end().strip_suffix("==").or(before.trim_end().strip_suffix("!="));
    compares
        || in_list
        || as_second.is_some_and(|first| first.trim_end().ends_with('"'))
        || is_matched(file, before, rest)
}

/// Whether one of the patterns that a code is matched with is a text.
fn is_matched(file: &Source, before: &str, rest: &str) -> bool {
    let start = file.code.len() - rest.len();
    let arms = match rest.chars().next() {
        Some(',') if before.ends_with("matches!(") => 1..rest.find(')').unwrap_or(1),
        Some('{') if before.trim_end().ends_with("match") => 1..rest.find("=>").unwrap_or(1),
        _ => return false,
    };
    file.strings.iter().any(|(at, _)| (start + arms.start..start + arms.end).contains(at))
}
