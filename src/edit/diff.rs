//! Two versions of a text, compared line by line, in the form of `diff -u`.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

/// Unchanged lines that are shown before and after a change.
const AROUND: usize = 2;

/// A line of a comparison, without the break at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A piece begins here: `@@ -1,4 +1,5 @@`.
    Head(String),
    Same(String),
    Removed(String),
    Added(String),
}

/// What differs between two versions of a text; nothing when they are equal.
pub fn diff(old: &str, new: &str) -> Vec<Line> {
    let (before, after) = (lines(old), lines(new));
    let changes = changes(old, new);
    let mut shown = Vec::new();
    for group in changes.chunk_by(|one, next| next.0.start - one.0.end <= 2 * AROUND) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let above = first.0.start.min(AROUND);
        let below = (before.len() - last.0.end).min(AROUND);
        let removed = place(first.0.start - above..last.0.end + below);
        let added = place(first.1.start - above..last.1.end + below);
        shown.push(Line::Head(format!("@@ -{removed} +{added} @@")));
        let mut at = first.0.start - above;
        for (from, to) in group {
            shown.extend(before[at..from.start].iter().map(|line| Line::Same(text(line))));
            shown.extend(before[from.clone()].iter().map(|line| Line::Removed(text(line))));
            shown.extend(after[to.clone()].iter().map(|line| Line::Added(text(line))));
            at = from.end;
        }
        shown.extend(before[at..at + below].iter().map(|line| Line::Same(text(line))));
    }
    shown
}

/// The lines of a text, each with the break at its end.
pub(crate) fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The lines of a text that are others in a new version, and those that stand there instead.
pub(crate) fn changes(old: &str, new: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let input = InternedInput::new(old, new);
    let mut diff = Diff::compute(Algorithm::Myers, &input);
    diff.postprocess_lines(&input);
    let whole = |lines: Range<u32>| lines.start as usize..lines.end as usize;
    diff.hunks().map(|hunk| (whole(hunk.before), whole(hunk.after))).collect()
}

fn text(line: &str) -> String {
    line.trim_end_matches(['\n', '\r']).to_owned()
}

/// Lines as the head of a piece names them: the first, counted from one, and how many unless there is one.
fn place(lines: Range<usize>) -> String {
    match lines.len() {
        1 => format!("{}", lines.start + 1),
        0 => format!("{},0", lines.start),
        count => format!("{},{count}", lines.start + 1),
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Line::Head(text) => f.write_str(text),
            Line::Same(text) => write!(f, " {text}"),
            Line::Removed(text) => write!(f, "-{text}"),
            Line::Added(text) => write!(f, "+{text}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_shown_with_its_neighbours() {
        let old = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";
        let new = old.replace("four\n", "4\n").replace("seven\n", "seven\neight\n");
        let shown: Vec<_> = diff(old, &new).iter().map(Line::to_string).collect();
        let expected = ["@@ -2,6 +2,7 @@", " two", " three", "-four", "+4", " five", " six", " seven", "+eight"];
        assert_eq!(shown, expected);
        assert!(diff(old, old).is_empty());
        let first: Vec<_> = diff("", "a\n").iter().map(Line::to_string).collect();
        assert_eq!(first, ["@@ -0,0 +1 @@", "+a"]);
        let far = diff("1\n2\n3\n4\n5\n6\n7\n", "a\n2\n3\n4\n5\n6\nb");
        let shown: Vec<_> = far.iter().map(Line::to_string).collect();
        assert_eq!(
            shown,
            ["@@ -1,3 +1,3 @@", "-1", "+a", " 2", " 3", "@@ -5,3 +5,3 @@", " 5", " 6", "-7", "+b"],
            "what lies far apart is shown apart"
        );
    }
}
