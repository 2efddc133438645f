//! Links that go through another service first, because they were copied out of a mail or a document.

use percent_encoding::percent_decode_str;
use vertebra_base::link::Link;

/// A service that links go through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkWrapper {
    /// What people call it.
    pub name: String,
    /// `www.google.com`; a `*` at the beginning stands for anything.
    host: String,
    /// `/url`; empty for any.
    path: String,
    /// The name of the value that holds the real address.
    parameter: String,
}

impl LinkWrapper {
    /// Reads `www.google.com/url?q`. None for a text of another form.
    pub fn parse(name: &str, text: &str) -> Option<Self> {
        let Link { path: place, query, .. } = Link::parse(text.trim());
        let parameter = query.strip_prefix('?')?;
        let (host, path) = place.split_at(place.find('/').unwrap_or(place.len()));
        let own = |text: &str| text.to_owned();
        let fits = host.contains('.') && !parameter.is_empty() && !parameter.contains(['=', '&']);
        fits.then(|| LinkWrapper {
            name: own(name),
            host: host.to_lowercase(),
            path: own(path),
            parameter: own(parameter),
        })
    }

    fn holds(&self, host: &str, path: &str) -> bool {
        let is_host = match self.host.strip_prefix('*') {
            Some(end) => host.ends_with(end),
            None => host == self.host,
        };
        is_host && (self.path.is_empty() || path.trim_end_matches('/') == self.path.trim_end_matches('/'))
    }
}

/// The real address behind a link, and the name of the service that it goes through.
pub fn real_address<'w>(wrappers: &'w [LinkWrapper], target: &str) -> Option<(&'w str, String)> {
    let link = Link::parse(target);
    let (host, path) = link.host_and_path().filter(|_| link.is_whole())?;
    let (host, query) = (host.to_lowercase(), link.query.strip_prefix('?')?);
    for wrapper in wrappers.iter().filter(|wrapper| wrapper.holds(&host, path)) {
        let value = query.replace("&amp;", "&");
        let value = value.split('&').find_map(|pair| pair.strip_prefix(&*wrapper.parameter)?.strip_prefix('='));
        let Some(value) = value else { continue };
        let address = percent_decode_str(value).decode_utf8().ok()?.into_owned();
        if Link::parse(&address).is_whole() {
            // One service may lead to the next.
            let deeper = real_address(wrappers, &address).map(|(_, deeper)| deeper);
            return Some((&wrapper.name, deeper.unwrap_or(address)));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_addresses_are_found() {
        let list = [("Google", "www.google.com/url?q"), ("Outlook", "*.safelinks.protection.outlook.com?url")];
        let list: Vec<_> = list.iter().filter_map(|(name, text)| LinkWrapper::parse(name, text)).collect();
        let found = |target: &str| real_address(&list, target).map(|(name, address)| format!("{name} {address}"));
        for (target, expected) in [
            (
                "https://www.google.com/url?q=https://www.nice.org.uk/ng59&sa=D",
                Some("Google https://www.nice.org.uk/ng59"),
            ),
            (
                "https://www.google.com/url?sa=D&q=https%3A%2F%2Fa.example%2Fb%3Fc%3Dd",
                Some("Google https://a.example/b?c=d"),
            ),
            (
                "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F&data=05",
                Some("Outlook https://a.example/"),
            ),
            (
                "https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%3A%2F%2Fb.example%2F",
                Some("Outlook https://b.example/"),
            ),
            ("https://www.google.com/search?q=https://a.example/", None),
            ("https://www.google.com/url?q=massage", None),
            ("https://www.google.com/maps", None),
            ("guides/first-visit.md", None),
        ] {
            assert_eq!(found(target).as_deref(), expected, "{target}");
        }
        assert_eq!(LinkWrapper::parse("x", "google.com/url"), None);
    }
}
