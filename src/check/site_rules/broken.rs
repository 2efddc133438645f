//! Links that templates, data and pieces of HTML make, and that lead nowhere. Links of Markdown were looked up when the
//! site was linked.

use std::collections::{BTreeMap, BTreeSet};

use super::view::Whole;
use crate::found::Trace;
use crate::source_lookup::SourceSpot;
use crate::written_values::AddressPatterns;
use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::link::{AddressKind, Link, decoded};
use vertebra_base::path::{OutputPath, UrlPath};
use vertebra_site::LinkTarget;

/// Looks for links to addresses where nothing is published.
pub fn check(whole: &Whole, out: &mut Vec<Diagnostic>) {
    let mut told = Told::new();
    let patterns = AddressPatterns::default();
    let mut firsts: BTreeMap<(SourceSpot, bool), &str> = BTreeMap::new();
    let mut beside = Told::new();
    for one in whole.examined {
        let mut find = |output, is_link, trace: &Trace, origin| {
            let spot = whole.sources.find(one.page, one.template.as_deref(), trace, origin);
            let (spot, has_value) = patterns.placed(spot, trace, whole.sources.site);
            // What holds a value of the page is one mistake, whatever the value is.
            let output = if has_value { *firsts.entry((spot.clone(), is_link)).or_insert(output) } else { output };
            told.entry((spot, output, is_link)).or_default().push(&one.output);
        };
        // Told already: the text of the page has this link, or this picture.
        let is_known = |address: &str| {
            let site = whole.sources.site;
            let inside = site.config.base_url.inside(address).unwrap_or(address);
            let [whole, inside] = [address, inside].map(decoded);
            let links = one.page.map_or(&[][..], |id| site.links(id)).iter();
            let mut broken = links.filter(|link| link.target == LinkTarget::Broken);
            broken.any(|link| [&whole, &inside].contains(&&decoded(&link.address)))
        };
        for (output, lead) in one.leads.iter().filter(|(output, _)| !leads_somewhere(whole, output)) {
            if !is_known(&lead.href) {
                let trace = Trace::Link { href: lead.href.clone(), name: lead.name.clone() };
                find(output, true, &trace, lead.origin);
            }
        }
        let lost = one.uses.iter().filter(|(output, used)| !leads_somewhere(whole, output) && !is_known(&used.url));
        for (output, used) in lost {
            find(output, false, &Trace::Text(vec![used.url.clone()]), used.origin);
        }
        let mut find = |path, is_link, trace: &Trace, origin| {
            let spot = whole.sources.find(one.page, one.template.as_deref(), trace, origin);
            beside.entry((spot, path, is_link)).or_default().push(&one.output);
        };
        // The whole address of another page on the same host, or of its top, may be meant as it is: but not of a page
        // that this site has.
        let is_whole = |href: &str| Link::parse(href).kind == AddressKind::Web;
        let is_meant = |path: &str, href: &str| is_whole(href) && (path == "/" || !is_here(whole, path));
        for (path, lead) in one.beside.iter().filter(|(path, lead)| !is_meant(path, &lead.href)) {
            find(path, true, &Trace::Link { href: lead.href.clone(), name: lead.name.clone() }, lead.origin);
        }
        for (path, used) in one.uses_beside.iter().filter(|(path, used)| !is_meant(path, &used.url)) {
            find(path, false, &Trace::Text(vec![used.url.clone()]), used.origin);
        }
    }
    out.extend(beside.into_iter().map(|(of, pages)| outside(whole, of, &pages)));
    let mut from_pages = BTreeSet::new();
    for ((spot, output, is_link), pages) in told {
        // A text that many pages show may name another place on each of them, and is wrong once.
        if let Some(written) = relative(whole, &spot) {
            if from_pages.insert((spot.clone(), is_link)) {
                out.push(from_each_page(&spot, &written));
            }
            continue;
        }
        let Ok(wanted) = OutputPath::new(output).map(|output| output.url()) else { continue };
        let (what, unit) = if is_link { ("goes to", "a link") } else { ("loads", "the page") };
        let message = format!("{unit} {what} {wanted}, where nothing is published");
        let known = whole.outputs.iter().filter(|known| !is_link || known.ends_with(".html"));
        let help = match nearest(output, known.copied()).and_then(|near| OutputPath::new(near).ok()) {
            Some(near) => format!("did you mean {}?", near.url()),
            None if is_link => "write the address of a page, or remove the link".to_owned(),
            None => "write the address of a file of the site, or remove this".to_owned(),
        };
        let diagnostic = Diagnostic::error("link-broken", &spot.file, spot.span, message).with_help(help);
        out.push(with_pages(diagnostic, &spot, &pages));
    }
}

/// The address at a spot of `site.yaml` or a data file, where it does not begin at the root of the site.
fn relative(whole: &Whole, spot: &SourceSpot) -> Option<String> {
    let is_shared = !spot.is_own && spot.file.as_str().starts_with("content/");
    let text = whole.sources.snapshot.text(&spot.file).filter(|_| is_shared)?;
    let written = text.get(spot.span?.range())?;
    let link = Link::parse(written);
    (link.kind == AddressKind::Site && !link.path.is_empty() && !written.starts_with('/')).then(|| written.to_owned())
}

fn from_each_page(spot: &SourceSpot, written: &str) -> Diagnostic {
    let message =
        format!("\"{written}\" is another address on each page that shows this text, and nothing is published there");
    let name = written.trim_start_matches("./").trim_end_matches("index.md");
    let help = match name.strip_suffix(".md") {
        Some(name) => format!("write the address of the page, from the top of the site: /{name}/"),
        None => format!("write the address from the top of the site: /{name}"),
    };
    Diagnostic::error("link-broken", &spot.file, spot.span, message).with_help(help)
}

/// Where something stands, where it leads, and whether it is a link, with the pages on which it was found.
type Told<'a> = BTreeMap<(SourceSpot, &'a str, bool), Vec<&'a OutputPath>>;

/// Whether the site has something at a path that was written without its folder.
fn is_here(whole: &Whole, path: &str) -> bool {
    let inside = path.trim_start_matches('/');
    let index = if inside.is_empty() || inside.ends_with('/') { "index.html" } else { "" };
    leads_somewhere(whole, &format!("{inside}{index}"))
}

/// An address that leaves the folder in which the site is published: it would work only at the top of the host.
fn outside(whole: &Whole, (spot, path, is_link): (SourceSpot, &str, bool), pages: &[&OutputPath]) -> Diagnostic {
    let base = &whole.sources.site.config.base_url.path;
    let what = if is_link { "a link goes to" } else { "the page loads" };
    let message = format!("{what} {path}, which is outside this site's folder, {base}/");
    let help = match is_here(whole, path) {
        true => format!("write {base}{path}, or in a template: {{{{ url(to=\"{path}\") }}}}"),
        false => "if you mean another site on the same host, write the full address".to_owned(),
    };
    let diagnostic = Diagnostic::error("link-outside", &spot.file, spot.span, message).with_help(help);
    with_pages(diagnostic, &spot, pages)
}

/// What is not written in the text of one page says on which pages it was found.
fn with_pages(diagnostic: Diagnostic, spot: &SourceSpot, pages: &[&OutputPath]) -> Diagnostic {
    if spot.is_own {
        return diagnostic;
    }
    let first = pages.first().map(|output| output.url().to_string()).unwrap_or_default();
    diagnostic.with_note(match pages.len() {
        1 => format!("found on the page {first}"),
        many => format!("found on {many} pages; the first is {first}"),
    })
}

/// Whether a browser that asks for an output gets something: hosts add the slash at the end themselves, and send on from
/// old addresses.
fn leads_somewhere(whole: &Whole, output: &str) -> bool {
    let folder = || format!("{}/index.html", output.trim_end_matches('/'));
    if whole.outputs.contains(output) || whole.outputs.contains(folder().as_str()) {
        return true;
    }
    let known = |url: UrlPath| whole.sources.site.redirects.at(&url).is_some();
    // What no output can be called is another matter.
    OutputPath::new(output)
        .map_or(true, |path| known(path.url()) || UrlPath::new(&format!("{output}/")).is_ok_and(known))
}
