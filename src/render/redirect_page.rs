//! The page at an old address that leads on, for hosts that cannot redirect.

use tera::{Context, Value};

use super::context::RenderContext;
use super::lookups;
use super::own::Settings;
use super::values::{ValueMap, internal};
use vertebra_schema::config::Lang;
use vertebra_site::addresses::RedirectTarget;
use vertebra_site::{PageId, Site};

/// Where an old address leads.
pub struct RedirectPage {
    /// In the language of the page that it leads to.
    pub lang: Lang,
    pub page: Option<PageId>,
    /// For browsers: with the base path, or the whole address of another website.
    to: String,
    /// The same, with the name of the site.
    permalink: String,
}

impl RedirectPage {
    /// What is known of a redirect, by its place.
    pub fn of(site: &Site, at: usize) -> Self {
        let base = &site.config.base_url;
        match site.redirects.get(at).map(|redirect| &redirect.to) {
            Some(RedirectTarget::Here { url, fragment }) => {
                let page = site.find(url.as_str()).filter(|id| site.page(*id).is_published());
                let bare = internal(&site.config, url.as_str());
                let permalink = base.absolute(&bare);
                let to = fragment.iter().fold(bare, |to, fragment| format!("{to}#{fragment}"));
                RedirectPage { lang: page.map_or(Lang::FIRST, |id| site.page(id).lang), page, to, permalink }
            }
            Some(RedirectTarget::Outside(address)) => {
                RedirectPage { lang: Lang::FIRST, page: None, to: address.clone(), permalink: address.clone() }
            }
            // Neither is planned.
            Some(RedirectTarget::Gone) | None => {
                let to = internal(&site.config, "/");
                RedirectPage { lang: Lang::FIRST, page: None, permalink: base.absolute(&to), to }
            }
        }
    }

    /// What the template is given. Where no page stands, its address is its title.
    pub fn context(self, slot: &RenderContext) -> Context {
        let mut context = Context::new();
        let page = self.page.map_or_else(
            || {
                slot.note(&Settings);
                let mut stand_in = ValueMap::with_capacity(3);
                stand_in.put("title", self.permalink.clone()).put("url", self.to.clone());
                stand_in.put("permalink", self.permalink.clone());
                stand_in.into_value()
            },
            |id| lookups::card(slot, id),
        );
        context.insert_value("page", page);
        context.insert_value("to", Value::from(self.to));
        context
    }
}
