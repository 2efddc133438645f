//! The overview at `/__vertebra/`: every page with its state, and everything that is wrong.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::edition::PreviewSite;
use super::hidden::hidden;
use super::message::PageRequest;
use super::notices::written;
use super::problem::Problem;
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::link::encode;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::readability::Measure;
use vertebra_markdown::Page;
use vertebra_report::{Tally, count};
use vertebra_site::{Hidden, Site, due};

/// How many pages are listed at a time.
const LISTED: usize = 100;
/// How many problems are shown in full.
const SHOWN: usize = 100;
/// How many days before a review is due it is listed.
const AHEAD: i64 = 30;

/// What the overview says besides the site itself.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Surroundings {
    /// The last change, in words.
    pub last_change: Option<String>,
    /// The addresses that open tabs show.
    pub tabs: Vec<String>,
    pub trouble: Option<String>,
}

/// The overview, for its template.
#[derive(Debug, Serialize)]
pub struct Dashboard {
    site: String,
    home: String,
    /// The day that is shown instead of now.
    day: Option<String>,
    today: String,
    around: Surroundings,
    filters: Vec<Filter>,
    /// The words that are looked for.
    find: String,
    show: &'static str,
    rows: Vec<Row>,
    found: String,
    earlier: Option<String>,
    later: Option<String>,
    measured: bool,
    tally: String,
    problems: Vec<Problem>,
    more: Option<String>,
}

#[derive(Debug, Serialize)]
struct Filter {
    name: &'static str,
    label: &'static str,
    count: usize,
    current: bool,
    link: String,
}

/// A page of the list.
#[derive(Debug, Serialize)]
struct Row {
    title: String,
    file: String,
    link: Option<String>,
    url: String,
    kind: &'static str,
    state: String,
    errors: usize,
    warnings: usize,
    grade: Option<String>,
    words: Option<usize>,
    review: Option<String>,
    overdue: bool,
    why: String,
}

/// A page before it is put into words.
struct Entry<'a> {
    source: &'a SourcePath,
    title: &'a str,
    url: &'a UrlPath,
    /// Nothing for pages that are left out of what is shown.
    page: Option<&'a Page>,
    hidden: Option<Hidden>,
    tally: Tally,
    due: Option<Date>,
}

/// Which pages a filter lists: its name, its label, and the test.
type Test = (&'static str, &'static str, fn(&Entry, Date) -> bool);

const FILTERS: &[Test] = &[
    ("all", "All pages", |_, _| true),
    ("published", "Published", |it, _| it.hidden.is_none()),
    ("drafts", "Drafts", |it, _| matches!(it.hidden, Some(Hidden::Draft | Hidden::Section(_)))),
    ("scheduled", "Scheduled", |it, _| matches!(it.hidden, Some(Hidden::Scheduled(_)))),
    ("expired", "Expired", |it, _| matches!(it.hidden, Some(Hidden::Expired(_)))),
    ("problems", "With problems", |it, _| it.tally != Tally::default()),
    ("reviews", "Review due", |it, today| it.due.is_some_and(|due| due <= soon(today))),
];

/// Makes the overview of an edition; `asked` says which pages are wanted.
pub fn dashboard(edition: &PreviewSite, asked: &PageRequest, around: &Surroundings) -> Dashboard {
    let site = edition.build.site();
    let today = site.now.date();
    let entries = entries(edition);
    let wanted = asked.value("show").unwrap_or_default();
    let (show, _, test) = FILTERS.iter().find(|(name, ..)| *name == wanted).unwrap_or(&FILTERS[0]);
    let find = asked.value("find").unwrap_or_default().trim().to_owned();
    let filters = FILTERS.iter().map(|(name, label, test)| Filter {
        name,
        label,
        count: entries.iter().filter(|it| test(it, today)).count(),
        current: name == show,
        link: link(name, &find, 0),
    });
    let listed: Vec<_> = entries.iter().filter(|it| test(it, today) && it.holds(&find)).collect();
    let from = asked.value("from").and_then(|from| from.parse().ok()).filter(|from| *from < listed.len()).unwrap_or(0);
    let until = listed.len().min(from + LISTED);
    let measured = site.pages.iter().any(|page| page.page.reading.as_ref().is_some_and(|it| it.measure.is_some()));
    let known = edition.known();
    let problems: Vec<_> = sorted(known).take(SHOWN).map(|it| Problem::of(it, edition.build.snapshot())).collect();
    Dashboard {
        site: site.config.title.clone(),
        home: format!("{}/", site.config.base_url.href_path()),
        day: edition.day.map(written),
        today: today.to_string(),
        around: around.clone(),
        filters: filters.collect(),
        rows: listed[from..until].iter().map(|it| it.row(site, measured, today)).collect(),
        found: found(listed.len(), from, until),
        earlier: (from > 0).then(|| link(show, &find, from.saturating_sub(LISTED))),
        later: (until < listed.len()).then(|| link(show, &find, until)),
        find,
        show,
        measured,
        tally: tally(Tally::of(known)),
        more: (known.len() > SHOWN).then(|| format!("And {} more.", known.len() - SHOWN)),
        problems,
    }
}

fn entries(edition: &PreviewSite) -> Vec<Entry<'_>> {
    let site = edition.build.site();
    let mut tallies: BTreeMap<&SourcePath, Vec<&Diagnostic>> = BTreeMap::new();
    edition.known().iter().for_each(|it| tallies.entry(&it.file).or_default().push(it));
    let tally = |source| tallies.get(source).map_or_else(Tally::default, |all| Tally::of(all.iter().copied()));
    let shown = site.pages.iter().map(|page| Entry {
        source: &page.page.source,
        title: &page.page.front.title.value,
        url: &page.url,
        page: Some(&page.page),
        hidden: hidden(&edition.build, &page.url.output()),
        tally: tally(&page.page.source),
        due: due(&page.page),
    });
    let left_out = site.unpublished.iter().filter(|it| site.find(it.source.as_str()).is_none()).map(|it| Entry {
        source: &it.source,
        title: &it.title,
        url: &it.url,
        page: None,
        hidden: Some(it.hidden.clone()),
        tally: tally(&it.source),
        due: None,
    });
    let mut entries: Vec<_> = shown.chain(left_out).collect();
    entries.sort_by_key(|entry| entry.source);
    entries
}

impl Entry<'_> {
    fn holds(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        self.title.to_lowercase().contains(&words) || self.source.as_str().to_lowercase().contains(&words)
    }

    fn row(&self, site: &Site, measured: bool, today: Date) -> Row {
        let (kind, state) = match &self.hidden {
            None => ("published", "Published".to_owned()),
            Some(hidden @ Hidden::Draft) => ("draft", capital(&hidden.reason())),
            Some(hidden @ (Hidden::Unreviewed(_) | Hidden::Stale(_))) => ("draft", capital(&hidden.reason())),
            Some(hidden @ Hidden::Section(_)) => ("draft", capital(&hidden.reason())),
            Some(hidden @ Hidden::Scheduled(_)) => ("scheduled", capital(&hidden.reason())),
            Some(hidden @ Hidden::Expired(_)) => ("expired", capital(&hidden.reason())),
        };
        let measure = self.page.filter(|_| measured).and_then(|page| page.reading.as_ref()?.measure);
        let title = if self.title.is_empty() { "(no title)" } else { self.title };
        Row {
            title: title.to_owned(),
            file: self.source.to_string(),
            link: self.page.map(|_| format!("{}{}", site.config.base_url.href_path(), encode(self.url.as_str()))),
            url: self.url.to_string(),
            kind,
            state,
            errors: self.tally.errors,
            warnings: self.tally.warnings,
            grade: measure.map(in_short),
            words: self.page.map(|page| page.words),
            review: self.due.map(|due| due.to_string()),
            overdue: self.due.is_some_and(|due| due <= today),
            why: format!("/__vertebra/why?page={}", encoded(self.source.as_str())),
        }
    }
}

/// A grade without its unit, which the heading of the column says.
fn in_short(measure: Measure) -> String {
    match measure {
        Measure::Grade(grade) => format!("{grade:.1}"),
        Measure::Inflesz(_) => measure.words(),
    }
}

fn soon(today: Date) -> Date {
    today.saturating_add(AHEAD.days())
}

/// Errors before warnings, else in the order of files.
fn sorted(known: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    let of = |severity| known.iter().filter(move |it| it.severity == severity);
    of(Severity::Error).chain(of(Severity::Warning)).chain(of(Severity::Note))
}

fn link(show: &str, find: &str, from: usize) -> String {
    let parts = [("show", show.to_owned()), ("find", encoded(find)), ("from", from.to_string())];
    let kept = parts.iter().filter(|(_, value)| !matches!(value.as_str(), "" | "0" | "all"));
    let query: Vec<_> = kept.map(|(name, value)| format!("{name}={value}")).collect();
    if query.is_empty() { "/__vertebra/".to_owned() } else { format!("/__vertebra/?{}", query.join("&")) }
}

/// For the value of a query.
fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn found(all: usize, from: usize, until: usize) -> String {
    match all {
        0 => "No pages match.".to_owned(),
        all if until - from == all => count(all, "page"),
        all => format!("Pages {} to {until} of {all}", from + 1),
    }
}

fn tally(tally: Tally) -> String {
    match (tally.errors, tally.warnings) {
        (0, 0) => "No problems.".to_owned(),
        (errors, 0) => format!("{}.", count(errors, "error")),
        (0, warnings) => format!("{}, no errors.", count(warnings, "warning")),
        (errors, warnings) => format!("{} and {}.", count(errors, "error"), count(warnings, "warning")),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
