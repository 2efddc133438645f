//! What a site offers to programs: feeds, the sitemap, `llms.txt` and pages as Markdown. Says which there are and where
//! they stand; never what is in them.

use super::model::FeedFormat;
use crate::addressed::Addressed;
use crate::model::LookupScope;
use crate::model::{PageId, SectionId};
use vertebra_base::path::UrlPath;
use vertebra_schema::config::Lang;

/// The most addresses that one sitemap may hold. Source: sitemaps.org protocol.
pub const SITEMAP_LIMIT: usize = 50_000;

/// The formats in which feeds are written.
pub fn formats(site: &Addressed) -> impl Iterator<Item = FeedFormat> {
    let feeds = &site.config.feeds;
    let atom = feeds.atom.then_some(FeedFormat::Atom);
    atom.into_iter().chain(feeds.json.then_some(FeedFormat::Json))
}

/// What has a feed: all pages of a language, then the sections that `site.yaml` names, as far as they are there in it.
pub fn feeds(site: &Addressed) -> Vec<(Lang, Option<SectionId>, UrlPath)> {
    let mut feeds = Vec::new();
    for lang in site.config.langs().filter(|lang| site.is_spoken(*lang)) {
        let asker = LookupScope { lang, sees_hidden: false };
        let top = if lang.is_first() { UrlPath::root() } else { site.section(site.top(lang)).url.clone() };
        feeds.push((lang, None, top));
        let named = site.config.feeds.sections.iter().filter_map(|name| site.own_section(asker, &name.value));
        let named = named.filter(|id| site.section(*id).published);
        feeds.extend(named.map(|id| (lang, Some(id), site.section(id).url.clone())));
    }
    feeds
}

/// The published pages that do not ask to be left out of lists for others, in the order of their addresses.
pub fn indexed(site: &Addressed) -> Vec<PageId> {
    let shown = |id: &PageId| {
        let page = site.page(*id);
        page.is_published() && !page.page.front.noindex && !site.is_not_found(*id)
    };
    site.ids().filter(shown).collect()
}

/// The site in short, for programs. Source of the name: llmstxt.org.
pub const LLMS: &str = "llms.txt";

/// Whether there is an `llms.txt`. A site that asks not to be found has nothing to tell.
pub fn has_llms(site: &Addressed) -> bool {
    site.config.machine_readable.llms && !site.config.noindex
}

/// The pages whose text is also published as Markdown.
pub fn twins(site: &Addressed) -> Vec<PageId> {
    if !site.config.machine_readable.markdown {
        return Vec::new();
    }
    site.ids().filter(|id| has_twin(site, *id)).collect()
}

/// Whether the text of a page is also published as Markdown: pages that may be found, but for those of terms.
pub fn has_twin(site: &Addressed, id: PageId) -> bool {
    let page = site.page(id);
    if !site.config.machine_readable.markdown || site.config.noindex || page.page.front.noindex || !page.is_published()
    {
        return false;
    }
    let is_term =
        || site.terms.iter().any(|all| all.url == page.url || all.terms.iter().any(|term| term.page == Some(id)));
    page.url.as_str().ends_with('/') && !is_term()
}

/// The address of a page's Markdown: `/guides/first-visit/index.md`.
pub fn twin_url(page: &UrlPath) -> String {
    format!("{page}index.md")
}

/// Lists that no Markdown file describes: pages of the site too, in the order of their addresses.
pub fn bare_lists(site: &Addressed) -> Vec<&UrlPath> {
    let is_bare = |own: Option<PageId>| own.is_none_or(|id| !site.page(id).is_published());
    let sections = site.sections.iter().filter(|section| section.published && is_bare(section.index));
    let sections = sections.map(|section| &section.url);
    let terms = site.terms.iter().filter(|all| all.is_published()).flat_map(|all| {
        let own = is_bare(all.page).then_some(&all.url);
        let bare = all.terms.iter().filter(|term| term.published && is_bare(term.page));
        own.into_iter().chain(bare.map(|term| &term.url))
    });
    let mut urls: Vec<_> = sections.chain(terms).collect();
    urls.sort();
    urls.dedup();
    urls
}

/// Into how many files the sitemap is split. A site with nothing to be found has no sitemap: the protocol does not
/// allow an empty one, and one that lists what pages ask to leave out contradicts them.
pub fn sitemap_parts(site: &Addressed) -> usize {
    if site.config.noindex { 0 } else { (indexed(site).len() + bare_lists(site).len()).div_ceil(SITEMAP_LIMIT) }
}

/// The file of one part of the sitemap: `sitemap-1.xml` for part 0.
pub fn sitemap_name(part: usize) -> String {
    format!("sitemap-{}.xml", part + 1)
}
