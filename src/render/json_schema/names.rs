//! Names that a site has: people, sources, pages. Editors offer them; a schema never refuses others, since it does not
//! know what was added after it was made.

use std::collections::BTreeMap;

use vertebra_schema::shape::data_keys;
use vertebra_schema::theme::EMBEDDED;
use vertebra_site::Site;
use vertebra_yaml::YamlNode;

/// More names than this help nobody who chooses from a list.
const MOST: usize = 500;

/// Names by what they are the names of: `data/people`, `pages`.
#[derive(Debug, Clone, Default)]
pub struct KnownNames(BTreeMap<String, Vec<String>>);

impl KnownNames {
    /// The names of a site.
    pub fn of(site: &Site) -> KnownNames {
        let mut names = KnownNames::default();
        for file in data_keys::files(site.theme.types.values()) {
            let entries = site.data.get(&file).and_then(YamlNode::as_map).unwrap_or_default();
            names.add(
                &format!("data/{}", file.trim_end_matches(".yaml")),
                entries.iter().map(|entry| entry.key.clone()),
            );
        }
        names.add("menus", site.config.menus.iter().map(|menu| menu.name.clone()));
        let pages = site.pages.iter().filter_map(|page| page.page.source.in_content());
        names.add("pages", pages.map(str::to_owned));
        let folders = site.sections.iter().filter_map(|section| section.folder.strip_prefix("content/"));
        names.add("sections", folders.map(str::to_owned));
        names.add("themes", EMBEDDED.iter().map(|name| (*name).to_owned()).chain(site.theme.chain.iter().cloned()));
        names
    }

    fn add(&mut self, kind: &str, names: impl Iterator<Item = String>) {
        let mut known: Vec<String> = Vec::new();
        for name in names.take(MOST) {
            if !known.contains(&name) {
                known.push(name);
            }
        }
        self.0.insert(kind.to_owned(), known);
    }

    /// The names of a kind.
    pub fn get(&self, kind: &str) -> &[String] {
        self.0.get(kind).map_or(&[], Vec::as_slice)
    }
}
