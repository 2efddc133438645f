//! Addresses and words in the forms that hosts read them: every writer takes its quotes and escapes from here.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands above every file for a host.
pub const HEAD: &str =
    "Written by vertebra build, from content/site.yaml and the old addresses of pages. Changes here are lost.";

/// All but the letters that mean nothing else in any format. Source: RFC 3986, section 2.3.
const ALL: AsciiSet = NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What browsers encode in a path. Source: WHATWG URL, path percent-encode set; and the percent sign itself, which in a
/// plain path is one.
const BROWSER: AsciiSet = percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// What has no place in a whole address, or a meaning of its own in some configuration.
const WHOLE: AsciiSet = percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'$')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A plain path as the value of `Location`: nothing in it has another meaning anywhere.
pub fn encoded(path: &str) -> String {
    utf8_percent_encode(path, &ALL).to_string()
}

/// A plain path as browsers send it.
pub fn as_sent(path: &str) -> String {
    utf8_percent_encode(path, &BROWSER).to_string()
}

/// The address of another website, made safe for every format.
pub fn whole(address: &str) -> String {
    utf8_percent_encode(address, &WHOLE).to_string()
}

/// A path in plain letters. People copy old addresses from browsers, which show some of them encoded.
pub fn plain(path: &str) -> String {
    match percent_decode_str(path).decode_utf8() {
        Ok(text) if !text.chars().any(char::is_control) => text.into_owned(),
        _ => path.to_owned(),
    }
}

/// In straight quotation marks, with `\` before what would end them: nginx.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// As JSON.
pub fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A text as a part of a regular expression that means just this text. Characters stand in classes of their own where
/// they can: a backslash means something to most configurations, too.
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '.' | '+' | '*' | '?' | '(' | ')' | '{' | '}' | '|' | '$' => out.extend(['[', c, ']']),
            '[' | ']' | '^' | '\\' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lose_every_other_meaning() {
        assert_eq!(encoded("/a b/$x:y/é'(1)/"), "/a%20b/%24x%3Ay/%C3%A9%27%281%29/");
        assert_eq!(as_sent("/a b/$x:y/é'(1)/100%/"), "/a%20b/$x:y/%C3%A9'(1)/100%25/");
        assert_eq!(whole("https://x.example/?a=1&b=${c}#d"), "https://x.example/?a=1&b=%24%7Bc%7D#d");
    }

    #[test]
    fn copied_addresses_are_read_as_they_are_meant() {
        assert_eq!(plain("/caf%C3%A9/"), "/café/");
        assert_eq!(plain("/100%/"), "/100%/");
        assert_eq!(plain("/a%0ab/"), "/a%0ab/");
        assert_eq!(plain("/%ff/"), "/%ff/");
    }

    #[test]
    fn nothing_ends_a_quotation() {
        assert_eq!(quoted("a\"b\\"), "\"a\\\"b\\\\\"");
        assert_eq!(literal("/a.b+(c)[d]$/"), "/a[.]b[+][(]c[)]\\[d\\][$]/");
    }
}
