//! From a finished page back to what somebody wrote: the Markdown file, else a data file, else a template.
//!
//! Whether something comes from the text of the page is known (`Origin`). A link is known by its address and its words, a
//! heading by its id, everything else by its letters. Where nothing is found, the template is meant.

use std::ops::Range;

use super::examined::{CheckedPage, Outside};
use super::found::Trace;
use vertebra_base::link::Link as Address;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_base::span::Span;
use vertebra_html::HtmlOrigin;
use vertebra_markdown::{self as document, Page, WrittenLink};
use vertebra_schema::config::FILE;
use vertebra_site::{LinkTarget, PageId, Site, SitePage};

/// Everything that was written for a site.
pub struct Sources<'a> {
    pub site: &'a Site,
    /// With the texts of the pages.
    pub snapshot: &'a Snapshot,
}

/// Where something was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceSpot {
    pub file: SourcePath,
    pub span: Option<Span>,
    /// It is the page's own file.
    pub is_own: bool,
}

impl Sources<'_> {
    /// Where what leads to a fault of a page was written.
    pub fn find(&self, page: Option<PageId>, template: Option<&str>, trace: &Trace, origin: HtmlOrigin) -> SourceSpot {
        self.own(page, trace, origin).unwrap_or_else(|| self.shared(page, template, trace))
    }

    /// Its place in the page's own file: in its text or its fields, if that is known.
    pub fn own(&self, page: Option<PageId>, trace: &Trace, origin: HtmlOrigin) -> Option<SourceSpot> {
        let id = page?;
        let page = self.site.page(id);
        let text = self.snapshot.text(&page.page.source)?;
        let body = document::parts(&text).1;
        let span = match origin {
            HtmlOrigin::Text(Some(span)) => self.filled(id, &text, trace, span)?,
            // It is there, even if it stands otherwise in the file.
            HtmlOrigin::Text(None) => {
                let span = self.in_page(id, &text, trace, body..text.len());
                return Some(SourceSpot { file: page.page.source.clone(), span, is_own: true });
            }
            HtmlOrigin::Around => self.in_page(id, &text, trace, 0..body)?,
            HtmlOrigin::Unknown => self.in_page(id, &text, trace, 0..text.len())?,
        };
        Some(SourceSpot { file: page.page.source.clone(), span: Some(span), is_own: true })
    }

    /// The place of what an address, a picture or a directive became.
    fn filled(&self, id: PageId, text: &str, trace: &Trace, span: Span) -> Option<Span> {
        let link = self.site.page(id).page.links.iter().find(|link| link.span == span);
        if let (Trace::Link { name, .. }, Some(link)) = (trace, link) {
            return Some(words_of(text, link, name).unwrap_or(span));
        }
        let inside = self.in_page(id, text, trace, span.range());
        // What a component of the theme writes by itself is not the fault of who called it; which level its heading
        // has is for the page to say.
        let written = text.get(span.range()).unwrap_or_default();
        let is_directive = written.starts_with(":::") || written.starts_with("{{");
        inside.or_else(|| (!is_directive || matches!(trace, Trace::Heading { .. })).then_some(span))
    }

    /// Its place in what pages share; the same for all pages of a template.
    pub fn shared(&self, page: Option<PageId>, template: Option<&str>, trace: &Trace) -> SourceSpot {
        let found = match trace {
            Trace::Template => None,
            // Short addresses stand everywhere, and mean something else.
            Trace::Link { href, name } => {
                let long = Some(href).filter(|href| href.len() > 3);
                long.and_then(|href| self.elsewhere(href)).or_else(|| self.in_words(name))
            }
            Trace::Heading { text, .. } => self.in_words(text),
            Trace::Text(texts) => texts.iter().filter(|text| text.len() > 2).find_map(|text| self.elsewhere(text)),
        };
        found.unwrap_or_else(|| self.template(page.map(|id| self.site.page(id)), template))
    }

    /// Words that stand alone in a file of the theme: between two tags, or as one of its texts.
    fn in_words(&self, words: &str) -> Option<SourceSpot> {
        let words = Some(words.trim()).filter(|words| !words.is_empty())?;
        let alone = [format!(">{words}<"), format!(": {words}\n"), format!(": \"{words}\"\n")];
        let in_file = |path: &SourcePath| {
            let text = self.snapshot.text(path)?;
            let (at, inside) = alone.iter().find_map(|alone| Some((text.find(alone.as_str())?, alone.find(words)?)))?;
            let span = Span::new(at + inside, at + inside + words.len());
            Some(SourceSpot { file: path.clone(), span: Some(span), is_own: false })
        };
        self.theme_files().find_map(in_file)
    }

    fn theme_files(&self) -> impl Iterator<Item = &SourcePath> {
        let folders: Vec<String> = self.site.theme.chain.iter().map(|name| format!("themes/{name}/")).collect();
        self.snapshot.files.keys().filter(move |path| {
            let inside = folders.iter().find_map(|folder| path.as_str().strip_prefix(folder.as_str()));
            inside.is_some_and(|inside| {
                ["templates/", "components/", "strings/"].iter().any(|folder| inside.starts_with(folder))
            })
        })
    }

    /// The place in a part of a page's file.
    fn in_page(&self, id: PageId, text: &str, trace: &Trace, part: Range<usize>) -> Option<Span> {
        let page = self.site.page(id);
        let holds = |span: &Span| part.start <= span.start as usize && span.end as usize <= part.end;
        let find_in = |words: &str| {
            let found = find_in(text.get(part.clone())?, words)?;
            Some(Span::new(found.start as usize + part.start, found.end as usize + part.start))
        };
        match trace {
            Trace::Template => None,
            Trace::Link { href, name } => {
                let own = (0..page.page.links.len()).filter(|at| self.leads(id, *at, href));
                let exact = own.clone().map(|at| &page.page.links[at]).find_map(|link| words_of(text, link, name));
                exact.filter(holds).or_else(|| find_in(href).filter(|_| Address::parse(href).host_and_path().is_some()))
            }
            Trace::Heading { id, text: words } => {
                heading(&page.page, id.as_deref(), words).filter(holds).or_else(|| find_in(words))
            }
            Trace::Text(texts) => texts.iter().find_map(|words| find_in(words)),
        }
    }

    /// Whether a link of a page has become this address.
    fn leads(&self, id: PageId, at: usize, href: &str) -> bool {
        let linked = &self.site.links(id)[at];
        match linked.target {
            LinkTarget::Outside | LinkTarget::Broken => linked.address == href,
            LinkTarget::Page(_) | LinkTarget::Other(_) => {
                let base = &self.site.config.base_url;
                let path = href.strip_prefix(&base.origin).unwrap_or(href);
                path.strip_prefix(&*base.href_path()).unwrap_or(path) == linked.address || href == linked.address
            }
        }
    }

    /// The first file beside the pages that holds these letters: data, `site.yaml`, then the theme's templates and words.
    fn elsewhere(&self, letters: &str) -> Option<SourceSpot> {
        let of_site = |path: &&SourcePath| path.as_str().starts_with("content/data/") || path.as_str() == FILE;
        self.snapshot.files.keys().filter(of_site).chain(self.theme_files()).find_map(|path| {
            let span = find_in(&self.snapshot.text(path)?, letters)?;
            Some(SourceSpot { file: path.clone(), span: Some(span), is_own: false })
        })
    }

    /// The template that a page was made by, without a place in it; else the page itself.
    fn template(&self, own: Option<&SitePage>, template: Option<&str>) -> SourceSpot {
        let known = template.and_then(|name| self.site.theme.templates.iter().find(|it| it.name == name));
        let file = known.map(|template| template.source.clone());
        let file = file.or_else(|| own.map(|page| page.page.source.clone()));
        SourceSpot { file: file.unwrap_or_else(|| SourcePath::new(FILE)), span: None, is_own: false }
    }

    /// The template that the one of a spot extends in the end; the spot itself, where it is a place in a file.
    pub fn root_of(&self, spot: &SourceSpot) -> SourceSpot {
        let mut root = spot.clone();
        // Templates cannot extend each other in a circle, but files that are never used may.
        for _ in 0..16 {
            let known = self.site.theme.templates.iter().find(|it| it.source == root.file && root.span.is_none());
            let tree = known.and_then(|template| template.tree.as_ref());
            let Some((parent, _)) = tree.and_then(|tree| tree.parent.as_ref()) else { break };
            let Some(parent) = self.site.theme.templates.iter().find(|it| it.name == *parent) else { break };
            root.file = parent.source.clone();
        }
        root
    }

    /// Where a link to another website was written.
    pub fn outside(&self, one: &CheckedPage, link: &Outside) -> SourceSpot {
        let trace = Trace::Link { href: link.href.clone(), name: link.name.clone() };
        self.find(one.page, one.template.as_deref(), &trace, link.origin)
    }
}

fn heading(page: &Page, id: Option<&str>, words: &str) -> Option<Span> {
    let by_id = page.headings.iter().find(|heading| Some(heading.id.as_str()) == id);
    let title = || (page.front.title.value == words).then_some(page.front.title.span);
    by_id.map(|heading| heading.span).or_else(title)
}

/// The words of a link, where they are these; its address, when it has none and none are looked for.
fn words_of(text: &str, link: &WrittenLink, name: &str) -> Option<Span> {
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
