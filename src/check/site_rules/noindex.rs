//! Pages that search engines are asked to leave out, though it does not look as if anybody meant that.

use super::view::Whole;
use crate::examined::CheckedPage;
use crate::found::Trace;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_html::HtmlOrigin;
use vertebra_schema::config::{FILE, MenuItem, MenuTarget};
use vertebra_site::PageId;

/// Looks for `noindex` on a site that goes online, on a page of a menu, and in a template.
pub fn check(whole: &Whole, out: &mut Vec<Diagnostic>) {
    let site = whole.sources.site;
    if site.config.noindex {
        if whole.is_release {
            let file = SourcePath::new(FILE);
            let message = "the whole site is marked noindex, so search engines will not list it";
            let help = "remove this line when the site is ready for the public";
            let span = line(whole, &file);
            out.push(Diagnostic::warning("noindex-left", &file, span, message).with_help(help));
        }
        return;
    }
    let in_menus = in_menus(whole);
    let searched_from: Vec<_> = site.search_pages().collect();
    for id in site.ids().filter(|id| site.page(*id).is_published()) {
        let page = &site.page(id).page;
        if page.front.noindex && in_menus.contains(&id) && !searched_from.contains(&id) {
            let message = "this page is in a menu, but is marked noindex, so search engines leave it out";
            let help = "remove the line noindex: true, or remove the page from the menu";
            let span = line(whole, &page.source);
            out.push(Diagnostic::warning("noindex-left", &page.source, span, message).with_help(help));
        }
    }
    let unasked = |one: &&CheckedPage| {
        one.noindex && one.page.is_some_and(|id| !site.page(id).page.front.noindex && !site.is_not_found(id))
    };
    let mut by_template = whole.examined.iter().filter(|one| one.is_page).filter(unasked);
    if let Some(first) = by_template.next() {
        let spot = whole.sources.find(None, first.template.as_deref(), &Trace::Template, HtmlOrigin::Unknown);
        let message = "this template marks pages as noindex that do not set it themselves";
        let help = "use in the template: {% if page.noindex or config.noindex %}<meta name=\"robots\" content=\"noindex\">{% endif %}";
        let others = by_template.count();
        let more = if others > 0 { format!(", and {others} more") } else { String::new() };
        out.push(
            Diagnostic::warning("noindex-left", &spot.file, spot.span, message)
                .with_help(help)
                .with_note(format!("the page {}{more}", first.output.url())),
        );
    }
}

/// The line that says `noindex: true`.
fn line(whole: &Whole, file: &SourcePath) -> Option<Span> {
    let text = whole.sources.snapshot.text(file)?;
    let at = text.find("noindex: true")?;
    Some(Span::new(at, at + "noindex: true".len()))
}

/// The pages that menus name, and those that ask for a place in one.
fn in_menus(whole: &Whole) -> Vec<PageId> {
    let site = whole.sources.site;
    let menus = site.config.menus.iter().chain(site.config.languages.iter().flat_map(|language| &language.menus));
    let mut open: Vec<&MenuItem> = menus.flat_map(|menu| &menu.items).collect();
    let mut found: Vec<PageId> = site.ids().filter(|id| !site.page(*id).page.front.menus.is_empty()).collect();
    while let Some(item) = open.pop() {
        if let MenuTarget::Page(path) = &item.target {
            found.extend(site.find(path));
        }
        open.extend(&item.children);
    }
    found
}
