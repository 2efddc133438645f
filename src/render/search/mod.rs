//! The search index: what people can find, as small files that a script in the page reads. Pure; renders no template.
//!
//! The steps, in order: the words of each page with their weights (`entry`), a slot for each entry (`slots`), the words with
//! the slots that hold them (`postings`), all of it in files that an edit changes few of (`language`, `shards`), and one
//! small file that names the others (`manifest`). Made only for a site with a page of the type `search`.

mod entry;
mod language;
mod letters;
mod manifest;
mod postings;
mod settings;
mod shards;
mod slots;
mod text;
mod words;

#[cfg(test)]
mod tests;

pub use letters::{Letter, LetterEntry, letters};
pub use manifest::SearchIndexFiles;
pub use settings::check;

use std::collections::BTreeMap;
use std::sync::Arc;

use entry::{SearchEntry, SearchedPage};
use language::{Entries, LanguageIndex};
use settings::SearchSettings;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::parallel;
use vertebra_base::path::SourcePath;
use vertebra_markdown::Page;
use vertebra_site::{PageId, Site};

/// The index of a site, and what is kept to bring it up to date.
#[derive(Debug, Default)]
pub struct SearchIndex {
    /// By the tags of the languages.
    settings: BTreeMap<String, SearchSettings>,
    languages: BTreeMap<String, LanguageIndex>,
    read: BTreeMap<SourcePath, Read>,
}

/// A page that was read, and what its entries were made of besides.
#[derive(Debug)]
struct Read {
    page: Arc<Page>,
    url: String,
    section: String,
    is_glossary: bool,
    entries: Arc<[SearchEntry]>,
}

impl SearchIndex {
    /// Brings the index up to date and gives its files. Nothing is done for a site without a page for it.
    pub fn update(&mut self, site: &Site, threads: usize) -> SearchIndexFiles {
        let mut files = SearchIndexFiles::new();
        let homes: Vec<PageId> = site.search_pages().collect();
        if homes.is_empty() {
            *self = SearchIndex::default();
            return files;
        }
        let of = |lang| (site.config.tag(lang).to_owned(), SearchSettings::of(site, lang));
        let settings: BTreeMap<String, SearchSettings> = site.config.langs().map(of).collect();
        let synonyms = |all: &BTreeMap<String, SearchSettings>| -> Vec<_> {
            all.iter().map(|(tag, settings)| (tag.clone(), settings.synonyms.clone())).collect()
        };
        if synonyms(&settings) != synonyms(&self.settings) {
            self.read.clear();
        }
        self.settings = settings;
        let plain = SearchSettings::default();
        self.read(site, threads);
        let mut languages: BTreeMap<String, LanguageIndex> = BTreeMap::new();
        for home in homes {
            let tag = site.language(home);
            if !languages.contains_key(tag) {
                let mut language = self.languages.remove(tag).unwrap_or_default();
                language.update(self.entries(site, tag), threads);
                manifest::add_parts(&mut files, tag, &language);
                languages.insert(tag.to_owned(), language);
            }
            if let (Some(language), Some(output)) = (languages.get(tag), site.search_file(home)) {
                let settings = self.settings.get(tag).unwrap_or(&plain);
                let urgent = manifest::emergency(site, settings, site.page(home).lang);
                let bytes = manifest::write(&site.config.base_url.href_path(), settings, urgent, (tag, language));
                let print = Fingerprint::of_bytes(&bytes);
                files.insert(output, (bytes.into(), print));
            }
        }
        self.languages = languages;
        files
    }

    /// Reads the pages that are new or others than before.
    fn read(&mut self, site: &Site, threads: usize) {
        let mut known = std::mem::take(&mut self.read);
        let mut new = Vec::new();
        for id in site.searched() {
            let page = site.page(id);
            let (section, is_glossary) = (section(site, id), site.is_glossary(id));
            match known.remove(&page.page.source) {
                Some(read)
                    if Arc::ptr_eq(&read.page, &page.page)
                        && read.url == page.url.as_str()
                        && read.section == section
                        && read.is_glossary == is_glossary =>
                {
                    self.read.insert(page.page.source.clone(), read);
                }
                _ => new.push(id),
            }
        }
        let common = |id: PageId| words::common(site.language(id)).split(' ').collect();
        let stops: hashbrown::HashMap<&str, hashbrown::HashSet<&'static str>> =
            new.iter().map(|id| (site.language(*id), common(*id))).collect();
        let none = hashbrown::HashSet::new();
        let made = parallel::map(threads, &new, |id| {
            let page = site.page(*id);
            let (section, is_glossary) = (section(site, *id), site.is_glossary(*id));
            let common = stops.get(site.language(*id)).unwrap_or(&none);
            let synonyms = self.settings.get(site.language(*id)).map_or(&[][..], |settings| &settings.synonyms);
            let asked = SearchedPage { url: page.url.as_str(), section, is_glossary, synonyms, common };
            let entries = entry::of_page(&page.page, asked).into();
            let (url, section) = (page.url.to_string(), section.to_owned());
            Read { page: page.page.clone(), url, section, is_glossary, entries }
        });
        self.read.extend(made.into_iter().map(|read| (read.page.source.clone(), read)));
    }

    /// The entries of one language.
    fn entries(&self, site: &Site, tag: &str) -> Entries {
        let ids = site.searched().filter(|id| site.language(*id) == tag);
        let read = ids.filter_map(|id| self.read.get(&site.page(id).page.source));
        read.map(|read| (read.page.source.clone(), read.entries.clone())).collect()
    }
}

/// The title of the section that a page stands in: nothing for the pages at the top, and for a section's own page that of
/// the one above it.
fn section(site: &Site, id: PageId) -> &str {
    let page = site.page(id);
    let own = site.section(page.section);
    let above = if page.is_index { own.parent } else { Some(page.section) };
    let above = above.map(|id| site.section(id)).filter(|section| section.parent.is_some());
    above.map_or("", |section| section.title.as_str())
}
