//! From the faults of finished pages to what is said about them: at the line that somebody wrote, and once where many
//! pages share a fault.

use std::collections::{BTreeMap, BTreeSet};

use super::examined::CheckedPage;
use super::found::{Trace, UnplacedFault};
use super::source_lookup::{SourceSpot, Sources};
use super::written_values::AddressPatterns;
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_base::span::Span;
use vertebra_html::HtmlOrigin;
use vertebra_schema::codes::{self, Code};

/// What was said before finished pages were looked at: the places of each code in each file.
pub struct KnownFaults<'a>(BTreeMap<(&'a SourcePath, &'a str), Vec<Option<Span>>>);

impl<'a> KnownFaults<'a> {
    pub fn of(diagnostics: impl Iterator<Item = &'a Diagnostic>) -> Self {
        let mut known: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for it in diagnostics {
            known.entry((&it.file, it.code)).or_default().push(it.span);
        }
        KnownFaults(known)
    }

    /// Whether a code that says the same of a page as `found` was told of its file. The same code, and one that is told of
    /// places, tells only of the place that `found` comes from, or at which its words were written: there may be another
    /// one in the file.
    fn of_page(&self, file: &SourcePath, code: &Code, found: &UnplacedFault, sources: &Sources) -> bool {
        let comes_from = |code: &str, place: Span| {
            let spans = self.0.get(&(file, code)).into_iter().flatten().flatten();
            { spans }.any(|span| span.start < place.end && place.start < span.end)
        };
        let is_there = |code: &String| matches!(found.origin, HtmlOrigin::Text(Some(place)) if comes_from(code, place));
        code.told_by.iter().chain(&code.told_at).any(is_there) || self.of_file(file, code, found, sources)
    }

    /// The same for another file that something on a page may come from.
    fn of_file(&self, file: &SourcePath, code: &Code, found: &UnplacedFault, sources: &Sources) -> bool {
        let of_places = code.told_at.iter().map(|told| (told, true));
        { code.told_by.iter().map(|told| (told, *told == found.code)) }.chain(of_places).any(|(told, is_of_place)| {
            let Some(spans) = self.0.get(&(file, told.as_str())) else { return false };
            let Trace::Text(words) = &found.trace else { return true };
            let Some(text) = sources.snapshot.text(file).filter(|_| is_of_place) else { return true };
            let written = spans.iter().flatten().filter_map(|span| text.get(span.range()));
            written.map(letters).any(|written| words.iter().any(|words| letters(words) == written))
        })
    }
}

/// Letters and digits alone: quotation marks, and a tab or a line end that stands as `\t` or `\n`, aside.
fn letters(text: &str) -> String {
    let plain = ["\\t", "\\n", "\\r"].iter().fold(text.to_owned(), |text, escape| text.replace(escape, ""));
    plain.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A fault that does not stand in the page's own file, and the pages that have it.
struct Shared<'a> {
    found: &'a UnplacedFault,
    /// Where it stands in each of them: the templates may differ.
    spots: BTreeSet<SourceSpot>,
    pages: Vec<&'a OutputPath>,
}

/// Says what was found and is not `known` yet.
pub fn tell(examined: &[CheckedPage], sources: &Sources, known: &KnownFaults) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut places: BTreeMap<(Option<&str>, &Trace), (SourceSpot, bool)> = BTreeMap::new();
    let patterns = AddressPatterns::default();
    let mut shared: BTreeMap<(&str, &str, SourceSpot), Shared> = BTreeMap::new();
    for one in examined {
        let own = one.page.map(|id| &sources.site.page(id).page.source);
        for found in &one.found {
            let code = codes::find(found.code);
            // What was said where the text was read, and would be said of the finished page again.
            if code.zip(own).is_some_and(|(code, own)| known.of_page(own, code, found, sources)) {
                continue;
            }
            let own = || sources.own(one.page, &found.trace, found.origin).map(|spot| (spot, false));
            let (spot, has_value) = match one.is_page {
                true => own().unwrap_or_else(|| {
                    let template = one.template.as_deref();
                    let known = places.entry((template, &found.trace));
                    let shared = || sources.shared(one.page, template, &found.trace);
                    known.or_insert_with(|| patterns.placed(shared(), &found.trace, sources.site)).clone()
                }),
                false => (file_itself(one, found, sources), false),
            };
            if code.is_some_and(|code| known.of_file(&spot.file, code, found, sources)) {
                continue;
            }
            // What lists do is not their fault: they show the titles that pages have.
            if code.is_some_and(|code| !code.in_lists) && !spot.is_own {
                continue;
            }
            if spot.is_own {
                out.push(diagnostic(found, &spot));
            } else {
                let root = sources.root_of(&spot);
                // What holds a value of the page is one mistake, whatever the value is.
                let words = if has_value { "" } else { found.message.as_str() };
                let key = (found.code, words, root);
                let group =
                    shared.entry(key).or_insert_with(|| Shared { found, spots: BTreeSet::new(), pages: Vec::new() });
                group.spots.insert(spot);
                group.pages.push(&one.output);
            }
        }
    }
    out.extend(shared.into_iter().map(|((.., root), group)| {
        let first = group.pages.first().map(|output| output.url().to_string()).unwrap_or_default();
        let note = match group.pages.len() {
            1 => format!("found on the page {first}"),
            2 => format!("found on the page {first} and on another"),
            many => format!("found on the page {first} and on {} others", many - 1),
        };
        // What several templates have in common stands in the one that all of them extend.
        let spot = group.spots.first().filter(|_| group.spots.len() == 1).unwrap_or(&root);
        diagnostic(group.found, spot).with_note(note)
    }));
    out
}

fn diagnostic(found: &UnplacedFault, spot: &SourceSpot) -> Diagnostic {
    let make = match found.severity {
        Severity::Error => Diagnostic::error,
        Severity::Warning => Diagnostic::warning,
        Severity::Note => Diagnostic::note,
    };
    let code = found.code;
    make(code, &spot.file, spot.span, found.message.clone()).with_help(&found.help)
}

/// A file that is published as it is: the fault stands in the file.
fn file_itself(one: &CheckedPage, found: &UnplacedFault, sources: &Sources) -> SourceSpot {
    let is_it = |file: &&vertebra_site::SiteFile| file.url.output() == one.output;
    let of_site = sources.site.files.iter().find(is_it).map(|file| &file.source);
    let of_theme = || sources.site.theme.statics.get(one.output.as_str()).map(|file| &file.source);
    let asset = || sources.site.assets.each().find(|(_, asset)| asset.output == one.output);
    let of_assets = || asset().and_then(|(_, asset)| asset.parts.first());
    let file = of_site.or_else(of_theme).or_else(of_assets).cloned();
    let file = file.unwrap_or_else(|| SourcePath::new(one.output.as_str()));
    let text = sources.snapshot.text(&file);
    let span = text.zip(found.trace.texts()).and_then(|(text, all)| {
        let (at, words) = all.iter().find_map(|words| Some((text.find(words.as_str())?, words)))?;
        Some(Span::new(at, at + words.len()))
    });
    SourceSpot { file, span, is_own: true }
}
