//! The functions that templates may call: the only door to other pages. Each logs the fact it answers.

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::context::{ContextCell, RenderContext};
use super::question::{Answer, Question};
use super::questions::Data;
use super::shared::RenderInput;
use super::values;
use super::{cards, files, graph, letters, lookups, menus, pictures, query, tokens, translations};
use vertebra_base::diagnostic::did_you_mean;
use vertebra_base::fingerprint::Fingerprinter;
use vertebra_base::link::{Link, UNSAFE};
use vertebra_schema::data_files;
use vertebra_schema::theme::{Strings, ThemeString, placeholders, untranslated};
use vertebra_site::deps::Dep;
use vertebra_site::{LookupScope, Site, plan};

type Function = fn(&RenderContext, &Kwargs) -> TeraResult<Value>;

/// Each with its arguments and what it gives, as `contract::calls` reads them.
const FUNCTIONS: &[((&str, &str, &str), Function)] = &[
    (("url", "to! absolute", ""), url),
    (("asset", "path!", ""), files::asset),
    (("picture", "src! sizes optional", "picture"), pictures::picture),
    (("integrity", "path!", ""), files::integrity),
    (("inline_svg", "path! title class", ""), files::inline_svg),
    (("t", "key! count lang raw …", ""), text),
    (("today", "", ""), today),
    (("load_data", "path! optional", "?"), load_data),
    (("get_page", "path! optional", "card"), lookups::get_page),
    (("pages", "section type recursive limit sort", "[card]"), query::pages),
    (("section", "path optional", "found section"), lookups::section),
    (("terms", "taxonomy!", "[listed term]"), lookups::terms),
    (("menu", "name!", "[menu entry]"), menus::menu),
    (("breadcrumbs", "", "[breadcrumb]"), lookups::breadcrumbs),
    (("neighbors", "", "neighbors"), lookups::neighbors),
    (("series", "", "series"), lookups::series),
    (("records", "type!", "[card]"), lookups::records),
    (("record", "type! key!", "card"), lookups::record),
    (("datum", "file! key!", "?"), lookups::datum),
    (("backlinks", "", "[card]"), lookups::backlinks),
    (("translations", "", "[translated page]"), translations::translations),
    (("markdown_url", "", ""), markdown_url),
    (("letters", "lang", "[letter]"), letters::letters),
    (("social_card", "", "social card"), cards::social_card),
    (("lines", "text! width! size! weight max family", "[]"), cards::lines),
    (("svg", "path! x y width height", ""), cards::svg),
    (("tokens", "", "[token]"), tokens::tokens),
    (("contrast", "a! b!", ""), tokens::contrast),
    (
        ("structured_data", "page! content home items sections logo short_title principles image audience faq", ""),
        graph::structured_data,
    ),
];

/// Functions that had names of their own, and what to write instead.
const RENAMED: &[(&str, &str)] = &[
    ("clinics", "records(type=\"clinic\")"),
    ("clinic", "record(type=\"clinic\", key=…)"),
    ("evidence", "datum(file=\"evidence.yaml\", key=…)"),
    ("person", "datum(file=\"people.yaml\", key=…)"),
];

/// What to write instead of a function that there was once.
pub fn renamed(name: &str) -> Option<&'static str> {
    RENAMED.iter().find(|(old, _)| *old == name).map(|(_, new)| *new)
}

/// The functions by name, with their arguments and what they give.
pub fn declared() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    FUNCTIONS.iter().map(|(row, _)| *row)
}

/// Registers the names, so that templates that call them can be loaded.
pub fn register_names(tera: &mut Tera) {
    for (name, ..) in declared() {
        tera.register_function(name, |_: Kwargs, _: &State| Value::none());
    }
}

/// Registers the functions of one kit.
pub fn register(tera: &mut Tera, desk: &Arc<ContextCell>) {
    for ((name, ..), function) in FUNCTIONS {
        let desk = desk.clone();
        tera.register_function(*name, move |kwargs: Kwargs, _: &State| {
            let Some(site) = desk.attached() else { return Ok(Value::none()) };
            function(&desk.slot(&site.shared), &kwargs)
        });
    }
}

/// `url(to="guides/first-visit.md")`, `url(to="/feed.json", absolute=true)`: an address with the base path.
fn url(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let to = kwargs.must_get::<&str>("to")?;
    let absolute = kwargs.get::<bool>("absolute")?.unwrap_or(false);
    let site = &slot.shared.site;
    let local = site.config.base_url.local(to);
    let link = Link::parse(&local);
    if link.is_unsafe() {
        return Err(Error::message(format!("\"{to}\" is not a valid link target: {}", UNSAFE.0)));
    }
    if link.is_elsewhere() {
        return Ok(Value::from(to));
    }
    let address = lookups::link(slot, &local);
    let page = slot.current().page;
    if site.is_told_as_broken(to, page) {
        slot.current().is_told = true;
        return Err(lookups::no_page(site, link.path));
    }
    let Some(address) = address else {
        return Err(lookups::no_page(site, link.path));
    };
    Ok(Value::from(if absolute { site.config.base_url.absolute(&address) } else { address }))
}

/// `t(key="contents")`, `t(key="minutes", count=3)`: words of the theme in the language of the page. With `raw=true` their
/// placeholders stay, for a script that fills them in.
fn text(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let key = kwargs.must_get::<&str>("key")?;
    let site = &slot.shared.site;
    let language = kwargs.get::<&str>("lang")?.unwrap_or_else(|| site.config.tag(slot.lang()));
    let Spoken(strings, _) = slot.ask(&Words(language));
    let Some(text) = strings.get(language, key) else {
        if language == site.config.tag(slot.lang())
            && untranslated::is_told(&site.theme, &site.config, slot.lang(), key)
        {
            // Whether the others have it decides.
            site.theme.strings.languages().for_each(|tag| slot.note(&Words(tag)));
            slot.current().is_told = true;
        }
        let help =
            did_you_mean(key, strings.keys(language)).unwrap_or_else(|| format!("add it to strings/{language}.yaml"));
        return Err(Error::message(format!("the theme has no string \"{key}\" in {language}; {help}")));
    };
    let count = kwargs.get::<&Value>("count")?.and_then(Value::as_i64);
    if kwargs.get::<bool>("raw")?.unwrap_or(false) {
        return Ok(Value::from(text.for_count(count, language)));
    }
    if count.is_none() && matches!(text, ThemeString::Plural(_)) {
        return Err(lacks(key, "count"));
    }
    let words = text.for_count(count, language);
    match words.contains('{') {
        true => fill(key, words, kwargs).map(Value::from),
        false => Ok(Value::from(words)),
    }
}

/// Fills `{name}` in a text with the arguments of the call.
fn fill(key: &str, words: &str, kwargs: &Kwargs) -> TeraResult<String> {
    let mut filled = words.to_owned();
    for name in placeholders(words) {
        let Some(value) = kwargs.get::<&Value>(name)? else { return Err(lacks(key, name)) };
        filled = filled.replace(&format!("{{{name}}}"), &value.to_string());
    }
    Ok(filled)
}

/// Calls whose key is known before any page is made are told of then.
fn lacks(key: &str, name: &str) -> Error {
    Error::message(format!("the string \"{key}\" needs \"{name}\"; write it like this: t(key=\"{key}\", {name}=…)"))
}

/// The words of the theme in a language.
pub struct Words<'q>(pub &'q str);

/// The words of all languages, and the one that is meant.
pub struct Spoken<'s, 'q>(&'s Strings, &'q str);

impl<'q> Question for Words<'q> {
    type Answer<'s> = Spoken<'s, 'q>;
    const SPOKEN: bool = false;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Strings(self.0.to_owned())
    }

    fn answer<'s>(&self, shared: &'s RenderInput, _: LookupScope) -> Spoken<'s, 'q> {
        Spoken(&shared.site.theme.strings, self.0)
    }
}

impl Answer for Spoken<'_, '_> {
    fn print(&self, _: &RenderInput, all: &mut Fingerprinter) {
        // Words are few, and read by every page: their debug form names all there is about them.
        for key in self.0.keys(self.1) {
            all.text(key).text(&format!("{:?}", self.0.get(self.1, key)));
        }
    }
}

/// The day of the build in the site's zone.
pub struct Today;

impl Question for Today {
    type Answer<'s> = String;
    const SPOKEN: bool = false;

    fn fact(&self, _: &Site) -> Dep {
        Dep::BuildDate
    }

    fn answer(&self, shared: &RenderInput, _: LookupScope) -> String {
        shared.site.now.date().to_string()
    }
}

/// `today()`: the day of the build in the site's zone.
fn today(slot: &RenderContext, _: &Kwargs) -> TeraResult<Value> {
    Ok(Value::from(slot.ask(&Today)))
}

/// `load_data(path="red-flags.yaml")`: a file of `content/data`.
fn load_data(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let path = kwargs.must_get::<&str>("path")?;
    let site = &slot.shared.site;
    if !data_files::is_data(path) {
        return Err(Error::message(format!("load_data cannot read {path}; {}", data_files::other_format(path))));
    }
    match slot.ask(&Data(path)) {
        Some(node) => Ok(values::data(node)),
        None if kwargs.get::<bool>("optional")?.unwrap_or(false) => Ok(Value::none()),
        None => {
            let help = did_you_mean(path, site.data.keys().map(String::as_str));
            let help = help.unwrap_or_else(|| "create this file, or remove what uses it".to_owned());
            Err(Error::message(format!("there is no file content/data/{path}; {help}")))
        }
    }
}

/// `markdown_url()`: the address of this page as Markdown, or none.
pub fn markdown_url(slot: &RenderContext, _: &Kwargs) -> TeraResult<Value> {
    let site = &slot.shared.site;
    // Whether a page is that of a term follows from its place, which every output has read.
    let own = slot.current().page.filter(|id| plan::has_twin(site, *id));
    let url = own.map(|id| values::internal(&site.config, &plan::twin_url(&site.page(id).url)));
    Ok(Value::from(url))
}
