//! `structured_data(page=page, …)`: gathers what a page shows for `structured`, and tells what readers of it miss.

use tera::{Kwargs, TeraResult, Value};

use super::context::RenderContext;
use super::shared::RenderInput;
use super::terms::shown_name;
use super::values::internal;
use super::{lookups, name_lookup, questions};
use crate::json_ld::{self, Agent, Citation, Described, Missing, SiteSeen, VisibleFacts};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::link::Link;
use vertebra_markdown::{FieldValue, FrontMatter, NoteContent, Page, Value as Field};
use vertebra_schema::schema_org::VOCABULARY;
use vertebra_schema::shape::data_keys::data_file;
use vertebra_site::PageId;
use vertebra_site::deps::Dep;
use vertebra_yaml::YamlNode;

/// The graph of a page as JSON for a script element, or none for a page that is nothing.
///
/// `page` is required. What only the theme knows is passed in: `home` (what the first breadcrumb is called), `logo`,
/// `short_title`, `principles` (addresses and words that every page shows), `image`, `audience`, `items` and `sections`
/// (what a list shows), `content` (the finished text, for glossaries and questions), `faq` (whether questions are told).
pub fn structured_data(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let page: &Value = kwargs.must_get("page")?;
    let own = slot.current().page;
    let kinds = kinds(slot.shared, page, own);
    if kinds.is_empty() {
        return Ok(Value::none());
    }
    let seen = seen(slot, kwargs, page, kinds)?;
    let nodes = json_ld::graph(&seen);
    if let Some(id) = own {
        tell(slot, id, json_ld::missing(&nodes));
    }
    let graph = serde_json::json!({"@context": "https://schema.org", "@graph": nodes});
    Ok(Value::safe_string(&json_ld::for_script(&graph)))
}

/// What the page says that it is, else what its type says, else what pages and lists are.
fn kinds(shared: &RenderInput, page: &Value, own: Option<PageId>) -> Vec<String> {
    let site = &shared.site;
    if let Some(kinds) = own.and_then(|id| site.page(id).page.front.structured.clone()) {
        return kinds;
    }
    let kind = text(page, "type").unwrap_or_default();
    if let Some(kinds) = site.theme.types.get(&kind).and_then(|declared| declared.structured.clone()) {
        return kinds;
    }
    match kind.as_str() {
        "error" => Vec::new(),
        "list" | "section" => vec!["CollectionPage".to_owned()],
        _ => vec!["WebPage".to_owned()],
    }
}

fn seen(slot: &RenderContext, kwargs: &Kwargs, page: &Value, kinds: Vec<String>) -> TeraResult<VisibleFacts> {
    let is = |family: &str| kinds.iter().any(|kind| VOCABULARY.is_a(kind, family));
    let content = kwargs.get::<&str>("content")?.unwrap_or_default();
    let wants = |family: &str| if is(family) { content } else { "" };
    let faq = kwargs.get::<bool>("faq")?.unwrap_or(false);
    let mut seen = VisibleFacts {
        url: text(page, "permalink").unwrap_or_default(),
        title: text(page, "title").unwrap_or_default(),
        description: text(page, "description"),
        language: text(page, "lang").unwrap_or_default(),
        site: site_seen(slot, kwargs)?,
        crumbs: crumbs(slot, kwargs)?,
        published: text(page, "date"),
        updated: text(page, "updated"),
        image: word(kwargs, "image")?.or_else(|| text(page, "image")).map(|url| absolute(slot, &url)),
        audience: word(kwargs, "audience")?.filter(|kind| kind.chars().all(char::is_alphabetic)),
        definitions: json_ld::definitions(wants("DefinedTermSet")),
        questions: if faq { json_ld::questions(wants("FAQPage")) } else { Vec::new() },
        ..VisibleFacts::default()
    };
    for name in ["sections", "items"] {
        seen.items.extend(items(slot, kwargs.get::<&Value>(name)?.filter(|_| is("CollectionPage"))));
    }
    if is("Article") {
        seen.author = text(page, "author").and_then(|key| agent(slot, &key));
    }
    let own = slot.current().page;
    if let Some(id) = own {
        let page = slot.shared.site.page(id).page.clone();
        if is("Article") || is("MedicalWebPage") {
            seen.about = about(slot, &page.front);
            seen.citations = citations(slot, &page);
            seen.review = review(slot, &page.front);
        }
        seen.thing = thing(slot, id, &kinds);
    }
    if is("ContactPage") {
        seen.contacts = contacts(slot);
    }
    seen.kinds = kinds;
    Ok(seen)
}

fn text(page: &Value, name: &str) -> Option<String> {
    page.get_from_path(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// An argument that is text and not empty.
fn word(kwargs: &Kwargs, name: &str) -> TeraResult<Option<String>> {
    let value = kwargs.get::<&Value>(name)?;
    Ok(value.and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned))
}

/// An address with the base path, made whole.
fn absolute(slot: &RenderContext, address: &str) -> String {
    match Link::parse(address).is_rooted() {
        true => slot.shared.site.config.base_url.absolute(address),
        false => address.to_owned(),
    }
}

fn site_seen(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<SiteSeen> {
    let config = &slot.shared.site.config;
    let publisher = config.publisher.as_ref().map(|publisher| Agent {
        is_organization: true,
        name: publisher.name.clone(),
        url: publisher.url.as_deref().map(|url| absolute(slot, &internal(config, url))),
        ..Agent::default()
    });
    Ok(SiteSeen {
        home: config.base_url.absolute(&internal(config, "/")),
        title: config.title_in(slot.lang()).to_owned(),
        short_title: word(kwargs, "short_title")?,
        publisher,
        logo: word(kwargs, "logo")?.map(|url| absolute(slot, &url)),
        principles: word(kwargs, "principles")?.map(|url| absolute(slot, &url)),
    })
}

/// The breadcrumbs that the page shows; the first may be called by another name there.
fn crumbs(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Vec<(String, String)>> {
    let shown = lookups::breadcrumbs(slot, kwargs)?;
    let mut crumbs = items(slot, Some(&shown));
    if let (Some(first), Some(home)) = (crumbs.first_mut(), word(kwargs, "home")?) {
        first.0 = home;
    }
    Ok(crumbs)
}

/// Titles and addresses of a list of cards.
fn items(slot: &RenderContext, list: Option<&Value>) -> Vec<(String, String)> {
    let cards = list.and_then(Value::as_array).into_iter().flatten();
    cards.filter_map(|card| Some((text(card, "title")?, absolute(slot, &text(card, "url")?)))).collect()
}

/// An entry of the data file of authors.
fn agent(slot: &RenderContext, key: &str) -> Option<Agent> {
    let entry = slot.ask(&questions::Datum(data_file("author"), key))?;
    let word = |name: &str| entry.get(name).and_then(YamlNode::as_text).map(str::to_owned);
    Some(Agent {
        is_organization: word("kind").is_some_and(|kind| matches!(kind.as_str(), "organization" | "organisation")),
        name: word("name")?,
        url: word("url").and_then(|to| place(slot, &to)),
        role: word("role"),
        credential: word("credential"),
    })
}

/// Where an address or the path of a page leads.
fn place(slot: &RenderContext, to: &str) -> Option<String> {
    let to = &*slot.shared.site.config.base_url.local(to);
    let link = Link::parse(to);
    if link.is_elsewhere() {
        return Some(to.to_owned()).filter(|_| !link.is_unsafe());
    }
    lookups::link(slot, to).map(|address| absolute(slot, &address))
}

/// A review counts when it says who did it and when.
fn review(slot: &RenderContext, front: &FrontMatter) -> Option<(Agent, String)> {
    let review = front.reviewed.as_ref()?;
    let (by, on) = (review.by.as_ref()?, review.on.as_ref()?);
    Some((agent(slot, &by.value)?, on.value.to_text()))
}

/// The terms that the page carries: they are shown, and they are names only.
fn about(slot: &RenderContext, front: &FrontMatter) -> Vec<String> {
    let site = &slot.shared.site;
    let mut names: Vec<String> = Vec::new();
    for (taxonomy, terms) in &front.terms {
        let declared = |all: &&vertebra_site::TaxonomyTerms| site.config.taxonomies[all.taxonomy].name == *taxonomy;
        let Some(all) = site.terms.iter().find(declared) else { continue };
        let place = |written: &str| all.place(&vertebra_base::slug::slugify(written));
        let shown = terms.iter().filter_map(|it| Some(shown_name(site, &all.terms[place(&it.value)?], &it.value)));
        for name in shown {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// The sources that the page lists, cited in its text or not.
fn citations(slot: &RenderContext, page: &Page) -> Vec<Citation> {
    let cited = page.notes.iter().filter_map(|note| match &note.content {
        NoteContent::Entry(entry) => Some(entry),
        NoteContent::Text(_) => None,
    });
    let entry = |cited: &vertebra_markdown::CitableEntry| {
        let entry = slot.ask(&questions::Datum(&cited.file, &cited.key.value))?;
        let word = |name: &str| entry.get(name).and_then(YamlNode::as_text).map(str::to_owned);
        let url = word("doi").map(|doi| format!("https://doi.org/{doi}")).or_else(|| word("url"));
        Some(Citation { name: word("title").or_else(|| word("citation"))?, url })
    };
    cited.filter_map(entry).collect()
}

/// The thing that a page describes: what its fields stand for, as far as they are known.
fn thing(slot: &RenderContext, id: PageId, kinds: &[String]) -> Option<Described> {
    let site = &slot.shared.site;
    let front = &site.page(id).page.front;
    let declared = site.theme.types.get(&front.kind.value)?;
    let mut properties = Vec::new();
    for field in &declared.fields {
        let Some(property) = &field.property else { continue };
        let value = front.fields.iter().find(|(name, _)| *name == field.name).map(|(_, value)| value);
        properties.extend(value.and_then(|value| said(property, value)).map(|value| (property.clone(), value)));
    }
    let own = properties.iter().position(|(name, _)| name == "@type").map(|at| properties.remove(at).1);
    let of_type = || kinds.iter().find(|kind| VOCABULARY.is_a(kind, "LocalBusiness")).cloned();
    let kind = own.and_then(|kind| kind.as_str().map(str::to_owned)).or_else(of_type)?;
    // A page about something bears its name.
    if !properties.iter().any(|(name, _)| name == "name") {
        properties.insert(0, ("name".to_owned(), front.title.value.as_str().into()));
    }
    let page = site.config.base_url.absolute(&internal(&site.config, site.page(id).url.as_str()));
    Some(Described { page, word: front.kind.value.clone(), kind, properties })
}

/// The value of a field as JSON; nothing when it is not known, or when there is none.
fn said(property: &str, value: &FieldValue) -> Option<serde_json::Value> {
    let (FieldValue::Stated(value) | FieldValue::Plain(value)) = value else { return None };
    let said: serde_json::Value = match value {
        Field::Text(word) if VOCABULARY.values_of(property).is_some() => format!("https://schema.org/{word}").into(),
        Field::Text(text) => text.as_str().into(),
        Field::Integer(number) => (*number).into(),
        Field::Boolean(flag) => (*flag).into(),
        Field::Date(day) => day.to_text().into(),
        Field::List(items) => items.clone().into(),
        Field::Phone(phone) => phone.e164.as_str().into(),
        Field::Hours(week) => json_ld::opening_hours(week).into(),
        Field::Any(_) => return None,
    };
    let is_empty = said.as_str().is_some_and(str::is_empty) || said.as_array().is_some_and(Vec::is_empty);
    (!is_empty).then_some(said)
}

/// The records that the text of this page has asked for by their keys, in that order.
fn contacts(slot: &RenderContext) -> Vec<Described> {
    let asked: Vec<(String, String)> = {
        let current = slot.current();
        let records = current.reads.each().filter_map(|fact| match fact {
            Dep::Record(kind, key) => Some((kind.clone(), key.clone())),
            _ => None,
        });
        records.collect()
    };
    let mut found: Vec<PageId> = Vec::new();
    for (kind, key) in asked {
        let id = name_lookup::record(slot, &kind, &key);
        found.extend(id.filter(|id| !found.contains(id)));
    }
    let thing = |id: PageId| {
        lookups::card(slot, id);
        thing(slot, id, &[])
    };
    found.into_iter().filter_map(thing).collect()
}

/// Says what readers of the graph miss and somebody here could know. What is stated as unknown is not asked for.
fn tell(slot: &RenderContext, id: PageId, missing: Vec<Missing>) {
    let page = &slot.shared.site.page(id).page;
    for lack in missing {
        let told = if lack.is_required { required(slot, page, &lack) } else { recommended(slot, page, &lack) };
        slot.current().told.extend(told);
    }
}

fn required(slot: &RenderContext, page: &Page, lack: &Missing) -> Option<Diagnostic> {
    let Missing { kind, property, .. } = lack;
    let message = format!(
        "the structured data of this page describes a {kind} without its {property}, which search engines require"
    );
    let help = match field_for(slot, page, property) {
        Some(name) => format!("add the line: {name}: …"),
        None => "let a field of the theme provide it, or choose another type: schema: WebPage".to_owned(),
    };
    let fault = Diagnostic::error("schema-required", &page.source, page.front.title.span, message);
    Some(fault.with_help(help))
}

fn recommended(slot: &RenderContext, page: &Page, lack: &Missing) -> Option<Diagnostic> {
    let stated = |name: &str| page.front.fields.iter().any(|(known, _)| known == name);
    let name = match &lack.from {
        Some(field) => field.clone(),
        None => field_for(slot, page, &lack.property).filter(|name| !stated(name))?,
    };
    let message = format!("search engines recommend {} for this {}; it is missing", lack.property, lack.kind);
    let note = Diagnostic::note("schema-recommended", &page.source, page.front.title.span, message);
    Some(note.with_help(format!("if it is known, add the line: {name}: …")))
}

/// The field of the page's type that stands for a property, or for a part of it.
fn field_for(slot: &RenderContext, page: &Page, property: &str) -> Option<String> {
    let declared = slot.shared.site.theme.types.get(&page.front.kind.value)?;
    let stands = |name: &str| name == property || name.split('.').next() == Some(property);
    let field = declared.fields.iter().find(|field| field.property.as_deref().is_some_and(stands))?;
    Some(field.name.clone())
}
