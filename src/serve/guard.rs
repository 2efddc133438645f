//! Who may ask: a browser on this computer that was sent here by its user, and no page of another site.
//!
//! A page elsewhere can make a browser ask any address of this computer. Two things give it away: the name that it
//! used for us (`Host`), when it has its own name lead here ("DNS rebinding"), and where it stands (`Origin`).

use std::net::{IpAddr, SocketAddr};

/// Knows the names by which the preview may be called.
#[derive(Debug, Clone)]
pub struct Guard {
    bound: SocketAddr,
}

/// Why a request is not answered, in words for the one who sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The request does not say for whom it is.
    NoHost,
    /// It calls us by a name that is not ours.
    ForeignHost,
    /// A page of another site sent it.
    ForeignOrigin,
}

impl Refusal {
    /// The status of the answer. Source: RFC 9110, sections 7.2 and 15.5.
    pub fn status(self) -> u16 {
        match self {
            Refusal::NoHost => 400,
            Refusal::ForeignHost => 421,
            Refusal::ForeignOrigin => 403,
        }
    }

    /// What to do about it.
    pub fn words(self) -> &'static str {
        match self {
            Refusal::NoHost => "This request does not name the computer it is for.",
            Refusal::ForeignHost => {
                "This preview does not answer under that name. Open the address that vertebra printed when it started."
            }
            Refusal::ForeignOrigin => "This preview does not take requests from pages of other sites.",
        }
    }
}

impl Guard {
    /// For a server that listens at an address.
    pub fn new(bound: SocketAddr) -> Self {
        Guard { bound }
    }

    /// Whether a request with this `Host` is for us: a name of this computer, with our port.
    pub fn host(&self, host: Option<&str>) -> Result<(), Refusal> {
        let host = host.ok_or(Refusal::NoHost)?;
        let (name, port) = split(host);
        let port_is_ours = match port {
            Some(port) => port.parse() == Ok(self.bound.port()),
            None => self.bound.port() == 80,
        };
        if port_is_ours && self.is_ours(name) { Ok(()) } else { Err(Refusal::ForeignHost) }
    }

    /// Whether a request that does something, or that listens, comes from a page of ours.
    ///
    /// `origin` and `fetch_site` are what the browser says of the page that asks; programs say nothing.
    pub fn origin(&self, host: Option<&str>, origin: Option<&str>, fetch_site: Option<&str>) -> Result<(), Refusal> {
        let own = |origin: &str| origin.strip_prefix("http://").is_some_and(|rest| Some(rest) == host);
        let from_elsewhere = fetch_site.is_some_and(|site| !matches!(site, "same-origin" | "none"));
        if from_elsewhere || origin.is_some_and(|origin| !own(origin)) { Err(Refusal::ForeignOrigin) } else { Ok(()) }
    }

    fn is_ours(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        // Browsers resolve every name below localhost to this computer. Source: RFC 6761, section 6.3.
        if name == "localhost" || name.ends_with(".localhost") {
            return true;
        }
        match name.trim_matches(['[', ']']).parse::<IpAddr>() {
            // Only a name can be made to lead here; a number is where it leads.
            Ok(ip) => ip.is_loopback() || ip == self.bound.ip() || self.bound.ip().is_unspecified(),
            Err(_) => false,
        }
    }
}

/// `localhost:4000` and `[::1]:4000` in name and port.
fn split(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(bound: &str) -> Guard {
        Guard::new(bound.parse().unwrap())
    }

    #[test]
    fn names_of_this_computer_are_answered() {
        let guard = guard("127.0.0.1:4000");
        for host in ["localhost:4000", "LOCALHOST:4000", "127.0.0.1:4000", "[::1]:4000", "clinic.localhost:4000"] {
            assert_eq!(guard.host(Some(host)), Ok(()), "{host}");
        }
    }

    #[test]
    fn other_names_and_ports_are_not() {
        let guard = guard("127.0.0.1:4000");
        let foreign = ["evil.example:4000", "localhost.evil.example:4000", "localhost", "localhost:80", "127.0.0.1:"];
        for host in foreign.into_iter().chain(["192.168.0.7:4000", "notlocalhost:4000", "", "[::1]", "a:b:4000"]) {
            assert_eq!(guard.host(Some(host)), Err(Refusal::ForeignHost), "{host}");
        }
        assert_eq!(guard.host(None), Err(Refusal::NoHost));
    }

    #[test]
    fn a_preview_for_the_network_answers_to_numbers_but_to_no_names() {
        let all = guard("0.0.0.0:4000");
        assert_eq!(all.host(Some("192.168.0.7:4000")), Ok(()));
        assert_eq!(all.host(Some("evil.example:4000")), Err(Refusal::ForeignHost));
        let one = guard("192.168.0.7:4000");
        assert_eq!(one.host(Some("192.168.0.7:4000")), Ok(()));
        assert_eq!(one.host(Some("192.168.0.8:4000")), Err(Refusal::ForeignHost));
        assert_eq!(guard("127.0.0.1:80").host(Some("localhost")), Ok(()));
    }

    #[test]
    fn only_pages_of_ours_may_ask_for_more_than_pages() {
        let guard = guard("127.0.0.1:4000");
        let check = |origin, site| guard.origin(Some("localhost:4000"), origin, site);
        assert_eq!(check(None, None), Ok(()));
        assert_eq!(check(Some("http://localhost:4000"), Some("same-origin")), Ok(()));
        for origin in ["http://localhost:3000", "https://localhost:4000", "http://evil.example", "null"] {
            assert_eq!(check(Some(origin), None), Err(Refusal::ForeignOrigin), "{origin}");
        }
        assert_eq!(check(None, Some("cross-site")), Err(Refusal::ForeignOrigin));
        assert_eq!(check(None, Some("same-site")), Err(Refusal::ForeignOrigin));
    }
}
