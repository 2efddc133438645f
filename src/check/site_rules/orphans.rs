//! Pages that nobody finds: no link leads from the home page to them, over however many pages.
//!
//! The links are those of the finished pages, so that menus and lists count.

use std::collections::{BTreeMap, BTreeSet};

use super::view::Whole;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_site::addresses::RedirectTarget;

/// Walks from the home page of each language along all links.
pub fn check(whole: &Whole, out: &mut Vec<Diagnostic>) {
    let site = whole.sources.site;
    let pages: Vec<_> = whole.examined.iter().filter(|one| one.is_page).collect();
    let mut places: BTreeMap<&str, usize> = pages.iter().enumerate().map(|(at, it)| (it.output.as_str(), at)).collect();
    // An old address leads on.
    let old: Vec<_> = site.redirects.each().map(|redirect| (redirect.from.output(), &redirect.to)).collect();
    for (from, to) in &old {
        let RedirectTarget::Here { url, .. } = to else { continue };
        if let Some(at) = places.get(url.output().as_str()).copied() {
            places.insert(from.as_str(), at);
        }
    }
    let tops = site.config.langs().filter(|lang| site.is_spoken(*lang));
    let tops = tops.map(|lang| site.section(site.top(lang)).url.output());
    let mut open: Vec<usize> = tops.filter_map(|output| places.get(output.as_str()).copied()).collect();
    // Without a home page there is nothing to begin with, and something worse to tell.
    if !open.iter().any(|at| pages[*at].output.as_str() == "index.html") {
        return;
    }
    let mut reached: BTreeSet<usize> = open.iter().copied().collect();
    while let Some(at) = open.pop() {
        let next = pages[at].leads.keys().filter_map(|output| places.get(output.as_str()).copied());
        open.extend(next.filter(|at| reached.insert(*at)));
    }
    let lost: Vec<usize> = (0..pages.len()).filter(|at| !reached.contains(at)).collect();
    let searched_from: Vec<_> = site.search_pages().collect();
    for at in &lost {
        let Some(id) = pages[*at].page.filter(|id| site.page(*id).is_published()) else { continue };
        let page = &site.page(id).page;
        if page.front.noindex || site.is_not_found(id) || searched_from.contains(&id) {
            continue;
        }
        let own = |output: &String| places.get(output.as_str()) == Some(at);
        let linked = lost.iter().any(|other| other != at && pages[*other].leads.keys().any(own));
        let message = match linked {
            true => "readers cannot reach this page from the home page: only other unreachable pages link to it",
            false => "no page or menu links to this page, so readers cannot find it",
        };
        let path = page.source.in_content().unwrap_or(page.source.as_str());
        let help = format!("link to it from a related page, or add it to a menu in content/site.yaml:\n- page: {path}");
        out.push(Diagnostic::warning("orphan", &page.source, page.front.title.span, message).with_help(help));
    }
}
