//! Two versions of a text, compared line by line, in the form of `diff -u`.

use similar::{ChangeTag, TextDiff};

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
    if old == new {
        return Vec::new();
    }
    let compared = TextDiff::from_lines(old, new);
    let mut lines = Vec::new();
    for group in compared.grouped_ops(AROUND) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let place = |start: usize, end: usize| match end - start {
            1 => format!("{}", start + 1),
            0 => format!("{start},0"),
            count => format!("{},{count}", start + 1),
        };
        let removed = place(first.old_range().start, last.old_range().end);
        let added = place(first.new_range().start, last.new_range().end);
        lines.push(Line::Head(format!("@@ -{removed} +{added} @@")));
        for change in group.iter().flat_map(|op| compared.iter_changes(op)) {
            let text = change.value().trim_end_matches(['\n', '\r']).to_owned();
            lines.push(match change.tag() {
                ChangeTag::Equal => Line::Same(text),
                ChangeTag::Delete => Line::Removed(text),
                ChangeTag::Insert => Line::Added(text),
            });
        }
    }
    lines
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
    }
}
