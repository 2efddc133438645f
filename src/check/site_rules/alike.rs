//! Two pages with the same words in a field: which pairs are meant to be so, and many pairs of the same two folders as one.

use std::collections::BTreeMap;

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_markdown::Page;

/// More pairs of the same two folders are told as one.
const MOST: usize = 3;

/// A page and an earlier one that has the same words in a field.
pub struct AlikePair<'a> {
    pub first: &'a Page,
    pub second: &'a Page,
    pub diagnostic: Diagnostic,
}

/// Tells all pairs; of many in the same two folders only the first, with the number of the others.
pub fn tell(pairs: Vec<AlikePair>, out: &mut Vec<Diagnostic>) {
    let mut by_folders: BTreeMap<(&str, &str), Vec<AlikePair>> = BTreeMap::new();
    for pair in pairs {
        by_folders.entry((pair.first.source.folder(), pair.second.source.folder())).or_default().push(pair);
    }
    for ((first, second), mut pairs) in by_folders {
        let others = pairs.len() - 1;
        if first != second && pairs.len() > MOST {
            pairs.truncate(1);
        }
        let is_sum = pairs.len() <= others;
        out.extend(pairs.into_iter().map(|pair| match is_sum {
            true => pair.diagnostic.with_note(format!("so do {others} more pages of {second} and {first}")),
            false => pair.diagnostic,
        }));
    }
}

/// Whether two pages lie in folders that are versions of each other, `v1/guides` and `v2/guides`: of them, only one is read.
pub fn are_versions(a: &SourcePath, b: &SourcePath) -> bool {
    let (a, b) = (a.folder(), b.folder());
    let bare = |folder: &str| folder.split('/').filter(|part| !is_version(part)).collect::<Vec<_>>().join("/");
    a != b && bare(a) == bare(b)
}

/// `v1`, `v24.3`, `2.0`, `version-3`, `latest`; a year is none.
fn is_version(part: &str) -> bool {
    const NAMES: [&str; 8] = ["latest", "stable", "next", "dev", "main", "current", "edge", "nightly"];
    let lower = part.to_ascii_lowercase();
    let prefix = ["version-", "release-", "v"].iter().find_map(|prefix| lower.strip_prefix(prefix));
    let number = prefix.unwrap_or(&lower);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '_' | '-' | 'x'));
    NAMES.contains(&&*lower) || is_number && (prefix.is_some() || number.contains('.'))
}

/// The place of a field, and where the same words stand before.
pub fn with_first(diagnostic: Diagnostic, first: &Page, span: Span) -> Diagnostic {
    diagnostic.with_related(&first.source, span, "the other one")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_told_from_other_folders() {
        let are = |a: &str, b: &str| are_versions(&SourcePath::new(a), &SourcePath::new(b));
        for (a, b) in [
            ("content/v1/a.md", "content/v2/a.md"),
            ("content/v24.3/x/a.md", "content/v25.1/x/b.md"),
            ("content/docs/latest/a.md", "content/docs/2.0/a.md"),
            ("content/docs/a.md", "content/docs/version-1/a.md"),
        ] {
            assert!(are(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("content/v1/a.md", "content/v1/b.md"),
            ("content/2014/a.md", "content/2015/a.md"),
            ("content/guides/a.md", "content/topics/a.md"),
            ("content/v1/x/a.md", "content/v2/y/a.md"),
            ("content/vets/a.md", "content/v2/a.md"),
        ] {
            assert!(!are(a, b), "{a} {b}");
        }
    }
}
