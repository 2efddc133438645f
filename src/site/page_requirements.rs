//! What the rules of a site ask of its pages: evidence, the disclaimer, the warning signs, a review that is not too old.

use super::model::{LinkTarget, PageId, SitePage};
use super::review::due;
use super::site::Site;
use super::suggestion::relative;
use vertebra_base::diagnostic::{Diagnostic, Severity, nearest};
use vertebra_markdown::{Body, Filling, Page};
use vertebra_schema::config::{MenuItem, MenuTarget};
use vertebra_schema::rules::{Demand, FILE};
use vertebra_schema::shape::data_keys::data_file;

/// Reports what one page lacks.
pub fn of_page(site: &Site, id: PageId, out: &mut Vec<Diagnostic>) {
    let page = site.page(id);
    let demands = &site.rules.demands;
    overdue(site, &page.page, out);
    let asked = |demand: &Option<Demand>| demand.as_ref().is_some_and(|it| it.holds_for(&page.page.front.kind.value));
    let mut lacks = |demand: &Option<Demand>, mut diagnostic: Diagnostic| {
        diagnostic.severity = demand.as_ref().and_then(|it| it.severity).unwrap_or(Severity::Warning);
        out.push(diagnostic);
    };
    let (source, front) = (&page.page.source, &page.page.front);
    let title = front.title.span;
    if asked(&demands.evidence) && front.evidence.is_empty() && !front.no_evidence {
        let file = data_file("evidence");
        let keys = site.data.get(file).and_then(|data| data.as_map());
        let key = keys.and_then(|keys| keys.first()).map_or("…", |entry| entry.key.as_str());
        let help = format!(
            "list its sources by their keys in content/data/{file}:\nevidence: [{key}]\n\
             if there is no evidence, write: evidence: none"
        );
        let message = "this page lists no evidence for what it says";
        lacks(&demands.evidence, Diagnostic::warning("evidence-missing", source, title, message).with_help(help));
    }
    if asked(&demands.review) && front.reviewed.as_ref().is_none_or(|review| review.by.is_none()) {
        let message = "this page has not been reviewed";
        let help = format!(
            "ask a person listed in content/data/{} to check it, then add:\n\
             reviewed: {{by: name, on: 2026-11-20, every: 12 months}}",
            data_file("reviewed.by")
        );
        lacks(&demands.review, Diagnostic::warning("review-missing", source, title, message).with_help(help));
    }
    if let Some(shown) = demands.disclaimer.as_ref().filter(|_| asked(&demands.disclaimer))
        && let Some(wanted) = site.demanded_page(shown, page)
        && !site.shows(id, shown, wanted)
    {
        let message = "this page does not link to the disclaimer";
        let help = format!("link to {}, or add it to a menu that every page shows", site.page(wanted).page.source);
        lacks(&demands.disclaimer, Diagnostic::warning("disclaimer-missing", source, title, message).with_help(help));
    }
    if let Some(shown) = demands.red_flags.as_ref().filter(|_| asked(&demands.red_flags))
        && let Some(wanted) = site.demanded_page(shown, page)
        && !site.shows(id, shown, wanted)
    {
        let message = "this page does not tell readers when to get help";
        let link = relative(page.page.source.folder(), site.page(wanted).page.source.as_str());
        let help = format!("link to the warning signs, for example:\nCheck the [warning signs]({link}) first.");
        lacks(&demands.red_flags, Diagnostic::warning("red-flags-missing", source, title, message).with_help(help));
    }
}

/// Reports pages that the site's own rules name and that nobody sees.
pub fn of_site(site: &Site, out: &mut Vec<Diagnostic>) {
    let demands = &site.rules.demands;
    for demand in [&demands.disclaimer, &demands.red_flags].into_iter().flatten() {
        let Some((file, page)) = &demand.page else { continue };
        if file.as_str() != FILE || page.value.starts_with('$') || site.find(&page.value).is_some() {
            continue;
        }
        let sources =
            site.pages.iter().filter(|page| page.is_published()).filter_map(|page| page.page.source.in_content());
        let help = nearest(&page.value, sources).map(|near| format!("did you mean {near}?"));
        let message = format!("there is no page \"{}\" to link to", page.value);
        out.push(
            Diagnostic::error("rules-page", file, page.span, message)
                .with_help("write the path of a page in content/, such as medical-disclaimer.md")
                .maybe_help(help),
        );
    }
}

fn overdue(site: &Site, page: &Page, out: &mut Vec<Diagnostic>) {
    let Some(due) = due(page) else { return };
    let Some(on) = page.front.reviewed.as_ref().and_then(|review| review.on.as_ref()) else { return };
    let days = due.until(site.now.date()).map_or(0, |span| span.get_days());
    if days < 1 {
        return;
    }
    let grace = site.rules.demands.grace;
    let ago = if days == 1 { "yesterday".to_owned() } else { format!("{days} days ago") };
    let message = format!("this page was due for review {ago}");
    let help = "ask the reviewer to check the whole page, then update \"on\" under \"reviewed\"";
    let mut diagnostic = Diagnostic::warning("review-overdue", &page.source, on.span, message).with_help(help);
    if days.unsigned_abs() > grace {
        diagnostic.severity = Severity::Error;
    } else {
        diagnostic = diagnostic.with_note(format!("after {grace} days this becomes an error"));
    }
    out.push(diagnostic);
}

impl Site {
    /// The page that a demand names, unless it is the page that is asked.
    fn demanded_page(&self, demand: &Demand, page: &SitePage) -> Option<PageId> {
        let (_, named) = demand.page.as_ref()?;
        let setting = named.value.strip_prefix('$');
        let set = setting.map(|name| vertebra_schema::theme::setting(&self.theme, &self.config, page.lang, name));
        let path = match &set {
            Some(value) => value.as_ref()?.as_text()?,
            None => &named.value,
        };
        let wanted = self.find(path).filter(|_| !path.is_empty())?;
        (self.page(wanted).base() != page.base() && self.page(wanted).is_published()).then_some(wanted)
    }

    /// Whether a page shows what is demanded or leads to it.
    fn shows(&self, id: PageId, demand: &Demand, wanted: PageId) -> bool {
        let page = self.page(id);
        let base = self.page(wanted).base();
        let leads = |id: PageId| self.page(id).base() == base;
        self.links(id).iter().any(|link| matches!(link.target, LinkTarget::Page(id) if leads(id)))
            || demand.menus.iter().any(|name| self.menu_leads(name, page, &leads))
            || holds_block(&page.page.body, &demand.blocks)
    }

    fn menu_leads(&self, name: &str, page: &SitePage, leads: &impl Fn(PageId) -> bool) -> bool {
        let own = self.config.further(page.lang).map(|language| &language.menus);
        let of = |menus: &'_ [vertebra_schema::config::Menu]| menus.iter().position(|menu| menu.name == name);
        let menus = own.filter(|menus| of(menus).is_some()).unwrap_or(&self.config.menus);
        let asks = |id: &PageId| self.page(*id).lang == page.lang && leads(*id);
        menus
            .iter()
            .filter(|menu| menu.name == name)
            .flat_map(|menu| &menu.items)
            .any(|item| self.item_leads(item, leads))
            || self.asking(name).iter().any(asks)
    }

    fn item_leads(&self, item: &MenuItem, leads: &impl Fn(PageId) -> bool) -> bool {
        let own = matches!(&item.target, MenuTarget::Page(path) if self.find(path).is_some_and(leads));
        own || item.children.iter().any(|item| self.item_leads(item, leads))
    }
}

fn holds_block(body: &Body, blocks: &[String]) -> bool {
    body.holes.iter().any(|hole| match &hole.filling {
        Filling::Directive(directive) => {
            let name = directive.name.replace('-', "_");
            blocks.contains(&name) || directive.body.as_ref().is_some_and(|inner| holds_block(inner, blocks))
        }
        _ => false,
    })
}
