//! What was said already, so that it is not said again at every save.

use std::collections::BTreeMap;

use vertebra_base::diagnostic::Diagnostic;

/// The diagnostics that were told last.
#[derive(Debug, Default)]
pub struct DiagnosticDiff(Counts);

/// How often each is there. Its place does not count: a line typed above moves it and mends nothing.
type Counts = BTreeMap<(String, &'static str, String), usize>;

impl DiagnosticDiff {
    /// Takes all that is wrong now: what of it is new, and how many of those told before are gone.
    pub fn differ(&mut self, all: &[Diagnostic]) -> (Vec<Diagnostic>, usize) {
        let mut now = Counts::new();
        let mut new = Vec::new();
        for diagnostic in all {
            let key = (diagnostic.file.to_string(), diagnostic.code, diagnostic.message.clone());
            let before = self.0.get(&key).copied().unwrap_or(0);
            let count = now.entry(key).or_insert(0);
            *count += 1;
            if *count > before {
                new.push(diagnostic.clone());
            }
        }
        let left = |(key, before): (&(String, &'static str, String), &usize)| {
            before.saturating_sub(now.get(key).copied().unwrap_or(0))
        };
        let gone = self.0.iter().map(left).sum();
        self.0 = now;
        (new, gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vertebra_base::path::SourcePath;
    use vertebra_base::span::Span;

    #[test]
    fn only_what_is_new_is_told() {
        let at = |place: usize, message: &str| {
            Diagnostic::error("link-broken", &SourcePath::new("content/a.md"), Span::at(place), message)
        };
        let mut told = DiagnosticDiff::default();
        let places = |(new, gone): (Vec<Diagnostic>, usize)| {
            (new.iter().map(|d| d.span.map_or(0, |span| span.start)).collect::<Vec<_>>(), gone)
        };
        assert_eq!(places(told.differ(&[at(1, "x"), at(9, "y")])), (vec![1, 9], 0));
        assert_eq!(places(told.differ(&[at(2, "x"), at(10, "y")])), (vec![], 0));
        assert_eq!(places(told.differ(&[at(2, "x"), at(5, "x")])), (vec![5], 1));
        assert_eq!(places(told.differ(&[])), (vec![], 2));
    }
}
