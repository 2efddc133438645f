//! What is new, changed and gone, beside what was published last. Looks at files while they are made, writes none.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use vertebra_base::output::Output;
use vertebra_base::path::{OutputPath, UrlPath};
use vertebra_engine::{AddressUpdate, Build};
use vertebra_report::visitors;
use vertebra_site::SitePage;
use vertebra_site::addresses::RedirectTarget;

/// A comparison that goes on while pages are made.
pub struct Compare {
    out: PathBuf,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    added: Vec<ChangedPage>,
    changed: Vec<ChangedPage>,
    same: usize,
    looks: usize,
    /// Addresses of pages that lead elsewhere now.
    leads: Vec<String>,
}

/// A page by its address and title, and which of its words differ.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangedPage {
    pub url: String,
    pub title: String,
    pub words: Vec<String>,
}

/// What visitors will see change.
#[derive(Debug, Default)]
pub struct VisibleChanges {
    pub added: Vec<ChangedPage>,
    pub changed: Vec<ChangedPage>,
    /// Pages that are gone without an address that leads on.
    pub removed: Vec<ChangedPage>,
    /// Addresses of pages that now lead elsewhere, and where.
    pub redirected: Vec<(String, String)>,
    /// The folder holds this site already, as `build` has written it; `added` are pages that were never published.
    pub is_built: bool,
    /// Pages whose words stay the same, though their code changes.
    pub looks: usize,
    /// Other files that are new, changed and gone.
    pub files: (Vec<String>, Vec<String>, Vec<String>),
    /// Pages that were published before.
    pub pages_before: usize,
}

impl VisibleChanges {
    /// Takes the pages that were built, but are in no record of what was published: they go online now.
    pub fn never_published(&mut self, build: &Build) {
        let site = build.site();
        let is_new = |page: &&SitePage| !site.book.published.contains_key(&page.url);
        let new = site.for_readers().iter().filter(is_new);
        let page = |page: &SitePage| ChangedPage {
            url: page.url.to_string(),
            title: page.page.front.title.value.clone(),
            words: Vec::new(),
        };
        if matches!(build.recorded(), AddressUpdate::New { count: 1.., .. }) {
            self.added = new.map(page).collect();
            self.is_built = !self.added.is_empty();
        }
    }

    /// Nothing differs at all.
    pub fn is_empty(&self) -> bool {
        let (new, changed, gone) = &self.files;
        self.added.is_empty()
            && self.changed.is_empty()
            && self.removed.is_empty()
            && self.redirected.is_empty()
            && self.looks == 0
            && [new, changed, gone].iter().all(|list| list.is_empty())
    }
}

impl Compare {
    /// Compares with what is in an output folder.
    pub fn new(out: &Path) -> Self {
        Compare { out: out.to_owned(), seen: Mutex::default() }
    }

    /// Looks at one output; called from many threads. Only pages are read again.
    pub fn put(&self, output: &Output) {
        let path = output.path.as_str();
        if !path.ends_with(".html") {
            return;
        }
        let new = String::from_utf8_lossy(output.bytes.held());
        let url = output.path.url().as_str().to_owned();
        let old = fs::read(self.out.join(path)).ok();
        let is_same = old.as_ref().is_some_and(|old| *old == output.bytes.held());
        let page = |words| ChangedPage { url: url.clone(), title: visitors::title(&new), words };
        let old = old.as_ref().map(|old| String::from_utf8_lossy(old));
        let led = old.as_ref().is_some_and(|old| visitors::leads_on(old));
        let words = match &old {
            Some(old) if !is_same && !led => visitors::words(old, &new),
            _ => Vec::new(),
        };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        match old {
            Some(_) if visitors::leads_on(&new) => seen.leads.extend((!led).then_some(url)),
            None if visitors::leads_on(&new) => {}
            None => seen.added.push(page(words)),
            // Where a redirect stood there is a page now.
            Some(_) if led => seen.added.push(page(words)),
            Some(_) if is_same => seen.same += 1,
            Some(_) if words.is_empty() => seen.looks += 1,
            Some(_) => seen.changed.push(page(words)),
        }
    }

    /// All changes, once everything was put. `differences` are those of all files.
    pub fn finish(self, differences: &[(String, &'static str)], build: &Build) -> VisibleChanges {
        let seen = self.seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut changes =
            VisibleChanges { added: seen.added, changed: seen.changed, looks: seen.looks, ..VisibleChanges::default() };
        let leads = seen.leads.into_iter().map(|url| (target(build, &url).unwrap_or_default(), url));
        changes.redirected = leads.map(|(to, url)| (url, to)).collect();
        for (path, how) in differences.iter().filter(|(path, _)| !is_copy(path)) {
            let is_page = path.ends_with(".html");
            let (new, changed, gone) = &mut changes.files;
            match *how {
                "left over" if is_page => changes.gone(&self.out, path, build),
                _ if is_page => {}
                "missing" => new.push(path.clone()),
                "left over" => gone.push(path.clone()),
                _ => changed.push(path.clone()),
            }
        }
        let gone = changes.removed.len() + changes.redirected.len();
        changes.pages_before = seen.same + changes.looks + changes.changed.len() + gone;
        changes.added.sort();
        changes.changed.sort();
        changes.removed.sort();
        changes.redirected.sort();
        changes
    }
}

impl VisibleChanges {
    /// A page that was published and is made no more.
    fn gone(&mut self, out: &Path, path: &str, build: &Build) {
        let old = fs::read(out.join(path)).unwrap_or_default();
        let old = String::from_utf8_lossy(&old);
        // What only led elsewhere was no page.
        if visitors::leads_on(&old) {
            return self.files.2.push(path.to_owned());
        }
        let Ok(output) = OutputPath::new(path) else { return };
        let url = output.url().as_str().to_owned();
        match target(build, &url) {
            Some(to) => self.redirected.push((url, to)),
            None => self.removed.push(ChangedPage { url, title: visitors::title(&old), words: Vec::new() }),
        }
    }
}

/// Where an old address leads; none for one that leads nowhere.
fn target(build: &Build, url: &str) -> Option<String> {
    let redirect = build.site().redirects.at(&UrlPath::new(url).ok()?)?;
    (redirect.to != RedirectTarget::Gone).then(|| redirect.to.to_string())
}

/// A copy of a file for hosts that send it compressed.
fn is_copy(path: &str) -> bool {
    path.ends_with(".gz") || path.ends_with(".br")
}
