//! What editors say about search, in `content/data/search.yaml`: other words for things, and the words of an emergency.

use super::words;
use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::path::SourcePath;
use vertebra_schema::config::Lang;
use vertebra_site::{PageId, Site};
use vertebra_yaml::{MapEntry, YamlNode};

/// The file inside `content/data/`.
pub const FILE: &str = "search.yaml";

/// The field that names the page of emergencies, and the setting of a theme that does.
const PAGE: &str = "emergency_page";

/// The file, read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchSettings {
    pub synonyms: Vec<Synonym>,
    /// Words that mean somebody may need help now.
    pub emergency: Vec<String>,
    /// The page that comes first then, as written.
    pub emergency_page: Option<String>,
}

/// A word that people type, and what pages call the thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonym {
    pub typed: String,
    pub meant: Vec<String>,
}

impl SearchSettings {
    /// Reads the file of a language as far as it can be read: `search.es.yaml`, else `search.yaml`.
    pub fn of(site: &Site, lang: Lang) -> SearchSettings {
        let own = own_file(site, lang).filter(|name| site.data.contains_key(name));
        read(site, &own.unwrap_or_else(|| FILE.to_owned()), &mut Vec::new())
    }

    /// The page of emergencies, in a language if it is there in it.
    pub fn page(&self, site: &Site, lang: Lang) -> Option<PageId> {
        let id = published(site, self.emergency_page.as_deref()?)?;
        let own = site.versions_of(id).get(lang.index()).copied().flatten();
        own.filter(|own| site.page(*own).is_published()).or(Some(id))
    }
}

/// What is wrong with the files.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let further = site.config.langs().filter_map(|lang| own_file(site, lang));
    for name in std::iter::once(FILE.to_owned()).chain(further) {
        read(site, &name, &mut out);
    }
    out
}

/// The file of a language that is not the first one.
fn own_file(site: &Site, lang: Lang) -> Option<String> {
    let (stem, extension) = FILE.rsplit_once('.')?;
    site.config.further(lang).map(|language| format!("{stem}.{}.{extension}", language.tag))
}

fn published(site: &Site, path: &str) -> Option<PageId> {
    site.find(path).filter(|id| site.page(*id).is_published())
}

/// The theme may have a setting for the page of warning signs; the file need not name it once more.
fn of_theme(site: &Site) -> Option<String> {
    let entry = site.config.settings.iter().find(|entry| entry.key == PAGE)?;
    entry.value.as_text().filter(|path| published(site, path).is_some()).map(str::to_owned)
}

fn read(site: &Site, name: &str, out: &mut Vec<Diagnostic>) -> SearchSettings {
    let mut settings = SearchSettings { emergency_page: of_theme(site), ..SearchSettings::default() };
    let Some(node) = site.data.get(name) else { return settings };
    let file = SourcePath::new(format!("content/data/{name}"));
    let mut reader = Reader { file: &file, out };
    let Some(entries) = node.as_map() else {
        if !node.is_null() {
            reader.fault(
                node,
                "this file contains no fields".to_owned(),
                "start with a field:\nsynonyms:\n  knots: trigger point",
            );
        }
        return settings;
    };
    for entry in entries {
        match entry.key.as_str() {
            "synonyms" => settings.synonyms = reader.synonyms(&entry.value),
            "emergency" => settings.emergency = reader.texts(entry),
            PAGE => settings.emergency_page = reader.page(site, entry),
            other => {
                let help = nearest(other, ["synonyms", "emergency", PAGE]);
                let help = help.map(|near| format!("did you mean \"{near}\"?"));
                let message = format!("search has no field \"{other}\"");
                let known = "the fields are synonyms, emergency and emergency_page";
                reader.out.push(
                    Diagnostic::error("search-field", &file, entry.key_span, message).with_help(known).maybe_help(help),
                );
            }
        }
    }
    if settings.emergency_page.is_none() && !settings.emergency.is_empty() && !entries.iter().any(|it| it.key == PAGE) {
        let at = entries.iter().find(|entry| entry.key == "emergency").map(|entry| entry.key_span);
        let message = "these words should show a page first, but no page is set";
        let help = "add it: emergency_page: when-to-get-help.md";
        reader.out.push(Diagnostic::error("search-page", &file, at, message).with_help(help));
    }
    settings
}

struct Reader<'a> {
    file: &'a SourcePath,
    out: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn fault(&mut self, node: &YamlNode, message: String, help: &str) {
        self.out.push(Diagnostic::error("search-field", self.file, node.span, message).with_help(help));
    }

    fn synonyms(&mut self, node: &YamlNode) -> Vec<Synonym> {
        let Some(entries) = node.as_map() else {
            self.fault(
                node,
                format!("synonyms must be a word and its meaning, not {}", node.kind_name()),
                "write them like this:\nsynonyms:\n  knots: trigger point",
            );
            return Vec::new();
        };
        let mut synonyms = Vec::new();
        for entry in entries {
            let meant = self.texts(entry);
            if !meant.is_empty() {
                synonyms.push(Synonym { typed: entry.key.clone(), meant });
            }
        }
        synonyms
    }

    /// A text, or a list of them; what has no letters is a fault.
    fn texts(&mut self, entry: &MapEntry) -> Vec<String> {
        let one = std::slice::from_ref(&entry.value);
        let items = entry.value.as_list().unwrap_or(one);
        let mut texts = Vec::new();
        for item in items {
            match item.as_text().filter(|text| !words::all(text).is_empty()) {
                Some(text) => texts.push(text.trim().to_owned()),
                None => {
                    let message = format!("\"{}\" must be text or a list here, not {}", entry.key, item.kind_name());
                    self.fault(item, message, &format!("write one, or a list: {}: [one, two]", entry.key));
                }
            }
        }
        texts
    }

    fn page(&mut self, site: &Site, entry: &MapEntry) -> Option<String> {
        let path = entry.value.as_text().unwrap_or_default();
        if published(site, path).is_some() {
            return Some(path.to_owned());
        }
        let all = site.pages.iter().filter(|page| page.is_published());
        let near = nearest(path, all.filter_map(|page| page.page.source.in_content()));
        let message = format!("there is no page \"{path}\" to show first in an emergency");
        let help = "write the path of a published page in content/, such as when-to-get-help.md";
        let near = near.map(|near| format!("did you mean {near}?"));
        self.out.push(
            Diagnostic::error("search-page", self.file, entry.value.span, message).with_help(help).maybe_help(near),
        );
        None
    }
}
