//! What was published once and is no more: addresses of pages, lists, feeds and files. Finds them and what has most likely taken their place; the words are in `lost_words`.
//!
//! Costs one look at every address of the address book; all else only where something is lost.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

use super::catalog::Catalog;
use super::hidden::Unpublished;
use super::lost_words::{self, Lost, Mentions};
use super::model::{LinkTarget, PageId, SiteFile};
use super::plan::Owner;
use super::resolve::NamedTarget;
use super::site::Site;
use crate::addresses::{MinHash, PublishedAddress};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::link::{Link as Address, composed, page_address};
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_html::{HtmlToken, Positions, tokenize};
use vertebra_markdown::{Body, Filling, Page, WrittenLink};
use vertebra_schema::config::{MenuItem, MenuTarget};
use vertebra_yaml::YamlNode;

/// Of sixteen marks, those that a page must share with a lost one to be named as what may replace it: one that is new, and
/// one that was published beside it.
pub const NEW_AND_ALIKE: usize = 4;
pub const OLD_AND_ALIKE: usize = 10;

/// So many lost pages are looked for by their words; more are lost at once only when all addresses have changed.
const LOOKED_FOR: usize = 200;

/// The addresses that were published and are not answered any more.
pub fn addresses<'s>(site: &'s Catalog, files: &[SiteFile]) -> Vec<(&'s UrlPath, &'s PublishedAddress)> {
    if site.book.damaged {
        return Vec::new();
    }
    let today = site.now.date();
    let due = site.book.published.iter().filter(|(_, record)| record.since <= today);
    due.filter(|(url, _)| !is_answered(site, files, url)).collect()
}

/// Tells every address that was published and is not answered any more.
pub fn of_site(site: &Site, out: &mut Vec<Diagnostic>) {
    if !site.lost {
        return;
    }
    let today = site.now.date();
    let lost = addresses(site, &site.files);
    let mentions = mentions(site, &lost);
    let alike = Alike::default();
    for (at, ((url, record), mentions)) in lost.iter().zip(mentions).enumerate() {
        let lost = Lost { url, record, today, mentions };
        out.push(tell(site, &lost, &alike, at < LOOKED_FOR));
    }
}

fn tell(site: &Site, lost: &Lost, alike: &Alike, search: bool) -> Diagnostic {
    let source = lost.record.source();
    if let Some((now, owner)) = site.plan.at(lost.url).filter(|(_, owner)| !matches!(owner, Owner::Alias(_))) {
        if let Some(page) = hidden_file(site, &site.files, owner) {
            return lost_words::file_of_hidden(lost, page);
        }
        return lost_words::other_case(lost, (&now, owner.source()), site.config.deploy.target.value);
    }
    if lost.record.bytes.is_some() {
        let kept = source.and_then(|source| site.file(source.as_str())).map(|file| &file.source);
        return lost_words::file(lost, kept, same_file(site, lost.record));
    }
    if let Some(expired) = site.expired.iter().find(|page| page.url == *lost.url) {
        return lost_words::expired(lost, expired);
    }
    let is_it = |page: &&Unpublished| page.url == *lost.url || Some(&page.source) == source.as_ref();
    if let Some(hidden) = site.unpublished.iter().find(is_it) {
        return lost_words::hidden(lost, hidden);
    }
    match replacement(site, lost.record, alike, search) {
        Some(id) => lost_words::replaced(lost, &site.page(id).page),
        None => lost_words::page(lost),
    }
}

/// Whether something stands at an address, or an editor has said what became of it.
fn is_answered(site: &Catalog, files: &[SiteFile], url: &UrlPath) -> bool {
    if site.index.page_at(url.as_str(), &site.pages).is_some() {
        return true;
    }
    if let Some((live, owner)) = site.plan.at(url)
        && !matches!(owner, Owner::Alias(_))
    {
        // Most hosts tell `/Price.pdf` from `/price.pdf`.
        let is_it = |other: &UrlPath| composed(other.as_str()) == composed(url.as_str());
        let is_given_up = || site.book.gone.iter().any(|gone| gone.fragment.is_none() && is_it(&gone.from.value));
        let is_hidden = || hidden_file(site, files, owner).is_some();
        return is_it(&live) && !is_hidden()
            || is_given_up()
            || site.redirects.each().any(|redirect| is_it(&redirect.from));
    }
    if let Some(redirect) = site.redirects.at(url) {
        // That a page expires is no word about its address.
        return !site
            .expired
            .iter()
            .any(|page| page.to.is_none() && page.source == redirect.origin.file && page.url == *url);
    }
    // What leads nowhere has been told at its line.
    site.book.redirects.iter().any(|moved| moved.from.value == *url)
}

/// The page to which a file belongs that is not published with it.
fn hidden_file<'s>(site: &Catalog, files: &'s [SiteFile], owner: &Owner) -> Option<&'s SourcePath> {
    let Owner::File(source) = owner else { return None };
    files.get(site.index.file_place(source.as_str(), &site.files)?)?.of_hidden.as_ref()
}

/// The page that may have taken the place of a lost one: the same file, the page that its address led to, the one whose
/// text is most alike.
fn replacement(site: &Site, record: &PublishedAddress, alike: &Alike, search: bool) -> Option<PageId> {
    let published = |id: &PageId| site.page(*id).is_published();
    let same = record.source().and_then(|source| site.index.page(source.as_str(), &site.pages)).filter(published);
    let led_to = || {
        let to = page_address(Address::parse(&site.config.base_url.local(record.to.as_ref()?)).path)?;
        site.index.page_at(to.as_str(), &site.pages)
    };
    let words = || record.words.as_ref().filter(|_| search).and_then(|words| alike.find(site, words));
    same.or_else(led_to).or_else(words)
}

/// What all pages are made of, once somebody asks.
#[derive(Default)]
struct Alike(OnceCell<Vec<(PageId, MinHash)>>);

impl Alike {
    fn find(&self, site: &Site, wanted: &MinHash) -> Option<PageId> {
        let of_pages = || {
            let pages = site.ids().filter(|id| site.page(*id).is_published() && !site.is_not_found(*id));
            pages.map(|id| (id, words(&site.page(id).page))).collect()
        };
        let alike = self.0.get_or_init(of_pages).iter().filter_map(|(id, words)| {
            let is_new = !site.book.published.contains_key(&site.page(*id).url);
            let shared = words.resemblance(wanted);
            let enough = shared >= if is_new { NEW_AND_ALIKE } else { OLD_AND_ALIKE };
            enough.then_some((is_new, shared, std::cmp::Reverse(*id)))
        });
        alike.max().map(|(_, _, id)| id.0)
    }
}

/// What a page is made of: its title and all words of its text.
pub fn words(page: &Page) -> MinHash {
    let read = || {
        let mut text = page.front.title.value.clone();
        add_words(&page.body, &mut text);
        MinHash::of(&text).bytes()
    };
    MinHash::of_bytes(*page.words_print.get_or_init(read))
}

fn add_words(body: &Body, text: &mut String) {
    text.push(' ');
    let mut done = 0;
    // As it is written, `&amp;` too: the address book of each site remembers pages by such words.
    tokenize(&body.html, Positions::Wanted, |seen, place| {
        if !matches!(seen, HtmlToken::Text(_)) {
            text.push_str(&body.html[done..place.start]);
            text.push(' ');
            done = place.end;
        }
    });
    text.push_str(&body.html[done..]);
    for hole in &body.holes {
        if let Filling::Directive(directive) = &hole.filling {
            directive.heading.iter().for_each(|heading| text.push_str(heading));
            directive.body.iter().for_each(|body| add_words(body, text));
        }
    }
}

/// A file with the same bytes at another address.
fn same_file<'a>(site: &'a Site, record: &PublishedAddress) -> Option<&'a UrlPath> {
    let bytes = record.bytes.as_ref()?;
    let is_same = |file: &&SiteFile| file.is_published() && file_print(file.content.print()) == *bytes;
    site.files.iter().find(is_same).map(|file| &file.url)
}

/// What the address book keeps of the fingerprint of a file.
pub fn file_print(print: Fingerprint) -> String {
    print.to_string()[..16].to_owned()
}

/// Who links to each of the lost addresses.
fn mentions(site: &Site, lost: &[(&UrlPath, &PublishedAddress)]) -> Vec<Mentions> {
    let mut all = vec![Mentions::default(); lost.len()];
    let mut places: HashMap<String, usize> = HashMap::new();
    for (at, (url, record)) in lost.iter().enumerate() {
        places.insert(url.folded(), at);
        record.source().into_iter().for_each(|source| _ = places.insert(source.as_str().to_owned(), at));
    }
    let place = |named: NamedTarget| match &named {
        NamedTarget::Source(source) => places.get(source).copied(),
        named => places.get(&named.address()?.folded()).copied(),
    };
    let base = &site.config.base_url;
    for (page, id) in site.pages.iter().zip(site.ids()).filter(|(page, _)| page.is_published()) {
        let broken = page.page.links.iter().zip(site.links(id)).filter(|(_, linked)| is_broken(site, &linked.target));
        let named = |link: &WrittenLink| site.resolve(&page.into(), link).named;
        let linked: BTreeSet<usize> = broken.filter_map(|(link, _)| place(named(link))).collect();
        linked.into_iter().for_each(|at| all[at].pages += 1);
        arguments(&page.page.body, &mut |argument| {
            place(NamedTarget::from_top(base, argument)).into_iter().for_each(|at| all[at].cards += 1);
        });
    }
    let mut lines = Vec::new();
    site.config.menus.iter().for_each(|menu| menu.items.iter().for_each(|item| menu_pages(item, &mut lines)));
    for language in &site.config.languages {
        language.menus.iter().for_each(|menu| menu.items.iter().for_each(|item| menu_pages(item, &mut lines)));
    }
    let settings = site.config.settings.iter().filter_map(|entry| YamlNode::as_text(&entry.value));
    for line in lines.into_iter().chain(settings) {
        place(NamedTarget::from_top(base, line)).into_iter().for_each(|at| all[at].settings += 1);
    }
    all
}

fn is_broken(site: &Site, target: &LinkTarget) -> bool {
    match target {
        LinkTarget::Broken => true,
        LinkTarget::Page(id) => !site.page(*id).is_published(),
        _ => false,
    }
}

/// The values that the components of a text are called with.
pub fn arguments(body: &Body, each: &mut dyn FnMut(&str)) {
    for hole in &body.holes {
        if let Filling::Directive(directive) = &hole.filling {
            directive.arguments.iter().for_each(|argument| each(&argument.value));
            directive.body.iter().for_each(|body| arguments(body, each));
        }
    }
}

fn menu_pages<'a>(item: &'a MenuItem, lines: &mut Vec<&'a str>) {
    if let MenuTarget::Page(path) = &item.target {
        lines.push(path);
    }
    item.children.iter().for_each(|item| menu_pages(item, lines));
}
