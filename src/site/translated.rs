//! Translations: whether each still says what its source says, and whether a person has reviewed it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Zoned;

use super::languages::PageLanguages;
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::path::SourcePath;
use vertebra_markdown::{Page, Review, SourceMarks};
use vertebra_schema::config::{Config, Lang};
use vertebra_schema::shape::data_keys::data_file;
use vertebra_schema::theme::Theme;
use vertebra_yaml::YamlNode;

/// What is known of a page that was translated from one in the first language.
#[derive(Debug, Clone, PartialEq)]
pub struct Translation {
    /// The page that it was translated from.
    pub of: SourcePath,
    /// What `translated_from` has to say once the translation is up to date.
    pub mark: String,
    /// What has changed in the source since, in words; none for a translation that is up to date.
    pub stale: Option<String>,
    /// The day of the last change that the source names: `2026-11-20`.
    pub changed: Option<String>,
    /// The source asks that no stale translation of it be published.
    pub critical: bool,
    /// It waits for the review of a person.
    pub unreviewed: bool,
}

impl Translation {
    /// What is said of a stale page that would be published but for this.
    pub fn warning(&self, page: &Page) -> Option<Diagnostic> {
        let stale = self.stale.as_ref()?;
        let from = page.front.translated.as_ref().and_then(|translated| translated.from.as_ref());
        let span = from.map_or(page.front.title.span, |from| from.span);
        let message = match (from, self.critical) {
            (None, _) => format!("this page does not record which version of {} it was translated from", self.of),
            (_, true) => {
                format!("this page is not published: {} has changed since it was translated: {stale}", self.of)
            }
            _ => format!("{} has changed since it was translated: {stale}", self.of),
        };
        let help = match from {
            None => format!("when it matches {}, add the line:\ntranslated_from: {}", self.of, self.mark),
            Some(_) => format!("when it matches {} again, write:\ntranslated_from: {}", self.of, self.mark),
        };
        Some(Diagnostic::warning("translation-stale", &page.source, span, message).with_help(help))
    }
}

/// A data file in another language that lags behind the one it was translated from.
#[derive(Debug)]
pub struct StaleData {
    pub lang: Lang,
    pub file: SourcePath,
    warning: Diagnostic,
}

impl StaleData {
    /// What is said of it, once readers see pages in its language.
    pub fn warning(&self) -> Diagnostic {
        self.warning.clone()
    }
}

/// The data files that lag behind, such as `red-flags.es.yaml`. One that names no source is no translation.
pub fn stale_data(data: &BTreeMap<String, YamlNode>, config: &Config) -> Vec<StaleData> {
    let stale = |(name, node): (&String, &YamlNode)| {
        let file = SourcePath::new(format!("content/data/{name}"));
        let (lang, base) = config.spoken(&file)?;
        let from = node.get("translated_from")?;
        let meaning = SourceMarks::of_data(data.get(base.as_str().strip_prefix("content/data/")?)?);
        let parts = meaning.since(from.as_text().unwrap_or_default())?.words();
        let message = format!("{base} has changed since it was translated: {parts}");
        let help = format!("when it matches {base} again, write:\ntranslated_from: {}", meaning.mark());
        let warning = Diagnostic::warning("translation-stale", &file, from.span, message).with_help(help);
        Some(StaleData { lang, file, warning })
    };
    data.iter().filter_map(stale).collect()
}

/// The field that names who reviewed a translation.
pub const REVIEWER: &str = "translation_reviewed.by";

/// What translations are judged by, beside the pages.
pub struct TranslationContext<'a> {
    pub stale_data: &'a [StaleData],
    pub theme: &'a Theme,
    pub people: Option<&'a YamlNode>,
    pub now: &'a Zoned,
}

/// What is known of each page as a translation. Empty in a site where there is none.
pub fn all(
    pages: &[Arc<Page>],
    spoken: &PageLanguages,
    judge: &TranslationContext,
    out: &mut Vec<Diagnostic>,
) -> Translations {
    let further: Vec<usize> = (0..pages.len()).filter(|at| !spoken.lang(*at).is_first()).collect();
    if further.is_empty() {
        return Translations::default();
    }
    let sources: BTreeMap<&str, &Arc<Page>> = pages
        .iter()
        .enumerate()
        .filter(|(at, _)| spoken.lang(*at).is_first())
        .map(|(_, page)| (page.source.as_str(), page))
        .collect();
    let mut all = Translations::default();
    for at in further {
        let page = &pages[at];
        let review = page.front.translated.as_ref().and_then(|translated| translated.reviewed.as_ref());
        let reviewed = review.is_some_and(|review| is_reviewed(page, review, judge, out));
        if let Some(source) = sources.get(spoken.base(at, page).as_str()) {
            all.0.insert(at, judge.translation((page, spoken.lang(at)), source, reviewed));
        }
    }
    all
}

/// Translations by the place of their page in the list of all pages.
#[derive(Debug, Default)]
pub struct Translations(BTreeMap<usize, Translation>);

impl Translations {
    /// What is known of a page as a translation.
    pub fn get(&self, at: usize) -> Option<&Translation> {
        self.0.get(&at)
    }

    /// Takes what is known of a page as a translation.
    pub fn take(&mut self, at: usize) -> Option<Box<Translation>> {
        self.0.remove(&at).map(Box::new)
    }
}

impl TranslationContext<'_> {
    fn translation(&self, (page, lang): (&Page, Lang), source: &Page, reviewed: bool) -> Translation {
        let is_reviewed = |page: &Page| self.theme.asks_for_review(&page.front.kind.value);
        let meaning = source.meaning.as_deref();
        let stale = match (meaning, page.front.translated_from()) {
            (Some(meaning), Some(from)) => meaning.since(from).map(|drift| drift.words()),
            (_, None) => Some("it is not known which parts".to_owned()),
            (None, _) => None,
        };
        let critical = source.front.holds_translations || page.front.holds_translations;
        // The warning signs may be in data: where safety hangs on a page, they are part of it.
        let data = self.stale_data.iter().find(|data| critical && data.lang == lang);
        let stale = stale.or_else(|| data.map(|data| format!("the source of {}", data.file)));
        let changed = source.front.updated.as_ref().or(source.front.date.as_ref());
        Translation {
            of: source.source.clone(),
            mark: meaning.map(|meaning| meaning.mark()).unwrap_or_default(),
            stale,
            changed: changed.map(|moment| moment.value.day().to_string()),
            critical,
            // The type of either page: to call a page something else does not spare it the review.
            unreviewed: !reviewed && (is_reviewed(page) || is_reviewed(source)),
        }
    }
}

/// Whether a person reviewed a page. A name that names nobody, or no person, is told at once: the page waits for it.
fn is_reviewed(page: &Page, review: &Review, judge: &TranslationContext, out: &mut Vec<Diagnostic>) -> bool {
    let (Some(by), Some(on)) = (&review.by, &review.on) else { return false };
    let source = &page.source;
    if on.value.zoned > *judge.now {
        let message = "the date of a review cannot be in the future";
        let help = "write the date on which the translation was reviewed, or remove this line";
        out.push(Diagnostic::error("date-order", source, on.span, message).with_help(help));
        return false;
    }
    let file = data_file(REVIEWER);
    let Some(person) = judge.people.and_then(|people| people.get(&by.value)) else {
        let known = judge.people.and_then(YamlNode::as_map).unwrap_or_default();
        let message = format!("\"{}\" is not in content/data/{file}", by.value);
        let help = did_you_mean(&by.value, known.iter().map(|entry| entry.key.as_str()))
            .unwrap_or_else(|| format!("add the person to content/data/{file}, or use one of its keys"));
        out.push(Diagnostic::error("key-unknown", source, by.span, message).with_help(help));
        return false;
    };
    if person.get("kind").and_then(YamlNode::as_text) == Some("organization") {
        let message = format!("the reviewer must be a person; \"{}\" is an organization", by.value);
        let help = format!("use the key of the person who reviewed the translation, from content/data/{file}");
        out.push(Diagnostic::error("review-person", source, by.span, message).with_help(help));
        return false;
    }
    true
}
