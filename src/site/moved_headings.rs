//! Published ids that another heading has now: of two equal headings one was put in before the other, or taken out, and
//! the ids that they get from their words have moved on by one. Links to them would lead to other words, silently.
//!
//! The address book keeps a short mark of what stood below each heading; a heading whose text stands under another id
//! now has moved. One that was edited at the same time is not known again.

use std::collections::{BTreeMap, BTreeSet};

use super::site::Site;
use crate::addresses::PublishedAddress;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::UrlPath;
use vertebra_html::{HtmlToken, Positions, tokenize};
use vertebra_markdown::{Body, Filling, Page};

/// A heading that readers know by another id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedHeading {
    /// The id under which it was published.
    pub old: String,
    /// Its place among the headings of its page.
    pub at: usize,
}

impl Site {
    /// The headings of a page that stands at an address which have another id than they were published with, and no editor
    /// has given the old one up.
    pub fn moved_headings(&self, page: &Page, url: &UrlPath) -> Vec<MovedHeading> {
        let records = self.published_headings(page, url);
        // Only ids of one stem change places; most pages have none, and their texts are not looked at.
        let mut stems: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let ids = page.headings.iter().map(|heading| heading.id.as_str());
        let published = records.iter().flat_map(|(_, record)| record.headings.iter().map(String::as_str));
        ids.chain(published).for_each(|id| _ = stems.entry(stem(id)).or_default().insert(id));
        let alike: BTreeSet<&str> = stems.iter().filter(|(_, ids)| ids.len() > 1).map(|(stem, _)| *stem).collect();
        let known: Vec<(&str, &str)> = records.iter().rev().flat_map(|(_, record)| marks_of(record)).collect();
        if !known.iter().any(|(old, _)| alike.contains(stem(old))) {
            return Vec::new();
        }
        let published: BTreeMap<&str, &str> = known.into_iter().collect();
        let now = part_marks(page);
        let is_given_up = |id: &str| {
            let is_here = |from: &UrlPath| from == url || records.iter().any(|(url, _)| url == from);
            let mut gone = self.book.gone.iter();
            gone.any(|gone| gone.fragment.as_deref() == Some(id) && is_here(&gone.from.value))
        };
        let holds = |id: &str, mark: &str| now.get(id).is_some_and(|now| now == mark);
        let mut moved = Vec::new();
        for (old, mark) in &published {
            if holds(old, mark) || is_given_up(old) {
                continue;
            }
            let is_it = |id: &str| {
                let is_its_own = published.get(id).is_some_and(|own| holds(id, own));
                id != *old && stem(id) == stem(old) && holds(id, mark) && !is_its_own
            };
            if let Some(at) = page.headings.iter().position(|heading| is_it(&heading.id)) {
                moved.push(MovedHeading { old: (*old).to_owned(), at });
            }
        }
        moved.sort_by_key(|moved| moved.at);
        moved
    }

    /// Writes down what stands below the headings of a page, as far as no id has moved: that is told until it is answered.
    pub fn record_parts(&self, page: &Page, url: &UrlPath, record: &mut PublishedAddress) {
        let moved = self.moved_headings(page, url);
        let is_open = |id: &str| {
            moved.iter().any(|moved| moved.old == id || page.headings.get(moved.at).is_some_and(|it| it.id == id))
        };
        for (id, mark) in part_marks(page).into_iter().filter(|(id, _)| !is_open(id)) {
            record.parts.insert(id, mark);
        }
    }
}

/// The marks of the headings that a record has.
fn marks_of(record: &PublishedAddress) -> impl Iterator<Item = (&str, &str)> {
    let of = |id: &String| record.parts.get_key_value(id).map(|(id, mark)| (id.as_str(), mark.as_str()));
    record.headings.iter().filter_map(of)
}

/// An id without the number that equal ones get: `costs` for `costs-2`.
fn stem(id: &str) -> &str {
    match id.rsplit_once('-') {
        Some((stem, number)) if !stem.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => id,
    }
}

/// A mark of the text from each heading to the next one, by the ids. Only compared within one page: four letters are enough.
fn part_marks(page: &Page) -> BTreeMap<String, String> {
    let mut parts = Vec::new();
    add(&page.body, &mut parts);
    let mark = |text: String| {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Fingerprint::of_bytes(words.as_bytes()).to_string().chars().take(PublishedAddress::PART).collect()
    };
    parts.into_iter().map(|(id, text)| (id, mark(text))).collect()
}

/// Adds the texts of a body, each below the heading above it.
fn add(body: &Body, parts: &mut Vec<(String, String)>) {
    let mut holes = body.holes.iter().peekable();
    tokenize(&body.html, Positions::Wanted, |seen, place| {
        while let Some(hole) = holes.next_if(|hole| hole.at <= place.start) {
            add_hole(&hole.filling, parts);
        }
        match seen {
            HtmlToken::Start(tag) if matches!(tag.name.as_bytes(), [b'h', b'1'..=b'6']) => {
                let id = tag.attrs.iter().find(|attribute| &*attribute.name.local == "id");
                parts.extend(id.map(|id| (id.value.to_string(), String::new())));
            }
            HtmlToken::Text(text) => parts.last_mut().into_iter().for_each(|(_, own)| own.push_str(text)),
            _ => parts.last_mut().into_iter().for_each(|(_, own)| own.push(' ')),
        }
    });
    holes.for_each(|hole| add_hole(&hole.filling, parts));
}

fn add_hole(filling: &Filling, parts: &mut Vec<(String, String)>) {
    let Filling::Directive(directive) = filling else { return };
    let words = directive.heading.iter().chain(directive.arguments.iter().map(|argument| &argument.value));
    let words: String = words.map(|word| format!(" {word} ")).collect();
    parts.last_mut().into_iter().for_each(|(_, own)| own.push_str(&words));
    directive.body.iter().for_each(|body| add(body, parts));
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn numbers_of_equal_headings_are_left_out() {
        for (id, expected) in
            [("costs", "costs"), ("costs-2", "costs"), ("costs-2-2", "costs-2"), ("-2", "-2"), ("b-x", "b-x")]
        {
            assert_eq!(stem(id), expected);
        }
    }
}
