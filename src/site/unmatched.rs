//! What is declared for pages that are not there: patterns of `site.yaml` that no path matches. And pages that have become
//! what nobody declared: the page of a folder that had no other page.

use super::site::Site;
use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_schema::Glob;
use vertebra_schema::config::FILE;

/// Tells both.
pub fn of_site(site: &Site, out: &mut Vec<Diagnostic>) {
    patterns(site, out);
    sections(site, out);
}

/// Patterns under which nothing is: most often, a folder was renamed.
fn patterns(site: &Site, out: &mut Vec<Diagnostic>) {
    let base = |path: &SourcePath| site.config.spoken(path).map_or_else(|| path.clone(), |(_, base)| base);
    let shown = site.for_readers().iter().map(|page| (base(&page.page.source), page.is_index));
    let hidden = site.unpublished.iter().map(|page| (base(&page.source), false));
    let all: Vec<(SourcePath, bool)> = shown.chain(hidden).collect();
    let mut tell = |glob: &Glob, span: Span, part: &str, pages_only: bool| {
        let is_match = |(path, is_index): &(SourcePath, bool)| {
            !(pages_only && *is_index) && path.in_content().is_some_and(|path| glob.is_match(path))
        };
        if all.iter().any(is_match) {
            return;
        }
        let typed = glob.as_str();
        let wanted = typed.split('*').next().unwrap_or_default().trim_end_matches('/');
        let folders = site.sections.iter().filter_map(|section| section.folder.strip_prefix("content/"));
        let near = nearest(wanted, folders.filter(|folder| *folder != wanted));
        let help = near.map_or_else(
            || {
                "write a path in content/ as it is there, such as guides/*.md or guides/**, or remove this line"
                    .to_owned()
            },
            |near| format!("did you mean {}?", typed.replacen(wanted, near, 1)),
        );
        let message = format!("no page matches \"{typed}\", so this line of {part} does nothing");
        out.push(Diagnostic::note("pattern-unused", &SourcePath::new(FILE), span, message).with_help(help));
    };
    for permalink in &site.config.permalinks {
        tell(&permalink.glob, permalink.span, "permalinks", true);
    }
    for defaults in &site.config.defaults {
        tell(&defaults.glob, defaults.span, "defaults", false);
    }
}

/// Pages that were published alone in their folders, and are the pages of sections now.
fn sections(site: &Site, out: &mut Vec<Diagnostic>) {
    if site.book.damaged || site.book.published.is_empty() {
        return;
    }
    for section in site.sections.iter().skip(1).filter(|section| section.published) {
        let Some(index) = section.index.map(|id| site.page(id)).filter(|page| page.is_published()) else { continue };
        // A section that says so itself was none before either.
        let front = &index.page.front;
        if front.kind.value == "section" && front.kind.span != Span::default() || index.base().file_name() != "index.md"
        {
            continue;
        }
        let is_page =
            |url: &str| url.starts_with(section.url.as_str()) && url != section.url.as_str() && url.ends_with('/');
        let was_alone = site.book.published.get(&section.url).is_some_and(|record| record.words.is_some())
            && !site.book.published.iter().any(|(url, record)| is_page(url.as_str()) && record.to.is_none());
        let first = section.pages.first().map(|id| site.page(*id)).filter(|_| was_alone);
        let Some(other) = first else { continue };
        let above = section.parent.map_or("content", |id| site.section(id).folder.as_str());
        let message = format!(
            "this page is the page of a section now, because {} is in its folder: the list of {above} names it as a section",
            other.page.source
        );
        let help = format!(
            "if it is to stay a page like the others, move {} to another folder",
            other.page.source.file_name()
        );
        out.push(Diagnostic::note("section-new", &index.page.source, front.title.span, message).with_help(help));
    }
}
