//! Sections, and the order in which pages are listed.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::address::{Folders, is_not_found, name};
use super::lists::Section;
use super::model::{PageId, SectionId, SeriesPages, SitePage};
use super::published::Placed;
use super::standing::section_folder;
use vertebra_base::collation::compare;
use vertebra_base::path::UrlPath;
use vertebra_schema::FolderPages;
use vertebra_schema::config::{Config, Lang, capital};

/// Builds the tree of sections and puts every page into its own.
pub fn sections(
    shown: Vec<Placed>,
    folders: &Folders,
    folder_pages: &FolderPages,
    config: &Config,
) -> (Vec<Section>, Vec<SitePage>) {
    let mut sections: Vec<Section> = Vec::new();
    let mut by_folder: BTreeMap<String, SectionId> = BTreeMap::new();
    let mut pages = Vec::with_capacity(shown.len());
    let mut tree = Tree { folders, config, sections: &mut sections, by_folder: &mut by_folder };
    let top = tree.add("content", Lang::FIRST);
    sections[top.index()].published = true;
    for Placed { page, url, lang, base, translation, hidden } in shown {
        let id = PageId(pages.len() as u32);
        let mut tree = Tree { folders, config, sections: &mut sections, by_folder: &mut by_folder };
        let own = section_folder(&page, folder_pages);
        // A page that is alone in its folder is one of the folder above.
        let alone = folder_pages.folder(&page.source).filter(|_| own.is_none());
        let above = alone.map(|folder| folder.rsplit_once('/').map_or(folder, |(above, _)| above));
        let section = tree.add(own.or(above).unwrap_or(page.source.folder()), lang);
        let is_index = own.is_some();
        if hidden.is_none() {
            show_to_readers(section, &mut sections);
        }
        let home = &mut sections[section.index()];
        if is_index {
            home.title.clone_from(&page.front.title.value);
            home.index = Some(id);
            home.page_size = page.front.paginate.unwrap_or(config.pagination);
        } else if !is_not_found(&page.source, config) {
            home.pages.push(id);
            home.published_pages += usize::from(hidden.is_none());
        }
        pages.push(SitePage { page, url, lang, base, translation, section, is_index, hidden });
    }
    for at in 0..sections.len() {
        let mut listed = std::mem::take(&mut sections[at].pages);
        let language = config.tag(sections[at].lang);
        listed.sort_by(|a, b| order(&pages[a.index()], &pages[b.index()], language));
        sections[at].pages = listed;
        let mut below = std::mem::take(&mut sections[at].sections);
        let weight =
            |section: &Section| section.index.and_then(|id| pages[id.index()].page.front.weight).unwrap_or(i64::MAX);
        below.sort_by(|a, b| {
            let (a, b) = (&sections[a.index()], &sections[b.index()]);
            let by_title = || compare(&a.title, &b.title, language).then_with(|| a.folder.cmp(&b.folder));
            weight(a).cmp(&weight(b)).then_with(by_title)
        });
        sections[at].sections = below;
    }
    (sections, pages)
}

/// A section with a published page is there for readers, and so are those above it.
fn show_to_readers(section: SectionId, sections: &mut [Section]) {
    let mut next = Some(section);
    while let Some(id) = next.filter(|id| !sections[id.index()].published) {
        sections[id.index()].published = true;
        next = sections[id.index()].parent;
    }
}

/// The tree of sections while it grows.
struct Tree<'a> {
    folders: &'a Folders,
    config: &'a Config,
    sections: &'a mut Vec<Section>,
    by_folder: &'a mut BTreeMap<String, SectionId>,
}

impl Tree<'_> {
    fn add(&mut self, folder: &str, lang: Lang) -> SectionId {
        let name = match lang.is_first() {
            true => std::borrow::Cow::Borrowed(folder),
            false => std::borrow::Cow::Owned(name(folder, lang, self.config)),
        };
        if let Some(id) = self.by_folder.get(&*name) {
            return *id;
        }
        let parent = folder.rsplit_once('/').map(|(parent, _)| self.add(parent, lang));
        let id = SectionId(self.sections.len() as u32);
        if let Some(parent) = parent {
            self.sections[parent.index()].sections.push(id);
        }
        self.sections.push(Section {
            folder: folder.to_owned(),
            name: name.clone().into_owned(),
            lang,
            url: self.folders.get(&*name).cloned().unwrap_or_else(UrlPath::root),
            title: if parent.is_none() {
                self.config.title_in(lang).to_owned()
            } else {
                capital(folder.rsplit('/').next().unwrap_or(folder))
            },
            index: None,
            parent,
            published: false,
            pages: Vec::new(),
            published_pages: 0,
            sections: Vec::new(),
            page_size: self.config.pagination,
        });
        self.by_folder.insert(name.into_owned(), id);
        id
    }
}

/// The order of lists: by weight where pages have one, then the newest first, then by title, as `language` orders titles,
/// and path.
pub fn order(a: &SitePage, b: &SitePage, language: &str) -> Ordering {
    let weight = |page: &SitePage| page.page.front.weight.unwrap_or(i64::MAX);
    let date = |page: &SitePage| page.page.front.date.as_ref().map(|date| date.value.zoned.timestamp());
    weight(a)
        .cmp(&weight(b))
        .then_with(|| date(b).cmp(&date(a)))
        .then_with(|| compare(&a.page.front.title.value, &b.page.front.title.value, language))
        .then_with(|| a.page.source.cmp(&b.page.source))
}

/// The pages of every series, in order.
pub fn series(pages: &[SitePage], config: &Config) -> SeriesPages {
    let mut series = SeriesPages::new();
    for (page, id) in pages.iter().zip(0..) {
        if let Some(name) = &page.page.front.series {
            series.entry((page.lang, name.value.clone())).or_default().push(PageId(id));
        }
    }
    for ((lang, _), members) in &mut series {
        members.sort_by(|a, b| order(&pages[a.index()], &pages[b.index()], config.tag(*lang)));
    }
    series
}

/// The place of every page in the list of its section.
pub fn places(sections: &[Section], pages: usize) -> Vec<Option<u32>> {
    let mut places = vec![None; pages];
    for section in sections {
        for (id, place) in section.pages.iter().zip(0..) {
            places[id.index()] = Some(place);
        }
    }
    places
}
