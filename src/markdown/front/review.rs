//! Who reviewed a page, or its translation, and when: the one reader of both fields.

use crate::page::Review;
use vertebra_base::diagnostic;
use vertebra_yaml::NamedValue;

use super::reader::Reader;

/// `reviewed`: any part of it counts.
pub(super) fn reviewed(reader: &mut Reader<'_>) -> Option<Review> {
    const EXAMPLE: &str = "reviewed: {by: name, on: 2026-11-20, every: 12 months}";
    let field = reader.get("reviewed")?;
    parts(reader, field, &["by", "on", "every"], EXAMPLE)
}

/// `translation_reviewed`: a review counts only with a name and a day. One without the other is told, and is none.
pub(super) fn translation_reviewed(reader: &mut Reader<'_>) -> Option<Review> {
    const EXAMPLE: &str = "translation_reviewed: {by: name, on: 2026-11-20}";
    let field = reader.get("translation_reviewed")?;
    let review = parts(reader, field, &["by", "on"], EXAMPLE)?;
    let given = |name: &str| field.node.get(name).is_some_and(|node| !NamedValue { node, ..field }.is_empty());
    if !given("by") || !given("on") {
        let message = "a review needs the key of a person and a date".to_owned();
        reader.error(field, field.key_span, "field-missing", message, EXAMPLE.to_owned());
    }
    (review.by.is_some() && review.on.is_some()).then_some(review)
}

fn parts(reader: &mut Reader<'_>, field: NamedValue<'_>, known: &[&str], example: &str) -> Option<Review> {
    let entries = field.entries(example, reader.out)?;
    let mut review = Review { by: None, on: None, every: None };
    for part in entries.iter().map(|entry| NamedValue::of(entry, field.file)) {
        match part.name {
            "by" => review.by = reader.text_of(part),
            "on" => review.on = reader.date_of(part),
            "every" if known.contains(&"every") => {
                let Some(text) = reader.text_of(part) else { continue };
                review.every = days(&text.value);
                if review.every.is_none() {
                    reader.wrong_kind(part, "a number of days, weeks, months or years", "every: 12 months");
                }
            }
            name => {
                let near = diagnostic::did_you_mean(name, known.iter().copied());
                let message = format!("\"{name}\" is not a known part of \"{}\"", field.name);
                let help = near.unwrap_or_else(|| example.to_owned());
                reader.error(part, part.key_span, "field-unknown", message, help);
            }
        }
    }
    Some(review)
}

/// `12 months`, `1 year`, `180 days`.
fn days(text: &str) -> Option<u32> {
    let (number, unit) = text.split_once(' ')?;
    let number: u32 = number.parse().ok().filter(|number| (1..=10_000).contains(number))?;
    match unit.trim().trim_end_matches('s') {
        "day" => Some(number),
        "week" => Some(number * 7),
        // Twelve months are a year, whatever the months.
        "month" => Some((number * 365).div_ceil(12)),
        "year" => Some(number * 365),
        _ => None,
    }
}
