//! The function `menu`: titles and addresses, and which of them is where the reader is.

use tera::{Kwargs, Map, TeraResult, Value};

use super::context::RenderContext;
use super::question::{Answer, Question};
use super::shared::RenderInput;
use super::values::{internal, put};
use vertebra_base::fingerprint::Fingerprinter;
use vertebra_schema::config::{Lang, MenuItem, MenuTarget};
use vertebra_site::deps::Dep;
use vertebra_site::{LookupScope, PageId, SectionId, Site};

/// `menu(name="main")`: what `site.yaml` lists, then the pages that name the menu themselves.
pub fn menu(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let name = kwargs.must_get::<&str>("name")?;
    let site = &slot.shared.site;
    let entries = slot.ask(&MenuItems(name));
    let url = slot.current().url.clone();
    Ok(Value::from(entries.iter().map(|entry| value(site, entry, &url)).collect::<Vec<_>>()))
}

/// A menu, by its name.
pub struct MenuItems<'q>(pub &'q str);

impl Question for MenuItems<'_> {
    type Answer<'s> = Vec<MenuEntry<'s>>;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Menu(self.0.to_owned())
    }

    fn answer<'s>(&self, shared: &'s RenderInput, asker: LookupScope) -> Vec<MenuEntry<'s>> {
        entries(&shared.site, asker, self.0)
    }
}

/// An entry of a menu, looked up.
pub struct MenuEntry<'a> {
    title: &'a str,
    /// Inside the site, without the base path; or the address of another site.
    url: &'a str,
    /// The language of what it leads to.
    lang: Lang,
    children: Vec<MenuEntry<'a>>,
}

/// A menu as a page in a language shows it: that language's own, else the one of the first language with the versions
/// that there are.
fn entries<'a>(site: &'a Site, asker: LookupScope, name: &str) -> Vec<MenuEntry<'a>> {
    let own = site.config.own_menu(asker.lang, name);
    let (declared, of) = match own {
        Some(menu) => (Some(menu), asker.lang),
        None => (site.config.own_menu(Lang::FIRST, name), Lang::FIRST),
    };
    let mut all = declared.map(|menu| items(site, asker, &menu.items, of)).unwrap_or_default();
    // Pages may ask for a place in a menu themselves; they come after those that site.yaml lists.
    let asking = match site.config.languages.is_empty() {
        true => site.asking(name).to_vec(),
        false => site.versions_for(asker, site.asking(name)),
    };
    // One that site.yaml lists as well stands where that says.
    let listed = declared.map_or(&[][..], |menu| &menu.items);
    let asking = asking.iter().filter(|id| !site.is_in_menu(listed, **id));
    all.extend(asking.map(|id| of_page(site, *id, None, Vec::new())));
    all
}

/// The entries of a menu that is written in the language `of`.
fn items<'a>(site: &'a Site, asker: LookupScope, items: &'a [MenuItem], of: Lang) -> Vec<MenuEntry<'a>> {
    let mut entries = Vec::with_capacity(items.len());
    for item in items {
        let children = self::items(site, asker, &item.children, of);
        let title = item.title.as_deref();
        match &item.target {
            MenuTarget::Url(to) => entries.push(MenuEntry { title: title.unwrap_or(to), url: to, lang: of, children }),
            MenuTarget::Page(path) => entries.extend(target(site, asker, path, (title, of), children)),
        }
    }
    entries
}

/// What a path of a menu leads to. A title counts where it is in the language of the page.
fn target<'a>(
    site: &'a Site,
    asker: LookupScope,
    path: &str,
    (title, of): (Option<&'a str>, Lang),
    children: Vec<MenuEntry<'a>>,
) -> Option<MenuEntry<'a>> {
    let page = site.find_for(asker, path);
    let section = site.find_section_for(asker, path);
    let is_own = |id: &SectionId| site.section(*id).lang == asker.lang;
    match (page, section) {
        (Some(page), Some(id)) if site.page(page).lang != asker.lang && is_own(&id) => {
            Some(of_section(site, id, title.filter(|_| of == asker.lang), children))
        }
        (Some(id), _) => Some(of_page(site, id, title.filter(|_| site.page(id).lang == of), children)),
        (None, Some(id)) => Some(of_section(site, id, title.filter(|_| site.section(id).lang == of), children)),
        (None, None) => None,
    }
}

fn of_page<'a>(site: &'a Site, id: PageId, title: Option<&'a str>, children: Vec<MenuEntry<'a>>) -> MenuEntry<'a> {
    let page = site.page(id);
    let title = title.unwrap_or(&page.page.front.title.value);
    MenuEntry { title, url: page.url.as_str(), lang: page.lang, children }
}

fn of_section<'a>(
    site: &'a Site,
    id: SectionId,
    title: Option<&'a str>,
    children: Vec<MenuEntry<'a>>,
) -> MenuEntry<'a> {
    let section = site.section(id);
    MenuEntry { title: title.unwrap_or(&section.title), url: section.url.as_str(), lang: section.lang, children }
}

fn value(site: &Site, entry: &MenuEntry, url: &str) -> Value {
    let own = entry.url;
    let is_home = || site.config.langs().any(|lang| site.section(site.top(lang)).url.as_str() == own);
    let current = match () {
        () if own == url => Value::from("page"),
        () if own.ends_with('/') && url.starts_with(own) && !is_home() => Value::from("section"),
        () => Value::none(),
    };
    let mut map = Map::new();
    put(&mut map, "title", entry.title);
    put(&mut map, "url", internal(&site.config, own));
    put(&mut map, "lang", site.config.tag(entry.lang));
    put(&mut map, "current", current);
    put(&mut map, "children", entry.children.iter().map(|child| value(site, child, url)).collect::<Vec<_>>());
    Value::from(map)
}

impl Answer for MenuEntry<'_> {
    fn print(&self, shared: &RenderInput, all: &mut Fingerprinter) {
        all.text(self.title).text(self.url).text(shared.site.config.tag(self.lang));
        self.children.print(shared, all);
    }
}
