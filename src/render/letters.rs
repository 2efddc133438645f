//! The list of all pages from A to Z, as templates see it.

use std::collections::BTreeSet;

use tera::{Kwargs, Map, TeraResult, Value};

use super::context::RenderContext;
use super::question::{Answer, Question};
use super::shared::RenderInput;
use super::values::{internal, put};
use crate::search;
use vertebra_base::fingerprint::Fingerprinter;
use vertebra_base::link::Link;
use vertebra_schema::config::Config;
use vertebra_site::deps::Dep;
use vertebra_site::{LookupScope, Site};

/// `letters()`: every page that can be found, with the terms of glossaries and other words for things, by letters.
pub fn letters(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let site = &slot.shared.site;
    let language = kwargs.get::<&str>("lang")?.unwrap_or_else(|| site.config.tag(slot.lang()));
    let entry = |listed: search::LetterEntry| {
        let mut map = Map::new();
        put(&mut map, "title", listed.title);
        put(&mut map, "url", address(&site.config, &listed.url));
        put(&mut map, "see", listed.see);
        Value::from(map)
    };
    let mut ids = BTreeSet::new();
    let all = slot.ask(&Letters(language)).into_iter().map(|letter| {
        let mut map = Map::new();
        let mut id = vertebra_base::slug::slugify_or(&letter.letter, "other");
        // Two letters of one alphabet may be spelt alike in another: ñ and n.
        while !ids.insert(id.clone()) {
            id.push_str("-2");
        }
        put(&mut map, "letter", Some(letter.letter).filter(|letter| !letter.is_empty()));
        put(&mut map, "id", format!("letter-{id}"));
        put(&mut map, "entries", letter.entries.into_iter().map(entry).collect::<Vec<_>>());
        Value::from(map)
    });
    Ok(Value::from(all.collect::<Vec<_>>()))
}

/// All that can be found in a language, from A to Z.
pub struct Letters<'q>(pub &'q str);

impl Question for Letters<'_> {
    type Answer<'s> = Vec<search::Letter>;
    const SPOKEN: bool = false;

    fn fact(&self, _: &Site) -> Dep {
        Dep::AzIndex(self.0.to_owned())
    }

    fn answer(&self, shared: &RenderInput, _: LookupScope) -> Vec<search::Letter> {
        search::letters(&shared.site, self.0)
    }
}

impl Answer for search::Letter {
    fn print(&self, _: &RenderInput, all: &mut Fingerprinter) {
        all.text(&self.letter).number(self.entries.len() as u64);
        for listed in &self.entries {
            all.text(&listed.title).text(&listed.url).optional(listed.see.as_deref());
        }
    }
}

/// The address with the base path, and the heading in it.
fn address(config: &Config, url: &str) -> String {
    let link = Link::parse(url);
    format!("{}{}", internal(config, link.path), link.rest())
}
