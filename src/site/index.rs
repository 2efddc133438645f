//! Places in lists by what they are called: the look-ups of a whole site. Keeps no text twice, so that it costs little
//! to make and nothing to keep.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::{Arc, OnceLock};

use hashbrown::{DefaultHashBuilder, HashTable};

use vertebra_base::link::composed;

use super::hidden::Unpublished;
use super::lists::Section;
use super::model::{AddressedFile, PageId, SectionId, SitePage};

/// The places of some texts that stand elsewhere. Whoever asks says where. Texts are compared in composed letters: a Mac
/// writes the names of files in others than people type.
#[derive(Debug, Default)]
struct Places {
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Places {
    /// Of two equal texts the later one counts.
    fn new<'t>(count: usize, text: impl Fn(usize) -> &'t str) -> Self {
        let hasher = DefaultHashBuilder::default();
        let hash = |at: u32| hasher.hash_one(&*composed(text(at as usize)));
        let mut table = HashTable::with_capacity(count);
        for at in 0..u32::try_from(count).unwrap_or(u32::MAX) {
            let own = &*composed(text(at as usize));
            let is_own = |other: &u32| *composed(text(*other as usize)) == *own;
            let entry = table.entry(hasher.hash_one(own), is_own, |other| hash(*other));
            entry.insert(at);
        }
        Places { table, hasher }
    }

    fn find<'t>(&self, wanted: &str, text: impl Fn(usize) -> &'t str) -> Option<usize> {
        let wanted = &*composed(wanted);
        let found = self.table.find(self.hasher.hash_one(wanted), |at| *composed(text(*at as usize)) == *wanted)?;
        Some(*found as usize)
    }
}

/// Where the pages, sections and files of a site stand in their lists.
#[derive(Debug, Default)]
pub struct SiteIndex {
    sources: Places,
    urls: Places,
    hidden: Places,
    hidden_urls: Places,
    files: Places,
    /// In small letters; made when a link leads nowhere.
    files_folded: OnceLock<HashMap<String, usize>>,
    folders: Places,
}

impl SiteIndex {
    /// The look-ups of a site.
    pub fn new(
        pages: &[SitePage],
        sections: &[Section],
        files: &[Arc<AddressedFile>],
        unpublished: &[Unpublished],
    ) -> Self {
        SiteIndex {
            sources: Places::new(pages.len(), |at| pages[at].page.source.as_str()),
            // Those that are not published come last.
            urls: Places::new(pages.partition_point(SitePage::is_published), |at| pages[at].url.as_str()),
            hidden: Places::new(unpublished.len(), |at| unpublished[at].source.as_str()),
            hidden_urls: Places::new(unpublished.len(), |at| unpublished[at].url.as_str()),
            files: Places::new(files.len(), |at| files[at].source.as_str()),
            files_folded: OnceLock::new(),
            folders: Places::new(sections.len(), |at| sections[at].name.as_str()),
        }
    }

    /// The page of a Markdown file, published or not.
    pub fn page(&self, source: &str, pages: &[SitePage]) -> Option<PageId> {
        self.sources.find(source, |at| pages[at].page.source.as_str()).map(|at| PageId(at as u32))
    }

    /// The published page at an address, in its true letters.
    pub fn page_at(&self, url: &str, pages: &[SitePage]) -> Option<PageId> {
        self.urls.find(url, |at| pages[at].url.as_str()).map(|at| PageId(at as u32))
    }

    /// A page that is not published, by its file.
    pub fn hidden<'a>(&self, source: &str, unpublished: &'a [Unpublished]) -> Option<&'a Unpublished> {
        self.hidden.find(source, |at| unpublished[at].source.as_str()).map(|at| &unpublished[at])
    }

    /// A page that is not published, by the address that it would have.
    pub fn hidden_at<'a>(&self, url: &str, unpublished: &'a [Unpublished]) -> Option<&'a Unpublished> {
        self.hidden_urls.find(url, |at| unpublished[at].url.as_str()).map(|at| &unpublished[at])
    }

    /// A file beside the pages.
    pub fn file<'a>(&self, source: &str, files: &'a [Arc<AddressedFile>]) -> Option<&'a AddressedFile> {
        self.files.find(source, |at| files[at].source.as_str()).map(|at| &*files[at])
    }

    /// As `file`: its place.
    pub fn file_place(&self, source: &str, files: &[Arc<AddressedFile>]) -> Option<usize> {
        self.files.find(source, |at| files[at].source.as_str())
    }

    /// A file beside the pages, whatever its letter case.
    pub fn file_folded<'a>(&self, source: &str, files: &'a [Arc<AddressedFile>]) -> Option<&'a AddressedFile> {
        let make =
            || files.iter().zip(0..).map(|(file, at)| (composed(file.source.as_str()).to_lowercase(), at)).collect();
        let at = self.files_folded.get_or_init(make).get(&composed(source).to_lowercase())?;
        files.get(*at).map(|file| &**file)
    }

    /// A section by its name: its folder, in the first language.
    pub fn section(&self, name: &str, sections: &[Section]) -> Option<SectionId> {
        self.folders.find(name, |at| sections[at].name.as_str()).map(|at| SectionId(at as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_where_they_stand() {
        let texts = ["a", "b", "a"];
        let places = Places::new(texts.len(), |at| texts[at]);
        assert_eq!(places.find("b", |at| texts[at]), Some(1));
        assert_eq!(places.find("a", |at| texts[at]), Some(2), "the later one");
        assert_eq!(places.find("c", |at| texts[at]), None);
        let texts = ["e\u{301}.md", "u.md"];
        let places = Places::new(texts.len(), |at| texts[at]);
        assert_eq!(places.find("\u{e9}.md", |at| texts[at]), Some(0));
        assert_eq!(places.find("e\u{301}.md", |at| texts[at]), Some(0));
    }
}
