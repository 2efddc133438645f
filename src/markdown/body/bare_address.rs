//! Addresses of websites and mail in running text become links, as GFM has it ("Autolinks (extended)"). The same limits:
//! an address begins a word, and signs that end a sentence are no part of it. A website without its beginning, `www.…`,
//! is asked over https.

use memchr::memmem;
use std::ops::Range;

use super::prepare::opens_line;
use vertebra_base::link::Link as Address;

/// What addresses of websites begin with, in small letters.
const MARKS: [&str; 3] = ["https://", "http://", "www."];
/// What means something to Markdown in the middle of a word.
const SIGNS: [char; 8] = ['*', '_', '~', '[', ']', '&', '!', '\\'];

/// An address in a text.
#[derive(Debug, PartialEq)]
pub struct BareAddress {
    pub range: Range<usize>,
    /// Where it leads.
    pub target: String,
}

/// Whether a text may hold an address at all. Few do.
pub fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr(b'@', bytes).is_some() || memmem::find(bytes, b"://").is_some() || beginnings(text).next().is_some()
}

/// Where addresses of websites may begin, and with which mark: in capitals too, as a browser reads them.
fn beginnings(text: &str) -> impl Iterator<Item = (usize, &'static str)> + '_ {
    let bytes = text.as_bytes();
    let schemes = memmem::find_iter(bytes, "://").filter_map(|at| {
        let scheme = ["https", "http"].iter().position(|scheme| {
            let from = at.checked_sub(scheme.len());
            from.is_some_and(|from| bytes[from..at].eq_ignore_ascii_case(scheme.as_bytes()))
        });
        scheme.map(|it| (at + "://".len() - MARKS[it].len(), MARKS[it]))
    });
    let names = memmem::find_iter(bytes, "ww.").chain(memmem::find_iter(bytes, "WW.")).filter_map(|at| {
        let from = at.checked_sub(1).filter(|from| bytes[*from].eq_ignore_ascii_case(&b'w'))?;
        Some((from, MARKS[2]))
    });
    schemes.chain(names)
}

/// The first address in a text.
pub fn find(text: &str) -> Option<BareAddress> {
    let website = website(text);
    let mail = text.match_indices('@').find_map(|(at, _)| mail_at(text, at));
    match (website, mail) {
        (Some(website), Some(mail)) if mail.range.start < website.range.start => Some(mail),
        (None, mail) => mail,
        (website, _) => website,
    }
}

/// Addresses that hold signs of Markdown, so that the parser must not see what is in them: `https://example.org/a_*b*`.
/// `text` is Markdown, and those that may be the target of a link or stand in a tag are left alone.
pub fn with_marks(text: &str) -> Vec<Range<usize>> {
    let begins = |at: usize| {
        // Quotation marks and marks of emphasis may stand around it.
        let before = text[..at].trim_end_matches(['"', '\'', '“', '‘', '«', '*', '_', '~', '[']);
        // `[name]: https://…` says where links of that name lead, and an attribute where an element does.
        let names = before.trim_end_matches([' ', '\t']);
        match before.chars().next_back() {
            None | Some('\n' | '>') => true,
            Some('(') => !before.ends_with("]("),
            Some(' ' | '\t') => {
                !["href=", "src=", "action=", "cite=", "poster="].iter().any(|it| names.ends_with(it))
                    && !is_definition(names)
            }
            _ => false,
        }
    };
    let websites = beginnings(text).filter(|(at, _)| begins(*at));
    let mut found: Vec<Range<usize>> =
        websites.filter_map(|(at, mark)| website_at(text, at, mark)).map(|it| with_braces(text, it.range)).collect();
    let mails = text.match_indices('@').filter_map(|(at, _)| mail_at(text, at)).map(|it| it.range);
    found.extend(mails.filter(|range| begins(range.start)));
    // Nor may quotation marks and dashes be set in one.
    let holds_signs = |it: &str| it.contains(SIGNS) || it.contains('\'') || it.contains("--");
    found.retain(|range| holds_signs(&text[range.clone()]));
    found.sort_by_key(|range| range.start);
    found.dedup_by(|next, before| next.start < before.end);
    found
}

/// An address with what stands behind a brace in it, `https://example.org/}a*b*`: that is no part of the address, and no
/// emphasis either.
fn with_braces(text: &str, range: Range<usize>) -> Range<usize> {
    let mut end = range.end;
    loop {
        let rest = &text[end..];
        if !rest.starts_with(['{', '}']) || rest.starts_with("{{") || rest.starts_with("}}") {
            return range.start..end;
        }
        match end_of_address(&rest[1..]) {
            0 => return range.start..end,
            length => end += 1 + length,
        }
    }
}

/// Whether a text ends with the name of a definition, which begins its line: `[name]:`.
fn is_definition(text: &str) -> bool {
    let line = &text[text.rfind('\n').map_or(0, |newline| newline + 1)..];
    let name = line.strip_suffix("]:").and_then(|line| line.rsplit_once('['));
    name.is_some_and(|(before, name)| opens_line(before) && !name.starts_with('^'))
}

/// An address as it was typed, and where it leads. A backslash or an entity there protects a sign, as elsewhere.
pub fn of_typed(typed: &str) -> Option<(String, String)> {
    let shown = typed.replace('\\', "").replace("&amp;", "&");
    let found = find(&shown).filter(|found| found.range == (0..shown.len()))?;
    Some((shown, found.target))
}

fn website(text: &str) -> Option<BareAddress> {
    beginnings(text).filter_map(|(at, mark)| website_at(text, at, mark)).min_by_key(|found| found.range.start)
}

/// The address of a website that begins at a place, with one of the marks.
fn website_at(text: &str, at: usize, mark: &str) -> Option<BareAddress> {
    let begins = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "(*_~\"'“‘«[:>".contains(c));
    let end = at + end_of_address(&text[at..]);
    let scheme = if mark == "www." { "https://" } else { "" };
    let target = format!("{scheme}{}", &text[at..end]);
    let host = Address::parse(&target).host_and_path().map_or("", |(host, _)| host);
    let host = host.rsplit_once(':').map_or(host, |(name, _)| name);
    (begins && is_public(host)).then_some(BareAddress { range: at..end, target })
}

/// How much of a text that begins with an address belongs to it. Source: GFM, "extended autolink path validation".
pub fn end_of_address(text: &str) -> usize {
    let bytes = text.as_bytes();
    let stops = |at: usize, c: char| match c {
        '<' | '>' | '`' | '"' | '“' | '”' | '«' | '»' | '{' | '}' | '|' => true,
        // A note follows, not a part of the address.
        '[' => bytes.get(at + 1) == Some(&b'^'),
        // The words of a link end here, and the address in them too.
        ']' => !text[..at].contains('['),
        '\\' => !bytes.get(at + 1).is_some_and(|next| SIGNS.contains(&char::from(*next))),
        _ => c.is_whitespace(),
    };
    let mut end = text.char_indices().find(|(at, c)| stops(*at, *c)).map_or(text.len(), |(at, _)| at);
    loop {
        let inside = &text[..end];
        let Some(last) = inside.chars().next_back() else { return 0 };
        let is_unpaired =
            |open: char, close: char| last == close && inside.matches(open).count() < inside.matches(close).count();
        let is_end = matches!(last, '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '’' | '…' | '\\')
            || is_unpaired('(', ')')
            || is_unpaired('[', ']');
        if !is_end {
            return end;
        }
        end -= last.len_utf8();
    }
}

/// A name that a reader's computer can find: that of a computer of one's own is no link for anybody else.
fn is_public(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    labels.len() > 1
        && labels.iter().all(is_label)
        && labels.last().is_some_and(|last| last.chars().count() > 1 && last.chars().all(char::is_alphabetic))
        && !matches!(labels.last(), Some(&("local" | "localhost" | "internal" | "test" | "invalid")))
}

/// The address of a mailbox around an at sign.
fn mail_at(text: &str, at: usize) -> Option<BareAddress> {
    // RFC 5322 has the apostrophe of `o'brien` in a name; one before it is a quotation mark.
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '\'');
    let start = text[..at]
        .rfind(|c| !local(c))
        .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
    let start = start + text[start..at].len() - text[start..at].trim_start_matches(['.', '-', '_', '+', '\'']).len();
    let domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let end = text[at + 1..].find(|c| !domain(c)).map_or(text.len(), |length| at + 1 + length);
    let end = at + 1 + text[at + 1..end].trim_end_matches(['.', '-']).len();
    let begins = text[..start].chars().next_back().is_none_or(|c| c.is_whitespace() || "(*_\"'“‘«[>".contains(c));
    // `git@example.com:user/files` is the place of a program.
    let is_place = text[end..].strip_prefix(':').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let ends = !text[end..].starts_with(['@', '_', '/']) && !is_place;
    let is_mail = start < at && begins && ends && is_public(&text[at + 1..end]);
    is_mail.then(|| BareAddress { range: start..end, target: format!("mailto:{}", &text[start..end]) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_in_addresses() {
        for (text, expected) in [
            ("See https://example.com/a*b*c.", &["https://example.com/a*b*c"][..]),
            ("(www.example.com/_a_) and first_last@example.com", &["www.example.com/_a", "first_last@example.com"]),
            ("https://example.com/?a=1&copy=2[^1]", &["https://example.com/?a=1&copy=2"]),
            ("https://example.com/a\\_b\\_c", &["https://example.com/a\\_b\\_c"]),
            (
                "\"https://example.com/a_b\" **https://example.com/a*b**",
                &["https://example.com/a_b", "https://example.com/a*b"],
            ),
            ("<a href=\"https://example.com/a_b\">", &[]),
            ("https://example.com/plain and me@example.com", &[]),
            ("[a](https://example.com/a_b) <https://example.com/a_b>\n[a]: https://example.com/a_b", &[]),
            ("<a href= https://example.com/a_b>", &[]),
            ("HTTPS://example.com/A_*b*, Www.example.com/a_b", &["HTTPS://example.com/A_*b", "Www.example.com/a_b"]),
            ("See https://example.com/}a*b*c. {{ x }}", &["https://example.com/}a*b*c"]),
            ("See https://example.com/} or https://example.com/a_b{{ x }}", &["https://example.com/a_b"]),
            ("o'brien@example.com or mary--ann@example.com", &["o'brien@example.com", "mary--ann@example.com"]),
            ("As [a]: https://example.com/a*b*c", &["https://example.com/a*b*c"]),
            ("> [a]: https://example.com/a*b*c", &[]),
            ("[^a]: https://example.com/a*b*c", &["https://example.com/a*b*c"]),
            ("Visit= https://example.com/a_b", &["https://example.com/a_b"]),
        ] {
            let found: Vec<&str> = with_marks(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn addresses_in_text() {
        for (text, expected) in [
            (
                "Visit https://example.com/a_b?c=d#e.",
                Some(("https://example.com/a_b?c=d#e", "https://example.com/a_b?c=d#e")),
            ),
            ("(see www.example.com/x_(y))", Some(("www.example.com/x_(y)", "https://www.example.com/x_(y)"))),
            ("Write to me@example.com, please", Some(("me@example.com", "mailto:me@example.com"))),
            ("a.b+c@mail.example.co.uk.", Some(("a.b+c@mail.example.co.uk", "mailto:a.b+c@mail.example.co.uk"))),
            ("\"https://example.com/\"", Some(("https://example.com/", "https://example.com/"))),
            ("me@example.com and https://example.com", Some(("me@example.com", "mailto:me@example.com"))),
            ("http://localhost:8080/ and http://127.0.0.1/x", None),
            ("@name, a@b, x@y.1 and git@example.com:a/b", None),
            ("Write to o'brien@example.com", Some(("o'brien@example.com", "mailto:o'brien@example.com"))),
            ("'me@example.com'", Some(("me@example.com", "mailto:me@example.com"))),
            ("HTTP://Example.com/A", Some(("HTTP://Example.com/A", "HTTP://Example.com/A"))),
            ("WWW.example.com", Some(("WWW.example.com", "https://WWW.example.com"))),
            ("ahttps://example.com", None),
            ("www. is no address, nor is https://", None),
            ("9:30 www.", None),
        ] {
            let found = find(text).map(|found| (text[found.range].to_owned(), found.target));
            let expected = expected.map(|(shown, target)| (shown.to_owned(), target.to_owned()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
