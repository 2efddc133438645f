//! From a finished page back to what somebody wrote: the Markdown file, else a data file, else a template.
//!
//! Nothing is marked in the pages for this. A link is known by its address and its words, a heading by its id, everything
//! else by its letters. Where nothing is found, the template is meant.

use super::found::Trace;
use crate::config::FILE;
use crate::document::{Link, Page};
use crate::path::SourcePath;
use crate::site::{PageId, Site, SitePage, Target};
use crate::snapshot::Snapshot;
use crate::span::Span;

/// Everything that was written for a site.
pub struct Sources<'a> {
    pub site: &'a Site,
    /// With the texts of the pages.
    pub snapshot: &'a Snapshot,
}

/// Where something was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub file: SourcePath,
    pub span: Option<Span>,
    /// It is the page's own file.
    pub is_own: bool,
}

impl Sources<'_> {
    /// Where what leads to a fault of a page was written.
    pub fn find(&self, page: Option<PageId>, template: Option<&str>, trace: &Trace) -> Spot {
        let own = page.map(|id| self.site.page(id));
        let own_text = own.and_then(|page| self.snapshot.text(&page.page.source));
        let in_own = own.zip(own_text.as_ref()).and_then(|(page, text)| self.in_page(page, text, trace));
        if let Some((page, span)) = own.zip(in_own) {
            return Spot { file: page.page.source.clone(), span: Some(span), is_own: true };
        }
        let words = match trace {
            Trace::Template => Vec::new(),
            Trace::Link { href, name } => vec![href.as_str(), name.as_str()],
            Trace::Heading { text, .. } => vec![text.as_str()],
            Trace::Text(texts) => texts.iter().map(String::as_str).collect(),
        };
        let found = words.iter().filter(|words| words.len() > 2).find_map(|words| self.elsewhere(words));
        found.unwrap_or_else(|| self.template(own, template))
    }

    /// The place in the text of a page.
    fn in_page(&self, page: &SitePage, text: &str, trace: &Trace) -> Option<Span> {
        match trace {
            Trace::Template => None,
            Trace::Link { href, name } => {
                let own = (0..page.links.len()).filter(|at| self.leads(page, *at, href));
                let exact = own.clone().map(|at| &page.page.links[at]).find_map(|link| words_of(text, link, name));
                exact.or_else(|| find_in(text, href).filter(|_| href.contains("://")))
            }
            Trace::Heading { id, text: words } => {
                heading(&page.page, id.as_deref(), words).or_else(|| find_in(text, words))
            }
            Trace::Text(texts) => texts.iter().find_map(|words| find_in(text, words)),
        }
    }

    /// Whether a link of a page has become this address.
    fn leads(&self, page: &SitePage, at: usize, href: &str) -> bool {
        let linked = &page.links[at];
        match linked.target {
            Target::Outside | Target::Broken => linked.address == href,
            Target::Page(_) | Target::Other(_) => {
                let base = &self.site.config.base_url;
                let path = href.strip_prefix(&base.origin).unwrap_or(href);
                path.strip_prefix(base.path.as_str()).unwrap_or(path) == linked.address || href == linked.address
            }
        }
    }

    /// The first file beside the pages that holds these words: data, `site.yaml`, then the theme's templates and words.
    fn elsewhere(&self, words: &str) -> Option<Spot> {
        let of_site = |path: &&SourcePath| path.as_str().starts_with("content/data/") || path.as_str() == FILE;
        let folders: Vec<String> = self.site.theme.chain.iter().map(|name| format!("themes/{name}/")).collect();
        let of_theme = |path: &&SourcePath| {
            let inside = folders.iter().find_map(|folder| path.as_str().strip_prefix(folder.as_str()));
            inside.is_some_and(|inside| {
                ["templates/", "components/", "strings/"].iter().any(|folder| inside.starts_with(folder))
            })
        };
        let files = || self.snapshot.files.keys();
        files().filter(of_site).chain(files().filter(of_theme)).find_map(|path| {
            let span = find_in(&self.snapshot.text(path)?, words)?;
            Some(Spot { file: path.clone(), span: Some(span), is_own: false })
        })
    }

    /// The template that a page was made by, without a place in it; else the page itself.
    fn template(&self, own: Option<&SitePage>, template: Option<&str>) -> Spot {
        let known = template.and_then(|name| self.site.theme.templates.iter().find(|it| it.name == name));
        let file = known.map(|template| template.source.clone());
        let file = file.or_else(|| own.map(|page| page.page.source.clone()));
        Spot { file: file.unwrap_or_else(|| SourcePath::new(FILE)), span: None, is_own: false }
    }

    /// Where a link to another website was written.
    pub fn outside(&self, page: Option<PageId>, template: Option<&str>, href: &str, name: &str) -> Spot {
        self.find(page, template, &Trace::Link { href: href.to_owned(), name: name.to_owned() })
    }
}

fn heading(page: &Page, id: Option<&str>, words: &str) -> Option<Span> {
    let by_id = page.headings.iter().find(|heading| Some(heading.id.as_str()) == id);
    let title = || (page.front.title.value == words).then_some(page.front.title.span);
    by_id.map(|heading| heading.span).or_else(title)
}

/// The words of a link, where they are these; its address, when it has none and none are looked for.
fn words_of(text: &str, link: &Link, name: &str) -> Option<Span> {
    let range = link.span.range();
    let before = text.get(..range.start)?;
    let (start, end) = match before.strip_suffix("](").or_else(|| before.strip_suffix("](<")) {
        Some(until) => (open_bracket(until)? + 1, until.len()),
        // A link by reference, or one that stands for itself.
        None => {
            let inside = text.get(range.clone())?;
            let start = inside.find('[').map_or(range.start, |at| range.start + at + 1);
            let end = inside.find(']').map_or(range.end, |at| range.start + at);
            (start, end.max(start))
        }
    };
    let words = text.get(start..end)?;
    let same = letters(words) == letters(name) || letters(name).is_empty() && words.trim_start().starts_with("![");
    same.then(|| if start == end { link.span } else { Span::new(start, end) })
}

/// The bracket that a text closes at its end.
fn open_bracket(text: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, byte) in text.bytes().enumerate().rev() {
        match byte {
            b']' => depth += 1,
            b'[' => depth -= 1,
            b'\n' if text[..at].ends_with('\n') => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Letters and digits alone: marks of Markdown and curly quotes aside.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The first place of some words in a text.
fn find_in(text: &str, words: &str) -> Option<Span> {
    let at = memchr::memmem::find(text.as_bytes(), words.as_bytes()).filter(|_| !words.is_empty())?;
    Some(Span::new(at, at + words.len()))
}
