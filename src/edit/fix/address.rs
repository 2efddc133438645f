//! Addresses that lead through another website first: Google Docs and Outlook wrap the links of what they hand out.

use percent_encoding::percent_decode_str;

/// Wrappers by the end of their host, the path, and the parameter that holds the real address.
const WRAPPERS: [(&str, &str, &[&str]); 4] = [
    ("google.com", "/url", &["q", "url"]),
    ("safelinks.protection.outlook.com", "/", &["url"]),
    ("l.facebook.com", "/l.php", &["u"]),
    ("slack-redir.net", "/link", &["url"]),
];

/// How often a link may be wrapped: a mail that was forwarded, pasted into a document, and copied from there.
const DEEPEST: usize = 4;

/// The real address of a link that leads through a website that only counts clicks; none for any other link.
pub fn unwrapped(address: &str) -> Option<String> {
    let mut real: Option<String> = None;
    for _ in 0..DEEPEST {
        match once(real.as_deref().unwrap_or(address)) {
            Some(inner) => real = Some(inner),
            None => break,
        }
    }
    real
}

fn once(address: &str) -> Option<String> {
    let rest = address.trim().strip_prefix("https://").or_else(|| address.trim().strip_prefix("http://"))?;
    let (host, path) = rest.split_at(rest.find(['/', '?'])?);
    let (path, query) = path.split_once('?')?;
    let host = host.to_ascii_lowercase();
    let of = |end: &str| host == end || host.strip_suffix(end).is_some_and(|sub| sub.ends_with('.'));
    let (_, _, names) = WRAPPERS.iter().find(|(end, start, _)| of(end) && path.starts_with(start))?;
    let query = query.split('#').next().unwrap_or_default().replace("&amp;", "&");
    let value =
        names.iter().find_map(|name| query.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('=')))?;
    let real = percent_decode_str(value).decode_utf8().ok()?.into_owned();
    // Only what is an address without any doubt.
    let whole = real.starts_with("https://") || real.starts_with("http://");
    let plain = !real.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'));
    let host = real.split("://").nth(1).unwrap_or_default().split(['/', '?', '#']).next().unwrap_or_default();
    (whole && plain && host.contains('.')).then_some(real)
}

/// An address as it can stand between round brackets.
pub fn typed(address: &str) -> String {
    address.replace('(', "%28").replace(')', "%29").replace('\\', "%5C")
}

#[cfg(test)]
mod tests {
    use super::unwrapped;

    #[test]
    fn wrapped_links_are_seen_through() {
        for (wrapped, real) in [
            (
                "https://www.google.com/url?q=https://www.nice.org.uk/ng59&sa=D&source=docs",
                "https://www.nice.org.uk/ng59",
            ),
            (
                "https://www.google.com/url?sa=t&url=https%3A%2F%2Fa.example%2Fb%3Fc%3Dd%23e",
                "https://a.example/b?c=d#e",
            ),
            (
                "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F&amp;data=05%7C01",
                "https://a.example/",
            ),
            (
                "https://eur01.safelinks.protection.outlook.com/ap/w-59584e83/?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%3A%2F%2Fa.example%2F&data=x",
                "https://a.example/",
            ),
        ] {
            assert_eq!(unwrapped(wrapped).as_deref(), Some(real), "{wrapped}");
        }
        for plain in [
            "https://www.google.com/search?q=https://a.example/",
            "https://www.google.com/url?q=back+pain",
            "https://www.google.com/url?q=javascript:alert",
            "https://notgoogle.com/url?q=https://a.example/",
            "https://www.google.com/url?q=https://no-dot/",
            "guides/first-visit.md?q=https://a.example/",
            "mailto:a@b.example",
        ] {
            assert_eq!(unwrapped(plain), None, "{plain}");
        }
    }
}
