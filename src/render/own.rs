//! Questions about one page and about the settings of the site: what almost every output reads.

use tera::Value;

use super::question::{Answer, Question};
use super::shared::RenderInput;
use super::values;
use vertebra_base::fingerprint::Fingerprinter;
use vertebra_markdown::Page;
use vertebra_site::deps::Dep;
use vertebra_site::{LinkTarget, Linked, LookupScope, PageId, Site};

/// A page's text, which only its own output sees, feeds and search aside.
pub struct Text(pub PageId);

impl Question for Text {
    type Answer<'s> = &'s Page;
    const SPOKEN: bool = false;

    fn fact(&self, site: &Site) -> Dep {
        Dep::Body(site.page(self.0).page.source.clone())
    }

    fn answer<'s>(&self, shared: &'s RenderInput, _: LookupScope) -> &'s Page {
        &shared.site.page(self.0).page
    }
}

impl Answer for &Page {
    fn print(&self, _: &RenderInput, all: &mut Fingerprinter) {
        all.print(self.text_print());
    }
}

/// Where the links of a page lead.
pub struct LinksOf(pub PageId);

impl Question for LinksOf {
    type Answer<'s> = &'s [Linked];
    const SPOKEN: bool = false;

    fn fact(&self, site: &Site) -> Dep {
        Dep::Links(site.page(self.0).page.source.clone())
    }

    fn answer<'s>(&self, shared: &'s RenderInput, _: LookupScope) -> &'s [Linked] {
        shared.site.links(self.0)
    }
}

impl Answer for &[Linked] {
    fn print(&self, _: &RenderInput, all: &mut Fingerprinter) {
        for linked in *self {
            // A broken link may begin to lead somewhere at the same address, and then show a picture.
            all.text(&linked.address)
                .flag(linked.target == LinkTarget::Outside)
                .flag(linked.target == LinkTarget::Broken);
        }
    }
}

/// What others see of a page.
pub struct Card(pub PageId);

impl Question for Card {
    type Answer<'s> = Shown<'s>;
    const SPOKEN: bool = false;

    fn fact(&self, site: &Site) -> Dep {
        Dep::PageMeta(site.page(self.0).page.source.clone())
    }

    fn answer<'s>(&self, shared: &'s RenderInput, _: LookupScope) -> Shown<'s> {
        Shown { page: self.0, card: &shared.cards[self.0.index()] }
    }
}

/// A page's card.
pub struct Shown<'s> {
    page: PageId,
    pub card: &'s Value,
}

impl Answer for Shown<'_> {
    fn print(&self, shared: &RenderInput, all: &mut Fingerprinter) {
        all.print(shared.card_print(self.page));
    }
}

/// What `site.yaml` and `theme.yaml` say, as templates see it.
pub struct Settings;

impl Question for Settings {
    type Answer<'s> = Value;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Config
    }

    fn answer(&self, shared: &RenderInput, asker: LookupScope) -> Value {
        values::config(&shared.site, &shared.of_site, asker.lang)
    }
}
