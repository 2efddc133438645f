//! Questions about one page and about the settings of the site: what almost every output reads.

use tera::Value;

use super::question::{Answer, Question};
use super::shared::Shared;
use super::values;
use vertebra_base::fingerprint::Fingerprinter;
use vertebra_markdown::Page;
use vertebra_site::track::Fact;
use vertebra_site::{Asker, Linked, PageId, Site, Target};

/// A page's text, which only its own output sees, feeds and search aside.
pub struct Text(pub PageId);

impl Question for Text {
    type Answer<'s> = &'s Page;
    const SPOKEN: bool = false;

    fn fact(&self, site: &Site) -> Fact {
        Fact::Body(site.page(self.0).page.source.clone())
    }

    fn answer<'s>(&self, shared: &'s Shared, _: Asker) -> &'s Page {
        &shared.site.page(self.0).page
    }
}

impl Answer for &Page {
    fn print(&self, _: &Shared, all: &mut Fingerprinter) {
        all.print(self.text_print());
    }
}

/// Where the links of a page lead.
pub struct Links(pub PageId);

impl Question for Links {
    type Answer<'s> = &'s [Linked];
    const SPOKEN: bool = false;

    fn fact(&self, site: &Site) -> Fact {
        Fact::Links(site.page(self.0).page.source.clone())
    }

    fn answer<'s>(&self, shared: &'s Shared, _: Asker) -> &'s [Linked] {
        shared.site.links(self.0)
    }
}

impl Answer for &[Linked] {
    fn print(&self, _: &Shared, all: &mut Fingerprinter) {
        for linked in *self {
            // A broken link may begin to lead somewhere at the same address, and then show a picture.
            all.text(&linked.address).flag(linked.target == Target::Outside).flag(linked.target == Target::Broken);
        }
    }
}

/// What others see of a page.
pub struct Card(pub PageId);

impl Question for Card {
    type Answer<'s> = Shown<'s>;
    const SPOKEN: bool = false;

    fn fact(&self, site: &Site) -> Fact {
        Fact::Card(site.page(self.0).page.source.clone())
    }

    fn answer<'s>(&self, shared: &'s Shared, _: Asker) -> Shown<'s> {
        Shown { page: self.0, card: &shared.cards[self.0.index()] }
    }
}

/// A page's card.
pub struct Shown<'s> {
    page: PageId,
    pub card: &'s Value,
}

impl Answer for Shown<'_> {
    fn print(&self, shared: &Shared, all: &mut Fingerprinter) {
        all.print(shared.card_print(self.page));
    }
}

/// What `site.yaml` and `theme.yaml` say, as templates see it.
pub struct Settings;

impl Question for Settings {
    type Answer<'s> = Value;

    fn fact(&self, _: &Site) -> Fact {
        Fact::Config
    }

    fn answer(&self, shared: &Shared, asker: Asker) -> Value {
        values::config(&shared.site, asker.lang)
    }
}
