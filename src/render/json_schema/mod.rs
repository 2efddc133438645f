//! What the files of a site may hold, in the words of JSON Schema (draft-07), so that editors complete and check while
//! somebody types. Made of the tables and declarations that the readers of those files use; reads no file itself.
//!
//! Draft-07, because it is what all editors' language servers for YAML know. A schema does not refuse what the site
//! takes (but for fields of data files that the theme does not declare); where it cannot say all that the site asks for (names of pages, days that do not exist), the build says the rest.

mod data;
mod declared;
mod front;
mod names;
mod patterns;
mod values;

pub use declared::Declared;
pub use names::KnownNames;

use serde_json::{Map, Value, json};

use vertebra_schema::shape;

/// A schema and what it is for.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedSchema {
    /// `site`, `page`, `clinic`, `data/people`: what is typed, and the name of its file.
    pub name: String,
    /// What it describes, for a list.
    pub about: String,
    /// The YAML files that it is for, as globs from the folder of the site; none for front matter.
    pub files: Vec<String>,
    pub schema: Value,
}

/// The note by which a file is known to be one of these.
pub const COMMENT: &str = "Made by `vertebra schema`. Changes here are lost when it is made again.";

/// All schemas of a site, in the order in which they are listed.
pub fn all(declared: &Declared) -> Vec<NamedSchema> {
    let mut all =
        vec![made("site", "content/site.yaml: the settings of the site", &["content/site.yaml"], site(declared))];
    all.push(made("page", "the fields at the top of a page of any type", &[], front::any(declared)));
    for (name, kind) in declared.schema.types.iter().filter(|(name, _)| name.as_str() != "page") {
        let about = format!("the fields at the top of a page of the type {name} ({})", kind.label);
        all.push(made(name, &about, &[], front::of_type(declared, name, kind)));
    }
    for (name, about, schema) in data::all(declared) {
        let about = format!("content/data/{name}.yaml: {}", about.trim_end_matches('.'));
        // The same in another language stands beside it: `people.es.yaml`.
        let files = [format!("content/data/{name}.yaml"), format!("content/data/{name}.*.yaml")];
        all.push(made(&format!("data/{name}"), &about, &files.each_ref().map(String::as_str), schema));
    }
    all.push(made("theme", "theme.yaml: what a theme declares", &["themes/*/theme.yaml"], theme(declared)));
    all
}

fn made(name: &str, about: &str, files: &[&str], mut schema: Map<String, Value>) -> NamedSchema {
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    whole.insert("$comment".to_owned(), json!(COMMENT));
    whole.insert("title".to_owned(), json!(about));
    whole.append(&mut schema);
    let files = files.iter().map(|file| (*file).to_owned()).collect();
    NamedSchema { name: name.to_owned(), about: about.to_owned(), files, schema: Value::Object(whole) }
}

fn site(declared: &Declared) -> Map<String, Value> {
    let mut schema = values::file(declared, &shape::SITE);
    let definitions = schema.entry("definitions").or_insert_with(|| json!({}));
    if let Some(definitions) = definitions.as_object_mut() {
        definitions.insert("settings".to_owned(), values::settings(declared));
        definitions.insert("front".to_owned(), Value::Object(front::loose(declared)));
    }
    schema
}

fn theme(declared: &Declared) -> Map<String, Value> {
    values::file(declared, &shape::THEME)
}
