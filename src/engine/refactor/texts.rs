//! The new texts of pages, settings, data and the address book, once it is known which addresses are others.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::fields::{self, put};
use super::model::NamesAfterMove;
use super::names::{self, Naming};
use vertebra_base::file_content::FileContent;
use vertebra_base::link::{Link, encode};
use vertebra_base::path::SourcePath;
use vertebra_edit::Edit;
use vertebra_markdown::{Page, link_definitions};
use vertebra_site::{NamedTarget, beside, relative};

/// Changes of texts, by the names that files had before.
pub type Edits = BTreeMap<SourcePath, Vec<Edit>>;

/// What changes in the text of one page because others are called otherwise, or it itself.
pub fn of_page(text: &str, page: &Page, namings: &[Naming], then: &NamesAfterMove) -> Vec<Edit> {
    let mut out = Vec::new();
    let source = &page.source;
    let new_source = SourcePath::new(then.mapping.name(source.as_str()));
    let definitions = OnceCell::new();
    for naming in namings {
        let of_heading = || then.ids.filter(|ids| naming.file.as_ref() == Some(&ids.source))?.address(&naming.target);
        let Some(new) = moved(naming, (source, &new_source), then).or_else(of_heading) else { continue };
        let written = text.get(naming.span.range()).unwrap_or_default();
        // `[words][name]`: the address stands elsewhere, whatever the words are.
        if written != naming.target && written.starts_with(['[', '!']) {
            let definitions = definitions.get_or_init(|| link_definitions(page, text));
            let its_own = definitions.iter().filter(|it| it.value == naming.target);
            out.extend(its_own.map(|it| Edit::new(it.span, new.clone())));
        } else {
            put(text, naming.span, &naming.target, new, &mut out);
        }
    }
    names::arguments(&page.body, &mut |value, span| {
        let own = || then.ids.filter(|ids| ids.source == *source && value.starts_with('#'))?.address(value);
        if let Some(new) = fields::renamed(value, then).or_else(own) {
            put(text, span, value, new, &mut out);
        }
    });
    if let Some((range, inside)) = vertebra_markdown::split(text).0.and_then(|it| Some((it.clone(), text.get(it)?))) {
        let (node, _) = vertebra_yaml::parse(inside, range.start, source);
        fields::of_node(text, &node, then, false, &mut out);
    }
    if let Some(image) = &page.front.image
        && let Some(file) = beside(page, then.base, &image.value)
        && !image.value.starts_with('/')
    {
        let new = relative(new_source.folder(), &then.mapping.name(&file));
        if new != image.value && relative(source.folder(), &file) == image.value {
            put(text, image.span, &image.value, new, &mut out);
        }
    }
    out
}

/// What a link says then; none where it may stay.
fn moved(naming: &Naming, sources: (&SourcePath, &SourcePath), then: &NamesAfterMove) -> Option<String> {
    match then.base.split(&naming.target) {
        Some((before, local)) => Some(format!("{before}{}", target(&naming.named, &local, sources, then)?)),
        None => target(&naming.named, &naming.target, sources, then),
    }
}

fn target(
    named: &NamedTarget,
    text: &str,
    (source, new_source): (&SourcePath, &SourcePath),
    then: &NamesAfterMove,
) -> Option<String> {
    let parts = Link::parse(text);
    let behind = parts.rest();
    match named {
        NamedTarget::Source(name) => {
            let new = then.mapping.name(name);
            // A page that takes the place of another has not its headings.
            let behind = if then.mapping.removes(name) { "" } else { behind };
            if parts.path.starts_with('/') {
                let path = new.strip_prefix("content").unwrap_or(&new);
                return (new != *name).then(|| format!("{}{behind}", written(path, parts.path)));
            }
            if new == *name && source.folder() == new_source.folder() {
                return None;
            }
            // A link that did not lead anywhere before is told, and not touched.
            let slash = if parts.path.ends_with('/') { "/" } else { "" };
            let path = relative(new_source.folder(), &new);
            let changed = path != parts.path.trim_end_matches('/') && path != parts.path.trim_start_matches("./");
            changed.then(|| format!("{}{slash}{behind}", written(&path, parts.path)))
        }
        named => {
            let url = named.address()?;
            let new = then.address(&url);
            let behind = if new.is_some() { then.behind(&url, behind) } else { behind };
            let is_rooted = parts.path.starts_with('/');
            match new {
                Some(new) => Some(format!("{}{behind}", encode(new.as_str()))),
                None if is_rooted || source == new_source => None,
                None => Some(format!("{}{behind}", encode(url.as_str()))),
            }
        }
    }
}

/// A path as it is written in a link: encoded where the old one was, or where it has to be.
fn written(path: &str, old: &str) -> String {
    let needed = path.contains(|c: char| c.is_whitespace() || "()<>%".contains(c));
    if old.contains('%') || needed { encode(path).into_owned() } else { path.to_owned() }
}

/// What changes in all files that are no pages.
pub fn of_others(files: &BTreeMap<SourcePath, FileContent>, then: &NamesAfterMove, out: &mut Edits) {
    for (path, bytes) in files {
        let is_site = path.as_str() == vertebra_schema::config::FILE;
        let is_data = path.as_str().starts_with("content/data/") && matches!(path.extension(), "yaml" | "yml");
        let is_book = path.as_str() == vertebra_site::addresses::FILE;
        let Some(text) = bytes.text() else { continue };
        let mut edits = Vec::new();
        if is_site || is_data {
            let (node, _) = vertebra_yaml::parse(text, 0, path);
            fields::of_node(text, &node, then, is_site, &mut edits);
            if is_site {
                edits.extend(fields::patterns(text, &node, then.mapping));
            }
        } else if is_book {
            of_book(path, text, then, &mut edits);
        }
        if !edits.is_empty() {
            out.entry(path.clone()).or_default().extend(edits);
        }
    }
}

/// Redirects lead to where their pages are now.
fn of_book(path: &SourcePath, text: &str, then: &NamesAfterMove, edits: &mut Vec<Edit>) {
    // What Vertebra wrote is not looked at.
    let end = text.find("\npublished:").map_or(text.len(), |at| at + 1);
    let (node, _) = vertebra_yaml::parse(text.get(..end).unwrap_or_default(), 0, path);
    if let Some(redirects) = node.get("redirects") {
        fields::of_node(text, redirects, then, false, edits);
    }
}
