//! Cloudflare Pages: `_headers` and `_redirects`. Source: developers.cloudflare.com/pages/configuration: "Redirects",
//! "Headers", "Serving Pages"; and the limits there.
//!
//! A redirect wins over a file, the status is 302 where none is written, and paths are compared letter by letter: an old
//! address needs a rule with and one without the slash. Queries go along by themselves.

use super::model::{Model, RedirectRule, forms};
use super::netlify;
use super::pattern::HeaderRule;
use super::text::{HEAD, as_sent};

/// Redirects that name one address each.
pub const STATIC: usize = 2_000;
/// Characters of a redirect.
pub const RULE: usize = 1_000;
/// Rules in `_headers`.
pub const HEADER_RULES: usize = 100;
/// Characters of a line in `_headers`.
pub const LINE: usize = 2_000;

/// `_redirects`. Addresses with a slash come first, so that those that count most are the first to fit.
pub fn redirects(model: &Model) -> String {
    let mut text = format!("# {HEAD}\n");
    let both = fits_twice(model);
    let line = |from: &str, moved: &RedirectRule| format!("{} {} {}\n", as_sent(from), moved.woven(""), moved.status);
    let written = || model.moved.iter().filter(|moved| !is_pattern(&moved.from));
    written().for_each(|moved| text += &line(&moved.from, moved));
    if both {
        for moved in written() {
            forms(&moved.from).iter().skip(1).for_each(|from| text += &line(from, moved));
        }
    }
    text
}

/// Whether a path would be read as one that stands for many.
pub fn is_pattern(path: &str) -> bool {
    let names = path.match_indices(':').any(|(at, _)| path[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
    path.contains('*') || names
}

/// Whether there is room for the old addresses without their slashes, too.
pub fn fits_twice(model: &Model) -> bool {
    model.moved.iter().map(|moved| forms(&moved.from).len()).sum::<usize>() <= STATIC
}

/// `_headers`. Pages that ask to be left out of lists say so themselves, in their head: their rules are left out when
/// there is no room for all of them.
pub fn headers(model: &Model) -> String {
    let text = netlify::headers(model);
    if count(&text) <= HEADER_RULES {
        return text;
    }
    let asks =
        |own: &HeaderRule| matches!(&own.headers[..], [(name, value)] if name == "X-Robots-Tag" && value == "noindex");
    let own = model.own.iter().filter(|own| !asks(own)).cloned().collect();
    netlify::headers(&Model { own, ..model.clone() })
}

/// The rules in a text of headers.
pub fn count(text: &str) -> usize {
    text.lines().filter(|line| line.starts_with('/')).count()
}
