//! The list of reviews: overdue ones first, then those to come, then pages that nobody has ever reviewed.

use jiff::civil::Date;
use serde_json::json;

use crate::arguments::{ListFormat, ReviewArguments, SiteArguments};
use crate::clock::StepClock;
use crate::common;
use crate::failure::{Exit, Failure};
use crate::summary::table;
use crate::terminal::Terminal;
use vertebra_engine::Build;
use vertebra_report::{Paint, Painter};
use vertebra_schema::shape::data_keys::data_file;
use vertebra_site::schedule::{LastReview, Overdue, reviews};

const GROUPS: [(Overdue, &str); 7] = [
    (Overdue::Overdue, "Overdue"),
    (Overdue::Within30, "In the next 30 days"),
    (Overdue::Within90, "In the next 90 days"),
    (Overdue::Later, "Later"),
    (Overdue::NoDay, "Reviewed, no next review planned"),
    (Overdue::Never, "Never reviewed"),
    (Overdue::Translation, "Translations awaiting review"),
];

/// Prints who is to look at which page, and when.
pub fn run(site: &SiteArguments, asked: &ReviewArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let build = common::open(site, &common::all_pages(&asked.day), &mut StepClock::start())?;
    let today = build.site().now.date();
    let mut all = reviews(build.site());
    if let Some(by) = &asked.by {
        known(&build, by)?;
        all.retain(|review| review.by.as_ref().is_some_and(|it| it.key == *by));
    }
    match asked.format {
        ListFormat::Json => terminal.result(&as_json(&all, today)),
        ListFormat::Text => terminal.result(&as_text(&all, today, terminal.result_painter())),
    }
    Ok(Exit::Fine)
}

/// Refuses the key of nobody.
pub fn known(build: &Build, key: &str) -> Result<(), Failure> {
    let file = data_file("reviewed.by");
    let people = build.site().data.get(file).and_then(|people| people.as_map()).unwrap_or_default();
    if people.iter().any(|entry| entry.key == key) {
        return Ok(());
    }
    let names = people.iter().map(|entry| entry.key.as_str());
    let help = vertebra_base::diagnostic::did_you_mean(key, names.clone()).unwrap_or_else(|| match people {
        [] => format!("add the person to content/data/{file} first:\n{key}: {{name: First and last name}}"),
        _ => format!("its keys are: {}", names.collect::<Vec<_>>().join(", ")),
    });
    Err(Failure::Usage { message: format!("\"{key}\" is not in content/data/{file}"), help })
}

fn as_text(all: &[LastReview], today: Date, painter: Painter) -> String {
    let mut text = String::new();
    for (group, title) in GROUPS {
        let rows: Vec<(&str, String)> = all
            .iter()
            .filter(|review| review.stands(today) == group)
            .map(|review| (short(review.page.as_str()), about(review, today)))
            .collect();
        if !rows.is_empty() {
            text.push_str(&format!("{} ({})\n{}\n", painter.paint(Paint::Strong, title), rows.len(), table(&rows)));
        }
    }
    let by_person = people(all, today);
    if !by_person.is_empty() {
        text.push_str(&format!("{}\n{}\n", painter.paint(Paint::Strong, "By person"), table(&by_person)));
    }
    if text.is_empty() {
        return "No reviews are due, and none are recorded.\n".to_owned();
    }
    text.push_str("To record a review, run: vertebra review PAGE --by KEY\n");
    text
}

/// The path without the folder that all pages have in common.
fn short(path: &str) -> &str {
    path.strip_prefix("content/").unwrap_or(path)
}

fn about(review: &LastReview, today: Date) -> String {
    let mut parts = Vec::new();
    if let Some(next) = review.next {
        parts.push(format!("{next}, {}", away(next, today)));
    }
    match (&review.by, review.on) {
        (Some(by), Some(on)) => parts.push(format!("last reviewed by {} ({}) on {on}", by.name, by.key)),
        (None, Some(on)) => parts.push(format!("last reviewed on {on}")),
        (Some(by), None) => parts.push(format!("reviewed by {} ({}), no date", by.name, by.key)),
        (None, None) => parts.push(review.title.clone()),
    }
    if !review.published && !review.translation {
        parts.push("not published today".to_owned());
    }
    parts.join("; ")
}

/// How far a day is: `203 days ago`, `today`, `in 12 days`.
pub fn away(day: Date, today: Date) -> String {
    match today.until(day).map_or(0, |span| span.get_days()) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days < 0 => format!("{} days ago", -days),
        days => format!("in {days} days"),
    }
}

/// What each person has before them.
fn people(all: &[LastReview], today: Date) -> Vec<(String, String)> {
    let mut people: Vec<_> = all.iter().filter_map(|review| review.by.clone()).collect();
    people.sort();
    people.dedup();
    let of = |person: &vertebra_site::schedule::Reviewer| {
        let number = |group| {
            let own = |review: &&LastReview| review.by.as_ref() == Some(person) && review.stands(today) == group;
            all.iter().filter(own).count()
        };
        let soon = number(Overdue::Within30) + number(Overdue::Within90);
        let overdue = number(Overdue::Overdue);
        let text = format!("{overdue} overdue, {soon} in the next 90 days");
        (format!("{} ({})", person.name, person.key), text)
    };
    people.iter().map(of).collect()
}

fn as_json(all: &[LastReview], today: Date) -> String {
    let word = |review: &LastReview| match review.stands(today) {
        Overdue::Overdue => "overdue",
        Overdue::Within30 => "in-30-days",
        Overdue::Within90 => "in-90-days",
        Overdue::Later => "later",
        Overdue::NoDay => "no-day",
        Overdue::Never => "never",
        Overdue::Translation => "translation",
    };
    let of = |review: &LastReview| {
        json!({
            "page": review.page.as_str(),
            "title": review.title,
            "stands": word(review),
            "by": review.by.as_ref().map(|by| &by.key),
            "name": review.by.as_ref().map(|by| &by.name),
            "on": review.on.map(|day| day.to_string()),
            "next": review.next.map(|day| day.to_string()),
            "published": review.published,
        })
    };
    let list = json!({ "today": today.to_string(), "reviews": all.iter().map(of).collect::<Vec<_>>() });
    serde_json::to_string_pretty(&list).map(|text| text + "\n").unwrap_or_default()
}
