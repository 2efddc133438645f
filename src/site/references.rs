//! Names that pages and `site.yaml` use for other things: entries of data, terms, menus, feeds.

use super::lists::TaxonomyTerms;
use super::model::{PageId, SitePage};
use super::site::Site;
use super::{contacts, page_requirements};
use vertebra_base::diagnostic::{Diagnostic, did_you_mean, nearest};
use vertebra_base::link::{Link, composed};
use vertebra_base::path::SourcePath;
use vertebra_base::slug::slugify;
use vertebra_base::span::Spanned;
use vertebra_markdown::Page;
use vertebra_media::image_file::is_picture_name;
use vertebra_schema::FieldKind;
use vertebra_schema::config::{FILE, MenuItem, MenuTarget};
use vertebra_schema::shape::data_keys::data_file;
use vertebra_yaml::{MapEntry, YamlNode};

/// Reports the names on one page that name nothing.
pub fn of_page(site: &Site, id: PageId, out: &mut Vec<Diagnostic>) {
    let page = site.page(id);
    // What is wrong with a page that is not published is told when it is.
    if !page.is_published() {
        return;
    }
    page_requirements::of_page(site, id, out);
    contacts::of_page(site, &site.contacts, id, out);
    terms(site, page, out);
    entries(site, id, out);
    twice(site, id, out);
    names(site, &page.page, out);
    for (field, path) in &page.page.front.pages_named {
        if !is_shown(site, &path.value) {
            out.push(broken(site, &page.page.source, &format!("the field \"{field}\""), path));
        }
    }
}

/// Terms of one address that are not one term: `a/b`, `a b` and `a-b`. Capital letters and spaces make no other term.
fn terms(site: &Site, page: &SitePage, out: &mut Vec<Diagnostic>) {
    let plain = |name: &str| composed(name).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    for (taxonomy, names) in &page.page.front.terms {
        let is_own =
            |all: &&TaxonomyTerms| all.lang == page.lang && site.config.taxonomies[all.taxonomy].name == *taxonomy;
        let Some(all) = site.terms.iter().find(is_own) else { continue };
        for name in names {
            let term = all.place(&slugify(&name.value)).map(|place| &all.terms[place]);
            let Some(term) = term.filter(|it| it.spelling != name.value && plain(&it.spelling) != plain(&name.value))
            else {
                continue;
            };
            let (own, first, url) = (&name.value, &term.spelling, &term.url);
            let message = format!("\"{own}\" and \"{first}\" are two terms with one address, {url}");
            let help = format!(
                "if they mean the same, write \"{first}\" here as well\nif not, rename one of them, so that it gets another address"
            );
            let fault = Diagnostic::error("term-address", &page.page.source, name.span, message);
            out.push(fault.with_help(help).with_note(format!("\"{first}\" is in {}", term.first)));
        }
    }
}

/// A page that asks for a place in a menu which lists it anyway, and the name of a series in other letters than elsewhere.
fn twice(site: &Site, id: PageId, out: &mut Vec<Diagnostic>) {
    let page = site.page(id);
    let source = &page.page.source;
    for asked in &page.page.front.menus {
        let menu = site.config.own_menu(page.lang, &asked.value);
        if menu.is_some_and(|menu| site.is_in_menu(&menu.items, id)) {
            let message = format!("the menu \"{}\" lists this page already, in {FILE}", asked.value);
            let help = "remove this line, or the one there";
            out.push(Diagnostic::note("menu-twice", source, asked.span, message).with_help(help));
        }
    }
    let Some(own) = &page.page.front.series else { return };
    let same = |name: &str| slugify(name) == slugify(&own.value);
    let all = site.series.iter().filter(|((lang, name), _)| *lang == page.lang && same(name));
    // The one with the most pages is the one that is meant; of equal ones, that of the first page.
    let most = all.max_by_key(|(_, ids)| (ids.len(), std::cmp::Reverse(ids.iter().min().copied())));
    if let Some(((_, name), _)) = most.filter(|((_, name), _)| *name != own.value) {
        let message = format!("\"{}\" and \"{name}\" are two series, since their letters differ", own.value);
        let help = format!("if they are one, write here as well: {name}");
        out.push(Diagnostic::warning("series-twice", source, own.span, message).with_help(help));
    }
}

/// Entries of the glossary that are found by the same words as another one: only the first is ever shown.
fn entries(site: &Site, id: PageId, out: &mut Vec<Diagnostic>) {
    let page = site.page(id);
    if !site.is_glossary(id) {
        return;
    }
    for (term, at) in page.page.terms.iter().zip(0..) {
        let glossary = site.glossaries.get(page.lang.index());
        let first =
            glossary.and_then(|glossary| glossary.get(&slugify(&term.name))).filter(|first| **first != (id, at));
        let Some((other, first)) =
            first.and_then(|(page, at)| Some((site.page(*page), site.page(*page).page.terms.get(*at)?)))
        else {
            continue;
        };
        let where_to = if std::ptr::eq(other, page) { "above".to_owned() } else { format!("in {}", other.page.source) };
        let message = format!("the glossary explains \"{}\" already, as \"{}\" {where_to}", term.name, first.name);
        let help = "put both explanations into one entry, or give one of them another name";
        out.push(Diagnostic::warning("term-twice", &page.page.source, term.span, message).with_help(help));
    }
}

/// The same for a page that readers may not see.
pub fn names(site: &Site, page: &Page, out: &mut Vec<Diagnostic>) {
    let (source, front) = (&page.source, &page.front);
    // A translation is held back for a reviewer that nobody knows, which is told with it.
    let translator = front.translated.as_ref().and_then(|it| it.reviewed.as_ref()?.by.as_ref());
    for named in front.data_keys.iter().filter(|named| Some(&named.key) != translator) {
        if !named.needs_file || site.data.contains_key(&named.file) {
            key(site, source, &named.key, &named.file, out);
        }
    }
    if let Some(on) =
        front.reviewed.as_ref().and_then(|review| review.on.as_ref()).filter(|on| on.value.zoned > site.now)
    {
        let message = "the date of a review cannot be in the future";
        let help = "write the date on which the page was reviewed, or remove this line";
        out.push(Diagnostic::error("date-order", source, on.span, message).with_help(help));
    }
    if let Some(updated) = front.updated.as_ref().filter(|at| at.value.zoned > site.now) {
        let message = "the date of the last change is in the future, so it is not shown";
        let help = "write the date on which the page was changed, or remove this line";
        out.push(Diagnostic::warning("date-order", source, updated.span, message).with_help(help));
    }
    for menu in &front.menus {
        let of_languages = site.config.languages.iter().flat_map(|language| &language.menus);
        let known = site.config.menus.iter().chain(of_languages);
        if !known.clone().any(|known| known.name == menu.value) {
            let message = format!("there is no menu \"{}\"", menu.value);
            let names = known.map(|menu| menu.name.as_str());
            let near = nearest(&menu.value, names);
            let help =
                near.map_or_else(|| format!("menus are defined in {FILE}"), |near| format!("did you mean \"{near}\"?"));
            let fault = Diagnostic::error("menu-unknown", source, menu.span, message);
            out.push(fault.with_help(help).suggesting(near));
        }
    }
}

/// Reports the names in `site.yaml` that name nothing.
pub fn of_site(site: &Site, out: &mut Vec<Diagnostic>) {
    let file = SourcePath::new(FILE);
    site.config.author.iter().for_each(|author| key(site, &file, author, data_file("author"), out));
    for menu in &site.config.menus {
        menu.items.iter().for_each(|item| menu_item(site, item, out));
    }
    for language in &site.config.languages {
        language.menus.iter().flat_map(|menu| &menu.items).for_each(|item| menu_item(site, item, out));
        for (name, _) in &language.taxonomies {
            if !site.config.taxonomies.iter().any(|taxonomy| taxonomy.name == name.value) {
                let message = format!("there is no taxonomy \"{}\"", name.value);
                let names = site.config.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str());
                let help = did_you_mean(&name.value, names)
                    .unwrap_or_else(|| "declare it above, under \"taxonomies\", or remove this line".to_owned());
                out.push(Diagnostic::error("field-unknown", &file, name.span, message).with_help(help));
            }
        }
    }
    settings(site, out);
    defaults(site, out);
    for section in &site.config.feeds.sections {
        if site.find_section(&section.value).is_none_or(|id| !site.section(id).published) {
            let message = format!("there is no section \"{}\" for this feed", section.value);
            let names = site
                .sections
                .iter()
                .filter(|section| section.published)
                .map(|section| section.folder.trim_start_matches("content").trim_start_matches('/'));
            out.push(
                Diagnostic::error("feed-section", &file, section.span, message)
                    .with_help("write the name of a folder in content/, or remove it here")
                    .maybe_help(did_you_mean(&section.value, names)),
            );
        }
    }
}

/// Reports a name that no entry of a data file has.
fn key(site: &Site, source: &SourcePath, name: &Spanned<String>, file: &str, out: &mut Vec<Diagnostic>) {
    if site.datum(file, &name.value).is_some() {
        return;
    }
    let known = site.data.get(file).and_then(YamlNode::as_map).unwrap_or_default();
    let message = format!("\"{}\" is not in content/data/{file}", name.value);
    let near = nearest(&name.value, known.iter().map(|entry| entry.key.as_str()));
    let help = near.map_or_else(
        || format!("add it to content/data/{file}, or use one of its keys"),
        |near| format!("did you mean \"{near}\"?"),
    );
    out.push(Diagnostic::error("key-unknown", source, name.span, message).with_help(help).suggesting(near));
}

/// Settings of the theme that name pages: what leads nowhere would be left out of pages without a word.
fn settings(site: &Site, out: &mut Vec<Diagnostic>) {
    for (entry, node, path) in pages_in_settings(site).filter(|(_, _, path)| !is_shown(site, path)) {
        if is_bare_picture(path) {
            let message = format!(
                "the setting \"{}\" does not name a file of the site: its address begins with a slash",
                entry.key
            );
            let help = format!("write: {}: /{path}", entry.key);
            out.push(Diagnostic::error("link-broken", &SourcePath::new(FILE), node.span, message).with_help(help));
            continue;
        }
        let path = Spanned::new(path.to_owned(), node.span);
        out.push(broken(site, &SourcePath::new(FILE), &format!("the setting \"{}\"", entry.key), &path));
    }
}

/// Defaults of the theme that name pages. In place of that of a setting stands what the site gives.
fn defaults(site: &Site, out: &mut Vec<Diagnostic>) {
    let is_given = |name: &String| site.config.settings.iter().any(|entry| entry.key == *name);
    for it in site.theme.default_pages.iter().filter(|it| !it.setting.as_ref().is_some_and(is_given)) {
        if !is_shown(site, &it.path.value) {
            out.push(broken(site, &it.file, "this default", &it.path));
        }
    }
}

/// What the settings of the theme name as pages.
fn pages_in_settings(site: &Site) -> impl Iterator<Item = (&MapEntry, &YamlNode, &str)> {
    let of_languages = site.config.languages.iter().flat_map(|language| &language.settings);
    site.config.settings.iter().chain(of_languages).flat_map(|entry| {
        let declared = site.theme.settings.iter().find(|setting| setting.name == entry.key);
        // What the theme itself names by its address is named so by sites, too.
        let is_address = || {
            let default = declared.and_then(|setting| setting.default.as_ref()?.as_text());
            default.is_some_and(|default| default.starts_with('/'))
        };
        let named = match declared.map(|setting| &setting.kind) {
            Some(FieldKind::Page) => std::slice::from_ref(&entry.value),
            Some(FieldKind::Pages) => entry.value.as_list().unwrap_or(std::slice::from_ref(&entry.value)),
            Some(FieldKind::Text) if entry.value.as_text().is_some_and(is_bare_picture) && is_address() => {
                std::slice::from_ref(&entry.value)
            }
            _ => &[],
        };
        let texts = named.iter().filter_map(|node| Some((node, node.as_text().filter(|path| !path.is_empty())?)));
        texts.map(move |(node, path)| (entry, node, path))
    })
}

impl Site {
    /// Whether the items of a menu, or those below them, name a page.
    pub fn is_in_menu(&self, items: &[MenuItem], id: PageId) -> bool {
        items.iter().any(|item| {
            let is_it = matches!(&item.target, MenuTarget::Page(path) if self.find(path) == Some(id));
            is_it || self.is_in_menu(&item.children, id)
        })
    }

    /// Whether a text is what a setting, or a field of the page at hand, says, names no page, and is told there.
    pub fn is_told_as_broken(&self, text: &str, page: Option<PageId>) -> bool {
        let in_field = |id| self.page(id).page.front.pages_named.iter().any(|(_, path)| path.value == text);
        let is_default = || self.theme.default_pages.iter().any(|it| it.path.value == text);
        let is_named =
            pages_in_settings(self).any(|(_, _, path)| path == text) || page.is_some_and(in_field) || is_default();
        is_named && !is_shown(self, text)
    }
}

/// The name of a picture, without the slash with which an address of the site begins.
fn is_bare_picture(text: &str) -> bool {
    is_picture_name(text) && !text.starts_with('/') && !Link::parse(text).is_elsewhere()
}

/// Whether readers see the page or section at a path.
fn is_shown(site: &Site, path: &str) -> bool {
    let page = site.find(path).filter(|id| site.page(*id).is_published());
    // In a menu of another language it may be the page of that language alone.
    let page = page.or_else(|| site.find_anywhere(path).filter(|id| site.page(*id).is_published()));
    page.is_some() || site.find_section(path).is_some_and(|id| site.section(id).published)
}

fn menu_item(site: &Site, item: &MenuItem, out: &mut Vec<Diagnostic>) {
    if let MenuTarget::Page(path) = &item.target
        && !is_shown(site, path)
    {
        out.push(broken(site, &SourcePath::new(FILE), "this menu", &Spanned::new(path.clone(), item.span)));
    }
    item.children.iter().for_each(|item| menu_item(site, item, out));
}

/// What is wrong with a path in `site.yaml` or a field; `what` names it.
fn broken(site: &Site, file: &SourcePath, what: &str, path: &Spanned<String>) -> Diagnostic {
    let (span, path) = (path.span, path.value.as_str());
    let wanted = format!("content/{}", path.trim_start_matches('/').trim_start_matches("content/"));
    if let Some(hidden) = site.unpublished.iter().find(|page| page.source.as_str() == wanted) {
        let message = format!("{what} links to a page that is not published: {}", hidden.hidden.reason());
        let help = hidden.to_link().replace("remove this link", "remove it here");
        return Diagnostic::error("hidden-linked", file, span, message).with_help(help);
    }
    let published = site.pages.iter().filter(|page| page.is_published());
    let sources = published.filter_map(|page| page.page.source.in_content());
    let near = nearest(path, sources);
    let help = near.map(|near| format!("did you mean {near}?"));
    Diagnostic::error("link-broken", file, span, format!("there is no page \"{path}\""))
        .with_help("write the path of a page in content/, such as guides/first-visit.md, or remove this line")
        .maybe_help(help)
        .suggesting(near)
}
