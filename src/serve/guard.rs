//! Who may ask: a browser on this computer that was sent here by its user, and no page of another site.
//!
//! A page elsewhere can make a browser ask any address of this computer. Two things give it away: the name that it
//! used for us (`Host`), when it has its own name lead here ("DNS rebinding"), and where it stands (`Origin`). Who says
//! either twice is refused: the first could be meant for us, and the second for whoever stands between.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, Uri, header};

use super::reply::Reply;

/// Knows the names by which the preview may be called.
#[derive(Debug, Clone)]
pub struct Guard {
    bound: SocketAddr,
    /// Names that somebody has allowed, in small letters: each for itself, and from `.example` for all below it.
    names: Vec<String>,
}

/// Why a request is not answered, in words for the one who sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestRefusal {
    /// The request does not say for whom it is.
    NoHost,
    /// It says twice what can be said once, or in no letters.
    Unclear,
    /// It calls us by a name that is not ours.
    ForeignHost,
    /// A page of another site sent it.
    ForeignOrigin,
}

impl RequestRefusal {
    /// The answer: what is wrong, and what to do about it.
    pub fn reply(self) -> Reply {
        Reply::plain(self.status(), self.words())
    }

    /// Source: RFC 9110, sections 7.2 and 15.5; RFC 9112, section 3.2.
    fn status(self) -> u16 {
        match self {
            RequestRefusal::NoHost | RequestRefusal::Unclear => 400,
            RequestRefusal::ForeignHost => 421,
            RequestRefusal::ForeignOrigin => 403,
        }
    }

    fn words(self) -> &'static str {
        match self {
            RequestRefusal::NoHost => "This request has no Host header.",
            RequestRefusal::Unclear => "The Host or Origin header of this request is not valid.",
            RequestRefusal::ForeignHost => {
                "This preview does not answer under that host name. Open the address that vertebra printed when it started, or \
                 allow the name: vertebra serve --allow-host NAME"
            }
            RequestRefusal::ForeignOrigin => "This preview does not accept requests from other sites.",
        }
    }
}

impl Guard {
    /// For a server that listens at an address and may be called by these names as well.
    pub fn new(bound: SocketAddr, names: &[String]) -> Self {
        Guard { bound, names: names.iter().map(|name| name.to_ascii_lowercase()).collect() }
    }

    /// The name by which a request calls us, when that is a name of this computer or one that was allowed. The port may be
    /// another one: that of a proxy or of a container. Nobody but us decides where `localhost` and numbers lead, so no
    /// foreign page can use them to get here.
    ///
    /// An address that names its host itself, as it is sent to a proxy, is for that host, whatever the header says.
    /// Source: RFC 9112, section 3.2.
    pub fn host<'a>(&self, uri: &'a Uri, headers: &'a HeaderMap) -> Result<&'a str, RequestRefusal> {
        let named = single(headers, &header::HOST)?;
        let host = uri.authority().map(|it| it.as_str()).or(named).ok_or(RequestRefusal::NoHost)?;
        let (name, port) = split(host);
        let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok());
        if is_port && self.is_ours(name) { Ok(host) } else { Err(RequestRefusal::ForeignHost) }
    }

    /// Where the page stands that sent a request which does something, or that listens: with us, or the request is
    /// refused. Programs do not say where they stand.
    pub fn origin<'a>(&self, host: &str, headers: &'a HeaderMap) -> Result<Option<&'a str>, RequestRefusal> {
        let origin = single(headers, &header::ORIGIN)?;
        let site = single(headers, &HeaderName::from_static("sec-fetch-site"))?;
        let from_elsewhere = site.is_some_and(|site| !matches!(site, "same-origin" | "none"));
        // What stands between may speak https with the browser, and http with us under a name of its own.
        let is_ours = |origin: &str| {
            let asked = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
            asked.is_some_and(|asked| asked == host || self.is_allowed(split(asked).0))
        };
        let foreign = origin.is_some_and(|origin| !is_ours(origin));
        if from_elsewhere || foreign { Err(RequestRefusal::ForeignOrigin) } else { Ok(origin) }
    }

    fn is_ours(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        if self.is_allowed(&name) {
            return true;
        }
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

    fn is_allowed(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        self.names.iter().any(|known| *known == name || known.starts_with('.') && name.ends_with(known.as_str()))
    }
}

/// What a header says that can be there once.
///
/// # Errors
///
/// `Unclear`, when it is there twice, or says something that is no text.
pub fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, RequestRefusal> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| RequestRefusal::Unclear),
        (Some(_), Some(_)) => Err(RequestRefusal::Unclear),
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
    use axum::http::HeaderValue;

    use super::*;

    fn guard(bound: &str) -> Guard {
        Guard::new(bound.parse().unwrap(), &[])
    }

    fn headers(lines: &[(&'static str, &'static [u8])]) -> HeaderMap {
        let line = |&(name, value)| (HeaderName::from_static(name), HeaderValue::from_bytes(value).unwrap());
        let mut headers = HeaderMap::new();
        lines.iter().map(line).for_each(|(name, value)| _ = headers.append(name, value));
        headers
    }

    /// What becomes of a request for `/` with this `Host`.
    fn host(guard: &Guard, host: &'static str) -> Result<(), RequestRefusal> {
        guard.host(&Uri::from_static("/"), &headers(&[("host", host.as_bytes())])).map(|_| ())
    }

    #[test]
    fn names_of_this_computer_are_answered() {
        let guard = guard("127.0.0.1:4000");
        for name in ["localhost:4000", "LOCALHOST:4000", "127.0.0.1:4000", "[::1]:4000", "clinic.localhost:4000"] {
            assert_eq!(host(&guard, name), Ok(()), "{name}");
        }
    }

    #[test]
    fn other_names_are_not() {
        let guard = guard("127.0.0.1:4000");
        let foreign =
            ["evil.example:4000", "localhost.evil.example:4000", "localhost:99999", "127.0.0.1:", "localhost:x"];
        for name in foreign.into_iter().chain(["192.168.0.7:4000", "notlocalhost:4000", "", "a:b:4000"]) {
            assert_eq!(host(&guard, name), Err(RequestRefusal::ForeignHost), "{name}");
        }
        assert_eq!(guard.host(&Uri::from_static("/"), &HeaderMap::new()), Err(RequestRefusal::NoHost));
    }

    #[test]
    fn ports_of_proxies_and_containers_are_answered() {
        let guard = guard("127.0.0.1:4000");
        for name in ["localhost", "localhost:80", "localhost:8080", "127.0.0.1:8080", "[::1]", "[::1]:8080"] {
            assert_eq!(host(&guard, name), Ok(()), "{name}");
        }
    }

    #[test]
    fn allowed_names_are_answered_and_no_others() {
        let names = ["mymac.local".to_owned(), ".Tunnel.example".to_owned()];
        let guard = Guard::new("0.0.0.0:4000".parse().unwrap(), &names);
        for name in ["mymac.local:4000", "MyMac.local", "a.tunnel.example"] {
            assert_eq!(host(&guard, name), Ok(()), "{name}");
        }
        for name in [
            "evil.example",
            "mymac.local.evil.example",
            "notmymac.local",
            "tunnel.example.evil.example",
            "atunnel.example",
        ] {
            assert_eq!(host(&guard, name), Err(RequestRefusal::ForeignHost), "{name}");
        }
        let origin = |host: &'static str, origin: &'static str| {
            guard.origin(host, &headers(&[("origin", origin.as_bytes())])).is_ok()
        };
        assert!(
            origin("a.tunnel.example", "https://a.tunnel.example")
                && origin("localhost:4000", "https://a.tunnel.example")
        );
        assert!(
            !origin("localhost:4000", "https://evil.example") && !origin("localhost:4000", "http://localhost:3000")
        );
    }

    #[test]
    fn an_address_with_a_host_is_for_that_host() {
        let guard = guard("127.0.0.1:4000");
        let ours: &[(&str, &[u8])] = &[("host", b"localhost:4000")];
        let check = |uri, lines| guard.host(&Uri::from_static(uri), &headers(lines)).map(str::to_owned);
        assert_eq!(check("http://localhost:4000/a", &[("host", b"evil.example")]), Ok("localhost:4000".to_owned()));
        for uri in ["http://evil.example/a", "http://evil.example:4000/", "http://localhost:4000@evil.example:4000/"] {
            assert_eq!(check(uri, ours), Err(RequestRefusal::ForeignHost), "{uri}");
        }
    }

    #[test]
    fn what_is_said_twice_or_in_no_letters_is_refused() {
        let guard = guard("127.0.0.1:4000");
        let hosts: [&[(&str, &[u8])]; 4] = [
            &[("host", b"localhost:4000"), ("host", b"localhost:4000")],
            &[("host", b"localhost:4000"), ("host", b"evil.example")],
            &[("host", b"evil.example"), ("host", b"localhost:4000")],
            &[("host", b"localhost:4000\xff")],
        ];
        for lines in hosts {
            for uri in ["/", "http://localhost:4000/"] {
                assert_eq!(
                    guard.host(&Uri::from_static(uri), &headers(lines)),
                    Err(RequestRefusal::Unclear),
                    "{lines:?}"
                );
            }
        }
        let origins: [&[(&str, &[u8])]; 4] = [
            &[("origin", b"http://localhost:4000"), ("origin", b"http://evil.example")],
            &[("origin", b"http://evil.example"), ("origin", b"http://localhost:4000")],
            &[("sec-fetch-site", b"same-origin"), ("sec-fetch-site", b"cross-site")],
            &[("origin", b"\xff")],
        ];
        for lines in origins {
            assert_eq!(guard.origin("localhost:4000", &headers(lines)), Err(RequestRefusal::Unclear), "{lines:?}");
        }
    }

    #[test]
    fn a_preview_for_the_network_answers_to_numbers_but_to_no_names() {
        let all = guard("0.0.0.0:4000");
        assert_eq!(host(&all, "192.168.0.7:4000"), Ok(()));
        assert_eq!(host(&all, "evil.example:4000"), Err(RequestRefusal::ForeignHost));
        let one = guard("192.168.0.7:4000");
        assert_eq!(host(&one, "192.168.0.7:4000"), Ok(()));
        assert_eq!(host(&one, "192.168.0.8:4000"), Err(RequestRefusal::ForeignHost));
        assert_eq!(host(&guard("127.0.0.1:80"), "localhost"), Ok(()));
    }

    #[test]
    fn only_pages_of_ours_may_ask_for_more_than_pages() {
        let guard = guard("127.0.0.1:4000");
        let check = |lines: &[(&'static str, &'static str)]| {
            let lines: Vec<_> = lines.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
            guard.origin("localhost:4000", &headers(&lines)).map(|origin| origin.is_some())
        };
        assert_eq!(check(&[]), Ok(false));
        assert_eq!(check(&[("origin", "http://localhost:4000"), ("sec-fetch-site", "same-origin")]), Ok(true));
        for origin in ["http://localhost:3000", "ftp://localhost:4000", "http://evil.example", "null"] {
            assert_eq!(check(&[("origin", origin)]), Err(RequestRefusal::ForeignOrigin), "{origin}");
        }
        assert_eq!(check(&[("sec-fetch-site", "cross-site")]), Err(RequestRefusal::ForeignOrigin));
        assert_eq!(check(&[("sec-fetch-site", "same-site")]), Err(RequestRefusal::ForeignOrigin));
    }
}
