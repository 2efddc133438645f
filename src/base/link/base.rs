//! `base_url` in its parts: the one address from which all others of a site are made.

use std::borrow::Cow;
use std::fmt;

use super::folder::is_folder;
use super::parse::{AddressKind, Link};
use super::text::{decoded, encode};
use crate::path::UrlPath;

/// Where the site is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// `https://user.example`, without a slash at the end.
    pub origin: String,
    /// `/project` for a site inside a folder, else empty; without a slash at the end, and in plain letters.
    pub path: String,
}

/// Why a text cannot be the address of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadBase {
    Empty,
    NotWeb,
    /// The address of one page; the address of the folder that holds it.
    File(String),
}

impl fmt::Display for BadBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BadBase::Empty | BadBase::NotWeb => "this is not the address of a website",
            BadBase::File(_) => "this is the address of one page, not of the website",
        })
    }
}

impl BadBase {
    /// What to write instead.
    pub fn help(&self) -> String {
        match self {
            BadBase::Empty | BadBase::NotWeb => "write the full address, such as https://www.example.org/".to_owned(),
            BadBase::File(folder) => format!("leave out the name of the page: {folder}"),
        }
    }
}

impl BaseUrl {
    /// Takes `https://example.org/project/` apart.
    ///
    /// # Errors
    ///
    /// When it is no web address, leads to a file rather than a folder, or holds what a public address must not: a name
    /// with a password, a query, a fragment.
    pub fn parse(text: &str) -> Result<Self, BadBase> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadBase::Empty);
        }
        let (scheme, rest) = text.split_once("://").ok_or(BadBase::NotWeb)?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let scheme = scheme.to_ascii_lowercase();
        let plain = decoded(path);
        let inner = plain.trim_matches('/');
        let good = matches!(scheme.as_str(), "http" | "https")
            && is_host(host)
            && !path.contains(['?', '#', '"', '<', '>', ' ', '\\'])
            && !plain.contains('\u{fffd}')
            && UrlPath::new(inner).is_ok();
        if !good {
            return Err(BadBase::NotWeb);
        }
        let origin = format!("{scheme}://{}", host.to_lowercase());
        if !path.ends_with('/') && !is_folder(path) {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let slash = if folder.is_empty() { "" } else { "/" };
            return Err(BadBase::File(format!("{origin}/{folder}{slash}")));
        }
        Ok(BaseUrl { origin, path: if inner.is_empty() { String::new() } else { format!("/{inner}") } })
    }

    /// The host, with its port.
    pub fn host(&self) -> &str {
        self.origin.split_once("://").map_or("", |(_, host)| host)
    }

    /// The whole address of a path that begins with `/`, the base path included.
    pub fn absolute(&self, address: &str) -> String {
        format!("{}{address}", self.origin)
    }

    /// The path as it stands before an address in a page: encoded, without a slash at its end.
    pub fn href_path(&self) -> Cow<'_, str> {
        encode(&self.path)
    }

    /// A whole address of this site, parted: what stands before its path in the site, as it is written, and the address
    /// from the top of the site. `https://example.org/project/a/?b#c` in a site at `https://example.org/project` is
    /// `https://example.org/project` and `/a/?b#c`. None for all that leads elsewhere. With `http` and with `https` it is the same
    /// site; with another host, such as one with `www.`, another one.
    pub fn split<'t>(&self, text: &'t str) -> Option<(&'t str, Cow<'t, str>)> {
        let link = Link::parse(text);
        let (host, path) = link.host_and_path().filter(|_| link.kind == AddressKind::Web)?;
        let before = &link.path[..link.path.len() - path.len()];
        let is_same = !before.contains('@') && without_port(host).eq_ignore_ascii_case(without_port(self.host()));
        let parts = self.path.matches('/').count();
        let end = path.match_indices('/').nth(parts).map_or(path.len(), |(at, _)| at);
        if !is_same || decoded(&path[..end]) != self.path {
            return None;
        }
        let (before, local) = text.split_at(before.len() + end);
        Some((before, if local.starts_with('/') { local.into() } else { format!("/{local}").into() }))
    }

    /// An address as a page of the site would write it: a whole address of this site from the top of the site, all else
    /// as it is. Everybody who asks what an address means asks this first.
    pub fn local<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.split(text).map_or(Cow::Borrowed(text), |(_, local)| local)
    }

    /// What a path on the host, in plain letters, is inside the site: it begins with a slash. None for one outside the
    /// site's folder: `/basement/` is not inside `/base`.
    pub fn inside<'p>(&self, path: &'p str) -> Option<&'p str> {
        let rest = path.strip_prefix(self.path.as_str())?;
        match rest {
            "" if !self.path.is_empty() => Some("/"),
            rest => rest.starts_with('/').then_some(rest),
        }
    }
}

/// A host without the port that it has anyway. Source: RFC 9110, sections 4.2.1 and 4.2.2.
fn without_port(host: &str) -> &str {
    host.strip_suffix(":80").or_else(|| host.strip_suffix(":443")).unwrap_or(host)
}

/// `example.org`, `localhost:8080`, `[::1]:8080`: no name and password, which a public address must not hold.
fn is_host(text: &str) -> bool {
    let is_port = |port: &str| port.parse::<u16>().is_ok();
    if let Some((inside, port)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return inside.contains(':')
            && inside.chars().all(|c| c.is_ascii_hexdigit() || c == ':')
            && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port));
    }
    let (name, port) = text.split_once(':').map_or((text, None), |(name, port)| (name, Some(port)));
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    name.split('.').all(is_label) && port.is_none_or(is_port)
}
