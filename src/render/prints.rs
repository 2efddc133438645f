//! The fingerprint that a fact has now: made of what a template would be answered, as far as it shows.
//!
//! Every fact that a function logs must be here, and must change whenever the answer does. `tests/engine/incremental` looks for
//! answers that change without it.

use tera::Value;

use super::{Shared, asked, lists, lookups, menus, pictures, translations, values};
use crate::config::Lang;
use crate::fingerprint::{Fingerprint, Fingerprinter};
use crate::host;
use crate::path::OutputPath;
use crate::plan;
use crate::search;
use crate::site::{Asker, PageId, SectionId, Site, SitePage, Target};
use crate::track::{Fact, Query};
use crate::yaml::{Kind, Node};

/// Readers of the first language.
const READER: Asker = Asker { lang: Lang::FIRST, sees_hidden: false };

impl Shared {
    /// The fingerprint of a fact about the site; none for facts that are not about it.
    pub fn print(&self, fact: &Fact) -> Option<Fingerprint> {
        let Fact::In(language, fact) = fact else { return self.print_for(READER, fact) };
        let mut all = Fingerprinter::new();
        // Pages that are hidden themselves may be answered otherwise; one fact stands for both answers.
        for sees_hidden in [false, true] {
            let lang = self.site.config.lang(language);
            all.maybe(lang.and_then(|lang| self.print_for(Asker { lang, sees_hidden }, fact)));
        }
        Some(all.finish())
    }

    /// The fingerprint of a fact for a page in a language.
    fn print_for(&self, asker: Asker, fact: &Fact) -> Option<Fingerprint> {
        let site = &self.site;
        let lang = asker.lang;
        let page = |source: &crate::path::SourcePath| site.find(source.as_str());
        let mut all = Fingerprinter::new();
        match fact {
            Fact::Body(source) => _ = all.maybe(page(source).map(|id| site.page(id).page.text_print())),
            Fact::Links(source) => links(&mut all, site, page(source)),
            Fact::Card(source) => _ = all.maybe(page(source).map(|id| self.card_print(id))),
            Fact::Listing(folder) => self.listing(&mut all, folder, None),
            Fact::Slice(folder, number) => self.listing(&mut all, folder, Some(*number)),
            Fact::Term(taxonomy, slug, number) => self.term(&mut all, (lang, taxonomy), slug, *number),
            Fact::Terms(taxonomy) => terms(&mut all, site, lang, taxonomy),
            Fact::Series(name) => {
                self.cards(&mut all, site.series.get(&(lang, name.clone())).map_or(&[], Vec::as_slice));
            }
            Fact::Recent(folder, _) => self.cards(&mut all, &lookups::newest(site, lang, of_folder(site, folder))),
            Fact::Pages(query) => self.query(&mut all, asker, query),
            Fact::Neighbors(source) => neighbors(&mut all, site, page(source)),
            Fact::Trail(folder) => trail(&mut all, site, of_folder(site, folder)),
            Fact::Menu(name) => menus::print(&mut all, site, asker, name),
            Fact::Versions(name) => translations::print(&mut all, site, name),
            Fact::All => everything(&mut all, site),
            Fact::Link(to) => {
                let path = crate::link::Link::parse(to).path;
                let found = lookup(&mut all, site, asker, path);
                all.optional(lookups::address(site, lang, to, found).as_deref());
            }
            Fact::Backlinks(source) => {
                let from = page(source).map_or_else(Vec::new, |id| lookups::linking(site, id));
                self.cards(&mut all, &from);
            }
            Fact::Lookup(path) => {
                lookup(&mut all, site, asker, path);
            }
            Fact::Records(kind) => self.cards(&mut all, &lookups::of_kind(self, asker, kind)),
            Fact::Record(kind, key) => {
                let found = site.record_for(asker, kind, key).map(|id| site.page(id));
                all.optional(found.map(|page| page.page.source.as_str()));
                all.flag(found.is_some_and(SitePage::is_published));
            }
            Fact::Data(path) => maybe_node(&mut all, site.data_for(lang, path)),
            Fact::Datum(file, key) => maybe_node(&mut all, site.datum_for(lang, file, key)),
            Fact::Letters(language) => letters(&mut all, site, language),
            Fact::Search(output) => _ = all.maybe(self.search.get(output).map(|(_, print)| *print)),
            Fact::Host(name) => _ = all.text(&host::text(site, name)),
            Fact::Asset(name) => {
                let name = name.trim_start_matches('/');
                all.optional(self.assets.get(name).map(String::as_str));
                all.maybe(site.assets.get(name).map(|asset| asset.print));
            }
            Fact::SocialCard(source) => {
                let card = page(source).and_then(|id| site.card(site.page(id)));
                all.optional(card.as_ref().map(OutputPath::as_str));
            }
            Fact::Drawing(path) => {
                _ = all.maybe(super::cards::drawing(site, path).map(|it| Fingerprint::of_bytes(&it)))
            }
            Fact::Fonts => _ = all.print(site.theme.fonts.print()),
            Fact::Picture(name) => pictures::print(&mut all, site, name),
            Fact::Strings(language) => strings(&mut all, site, language),
            Fact::Clock => _ = all.text(&site.now.date().to_string()),
            Fact::Config => value(&mut all, &values::config(site, lang)),
            Fact::File(_) | Fact::Templates(_) | Fact::Place(_) | Fact::Names | Fact::Faulty | Fact::In(..) => {
                return None;
            }
        }
        Some(all.finish())
    }

    /// The fingerprint of what other pages see of a page.
    pub fn card_print(&self, id: PageId) -> Fingerprint {
        *self.card_prints[id.index()].get_or_init(|| {
            let mut all = Fingerprinter::new();
            value(&mut all, &self.cards[id.index()]);
            all.finish()
        })
    }

    fn cards(&self, all: &mut Fingerprinter, ids: &[PageId]) {
        all.number(ids.len() as u64);
        // A card names its page's file.
        ids.iter().for_each(|id| _ = all.print(self.card_print(*id)));
    }

    /// A section with all its pages, or with those of one page of its list.
    fn listing(&self, all: &mut Fingerprinter, folder: &str, number: Option<usize>) {
        let site = &self.site;
        let Some(id) = of_folder(site, folder) else { return };
        let section = site.section(id);
        self.section(all, id);
        let shown = match number {
            Some(number) => {
                all.number(section.list_pages() as u64);
                lists::slice(&section.pages, section.page_size, number)
            }
            None => &section.pages,
        };
        self.cards(all, shown);
        lookups::below(site, id).for_each(|below| self.section(all, below));
    }

    /// A section as a card.
    fn section(&self, all: &mut Fingerprinter, id: SectionId) {
        let section = self.site.section(id);
        all.text(&section.name).text(&section.title).text(section.url.as_str()).number(section.pages.len() as u64);
        all.maybe(section.index.map(|id| self.card_print(id)));
    }

    fn term(&self, all: &mut Fingerprinter, (lang, taxonomy): (Lang, &str), slug: &str, number: usize) {
        let Some(terms) = lookups::taxonomy(&self.site, lang, taxonomy) else { return };
        let Some(term) = terms.place(slug).map(|at| &terms.terms[at]) else { return };
        all.text(&term.name).text(term.url.as_str()).number(term.pages.len() as u64).number(term.list_pages() as u64);
        all.maybe(term.page.map(|id| self.card_print(id)));
        self.cards(all, lists::slice(&term.pages, term.page_size, number));
    }

    fn query(&self, all: &mut Fingerprinter, asker: Asker, query: &Query) {
        match asked::ask(&self.site, asker, query) {
            Some(ids) => {
                lookup(all, &self.site, asker, &query.section);
                self.cards(all.flag(true), &ids);
            }
            None => _ = all.flag(false),
        }
    }
}

/// A section by its name: the whole folder, `content` for the top.
fn of_folder(site: &Site, name: &str) -> Option<SectionId> {
    site.section_named(name)
}

/// What a name finds, and whether published pages find it too.
fn lookup(all: &mut Fingerprinter, site: &Site, asker: Asker, path: &str) -> (Option<PageId>, Option<SectionId>) {
    let found = (site.find_for(asker, path), site.find_section_for(asker, path));
    all.optional(found.0.map(|id| site.page(id).page.source.as_str()));
    all.optional(found.1.map(|id| site.section(id).name.as_str()));
    all.flag(found.0.is_some_and(|id| site.page(id).is_published()));
    all.flag(found.1.is_some_and(|id| site.section(id).published));
    found
}

fn links(all: &mut Fingerprinter, site: &Site, id: Option<PageId>) {
    let Some(id) = id else { return };
    for linked in &site.page(id).links {
        // A broken link may begin to lead somewhere at the same address, and then show a picture.
        all.text(&linked.address).flag(linked.target == Target::Outside).flag(linked.target == Target::Broken);
    }
}

fn terms(all: &mut Fingerprinter, site: &Site, lang: Lang, taxonomy: &str) {
    let Some(terms) = lookups::taxonomy(site, lang, taxonomy) else {
        // Declared in another language, which a template is told by an empty list.
        all.flag(lookups::taxonomy(site, Lang::FIRST, taxonomy).is_some());
        return;
    };
    all.text(terms.url.as_str()).optional(terms.page.map(|id| site.page(id).page.source.as_str()));
    for term in &terms.terms {
        all.text(&term.name).text(&term.slug).text(term.url.as_str()).number(term.pages.len() as u64);
    }
}

fn neighbors(all: &mut Fingerprinter, site: &Site, id: Option<PageId>) {
    let Some(id) = id else { return };
    let (previous, next) = lookups::around(site, id);
    for neighbour in [previous, next] {
        all.optional(neighbour.map(|id| site.page(id).page.source.as_str()));
    }
}

fn trail(all: &mut Fingerprinter, site: &Site, id: Option<SectionId>) {
    let mut next = id;
    while let Some(id) = next {
        let section = site.section(id);
        all.text(&section.title).text(section.url.as_str());
        all.optional(section.index.map(|id| site.page(id).page.source.as_str()));
        next = section.parent;
    }
}

/// What the sitemap tells of all pages.
fn everything(all: &mut Fingerprinter, site: &Site) {
    for id in plan::indexed(site) {
        let page = site.page(id);
        let front = &page.page.front;
        all.text(page.url.as_str());
        for version in translations::indexed(site, Some(id), None) {
            all.text(version.url.as_str());
        }
        let changed = front.updated.as_ref().or(front.date.as_ref()).map(|moment| moment.value.day());
        let parts = changed.map_or((0, 0, 0), |day| (day.year(), day.month(), day.day()));
        all.number(parts.0 as u64).number(parts.1 as u64).number(parts.2 as u64);
    }
    all.flag(true);
    for url in plan::bare_lists(site) {
        all.text(url.as_str());
        if let Some(id) = (!site.config.languages.is_empty()).then(|| site.find_section(url.as_str())).flatten() {
            translations::indexed(site, None, Some(id)).iter().for_each(|version| _ = all.text(version.url.as_str()));
        }
    }
}

fn strings(all: &mut Fingerprinter, site: &Site, language: &str) {
    // Words are few, and read by every page: their debug form names all there is about them.
    let strings = &site.theme.strings;
    for key in strings.keys(language) {
        all.text(key).text(&format!("{:?}", strings.get(language, key)));
    }
}

fn letters(all: &mut Fingerprinter, site: &Site, language: &str) {
    for letter in search::letters(site, language) {
        all.text(&letter.letter).number(letter.entries.len() as u64);
        for listed in &letter.entries {
            all.text(&listed.title).text(&listed.url).optional(listed.see.as_deref());
        }
    }
}

fn maybe_node(all: &mut Fingerprinter, node: Option<&Node>) {
    all.flag(node.is_some());
    node.into_iter().for_each(|it| self::node(all, it));
}

/// A value of a data file, without its places.
fn node(all: &mut Fingerprinter, node: &Node) {
    match &node.kind {
        Kind::Null => _ = all.number(0),
        Kind::Bool(flag, text) => _ = all.number(1).flag(*flag).text(text),
        Kind::Number(_, text) => _ = all.number(2).text(text),
        Kind::Text(text) => _ = all.number(3).text(text),
        Kind::List(items) => {
            all.number(4).number(items.len() as u64);
            items.iter().for_each(|item| self::node(all, item));
        }
        Kind::Map(entries) => {
            all.number(5).number(entries.len() as u64);
            for entry in entries {
                all.text(&entry.key);
                self::node(all, &entry.value);
            }
        }
    }
}

/// A value as templates see it.
pub fn value(all: &mut Fingerprinter, it: &Value) {
    if let Some(text) = it.as_str() {
        all.number(1).flag(it.is_safe()).text(text);
    } else if let Some(map) = it.as_map() {
        all.number(2).number(map.len() as u64);
        for (key, inner) in map {
            match key.as_str() {
                Some(key) => _ = all.text(key),
                None => _ = all.text(&format!("{key:?}")),
            }
            value(all, inner);
        }
    } else if let Some(items) = it.as_array() {
        all.number(3).number(items.len() as u64);
        items.iter().for_each(|item| value(all, item));
    } else if let Some(flag) = it.as_bool() {
        all.number(4).flag(flag);
    } else if let Some(number) = it.as_i64() {
        all.number(5).number(number as u64);
    } else {
        all.number(6).text(&it.to_string()).flag(it.is_none());
    }
}
