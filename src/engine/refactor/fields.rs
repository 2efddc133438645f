//! Names of pages in fields, settings and data: texts that say just where a page is.

use super::model::{Mapping, NamesAfterMove, behind};
use vertebra_base::link::Link;
use vertebra_base::span::Span;
use vertebra_edit::Edit;
use vertebra_site::NamedTarget;
use vertebra_yaml::{NodeKind, YamlNode};

/// Fields that never name another page.
const WORDS: [&str; 5] = ["title", "description", "aliases", "slug", "type"];

/// What a text that names a page or file is then; none for those that name nothing that changes.
pub fn renamed(text: &str, then: &NamesAfterMove) -> Option<String> {
    if let Some((before, local)) = then.base.split(text) {
        return Some(format!("{before}{}", renamed(&local, then)?));
    }
    let link = Link::parse(text);
    let (path, behind) = (link.path, link.rest());
    let (before, bare) = ["content/", "/content/", "/"]
        .iter()
        .find_map(|before| Some((*before, path.strip_prefix(before)?)))
        .unwrap_or(("", path));
    if let Some(new) = then.ids.and_then(|ids| ids.named_from_top(then.base, text)) {
        return Some(new);
    }
    // A file beside the pages may be named as its address is, from the top.
    let source = format!("content/{bare}");
    if let Some(new) = then.mapping.file(&source) {
        let behind = if then.mapping.removes(&source) { "" } else { behind };
        return Some(format!("{before}{}{behind}", new.in_content()?));
    }
    let old = NamedTarget::from_top(then.base, text).address()?;
    Some(format!("{}{}", then.address(&old)?, then.behind(&old, behind)))
}

/// Changes all names in a file of settings or data. `folders`: names of folders are meant too.
pub fn of_node(text: &str, node: &YamlNode, then: &NamesAfterMove, folders: bool, out: &mut Vec<Edit>) {
    match &node.kind {
        NodeKind::List(items) => {
            for (at, item) in items.iter().enumerate() {
                match doubled(text, items, at, then).filter(|_| folders) {
                    Some(lines) => out.push(Edit::new(lines, "")),
                    None => of_node(text, item, then, folders, out),
                }
            }
        }
        NodeKind::Map(entries) => {
            for entry in entries.iter().filter(|entry| !WORDS.contains(&entry.key.as_str())) {
                of_node(text, &entry.value, then, folders, out);
            }
        }
        _ => {
            let Some(value) = node.as_text() else { return };
            let folder = || folder(value, then.mapping).filter(|_| folders);
            if let Some(new) = renamed(value, then).or_else(folder) {
                put(text, node.span, value, new, out);
            }
        }
    }
}

/// The line of an item that would name the same page as another one of its list, such as a menu: one is enough.
fn doubled(text: &str, items: &[YamlNode], at: usize, then: &NamesAfterMove) -> Option<Span> {
    let new = renamed(page_of(items.get(at)?)?, then)?;
    let is_same = |(other, item): (usize, &YamlNode)| {
        let Some(named) = page_of(item).filter(|_| other != at) else { return false };
        match renamed(named, then) {
            // Of several that come to name one page, the first stays.
            Some(named) => named == new && other < at,
            None => named == new,
        }
    };
    items.iter().enumerate().any(|(other, item)| is_same((other, item))).then_some(())?;
    let span = items.get(at)?.span.range();
    let start = text.get(..span.start)?.rfind('\n')? + 1;
    let end = text.get(span.end..)?.find('\n').map_or(text.len(), |end| span.end + end + 1);
    let before = text.get(start..span.start)?.trim();
    let is_line = before == "-" && !text.get(span.clone())?.trim_end().contains('\n');
    (is_line && text.get(span.end..end)?.trim().is_empty()).then(|| Span::new(start, end))
}

/// The page that an item of a list names and says nothing else of: `about.md`, `page: about.md`.
fn page_of(item: &YamlNode) -> Option<&str> {
    match item.as_map() {
        Some([entry]) => entry.value.as_text().filter(|_| entry.key == "page"),
        Some(_) => None,
        None => item.as_text(),
    }
}

/// What a folder is called then, as settings name it: `guides`, `/guides`.
fn folder(value: &str, mapping: &Mapping) -> Option<String> {
    let (old, new) = mapping.folder.as_ref()?;
    let old = old.strip_prefix("content/")?;
    let typed = value.trim_matches('/');
    let is_it = behind(typed, old).is_some_and(|rest| rest.is_empty());
    is_it.then(|| value.replace(typed, new.strip_prefix("content/").unwrap_or(new)))
}

/// The patterns of `site.yaml` that name a folder: `"guides/*.md"`.
pub fn patterns(text: &str, node: &YamlNode, mapping: &Mapping) -> Vec<Edit> {
    let mut out = Vec::new();
    let Some((old, new)) = &mapping.folder else { return out };
    let (Some(old), Some(new)) = (old.strip_prefix("content/"), new.strip_prefix("content/")) else { return out };
    for part in ["defaults", "permalinks"] {
        for entry in node.get(part).and_then(YamlNode::as_map).unwrap_or_default() {
            if let Some(rest) = behind(&entry.key, old).filter(|rest| rest.is_empty() || rest.starts_with('/')) {
                put(text, entry.key_span, &entry.key, format!("{new}{rest}"), &mut out);
            }
        }
    }
    out
}

/// Puts a new text in the place of an old one, which stands in its span, perhaps in quotes.
pub fn put(text: &str, span: Span, old: &str, new: String, out: &mut Vec<Edit>) {
    let Some(written) = text.get(span.range()) else { return };
    // Of a whole link, the last words are its target.
    if let Some(at) = written.rfind(old) {
        let start = span.start as usize + at;
        out.push(Edit::new(Span::new(start, start + old.len()), new));
    }
}
