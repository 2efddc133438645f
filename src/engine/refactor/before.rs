//! What a site was before something in it moves: texts, links, addresses, and what was told; and the way back to it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::model::{LinkUse, Mapping, MoveRefusal, NamesAfterMove};
use super::names::{self, Naming};
use super::present::{What, present};
use super::texts::{self, Edits};
use crate::{Build, Now};
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::file_content::FileContent;
use vertebra_base::link::BaseUrl;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::snapshot::Changes;
use vertebra_base::span::position;
use vertebra_markdown::Page;
use vertebra_site::{NamedTarget, addresses as book};

/// What was there before anything moved.
pub struct Before {
    pub pages: Vec<Arc<Page>>,
    pub links: BTreeMap<SourcePath, Vec<Naming>>,
    pub present: BTreeMap<What, UrlPath>,
    pub told: BTreeMap<(&'static str, SourcePath), usize>,
    pub texts: BTreeMap<SourcePath, FileContent>,
    pub base: BaseUrl,
    /// The addresses of pages that go.
    pub removed: BTreeSet<UrlPath>,
    /// Links to ids that no text has, by their files: templates may have them.
    open: BTreeMap<(SourcePath, String), usize>,
}

impl Before {
    /// Notes everything of a build that a mapping may change.
    pub fn look(build: &Build, mapping: &Mapping) -> Self {
        let pages: Vec<Arc<Page>> = build.pages().cloned().collect();
        let links = pages.iter().map(|page| (page.source.clone(), names::of_page(build, page))).collect();
        let told = told(build.diagnostics(), mapping);
        let mut open = BTreeMap::new();
        for check in build.site().anchor_checks.values().flatten() {
            let file = SourcePath::new(mapping.name(check.missing.file.as_str()));
            *open.entry((file, check.id.clone())).or_default() += 1;
        }
        let present = present(build.site());
        let goes = |what: &What| matches!(what, What::File(source) if mapping.removed.contains(source));
        let removed = present.iter().filter(|(what, _)| goes(what)).map(|(_, url)| url.clone()).collect();
        let base = build.site().config.base_url.clone();
        Before { pages, links, present, told, texts: texts_of(build), base, removed, open }
    }

    /// Proves that nothing is told of a build that was not told before. `expected`: files of which something new may be.
    ///
    /// # Errors
    /// What is new.
    pub fn prove(&self, build: &Build, expected: &dyn Fn(&SourcePath) -> bool) -> Result<(), MoveRefusal> {
        let mut known = self.told.clone();
        let mut open = self.open.clone();
        let told = build.diagnostics().iter().filter(|d| d.severity != Severity::Note && !expected(&d.file));
        let mut new: Vec<Diagnostic> = told.filter(|d| !take(&mut known, &(d.code, d.file.clone()))).cloned().collect();
        let checks = build.site().anchor_checks.values().flatten();
        new.extend(
            checks
                .filter(|check| !take(&mut open, &(check.missing.file.clone(), check.id.clone())))
                .map(|check| check.missing.clone()),
        );
        if new.is_empty() { Ok(()) } else { Err(MoveRefusal::Told(new)) }
    }

    /// The places that link to what is to go.
    pub fn linking(&self, mapping: &Mapping) -> Vec<LinkUse> {
        let mut links = Vec::new();
        for page in self.pages.iter().filter(|page| !mapping.removed.contains(&page.source)) {
            let Some(text) = self.text(&page.source) else { continue };
            for naming in self.links.get(&page.source).into_iter().flatten() {
                let is_it = match &naming.named {
                    NamedTarget::Source(name) => mapping.removes(name),
                    named => named.address().is_some_and(|url| self.removed.contains(&url)),
                };
                if is_it {
                    let line = position(text, naming.span.start as usize).line;
                    links.push(LinkUse { file: page.source.clone(), line, target: naming.target.clone() });
                }
            }
        }
        // Settings and data: what would be renamed is what names it.
        let stand_in = SourcePath::new("content/\u{0}.md");
        let mut named = mapping.clone();
        named.files = mapping.removed.iter().map(|source| (source.clone(), stand_in.clone())).collect();
        let gone = self.removed.iter().map(|url| (url.clone(), UrlPath::root())).collect();
        let mut edits = Edits::new();
        let (base, replaced) = (&self.base, &self.removed);
        let then = NamesAfterMove { mapping: &named, addresses: &gone, ids: None, base, replaced };
        texts::of_others(&self.texts, &then, &mut edits);
        for (file, edits) in edits.into_iter().filter(|(file, _)| file.as_str() != book::FILE) {
            let Some(text) = self.text(&file) else { continue };
            for edit in edits {
                let target = text.get(edit.span.range()).unwrap_or_default().to_owned();
                links.push(LinkUse { line: position(text, edit.span.start as usize).line, file: file.clone(), target });
            }
        }
        links.sort();
        links
    }

    /// The text of a file as it was.
    pub fn text(&self, source: &SourcePath) -> Option<&str> {
        self.texts.get(source)?.text()
    }
}

/// Takes one from a count; false if there is none.
fn take<K: Ord>(counts: &mut BTreeMap<K, usize>, key: &K) -> bool {
    match counts.get_mut(key).filter(|count| **count > 0) {
        Some(count) => {
            *count -= 1;
            true
        }
        None => false,
    }
}

/// The site's own files, without those that the program brings along.
pub fn texts_of(build: &Build) -> BTreeMap<SourcePath, FileContent> {
    let own = build.snapshot().files.iter().filter(|(path, _)| !build.is_of_binary(path));
    own.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

/// Makes a build again what it was with these files.
pub fn put_back(build: &mut Build, texts: &BTreeMap<SourcePath, FileContent>, at: &Now) {
    let names = build.snapshot().files.keys().filter(|path| !build.is_of_binary(path)).cloned();
    let mut back: BTreeMap<_, _> = names.filter(|path| !texts.contains_key(path)).map(|path| (path, None)).collect();
    back.extend(texts.iter().map(|(path, bytes)| (path.clone(), Some(bytes.clone()))));
    let faults = build.snapshot().faults.clone();
    build.apply(Changes { files: back, faults }, at.clone());
}

/// How often each code is told of each file, by the names that files have then.
fn told(diagnostics: &[Diagnostic], mapping: &Mapping) -> BTreeMap<(&'static str, SourcePath), usize> {
    let mut told = BTreeMap::new();
    for d in diagnostics {
        *told.entry((d.code, SourcePath::new(mapping.name(d.file.as_str())))).or_default() += 1;
    }
    told
}
