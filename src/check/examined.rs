//! What is kept of a finished output once it was looked at: its faults, where it leads, what it uses.

use std::collections::BTreeMap;

use super::found::Found;
use super::html::{RULES, Subject, secrets};
use super::place::{Place, place};
use crate::config::Config;
use crate::html::{self, LoadKind, PageFacts};
use crate::output::Output;
use crate::path::OutputPath;
use crate::site::PageId;
use crate::track::Fact;

/// An output that was looked at.
#[derive(Debug)]
pub struct Examined {
    pub output: OutputPath,
    /// A page that people read; none of the rest is known of other outputs.
    pub is_page: bool,
    /// The Markdown page at its address, if there is one.
    pub page: Option<PageId>,
    /// The template that it was made by.
    pub template: Option<String>,
    pub found: Vec<Found>,
    /// The outputs that its links lead to, and how one such link is written.
    pub leads: BTreeMap<String, Lead>,
    /// The outputs that it shows or loads, beside those, and how one such address is written.
    pub uses: BTreeMap<String, String>,
    /// How many links it has.
    pub links: usize,
    pub outside: Vec<Outside>,
    /// It asks search engines to stay away.
    pub noindex: bool,
    /// What it read of data and templates.
    pub reads: Vec<Fact>,
}

/// A link of a page to somewhere on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    pub href: String,
    pub name: String,
}

/// A link of a page to another website.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    pub href: String,
    pub name: String,
}

/// Looks at a page.
pub fn examine_page(
    output: &Output,
    page: Option<PageId>,
    language: &str,
    config: &Config,
    facts: &[Fact],
) -> Examined {
    let html = String::from_utf8_lossy(&output.bytes);
    let page_facts = html::read(&html);
    let subject = Subject {
        output: &output.path,
        facts: &page_facts,
        html: &html,
        base: &config.base_url,
        checks: &config.checks,
        language,
    };
    let mut found = Vec::new();
    RULES.iter().for_each(|rule| rule(&subject, &mut found));
    let mut examined = bare(output, found);
    (examined.is_page, examined.page, examined.noindex) = (true, page, page_facts.noindex);
    examined.lead(&page_facts, config);
    let is_kept =
        |fact: &&Fact| matches!(fact.bare(), Fact::Data(_) | Fact::Datum(..) | Fact::Templates(_) | Fact::Drawing(_));
    examined.reads = facts.iter().filter(is_kept).map(|fact| fact.bare().clone()).collect();
    examined.template = facts.iter().find_map(|fact| match fact {
        Fact::Templates(name) if !name.starts_with("components/") => Some(name.clone()),
        _ => None,
    });
    examined
}

/// Looks through a file that is published as it is, if it is a text.
pub fn examine_file(output: &Output) -> Option<Examined> {
    let text = std::str::from_utf8(&output.bytes).ok()?;
    let found = secrets::in_text(text);
    (!found.is_empty()).then(|| bare(output, found))
}

fn bare(output: &Output, found: Vec<Found>) -> Examined {
    Examined {
        output: output.path.clone(),
        is_page: false,
        page: None,
        template: None,
        found,
        leads: BTreeMap::new(),
        uses: BTreeMap::new(),
        links: 0,
        outside: Vec::new(),
        noindex: false,
        reads: Vec::new(),
    }
}

impl Examined {
    /// Finds out where the links of the page lead, and what it shows.
    fn lead(&mut self, facts: &PageFacts, config: &Config) {
        let base = &config.base_url;
        self.links = facts.links.len();
        for link in facts.links.iter().filter(|link| !link.href.starts_with('#')) {
            match place(&link.href, &self.output, base) {
                Place::Here(output) => {
                    let name = || link.name.clone().unwrap_or_default();
                    self.leads.entry(output).or_insert_with(|| Lead { href: link.href.clone(), name: name() });
                }
                Place::Host(_) if link.href.starts_with("http") => {
                    let outside = Outside { href: link.href.clone(), name: link.name.clone().unwrap_or_default() };
                    if !self.outside.contains(&outside) {
                        self.outside.push(outside);
                    }
                }
                Place::Host(_) | Place::Nowhere => {}
            }
        }
        // Where a form leads is often no file, but something that the host does.
        let loads = facts.loads.iter().filter(|load| load.kind != LoadKind::Form).map(|load| load.url.as_str());
        for url in loads.chain(facts.named.iter().map(|it| it.url.as_str())) {
            if let Place::Here(output) = place(url, &self.output, base) {
                self.uses.entry(output).or_insert_with(|| url.to_owned());
            }
        }
    }
}
