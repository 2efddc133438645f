//! By which fact each question is remembered. The fingerprint that a fact has now is that of the answer to its question.

use super::cards::{Drawing, Fonts, SocialCard};
use super::copied::{HostFile, IndexFile};
use super::files::ThemeFile;
use super::functions::{Today, Words};
use super::letters::Letters;
use super::listings::{Backlinks, Listing, Neighbors, Recent, Series, TermListing, Terms, Trail};
use super::menus::Menu;
use super::own::{Card, Links, Settings, Text};
use super::pictures::Picture;
use super::question::READER;
use super::questions::{Data, Datum, LinkTo, Lookup, Record, Records};
use super::shared::Shared;
use super::sitemap::Indexed;
use super::translations::Versions;
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_base::path::SourcePath;
use vertebra_site::Asker;
use vertebra_site::track::Fact;

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

    /// The fingerprint of a fact for somebody who asks.
    fn print_for(&self, by: Asker, fact: &Fact) -> Option<Fingerprint> {
        let page = |source: &SourcePath| self.site.find(source.as_str());
        let section = |name: &str| self.site.section_named(name);
        let listing = |name: &str, number| section(name).map(|section| Listing { section, number });
        Some(match fact {
            Fact::Body(source) => self.print_if(page(source).map(Text), by),
            Fact::Links(source) => self.print_if(page(source).map(Links), by),
            Fact::Card(source) => self.print_if(page(source).map(Card), by),
            Fact::Listing(name) => self.print_if(listing(name, None), by),
            Fact::Slice(name, number) => self.print_if(listing(name, Some(*number)), by),
            Fact::Term(taxonomy, slug, number) => self.print_of(&TermListing { taxonomy, slug, number: *number }, by),
            Fact::Terms(taxonomy) => self.print_of(&Terms(taxonomy), by),
            Fact::Series(name) => self.print_of(&Series(name), by),
            Fact::Recent(name, _) => self.print_of(&Recent(section(name)), by),
            Fact::Pages(query) => self.print_of(query, by),
            Fact::Neighbors(source) => self.print_of(&Neighbors(source), by),
            Fact::Trail(name) => self.print_if(section(name).map(Trail), by),
            Fact::Menu(name) => self.print_of(&Menu(name), by),
            Fact::Versions(name) => self.print_of(&Versions(name), by),
            Fact::All => self.print_of(&Indexed, by),
            Fact::Link(to) => self.print_of(&LinkTo(to), by),
            Fact::Backlinks(source) => self.print_of(&Backlinks(source), by),
            Fact::Lookup(path) => self.print_of(&Lookup(path), by),
            Fact::Records(kind) => self.print_of(&Records(kind), by),
            Fact::Record(kind, key) => self.print_of(&Record(kind, key), by),
            Fact::Data(path) => self.print_of(&Data(path), by),
            Fact::Datum(file, key) => self.print_of(&Datum(file, key), by),
            Fact::Letters(language) => self.print_of(&Letters(language), by),
            Fact::Search(output) => self.print_of(&IndexFile(output), by),
            Fact::Host(name) => self.print_of(&HostFile(name), by),
            Fact::Asset(name) => self.print_of(&ThemeFile(name), by),
            Fact::SocialCard(source) => self.print_if(page(source).map(SocialCard), by),
            Fact::Drawing(path) => self.print_of(&Drawing(path), by),
            Fact::Fonts => self.print_of(&Fonts, by),
            Fact::Picture(name) => self.print_of(&Picture(name), by),
            Fact::Strings(language) => self.print_of(&Words(language), by),
            Fact::Clock => self.print_of(&Today, by),
            Fact::Config => self.print_of(&Settings, by),
            Fact::File(_) | Fact::Templates(_) | Fact::Place(_) | Fact::Names | Fact::Faulty | Fact::In(..) => {
                return None;
            }
        })
    }
}
