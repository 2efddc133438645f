//! Places for programs: lines and columns as people count, as editors count, and as bytes.

use std::collections::BTreeMap;

use serde::Serialize;

use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_base::span::Span;

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Point {
    /// From 1.
    pub line: usize,
    /// From 1, in characters (Unicode code points); a tab is one, a byte order mark is none.
    pub column: usize,
    /// From 0, in the line, in units of UTF-16: `character` of the language server protocol.
    pub utf16: usize,
    /// From 0, in the file.
    pub byte: usize,
}

/// From the first character to the one behind the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Range {
    pub start: Point,
    pub end: Point,
}

/// The files of a site, with the lines of those that somebody has asked about.
pub struct Located<'a> {
    snapshot: &'a Snapshot,
    lines: BTreeMap<SourcePath, Vec<usize>>,
}

impl<'a> Located<'a> {
    /// Knows the files of a snapshot.
    pub fn new(snapshot: &'a Snapshot) -> Self {
        Located { snapshot, lines: BTreeMap::new() }
    }

    /// A span of a file; nothing when the file is not at hand.
    pub fn range(&mut self, file: &SourcePath, span: Span) -> Option<Range> {
        let bytes = self.snapshot.get(file)?.held();
        let lines = self.lines.entry(file.clone()).or_insert_with(|| {
            let breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        });
        let point = |at: u32| point(bytes, lines, at as usize);
        Some(Range { start: point(span.start), end: point(span.end) })
    }

    /// The line on which a span begins, without what ends it.
    pub fn line(&self, file: &SourcePath, span: Span) -> Option<String> {
        let bytes = self.snapshot.get(file)?.held();
        let start = (span.start as usize).min(bytes.len());
        let from = bytes[..start].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let to = bytes[start..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| start + at);
        Some(String::from_utf8_lossy(&bytes[from..to]).trim_matches(['\u{feff}', '\r']).to_owned())
    }
}

fn point(bytes: &[u8], lines: &[usize], at: usize) -> Point {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let byte = at.min(bytes.len());
    let line = lines.partition_point(|start| *start <= byte);
    let start = lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
    let before = &bytes[start..byte];
    let before = before.strip_prefix(MARK).filter(|_| start == 0).unwrap_or(before);
    let before = String::from_utf8_lossy(before);
    Point { line, column: before.chars().count() + 1, utf16: before.encode_utf16().count(), byte }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_all_ways() {
        let snapshot = Snapshot::from_texts([("a.md", "\u{feff}ab\n腰😀x\n")]);
        let mut located = Located::new(&snapshot);
        let file = SourcePath::new("a.md");
        let mut range = |start, end| located.range(&file, Span::new(start, end)).map(|it| (it.start, it.end));
        let point = |line, column, utf16, byte| Point { line, column, utf16, byte };
        assert_eq!(range(4, 5), Some((point(1, 2, 1, 4), point(1, 3, 2, 5))));
        assert_eq!(range(13, 14), Some((point(2, 3, 3, 13), point(2, 4, 4, 14))));
        assert_eq!(range(14, 99), Some((point(2, 4, 4, 14), point(3, 1, 0, 15))));
        assert_eq!(located.range(&SourcePath::new("b.md"), Span::at(0)), None);
        assert_eq!(located.line(&file, Span::at(4)).as_deref(), Some("ab"));
    }
}
