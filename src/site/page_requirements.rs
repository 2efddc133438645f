//! What the rules of a site ask of its pages: values in fields, links to other pages, a review that is not too old.

use super::model::{LinkTarget, PageId, SitePage};
use super::review::due;
use super::site::Site;
use super::suggestion::relative;
use vertebra_base::diagnostic::{Diagnostic, Severity, nearest};
use vertebra_markdown::{Body, FieldValue, Filling, FrontMatter, Page, Value};
use vertebra_schema::config::{MenuItem, MenuTarget};
use vertebra_schema::rules::{FILE, Need, Requirement};
use vertebra_schema::shape::data_keys::data_file;

/// Reports what one page lacks.
pub fn of_page(site: &Site, id: PageId, out: &mut Vec<Diagnostic>) {
    let page = &site.page(id).page;
    overdue(site, page, out);
    let kind = &page.front.kind.value;
    for requirement in site.rules.requirements.all.values().filter(|it| it.holds_for(kind)) {
        let Some(help) = unmet(site, id, requirement) else { continue };
        let title = page.front.title.span;
        let severity = requirement.severity.unwrap_or(Severity::Warning);
        let lack = Diagnostic::warning(requirement.code, &page.source, title, &*requirement.message).with_help(help);
        out.push(Diagnostic { severity, ..lack });
    }
}

/// How to meet a requirement that a page does not meet.
fn unmet(site: &Site, id: PageId, requirement: &Requirement) -> Option<String> {
    let page = site.page(id);
    let front = &page.page.front;
    let mut known: Vec<(&str, String)> = Vec::new();
    match &requirement.needs {
        Need::Field(name) => {
            if has(front, name) {
                return None;
            }
            let kind = site.theme.types.get(&front.kind.value);
            let field = kind.and_then(|kind| kind.fields.iter().find(|field| field.name == *name));
            let file = field.and_then(|field| Some(format!("{}.yaml", field.keys_of.as_ref()?))).unwrap_or_default();
            let keys = site.data.get(&file).and_then(|data| data.as_map());
            let key = keys.and_then(|keys| keys.first()).map_or("…", |entry| entry.key.as_str());
            known = vec![("{key}", key.to_owned()), ("{file}", file)];
        }
        Need::Review => {
            if front.reviewed.as_ref().is_some_and(|review| review.by.is_some()) {
                return None;
            }
            known.push(("{file}", data_file("reviewed.by").to_owned()));
        }
        Need::Page => {
            let wanted = site.required_page(requirement, page)?;
            if site.shows(id, requirement, wanted) {
                return None;
            }
            let source = &site.page(wanted).page.source;
            known.push(("{page}", source.to_string()));
            known.push(("{link}", relative(page.page.source.folder(), source.as_str())));
        }
    }
    let filled = |help: String, (name, value): &(&str, String)| help.replace(name, value);
    Some(known.iter().fold(requirement.help.clone(), filled))
}

/// Whether a page has a value for a field, or says that there is none.
fn has(front: &FrontMatter, name: &str) -> bool {
    let holds_something = |value: &FieldValue| !matches!(value, FieldValue::Plain(Value::List(all)) if all.is_empty());
    front.has_none_of.iter().any(|known| known == name)
        || front.fields.iter().any(|(known, value)| known == name && holds_something(value))
}

/// Reports pages that the site's own rules name and that nobody sees.
pub fn of_site(site: &Site, out: &mut Vec<Diagnostic>) {
    for requirement in site.rules.requirements.all.values() {
        let Some((file, page)) = &requirement.page else { continue };
        if file.as_str() != FILE || page.value.starts_with('$') || site.find(&page.value).is_some() {
            continue;
        }
        let sources =
            site.pages.iter().filter(|page| page.is_published()).filter_map(|page| page.page.source.in_content());
        let help = nearest(&page.value, sources).map(|near| format!("did you mean {near}?"));
        let message = format!("there is no page \"{}\" to link to", page.value);
        out.push(
            Diagnostic::error("rules-page", file, page.span, message)
                .with_help("write the path of a page in content/, such as about/privacy.md")
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
    let grace = site.rules.requirements.grace;
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
    /// The page that a requirement names, unless it is the page that is asked.
    fn required_page(&self, requirement: &Requirement, page: &SitePage) -> Option<PageId> {
        let (_, named) = requirement.page.as_ref()?;
        let setting = named.value.strip_prefix('$');
        let set = setting.map(|name| vertebra_schema::theme::setting(&self.theme, &self.config, page.lang, name));
        let path = match &set {
            Some(value) => value.as_ref()?.as_text()?,
            None => &named.value,
        };
        let wanted = self.find(path).filter(|_| !path.is_empty())?;
        (self.page(wanted).base() != page.base() && self.page(wanted).is_published()).then_some(wanted)
    }

    /// Whether a page shows what is required or leads to it.
    fn shows(&self, id: PageId, requirement: &Requirement, wanted: PageId) -> bool {
        let page = self.page(id);
        let base = self.page(wanted).base();
        let leads = |id: PageId| self.page(id).base() == base;
        self.links(id).iter().any(|link| matches!(link.target, LinkTarget::Page(id) if leads(id)))
            || requirement.menus.iter().any(|name| self.menu_leads(name, page, &leads))
            || holds_block(&page.page.body, &requirement.blocks)
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
