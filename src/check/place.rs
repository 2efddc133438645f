//! Where an address on a page leads: to an output of the site, to another host, or to nobody.

use crate::link::BaseUrl;
use crate::path::OutputPath;

/// Where an address leads.
#[derive(Debug, PartialEq)]
pub enum Place {
    /// An output of this site.
    Here(String),
    Host(String),
    /// Nobody is asked: `data:`, `mailto:`.
    Nowhere,
}

/// Where an address on a page leads.
pub fn place(url: &str, page: &OutputPath, base: &BaseUrl) -> Place {
    let host = |rest: &str| Place::Host(rest.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase());
    let inside = url.strip_prefix(&base.origin).filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let path = match inside {
        Some(inside) => inside,
        None => {
            if let Some(rest) = url.strip_prefix("//") {
                return host(rest);
            }
            let is_scheme = |it: &str| it.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
            match url.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
                Some((_, rest)) => return rest.strip_prefix("//").map_or(Place::Nowhere, host),
                None => url,
            }
        }
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let own = page.url();
    let folder = own.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = match decoded.strip_prefix('/') {
        Some(_) => decoded.strip_prefix(base.path.as_str()).unwrap_or(&decoded).to_owned(),
        None => format!("{folder}/{decoded}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    let end = if whole.ends_with('/') { "/index.html" } else { "" };
    Place::Here(format!("{}{end}", parts.join("/")).trim_start_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_outputs_or_to_others() {
        let base = BaseUrl::parse("https://example.org/base/").unwrap();
        let page = OutputPath::new("guides/a/index.html").unwrap();
        let here = |path: &str| Place::Here(path.to_owned());
        let host = |host: &str| Place::Host(host.to_owned());
        for (url, expected) in [
            ("/base/assets/main.css?x#y", here("assets/main.css")),
            ("x%20y.webp", here("guides/a/x y.webp")),
            ("../b/", here("guides/b/index.html")),
            ("https://example.org/base/x.js", here("x.js")),
            ("https://example.org.evil.example/x.js", host("example.org.evil.example")),
            ("//CDN.example/x.js", host("cdn.example")),
            ("https://fonts.example", host("fonts.example")),
            ("data:image/png;base64,xx", Place::Nowhere),
        ] {
            assert_eq!(place(url, &page, &base), expected, "{url}");
        }
    }
}
