//! What there is to say about the files of a site, kept in pieces, so that the piece of one page can be exchanged.

use std::collections::{BTreeMap, HashSet};

use super::exceptions::Allows;
use super::host::ParentSite;
use super::stages;
use vertebra_base::diagnostic::{self, Diagnostic, Severity};
use vertebra_base::path::SourcePath;
use vertebra_schema::codes::{self, Allow, Part};
use vertebra_site::Findings;

/// Diagnostics by where they were found.
#[derive(Debug, Default)]
pub struct DiagnosticStore {
    /// By reading the files, `site.yaml`, the theme and the data.
    pub files: Vec<Diagnostic>,
    /// By reading single pages; pages without any are left out.
    pub pages: BTreeMap<SourcePath, Vec<Diagnostic>>,
    /// By linking the site.
    pub findings: Findings,
    /// By loading the templates.
    pub templates: Vec<Diagnostic>,
    /// Drafts that this build leaves out, and what lies in the folders of drafts.
    pub left_out: HashSet<SourcePath>,
    /// What the files allow; all else here is as if they allowed nothing.
    pub allows: Allows,
}

impl DiagnosticStore {
    /// Takes in what there is to say about a page by reading it, and what it allows, under its true name.
    pub fn read(&mut self, read: &stages::ParsedFile, host: Option<&ParentSite>) {
        let source = &read.page.source;
        if !read.diagnostics.is_empty() {
            self.pages.insert(source.clone(), read.diagnostics.clone());
        }
        if !read.allows.is_empty() {
            let name = host.and_then(|host| host.name(source)).unwrap_or(source);
            self.allows.insert(name.clone(), read.allows.clone());
        }
    }

    /// All together, as they are read.
    pub fn all(&self) -> Vec<Diagnostic> {
        let mut all = self.files.clone();
        all.extend(self.pages.values().flatten().map(|it| self.of_its_page(it)));
        stages::without_consequences(&mut all);
        // Whoever corrects a field is not helped by what its fault leads to, such as an address without a date.
        let faulty = stages::pages_with_faulty_fields(&all);
        let follows = |d: &&Diagnostic| faulty.contains(&d.file) && codes::follows_from(d.code, Part::Fields);
        let found = self.findings.site.iter().chain(self.findings.pages.values().flatten());
        all.extend(found.filter(|d| !follows(d)).cloned());
        all.extend(self.templates.iter().cloned());
        diagnostic::sort(&mut all);
        all
    }

    /// What was found by reading a page. Of a draft that is left out nothing stops a site: nobody reads it.
    pub fn of_its_page(&self, found: &Diagnostic) -> Diagnostic {
        let stops = found.severity == Severity::Error && self.left_out.contains(&found.file);
        let severity = if stops { Severity::Warning } else { found.severity };
        Diagnostic { severity, ..found.clone() }
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

    /// Exchanges what a page allows; true when that is something else now.
    pub fn allow(&mut self, source: &SourcePath, allows: Vec<Allow>) -> bool {
        match allows.is_empty() {
            true => self.allows.remove(source).is_some(),
            false => self.allows.insert(source.clone(), allows.clone()).is_none_or(|old| old != allows),
        }
    }

    /// How much was found in single pages by linking.
    pub fn found_in_pages(&self) -> usize {
        self.findings.pages.values().map(Vec::len).sum()
    }
}
