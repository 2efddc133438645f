//! Texts of fields, data and settings that a theme may put into a link: those that would run there. Says nothing of
//! texts that only look alike: `JavaScript: a history` is a title.

use super::parse::{AddressKind, Link};

/// What is wrong with an address that would run, and what to do: in the same words wherever it stands.
pub const UNSAFE: (&str, &str) = (
    "a link cannot contain a script or data",
    "link to a web page, a file of this site, or an address that starts with mailto: or tel:",
);

/// Whether a text, used as an address, would run a program or show a page of its own. Prose is let through: white space
/// behind the colon, and nothing in the text that a program could do without.
pub fn is_unsafe_text(text: &str) -> bool {
    // Nearly no text has a colon, and no address that runs is without one.
    if !text.contains(':') {
        return false;
    }
    let kind = Link::parse(text).kind;
    if !matches!(kind, AddressKind::Script | AddressKind::Data) {
        return false;
    }
    let Some((_, rest)) = text.split_once(':') else { return false };
    let is_prose = rest.starts_with([' ', '\u{a0}']);
    // A call, an assignment, a template: what does nothing of this is only read. Browsers decode what stands behind
    // `javascript:` before they run it. Source: the HTML standard, "the javascript: URL special case".
    let run = percent_encoding::percent_decode_str(rest).decode_utf8_lossy();
    !is_prose || kind == AddressKind::Script && run.contains(['(', '=', '`', '['])
}
