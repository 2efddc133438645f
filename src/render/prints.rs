//! The fingerprint that a fact has now: made of what a template would be answered, as far as it shows.
//!
//! Every fact that a function logs must be here, and must change whenever the answer does. `tests/engine/incremental` looks for
//! answers that change without it.

use tera::Value;

use super::{Shared, letters, lists, lookups, menus, pictures, questions, translations, values};
use crate::host;
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_base::path::OutputPath;
use vertebra_schema::config::Lang;
use vertebra_site::plan;
use vertebra_site::track::Fact;
use vertebra_site::{Asker, PageId, SectionId, Site, Target};
use vertebra_yaml::{Kind, Node};

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
        let page = |source: &vertebra_base::path::SourcePath| site.find(source.as_str());
        let mut all = Fingerprinter::new();
        match fact {
            Fact::Body(source) => _ = all.maybe(page(source).map(|id| site.page(id).page.text_print())),
            Fact::Links(source) => links(&mut all, site, page(source)),
            Fact::Card(source) => _ = all.maybe(page(source).map(|id| self.card_print(id))),
            Fact::Listing(folder) => self.listing(&mut all, folder, None),
            Fact::Slice(folder, number) => self.listing(&mut all, folder, Some(*number)),
            Fact::Term(taxonomy, slug, number) => self.term(&mut all, (lang, taxonomy), slug, *number),
            Fact::Terms(taxonomy) => return Some(self.print_of(&questions::Terms(taxonomy), asker)),
            Fact::Series(name) => return Some(self.print_of(&questions::Series(name), asker)),
            Fact::Recent(folder, _) => self.cards(&mut all, &lookups::newest(site, lang, of_folder(site, folder))),
            Fact::Pages(query) => return Some(self.print_of(query, asker)),
            Fact::Neighbors(source) => return Some(self.print_of(&questions::Neighbors(source), asker)),
            Fact::Trail(folder) => trail(&mut all, site, of_folder(site, folder)),
            Fact::Menu(name) => return Some(self.print_of(&menus::Menu(name), asker)),
            Fact::Versions(name) => return Some(self.print_of(&translations::Versions(name), asker)),
            Fact::All => everything(&mut all, site),
            Fact::Link(to) => return Some(self.print_of(&questions::LinkTo(to), asker)),
            Fact::Backlinks(source) => return Some(self.print_of(&questions::Backlinks(source), asker)),
            Fact::Lookup(path) => return Some(self.print_of(&questions::Lookup(path), asker)),
            Fact::Records(kind) => return Some(self.print_of(&questions::Records(kind), asker)),
            Fact::Record(kind, key) => return Some(self.print_of(&questions::Record(kind, key), asker)),
            Fact::Data(path) => return Some(self.print_of(&questions::Data(path), asker)),
            Fact::Datum(file, key) => return Some(self.print_of(&questions::Datum(file, key), asker)),
            Fact::Letters(language) => return Some(self.print_of(&letters::Letters(language), asker)),
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
}

/// A section by its name: the whole folder, `content` for the top.
fn of_folder(site: &Site, name: &str) -> Option<SectionId> {
    site.section_named(name)
}

fn links(all: &mut Fingerprinter, site: &Site, id: Option<PageId>) {
    let Some(id) = id else { return };
    for linked in &site.page(id).links {
        // A broken link may begin to lead somewhere at the same address, and then show a picture.
        all.text(&linked.address).flag(linked.target == Target::Outside).flag(linked.target == Target::Broken);
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

/// A value of a data file, without its places.
pub fn node(all: &mut Fingerprinter, node: &Node) {
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
