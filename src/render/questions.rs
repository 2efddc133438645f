//! The questions of templates about other pages and data. Each is one type with one answer: asking takes note of the
//! fact that it is remembered by, and the fingerprint of that fact is the fingerprint of the answer. So no answer can
//! change without what was told it, and a look-up that finds nothing has a fingerprint like any other.

use tera::Value;

use super::lookups;
use super::slot::Slot;
use super::{Shared, asked, known, prints, terms};
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_base::link::Link;
use vertebra_base::path::SourcePath;
use vertebra_schema::config::Lang;
use vertebra_site::track::{Fact, Query};
use vertebra_site::{Asker, PageId, SectionId, Site};
use vertebra_yaml::Node;

/// Something that a template asks.
pub trait Question {
    type Answer<'s>: Answer;

    /// The answer hangs on the language of who asks.
    const SPOKEN: bool = true;

    /// The name by which it is remembered.
    fn fact(&self) -> Fact;

    /// The answer for somebody who asks, hidden pages included: who does not see them sorts them out.
    fn answer<'s>(&self, shared: &'s Shared, asker: Asker) -> Self::Answer<'s>;
}

/// What a question is answered with.
pub trait Answer {
    /// All of it that shows.
    fn print(&self, shared: &Shared, all: &mut Fingerprinter);
}

impl<'a> Slot<'a> {
    /// Answers a question, and takes note of it before.
    pub fn ask<Q: Question>(&self, question: &Q) -> Q::Answer<'a> {
        match Q::SPOKEN {
            true => self.log_spoken(question.fact()),
            false => self.log(question.fact()),
        }
        question.answer(self.shared, known::asker(self))
    }
}

impl Shared {
    /// The fingerprint of the answer to a question.
    pub fn print_of<Q: Question>(&self, question: &Q, asker: Asker) -> Fingerprint {
        let mut all = Fingerprinter::new();
        question.answer(self, asker).print(self, &mut all);
        all.finish()
    }
}

/// Pages with their cards, in order.
pub struct Cards(pub Vec<PageId>);

impl Answer for Cards {
    fn print(&self, shared: &Shared, all: &mut Fingerprinter) {
        all.number(self.0.len() as u64);
        // A card names its page's file.
        self.0.iter().for_each(|id| _ = all.print(shared.card_print(*id)));
    }
}

/// The page that was found, if any. What it shows of itself is a fact of its own.
#[derive(Clone, Copy)]
pub struct Found(pub Option<PageId>);

impl Answer for Found {
    fn print(&self, shared: &Shared, all: &mut Fingerprinter) {
        all.optional(self.0.map(|id| shared.site.page(id).page.source.as_str()));
        all.flag(self.0.is_some_and(|id| shared.site.page(id).is_published()));
    }
}

/// The page and the section that a path or an address names.
#[derive(Clone, Copy)]
pub struct Place {
    pub page: Option<PageId>,
    pub section: Option<SectionId>,
}

impl Place {
    fn find(site: &Site, asker: Asker, path: &str) -> Self {
        Place { page: site.find_for(asker, path), section: site.find_section_for(asker, path) }
    }
}

impl Answer for Place {
    fn print(&self, shared: &Shared, all: &mut Fingerprinter) {
        Found(self.page).print(shared, all);
        all.optional(self.section.map(|id| shared.site.section(id).name.as_str()));
        all.flag(self.section.is_some_and(|id| shared.site.section(id).published));
    }
}

impl<A: Answer> Answer for Option<A> {
    fn print(&self, shared: &Shared, all: &mut Fingerprinter) {
        all.flag(self.is_some());
        self.iter().for_each(|answer| answer.print(shared, all));
    }
}

impl<A: Answer, B: Answer> Answer for (A, B) {
    fn print(&self, shared: &Shared, all: &mut Fingerprinter) {
        self.0.print(shared, all);
        self.1.print(shared, all);
    }
}

impl<A: Answer> Answer for Vec<A> {
    fn print(&self, shared: &Shared, all: &mut Fingerprinter) {
        all.number(self.len() as u64);
        self.iter().for_each(|answer| answer.print(shared, all));
    }
}

impl Answer for String {
    fn print(&self, _: &Shared, all: &mut Fingerprinter) {
        all.text(self);
    }
}

impl Answer for &Node {
    fn print(&self, _: &Shared, all: &mut Fingerprinter) {
        prints::node(all, self);
    }
}

impl Answer for Value {
    fn print(&self, _: &Shared, all: &mut Fingerprinter) {
        prints::value(all, self);
    }
}

/// What a path or an address names.
pub struct Lookup<'q>(pub &'q str);

impl Question for Lookup<'_> {
    type Answer<'s> = Place;

    fn fact(&self) -> Fact {
        Fact::Lookup(self.0.to_owned())
    }

    fn answer(&self, shared: &Shared, asker: Asker) -> Place {
        Place::find(&shared.site, asker, self.0)
    }
}

/// Where a link leads, as a template writes it: what its path names, and the address of that.
pub struct LinkTo<'q>(pub &'q str);

impl Question for LinkTo<'_> {
    type Answer<'s> = (Place, Option<String>);

    fn fact(&self) -> Fact {
        Fact::Link(self.0.to_owned())
    }

    fn answer(&self, shared: &Shared, asker: Asker) -> (Place, Option<String>) {
        let place = Place::find(&shared.site, asker, Link::parse(self.0).path);
        let address = lookups::address(&shared.site, asker.lang, self.0, (place.page, place.section));
        (place, address)
    }
}

/// All pages of a type.
pub struct Records<'q>(pub &'q str);

impl Question for Records<'_> {
    type Answer<'s> = Cards;

    fn fact(&self) -> Fact {
        Fact::Records(self.0.to_owned())
    }

    fn answer(&self, shared: &Shared, asker: Asker) -> Cards {
        Cards(lookups::of_kind(shared, asker, self.0))
    }
}

/// The page of a type with a key.
pub struct Record<'q>(pub &'q str, pub &'q str);

impl Question for Record<'_> {
    type Answer<'s> = Found;

    fn fact(&self) -> Fact {
        Fact::Record(self.0.to_owned(), self.1.to_owned())
    }

    fn answer(&self, shared: &Shared, asker: Asker) -> Found {
        Found(shared.site.record_for(asker, self.0, self.1))
    }
}

/// A data file.
pub struct Data<'q>(pub &'q str);

impl Question for Data<'_> {
    type Answer<'s> = Option<&'s Node>;

    fn fact(&self) -> Fact {
        Fact::Data(self.0.to_owned())
    }

    fn answer<'s>(&self, shared: &'s Shared, asker: Asker) -> Option<&'s Node> {
        shared.site.data_for(asker.lang, self.0)
    }
}

/// An entry of a data file, by its key.
pub struct Datum<'q>(pub &'q str, pub &'q str);

impl Question for Datum<'_> {
    type Answer<'s> = Option<&'s Node>;

    fn fact(&self) -> Fact {
        Fact::Datum(self.0.to_owned(), self.1.to_owned())
    }

    fn answer<'s>(&self, shared: &'s Shared, asker: Asker) -> Option<&'s Node> {
        shared.site.datum_for(asker.lang, self.0, self.1)
    }
}

/// The pages of a series.
pub struct Series<'q>(pub &'q str);

impl Question for Series<'_> {
    type Answer<'s> = Cards;

    fn fact(&self) -> Fact {
        Fact::Series(self.0.to_owned())
    }

    fn answer(&self, shared: &Shared, asker: Asker) -> Cards {
        Cards(shared.site.series.get(&(asker.lang, self.0.to_owned())).cloned().unwrap_or_default())
    }
}

/// All pages that a template asks for at once: the section that it names, and its pages; none without such a section.
impl Question for Query {
    type Answer<'s> = (Place, Option<Cards>);

    fn fact(&self) -> Fact {
        Fact::Pages(self.clone())
    }

    fn answer(&self, shared: &Shared, asker: Asker) -> (Place, Option<Cards>) {
        let pages = asked::ask(&shared.site, asker, self).map(Cards);
        (Place::find(&shared.site, asker, &self.section), pages)
    }
}

/// All terms of a taxonomy: none when nobody declares it, no terms when no page in the language has one.
pub struct Terms<'q>(pub &'q str);

/// What is shown of each term, what is shown of the taxonomy, and the page that is its text.
pub type TermList = (Value, (Value, Found));

impl Question for Terms<'_> {
    type Answer<'s> = Option<TermList>;

    fn fact(&self) -> Fact {
        Fact::Terms(self.0.to_owned())
    }

    fn answer(&self, shared: &Shared, asker: Asker) -> Option<TermList> {
        let site = &shared.site;
        let Some(all) = lookups::taxonomy(site, asker.lang, self.0) else {
            let empty = || (Value::from(Vec::<Value>::new()), (Value::none(), Found(None)));
            return lookups::taxonomy(site, Lang::FIRST, self.0).map(|_| empty());
        };
        let terms: Vec<Value> = all.terms.iter().map(|term| Value::from(terms::term(site, term))).collect();
        Some((Value::from(terms), (Value::from(terms::taxonomy(site, all)), Found(all.page))))
    }
}

/// The pages before and after a page in its section.
pub struct Neighbors<'q>(pub &'q SourcePath);

impl Question for Neighbors<'_> {
    type Answer<'s> = (Found, Found);
    const SPOKEN: bool = false;

    fn fact(&self) -> Fact {
        Fact::Neighbors(self.0.clone())
    }

    fn answer(&self, shared: &Shared, _: Asker) -> (Found, Found) {
        let own = shared.site.find(self.0.as_str());
        let (previous, next) = own.map_or((None, None), |id| lookups::around(&shared.site, id));
        (Found(previous), Found(next))
    }
}

/// The pages that link to a page, in its own language.
pub struct Backlinks<'q>(pub &'q SourcePath);

impl Question for Backlinks<'_> {
    type Answer<'s> = Cards;
    const SPOKEN: bool = false;

    fn fact(&self) -> Fact {
        Fact::Backlinks(self.0.clone())
    }

    fn answer(&self, shared: &Shared, _: Asker) -> Cards {
        let own = shared.site.find(self.0.as_str());
        Cards(own.map_or_else(Vec::new, |id| lookups::linking(&shared.site, id)))
    }
}
