//! Redirects: old addresses, and what a host answers there.

use std::fmt;

use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::span::Span;
use vertebra_schema::config::HostTarget;

/// An old address, and what a host should answer there. Chains are flattened: a target is never an old address itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// Ends in a slash, unless it is the address of a file.
    pub from: UrlPath,
    pub to: RedirectTarget,
    /// Only for a while: search engines are to keep the old address.
    pub temporary: bool,
    /// Where an editor wrote it.
    pub origin: Origin,
}

/// Where an old address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RedirectTarget {
    /// To something that is published at this address of the site, in its true letters: a page, a list, a file.
    Here { url: UrlPath, fragment: Option<String> },
    /// To another website: the whole address.
    Outside(String),
    /// Nowhere: what stood there is gone for good.
    Gone,
}

/// A place in a file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub file: SourcePath,
    pub span: Span,
}

impl Redirect {
    /// The status that a host should answer with. Source: RFC 9110, sections 15.4.2, 15.4.3 and 15.5.11.
    pub fn status(&self) -> u16 {
        match (&self.to, self.temporary) {
            (RedirectTarget::Gone, _) => 410,
            (_, true) => 302,
            (_, false) => 301,
        }
    }

    /// The status with which a host answers in truth, where no page stands at the address and leads on.
    pub fn answered_by(&self, host: HostTarget) -> u16 {
        match self.to {
            RedirectTarget::Gone if host.has_gone() => self.status(),
            RedirectTarget::Gone => 404,
            _ if host.has_redirects() => self.status(),
            _ => 404,
        }
    }
}

impl fmt::Display for RedirectTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RedirectTarget::Here { url, fragment: None } => write!(f, "{url}"),
            RedirectTarget::Here { url, fragment: Some(fragment) } => write!(f, "{url}#{fragment}"),
            RedirectTarget::Outside(address) => f.write_str(address),
            RedirectTarget::Gone => f.write_str("nothing: it is gone"),
        }
    }
}

/// Every old address of a site, in the order of the addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redirects(Vec<Redirect>);

impl Redirects {
    /// Takes redirects in any order, each address once.
    pub fn new(mut all: Vec<Redirect>) -> Self {
        all.sort_by(|a, b| a.from.cmp(&b.from));
        Redirects(all)
    }

    /// All of them, those of pages that are gone too.
    pub fn each(&self) -> impl Iterator<Item = &Redirect> {
        self.0.iter()
    }

    /// What is answered at an address, whatever the case of its letters.
    pub fn at(&self, url: &UrlPath) -> Option<&Redirect> {
        let exact = self.0.binary_search_by(|it| it.from.cmp(url)).ok().and_then(|at| self.0.get(at));
        exact.or_else(|| {
            let folded = url.folded();
            self.0.iter().find(|it| it.from.folded() == folded)
        })
    }

    /// Takes note that an address is now written elsewhere in a file.
    pub fn moved(&mut self, from: &UrlPath, file: &SourcePath, span: Span) {
        if let Ok(at) = self.0.binary_search_by(|it| it.from.cmp(from))
            && let Some(redirect) = self.0.get_mut(at).filter(|redirect| redirect.origin.file == *file)
        {
            redirect.origin.span = span;
        }
    }

    /// By its place in the order of the addresses.
    pub fn get(&self, at: usize) -> Option<&Redirect> {
        self.0.get(at)
    }
}
