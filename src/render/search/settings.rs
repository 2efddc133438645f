//! What editors say about search, in `content/data/search.yaml`: other words for things, and the words of an emergency.

use super::words;
use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Spanned;
use vertebra_schema::config::Lang;
use vertebra_site::{PageId, Site};
use vertebra_yaml::Fields;

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
    let mut fields = Fields::of(node, &file, out);
    let synonyms = fields.entries("synonyms", out);
    for (entry, meant) in fields.lists_of(synonyms, out) {
        let meant = words_of(meant, &file, out);
        if !meant.is_empty() {
            settings.synonyms.push(Synonym { typed: entry.key.clone(), meant });
        }
    }
    let emergency = fields.value("emergency").map(|value| value.key_span);
    settings.emergency = words_of(fields.texts("emergency", out), &file, out);
    match fields.value(PAGE).is_some() {
        true => settings.emergency_page = fields.text(PAGE, out).and_then(|path| page(site, &file, path, out)),
        false if settings.emergency_page.is_none() && !settings.emergency.is_empty() => {
            let message = "these words should show a page first, but no page is set";
            let help = "add it: emergency_page: when-to-get-help.md";
            out.push(Diagnostic::error("search-page", &file, emergency, message).with_help(help));
        }
        false => {}
    }
    fields.finish(out);
    settings
}

/// Texts that somebody can type: what has no letters is a fault.
fn words_of(texts: Vec<Spanned<String>>, file: &SourcePath, out: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut found = Vec::new();
    for text in texts {
        if words::all(&text.value).is_empty() {
            let message = format!("nobody can search for \"{}\": it has no letters or digits", text.value);
            let help = "write a word in its place, or remove it";
            out.push(Diagnostic::error("search-field", file, text.span, message).with_help(help));
        } else {
            found.push(text.value);
        }
    }
    found
}

/// The page of emergencies, if it is published.
fn page(site: &Site, file: &SourcePath, path: Spanned<String>, out: &mut Vec<Diagnostic>) -> Option<String> {
    if published(site, &path.value).is_some() {
        return Some(path.value);
    }
    let all = site.pages.iter().filter(|page| page.is_published());
    let near = nearest(&path.value, all.filter_map(|page| page.page.source.in_content()));
    let message = format!("there is no page \"{}\" to show first in an emergency", path.value);
    let help = "write the path of a published page in content/, such as when-to-get-help.md";
    let near = near.map(|near| format!("did you mean {near}?"));
    out.push(Diagnostic::error("search-page", file, path.span, message).with_help(help).maybe_help(near));
    None
}
