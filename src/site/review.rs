//! When a page is to be reviewed again.

use jiff::civil::Date;
use jiff::{ToSpan, Zoned};

use vertebra_markdown::Page;

/// The day on which a page is to be reviewed again.
pub fn due(page: &Page) -> Option<Date> {
    let review = page.front.reviewed.as_ref()?;
    let last = review.on.as_ref()?.value.day();
    last.checked_add(i64::from(review.every?).days()).ok()
}

/// The moments at which something else is said about the review of a page.
pub fn turns(page: &Page, grace: u32, now: &Zoned) -> impl Iterator<Item = Zoned> + use<> {
    let due = due(page);
    let zone = now.time_zone().clone();
    [1, i64::from(grace) + 1]
        .into_iter()
        .filter_map(move |days| due?.checked_add(days.days()).ok()?.to_zoned(zone.clone()).ok())
}
