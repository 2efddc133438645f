//! Where an address in a finished page leads: into the site, beside it, to another host, or to nobody. Read as browsers
//! read it. Source: WHATWG URL.

use url::{Origin, Url};

use super::base::BaseUrl;
use super::text::{decoded, encode};
use crate::path::OutputPath;

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkPlace {
    /// An output of this site.
    Here(String),
    /// The host of this site, but not the folder in which the site stands: the path, in plain letters.
    Beside(String),
    /// Another host, in small letters.
    Host(String),
    /// Nobody is asked: `data:`, `mailto:`, and what is no address.
    Nowhere,
}

/// Where an address on a page leads. `page` is the output in which it stands.
pub fn place(href: &str, page: &OutputPath, base: &BaseUrl) -> LinkPlace {
    let own = format!("{}{}{}", base.origin, base.href_path(), encode(page.url().as_str()));
    let Some(found) = Url::parse(&own).ok().and_then(|own| Some((own.origin(), own.join(href).ok()?))) else {
        return LinkPlace::Nowhere;
    };
    let (own, whole) = found;
    let Origin::Tuple(..) = whole.origin() else { return LinkPlace::Nowhere };
    if whole.origin() != own {
        return whole.host_str().map_or(LinkPlace::Nowhere, |host| LinkPlace::Host(with_port(host, &whole)));
    }
    let path = decoded(whole.path());
    match base.inside(&path) {
        Some(inside) if inside.ends_with('/') => LinkPlace::Here(format!("{}index.html", &inside[1..])),
        Some(inside) => LinkPlace::Here(inside[1..].to_owned()),
        None => LinkPlace::Beside(path.into_owned()),
    }
}

/// The whole address of one that stands on a page of another: `Location: /b` at `https://a.example/c`. None for what is
/// no address, or leads nowhere. Its fragment is left out.
pub fn absolute(from: &str, href: &str) -> Option<String> {
    let mut whole = Url::parse(from).ok()?.join(href).ok()?;
    whole.set_fragment(None);
    matches!(whole.scheme(), "http" | "https").then(|| whole.into())
}

fn with_port(host: &str, url: &Url) -> String {
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}
