//! Every address of a site, and what stands there by a name that stays the same when addresses change.

use std::collections::BTreeMap;

use super::model::Mapping;
use vertebra_base::path::{OutputPath, SourcePath, UrlPath};
use vertebra_site::Site;
use vertebra_site::plan;

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A page or a file.
    File(SourcePath),
    /// The list of a section, by the section's name.
    Section(String),
    /// A list of terms, by its address.
    Terms(UrlPath),
    /// A feed: the section's name, empty for a whole language; the file.
    Feed(String, String),
}

impl What {
    /// What it is called once files have other names.
    pub fn then(&self, mapping: &Mapping) -> What {
        match self {
            What::File(source) => What::File(SourcePath::new(mapping.name(source.as_str()))),
            What::Section(name) => What::Section(mapping.name(name)),
            What::Terms(url) => What::Terms(url.clone()),
            What::Feed(name, file) => What::Feed(mapping.name(name), file.clone()),
        }
    }
}

/// All that readers find, by its name.
pub fn present(site: &Site) -> BTreeMap<What, UrlPath> {
    let pages = site.pages.iter().zip(site.ids()).filter(|(page, id)| page.is_published() && !site.is_not_found(*id));
    let mut all: BTreeMap<What, UrlPath> =
        pages.map(|(page, _)| (What::File(page.page.source.clone()), page.url.clone())).collect();
    let files = site.files.iter().filter(|file| file.is_published() && !file.used.hidden);
    all.extend(files.map(|file| (What::File(file.source.clone()), file.url.clone())));
    for url in plan::bare_lists(site) {
        let section = site.sections.iter().find(|section| section.url == *url);
        all.insert(
            section.map_or_else(|| What::Terms(url.clone()), |section| What::Section(section.name.clone())),
            url.clone(),
        );
    }
    for (lang, section, url) in plan::feeds(site) {
        let name = section.map_or_else(|| site.config.tag(lang).to_owned(), |id| site.section(id).name.clone());
        for format in plan::formats(site) {
            let file = format!("{}{}", url.as_str().trim_start_matches('/'), format.file_name());
            let Ok(output) = OutputPath::new(&file) else { continue };
            all.insert(What::Feed(name.clone(), format.file_name().to_owned()), output.url());
        }
    }
    all
}
