//! The address book of a site as a file: what it is called, and which part of it is a record of what was published. Reads
//! no address.

use std::ops::Range;

/// Where the address book of every site stands.
pub const FILE: &str = "content/addresses.yaml";

/// Where the lines below `published:` stand; none where there is no such key.
pub fn published(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    let mut begins = None;
    for line in text.split_inclusive('\n') {
        let outside = line.starts_with(|c: char| !c.is_whitespace() && c != '#');
        match begins {
            None if outside && line.trim_end() == "published:" => begins = Some(at + line.len()),
            Some(begins) if outside => return Some(begins..at),
            _ => {}
        }
        at += line.len();
    }
    begins.map(|begins| begins..text.len())
}
