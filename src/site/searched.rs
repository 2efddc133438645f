//! What can be searched: which pages, in which language, and whether there is a page to search from at all.

use super::model::{PageId, SitePage};
use super::site::Site;
use vertebra_base::path::OutputPath;

/// The type of the page that people search from. Without one, no index is made.
const SEARCH: &str = "search";

impl Site {
    /// The published pages that people search from.
    pub fn search_pages(&self) -> impl Iterator<Item = PageId> + '_ {
        self.ids().filter(|id| is_home(self.page(*id)))
    }

    /// The pages that are to be found: published, and not kept from lists for others.
    pub fn searched(&self) -> impl Iterator<Item = PageId> + '_ {
        let is_shown = |id: &PageId| {
            let page = self.page(*id);
            let front = &page.page.front;
            page.is_published() && !front.noindex && front.kind.value != SEARCH && !self.is_not_found(*id)
        };
        self.ids().filter(is_shown)
    }

    /// The file that names all others of the index, beside a page of search: `search/index.json`.
    pub fn search_file(&self, home: PageId) -> Option<OutputPath> {
        file_beside(self.page(home))
    }

    /// The language of a page, as a BCP 47 tag.
    pub fn language(&self, page: PageId) -> &str {
        self.config.tag(self.page(page).lang)
    }

    /// Whether the definition lists of a page are a glossary.
    pub fn is_glossary(&self, id: PageId) -> bool {
        self.theme.types.get(&self.page(id).page.front.kind.value).is_some_and(|kind| kind.glossary)
    }
}

/// Whether people search from a page.
pub fn is_home(page: &SitePage) -> bool {
    page.is_published() && page.page.front.kind.value == SEARCH
}

/// The file of the index beside a page of search.
pub fn file_beside(page: &SitePage) -> Option<OutputPath> {
    let output = page.url.output();
    let folder = output.folder();
    let slash = if folder.is_empty() { "" } else { "/" };
    OutputPath::new(&format!("{folder}{slash}index.json")).ok()
}
