//! `why`: what is at an address or what became of a file, in words.

use super::state::Build;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::link::composed;
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_base::stray;
use vertebra_render::subject;
use vertebra_site::deps::Dep;
use vertebra_site::plan::{Job, Planned};
use vertebra_site::{Owner, PageId, SiteFile, Translation};

/// The answer to "why": a heading, then pairs of a name and what there is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub title: String,
    pub lines: Vec<(String, String)>,
    /// What would be published at the address now; none for pages that are not published or cannot be rendered.
    pub shown: Option<ShownOutput>,
}

/// An output as it would be published now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownOutput {
    pub output: OutputPath,
    pub print: Fingerprint,
    /// What it reads, in words, with the files that say it.
    pub reads: Vec<(String, Vec<SourcePath>)>,
}

impl Build {
    /// Where a page is published, or why it is not; what its output read. By path or address.
    pub fn why(&self, query: &str) -> Option<Explanation> {
        explain(self, query).or_else(|| {
            let guide = self.guide.as_deref()?;
            let mut found = explain(guide, query.strip_prefix("themes/").map_or(query, inside_pages))?;
            found.lines.iter_mut().for_each(|(_, text)| {
                if let Some(name) = guide.true_name(&SourcePath::new(&*text)) {
                    *text = name.to_string();
                }
            });
            Some(found)
        })
    }
}

/// `clinic/pages/style-guide/index.md` as the small site knows it.
fn inside_pages(path: &str) -> &str {
    path.split_once("/pages/").map_or(path, |(_, inside)| inside)
}

/// Explains a path (`content/guides/x.md`, `guides/x.md`) or an address (`/guides/x/`, `https://…/guides/x/`).
pub fn explain(build: &Build, query: &str) -> Option<Explanation> {
    let site = build.site();
    let base = &site.config.base_url;
    let inside = query.strip_prefix(&base.origin).unwrap_or(query);
    let inside = base.inside(inside).unwrap_or(inside);
    if let Some(id) = site.find(inside).filter(|id| site.page(*id).is_published()) {
        return Some(published(build, id));
    }
    let wanted = build.spelled(&format!("content/{}", inside.trim_start_matches('/').trim_start_matches("content/")));
    let folded = format!("/{}/", composed(inside.trim_matches('/'))).to_lowercase();
    let hidden = site.unpublished.iter().find(|page| page.source.as_str() == wanted || page.url.folded() == folded);
    if let Some(page) = hidden {
        let lines = vec![
            line("file", &page.source),
            line("published", format!("no: {}", page.hidden.reason())),
            line("address", format!("{} once it is published", page.url)),
        ];
        let lines = lines.into_iter().chain(translation(page.translation.as_deref())).collect();
        return Some(Explanation { title: page.title.clone(), lines, shown: None });
    }
    of_hidden(build, &wanted, &folded)
        .or_else(|| other(build, inside))
        .or_else(|| other(build, &wanted))
        .or_else(|| old_address(build, inside))
        .or_else(|| left_out(build, inside, &wanted))
}

/// A file that is no part of the site by its name.
fn left_out(build: &Build, asked: &str, wanted: &str) -> Option<Explanation> {
    let aside = &build.input.snapshot.aside;
    let path = [asked, wanted].map(SourcePath::new).into_iter().find(|path| aside.contains_key(path));
    let ignored = || {
        let who = asked.split('/').find_map(stray::ignored)?;
        Some((asked.to_owned(), format!("no: files and folders of such a name are ignored, since {who}")))
    };
    let told = |path: SourcePath| {
        let of_name = stray::set_aside(path.as_str());
        let what = of_name.map_or("a copy of the page beside it", |found| found.what);
        (path.to_string(), format!("no: it looks like {what}; if it is for readers, give it another name"))
    };
    let (path, reason) = path.map(told).or_else(ignored)?;
    let lines = vec![line("file", &path), line("published", reason)];
    Some(Explanation { title: path, lines, shown: None })
}

/// A file that is not published, because its page is not.
fn of_hidden(build: &Build, wanted: &str, folded: &str) -> Option<Explanation> {
    let is_it = |file: &&SiteFile| {
        file.source.as_str() == wanted || file.url.as_str().to_lowercase() == folded.trim_end_matches('/')
    };
    let file = build.site().files.iter().find(is_it)?;
    let page = file.of_hidden.as_ref()?;
    let lines = vec![
        line("file", &file.source),
        line("published", format!("no: it belongs to {page}, which is not published")),
        line("address", format!("{} once {page} is published, or a published page uses the file", file.url)),
    ];
    Some(Explanation { title: file.source.to_string(), lines, shown: None })
}

/// An old address at which no page can stand and lead on, and one that is gone.
fn old_address(build: &Build, inside: &str) -> Option<Explanation> {
    let url = vertebra_base::link::page_address(inside).filter(|_| inside.starts_with('/'))?;
    let site = build.site();
    let redirect = site.redirects.at(&url)?;
    let mut lines = vec![
        line("published", "no"),
        line("redirects to", &redirect.to),
        line("answer", redirect.answered_by(site.config.deploy.target.value)),
    ];
    lines.push(line("defined in", &redirect.origin.file));
    lines.extend(site.book.published.get(&url).map(|record| line("first published on", record.since)));
    lines.extend(site.book.gone.iter().find(|gone| gone.from.value == url).map(|gone| line("gone since", gone.on)));
    Some(Explanation { title: url.to_string(), lines, shown: None })
}

fn line(name: &str, text: impl ToString) -> (String, String) {
    (name.to_owned(), text.to_string())
}

/// What there is to say of a translation: what to type once it is up to date, what else it waits for.
fn translation(translation: Option<&Translation>) -> Vec<(String, String)> {
    let Some(it) = translation else { return Vec::new() };
    let state = it.stale.as_ref().map_or_else(|| "up to date".to_owned(), |stale| format!("out of date: {stale}"));
    let mut lines = vec![line("translated from", &it.of), line("translation", state)];
    if it.stale.is_some() {
        lines.push(line("when it is up to date, write", format!("translated_from: {}", it.mark)));
    }
    if it.unreviewed {
        lines.push(line("when it is reviewed, write", "translation_reviewed: {by: name, on: 2026-11-20}"));
    }
    lines
}

fn published(build: &Build, id: PageId) -> Explanation {
    let site = build.site();
    let page = site.page(id);
    let front = &page.page.front;
    let mut lines = vec![
        line("file", &page.page.source),
        line("published", "yes"),
        line("address", &page.url),
        line("output", page.url.output()),
        line("type", &front.kind.value),
    ];
    let is_term = build.jobs.get(&page.url.output()).is_some_and(|planned| matches!(planned.job, Job::Term(..)));
    if is_term {
        lines.push(line("template", "term.html"));
    } else if let Some(kind) = site.theme.types.get(&front.kind.value) {
        lines.push(line("template", &kind.template));
    }
    lines.extend(translation(page.translation.as_deref()));
    for version in site.versions_of(id).iter().flatten().filter(|version| **version != id) {
        lines.push(line("in other languages", &site.page(*version).page.source));
    }
    for alias in &front.aliases {
        lines.push(line("old address", &alias.value));
    }
    for from in site.backlinks(id) {
        lines.push(line("linked from", &site.page(*from).page.source));
    }
    with_reads(build, &page.url.output(), front.title.value.clone(), lines)
}

fn with_reads(build: &Build, output: &OutputPath, title: String, mut lines: Vec<(String, String)>) -> Explanation {
    let shown = build.render_one(output).map(|(made, facts)| {
        // That an output depends on its own place is nothing to tell.
        let facts = facts.iter().filter(|fact| !matches!(fact, Dep::Place(_)));
        let reads = facts.map(|fact| (fact.to_string(), files(build, fact))).collect();
        ShownOutput { output: output.clone(), print: made.bytes.print(), reads }
    });
    lines.extend(shown.iter().flat_map(|shown| shown.reads.iter().map(|(fact, _)| line("reads", fact))));
    Explanation { title, lines, shown }
}

/// The files that say what a fact is, as far as it is said by single files.
fn files(build: &Build, fact: &Dep) -> Vec<SourcePath> {
    let site = build.site();
    let of_pages =
        |ids: &[PageId]| -> Vec<SourcePath> { ids.iter().map(|id| site.page(*id).page.source.clone()).collect() };
    match fact {
        Dep::Body(source) | Dep::Links(source) | Dep::PageMeta(source) | Dep::File(source) => vec![source.clone()],
        Dep::Config => vec![SourcePath::new(vertebra_schema::config::FILE)],
        Dep::Data(file) | Dep::DataEntry(file, _) => vec![SourcePath::new(format!("content/data/{file}"))],
        Dep::Listing(folder) | Dep::Slice(folder, _) => {
            site.section_named(folder).map_or_else(Vec::new, |id| of_pages(&site.section(id).pages))
        }
        Dep::Series(name) => {
            let all = site.series.iter().filter(|((_, of), _)| of == name).flat_map(|(_, ids)| of_pages(ids));
            all.collect()
        }
        Dep::InLanguage(_, fact) => files(build, fact),
        Dep::Templates(name) => {
            let templates = build.kits.first().map(|kit| kit.templates().sources.get(name));
            templates.flatten().map(|template| template.source.clone()).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// What stands at an address that is no page's: a list, a feed, a file, an old address.
fn other(build: &Build, address: &str) -> Option<Explanation> {
    let site = build.site();
    let (bare, plain) = (address.trim_start_matches('/'), composed(address));
    let plain = plain.trim_matches('/');
    let planned = build.jobs.each().iter().find(|planned| {
        let (url, output) = (planned.output.url(), planned.output.as_str());
        output == plain
            || url.as_str().trim_matches('/') == plain
            || source(build, planned)
                .is_some_and(|source| source.trim_start_matches("content/") == bare.trim_start_matches("content/"))
    })?;
    let what = match &planned.job {
        Job::Alias(at) => match site.redirects.get(*at) {
            Some(redirect) => format!("a redirect to {}", redirect.to),
            None => "an old address".to_owned(),
        },
        Job::File(at) if site.files[*at].picture().is_some() => "an image, without its metadata".to_owned(),
        Job::File(_) => "a file, published unchanged".to_owned(),
        Job::Picture(at, number) => match site.files[*at].forms().get(*number) {
            Some((form, _)) => format!("an image, {} × {} pixels", form.width, form.height),
            None => "a picture".to_owned(),
        },
        Job::Static(_) | Job::Asset(_) => "a file of the theme".to_owned(),
        Job::Feed(..) => "a feed".to_owned(),
        Job::Sitemap(_) | Job::SitemapIndex => "the sitemap for search engines".to_owned(),
        Job::SocialCard(id) => format!("the social card of {}", site.page(*id).url),
        Job::Icon(_) => "a size of the site's icon".to_owned(),
        Job::Manifest => "the web manifest".to_owned(),
        Job::Robots => "the rules for crawlers".to_owned(),
        Job::Llms => "a summary of the site for language models".to_owned(),
        Job::Twin(id) => format!("the text of {} as Markdown, for programs", site.page(*id).url),
        Job::Host(_) => format!("a file for {}", site.config.deploy.target.value.title()),
        Job::Search => "a part of the search index".to_owned(),
        Job::NotFound => "the page for addresses that do not exist".to_owned(),
        Job::Page(_) | Job::List(..) | Job::Taxonomy(_) | Job::Term(..) => match &planned.owner {
            Owner::List(words) => words.clone(),
            _ => "a list of pages".to_owned(),
        },
    };
    let mut lines = vec![line("published", "yes"), line("what", what), line("output", &planned.output)];
    if let Some(source) = source(build, planned) {
        lines.push(line("file", source));
    }
    Some(with_reads(build, &planned.output, subject(site, planned), lines))
}

fn source(build: &Build, planned: &Planned) -> Option<String> {
    let site = build.site();
    match &planned.job {
        Job::File(at) | Job::Picture(at, _) => Some(site.files[*at].source.to_string()),
        Job::Static(name) => Some(site.theme.statics[name].source.to_string()),
        Job::Asset(name) => site.assets.get(name)?.parts.first().map(ToString::to_string),
        _ => None,
    }
}
