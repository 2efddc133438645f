//! Every place that names something: who links to a page, who cites a source, who calls a component.

use std::collections::BTreeMap;

use super::calls;
use super::position_map::Shift;
use super::target::Symbol;
use super::workspace::Workspace;
use vertebra_base::link::{Link, decoded};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_markdown::{LinkKind, NoteContent};
use vertebra_render::{Signature, Wanted};
use vertebra_site::{self as site, PageId, Site, SitePage};

/// A place in a file.
pub type FileRange = (SourcePath, Span);

/// The places that name a target, in the order of the files. The site has to know all texts as they are.
pub fn of(desk: &Workspace, target: &Symbol) -> Vec<FileRange> {
    let site = desk.build.site();
    let mut places: Vec<FileRange> = Vec::new();
    let components = desk.build.components();
    for own in site.ids() {
        let page = site.page(own);
        let mut put = |span: Span| places.push((page.page.source.clone(), span));
        match target {
            Symbol::Page(path, fragment) => {
                let Some(id) = site.find(path.as_str()) else { continue };
                // A page that leads from one of its parts to another does not name itself.
                if fragment.is_none() && page.page.source == *path {
                    continue;
                }
                links(site, own, (id, fragment.as_deref())).for_each(&mut put);
                if fragment.is_none() {
                    records(site, page, id, &components).for_each(&mut put);
                }
            }
            Symbol::File(path) => {
                let Some(file) = site.files.iter().find(|file| file.source == *path) else { continue };
                let leads = |linked: &site::Linked| linked.target == site::LinkTarget::Other(file.url.clone());
                let all = page.page.links.iter().zip(site.links(own));
                all.filter(|(_, linked)| leads(linked)).for_each(|(link, _)| put(link.span));
            }
            Symbol::Term(path, id) => {
                let Some(glossary) = site.find(path.as_str()) else { continue };
                let all = page.page.links.iter().zip(site.links(own));
                let leads = |linked: &site::Linked| {
                    let fragment = Link::parse(&linked.address).fragment.map(|id| decoded(id).into_owned());
                    linked.target == site::LinkTarget::Page(glossary) && fragment.as_deref() == Some(id)
                };
                all.filter(|(_, linked)| leads(linked)).for_each(|(link, _)| put(link.span));
            }
            Symbol::Datum(file, key) => data(desk, page, file, key).for_each(&mut put),
            Symbol::Component(name) => {
                let calls = calls::all(&page.page);
                calls.into_iter().filter(|it| it.name.replace('_', "-") == *name).for_each(|it| put(it.name_span));
            }
            Symbol::Type(name) => {
                let kind = &page.page.front.kind;
                if kind.value == *name && kind.span != Span::default() {
                    put(kind.span);
                }
            }
        }
    }
    if let Symbol::Page(path, None) = target {
        places.extend(in_config(desk, path));
    }
    places.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    places.dedup();
    as_typed(desk, places)
}

/// The places in the texts as they are: those that the site does not know yet have moved, or are gone.
fn as_typed(desk: &Workspace, places: Vec<FileRange>) -> Vec<FileRange> {
    let mut shifts: BTreeMap<SourcePath, Option<Shift>> = BTreeMap::new();
    let moved = |(path, span): FileRange| {
        let shift = shifts.entry(path.clone()).or_insert_with(|| {
            let buffer = desk.buffers.get(&path).filter(|_| !desk.is_known(&path))?;
            let known = desk.build.snapshot().text(&path)?;
            Some(Shift::between(&known, buffer.text.as_str()))
        });
        let span = shift.map_or(Some(span), |shift| shift.span(span))?;
        Some((path, span))
    };
    places.into_iter().filter_map(moved).collect()
}

/// The links of a page to another, or to one heading of it.
fn links<'a>(
    site: &'a Site,
    own: PageId,
    (to, fragment): (PageId, Option<&'a str>),
) -> impl Iterator<Item = Span> + 'a {
    let all = site.page(own).page.links.iter().zip(site.links(own));
    let leads = move |linked: &site::Linked| linked.target == site::LinkTarget::Page(to);
    all.filter(move |(link, linked)| {
        let same = || match link.kind {
            LinkKind::Term => false,
            _ => link.address().fragment.map(|id| decoded(id).into_owned()).as_deref() == fragment,
        };
        leads(linked) && (fragment.is_none() || same())
    })
    .map(|(link, _)| link.span)
}

/// The arguments of a page that name the page of a record.
fn records<'a>(
    site: &'a Site,
    page: &'a SitePage,
    to: PageId,
    components: &'a [Signature],
) -> impl Iterator<Item = Span> + 'a {
    calls::all(&page.page).into_iter().flat_map(move |call| {
        let signature = components.iter().find(|it| it.name == call.name.replace('_', "-"));
        let mut free = signature.into_iter().flat_map(|it| &it.parameters);
        call.arguments.iter().filter_map(move |argument| {
            let parameter = match &argument.name {
                Some(name) => signature?.parameters.iter().find(|it| it.name == name.replace('-', "_"))?,
                None => free.next()?,
            };
            match &parameter.wanted {
                Wanted::Record(kind) => (site.record(kind, &argument.value)? == to).then_some(argument.span),
                _ => None,
            }
        })
    })
}

/// The keys of a data file that a page names.
fn data<'a>(desk: &'a Workspace, page: &'a SitePage, file: &'a str, key: &'a str) -> impl Iterator<Item = Span> + 'a {
    let path = format!("{file}.yaml");
    let is_cited = |content: &NoteContent| match content {
        NoteContent::Entry(entry) => entry.file == path && entry.key.value == key,
        NoteContent::Text(_) => false,
    };
    let cited = page.page.notes.iter().any(|note| is_cited(&note.content));
    let fields = page.page.front.data_keys.iter();
    let fields = fields.filter(move |named| named.file == path && named.key.value == key).map(|named| named.key.span);
    let text = cited.then(|| desk.text(&page.page.source)).flatten().unwrap_or_default();
    let mark = format!("[^{key}]");
    let marks: Vec<Span> =
        text.as_str().match_indices(&mark).map(|(at, _)| Span::new(at + 2, at + 2 + key.len())).collect();
    fields.chain(marks)
}

/// The places of `site.yaml` that name a page.
fn in_config(desk: &Workspace, path: &SourcePath) -> Vec<FileRange> {
    let file = SourcePath::new(vertebra_schema::config::FILE);
    let Some(text) = desk.text(&file) else { return Vec::new() };
    let (node, _) = vertebra_yaml::parse(text.as_str(), 0, &file);
    let mut found = Vec::new();
    texts(&node, &mut |text, span| {
        if text.ends_with(".md") && path.in_content() == Some(text.trim_start_matches('/')) {
            found.push((file.clone(), span));
        }
    });
    found
}

/// Every text of a tree, with its place.
fn texts(node: &vertebra_yaml::YamlNode, found: &mut dyn FnMut(&str, Span)) {
    match &node.kind {
        vertebra_yaml::NodeKind::List(items) => items.iter().for_each(|item| texts(item, found)),
        vertebra_yaml::NodeKind::Map(entries) => entries.iter().for_each(|entry| texts(&entry.value, found)),
        _ => node.as_text().into_iter().for_each(|text| found(text, node.span)),
    }
}
