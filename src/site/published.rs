//! The pages with their addresses, parted into those that are published today and the others.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Unit, Zoned};

use super::hidden::{Hidden, Unpublished};
use super::review;
use super::translated::Translation;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_markdown::Page;
use vertebra_schema::config::Lang;

/// A page with its address, and why it is not published, if it is not.
pub struct Placed {
    pub page: Arc<Page>,
    pub url: UrlPath,
    pub lang: Lang,
    /// The file that it would be in the first language; none for its own.
    pub base: Option<SourcePath>,
    pub translation: Option<Box<Translation>>,
    pub hidden: Option<Hidden>,
}

impl Placed {
    /// What is told of the page, if it is not published.
    pub fn unpublished(&self) -> Option<Unpublished> {
        let hidden = self.hidden.clone()?;
        let (source, title) = (self.page.source.clone(), self.page.front.title.value.clone());
        let translation = self.translation.clone();
        Some(Unpublished { source, title, url: self.url.clone(), hidden, translation })
    }
}

/// Between which moments the same files give the same site: the last one up to now and the first one after it at which
/// a page appears, disappears, may have been reviewed or is to be reviewed again.
pub fn span(pages: &[Arc<Page>], grace: u32, now: &Zoned) -> (Option<Zoned>, Option<Zoned>) {
    let moments = || {
        let of_page = |page: &Page| {
            let front = &page.front;
            let reviewed = front.reviewed.as_ref().and_then(|review| review.on.clone());
            let translated = front.translated.as_ref().and_then(|it| it.reviewed.as_ref()?.on.clone());
            let own = [&front.publish_at, &front.date, &front.updated, &front.expires].map(Clone::clone);
            let days = own.into_iter().chain([reviewed, translated]);
            days.flatten().map(|moment| moment.value.zoned).chain(review::turns(page, grace, now))
        };
        pages.iter().flat_map(move |page| of_page(page))
    };
    (moments().filter(|at| at <= now).max(), moments().filter(|at| at > now).min())
}

/// Parts the pages into those that are published now and those that are not.
pub fn split(pages: Vec<Placed>, now: &Zoned, out: &mut Vec<Diagnostic>) -> (Vec<Placed>, Vec<Placed>) {
    let (mut published, mut others) = (Vec::with_capacity(pages.len()), Vec::new());
    for placed in pages {
        warn_of_future(&placed.page, now, out);
        if matches!(placed.hidden, None | Some(Hidden::Stale(_))) {
            out.extend(placed.translation.as_ref().and_then(|translation| translation.warning(&placed.page)));
        }
        let list = if placed.hidden.is_none() { &mut published } else { &mut others };
        list.push(placed);
    }
    (published, others)
}

/// A date ahead hides a page, which is seldom meant when there is a field for that purpose.
fn warn_of_future(page: &Page, now: &Zoned, out: &mut Vec<Diagnostic>) {
    let front = &page.front;
    let Some(date) = front.date.as_ref().filter(|date| date.value.zoned > *now && front.publish_at.is_none()) else {
        return;
    };
    let zone = now.time_zone().iana_name().unwrap_or("UTC");
    let today = now.date();
    let day = date.value.day();
    let same_year = day.with().year(today.year()).build().ok().filter(|day| *day <= today);
    let slip = match same_year {
        Some(day) => format!("if the year is a typo, write {day}"),
        None => format!("if the date is a typo, write {today}"),
    };
    let help = format!("{slip}\nto schedule it, use publish_at: {day}");
    let note = format!("dates use the site's time zone, {zone}; today is {today}");
    let message = format!("this is {}, so the page will not be published yet", ahead(today, day));
    out.push(Diagnostic::warning("date-future", &page.source, date.span, message).with_help(help).with_note(note));
}

/// How far a day is ahead: `one year ahead`, `more than 2 months ahead`, `3 days ahead`.
fn ahead(today: Date, day: Date) -> String {
    let Ok(way) = today.until((Unit::Year, day)) else { return "still ahead".to_owned() };
    let (years, months, days) = (way.get_years().into(), way.get_months(), way.get_days());
    let (number, unit, rest) = match (years, months, days) {
        (0, 0, 0) => return "later today".to_owned(),
        (0, 0, days) => (days, "day", false),
        (0, months, days) => (months, "month", days > 0),
        (years, months, days) => (years, "year", months > 0 || days > 0),
    };
    let more = if rest { "more than " } else { "" };
    match number {
        1 => format!("{more}one {unit} ahead"),
        _ => format!("{more}{number} {unit}s ahead"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_a_day_is_ahead() {
        let from_today = |day: &str| ahead("2026-11-20".parse().unwrap(), day.parse().unwrap());
        assert_eq!(from_today("2026-11-20"), "later today");
        assert_eq!(from_today("2026-11-21"), "one day ahead");
        assert_eq!(from_today("2026-12-20"), "one month ahead");
        assert_eq!(from_today("2027-01-21"), "more than 2 months ahead");
        assert_eq!(from_today("2027-11-20"), "one year ahead");
        assert_eq!(from_today("2028-12-01"), "more than 2 years ahead");
    }
}
