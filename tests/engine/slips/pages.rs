//! The site in which slips are made: the pages of the sample site, and some made up, in a theme that prints each word
//! of a page once.

use std::collections::BTreeMap;

use super::super::site::real;

/// What every type of page is printed with.
const TEMPLATE: &str = "<!doctype html><html lang=\"{{ page.lang }}\"><head><title>{{ page.title }}</title></head><body><main>\
<h1>{{ page.title }}</h1><p>{{ page.description }}</p>{{ page.content }}<p>{% for name, field in page.fields %}{% if field is map %}{% if field.value is array %}{{ field.value | join(sep=\", \") }}{% else %}{{ field.value }}{% endif %}{% elif field is array %}{{ field | join(sep=\", \") }}{% else %}{{ field }}{% endif %} {% endfor %}</p>\
{% if page.notes %}<ol>{% for note in page.notes %}<li>{{ note.content }}</li>{% endfor %}</ol>{% endif %}\
</main></body></html>\n";

const MADE_UP: &[(&str, &str)] = &[
    ("prices.md", include_str!("prices.md")),
    ("marks.md", include_str!("marks.md")),
    ("blocks.md", include_str!("blocks.md")),
    ("addresses.md", include_str!("addresses.md")),
];

const SITE: &str = "\
title: Slips
base_url: https://example.org/
language: en-US
time_zone: America/Los_Angeles
theme: slips
author: guide-team
taxonomies: [topics]
markdown: {smart_punctuation: true, raw_html: sanitize}
defaults:
  \"techniques/*.md\": {type: technique}
  \"guides/*.md\": {type: guide}
  \"clinics/*.md\": {type: clinic}
settings: {emergency_number: \"911\", emergency_page: when-to-get-help.md, certainty_page: guides/evidence.md}
";

/// The files of the site.
pub fn site() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for (path, bytes) in &real::snapshot().files {
        let path = path.as_str();
        let is_spanish = path.contains(".es.");
        let text = || String::from_utf8(bytes.held().to_vec()).expect("a text");
        if path.starts_with("content/data/") && !is_spanish
            || path.ends_with(".md") && path.starts_with("content/") && !is_spanish
        {
            files.insert(path.to_owned(), text());
        }
        if let Some(name) = path.strip_prefix("themes/clinic/templates/")
            && !name.contains('/')
            && name.ends_with(".html")
            && !matches!(name, "base.html" | "page.html")
        {
            files.insert(format!("themes/slips/templates/{name}"), TEMPLATE.to_owned());
        }
    }
    for (name, text) in MADE_UP {
        files.insert(format!("content/made-up/{name}"), (*text).to_owned());
    }
    files.insert(
        "content/made-up/index.md".to_owned(),
        "---\ntitle: Made up\ndescription: Pages to slip in.\n---\nSome pages.\n".to_owned(),
    );
    files.insert("themes/slips/templates/printed.html".to_owned(), TEMPLATE.to_owned());
    files.insert("content/site.yaml".to_owned(), SITE.to_owned());
    files.insert(
        "themes/slips/theme.yaml".to_owned(),
        "name: slips\nextends: clinic\ntypes: {page: {template: printed.html, label: Page}}\n".to_owned(),
    );
    files
}

/// The pages in which slips are made.
pub fn judged(files: &BTreeMap<String, String>) -> impl Iterator<Item = &str> {
    files.keys().map(String::as_str).filter(|path| path.starts_with("content/") && path.ends_with(".md"))
}
