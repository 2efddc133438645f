//! What is looked up in a whole site: pages by address, records, glossaries, pages that ask for a place in a menu.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::lists::TaxonomyTerms;
use super::model::{Glossary, PageId, Records, SitePage};
use super::plan::Plan;
use super::published::Placed;
use super::standing::Standing;
use super::taxonomy;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::UrlPath;
use vertebra_base::slug::slugify;
use vertebra_markdown::Page;
use vertebra_schema::config::Config;
use vertebra_schema::theme::Theme;

/// Puts what follows from all files to each page.
pub fn place(pages: Vec<Arc<Page>>, urls: Vec<UrlPath>, standing: Standing) -> Vec<Placed> {
    let Standing { spoken, mut translations, hidden, .. } = standing;
    let placed = pages.into_iter().zip(urls).zip(hidden).enumerate().map(|(at, ((page, url), hidden))| {
        let lang = spoken.lang(at);
        let base = (!lang.is_first()).then(|| spoken.base(at, &page).clone());
        Placed { lang, base, translation: translations.take(at), url, hidden, page }
    });
    placed.collect()
}

/// Pages by their addresses. A hidden page stands at its own only where a build has nothing, or a list that it is the
/// text of.
pub fn by_url(pages: &[SitePage], published: usize, plan: &Plan, terms: &[TaxonomyTerms]) -> HashMap<String, PageId> {
    let all = || pages.iter().zip((0..).map(PageId));
    let mut by_url: HashMap<_, _> = all().take(published).map(|(page, id)| (page.url.folded(), id)).collect();
    for (page, id) in all().skip(published) {
        let is_text = page.is_index || taxonomy::is_page_of_one(terms, id);
        if is_text || plan.owner(&page.url.output()).is_none() {
            by_url.entry(page.url.folded()).or_insert(id);
        }
    }
    by_url
}

/// The glossary of each language.
pub fn glossaries(pages: &[SitePage], theme: &Theme, config: &Config) -> Vec<Glossary> {
    let is_glossary = |page: &SitePage| theme.types.get(&page.page.front.kind.value).is_some_and(|kind| kind.glossary);
    let mut glossaries: Vec<Glossary> = config.langs().map(|_| Glossary::new()).collect();
    for (page, id) in pages.iter().zip((0..).map(PageId)).filter(|(page, _)| is_glossary(page)) {
        for (at, term) in page.page.terms.iter().enumerate() {
            glossaries[page.lang.index()].entry(slugify(&term.name)).or_insert((id, at));
        }
    }
    glossaries
}

pub fn asking(pages: &[SitePage]) -> BTreeMap<String, Vec<PageId>> {
    let mut asking: BTreeMap<String, Vec<PageId>> = BTreeMap::new();
    for (page, id) in pages.iter().zip(0..) {
        for menu in &page.page.front.menus {
            let pages = asking.entry(menu.value.clone()).or_default();
            if pages.last() != Some(&PageId(id)) {
                pages.push(PageId(id));
            }
        }
    }
    for ids in asking.values_mut() {
        ids.sort_by_key(|id| (pages[id.index()].page.front.weight.unwrap_or(i64::MAX), *id));
    }
    asking
}

pub fn records(pages: &[SitePage], out: &mut Vec<Diagnostic>) -> Records {
    let mut records: HashMap<_, PageId> = HashMap::new();
    for (page, id) in pages.iter().zip(0..) {
        let front = &page.page.front;
        let key = (page.lang, front.kind.value.clone(), page.key().to_owned());
        // Only a key that was chosen by hand can be wrong: equal file names in two folders are common.
        if let (Some(first), Some(chosen), true) = (records.get(&key), &front.key, page.is_published()) {
            let message = format!("the key \"{}\" is already used by {}", key.2, pages[first.index()].page.source);
            let help = "give one of the two pages another key";
            out.push(Diagnostic::error("key-twice", &page.page.source, chosen.span, message).with_help(help));
            continue;
        }
        records.entry(key).or_insert(PageId(id));
    }
    records
}
