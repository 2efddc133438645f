//! Addresses that are too long to be files: told with what to shorten, before a disk refuses them.

use super::model::SitePage;
use super::plan::Owner;
use super::site::Site;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_base::slug::slugify;
use vertebra_base::span::Span;

/// What no part of a path may exceed on any common file system, in bytes.
const LONGEST_PART: usize = 255;
/// What the whole path may not exceed: web hosts that store files by their name take no more.
const LONGEST_PATH: usize = 1024;

/// Reports every output that could not be written.
pub fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for planned in site.plan.each() {
        let Some(message) = fault(planned.output.as_str()) else { continue };
        let (file, span, help) = place(&planned.output, &planned.owner, site.for_readers());
        out.push(Diagnostic::error("address-invalid", &file, span, message).with_help(help));
    }
}

fn fault(path: &str) -> Option<String> {
    let part = path.split('/').map(str::len).max().unwrap_or(0);
    if part > LONGEST_PART {
        return Some(format!(
            "one part of this address has {part} characters; the limit of file systems is {LONGEST_PART}"
        ));
    }
    let all = path.len();
    (all > LONGEST_PATH).then(|| format!("this address has {all} characters; the limit of web hosts is {LONGEST_PATH}"))
}

/// What was written there, and what to write instead.
fn place(output: &OutputPath, owner: &Owner, pages: &[SitePage]) -> (SourcePath, Option<Span>, &'static str) {
    let page = |source: &SourcePath| pages.iter().map(|page| &page.page).find(|page| page.source == *source);
    match owner {
        Owner::Page(source) => {
            let slug = page(source).and_then(|page| page.front.slug.as_ref());
            let help = "give the page a shorter address, for example:\nslug: first-visit";
            (source.clone(), slug.map(|slug| slug.span), help)
        }
        Owner::Alias(source) => {
            let url = output.url();
            let aliases = page(source).map_or(&[][..], |page| &page.front.aliases);
            let bare = url.as_str().trim_matches('/');
            let alias = aliases.iter().find(|alias| alias.value.trim_matches('/') == bare);
            (source.clone(), alias.map(|alias| alias.span), "write a shorter one, or remove it")
        }
        Owner::File(source) | Owner::Theme(source) | Owner::Picture(source) | Owner::Card(source) => {
            (source.clone(), None, "give it a shorter name, or put it in fewer nested folders")
        }
        Owner::List(_) => {
            let (file, span) = origin_of_list(output, pages);
            (file, span, "choose a shorter name")
        }
    }
}

/// Where the name of a list comes from: a term of a page, or the folder that a page is in.
fn origin_of_list(output: &OutputPath, pages: &[SitePage]) -> (SourcePath, Option<Span>) {
    let url = output.url();
    let parts: Vec<&str> = url.as_str().split('/').collect();
    for page in pages {
        let mut terms = page.page.front.terms.iter().flat_map(|(_, terms)| terms);
        if let Some(term) = terms.find(|term| parts.contains(&slugify(&term.value).as_str())) {
            return (page.page.source.clone(), Some(term.span));
        }
    }
    let inside = pages.iter().find(|page| page.url.as_str().starts_with(url.as_str()));
    let file = inside.map_or_else(|| SourcePath::new(vertebra_schema::config::FILE), |page| page.page.source.clone());
    (file, None)
}
