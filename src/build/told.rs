//! What there is to say about the files of a site, kept in pieces, so that the piece of one page can be exchanged.

use std::collections::BTreeMap;

use super::stages;
use crate::diagnostic::{self, Diagnostic};
use crate::path::SourcePath;
use crate::site::Findings;

/// Diagnostics by where they were found.
#[derive(Debug, Default)]
pub struct Told {
    /// By reading the files, `site.yaml`, the theme and the data.
    pub files: Vec<Diagnostic>,
    /// By reading single pages; pages without any are left out.
    pub pages: BTreeMap<SourcePath, Vec<Diagnostic>>,
    /// By linking the site.
    pub findings: Findings,
    /// By loading the templates.
    pub templates: Vec<Diagnostic>,
}

impl Told {
    /// All together, as they are read.
    pub fn all(&self) -> Vec<Diagnostic> {
        let mut all = self.files.clone();
        all.extend(self.pages.values().flatten().cloned());
        stages::without_consequences(&mut all);
        all.extend(self.findings.site.iter().chain(self.findings.pages.values().flatten()).cloned());
        all.extend(self.templates.iter().cloned());
        diagnostic::sort(&mut all);
        all
    }

    /// Whether something that was found in the site as a whole speaks of a file, whose lines may have moved.
    pub fn is_named(&self, source: &SourcePath) -> bool {
        self.findings.site.iter().any(|it| it.file == *source || it.related.iter().any(|it| it.file == *source))
    }

    /// Exchanges what there is to say about a page; true when there is something else to say now.
    pub fn exchange(&mut self, source: &SourcePath, read: Vec<Diagnostic>, found: Vec<Diagnostic>) -> bool {
        let put = |map: &mut BTreeMap<SourcePath, Vec<Diagnostic>>, new: Vec<Diagnostic>| match new.is_empty() {
            true => map.remove(source).is_some(),
            false => map.insert(source.clone(), new.clone()).is_none_or(|old| old != new),
        };
        // Both, whatever the first one says.
        put(&mut self.pages, read) | put(&mut self.findings.pages, found)
    }

    /// How much was found in single pages by linking.
    pub fn found_in_pages(&self) -> usize {
        self.findings.pages.values().map(Vec::len).sum()
    }
}
