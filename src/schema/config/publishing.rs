//! What `site.yaml` says of publishing.

use vertebra_base::diagnostic::Diagnostic;
use vertebra_yaml::Fields;

/// What `vertebra publish` allows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publishing {
    /// How many pages may go at once, without an address that leads on.
    pub max_removed: Option<usize>,
}

/// Pages that may go at once where `site.yaml` says nothing: few by number, and few by share on a large site.
const FEW: usize = 5;

impl Publishing {
    /// How many of so many pages may go at once.
    pub fn most_removed(&self, pages: usize) -> usize {
        self.max_removed.unwrap_or_else(|| FEW.max(pages / 10))
    }
}

/// Reads `publish`.
pub fn publishing(fields: &mut Fields, out: &mut Vec<Diagnostic>) -> Publishing {
    let Some(entry) = fields.take("publish") else { return Publishing::default() };
    let mut inner = Fields::of(&entry.value, fields.file, out);
    let max_removed = inner.count("max_removed", out);
    inner.finish(out);
    Publishing { max_removed }
}

#[cfg(test)]
mod tests {
    use super::Publishing;

    #[test]
    fn few_pages_go_at_once_unless_more_are_allowed() {
        let usual = Publishing::default();
        assert_eq!((usual.most_removed(8), usual.most_removed(36), usual.most_removed(400)), (5, 5, 40));
        assert_eq!(Publishing { max_removed: Some(0) }.most_removed(400), 0);
    }
}
