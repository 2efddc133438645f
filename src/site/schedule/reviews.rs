//! Who reviewed which page, and when that is due again.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::{Hidden, Site, SitePage};
use vertebra_base::path::SourcePath;
use vertebra_markdown as document;
use vertebra_schema::shape::data_keys::data_file;
use vertebra_yaml::YamlNode;

/// A page and its last review.
#[derive(Debug, Clone, PartialEq)]
pub struct LastReview {
    pub page: SourcePath,
    pub title: String,
    /// Who reviewed it; nobody for a page that was never reviewed.
    pub by: Option<Reviewer>,
    pub on: Option<Date>,
    /// The day of the next review; none where no interval is written down.
    pub next: Option<Date>,
    /// It is not the page that waits, but its translation.
    pub translation: bool,
    /// The page is published today.
    pub published: bool,
}

/// A person by the key in the data file of reviewers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reviewer {
    pub key: String,
    /// The key again, where the file has no name for it.
    pub name: String,
}

/// How a review stands on some day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overdue {
    Overdue,
    Within30,
    Within90,
    Later,
    /// Reviewed once; no interval is written down.
    NoDay,
    Never,
    /// A translation waits for its first review, and its page with it.
    Translation,
}

impl LastReview {
    /// How it stands today.
    pub fn stands(&self, today: Date) -> Overdue {
        let within = |days: i64| today.checked_add(days.days()).unwrap_or(today);
        match self.next {
            _ if self.translation => Overdue::Translation,
            _ if self.on.is_none() => Overdue::Never,
            None => Overdue::NoDay,
            Some(next) if next < today => Overdue::Overdue,
            Some(next) if next <= within(30) => Overdue::Within30,
            Some(next) if next <= within(90) => Overdue::Within90,
            Some(_) => Overdue::Later,
        }
    }
}

/// The reviews of all pages that are finished: those that name one, those of types that are to be reviewed, and
/// translations that wait for a person. In the order of the days, then of the paths.
pub fn reviews(site: &Site) -> Vec<LastReview> {
    let mut all: Vec<LastReview> =
        site.pages.iter().filter(|page| is_finished(page)).flat_map(|it| of(site, it)).collect();
    all.sort_by(|a, b| (a.next.is_none(), a.next, &a.page).cmp(&(b.next.is_none(), b.next, &b.page)));
    all
}

/// A draft is reviewed when it is finished, a page that is gone never again.
fn is_finished(page: &SitePage) -> bool {
    !matches!(page.hidden, Some(Hidden::Draft | Hidden::Expired(_)))
}

fn of(site: &Site, page: &SitePage) -> Vec<LastReview> {
    let front = &page.page.front;
    let bare = || LastReview {
        page: page.page.source.clone(),
        title: front.title.value.clone(),
        by: None,
        on: None,
        next: None,
        translation: false,
        published: page.is_published(),
    };
    let mut all = Vec::new();
    if page.translation.as_ref().is_some_and(|translation| translation.unreviewed) {
        all.push(LastReview { translation: true, ..bare() });
    }
    let is_asked_for = site.theme.asks_for_review(&front.kind.value);
    match &front.reviewed {
        Some(review) => all.push(LastReview { by: by(site, review), on: on(review), next: next(review), ..bare() }),
        // Such a translation is reviewed as a translation, and what it says with its source.
        None if is_asked_for && page.translation.is_none() && page.page.source.file_name() != "404.md" => {
            all.push(bare())
        }
        None => {}
    }
    all
}

fn by(site: &Site, review: &document::Review) -> Option<Reviewer> {
    let key = review.by.as_ref()?.value.clone();
    let person = site.data.get(data_file("reviewed.by")).and_then(|people| people.get(&key));
    let name = person.and_then(|person| person.get("name")).and_then(YamlNode::as_text).unwrap_or(&key).to_owned();
    Some(Reviewer { key, name })
}

fn on(review: &document::Review) -> Option<Date> {
    review.on.as_ref().map(|on| on.value.day())
}

fn next(review: &document::Review) -> Option<Date> {
    on(review)?.checked_add(i64::from(review.every?).days()).ok()
}
