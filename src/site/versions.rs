//! The versions of one page, or of one section, in the languages of a site. Empty in a site with one language.

use std::collections::{BTreeMap, HashMap};

use super::lists::Section;
use super::model::{PageId, SectionId, SitePage};
use vertebra_base::link::composed;
use vertebra_base::path::SourcePath;
use vertebra_schema::config::{Config, Lang};

/// Which pages and sections are one in several languages.
#[derive(Debug, Default)]
pub struct Versions {
    /// By the file in the first language: the page of each language.
    pages: HashMap<String, Vec<Option<PageId>>>,
    /// By the folder in the first language: the section of each language.
    sections: BTreeMap<String, Vec<Option<SectionId>>>,
}

impl Versions {
    /// Finds what belongs together.
    pub fn new(pages: &[SitePage], sections: &[Section], config: &Config) -> Self {
        let mut versions = Versions::default();
        if config.languages.is_empty() {
            return versions;
        }
        let count = config.languages.len() + 1;
        for (page, id) in pages.iter().zip((0..).map(PageId)) {
            let of_page =
                versions.pages.entry(composed(page.base().as_str()).into_owned()).or_insert_with(|| vec![None; count]);
            of_page[page.lang.index()].get_or_insert(id);
        }
        for (section, id) in sections.iter().zip((0..).map(SectionId)) {
            let folder = composed(base_folder(section, pages)).into_owned();
            let of_section = versions.sections.entry(folder).or_insert_with(|| vec![None; count]);
            of_section[section.lang.index()].get_or_insert(id);
        }
        versions
    }

    /// The page that a file in the first language is in another one.
    pub fn page(&self, base: &str, lang: Lang) -> Option<PageId> {
        *self.pages.get(&*composed(base))?.get(lang.index())?
    }

    /// All versions of a page, in the order of the languages.
    pub fn of_page(&self, page: &SitePage) -> &[Option<PageId>] {
        self.pages.get(&*composed(page.base().as_str())).map_or(&[], Vec::as_slice)
    }

    /// The section that a folder of the first language is in another one.
    pub fn section(&self, folder: &str, lang: Lang) -> Option<SectionId> {
        *self.sections.get(&*composed(folder))?.get(lang.index())?
    }

    /// All versions of a section, in the order of the languages.
    pub fn of_section(&self, section: &Section, pages: &[SitePage]) -> &[Option<SectionId>] {
        self.sections.get(&*composed(base_folder(section, pages))).map_or(&[], Vec::as_slice)
    }
}

/// The folder that a section would be in the first language: that of the page that its own page is a translation of.
pub fn base_folder<'a>(section: &'a Section, pages: &'a [SitePage]) -> &'a str {
    let of_page = |base: &'a SourcePath| match base.file_name() {
        "index.md" | "_index.md" => base.folder(),
        // `content/blog.md` is the page of `content/blog` beside it.
        _ => base.as_str().rsplit_once('.').map_or(base.as_str(), |(stem, _)| stem),
    };
    section.index.map_or(&section.folder, |id| of_page(pages[id.index()].base()))
}
