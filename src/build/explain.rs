//! `why`: what is at an address or what became of a file, in words.

use super::Build;
use crate::plan::{Job, Planned};
use crate::render::subject;
use crate::site::{Owner, PageId};

/// The answer to "why": a heading, then pairs of a name and what there is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub title: String,
    pub lines: Vec<(String, String)>,
}

/// Explains a path (`content/guides/x.md`, `guides/x.md`) or an address (`/guides/x/`, `https://…/guides/x/`).
pub fn explain(build: &Build, query: &str) -> Option<Explanation> {
    let site = build.site();
    let base = &site.config.base_url;
    let inside = query.strip_prefix(&base.origin).unwrap_or(query);
    let inside = inside.strip_prefix(base.path.as_str()).filter(|rest| rest.starts_with('/')).unwrap_or(inside);
    if let Some(id) = site.find(inside) {
        return Some(published(build, id));
    }
    let wanted = inside.trim_start_matches('/').trim_start_matches("content/");
    let folded = format!("/{}/", inside.trim_matches('/')).to_lowercase();
    let hidden =
        site.unpublished.iter().find(|page| page.source.in_content() == Some(wanted) || page.url.folded() == folded);
    if let Some(page) = hidden {
        let lines = vec![
            line("file", &page.source),
            line("published", format!("no: {}", page.hidden.reason())),
            line("address", format!("{} once it is published", page.url)),
        ];
        return Some(Explanation { title: page.title.clone(), lines });
    }
    other(build, inside)
}

fn line(name: &str, text: impl ToString) -> (String, String) {
    (name.to_owned(), text.to_string())
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
    if let Some(kind) = site.theme.types.get(&front.kind.value) {
        lines.push(line("template", &kind.template));
    }
    for alias in &front.aliases {
        lines.push(line("old address", &alias.value));
    }
    for from in site.backlinks(id) {
        lines.push(line("linked from", &site.page(*from).page.source));
    }
    lines.extend(facts(build, &page.url.output()));
    Explanation { title: front.title.value.clone(), lines }
}

fn facts(build: &Build, output: &crate::path::OutputPath) -> Vec<(String, String)> {
    let facts = build.render_one(output).map(|(_, facts)| facts).unwrap_or_default();
    facts.iter().map(|fact| line("reads", fact)).collect()
}

/// What stands at an address that is no page's: a list, a feed, a file, an old address.
fn other(build: &Build, address: &str) -> Option<Explanation> {
    let site = build.site();
    let bare = address.trim_start_matches('/');
    let planned = build.planned.iter().find(|planned| {
        let (url, output) = (planned.output.url(), planned.output.as_str());
        output == bare
            || url.as_str().trim_matches('/') == bare.trim_end_matches('/')
            || source(build, planned)
                .is_some_and(|source| source.trim_start_matches("content/") == bare.trim_start_matches("content/"))
    })?;
    let what = match &planned.job {
        Job::Alias(at) => format!("an old address that leads to {}", site.page(site.claims.aliases[*at].1).url),
        Job::File(_) => "a file, published as it is".to_owned(),
        Job::Static(_) | Job::Style(_) => "a file of the theme".to_owned(),
        Job::Feed(..) => "a feed".to_owned(),
        Job::Sitemap(_) | Job::SitemapIndex => "the sitemap for search engines".to_owned(),
        Job::Robots => "the rules for search engines".to_owned(),
        Job::NotFound => "the page for addresses that do not exist".to_owned(),
        Job::Page(_) | Job::List(..) | Job::Taxonomy(_) | Job::Term(..) => match site.claims.owner(&planned.output) {
            Some(Owner::List(words)) => words.clone(),
            _ => "a list of pages".to_owned(),
        },
    };
    let mut lines = vec![line("published", "yes"), line("what", what), line("output", &planned.output)];
    if let Some(source) = source(build, planned) {
        lines.push(line("file", source));
    }
    lines.extend(facts(build, &planned.output));
    Some(Explanation { title: subject(site, planned), lines })
}

fn source(build: &Build, planned: &Planned) -> Option<String> {
    let site = build.site();
    match &planned.job {
        Job::File(at) => Some(site.files[*at].source.to_string()),
        Job::Static(name) => Some(site.theme.statics[name].source.to_string()),
        Job::Style(name) => Some(site.theme.styles[name].source.to_string()),
        _ => None,
    }
}
