//! Two made-up sites that show whether a theme copes with every page: for each of its types the barest page that an editor
//! may write, and the fullest, in the languages that the theme speaks.
//!
//! Pure: files in, files out. Judges nothing; the builds of the two sites do.

use std::collections::BTreeSet;
use std::fmt::Write;

use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_schema::schema_org::VOCABULARY;
use vertebra_schema::theme::Theme;
use vertebra_schema::{ContentType, Field, FieldKind};
use vertebra_template::{ExprKind, TemplateExpr, TemplatePart};

/// How much an editor wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleSite {
    /// No field that may be left out, no tags, no date, no menu, no setting.
    Bare,
    /// Every field.
    Full,
}

/// A title that no layout was made for.
const TITLE: &str = "What everybody should know about Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte & <others>: \
    a very long title that goes on and on, with numbers such as 1,000,000 and a question at its end?";

/// The key of every entry in the data files.
const KEY: &str = "sample";

/// The files of a made-up site that uses a theme: the themes among `files`, and pages of every type. Without a theme that
/// was read, it has one page: enough to read the theme.
pub fn sample(files: &Snapshot, name: &str, kind: SampleSite, theme: Option<&Theme>) -> Snapshot {
    let mut out = Snapshot::default();
    let of_themes = files.files.iter().filter(|(path, _)| path.as_str().starts_with("themes/"));
    out.files.extend(of_themes.map(|(path, bytes)| (path.clone(), bytes.clone())));
    let Some(theme) = theme else {
        add(&mut out, "content/site.yaml", &settings(name, &[], kind, &Theme::default()));
        add(&mut out, "content/index.md", "---\ntitle: Home\n---\n");
        return out;
    };
    let languages: Vec<&str> = theme.strings.languages().collect();
    add(&mut out, "content/site.yaml", &settings(name, &languages, kind, theme));
    let folder = if kind == SampleSite::Bare { "bare" } else { "full" };
    let page = |name: &str| page(name, theme.types.get(name), kind, theme);
    let has = |name: &str| theme.types.contains_key(name);
    let home = if has("home") { "home" } else { "section" };
    add(&mut out, "content/index.md", &page(home));
    for (name, declared) in theme.types.iter().filter(|(name, _)| *name != home) {
        let paths = match name.as_str() {
            "error" => vec!["404.md".to_owned()],
            "search" => vec!["search.md".to_owned()],
            _ if lists_pages(theme, &declared.template) => vec![format!("{folder}/{name}/index.md")],
            _ => vec![format!("{folder}/{name}.md"), format!("{folder}/section/{name}-2.md")],
        };
        for path in paths {
            for language in std::iter::once(None).chain(languages.iter().skip(1).take(1).copied().map(Some)) {
                let path = match language {
                    Some(language) => path.replace(".md", &format!(".{language}.md")),
                    None => path.clone(),
                };
                add(&mut out, &format!("content/{path}"), &page(name));
            }
        }
    }
    if kind == SampleSite::Full && has_terms(theme) {
        for path in ["tags/index.md", "tags/one.md"] {
            add(&mut out, &format!("content/{path}"), &page("page").replace("type: page\n", ""));
        }
    }
    data(&mut out, kind, theme);
    out
}

fn add(out: &mut Snapshot, path: &str, text: &str) {
    out.files.insert(SourcePath::new(path), text.as_bytes().into());
}

fn settings(name: &str, languages: &[&str], kind: SampleSite, theme: &Theme) -> String {
    let first = languages.first().copied().unwrap_or("en");
    let mut text = format!(
        "title: Sample\ndescription: A made-up site.\nbase_url: https://example.org/\nlanguage: {first}\ntime_zone: UTC\ntheme: {name}\n"
    );
    if let Some(second) = languages.get(1) {
        _ = writeln!(text, "languages:\n  {second}: {{title: Sample, description: A made-up site.}}");
    }
    if kind == SampleSite::Full {
        if has_terms(theme) {
            text += "taxonomies:\n  tags: {title: Tags}\n";
        }
        text += "menus:\n  main: [index.md]\nauthor: sample\npublisher: {name: Sample, url: https://example.org/}\n";
    }
    text
}

/// Whether the theme has templates for taxonomies.
fn has_terms(theme: &Theme) -> bool {
    ["taxonomy.html", "term.html"].iter().all(|name| theme.templates.iter().any(|template| template.name == *name))
}

/// Whether a template reads the list of a section.
fn lists_pages(theme: &Theme, name: &str) -> bool {
    let Some(template) = theme.templates.iter().find(|template| template.name == name) else { return false };
    let Some(tree) = &template.tree else { return true };
    let is_section = |of: &TemplateExpr| matches!(&of.kind, ExprKind::Var(name) if name == "section");
    let mut found = false;
    tree.visit(&mut |part| {
        if let TemplatePart::Value(TemplateExpr { kind: ExprKind::Key { of, name, .. }, .. }) = part {
            found |= is_section(of) && matches!(name.as_str(), "pages" | "sections");
        }
    });
    found
}

fn page(name: &str, declared: Option<&ContentType>, kind: SampleSite, theme: &Theme) -> String {
    let mut text = format!("---\ntitle: {TITLE:?}\ntype: {name}\n");
    if kind == SampleSite::Full {
        text += "description: What this page is about.\ndate: 2024-02-29\nupdated: 2025-03-01\nauthor: sample\nweight: 3\n\
                 series: A series\ntranslation_reviewed: {by: sample, on: 2025-03-02}\n";
        if has_terms(theme) {
            text += "tags: [One, \"C++\", Zwei & drei]\n";
        }
    }
    let fields = declared.map(|declared| declared.fields.as_slice()).unwrap_or_default();
    for field in fields.iter().filter(|field| field.required || kind == SampleSite::Full) {
        _ = writeln!(text, "{}: {}", field.name, value(field, kind));
    }
    text += "---\n\nText with a note.[^1] Its word is Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft.\n\n\
             [^1]: The words of the note.\n";
    if kind == SampleSite::Full {
        text += "\n## A heading\n\nMore text with **bold**, *italic* and `code`.\n\n- One\n- Two\n\n1. First\n2. Second\n\n> A quotation.\n\n\
                 | Column | Other column |\n| --- | --- |\n| Cell | Cell |\n\n### A heading inside\n\n```\ncode\n```\n";
    }
    text
}

/// A value that a field accepts.
fn value(field: &Field, kind: SampleSite) -> String {
    if field.stated && kind == SampleSite::Bare {
        return "unknown".to_owned();
    }
    if field.keys_of.is_some() {
        return if field.kind == FieldKind::List { format!("[{KEY}]") } else { KEY.to_owned() };
    }
    let words = field.property.as_deref().and_then(|property| match property {
        "@type" => VOCABULARY.kinds().next(),
        "email" => Some("desk@example.org"),
        "address.addressCountry" => Some("US"),
        property => VOCABULARY.values_of(property)?.first().map(String::as_str),
    });
    if let Some(word) = words {
        return word.to_owned();
    }
    match &field.kind {
        FieldKind::Text if field.name.contains("url") || field.name == "map" => "https://example.org/".to_owned(),
        FieldKind::Text | FieldKind::Any => "\"Words & <more>\"".to_owned(),
        FieldKind::Integer => "3".to_owned(),
        FieldKind::Boolean => "true".to_owned(),
        FieldKind::Date => "2024-02-29".to_owned(),
        FieldKind::List => "[One, \"Two & <three>\"]".to_owned(),
        FieldKind::Choice(words) => words.first().cloned().unwrap_or_default(),
        FieldKind::Page => "index.md".to_owned(),
        FieldKind::Pages => "[index.md]".to_owned(),
        FieldKind::Color => "\"#005eb8\"".to_owned(),
        FieldKind::Phone => "\"+1 310-555-0100\"".to_owned(),
        FieldKind::Hours => "{mon-fri: \"9:00 am - 5:00 pm\", sat: closed}".to_owned(),
        FieldKind::Map => "{}".to_owned(),
    }
}

/// The data files whose keys the pages name.
fn data(out: &mut Snapshot, kind: SampleSite, theme: &Theme) {
    let fields = theme.types.values().flat_map(|declared| &declared.fields);
    let named: BTreeSet<&str> = fields
        .filter(|field| field.required || kind == SampleSite::Full)
        .filter_map(|field| field.keys_of.as_deref())
        .chain((kind == SampleSite::Full).then_some("people"))
        .collect();
    for name in named {
        let declared = theme.data.get(name).map(|file| file.fields.as_slice()).unwrap_or_default();
        let mut text = format!("{KEY}:\n");
        for field in declared.iter().filter(|field| field.required || kind == SampleSite::Full) {
            _ = writeln!(text, "  {}: {}", field.name, value(field, kind));
        }
        if !declared.iter().any(|field| field.name == "name" && (field.required || kind == SampleSite::Full)) {
            text += "  name: Sample\n";
        }
        add(out, &format!("content/data/{name}.yaml"), &text);
    }
}
