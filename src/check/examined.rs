//! What is kept of a finished output once it was looked at: its faults, where it leads, what it uses.

use std::collections::BTreeMap;

use super::found::{Trace, UnplacedFault};
use super::page_rules::{PageUnderCheck, RULES, Rule, policy, secrets};
use vertebra_base::link::{Link, LinkPlace, place};
use vertebra_base::output::Output;
use vertebra_base::path::OutputPath;
use vertebra_html::{self as html, Filled, HtmlOrigin, LoadKind, Origins, PageFacts};
use vertebra_render::host::Policy;
use vertebra_schema::config::Config;
use vertebra_site::PageId;
use vertebra_site::deps::Dep;

/// An output that was looked at.
#[derive(Debug)]
pub struct CheckedPage {
    pub output: OutputPath,
    /// A page that people read; none of the rest is known of other outputs.
    pub is_page: bool,
    /// The Markdown page at its address, if there is one.
    pub page: Option<PageId>,
    /// The template that it was made by.
    pub template: Option<String>,
    pub found: Vec<UnplacedFault>,
    /// The outputs that its links lead to, and how one such link is written.
    pub leads: BTreeMap<String, InternalLink>,
    /// The outputs that it shows or loads, beside those, and how one such address is written.
    pub uses: BTreeMap<String, LoadedAddress>,
    /// Where links lead that stay on the host of the site and leave its folder, by the path there.
    pub beside: BTreeMap<String, InternalLink>,
    /// The same for what the page shows.
    pub uses_beside: BTreeMap<String, LoadedAddress>,
    /// How many links it has.
    pub links: usize,
    pub outside: Vec<Outside>,
    /// It asks search engines to stay away.
    pub noindex: bool,
    /// What it read of data and templates.
    pub reads: Vec<Dep>,
}

/// A link of a page to somewhere on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InternalLink {
    pub href: String,
    pub name: String,
    pub origin: HtmlOrigin,
}

/// An address that a page loads or names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadedAddress {
    pub url: String,
    pub origin: HtmlOrigin,
}

/// A link of a page to another website.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    pub href: String,
    pub name: String,
    pub origin: HtmlOrigin,
}

/// The security policy of a page.
#[derive(Debug, Clone, Copy)]
pub struct SentPolicy<'a> {
    pub policy: &'a Policy,
    /// It must stand in the page itself: the host sends no headers.
    pub is_carried: bool,
}

/// A finished page, and what is known of its making.
pub struct CheckedOutput<'a> {
    pub output: &'a Output,
    /// The Markdown page at its address, if there is one.
    pub page: Option<PageId>,
    /// As a BCP 47 tag.
    pub language: &'a str,
    /// The policy that readers get with the page, if they get one.
    pub policy: Option<SentPolicy<'a>>,
    /// What it read.
    pub facts: &'a [Dep],
    /// The texts in it as they were before the template took them.
    pub texts: &'a [Filled],
}

/// Looks at a page.
pub fn examine_page(made: &CheckedOutput, config: &Config) -> CheckedPage {
    examine_by(&RULES, made, config)
}

/// Only holds a page against its security policy, which every build does.
pub fn examine_policy(made: &CheckedOutput, config: &Config) -> CheckedPage {
    examine_by(&[policy::check], made, config)
}

fn examine_by(rules: &[Rule], made: &CheckedOutput, config: &Config) -> CheckedPage {
    let CheckedOutput { output, page, language, facts, texts, policy } = *made;
    let html = String::from_utf8_lossy(output.bytes.held());
    let page_facts = html::read(&html);
    let origins = Origins::find(&html, texts);
    let subject = PageUnderCheck {
        output: &output.path,
        facts: &page_facts,
        origins: &origins,
        html: &html,
        base: &config.base_url,
        checks: &config.checks,
        policy: policy.map(|it| it.policy),
        carries_policy: policy.is_some_and(|it| it.is_carried),
        language,
    };
    let mut found = Vec::new();
    rules.iter().for_each(|rule| rule(&subject, &mut found));
    for found in &mut found {
        let Some(at) = &found.at else { continue };
        found.origin = origins.of(at);
        // A tag that somebody wrote into the text is looked for there.
        if let (Trace::Template, HtmlOrigin::Text(_), Some(tag)) = (&found.trace, found.origin, html.get(at.clone())) {
            let name = tag.split(|c: char| c.is_ascii_whitespace() || c == '>').next().unwrap_or_default();
            found.trace = Trace::Text(vec![tag.to_owned(), name.to_owned()]);
        }
    }
    let mut examined = bare(output, found);
    (examined.is_page, examined.page, examined.noindex) = (true, page, page_facts.noindex);
    examined.lead(&page_facts, &origins, config);
    let is_kept =
        |fact: &&Dep| matches!(fact.bare(), Dep::Data(_) | Dep::DataEntry(..) | Dep::Templates(_) | Dep::Drawing(_));
    examined.reads = facts.iter().filter(is_kept).map(|fact| fact.bare().clone()).collect();
    examined.template = facts.iter().find_map(|fact| match fact {
        Dep::Templates(name) if !name.starts_with("components/") => Some(name.clone()),
        _ => None,
    });
    examined
}

/// Looks through a file that is published as it is, if it is a text.
pub fn examine_file(output: &Output, policy: Option<&Policy>, config: &Config) -> Option<CheckedPage> {
    let text = std::str::from_utf8(output.bytes.held()).ok()?;
    let mut found = secrets::in_text(text);
    found.extend(policy.into_iter().flat_map(|policy| examine_file_policy(output, policy, config).found));
    (!found.is_empty()).then(|| bare(output, found))
}

/// Holds a page that is published as it was written against the policy that is sent with it.
pub fn examine_file_policy(output: &Output, policy: &Policy, config: &Config) -> CheckedPage {
    let html = String::from_utf8_lossy(output.bytes.held());
    let subject = PageUnderCheck {
        output: &output.path,
        facts: &html::read(&html),
        origins: &Origins::default(),
        html: &html,
        base: &config.base_url,
        checks: &config.checks,
        policy: Some(policy),
        carries_policy: false,
        language: "",
    };
    let mut found = Vec::new();
    policy::check(&subject, &mut found);
    bare(output, found)
}

fn bare(output: &Output, found: Vec<UnplacedFault>) -> CheckedPage {
    CheckedPage {
        output: output.path.clone(),
        is_page: false,
        page: None,
        template: None,
        found,
        leads: BTreeMap::new(),
        uses: BTreeMap::new(),
        beside: BTreeMap::new(),
        uses_beside: BTreeMap::new(),
        links: 0,
        outside: Vec::new(),
        noindex: false,
        reads: Vec::new(),
    }
}

impl CheckedPage {
    /// Finds out where the links of the page lead, and what it shows.
    fn lead(&mut self, facts: &PageFacts, origins: &Origins, config: &Config) {
        let base = &config.base_url;
        self.links = facts.links.len();
        // Asked only where something is new: most pages lead to the same places.
        for link in facts.links.iter().filter(|link| !link.href.starts_with('#')) {
            match place(&link.href, &self.output, base) {
                LinkPlace::Here(output) => {
                    let name = || link.name.clone().unwrap_or_default();
                    self.leads.entry(output).or_insert_with(|| InternalLink {
                        href: link.href.clone(),
                        name: name(),
                        origin: origins.of(&link.place),
                    });
                }
                LinkPlace::Beside(path) => {
                    let (name, origin) = (link.name.clone().unwrap_or_default(), origins.of(&link.place));
                    self.note_outside(&link.href, &name, origin);
                    self.beside.entry(path).or_insert_with(|| InternalLink { href: link.href.clone(), name, origin });
                }
                LinkPlace::Host(_) => {
                    let name = link.name.as_deref().unwrap_or_default();
                    self.note_outside(&link.href, name, origins.of(&link.place));
                }
                LinkPlace::Nowhere => {}
            }
        }
        // Where a form leads is often no file, but something that the host does.
        let loads = facts.loads.iter().filter(|load| load.kind != LoadKind::Form).map(|load| (&load.url, &load.place));
        for (url, at) in loads.chain(facts.named.iter().map(|it| (&it.url, &it.place))) {
            let used = || LoadedAddress { url: url.clone(), origin: origins.of(at) };
            match place(url, &self.output, base) {
                LinkPlace::Here(output) => _ = self.uses.entry(output).or_insert_with(used),
                LinkPlace::Beside(path) => _ = self.uses_beside.entry(path).or_insert_with(used),
                LinkPlace::Host(_) | LinkPlace::Nowhere => {}
            }
        }
    }

    /// Notes a link by a whole address to ask about, if somebody asks.
    fn note_outside(&mut self, href: &str, name: &str, origin: HtmlOrigin) {
        if Link::parse(href).is_whole() && !self.outside.iter().any(|it| it.href == href && it.name == name) {
            self.outside.push(Outside { href: href.to_owned(), name: name.to_owned(), origin });
        }
    }
}
