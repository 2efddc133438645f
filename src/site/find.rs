//! What a name finds for a page in one language: the version in that language, else that of the first one.

use super::addressed::Addressed;
use super::catalog::content;
use super::model::{LookupScope, PageId, SectionId};
use super::site::Site;
use super::versions::base_folder;
use vertebra_base::link::composed;
use vertebra_schema::config::Lang;

impl Site {
    /// A page by its path or address, in the language of the asker if it is there. A file whose name says its language
    /// is meant as it is.
    pub fn find_for(&self, asker: LookupScope, path: &str) -> Option<PageId> {
        let found = self.find(path);
        if asker.lang.is_first() {
            return found;
        }
        let version = match found.map(|id| self.page(id)) {
            Some(page) if page.lang.is_first() => self.versions.page(page.base().as_str(), asker.lang),
            Some(_) => None,
            None => self.versions.page(&content(path), asker.lang),
        };
        version.filter(|id| asker.sees(self.page(*id))).or(found)
    }

    /// A page by its path in any language.
    pub fn find_anywhere(&self, path: &str) -> Option<PageId> {
        self.config.langs().find_map(|lang| self.versions.page(&content(path), lang))
    }

    /// A section by its folder or address, in the language of the asker if readers see it there.
    pub fn find_section_for(&self, asker: LookupScope, path: &str) -> Option<SectionId> {
        let found = self.find_section(path);
        if asker.lang.is_first() {
            return found;
        }
        self.own_section(asker, path).or(found)
    }

    /// The version of a page that somebody sees: in their language, else the page itself.
    pub fn version_for(&self, asker: LookupScope, id: PageId) -> PageId {
        if asker.lang.is_first() {
            return id;
        }
        let version = self.versions.page(self.page(id).base().as_str(), asker.lang);
        version.filter(|id| asker.sees(self.page(*id))).unwrap_or(id)
    }

    /// The page of a type whose `key` (or file name) is this one, in the first language.
    pub fn record(&self, kind: &str, key: &str) -> Option<PageId> {
        self.records.get(&(Lang::FIRST, kind.to_owned(), key.to_owned())).copied()
    }

    /// The keys of all published pages of a type, for suggestions.
    pub fn record_keys(&self, kind: &str) -> Vec<&str> {
        let records = self.records.iter().filter(|((_, k, _), id)| k == kind && self.page(**id).is_published());
        let mut keys: Vec<_> = records.map(|((_, _, key), _)| key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The page of a type with a key: in the language of the asker, else in the first one.
    pub fn record_for(&self, asker: LookupScope, kind: &str, key: &str) -> Option<PageId> {
        let own = || self.records.get(&(asker.lang, kind.to_owned(), key.to_owned())).copied();
        let own = || own().filter(|id| asker.sees(self.page(*id)));
        match self.record(kind, key) {
            found if asker.lang.is_first() => found,
            Some(found) => Some(own().unwrap_or_else(|| self.version_for(asker, found))),
            None => own(),
        }
    }

    /// Those of some pages that are in the first language, each in the version that the asker sees, and after them those
    /// that are in the asker's language alone.
    pub fn versions_for(&self, asker: LookupScope, ids: &[PageId]) -> Vec<PageId> {
        let is_first = |id: &PageId| self.page(*id).lang.is_first();
        let firsts = ids.iter().copied().filter(is_first);
        if asker.lang.is_first() {
            return firsts.collect();
        }
        let mut all: Vec<PageId> = firsts.map(|id| self.version_for(asker, id)).collect();
        let alone = |id: &PageId| self.page(*id).lang == asker.lang && !all.contains(id);
        let alone: Vec<PageId> = ids.iter().copied().filter(alone).collect();
        all.extend(alone);
        all
    }

    /// All versions of a page, in the order of the languages.
    pub fn versions_of(&self, id: PageId) -> &[Option<PageId>] {
        self.versions.of_page(self.page(id))
    }

    /// All versions of a section, in the order of the languages.
    pub fn versions_of_section(&self, id: SectionId) -> &[Option<SectionId>] {
        self.versions.of_section(self.section(id), &self.pages)
    }

    /// A data file for a page in a language: `red-flags.es.yaml` in place of `red-flags.yaml`, if it is there.
    pub fn data_for(&self, lang: Lang, path: &str) -> Option<&vertebra_yaml::YamlNode> {
        self.own_data(lang, path).or_else(|| self.data.get(&*composed(path)))
    }

    /// An entry of a data file for a page in a language.
    pub fn datum_for(&self, lang: Lang, file: &str, key: &str) -> Option<&vertebra_yaml::YamlNode> {
        self.own_data(lang, file).and_then(|data| data.get(key)).or_else(|| self.datum(file, key))
    }

    fn own_data(&self, lang: Lang, path: &str) -> Option<&vertebra_yaml::YamlNode> {
        let language = self.config.further(lang)?;
        let (stem, extension) = path.rsplit_once('.')?;
        self.data.get(&*composed(&format!("{stem}.{}.{extension}", language.tag)))
    }
}

impl Addressed {
    /// As `find_section_for`, but only in the language of the asker.
    pub fn own_section(&self, asker: LookupScope, path: &str) -> Option<SectionId> {
        let found = self.find_section(path);
        if asker.lang.is_first() || found.is_some_and(|id| self.section(id).lang == asker.lang) {
            return found;
        }
        let folder = match found.map(|id| self.section(id)) {
            Some(section) => base_folder(section, &self.pages).to_owned(),
            None => content(path).trim_end_matches('/').to_owned(),
        };
        let version = self.versions.section(&folder, asker.lang);
        version.filter(|id| self.section(*id).published || asker.sees_hidden)
    }

    /// The section at the top of a language; that of the first one, where it has none.
    pub fn top(&self, lang: Lang) -> SectionId {
        self.versions.section("content", lang).unwrap_or(SectionId(0))
    }

    /// Whether readers see a page in a language; the first one is always there.
    pub fn is_spoken(&self, lang: Lang) -> bool {
        lang.is_first() || self.for_readers().iter().any(|page| page.lang == lang)
    }
}
