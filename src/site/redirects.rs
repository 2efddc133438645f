//! All old addresses of a site as one list: the aliases of its pages, and what `content/addresses.yaml` lets lead on or
//! gives up. What stands in the way of a living page is told and left out.

use std::collections::HashMap;

use super::addressed::Addressed;
use super::catalog::Catalog;
use super::hidden::{Expired, Hidden, Unpublished};
use super::linking;
use super::model::{AnchorCheck, SitePage};
use super::plan::{Owner, Plan, redirect_output};
use super::published::Placed;
use crate::addresses::{
    self, AddressBook, AddressState, Old, Origin, Redirect, RedirectEntry, RedirectTarget, Redirects, flatten,
};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::link::{composed, page_address};
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::span::Span;
use vertebra_schema::config::HostTarget;

/// The pages whose time is over.
pub fn expired(hidden: &[Placed]) -> Vec<Expired> {
    let of = |placed: &Placed| {
        let Some(Hidden::Expired(at)) = &placed.hidden else { return None };
        let front = &placed.page.front;
        Some(Expired {
            source: placed.page.source.clone(),
            url: placed.url.clone(),
            on: at.date(),
            span: front.expires.as_ref().map(|expires| expires.span).unwrap_or_default(),
            to: front.expires_to.clone(),
            aliases: front.aliases.iter().filter_map(|alias| page_address(&alias.value)).collect(),
        })
    };
    hidden.iter().filter_map(of).collect()
}

/// Old addresses while they are gathered: none is one that the plan, or another of them, has already.
struct Olds<'a> {
    plan: &'a Plan,
    all: Vec<Old>,
    /// Who wrote each.
    sources: HashMap<String, SourcePath>,
}

impl Olds<'_> {
    /// Who has an address already.
    fn owner(&self, from: &UrlPath) -> Option<Owner> {
        let written = || self.sources.get(&from.folded()).map(|source| Owner::Alias(source.clone()));
        self.plan.at(from).map(|(_, owner)| owner.clone()).or_else(written)
    }

    /// The address of which an old one is another spelling: what stands there, in its true letters.
    fn other_case(&self, from: &UrlPath) -> Option<UrlPath> {
        let live = self.plan.at(from).map(|(url, _)| url);
        live.filter(|url| url != from && composed(url.as_str()) != composed(from.as_str()))
    }

    fn add(&mut self, old: Old) {
        self.sources.insert(old.from.folded(), old.origin.file.clone());
        self.all.push(old);
    }
}

/// Finds every old address that is free, and where it leads in the end.
pub fn gather(site: &Addressed, plan: &Plan, out: &mut Vec<Diagnostic>) -> Redirects {
    let mut olds = Olds { plan, all: Vec::new(), sources: HashMap::new() };
    let host = site.config.deploy.target.value;
    for page in site.for_readers() {
        aliases(page, host, &mut olds, out);
    }
    for moved in &site.book.redirects {
        from_book(moved, host, &mut olds, out);
    }
    gone(&site.book, &mut olds, out);
    ended(&site.expired, site.for_readers(), &mut olds);
    if olds.all.is_empty() {
        return Redirects::default();
    }
    let hidden: HashMap<String, &Unpublished> = site.unpublished.iter().map(|page| (page.url.folded(), page)).collect();
    let Olds { all, sources, .. } = olds;
    let stands = |url: &UrlPath| match plan.at(url) {
        Some((url, _)) => AddressState::Live(url),
        None if sources.contains_key(&url.folded()) => AddressState::Nothing,
        None => hidden
            .get(&url.folded())
            .map_or(AddressState::Nothing, |page| AddressState::Hidden(page.source.to_string(), page.hidden.reason())),
    };
    let known = || {
        let owned = plan.each().filter(|it| matches!(it.owner, Owner::Page(_) | Owner::File(_)));
        let mut urls: Vec<UrlPath> = owned.map(|it| it.output.url()).collect();
        urls.sort();
        urls
    };
    let redirects = flatten(all, &site.config.base_url, &stands, &known, out);
    if !site.config.deploy.target.value.has_redirects() {
        unreachable(&redirects, plan, out);
    }
    redirects
}

/// Tells the old addresses at which nothing can lead on: the host cannot, and the place of the page that would is taken.
fn unreachable(redirects: &Redirects, plan: &Plan, out: &mut Vec<Diagnostic>) {
    let mut others: HashMap<String, &Redirect> = HashMap::new();
    for redirect in redirects.each() {
        let Some(output) = redirect_output(redirect) else { continue };
        let other = others.entry(output.folded()).or_insert(redirect);
        let (what, url, taken) = match plan.in_the_way(&output) {
            Some(it) if it.output.folded() == output.folded() => ("page", output.url(), it.owner.describe()),
            Some(it) => ("folder", it.output.url(), it.owner.describe()),
            // Two that lead to one place are one page.
            None if other.to == redirect.to => continue,
            None => ("page", output.url(), format!("the old address {}", other.from)),
        };
        let (from, Origin { file, span }) = (&redirect.from, &redirect.origin);
        let code = if file.as_str() == addresses::FILE { "redirect-taken" } else { "alias-taken" };
        let message = format!(
            "{from} cannot redirect: your host needs a {what} at {url} for this, and that is the address of {taken}"
        );
        let help = "remove this old address, give what stands there another one, or choose a host that can redirect, such as:\n\
                    deploy: {target: netlify}";
        out.push(Diagnostic::error(code, file, *span, message).with_help(help));
    }
}

fn aliases(page: &SitePage, host: HostTarget, olds: &mut Olds, out: &mut Vec<Diagnostic>) {
    let source = &page.page.source;
    for alias in &page.page.front.aliases {
        // What cannot be an address was already reported where the front matter was read.
        let Some(from) = page_address(&alias.value) else { continue };
        let is_own_in_other_case = olds.other_case(&from).is_some_and(|url| url == page.url);
        match olds.owner(&from) {
            Some(_) if from == page.url || is_own_in_other_case && !host.has_redirects_by_case() => {
                out.push(of_itself(page, &from, alias.span, host));
            }
            first if first.is_none() || is_own_in_other_case => {
                let origin = Origin { file: source.clone(), span: alias.span };
                olds.add(Old { from, to: Some(page.url.to_string()), temporary: false, origin });
            }
            None => {}
            Some(first) => {
                let message = format!("the alias {from} is already the address of {}", first.describe());
                let help = "remove the alias, or give the other page another address";
                out.push(Diagnostic::error("alias-taken", source, alias.span, message).with_help(help));
            }
        }
    }
}

/// An old address that is the page's own, or that the host cannot tell from it.
fn of_itself(page: &SitePage, from: &UrlPath, span: Span, host: HostTarget) -> Diagnostic {
    let (message, help) = match *from == page.url {
        true => (format!("the alias {from} is the address of this page itself"), "remove the alias"),
        false => (
            format!(
                "the alias {from} does nothing: it differs from {} only in upper and lower case, and {} cannot redirect it",
                page.url,
                host.title()
            ),
            "remove the alias, or give the page exactly this address with url:",
        ),
    };
    Diagnostic::note("alias-same", &page.page.source, span, message).with_help(help)
}

fn from_book(moved: &RedirectEntry, host: HostTarget, olds: &mut Olds, out: &mut Vec<Diagnostic>) {
    let file = SourcePath::new(addresses::FILE);
    let (from, to) = (&moved.from.value, &moved.to.value);
    let other_case = olds.other_case(from).filter(|url| page_address(to).as_ref() == Some(url) || to == url.as_str());
    if let Some(url) = other_case.as_ref().filter(|_| !host.has_redirects_by_case()) {
        let message = format!(
            "{from} cannot redirect: it differs from {url} only in upper and lower case, and {} cannot tell them apart",
            host.title()
        );
        let help = "remove this line, and give the file or page its old name or address again";
        out.push(Diagnostic::error("redirect-taken", &file, moved.from.span, message).with_help(help));
        return;
    }
    let Some(first) = olds.owner(from).filter(|_| other_case.is_none()) else {
        let origin = Origin { file, span: moved.from.span };
        olds.add(Old { from: from.clone(), to: Some(to.clone()), temporary: moved.temporary, origin });
        return;
    };
    // Said twice in the same words, it does no harm.
    let same = |old: &Old| old.from == *from && old.to.as_ref() == Some(to);
    if !olds.all.iter().any(same) {
        let message = format!("{from} cannot redirect: it is the address of {}", first.describe());
        let help = "remove this line, or change the address of that page or file";
        out.push(Diagnostic::error("redirect-taken", &file, moved.from.span, message).with_help(help));
    }
}

/// Addresses that were given up answer so, unless something stands there again.
fn gone(book: &AddressBook, olds: &mut Olds, out: &mut Vec<Diagnostic>) {
    let file = SourcePath::new(addresses::FILE);
    for gone in book.gone.iter().filter(|gone| gone.fragment.is_none()) {
        let from = &gone.from.value;
        match olds.owner(from) {
            None => {
                let origin = Origin { file: file.clone(), span: gone.from.span };
                olds.all.push(Old { from: from.clone(), to: None, temporary: false, origin });
            }
            // What does not tell letter cases apart must not say of a living page that it is gone.
            Some(_) if olds.other_case(from).is_some() => {}
            Some(owner) => {
                let message = format!("{from} is marked as gone, but it is the address of {}", owner.describe());
                let help = "remove this line, or change the address of that page or file";
                out.push(Diagnostic::error("redirect-taken", &file, gone.from.span, message).with_help(help));
            }
        }
    }
}

/// The address of a page that has expired is answered as its editor says; with the word that it is gone, if with nothing.
fn ended(expired: &[Expired], pages: &[SitePage], olds: &mut Olds) {
    for page in expired {
        let said = page.to.as_ref().filter(|to| to.value != "gone");
        let to = said.map(|to| {
            let inside = to.value.strip_prefix("content/").unwrap_or(&to.value);
            let file = pages.iter().find(|page| page.page.source.in_content() == Some(inside));
            file.map_or_else(|| to.value.clone(), |page| page.url.to_string())
        });
        let span = page.to.as_ref().map_or(page.span, |to| to.span);
        let own = [(&page.url, to)].into_iter();
        let aliases = page.aliases.iter().map(|alias| (alias, Some(page.url.to_string())));
        for (from, to) in own.chain(aliases) {
            // What took its place, and what the address book says, goes before.
            if olds.owner(from).is_none() && !olds.all.iter().any(|old| old.from == *from) {
                let origin = Origin { file: page.source.clone(), span };
                olds.all.push(Old { from: from.clone(), to, temporary: false, origin });
            }
        }
    }
}

/// Asks for the parts of pages that redirects lead to.
pub fn check_parts(site: &Catalog) -> Vec<AnchorCheck> {
    let mut checks = Vec::new();
    for redirect in site.redirects.each().filter(|redirect| redirect.origin.file.as_str() == addresses::FILE) {
        let RedirectTarget::Here { url, fragment: Some(id) } = &redirect.to else { continue };
        let page = site.index.page_at(url.as_str(), &site.pages).map(|id| &site.page(id).page);
        if !url.as_str().ends_with('/') || page.is_some_and(|page| linking::has_anchor(page, id)) {
            continue;
        }
        let whose = page.map_or_else(|| format!("the page {url}"), |page| page.source.to_string());
        let message = format!("{whose} has no heading with the id \"{id}\"");
        let help = format!("write the id of one of its headings, or remove #{id}");
        let Origin { file, span } = &redirect.origin;
        let missing = Diagnostic::error("anchor-broken", file, *span, message).with_help(help);
        checks.push(AnchorCheck { output: url.output(), id: id.clone(), missing });
    }
    checks
}
