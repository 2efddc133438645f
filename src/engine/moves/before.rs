//! What a site was before something in it moves: texts, links, addresses, and what was told; and the way back to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::model::Mapping;
use super::names::{self, Naming};
use super::present::{What, present};
use crate::{Build, Now};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::snapshot::Changes;
use vertebra_markdown::Page;

/// What was there before anything moved.
pub struct Before {
    pub pages: Vec<Arc<Page>>,
    pub links: BTreeMap<SourcePath, Vec<Naming>>,
    pub present: BTreeMap<What, UrlPath>,
    pub told: BTreeMap<(&'static str, SourcePath), usize>,
    pub texts: BTreeMap<SourcePath, Arc<[u8]>>,
}

impl Before {
    /// Notes everything of a build that a mapping may change.
    pub fn look(build: &Build, mapping: &Mapping) -> Self {
        let pages: Vec<Arc<Page>> = build.pages().cloned().collect();
        let links = pages.iter().map(|page| (page.source.clone(), names::of_page(build, page))).collect();
        let told = told(build.diagnostics(), mapping);
        Before { pages, links, present: present(build.site()), told, texts: texts_of(build) }
    }

    /// The text of a file as it was.
    pub fn text(&self, source: &SourcePath) -> Option<&str> {
        std::str::from_utf8(self.texts.get(source)?).ok()
    }
}

/// The site's own files, without those that the program brings along.
pub fn texts_of(build: &Build) -> BTreeMap<SourcePath, Arc<[u8]>> {
    let own = build.snapshot().files.iter().filter(|(path, _)| !build.is_of_binary(path));
    own.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

/// Makes a build again what it was with these files.
pub fn put_back(build: &mut Build, texts: &BTreeMap<SourcePath, Arc<[u8]>>, at: &Now) {
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
