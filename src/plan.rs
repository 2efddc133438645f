//! Every output that must exist, in a fixed order. Plans; renders nothing.

use std::collections::HashSet;

use crate::addresses::{Redirect, Target};
use crate::config::{Lang, host_files};
use crate::path::{OutputPath, UrlPath};
use crate::site::{Asker, ICONS, MANIFEST, Owner, PageId, SectionId, Site, gives_way, numbered};

/// One output to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    Page(PageId),
    /// A page of a section's list, from 1; the first one is the section's own page.
    List(SectionId, usize),
    /// The list of all terms of a taxonomy, by its place in `Site::terms`.
    Taxonomy(usize),
    /// A page of a term's list: taxonomy, term, number from 1.
    Term(usize, usize, usize),
    /// The not-found page of a site that has none of its own.
    NotFound,
    /// A feed of a whole language or of one of its sections.
    Feed(Lang, Option<SectionId>, FeedFormat),
    /// A part of the sitemap, from 0.
    Sitemap(usize),
    /// The list of the sitemap's parts.
    SitemapIndex,
    Robots,
    /// The site in short, for programs: `llms.txt`.
    Llms,
    /// The text of a page as Markdown.
    Twin(PageId),
    /// A page at an old address that leads on, by its place in `Site::redirects`.
    Alias(usize),
    /// A file beside the pages, by its place in `Site::files`.
    File(usize),
    /// A form of a picture: the place of its file in `Site::files`, and its own among the forms.
    Picture(usize, usize),
    /// A file of the theme's `static` folder, by its name.
    Static(String),
    /// A style sheet, script, picture or font of the theme, by the name that templates use.
    Asset(String),
    /// The picture that links to a page show where it is shared.
    SocialCard(PageId),
    /// A form of the site's icon, by its place in `ICONS`.
    Icon(usize),
    /// The web manifest.
    Manifest,
    /// A file of the search index, by its path.
    Search,
    /// A file that the host reads, or that is for those who look after it, by its name in `config::host_files`.
    Host(&'static str),
}

/// How a feed is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedFormat {
    /// RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

/// A job and the file it makes.
#[derive(Debug, Clone)]
pub struct Planned {
    pub job: Job,
    pub output: OutputPath,
}

impl Planned {
    /// What is made, by names that mean the same in every build.
    pub fn role(&self, site: &Site) -> String {
        let page = |id: PageId| match &site.page(id).hidden {
            None => site.page(id).page.source.to_string(),
            Some(hidden) => format!("{} ({})", site.page(id).page.source, hidden.reason()),
        };
        let term = |at: usize| site.config.taxonomies[site.terms[at].taxonomy].name.as_str();
        match &self.job {
            Job::Page(id) => format!("page {}", page(*id)),
            Job::List(id, number) => {
                let section = site.section(*id);
                format!("list {} {number} {:?}", section.name, section.index.map(page))
            }
            Job::Taxonomy(at) => {
                let all = &site.terms[*at];
                format!("taxonomy {} {} {:?}", term(*at), site.config.tag(all.lang), all.page.map(page))
            }
            Job::Term(at, place, number) => {
                let place = &site.terms[*at].terms[*place];
                let language = site.config.tag(site.terms[*at].lang);
                format!("term {} {language} {} {number} {:?}", term(*at), place.slug, place.page.map(page))
            }
            Job::NotFound => "not found".to_owned(),
            Job::Feed(lang, section, format) => {
                let of = section.map(|id| &site.section(id).name);
                format!("feed {} {of:?} {}", site.config.tag(*lang), format.file_name())
            }
            Job::Sitemap(part) => format!("sitemap {part}"),
            Job::SitemapIndex => "sitemap index".to_owned(),
            Job::Robots => "robots".to_owned(),
            Job::Llms => "llms".to_owned(),
            Job::Twin(id) => format!("twin {}", page(*id)),
            Job::Alias(at) => match site.redirects.get(*at).map(|redirect| &redirect.to) {
                Some(Target::Here { url, fragment }) => {
                    format!("alias {url} {fragment:?} {:?}", site.find(url.as_str()).map(page))
                }
                to => format!("alias {to:?}"),
            },
            Job::File(at) => format!("file {}", site.files[*at].source),
            Job::Picture(at, number) => format!("picture {} {number}", site.files[*at].source),
            Job::Static(name) => format!("static {name} {}", site.theme.statics[name].source),
            Job::Asset(name) => format!("asset {name}"),
            Job::SocialCard(id) => format!("social card {}", page(*id)),
            Job::Icon(at) => format!("icon {} {:?}", ICONS[*at].0, site.icon().map(|icon| icon.source)),
            Job::Manifest => "manifest".to_owned(),
            Job::Search => "search".to_owned(),
            Job::Host(name) => format!("host {} {name}", site.config.deploy.target.value.name()),
        }
    }
}

/// The most addresses that one sitemap may hold. Source: sitemaps.org protocol.
pub const SITEMAP_LIMIT: usize = 50_000;

impl FeedFormat {
    /// The name of the feed’s file.
    pub fn file_name(self) -> &'static str {
        match self {
            FeedFormat::Atom => "atom.xml",
            FeedFormat::Json => "feed.json",
        }
    }
}

/// Plans every output of a site. Those that only a preview has come last, so that they take the place of none that a
/// build has.
pub fn plan(site: &Site) -> Vec<Planned> {
    let mut planned = Vec::with_capacity(site.pages.len() * 2);
    let mut hidden = Vec::new();
    let mut add = |published: bool, job: Job, url: &UrlPath| {
        let list = if published { &mut planned } else { &mut hidden };
        list.push(Planned { job, output: url.output() });
    };
    let mut has_not_found = false;
    for (page, id) in site.pages.iter().zip(site.ids()) {
        has_not_found |= page.is_published() && page.lang.is_first() && site.is_not_found(id);
        let is_term =
            site.terms.iter().any(|all| all.page == Some(id) || all.terms.iter().any(|term| term.page == Some(id)));
        if !page.is_index && !is_term {
            add(page.is_published(), Job::Page(id), &page.url);
        }
    }
    for (at, section) in site.sections.iter().enumerate() {
        if site.terms.iter().any(|all| all.url == section.url) {
            continue;
        }
        for number in 1..=section.list_pages() {
            let published = section.published && number <= section.published_list_pages();
            add(published, Job::List(SectionId(at as u32), number), &numbered(&section.url, number));
        }
    }
    for (at, all) in site.terms.iter().enumerate() {
        add(all.is_published(), Job::Taxonomy(at), &all.url);
        for (term_at, term) in all.terms.iter().enumerate() {
            for number in 1..=term.list_pages() {
                let published = term.published && number <= term.published_list_pages();
                add(published, Job::Term(at, term_at, number), &numbered(&term.url, number));
            }
        }
    }
    add_files(site, has_not_found, &mut planned);
    planned.append(&mut hidden);
    for (at, file) in site.files.iter().enumerate().filter(|(_, file)| file.used.hidden) {
        let forms = file.forms().into_iter().enumerate();
        planned.extend(forms.map(|(number, (_, output))| Planned { job: Job::Picture(at, number), output }));
    }
    // Two claims on one address are an error that is told; only the first may be written.
    let mut taken = HashSet::with_capacity(planned.len());
    planned.retain(|planned| taken.insert(planned.output.clone()));
    planned
}

/// The outputs that are no pages.
fn add_files(site: &Site, has_not_found: bool, planned: &mut Vec<Planned>) {
    let mut add = |job: Job, path: &str| {
        // Every name here was checked when it was claimed; one that was refused has its diagnostic already.
        let Ok(output) = OutputPath::new(path) else { return };
        // A file of the site takes the place of what would be made under its name.
        let replaced = matches!(site.claims.owner(&output), Some(Owner::File(_))) && !matches!(job, Job::File(_));
        if !replaced {
            planned.push(Planned { job, output });
        }
    };
    if !has_not_found {
        add(Job::NotFound, "404.html");
    }
    for (lang, section, url) in feeds(site) {
        let folder = url.as_str().trim_start_matches('/');
        for format in formats(site) {
            add(Job::Feed(lang, section, format), &format!("{folder}{}", format.file_name()));
        }
    }
    match sitemap_parts(site) {
        0 => {}
        1 => add(Job::Sitemap(0), "sitemap.xml"),
        parts => {
            add(Job::SitemapIndex, "sitemap.xml");
            (0..parts).for_each(|part| add(Job::Sitemap(part), &sitemap_name(part)));
        }
    }
    add(Job::Robots, "robots.txt");
    if has_llms(site) {
        add(Job::Llms, LLMS);
    }
    for id in twins(site) {
        add(Job::Twin(id), twin_url(&site.page(id).url).trim_start_matches('/'));
    }
    // Where the host leads on by itself, a page in the way would keep it from doing so.
    if !site.config.deploy.target.value.has_redirects() {
        for (at, redirect) in site.redirects.each().enumerate().filter(|(_, redirect)| has_stub(redirect)) {
            add(Job::Alias(at), redirect.from.output().as_str());
        }
    }
    for name in host_files(&site.config.deploy) {
        add(Job::Host(name), name);
    }
    for (at, file) in site.files.iter().enumerate() {
        if file.is_published() {
            add(Job::File(at), file.url.output().as_str());
        }
        for (number, (_, path)) in file.forms().into_iter().enumerate().filter(|_| !file.used.hidden) {
            add(Job::Picture(at, number), path.as_str());
        }
    }
    for name in site.theme.statics.keys() {
        add(Job::Static(name.clone()), name);
    }
    for (name, asset) in site.assets.each() {
        add(Job::Asset(name.to_owned()), asset.output.as_str());
    }
    add_drawn(site, planned);
}

/// Whether a page can stand at an old address and lead on. Nothing can say in this way that a page is gone, and no browser
/// reads a page in a file that is called like a picture or a document.
pub fn has_stub(redirect: &Redirect) -> bool {
    let output = redirect.from.output();
    let is_page = [".html", ".htm"].iter().any(|ending| output.as_str().to_lowercase().ends_with(ending));
    is_page && redirect.to != Target::Gone
}

/// The outputs that are drawn, and the manifest that lists icons.
fn add_drawn(site: &Site, planned: &mut Vec<Planned>) {
    if site.icon().is_some() {
        let icons = ICONS.iter().enumerate().map(|(at, (name, _))| (Job::Icon(at), *name));
        for (job, name) in icons.chain([(Job::Manifest, MANIFEST)]) {
            let Ok(output) = OutputPath::new(name) else { continue };
            if !gives_way(site.claims.owner(&output)) {
                planned.push(Planned { job, output });
            }
        }
    }
    for (page, id) in site.pages.iter().zip(site.ids()) {
        planned.extend(site.card(page).map(|output| Planned { job: Job::SocialCard(id), output }));
    }
}

/// The formats in which feeds are written.
pub fn formats(site: &Site) -> impl Iterator<Item = FeedFormat> {
    let feeds = &site.config.feeds;
    let atom = feeds.atom.then_some(FeedFormat::Atom);
    atom.into_iter().chain(feeds.json.then_some(FeedFormat::Json))
}

/// What has a feed: all pages of a language, then the sections that `site.yaml` names, as far as they are there in it.
pub fn feeds(site: &Site) -> Vec<(Lang, Option<SectionId>, UrlPath)> {
    let mut feeds = Vec::new();
    for lang in site.config.langs().filter(|lang| site.is_spoken(*lang)) {
        let asker = Asker { lang, sees_hidden: false };
        let top = if lang.is_first() { UrlPath::root() } else { site.section(site.top(lang)).url.clone() };
        feeds.push((lang, None, top));
        let named = site.config.feeds.sections.iter().filter_map(|name| site.own_section(asker, &name.value));
        let named = named.filter(|id| site.section(*id).published);
        feeds.extend(named.map(|id| (lang, Some(id), site.section(id).url.clone())));
    }
    feeds
}

/// The published pages that do not ask to be left out of lists for others, in the order of their addresses.
pub fn indexed(site: &Site) -> Vec<PageId> {
    let shown = |id: &PageId| {
        let page = site.page(*id);
        page.is_published() && !page.page.front.noindex && !site.is_not_found(*id)
    };
    site.ids().filter(shown).collect()
}

/// The site in short, for programs. Source of the name: llmstxt.org.
pub const LLMS: &str = "llms.txt";

/// Whether there is an `llms.txt`. A site that asks not to be found has nothing to tell.
pub fn has_llms(site: &Site) -> bool {
    site.config.machine_readable.llms && !site.config.noindex
}

/// The pages whose text is also published as Markdown.
pub fn twins(site: &Site) -> Vec<PageId> {
    if !site.config.machine_readable.markdown {
        return Vec::new();
    }
    site.ids().filter(|id| has_twin(site, *id)).collect()
}

/// Whether the text of a page is also published as Markdown: pages that may be found, but for those of terms.
pub fn has_twin(site: &Site, id: PageId) -> bool {
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
pub fn bare_lists(site: &Site) -> Vec<&UrlPath> {
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
pub fn sitemap_parts(site: &Site) -> usize {
    if site.config.noindex { 0 } else { (indexed(site).len() + bare_lists(site).len()).div_ceil(SITEMAP_LIMIT) }
}

/// The file of one part of the sitemap: `sitemap-1.xml` for part 0.
pub fn sitemap_name(part: usize) -> String {
    format!("sitemap-{}.xml", part + 1)
}
