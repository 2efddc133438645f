//! What every link of every page names, as it is written: noted before anything moves.

use crate::Build;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_markdown::{Body, Filling, LinkKind, Page, WrittenLink};
use vertebra_site::{NamedTarget, Resolved};

/// A link in the text of a page.
#[derive(Debug, Clone)]
pub struct Naming {
    pub span: Span,
    /// As it is written.
    pub target: String,
    pub named: NamedTarget,
    /// The file to which it leads.
    pub file: Option<SourcePath>,
}

/// The links of a page that name something of the site.
pub fn of_page(build: &Build, page: &Page) -> Vec<Naming> {
    let site = build.site();
    let from = site.referrer(&page.source);
    let naming = |link: &WrittenLink| {
        let Resolved { named, found } = site.resolve(&from, link);
        let file = match named {
            NamedTarget::Nothing => return None,
            NamedTarget::Itself => Some(&page.source),
            _ => site.file_found(&found),
        };
        Some(Naming { span: link.span, target: link.target.clone(), file: file.cloned(), named })
    };
    page.links.iter().filter(|link| link.kind != LinkKind::Term).filter_map(naming).collect()
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
