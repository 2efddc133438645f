//! By which fact each question is remembered. The fingerprint that a fact has now is that of the answer to its question.

use super::cards::{DrawingBytes, SocialCard, ThemeFonts};
use super::copied::IndexFile;
use super::files::CopiedThemeFile;
use super::functions::{Today, Words};
use super::letters::Letters;
use super::listings::{Backlinks, Listing, Neighbors, Recent, Series, TermListing, TermsOf, Trail};
use super::markdown_filter::LinksInText;
use super::menus::MenuItems;
use super::own::{Card, LinksOf, Settings, Text};
use super::pictures::Picture;
use super::question::READER;
use super::questions::{Data, Datum, LinkTo, NamedPage, RecordPage, Records};
use super::shared::RenderInput;
use super::sitemap::IndexedPages;
use super::translations::PageVersions;
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_base::path::SourcePath;
use vertebra_site::LookupScope;
use vertebra_site::deps::Dep;

impl RenderInput {
    /// The fingerprint of a fact about the site; none for facts that are not about it.
    pub fn print(&self, fact: &Dep) -> Option<Fingerprint> {
        let Dep::InLanguage(language, fact) = fact else { return self.print_for(READER, fact) };
        let mut all = Fingerprinter::new();
        // Pages that are hidden themselves may be answered otherwise; one fact stands for both answers.
        for sees_hidden in [false, true] {
            let lang = self.site.config.lang(language);
            all.maybe(lang.and_then(|lang| self.print_for(LookupScope { lang, sees_hidden }, fact)));
        }
        Some(all.finish())
    }

    /// The fingerprint of a fact for somebody who asks.
    fn print_for(&self, by: LookupScope, fact: &Dep) -> Option<Fingerprint> {
        let page = |source: &SourcePath| self.site.find(source.as_str());
        let section = |name: &str| self.site.section_named(name);
        let listing = |name: &str, number| section(name).map(|section| Listing { section, number });
        Some(match fact {
            Dep::Body(source) => self.print_if(page(source).map(Text), by),
            Dep::Links(source) => self.print_if(page(source).map(LinksOf), by),
            Dep::PageMeta(source) => self.print_if(page(source).map(Card), by),
            Dep::Listing(name) => self.print_if(listing(name, None), by),
            Dep::Slice(name, number) => self.print_if(listing(name, Some(*number)), by),
            Dep::Term(taxonomy, slug, number) => self.print_of(&TermListing { taxonomy, slug, number: *number }, by),
            Dep::Terms(taxonomy) => self.print_of(&TermsOf(taxonomy), by),
            Dep::Series(name) => self.print_of(&Series(name), by),
            Dep::Recent(name, _) => self.print_of(&Recent(section(name)), by),
            Dep::Pages(query) => self.print_of(query, by),
            Dep::Neighbors(source) => self.print_of(&Neighbors(source), by),
            Dep::Breadcrumbs(name) => self.print_if(section(name).map(Trail), by),
            Dep::Menu(name) => self.print_of(&MenuItems(name), by),
            Dep::Versions(name) => self.print_of(&PageVersions(name), by),
            Dep::All => self.print_of(&IndexedPages, by),
            Dep::Link(to) => self.print_of(&LinkTo(to), by),
            Dep::TextLinks(text, from) => self.print_of(&LinksInText::of(text, from.as_ref()), by),
            Dep::Backlinks(source) => self.print_of(&Backlinks(source), by),
            Dep::Lookup(path) => self.print_of(&NamedPage(path), by),
            Dep::Records(kind) => self.print_of(&Records(kind), by),
            Dep::Record(kind, key) => self.print_of(&RecordPage(kind, key), by),
            Dep::Data(path) => self.print_of(&Data(path), by),
            Dep::DataEntry(file, key) => self.print_of(&Datum(file, key), by),
            Dep::AzIndex(language) => self.print_of(&Letters(language), by),
            Dep::Search(output) => self.print_of(&IndexFile(output), by),
            Dep::Asset(name) => self.print_of(&CopiedThemeFile(name), by),
            Dep::SocialCard(source) => self.print_if(page(source).map(SocialCard), by),
            Dep::Drawing(path) => self.print_of(&DrawingBytes(path), by),
            Dep::Fonts => self.print_of(&ThemeFonts, by),
            Dep::Picture(name) => self.print_of(&Picture(name), by),
            Dep::Strings(language) => self.print_of(&Words(language), by),
            Dep::BuildDate => self.print_of(&Today, by),
            Dep::Config => self.print_of(&Settings, by),
            Dep::File(_)
            | Dep::Host(_)
            | Dep::Templates(_)
            | Dep::Place(_)
            | Dep::Names
            | Dep::PagesWithFieldErrors
            | Dep::InLanguage(..) => {
                return None;
            }
        })
    }
}
