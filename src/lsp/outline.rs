//! What a text consists of: its headings and blocks, its links, the parts that can be folded; and the pages of the site.

use lsp_types::SymbolKind;
use serde_json::{Value, json};

use super::calls;
use super::client::Client;
use super::cursor::TextPosition;
use super::target::Symbol;
use super::thing::{self, Occurrence};
use super::workspace::Workspace;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_markdown::{self as document, LinkKind, Page};

/// At most so many pages are named at a time.
const MOST: usize = 200;

/// A heading, a block or a term, and how far it reaches.
struct Part {
    name: String,
    detail: Option<String>,
    kind: SymbolKind,
    span: Span,
    place: Span,
    level: u8,
}

/// The answer to `textDocument/documentSymbol`.
pub fn symbols(spot: &TextPosition) -> Value {
    let Some(page) = spot.desk.page(&spot.path) else { return json!([]) };
    let parts = parts(&page, spot.text.as_str().len());
    if !spot.client.nested_symbols {
        let flat = parts.iter().map(
            |part| json!({"name": part.name, "kind": part.kind, "location": spot.location(&spot.path, part.span)}),
        );
        return flat.collect();
    }
    let mut rest = parts.as_slice();
    let mut top = Vec::new();
    while !rest.is_empty() {
        top.push(nested(spot, &mut rest));
    }
    Value::Array(top)
}

/// Takes the first part and all that lie in it.
fn nested(spot: &TextPosition, rest: &mut &[Part]) -> Value {
    let Some((part, more)) = rest.split_first() else { return Value::Null };
    *rest = more;
    let mut children = Vec::new();
    while rest.first().is_some_and(|next| next.span.start < part.span.end && next.level > part.level) {
        children.push(nested(spot, rest));
    }
    json!({
        "name": part.name,
        "detail": part.detail,
        "kind": part.kind,
        "range": spot.range(part.span),
        "selectionRange": spot.range(part.place),
        "children": children,
    })
}

fn parts(page: &Page, end: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    for (at, heading) in page.headings.iter().enumerate() {
        let next = page.headings[at + 1..].iter().find(|next| next.level <= heading.level);
        let until = next.map_or(end, |next| next.span.start as usize);
        parts.push(Part {
            name: named(&heading.title, &heading.id),
            detail: Some(format!("#{}", heading.id)),
            kind: SymbolKind::STRING,
            span: Span::new(heading.span.start as usize, until),
            place: heading.span,
            level: heading.level,
        });
    }
    for call in calls::all(page).into_iter().filter(|call| call.body.is_some() && !call.name.is_empty()) {
        parts.push(Part {
            name: named(call.heading.as_deref().unwrap_or_default(), &call.name),
            detail: Some(call.name.clone()),
            kind: SymbolKind::OBJECT,
            span: call.span,
            place: call.name_span,
            // Deeper than any heading; blocks inside of blocks are told one after the other.
            level: 7,
        });
    }
    for term in &page.terms {
        let (name, kind) = (named(&term.name, &term.id), SymbolKind::KEY);
        parts.push(Part { name, detail: None, kind, span: term.span, place: term.span, level: 8 });
    }
    parts.sort_by_key(|part| (part.span.start, part.level));
    parts
}

/// Clients refuse symbols without a name.
fn named(name: &str, other: &str) -> String {
    [name.trim(), other, "…"].into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_owned()
}

/// The answer to `workspace/symbol`: pages by their titles, and entries of the glossary.
pub fn pages(desk: &Workspace, client: &Client, query: &str) -> Value {
    let wanted: Vec<char> = query.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let place = |path: &SourcePath, span: Span| {
        let text = desk.text(path).unwrap_or_default();
        json!({"uri": desk.uri_of(path), "range": text.range(span, client.encoding)})
    };
    let page = |page: &Page| {
        let path = &page.source;
        let name = named(&page.front.title.value, path.file_name());
        let inside = path.in_content().unwrap_or(path.as_str());
        json!({
            "name": name,
            "kind": SymbolKind::FILE,
            "containerName": inside,
            "location": place(path, Span::at(page.front.title.span.start as usize)),
        })
    };
    let is_meant = |text: &str| is_in_order(&wanted, &text.to_lowercase());
    let pages = desk.build.pages().filter(|it| is_meant(&it.front.title.value) || is_meant(it.source.as_str()));
    let mut found: Vec<Value> = pages.take(MOST).map(|it| page(it)).collect();
    let site = desk.build.site();
    let terms = site.glossary_entries().filter(|(_, term)| is_meant(&term.name)).map(|(id, term)| {
        let path = &site.page(id).page.source;
        json!({
            "name": term.name,
            "kind": SymbolKind::KEY,
            "containerName": path.in_content(),
            "location": place(path, term.span),
        })
    });
    found.extend(terms.take(MOST));
    Value::Array(found)
}

/// Whether a text has these letters, in this order.
fn is_in_order(wanted: &[char], text: &str) -> bool {
    let mut letters = text.chars();
    wanted.iter().all(|c| letters.any(|letter| letter == *c))
}

/// The answer to `textDocument/documentLink`: what a click opens.
pub fn links(spot: &TextPosition) -> Value {
    let Some(page) = spot.desk.page(&spot.path) else { return json!([]) };
    let each = page.links.iter().filter_map(|link| {
        let thing = match link.kind {
            LinkKind::Term => Occurrence::Term(link.target.clone()),
            _ => Occurrence::Link(link.clone()),
        };
        let Some(meant) = thing::means(spot, &thing) else {
            let is_whole = link.kind != LinkKind::Term && link.address().is_whole();
            return is_whole.then(|| json!({"range": spot.range(link.span), "target": link.target}));
        };
        let (path, tooltip) = match meant {
            Symbol::Page(path, _) | Symbol::Term(path, _) => {
                let title = spot.desk.page(&path).map(|page| page.front.title.value.clone());
                (path, title)
            }
            Symbol::File(path) => (path, None),
            _ => return None,
        };
        let mut shown = json!({"range": spot.range(link.span), "target": spot.desk.uri_of(&path)});
        if let Some(tooltip) = tooltip {
            shown["tooltip"] = json!(tooltip);
        }
        Some(shown)
    });
    Value::Array(each.collect())
}

/// The answer to `textDocument/foldingRange`.
pub fn folds(spot: &TextPosition) -> Value {
    let text = spot.text.as_str();
    let mut spans = Vec::new();
    let (fields, body) = document::parts(text);
    if fields.is_some() {
        spans.push((Span::new(0, text[..body].trim_end().len()), Some("region")));
    }
    if let Some(page) = spot.desk.page(&spot.path) {
        let parts = parts(&page, text.len());
        let wide = |span: Span| Span::new(span.start as usize, text[..span.end as usize].trim_end().len());
        let within = |span: &Span| (span.end as usize) <= text.len() && text.is_char_boundary(span.end as usize);
        spans.extend(parts.iter().map(|part| part.span).filter(within).map(|span| (wide(span), None)));
    }
    let each = spans.into_iter().filter_map(|(span, kind)| {
        let range = spot.range(span);
        let mut fold = json!({"startLine": range.start.line, "endLine": range.end.line});
        if let Some(kind) = kind {
            fold["kind"] = json!(kind);
        }
        (range.start.line < range.end.line).then_some(fold)
    });
    Value::Array(each.collect())
}
