//! Which language every file is in, and which pages are one page in several languages. Costs nothing in a site with one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::path::SourcePath;
use vertebra_markdown::Page;
use vertebra_schema::config::{Config, Lang};

/// The language of each page, by its place in the list of all pages. Empty in a site with one language.
#[derive(Debug, Default)]
pub struct PageLanguages(Vec<(Lang, SourcePath)>);

impl PageLanguages {
    /// The language of a page.
    pub fn lang(&self, at: usize) -> Lang {
        self.0.get(at).map_or(Lang::FIRST, |(lang, _)| *lang)
    }

    /// The file that a page would be in the first language: what versions of one page have in common.
    pub fn base<'a>(&'a self, at: usize, page: &'a Page) -> &'a SourcePath {
        self.0.get(at).map_or(&page.source, |(_, base)| base)
    }
}

/// Finds the language of every page by its file's name, and what it belongs to by that name or by `translation_of`.
/// Of two that want to be the same page in one language, one that is published goes before one that is hidden.
pub fn spoken(
    pages: &[Arc<Page>],
    config: &Config,
    is_hidden: impl Fn(&Page) -> bool,
    out: &mut Vec<Diagnostic>,
) -> PageLanguages {
    if config.languages.is_empty() {
        return PageLanguages::default();
    }
    let named: Vec<(Lang, SourcePath)> = pages
        .iter()
        .map(|page| config.spoken(&page.source).unwrap_or_else(|| (Lang::FIRST, page.source.clone())))
        .collect();
    let bases: BTreeSet<&SourcePath> = named.iter().map(|(_, base)| base).collect();
    let mut first: BTreeMap<(Lang, SourcePath), &SourcePath> = BTreeMap::new();
    let mut all = named.clone();
    let (hidden, shown): (Vec<usize>, Vec<usize>) = (0..pages.len()).partition(|at| is_hidden(&pages[*at]));
    for at in shown.into_iter().chain(hidden) {
        let (page, (lang, own)) = (&pages[at], &named[at]);
        let base = tied(page, *lang, config, &bases, out).unwrap_or_else(|| own.clone());
        match first.get(&(*lang, base.clone())) {
            Some(other) if !lang.is_first() => {
                let message = format!("{base} already has a translation into this language: {other}");
                let span = page.front.translated.as_ref().and_then(|it| it.of.as_ref()).map(|of| of.span);
                let help = "keep one of the two files";
                out.push(Diagnostic::error("translation-twice", &page.source, span, message).with_help(help));
                all[at].1 = page.source.clone();
            }
            _ => {
                first.insert((*lang, base.clone()), &page.source);
                all[at].1 = base;
            }
        }
    }
    PageLanguages(all)
}

/// The page that `translation_of` names, as it would be in the first language.
fn tied(
    page: &Page,
    lang: Lang,
    config: &Config,
    bases: &BTreeSet<&SourcePath>,
    out: &mut Vec<Diagnostic>,
) -> Option<SourcePath> {
    let of = page.front.translated.as_ref()?.of.as_ref()?;
    if lang.is_first() {
        let tag = config.languages.first().map_or("es", |language| language.tag.as_str());
        let message = "this file name has no language code, so the page is not a translation";
        let help = format!("rename the file to {}.{tag}.md, or remove this line", page.source.stem());
        out.push(Diagnostic::error("translation-language", &page.source, of.span, message).with_help(help));
        return None;
    }
    let inside = of.value.trim_start_matches('/').trim_start_matches("content/");
    let named = SourcePath::new(format!("content/{inside}"));
    let base = config.spoken(&named).map_or(named, |(_, base)| base);
    if bases.contains(&base) {
        return Some(base);
    }
    let message = format!("this page is a translation of \"{}\", which does not exist", of.value);
    let names = bases.iter().filter_map(|base| base.in_content());
    let help = match nearest(inside, names) {
        Some(near) => format!("did you mean {near}?"),
        None => "write the path of the page in content/, such as guides/first-visit.md".to_owned(),
    };
    out.push(Diagnostic::error("translation-unknown", &page.source, of.span, message).with_help(help));
    None
}
