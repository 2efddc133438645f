//! Which pages are published today, and why the others are not.

use std::collections::BTreeMap;

use jiff::Zoned;

use super::address::is_index;
use crate::diagnostic::Diagnostic;
use crate::document::Page;
use crate::path::{SourcePath, UrlPath};

/// A page that is not published today.
#[derive(Debug, Clone)]
pub struct Unpublished {
    pub source: SourcePath,
    pub title: String,
    /// Where it would be.
    pub url: UrlPath,
    pub hidden: Hidden,
}

/// Why a page is not published.
#[derive(Debug, Clone, PartialEq)]
pub enum Hidden {
    Draft,
    Scheduled(Zoned),
    Expired(Zoned),
    /// The `index.md` of a folder above it is hidden, and so is all that the folder holds.
    Section(SourcePath),
}

impl Hidden {
    /// The reason in words.
    pub fn reason(&self) -> String {
        let when = |at: &Zoned| match (at.hour(), at.minute()) {
            (0, 0) => at.date().to_string(),
            (hour, minute) => format!("{} at {hour:02}:{minute:02}", at.date()),
        };
        match self {
            Hidden::Draft => "draft".to_owned(),
            Hidden::Scheduled(at) => format!("scheduled for {}", when(at)),
            Hidden::Expired(at) => format!("expired on {}", when(at)),
            Hidden::Section(index) => format!("hidden with its section by {index}"),
        }
    }
}

/// The first moment from now on at which a page appears, disappears or becomes possible to have been reviewed.
pub fn next_change(pages: &[Page], now: &Zoned) -> Option<Zoned> {
    let moments = pages.iter().flat_map(|page| {
        let front = &page.front;
        let reviewed = front.reviewed.as_ref().and_then(|review| review.on.as_ref());
        [front.publish_at.as_ref(), front.date.as_ref(), front.expires.as_ref(), reviewed].into_iter().flatten()
    });
    moments.map(|moment| &moment.value.zoned).filter(|at| *at > now).min().cloned()
}

/// Parts the pages into those that are published now and those that are not.
pub fn split(
    pages: Vec<Page>,
    urls: Vec<UrlPath>,
    now: &Zoned,
    drafts: bool,
    out: &mut Vec<Diagnostic>,
) -> (Vec<(Page, UrlPath)>, Vec<Unpublished>) {
    let mut hidden_folders: BTreeMap<String, SourcePath> = BTreeMap::new();
    for page in pages.iter().filter(|page| is_index(&page.source)) {
        if hidden_by_itself(page, now, drafts).is_some() {
            hidden_folders.insert(format!("{}/", page.source.folder()), page.source.clone());
        }
    }
    let (mut shown, mut unpublished) = (Vec::with_capacity(pages.len()), Vec::new());
    for (page, url) in pages.into_iter().zip(urls) {
        warn_of_future(&page, now, out);
        let above = || hidden_folders.iter().find(|(folder, _)| page.source.as_str().starts_with(folder.as_str()));
        let hidden =
            hidden_by_itself(&page, now, drafts).or_else(|| above().map(|(_, index)| Hidden::Section(index.clone())));
        match hidden {
            None => shown.push((page, url)),
            Some(hidden) => {
                let title = page.front.title.value;
                unpublished.push(Unpublished { source: page.source, title, url, hidden });
            }
        }
    }
    (shown, unpublished)
}

fn hidden_by_itself(page: &Page, now: &Zoned, drafts: bool) -> Option<Hidden> {
    let front = &page.front;
    if front.draft && !drafts {
        return Some(Hidden::Draft);
    }
    if let Some(at) = front.publish_at.as_ref().or(front.date.as_ref()).filter(|at| at.value.zoned > *now) {
        return Some(Hidden::Scheduled(at.value.zoned.clone()));
    }
    let expires = front.expires.as_ref().filter(|at| at.value.zoned <= *now)?;
    Some(Hidden::Expired(expires.value.zoned.clone()))
}

/// A date ahead hides a page, which is seldom meant when there is a field for that purpose.
fn warn_of_future(page: &Page, now: &Zoned, out: &mut Vec<Diagnostic>) {
    let front = &page.front;
    let Some(date) = front.date.as_ref().filter(|date| date.value.zoned > *now && front.publish_at.is_none()) else {
        return;
    };
    let zone = now.time_zone().iana_name().unwrap_or("UTC");
    let today = now.date();
    let help = format!(
        "if the date is a slip, write {today}\nto schedule it on purpose, use publish_at: {}",
        date.value.day()
    );
    let note = format!("dates use the site time zone, {zone}; today is {today}");
    let message = "this day is still ahead, so the page will not be published yet";
    out.push(Diagnostic::warning("date-future", &page.source, date.span, message).with_help(help).with_note(note));
}
