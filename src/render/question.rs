//! What an output asks of the site. Each question is one type with one answer: asking takes note of the fact that it is
//! remembered by, and the fingerprint of that fact is the fingerprint of the answer. So no answer can change without what
//! was told it, and a look-up that finds nothing has a fingerprint like any other.
//!
//! A question stands beside those who ask it; `facts` knows by which fact each is remembered.

use std::sync::Arc;

use tera::Value;

use super::context::RenderContext;
use super::fingerprints;
use super::shared::RenderInput;
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_base::path::OutputPath;
use vertebra_schema::config::Lang;
use vertebra_site::deps::Dep;
use vertebra_site::{LookupScope, PageId, SectionId, Site};
use vertebra_yaml::YamlNode;

/// Readers of the first language.
pub const READER: LookupScope = LookupScope { lang: Lang::FIRST, sees_hidden: false };

/// Something that an output asks.
pub trait Question {
    type Answer<'s>: Answer;

    /// The answer hangs on who asks: on their language, and on whether they see hidden pages.
    const SPOKEN: bool = true;

    /// The name by which it is remembered.
    fn fact(&self, site: &Site) -> Dep;

    /// The answer for somebody who asks, hidden pages included: who does not see them sorts them out.
    fn answer<'s>(&self, shared: &'s RenderInput, asker: LookupScope) -> Self::Answer<'s>;
}

/// What a question is answered with.
pub trait Answer {
    /// All of it that shows.
    fn print(&self, shared: &RenderInput, all: &mut Fingerprinter);
}

impl<'a> RenderContext<'a> {
    /// Answers a question, and takes note of it before.
    pub fn ask<Q: Question>(&self, question: &Q) -> Q::Answer<'a> {
        self.note(question);
        question.answer(self.shared, if Q::SPOKEN { self.asker() } else { READER })
    }

    /// Takes note of a question whose answer the output gets in another way.
    pub fn note<Q: Question>(&self, question: &Q) {
        let fact = question.fact(&self.shared.site);
        match Q::SPOKEN {
            true => self.log_in_language(fact),
            false => self.log(fact),
        }
    }
}

impl RenderInput {
    /// The fingerprint of the answer to a question.
    pub fn print_of<Q: Question>(&self, question: &Q, asker: LookupScope) -> Fingerprint {
        let mut all = Fingerprinter::new();
        question.answer(self, asker).print(self, &mut all);
        all.finish()
    }

    /// As `print_of`; none is asked about what is not there any more.
    pub fn print_if<Q: Question>(&self, question: Option<Q>, asker: LookupScope) -> Fingerprint {
        question.map(|question| self.print_of(&question, asker)).unwrap_or_default()
    }
}

/// Pages with their cards, in order.
pub struct Cards(pub Vec<PageId>);

impl Answer for Cards {
    fn print(&self, shared: &RenderInput, all: &mut Fingerprinter) {
        self.0.as_slice().print(shared, all);
    }
}

impl Answer for &[PageId] {
    fn print(&self, shared: &RenderInput, all: &mut Fingerprinter) {
        all.number(self.len() as u64);
        // A card names its page's file.
        self.iter().for_each(|id| _ = all.print(shared.card_print(*id)));
    }
}

/// The page that was found, if any. What it shows of itself is a fact of its own.
#[derive(Clone, Copy)]
pub struct FoundPage(pub Option<PageId>);

impl Answer for FoundPage {
    fn print(&self, shared: &RenderInput, all: &mut Fingerprinter) {
        all.optional(self.0.map(|id| shared.site.page(id).page.source.as_str()));
        all.flag(self.0.is_some_and(|id| shared.site.page(id).is_published()));
    }
}

/// The page and the section that a path or an address names.
#[derive(Clone, Copy)]
pub struct PageOrSection {
    pub page: Option<PageId>,
    pub section: Option<SectionId>,
}

impl PageOrSection {
    pub fn find(site: &Site, asker: LookupScope, path: &str) -> Self {
        PageOrSection { page: site.find_for(asker, path), section: site.find_section_for(asker, path) }
    }
}

impl Answer for PageOrSection {
    fn print(&self, shared: &RenderInput, all: &mut Fingerprinter) {
        FoundPage(self.page).print(shared, all);
        all.optional(self.section.map(|id| shared.site.section(id).name.as_str()));
        all.flag(self.section.is_some_and(|id| shared.site.section(id).published));
    }
}

impl<A: Answer> Answer for Option<A> {
    fn print(&self, shared: &RenderInput, all: &mut Fingerprinter) {
        all.flag(self.is_some());
        self.iter().for_each(|answer| answer.print(shared, all));
    }
}

impl<A: Answer, B: Answer> Answer for (A, B) {
    fn print(&self, shared: &RenderInput, all: &mut Fingerprinter) {
        self.0.print(shared, all);
        self.1.print(shared, all);
    }
}

impl<A: Answer> Answer for Vec<A> {
    fn print(&self, shared: &RenderInput, all: &mut Fingerprinter) {
        all.number(self.len() as u64);
        self.iter().for_each(|answer| answer.print(shared, all));
    }
}

impl Answer for String {
    fn print(&self, _: &RenderInput, all: &mut Fingerprinter) {
        all.text(self);
    }
}

impl Answer for OutputPath {
    fn print(&self, _: &RenderInput, all: &mut Fingerprinter) {
        all.text(self.as_str());
    }
}

impl Answer for Arc<[u8]> {
    fn print(&self, _: &RenderInput, all: &mut Fingerprinter) {
        all.print(Fingerprint::of_bytes(self));
    }
}

impl Answer for &YamlNode {
    fn print(&self, _: &RenderInput, all: &mut Fingerprinter) {
        fingerprints::node(all, self);
    }
}

impl Answer for Value {
    fn print(&self, _: &RenderInput, all: &mut Fingerprinter) {
        fingerprints::value(all, self);
    }
}
