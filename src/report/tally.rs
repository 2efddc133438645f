//! How much is wrong.

use vertebra_base::diagnostic::{Diagnostic, Severity};

/// How many of each severity there are.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub errors: usize,
    pub warnings: usize,
}

impl Tally {
    /// Counts errors and warnings.
    pub fn of<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut tally = Tally::default();
        for diagnostic in diagnostics {
            match diagnostic.severity {
                Severity::Error => tally.errors += 1,
                Severity::Warning => tally.warnings += 1,
                Severity::Note => {}
            }
        }
        tally
    }

    /// Whether the site must not be published.
    pub fn stops(self, strict: bool) -> bool {
        self.errors > 0 || strict && self.warnings > 0
    }
}
