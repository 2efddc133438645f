//! The list of all pages from A to Z, for those who do not search or have no scripts.

use std::collections::BTreeMap;

use super::settings::SearchSettings;
use super::words::folded;
use vertebra_base::slug::slugify;
use vertebra_schema::config::Lang;
use vertebra_site::{PageId, Site};

/// A letter and what begins with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// As it is shown; nothing for what begins with no letter.
    pub letter: String,
    pub entries: Vec<LetterEntry>,
}

/// An entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterEntry {
    pub title: String,
    /// Without the base path; a heading may follow behind `#`.
    pub url: String,
    /// Where to look instead, for terms and other words.
    pub see: Option<String>,
}

/// All pages of a language that can be found, the terms of its glossary, and the other words for things, by letters.
pub fn letters(site: &Site, language: &str) -> Vec<Letter> {
    let mut all = Vec::new();
    for id in site.searched().filter(|id| site.language(*id) == language) {
        let page = site.page(id);
        let title = &page.page.front.title.value;
        let url = page.url.as_str();
        all.push(LetterEntry { title: title.clone(), url: url.to_owned(), see: None });
        if site.is_glossary(id) {
            let terms = page.page.terms.iter();
            all.extend(terms.map(|term| LetterEntry {
                title: term.name.clone(),
                url: format!("{url}#{}", term.id),
                see: Some(title.clone()),
            }));
        }
    }
    all.extend(other_words(site, language));
    let mut letters: BTreeMap<String, (String, Vec<(String, LetterEntry)>)> = BTreeMap::new();
    for listed in all.into_iter().filter(|listed| !listed.title.trim().is_empty()) {
        let key = key(&listed.title, language);
        let (letter, order) = letter(&listed.title, language);
        letters.entry(order).or_insert_with(|| (letter, Vec::new())).1.push((key, listed));
    }
    let sorted = |(letter, mut entries): (String, Vec<(String, LetterEntry)>)| {
        entries.sort_by(|(a, x), (b, y)| (a, &x.see, &x.url).cmp(&(b, &y.see, &y.url)));
        Letter { letter, entries: entries.into_iter().map(|(_, listed)| listed).collect() }
    };
    letters.into_values().map(sorted).collect()
}

/// "Knots: see Trigger point", where what is meant is the title of a page or a term of the glossary.
fn other_words(site: &Site, language: &str) -> Vec<LetterEntry> {
    let mut places: BTreeMap<String, (String, String)> = BTreeMap::new();
    let mut ids: Vec<PageId> = site.searched().filter(|id| site.language(*id) == language).collect();
    // A page says more than the entry of a glossary.
    ids.sort_by_key(|id| site.is_glossary(*id));
    for id in ids {
        let page = site.page(id);
        let title = &page.page.front.title.value;
        places.entry(slugify(title)).or_insert_with(|| (title.clone(), page.url.to_string()));
        for term in page.page.terms.iter().filter(|_| site.is_glossary(id)) {
            let place = || (term.name.clone(), format!("{}#{}", page.url, term.id));
            places.entry(slugify(&term.name)).or_insert_with(place);
        }
    }
    let mut listed = Vec::new();
    let lang = site.config.lang(language).unwrap_or(Lang::FIRST);
    for synonym in SearchSettings::of(site, lang).synonyms {
        let Some((see, url)) = synonym.meant.iter().find_map(|meant| places.get(&slugify(meant))) else { continue };
        // The same word with a capital or an ending is next to it anyway.
        if slugify(see) != slugify(&synonym.typed) {
            listed.push(LetterEntry { title: capital(&synonym.typed), url: url.clone(), see: Some(see.clone()) });
        }
    }
    listed
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What a title is sorted by: letters without accents, but for those that are letters of their own in the language.
fn key(title: &str, language: &str) -> String {
    let title = title.trim_start_matches(|c: char| !c.is_alphanumeric());
    if is_spanish(language) {
        // Behind every word that goes on with n, as in a Spanish dictionary.
        let marked: String = title.to_lowercase().replace('ñ', "n\u{10ffff}");
        return folded(&marked);
    }
    folded(title)
}

/// The letter under which a title is listed, and where that stands among the others.
fn letter(title: &str, language: &str) -> (String, String) {
    let key = key(title, language);
    let mut chars = key.chars();
    match chars.next() {
        Some('n') if chars.next() == Some('\u{10ffff}') => ("Ñ".to_owned(), "n\u{10ffff}".to_owned()),
        Some(first) if first.is_alphabetic() => (first.to_uppercase().collect(), first.to_string()),
        _ => (String::new(), String::new()),
    }
}

fn is_spanish(language: &str) -> bool {
    language.split('-').next() == Some("es")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_are_folded_and_spanish_has_its_own_letter() {
        for (title, language, expected) in [
            ("Ángulo", "es", "A"),
            ("Ñandú", "es", "Ñ"),
            ("Ñandú", "en", "N"),
            ("«Élan»", "fr", "E"),
            ("24 hours", "en", ""),
            ("Спина", "ru", "С"),
        ] {
            assert_eq!(letter(title, language).0, expected, "{title}");
        }
        assert!(key("nube", "es") < key("ñandú", "es") && key("ñandú", "es") < key("oso", "es"));
    }
}
