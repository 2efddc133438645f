//! The tables of what files may hold (`shape`) and the readers of those files know the same fields; and what schemas are
//! made of both. That editors and the site agree about values is proved with a real language server: tests/editors.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use vertebra_render::json_schema::{self, Declared, KnownNames};
use vertebra_schema::shape::{FileSpec, PAGE, SEARCH, SITE, Shape, THEME, ValueKind};

use super::fixture::{Built, build};

/// A name that is near no other.
const STRANGE: &str = "zzzzzzzzzzzzzzzz";

/// A group of fields somewhere in a file: a document that has a strange field just there, and the names of the table.
struct Group {
    document: Value,
    names: BTreeSet<String>,
}

fn groups(file: &FileSpec) -> Vec<Group> {
    let mut found = Vec::new();
    let top = ValueKind::Fields(file.fields.clone());
    walk(file, &Shape::of(top), &|inside| inside, &mut Vec::new(), &mut found);
    found
}

fn walk(
    file: &FileSpec,
    shape: &Shape,
    place: &dyn Fn(Value) -> Value,
    parts: &mut Vec<String>,
    found: &mut Vec<Group>,
) {
    match &shape.kind {
        ValueKind::Fields(rows) => {
            let names = rows.iter().map(|row| row.name.clone()).collect();
            found.push(Group { document: place(json!({STRANGE: "x"})), names });
            for row in rows {
                walk(file, &row.shape, &|inside| place(json!({&row.name: inside})), parts, found);
            }
        }
        ValueKind::Each(inner) => walk(file, inner, &|inside| place(json!({"es": inside})), parts, found),
        ValueKind::Items(inner) => walk(file, inner, &|inside| place(json!([inside])), parts, found),
        ValueKind::Either(all) => all.iter().for_each(|inner| walk(file, inner, place, parts, found)),
        // Entries of menus hold entries of menus.
        ValueKind::Use(part) if !parts.contains(part) => {
            parts.push(part.clone());
            walk(file, &file.parts[part], place, parts, found);
            parts.pop();
        }
        _ => {}
    }
}

/// The names that the reader of a file offers in place of a strange one.
fn offered(site: &Built, file: &str) -> BTreeSet<String> {
    let strange = site.diagnostics.iter().find(|d| d.file.as_str() == file && d.message.contains(STRANGE));
    let help = strange.and_then(|d| d.help.clone()).unwrap_or_else(|| panic!("nobody minds\n{}", site.told()));
    let names = help.split_once("are: ").or(help.split_once("are ")).unwrap_or_else(|| panic!("{help}")).1;
    names.split(", ").flat_map(|names| names.split(" and ")).map(str::to_owned).collect()
}

fn assert_same_fields(file: &FileSpec, path: &str, least: usize) {
    let groups = groups(file);
    assert!(groups.len() >= least, "{}", groups.len());
    for group in groups {
        let site = build(&format!("-- {path} --\n{}\n", group.document));
        assert_eq!(offered(&site, path), group.names, "{path} with {}", group.document);
    }
}

#[test]
fn the_reader_of_the_settings_and_its_table_know_the_same_fields() {
    assert_same_fields(&SITE, "content/site.yaml", 9);
}

#[test]
fn the_reader_of_themes_and_its_table_know_the_same_fields() {
    assert_same_fields(&THEME, "themes/mini/theme.yaml", 6);
}

#[test]
fn the_reader_of_what_the_search_knows_and_its_table_know_the_same_fields() {
    let page = "-- content/search.md --\n---\ntitle: Search\ntype: search\n---\n";
    for group in groups(&SEARCH) {
        let path = "content/data/search.yaml";
        let site = build(&format!("{page}-- {path} --\n{}\n", group.document));
        assert_eq!(offered(&site, path), group.names);
    }
}

#[test]
fn every_field_of_the_table_of_pages_is_read() {
    for row in &PAGE.fields {
        let wrong = match row.shape.kind {
            ValueKind::Field(vertebra_schema::FieldKind::Map) => "text",
            _ => "{a: {b: c}}",
        };
        let site = build(&format!("-- content/a.md --\n---\ntitle: A\n{}: {wrong}\n---\n", row.name));
        assert!(!site.codes().contains(&"field-unknown") || row.name.ends_with("reviewed"), "{}", site.told());
        let minded =
            site.diagnostics.iter().any(|d| d.file.as_str() == "content/a.md" && d.message.contains(&row.name));
        assert!(minded, "\"{}\" can be anything: {}", row.name, site.told());
    }
}

/// A schema of a site by its name.
pub fn schema(site: &Built, name: &str) -> Value {
    let names = KnownNames::of(site.build.site());
    let declared = Declared { schema: site.build.schema(), theme: &site.build.site().theme, names: &names };
    let all = json_schema::all(&declared);
    let made = all.into_iter().find(|made| made.name == name);
    made.unwrap_or_else(|| panic!("no schema {name}")).schema
}

#[test]
fn a_schema_has_the_common_fields_the_taxonomies_and_those_of_the_type() {
    let site = build("");
    let clinic = schema(&site, "clinic");
    let names: Vec<&str> = clinic["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    let expected: Vec<&str> =
        PAGE.names().chain(["tags", "evidence", "facts", "safety_critical", "phone", "hours"]).collect();
    assert_eq!(names, expected);
    assert_eq!(clinic["required"], json!(["title", "phone"]));
    assert_eq!(clinic["additionalProperties"], json!(false));
    assert_eq!(clinic["properties"]["type"]["enum"], json!(["clinic"]));
    assert_eq!(clinic["properties"]["phone"]["anyOf"][0], json!({"enum": ["unknown", "none"]}));
    assert_eq!(
        schema(&site, "page")["properties"]["type"]["anyOf"][0]["enum"],
        json!(["clinic", "glossary", "page", "section"])
    );
}

#[test]
fn what_the_settings_give_to_pages_is_not_required_of_them() {
    let site = build(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n\
         defaults: {\"clinics/*.md\": {type: clinic, phone: unknown}}\n",
    );
    assert_eq!(schema(&site, "clinic")["required"], json!(["title"]));
}

#[test]
fn the_names_of_a_site_are_offered_and_no_others_refused() {
    let site = build(
        "-- content/data/people.yaml --\nann: {name: Ann}\n-- content/data/evidence.yaml --\nstudy-2015: {title: A study}\n",
    );
    let page = schema(&site, "glossary");
    assert_eq!(page["properties"]["author"]["examples"], json!(["ann"]));
    assert_eq!(page["properties"]["evidence"]["anyOf"][0]["items"]["examples"], json!(["study-2015"]));
    assert!(page["properties"]["author"].get("enum").is_none());
}

#[test]
fn what_a_theme_says_of_data_files_becomes_schemas() {
    let theme = "-- themes/mini/theme.yaml --\nname: mini\ntypes: {page: {template: page.html}, section: {template: section.html}}\n\
        data:\n  people: {help: Who writes., fields: {name: {kind: text, required: true, help: The name.}}}\n  \
        hours: {of: fields, fields: {weekend: {kind: choice, of: [open, closed]}}}\n";
    let site = build(theme);
    site.clean();
    let people = schema(&site, "data/people");
    assert_eq!(people["additionalProperties"]["required"], json!(["name"]));
    assert_eq!(people["additionalProperties"]["properties"]["name"]["description"], "The name.");
    let hours = schema(&site, "data/hours");
    assert_eq!(hours["properties"]["weekend"]["anyOf"][0]["enum"], json!(["open", "closed"]));
    let slip = build(&theme.replace("of: fields", "of: record"));
    assert_eq!(
        slip.told(),
        "themes/mini/theme.yaml:5:15 error[field-choice] \"record\" is not one of the values of this field | did you mean \"records\"?"
    );
}
