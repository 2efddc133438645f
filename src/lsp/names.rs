//! What the texts in fields and arguments are the names of, and which names there are.

use std::borrow::Cow;

use super::cursor::TextPosition;
use super::hover::fields::{self, FieldHelp};
use super::target::Symbol;
use super::workspace::Workspace;
use vertebra_base::link::{Link, decoded};
use vertebra_base::path::SourcePath;
use vertebra_render::Wanted;
use vertebra_schema::FieldKind;
use vertebra_site::{NamedTarget, beside};
use vertebra_yaml::{MapEntry, YamlNode};

/// What a component's argument names.
pub fn named(desk: &Workspace, wanted: &Wanted, text: &str) -> Option<Symbol> {
    let site = desk.build.site();
    match wanted {
        Wanted::Record(kind) => {
            let id = site.record(kind, text)?;
            Some(Symbol::Page(site.page(id).page.source.clone(), None))
        }
        Wanted::Section | Wanted::Page => page(desk, text),
        Wanted::Datum(file) => datum(desk, file, text),
        Wanted::Text | Wanted::Number | Wanted::Boolean | Wanted::Choice(_) => None,
    }
}

/// A page or the page of a folder, by its path inside `content`.
pub fn page(desk: &Workspace, text: &str) -> Option<Symbol> {
    let site = desk.build.site();
    let (NamedTarget::Source(path) | NamedTarget::Address(path)) = NamedTarget::from_top(&site.config.base_url, text)
    else {
        return None;
    };
    let path = path.as_str();
    let fragment = Link::parse(text).fragment.map(decoded);
    let id = site.find(path).or_else(|| site.section(site.find_section(path)?).index)?;
    Some(Symbol::Page(site.page(id).page.source.clone(), fragment.map(Cow::into_owned)))
}

fn datum(desk: &Workspace, file: &str, key: &str) -> Option<Symbol> {
    desk.build.site().datum(&format!("{file}.yaml"), key).map(|_| Symbol::Datum(file.to_owned(), key.to_owned()))
}

/// What the text in a field names.
pub fn in_field(spot: &TextPosition, path: &[String], text: &str) -> Option<Symbol> {
    let desk = spot.desk;
    if let Some(file) = fields::find(spot, path).as_ref().and_then(FieldHelp::data_file) {
        return datum(desk, file, text);
    }
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    if spot.path.as_str() == vertebra_schema::config::FILE {
        return match parts.as_slice() {
            ["settings", name] | ["languages", _, "settings", name] => {
                let setting = desk.build.site().theme.settings.iter().find(|setting| setting.name == *name)?;
                matches!(setting.kind, FieldKind::Page | FieldKind::Pages).then(|| page(desk, text))?
            }
            [.., "page"] | ["menus", ..] | ["languages", _, "menus", ..] | ["feeds", "sections"] => page(desk, text),
            ["defaults", _, "type"] => Some(Symbol::Type(text.to_owned())),
            _ => None,
        };
    }
    Build::is_page(&spot.path).then_some(())?;
    match parts.as_slice() {
        ["translation_of"] => page(desk, text),
        ["image"] => {
            let base = &desk.build.site().config.base_url;
            let path = SourcePath::new(beside(&*desk.page(&spot.path)?, base, text)?);
            desk.is_file(&path).then_some(Symbol::File(path))
        }
        ["type"] => Some(Symbol::Type(text.to_owned())),
        [name] => {
            let front = &desk.page(&spot.path)?.front;
            let kind = desk.build.schema().types.get(&front.kind.value)?;
            let field = kind.fields.iter().find(|field| field.name == *name)?;
            matches!(field.kind, FieldKind::Page | FieldKind::Pages).then(|| page(desk, text))?
        }
        _ => None,
    }
}

/// The entries of a data file, by their keys.
pub fn data<'a>(desk: &'a Workspace, file: &str) -> &'a [MapEntry] {
    let data = &desk.build.site().data;
    let found = ["yaml", "yml"].iter().find_map(|ending| data.get(&format!("{file}.{ending}")));
    found.and_then(YamlNode::as_map).unwrap_or_default()
}

/// One line about an entry of a data file: its title, name, citation, or text.
pub fn about(node: &YamlNode) -> Option<String> {
    let known = ["title", "name", "text", "citation", "label"].iter().find_map(|key| node.get(key)?.as_text());
    let year = node.get("year").and_then(YamlNode::as_text).map(|year| format!(" ({year})")).unwrap_or_default();
    known.or(node.as_text()).map(|text| format!("{text}{year}"))
}

use vertebra_engine::Build;
