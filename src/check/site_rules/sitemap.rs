//! A sitemap that the site brings itself, in place of the one that would be made: pages that it leaves out.

use super::names::some;
use super::view::Whole;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_site::plan;

/// Looks for published pages without a place in the sitemap.
pub fn check(whole: &Whole, out: &mut Vec<Diagnostic>) {
    let site = whole.sources.site;
    let Some(own) = site.files.iter().find(|file| file.url.as_str() == "/sitemap.xml") else { return };
    let text = String::from_utf8_lossy(own.content.held());
    // A list of other lists is for people who know what they do.
    if text.contains("<sitemapindex") || site.config.noindex {
        return;
    }
    let base = &site.config.base_url;
    let address = |url: &str| base.absolute(&format!("{}{}", base.href_path(), vertebra_base::link::encode(url)));
    let lacks = |id: &vertebra_site::PageId| !text.contains(&format!(">{}<", address(site.page(*id).url.as_str())));
    let missing: Vec<&str> =
        plan::indexed(site).into_iter().filter(lacks).map(|id| site.page(id).url.as_str()).collect();
    if missing.is_empty() {
        return;
    }
    let message = "this file replaces the generated sitemap, and leaves out published pages";
    let help = "remove this file: every build then generates a complete sitemap";
    let note = format!("left out: {}", some(missing.into_iter()));
    out.push(Diagnostic::warning("sitemap-lacks", &own.source, None, message).with_help(help).with_note(note));
}
