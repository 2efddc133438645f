//! New names: a heading gets another anchor, and every link to it follows; a file moves, and every link to it follows.

use serde_json::{Value, json};

use super::edits::{Changes, edits, shown};
use super::faults::Fault;
use super::spot::Spot;
use super::target::Target;
use super::thing;
use super::uses;
use vertebra_base::path::SourcePath;
use vertebra_base::slug::slugify_or;
use vertebra_base::span::Span;
use vertebra_markdown::Heading;

/// The answer to `textDocument/prepareRename`: the name as it is; nothing where nothing has one.
pub fn prepare(spot: &Spot) -> Value {
    let Some((found, _)) = thing::at(spot) else { return Value::Null };
    let Some(Target::Page(path, Some(id))) = thing::means(spot, &found) else { return Value::Null };
    if heading(spot, &path, &id).is_none() {
        return Value::Null;
    }
    let span = match &found {
        thing::Thing::Link(link) => {
            let start = link.span.end as usize - link.address().fragment.map_or(0, str::len);
            Span::new(start, link.span.end as usize)
        }
        thing::Thing::Heading(_) => heading(spot, &path, &id).map(|heading| heading.span).unwrap_or_default(),
        _ => return Value::Null,
    };
    json!({"range": spot.range(span), "placeholder": id})
}

/// The answer to `textDocument/rename`: the heading gets its name in braces, and links to it are changed.
pub fn rename(spot: &Spot, name: &str) -> Result<Value, Fault> {
    let found = thing::at(spot).and_then(|(found, _)| thing::means(spot, &found));
    let Some(Target::Page(path, Some(id))) = found else {
        return Err(Fault::refused("only headings can be renamed here: place the cursor on one, or on a link to one"));
    };
    let Some(heading) = heading(spot, &path, &id) else {
        return Err(Fault::refused(format!("#{id} is not the name of a heading")));
    };
    let name = name.trim().trim_start_matches('#');
    let wanted = slugify_or(name, "");
    if wanted.is_empty() || wanted != name {
        let help = if wanted.is_empty() { "what-to-wear".to_owned() } else { wanted };
        return Err(Fault::refused(format!("write the name in small letters, digits and hyphens, such as {help}")));
    }
    let page = spot.desk.page(&path).ok_or_else(|| Fault::refused("this page is not there any more"))?;
    if name != id && page.anchors.iter().any(|anchor| anchor == name) {
        return Err(Fault::refused(format!("there is a heading #{name} on this page already")));
    }
    let mut changes = Changes::new();
    changes.entry(path.clone()).or_default().push(own(spot, &path, &heading, name));
    for (file, span) in uses::of(spot.desk, &Target::Page(path, Some(id))) {
        let Some(text) = spot.desk.text(&file) else { continue };
        let Some(written) = text.as_str().get(span.range()) else { continue };
        // A link whose target could not be told from its text is left alone.
        if let Some(hash) = written.rfind('#').filter(|_| !written.contains([' ', ']'])) {
            let place = Span::new(span.start as usize + hash + 1, span.end as usize);
            changes.entry(file).or_default().push((place, name.to_owned()));
        }
    }
    Ok(edits(spot.desk, spot.client, &shown(spot.desk, spot.client, changes)))
}

fn heading(spot: &Spot, path: &SourcePath, id: &str) -> Option<Heading> {
    spot.desk.page(path)?.headings.iter().find(|heading| heading.id == id).cloned()
}

/// The change of the heading itself: the name in braces is exchanged, or written behind it.
fn own(spot: &Spot, path: &SourcePath, heading: &Heading, name: &str) -> (Span, String) {
    let text = spot.desk.text(path).unwrap_or_default();
    let start = heading.span.start as usize;
    let line = text.as_str().get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim_end();
    let braces = line.rfind('{').filter(|_| line.ends_with('}'));
    let inside = braces.map(|open| (open, &line[open + 1..line.len() - 1]));
    let hash = inside.and_then(|(open, inside)| {
        let at = inside.find('#')?;
        let end = inside[at..].find(' ').map_or(inside.len(), |end| at + end);
        Some((open + 1 + at + 1, open + 1 + end))
    });
    match (hash, inside) {
        (Some((from, to)), _) => (Span::new(start + from, start + to), name.to_owned()),
        (None, Some((open, _))) => (Span::at(start + open + 1), format!("#{name} ")),
        // Number signs that close the heading stand before its name.
        (None, None) => (Span::at(start + line.len()), format!(" {{#{name}}}")),
    }
}
