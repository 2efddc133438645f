//! The parts of `site.yaml` that have a shape of their own: address, menus, taxonomies, permalinks, feeds, defaults.

use crate::{Defaults, Glob, HeadingIds, MarkdownOptions, RawHtml};
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::link::{BadBase, BaseUrl};
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::span::{Span, Spanned};
use vertebra_yaml::{Fields, MapEntry, YamlNode};

/// Who publishes the site.
#[derive(Debug, Clone)]
pub struct Publisher {
    pub name: String,
    /// An address of this site or another.
    pub url: Option<String>,
}

/// A way of sorting pages by terms, such as topics.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    /// The field in front matter, and the first part of the addresses.
    pub name: String,
    pub title: String,
    /// Pages on a term's page; 0 for no limit.
    pub paginate: usize,
    pub span: Span,
}

/// A menu by its name.
#[derive(Debug, Clone)]
pub struct Menu {
    pub name: String,
    pub items: Vec<MenuItem>,
}

/// An entry of a menu, with those below it.
#[derive(Debug, Clone)]
pub struct MenuItem {
    /// The page's own title when there is none.
    pub title: Option<String>,
    pub target: MenuTarget,
    pub span: Span,
    pub children: Vec<MenuItem>,
}

/// Where an entry of a menu leads.
#[derive(Debug, Clone)]
pub enum MenuTarget {
    /// A page's path inside `content/`, or its address.
    Page(String),
    Url(String),
}

/// A pattern of addresses for the pages that a glob finds.
#[derive(Debug, Clone)]
pub struct Permalink {
    pub glob: Glob,
    /// `/{section}/{year}/{slug}/`.
    pub pattern: String,
    pub span: Span,
}

/// Which feeds are written, and what they hold.
#[derive(Debug, Clone)]
pub struct Feeds {
    pub atom: bool,
    pub json: bool,
    pub limit: usize,
    /// Whole articles rather than summaries.
    pub full: bool,
    /// Sections with feeds of their own, by their folder inside `content/`.
    pub sections: Vec<Spanned<String>>,
}

/// Reads `base_url`; an address that is none gives one that harms nobody.
pub fn base_url(text: &Spanned<String>, file: &SourcePath, out: &mut Vec<Diagnostic>) -> BaseUrl {
    BaseUrl::parse(&text.value).unwrap_or_else(|bad| {
        // That nothing is written was told when the field was read.
        if bad != BadBase::Empty {
            out.push(Diagnostic::error("base-url", file, text.span, bad.to_string()).with_help(bad.help()));
        }
        BaseUrl { origin: "http://localhost".to_owned(), path: String::new() }
    })
}

/// Reads `publisher`: a name, or a name and an address.
pub fn publisher(node: &YamlNode, file: &SourcePath, out: &mut Vec<Diagnostic>) -> Publisher {
    if let Some(name) = node.as_text() {
        return Publisher { name: name.trim().to_owned(), url: None };
    }
    let mut fields = Fields::of(node, file, out);
    let publisher = Publisher {
        name: fields.required("name", "the name of your clinic", out).value,
        url: fields.text("url", out).map(|url| url.value),
    };
    fields.finish(out);
    publisher
}

/// Reads `taxonomies`: a list of names, or names with their titles.
pub fn taxonomies<'a>(fields: &mut Fields<'a>, out: &mut Vec<Diagnostic>) -> Vec<Taxonomy> {
    let file = fields.file;
    let plain = |name: &str, span| Taxonomy { name: name.to_owned(), title: capital(name), paginate: 0, span };
    let Some(entry) = fields.take("taxonomies") else { return Vec::new() };
    let Some(entries) = entry.value.as_map() else {
        return fields.texts("taxonomies", out).iter().map(|name| plain(&name.value, name.span)).collect();
    };
    let read = |entry: &MapEntry, out: &mut Vec<Diagnostic>| {
        let mut taxonomy = plain(&entry.key, entry.key_span);
        let mut fields = Fields::of(&entry.value, file, out);
        if let Some(title) = fields.text("title", out) {
            taxonomy.title = title.value;
        }
        taxonomy.paginate = fields.count("paginate", out).unwrap_or(0);
        fields.finish(out);
        taxonomy
    };
    entries.iter().map(|entry| read(entry, out)).collect()
}

/// Reads `menus`.
pub fn menus<'a>(fields: &mut Fields<'a>, out: &mut Vec<Diagnostic>) -> Vec<Menu> {
    let file = fields.file;
    let entries = fields.entries("menus", out);
    let menu = |entry: &MapEntry, out: &mut Vec<Diagnostic>| Menu {
        name: entry.key.clone(),
        items: menu_items(&entry.value, file, out),
    };
    entries.iter().map(|entry| menu(entry, out)).collect()
}

fn menu_items(node: &YamlNode, file: &SourcePath, out: &mut Vec<Diagnostic>) -> Vec<MenuItem> {
    let Some(items) = node.as_list() else {
        let message = "a menu must be a list of pages";
        let help = "put each page on a line of its own: - page: contact.md";
        out.push(Diagnostic::error("field-kind", file, node.span, message).with_help(help));
        return Vec::new();
    };
    items.iter().filter_map(|item| menu_item(item, file, out)).collect()
}

fn menu_item(node: &YamlNode, file: &SourcePath, out: &mut Vec<Diagnostic>) -> Option<MenuItem> {
    if let Some(path) = node.as_text() {
        let target = MenuTarget::Page(path.to_owned());
        return Some(MenuItem { title: None, target, span: node.span, children: Vec::new() });
    }
    let mut fields = Fields::of(node, file, out);
    let title = fields.text("title", out).map(|title| title.value);
    let page = fields.text("page", out);
    let url = fields.text("url", out);
    let children = fields.take("children").map(|entry| menu_items(&entry.value, file, out)).unwrap_or_default();
    fields.finish(out);
    let (target, span) = match (page, url) {
        (Some(page), None) => (MenuTarget::Page(page.value), page.span),
        (None, Some(url)) => (MenuTarget::Url(url.value), url.span),
        _ => {
            let message = "a menu entry must have one page or one url";
            let help = "write: page: contact.md, or: url: https://www.example.org/";
            out.push(Diagnostic::error("menu-target", file, node.span, message).with_help(help));
            return None;
        }
    };
    Some(MenuItem { title, target, span, children })
}

const TOKENS: [&str; 5] = ["section", "slug", "year", "month", "day"];

/// Reads `permalinks`; a pattern that cannot work is left out.
pub fn permalinks<'a>(fields: &mut Fields<'a>, out: &mut Vec<Diagnostic>) -> Vec<Permalink> {
    let file = fields.file;
    let entries = fields.entries("permalinks", out);
    let entries = fields.texts_of(entries, out);
    let read = |(entry, pattern): (&MapEntry, Spanned<String>), out: &mut Vec<Diagnostic>| {
        let glob = glob(&entry.key, entry.key_span, file, out)?;
        let pattern = pattern.value;
        for token in pattern.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
            if !TOKENS.contains(&token) {
                let message = format!("{{{token}}} is not a known placeholder for addresses");
                let help = did_you_mean(token, TOKENS).unwrap_or_else(|| format!("use {{{}}}", TOKENS.join("}, {")));
                out.push(Diagnostic::error("permalink-token", file, entry.value.span, message).with_help(help));
                return None;
            }
        }
        if !pattern.contains("{slug}") {
            let message = "this pattern gives all its pages the same address";
            let help = "add {slug}, which is different for each page";
            out.push(Diagnostic::error("permalink-token", file, entry.value.span, message).with_help(help));
            return None;
        }
        if let Err(fault) = UrlPath::new(&pattern.replace(['{', '}'], "")) {
            let message = format!("this pattern does not produce a valid address: {fault}");
            let help = "write it like this: /{section}/{slug}/";
            out.push(Diagnostic::error("permalink-token", file, entry.value.span, message).with_help(help));
            return None;
        }
        // Neither hosts nor the program itself show what lies in a hidden folder.
        if let Some(part) = pattern.split('/').find(|part| vertebra_base::stray::ignored(part).is_some()) {
            let message =
                format!("pages cannot have an address in \"{part}\": folders of such a name are not published");
            let help = "write it like this: /{section}/{slug}/";
            out.push(Diagnostic::error("permalink-token", file, entry.value.span, message).with_help(help));
            return None;
        }
        Some(Permalink { glob, pattern, span: entry.value.span })
    };
    entries.into_iter().filter_map(|entry| read(entry, out)).collect()
}

/// Reads `feeds`; `false` means none.
pub fn feeds<'a>(fields: &mut Fields<'a>, out: &mut Vec<Diagnostic>) -> Feeds {
    let mut feeds = Feeds { atom: true, json: true, limit: 20, full: true, sections: Vec::new() };
    let file = fields.file;
    let Some(entry) = fields.value("feeds") else { return feeds };
    if let Some(wanted) = entry.as_boolean() {
        return Feeds { atom: wanted, json: wanted, ..feeds };
    }
    let mut inner = Fields::of(entry.node, file, out);
    if inner.take("formats").is_some() {
        (feeds.atom, feeds.json) = (false, false);
        for format in inner.texts("formats", out) {
            match format.value.as_str() {
                "atom" => feeds.atom = true,
                "json" => feeds.json = true,
                other => out.push(choice(file, format.span, other, &["atom", "json"])),
            }
        }
    }
    feeds.limit = inner.count("limit", out).unwrap_or(feeds.limit);
    if let Some(content) = inner.text("content", out) {
        match content.value.as_str() {
            "full" => feeds.full = true,
            "summary" => feeds.full = false,
            other => out.push(choice(file, content.span, other, &["full", "summary"])),
        }
    }
    feeds.sections = inner.texts("sections", out);
    inner.finish(out);
    feeds
}

/// Reads `markdown`.
pub fn markdown<'a>(fields: &mut Fields<'a>, out: &mut Vec<Diagnostic>) -> MarkdownOptions {
    let mut options = MarkdownOptions::default();
    let file = fields.file;
    let Some(entry) = fields.take("markdown") else { return options };
    let mut inner = Fields::of(&entry.value, file, out);
    options.smart_punctuation = inner.boolean("smart_punctuation", out).unwrap_or(true);
    if let Some(policy) = inner.text("raw_html", out) {
        match policy.value.as_str() {
            "sanitize" => options.raw_html = RawHtml::Sanitize,
            "allow" => options.raw_html = RawHtml::Allow,
            "forbid" => options.raw_html = RawHtml::Forbid,
            other => out.push(choice(file, policy.span, other, &["sanitize", "allow", "forbid"])),
        }
    }
    if let Some(ids) = inner.text("heading_ids", out) {
        match ids.value.as_str() {
            "vertebra" => options.heading_ids = HeadingIds::Vertebra,
            "github" => options.heading_ids = HeadingIds::Github,
            other => out.push(choice(file, ids.span, other, &["vertebra", "github"])),
        }
    }
    inner.finish(out);
    options
}

/// Reads `defaults`: globs, and front matter that `document` looks at.
pub fn defaults<'a>(fields: &mut Fields<'a>, out: &mut Vec<Diagnostic>) -> Vec<Defaults> {
    let file = fields.file;
    let entries = fields.entries("defaults", out);
    let read = |entry: &MapEntry, out: &mut Vec<Diagnostic>| {
        let glob = glob(&entry.key, entry.key_span, file, out)?;
        Some(Defaults { glob, fields: entry.value.clone(), source: file.clone(), span: entry.key_span })
    };
    entries.iter().filter_map(|entry| read(entry, out)).collect()
}

/// Reads a pattern of paths inside `content`.
pub fn glob(pattern: &str, span: Span, file: &SourcePath, out: &mut Vec<Diagnostic>) -> Option<Glob> {
    let glob = Glob::parse(pattern);
    if glob.is_none() {
        let message = "this path pattern is not valid";
        let help = if pattern.contains('{') {
            "write a separate pattern for each word in the braces"
        } else {
            "write a path in content/, such as guides/*.md or guides/**"
        };
        out.push(Diagnostic::error("glob", file, span, message).with_help(help));
    }
    glob
}

/// The diagnostic for a word that is none of those that a field takes.
pub fn choice(file: &SourcePath, span: Span, word: &str, words: &[&str]) -> Diagnostic {
    let help =
        did_you_mean(word, words.iter().copied()).unwrap_or_else(|| format!("write one of: {}", words.join(", ")));
    Diagnostic::error("field-choice", file, span, format!("\"{word}\" is not one of the values of this field"))
        .with_help(help)
}

/// `low-back` as a title: `Low back`.
pub fn capital(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut chars = spaced.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
