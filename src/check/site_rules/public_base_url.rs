//! A site that goes online for everybody must say where that is.

use super::view::Whole;
use crate::is_local_url;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_schema::config::FILE;

/// Looks at the address that `site.yaml` gives, or that was typed instead of it.
pub fn check(whole: &Whole, out: &mut Vec<Diagnostic>) {
    let origin = &whole.sources.site.config.base_url.origin;
    if !whole.is_release || !is_local_url(origin) {
        return;
    }
    let file = SourcePath::new(FILE);
    let at = whole.sources.snapshot.text(&file).and_then(|text| text.find(origin.as_str()));
    let typed = if at.is_none() { "--base-url " } else { "" };
    let message = format!("{typed}{origin} is on your own computer or network, so nobody else can open it");
    let help = "write the public address of the site, such as https://www.example.org/";
    let span = at.map(|at| Span::new(at, at + origin.len()));
    out.push(Diagnostic::error("address-local", &file, span, message).with_help(help));
}
