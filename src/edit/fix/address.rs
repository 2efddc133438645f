//! Addresses that lead through another website first: Google Docs and Outlook wrap the links of what they hand out.

use std::sync::LazyLock;

use vertebra_base::link::Link;
use vertebra_schema::rules::{self, LinkWrapper, real_address};

/// The services that the program knows. Those that a site adds are told of and left to its editors.
static KNOWN: LazyLock<Vec<LinkWrapper>> =
    LazyLock::new(|| rules::read(&[rules::general()], &rules::PageTypes::default(), &mut Vec::new()).wrappers);

/// The real address of a link that leads through a website that only counts clicks; none for any other link.
pub fn unwrapped(address: &str) -> Option<String> {
    let (_, real) = real_address(&KNOWN, address.trim())?;
    // Only what is an address without any doubt.
    let plain = !real.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'));
    let host = Link::parse(&real).host_and_path().map_or("", |(host, _)| host);
    (plain && host.contains('.')).then_some(real)
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
