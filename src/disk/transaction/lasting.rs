//! The part of a file that no undo takes back: the addresses in the address book that were published. They are a record of
//! what is online, and undo puts nothing offline.

use super::note::print;
use vertebra_schema::address_book::{FILE, published};

/// The fingerprint of what undo takes back of a file; none where that is all of it.
pub fn part(path: &str, bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok().filter(|_| path == FILE)?;
    let (before, _, behind) = parts(text);
    Some(print(format!("{}\n{}", before.trim_end(), behind.trim_end()).as_bytes()))
}

/// What a file says once a change of it is taken back: what stood there before, with the record of today. None for a file
/// that was not there before, and records nothing.
pub fn taken_back(path: &str, before: Option<Vec<u8>>, now: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(now).ok().filter(|_| path == FILE);
    let Some((above, lines, _)) = text.map(parts).filter(|(_, lines, _)| !lines.is_empty()) else { return before };
    let old = before.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok());
    let (above, behind) = match old.map(parts) {
        Some((above, _, behind)) => (above.to_owned(), behind),
        // The file as it is when it is new: without the lines of editors.
        None => (above.split_inclusive('\n').filter(|line| !line.starts_with("  ")).collect(), ""),
    };
    let line_end = vertebra_base::span::line_ending(&above);
    let gap = if above.ends_with('\n') || above.is_empty() { "" } else { line_end };
    Some(format!("{above}{gap}published:{line_end}{lines}{behind}").into_bytes())
}

/// What stands above the line `published:`, the lines below it, and what comes after them.
fn parts(text: &str) -> (&str, &str, &str) {
    let Some(lines) = published(text) else { return (text, "", "") };
    let key = text[..lines.start].rfind("published:").unwrap_or(lines.start);
    (&text[..key], &text[lines.clone()], &text[lines.end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(before: Option<&str>, now: &str) -> Option<String> {
        let bytes = taken_back(FILE, before.map(|text| text.as_bytes().to_vec()), now.as_bytes())?;
        Some(String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn what_was_published_stays_and_what_editors_wrote_goes_back() {
        let online = "published:\n  /a/: {since: 2026-01-01}\n";
        let (old, new) = (format!("gone:\n\n{online}"), format!("gone:\n  /b/: 2026-01-02\n\n{online}  /c/: {{}}\n"));
        assert_eq!(back(Some(&old), &new), Some(format!("gone:\n\n{online}  /c/: {{}}\n")));
        assert_eq!(back(None, &new), Some(format!("gone:\n\n{online}  /c/: {{}}\n")));
        assert_eq!(back(Some("gone:\n"), &new), Some(format!("gone:\n{online}  /c/: {{}}\n")));
        assert_eq!(back(None, "gone:\n  /b/: 2026-01-02\n\npublished:\n"), None);
        assert_eq!(taken_back("content/a.md", None, new.as_bytes()), None);
        assert_eq!(part(FILE, new.as_bytes()), part(FILE, new.replace("  /c/: {}\n", "").as_bytes()));
        assert_eq!(part(FILE, b"gone:\n"), part(FILE, b"gone:\n\npublished:\n  /a/: {}\n"));
        assert_ne!(part(FILE, new.as_bytes()), part(FILE, old.as_bytes()));
        assert_eq!(part("content/a.md", b"published:\n"), None);
    }
}
