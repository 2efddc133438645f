//! Links that templates, data and pieces of HTML make, and that lead nowhere. Links of Markdown were looked up when the
//! site was linked.

use std::collections::BTreeMap;

use super::Whole;
use crate::check::found::Trace;
use crate::check::trace::Spot;
use crate::diagnostic::{Diagnostic, nearest};
use crate::path::{OutputPath, UrlPath};
use crate::site::Target;

/// Looks for links to addresses where nothing is published.
pub fn check(whole: &Whole, out: &mut Vec<Diagnostic>) {
    let mut told: BTreeMap<(Spot, &str, bool), Vec<&OutputPath>> = BTreeMap::new();
    for one in whole.examined {
        let mut find = |output, is_link, trace: &Trace, origin| {
            let spot = whole.sources.find(one.page, one.template.as_deref(), trace, origin);
            told.entry((spot, output, is_link)).or_default().push(&one.output);
        };
        for (output, lead) in one.leads.iter().filter(|(output, _)| !leads_somewhere(whole, output)) {
            // Told already: the text of the page has this link.
            let is_known = one.page.is_some_and(|id| {
                let links = &whole.sources.site.page(id).links;
                links.iter().any(|link| link.target == Target::Broken && link.address == lead.href)
            });
            if !is_known {
                let trace = Trace::Link { href: lead.href.clone(), name: lead.name.clone() };
                find(output, true, &trace, lead.origin);
            }
        }
        for (output, used) in one.uses.iter().filter(|(output, _)| !leads_somewhere(whole, output)) {
            find(output, false, &Trace::Text(vec![used.url.clone()]), used.origin);
        }
    }
    for ((spot, output, is_link), pages) in told {
        let Ok(wanted) = OutputPath::new(output).map(|output| output.url()) else { continue };
        let (what, unit) = if is_link { ("leads to", "a link") } else { ("asks for", "the page") };
        let message = format!("{unit} {what} {wanted}, where nothing is published");
        let known = whole.outputs.iter().filter(|known| !is_link || known.ends_with(".html"));
        let help = match nearest(output, known.copied()).and_then(|near| OutputPath::new(near).ok()) {
            Some(near) => format!("did you mean {}?", near.url()),
            None if is_link => "write the address of a page, or remove the link".to_owned(),
            None => "write the address of a file of the site, or remove this".to_owned(),
        };
        let mut diagnostic = Diagnostic::error("link-broken", &spot.file, spot.span, message).with_help(help);
        if !spot.is_own {
            let first = pages.first().map(|output| output.url().to_string()).unwrap_or_default();
            let note = match pages.len() {
                1 => format!("found on the page {first}"),
                many => format!("found on {many} pages, the first of them {first}"),
            };
            diagnostic = diagnostic.with_note(note);
        }
        out.push(diagnostic);
    }
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
