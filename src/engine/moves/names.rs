//! What every link of every page names, as it is written: noted before anything moves.

use crate::Build;
use vertebra_base::link::page_address;
use vertebra_base::path::{SourcePath, UrlPath, join};
use vertebra_base::span::Span;
use vertebra_markdown::{Body, Filling, Link, LinkKind, Page};

/// What a link means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// A file or folder of the site.
    Source(String),
    /// An address of the site.
    Address(UrlPath),
}

/// A link in the text of a page.
#[derive(Debug, Clone)]
pub struct Naming {
    pub span: Span,
    /// As it is written.
    pub target: String,
    pub named: Named,
}

/// The links of a page that name something of the site.
pub fn of_page(build: &Build, page: &Page) -> Vec<Naming> {
    let own = own_address(build, &page.source);
    let naming = |link: &Link| {
        let named = named(build, link, page.source.folder(), own.as_ref())?;
        Some(Naming { span: link.span, target: link.target.clone(), named })
    };
    page.links.iter().filter(|link| link.kind != LinkKind::Term).filter_map(naming).collect()
}

fn own_address(build: &Build, source: &SourcePath) -> Option<UrlPath> {
    let site = build.site();
    let hidden = || site.unpublished.iter().find(|page| page.source == *source).map(|page| page.url.clone());
    site.find(source.as_str()).map(|id| site.page(id).url.clone()).or_else(hidden)
}

fn named(build: &Build, link: &Link, folder: &str, own: Option<&UrlPath>) -> Option<Named> {
    let address = link.address();
    let decoded = address.decoded_path();
    match decoded.strip_prefix('/') {
        _ if address.is_elsewhere() || decoded.is_empty() => None,
        Some(inside) if inside.ends_with(".md") => Some(Named::Source(format!("content/{inside}"))),
        Some(_) => Some(Named::Address(page_address(&decoded)?)),
        None => {
            let source = join(folder, &decoded)?;
            let is_folder = || build.site().section_named(&source).is_some();
            if build.snapshot().get(&SourcePath::new(&source)).is_some() || is_folder() || decoded.ends_with(".md") {
                return Some(Named::Source(source));
            }
            let beside = own?.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
            Some(Named::Address(page_address(&format!("/{}", join(beside.trim_start_matches('/'), &decoded)?))?))
        }
    }
}

/// The arguments of all directives of a page, with their places.
pub fn arguments(body: &Body, each: &mut dyn FnMut(&str, Span)) {
    for hole in &body.holes {
        if let Filling::Directive(directive) = &hole.filling {
            directive.arguments.iter().for_each(|argument| each(&argument.value, argument.span));
            directive.body.iter().for_each(|body| arguments(body, each));
        }
    }
}
