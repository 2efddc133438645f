//! Changes to the text of the address book: what was published is added, what an editor gives up or lets lead on. Whatever
//! else stands in the file stays as it is, letter for letter.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::lines::{PublishedAddress, plain, written};
use vertebra_base::link::page_address;
use vertebra_base::path::UrlPath;
use vertebra_schema::address_book::published;

/// What is to be put into the address book.
#[derive(Debug, Clone, Default)]
pub struct AddressBookChange {
    /// All that was ever published, in place of the lines that are there.
    pub published: Option<BTreeMap<UrlPath, PublishedAddress>>,
    pub gone: Vec<(UrlPath, Date)>,
    /// Headings that are gone: their pages and their ids.
    pub gone_headings: Vec<(UrlPath, String, Date)>,
    /// Old addresses, and where they lead now.
    pub redirects: Vec<(UrlPath, String)>,
    /// Addresses that are published again: what editors wrote of them is taken out.
    pub dropped: Vec<UrlPath>,
}

const HEAD: &str = "\
# Every address that this site has ever published, so that none is lost. Keep this file with the site.
# If a page is gone for good, add its address and the date below \"gone:\"      /old-page/: 2026-11-20
# If another page replaces it, add both addresses below \"redirects:\"          /old-page/: /new-page/
# The part below \"published:\" is written by: vertebra publish
";

const PARTS: &str = "\ngone:\n\nredirects:\n\npublished:\n";

/// The text with a change made; `text` is empty where there is no address book yet. None when a part of it is written in a
/// form that cannot be added to.
pub fn change(text: &str, change: &AddressBookChange) -> Option<String> {
    let mut text = if text.trim().is_empty() { format!("{HEAD}{PARTS}") } else { text.to_owned() };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let ending = vertebra_base::span::line_ending(&text);
    if !change.dropped.is_empty() {
        text = drop_lines(&text, &change.dropped);
    }
    let pages = change.gone.iter().map(|(from, on)| (from.to_string(), on));
    let headings = change.gone_headings.iter().map(|(from, id, on)| (format!("{from}#{id}"), on));
    for (from, on) in pages.chain(headings) {
        text = add(&text, "gone", &format!("  {}: {on}{ending}", plain(&from)), ending)?;
    }
    for (from, to) in &change.redirects {
        text = add(&text, "redirects", &format!("  {}: {}{ending}", plain(from.as_str()), plain(to)), ending)?;
    }
    let Some(records) = &change.published else { return Some(text) };
    let lines: String = records.iter().map(|(url, record)| written(url, record).replace('\n', ending)).collect();
    Some(match published(&text) {
        Some(place) => format!("{}{lines}{}", &text[..place.start], &text[place.end..]),
        None if text.lines().any(|line| line.starts_with("published:")) => return None,
        None => format!("{text}{ending}published:{ending}{lines}"),
    })
}

/// The text without what editors wrote of some addresses.
fn drop_lines(text: &str, dropped: &[UrlPath]) -> String {
    let end = published(text).map_or(text.len(), |place| place.start);
    let is_dropped = |line: &&str| {
        let address =
            line.strip_prefix("  ").and_then(|line| line.split_once(": ")).map(|(key, _)| key.trim_matches('"'));
        address.and_then(page_address).is_some_and(|url| dropped.contains(&url))
    };
    let kept: String = text[..end].split_inclusive('\n').filter(|line| !is_dropped(line)).collect();
    kept + &text[end..]
}

/// Puts a line into a part of the file, before the first one that is greater.
fn add(text: &str, part: &str, line: &str, ending: &str) -> Option<String> {
    let mut at = 0;
    let mut inside = false;
    let mut place = None;
    let mut before_published = None;
    for own in text.split_inclusive('\n') {
        let bare = own.trim_end();
        let outside = own.starts_with(|c: char| !c.is_whitespace() && c != '#');
        if inside && outside {
            break;
        }
        if bare == format!("{part}:") {
            (inside, place) = (true, Some(at + own.len()));
        } else if bare.starts_with(&format!("{part}:")) {
            // `gone: {…}`: in one line with its entries.
            return None;
        } else if inside && own.starts_with("  /") {
            if own > line {
                break;
            }
            place = Some(at + own.len());
        }
        if bare == "published:" {
            before_published = Some(at);
        }
        at += own.len();
    }
    let (at, line) = match place {
        Some(place) => (place, line.to_owned()),
        None => match before_published {
            Some(at) => (at, format!("{part}:{ending}{line}{ending}")),
            None => (text.len(), format!("{ending}{part}:{ending}{line}")),
        },
    };
    Some(format!("{}{line}{}", &text[..at], &text[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> UrlPath {
        UrlPath::new(text).unwrap()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_new_book_says_what_it_is_and_grows_in_order() {
        let published = BTreeMap::from([(url("/b/"), PublishedAddress::new(day("2026-01-02")))]);
        let first =
            change("", &AddressBookChange { published: Some(published), ..AddressBookChange::default() }).unwrap();
        assert_eq!(first, format!("{HEAD}\ngone:\n\nredirects:\n\npublished:\n  /b/: {{since: 2026-01-02}}\n"));
        let more = AddressBookChange {
            gone: vec![(url("/x/"), day("2026-02-01")), (url("/c/"), day("2026-02-02"))],
            redirects: vec![(url("/d/"), "/b/".to_owned())],
            ..AddressBookChange::default()
        };
        let second = change(&first, &more).unwrap();
        let expected = "gone:\n  /c/: 2026-02-02\n  /x/: 2026-02-01\n\nredirects:\n  /d/: /b/\n\npublished:\n  /b/: {since: 2026-01-02}\n";
        assert_eq!(second, format!("{HEAD}\n{expected}"));
    }

    #[test]
    fn the_words_of_editors_stay() {
        let text = "# ours\r\ngone:\r\n  # a leaflet\r\n  /m/: 2026-01-01\r\nredirects: {}\r\npublished:\r\n  /old/: {since: 2025-01-01}\r\n";
        let more = AddressBookChange {
            gone: vec![(url("/n/"), day("2026-02-01"))],
            published: Some(BTreeMap::new()),
            ..AddressBookChange::default()
        };
        let expected = "# ours\r\ngone:\r\n  # a leaflet\r\n  /m/: 2026-01-01\r\n  /n/: 2026-02-01\r\nredirects: {}\r\npublished:\r\n";
        assert_eq!(change(text, &more).as_deref(), Some(expected));
        let refused =
            AddressBookChange { redirects: vec![(url("/n/"), "/b/".to_owned())], ..AddressBookChange::default() };
        assert_eq!(change(text, &refused), None);
    }
}
