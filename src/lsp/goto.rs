//! Where things are defined.

use lsp_types::Range;
use serde_json::{Value, json};

use super::cursor::TextPosition;
use super::names;
use super::target::Symbol;
use super::thing;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;

/// The answer to `textDocument/definition`.
pub fn definition(spot: &TextPosition) -> Value {
    let Some((found, span)) = thing::at(spot) else { return Value::Null };
    let Some(target) = thing::means(spot, &found) else { return Value::Null };
    let Some((path, place)) = place(spot, &target) else { return Value::Null };
    if !spot.client.location_links {
        return spot.location(&path, place);
    }
    let text = spot.desk.text(&path).unwrap_or_default();
    let range: Range = text.range(place, spot.client.encoding);
    json!([{
        "originSelectionRange": spot.range(span),
        "targetUri": spot.desk.uri_of(&path),
        "targetRange": range,
        "targetSelectionRange": range,
    }])
}

/// The file and the place in it where a target is defined; none when no file that could be opened says so.
pub fn place(spot: &TextPosition, target: &Symbol) -> Option<(SourcePath, Span)> {
    let desk = spot.desk;
    let (path, span) = match target {
        Symbol::Page(path, None) => {
            let title = desk.page(path)?.front.title.span;
            (path.clone(), Span::at(title.start as usize))
        }
        Symbol::Page(path, Some(id)) => {
            let page = desk.page(path)?;
            let heading = page.headings.iter().find(|heading| heading.id == *id).map(|heading| heading.span);
            let term = || page.terms.iter().find(|term| term.id == *id).map(|term| term.span);
            let attribute = || {
                let at = desk.text(path)?.as_str().find(&format!("id=\"{id}\""))?;
                Some(Span::new(at + 4, at + 4 + id.len()))
            };
            (path.clone(), heading.or_else(term).or_else(attribute).unwrap_or_default())
        }
        Symbol::File(path) => (path.clone(), Span::default()),
        Symbol::Term(path, id) => {
            let page = desk.page(path)?;
            (path.clone(), page.terms.iter().find(|term| term.id == *id)?.span)
        }
        Symbol::Datum(file, key) => {
            let entry = names::data(desk, file).iter().find(|entry| entry.key == *key)?;
            let path = ["yaml", "yml"].map(|ending| SourcePath::new(format!("content/data/{file}.{ending}")));
            (path.into_iter().find(|path| desk.is_file(path))?, entry.key_span)
        }
        Symbol::Component(name) => {
            let component = desk.build.components().into_iter().find(|it| it.name == *name)?;
            let text = desk.text(&component.source)?;
            let tree = vertebra_template::parse(text.as_str()).unwrap_or_default();
            let at = tree.component(&name.replace('-', "_")).map_or(0, |definition| definition.span.start as usize);
            (component.source, Span::at(at))
        }
        Symbol::Type(name) => {
            let template = &desk.build.schema().types.get(name)?.template;
            let all = &desk.build.site().theme.templates;
            (all.iter().find(|it| it.name == *template)?.source.clone(), Span::default())
        }
    };
    desk.is_file(&path).then_some((path, span))
}
