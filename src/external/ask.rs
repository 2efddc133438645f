//! One question to another website: is there something at this address? Follows where it is sent, hop by hop.
//!
//! Asks for the head of the page first, and for the page itself where a server does not like that. Sources: RFC 9110
//! (methods, status codes, `Retry-After`). Never asks a private address, by name or by number.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use super::{LinkCheckSettings, LinkStatus};
use vertebra_base::link::absolute;
use vertebra_check::is_local;

/// The most addresses that a link may be sent on to.
const HOPS: usize = 8;
/// Waits no longer than this, whatever a server asks for.
const LONGEST: Duration = Duration::from_secs(30);

/// Puts questions.
pub struct LinkProber {
    agent: Agent,
    patience: Duration,
    is_test: bool,
}

/// What a server said.
struct Said {
    status: u16,
    location: Option<String>,
    wait: Option<Duration>,
}

/// Waits until a host may be asked.
pub type Pace<'a> = &'a (dyn Fn(&str) + Sync);

impl LinkProber {
    /// Gets ready to ask.
    pub fn new(settings: &LinkCheckSettings) -> Self {
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(settings.agent.as_str())
            .accept("text/html,application/xhtml+xml,*/*;q=0.8")
            .timeout_global(Some(settings.limit))
            .timeout_connect(Some(settings.limit / 2))
            .max_idle_connections(0);
        if settings.only.is_some() {
            config = config.proxy(None);
        }
        let resolver = Public { only: settings.only, system: DefaultResolver::default() };
        let agent = Agent::with_parts(config.build(), DefaultConnector::default(), resolver);
        LinkProber { agent, patience: settings.patience, is_test: settings.only.is_some() }
    }

    /// Finds out whether an address leads somewhere.
    pub fn ask(&self, url: &str, pace: Pace) -> LinkStatus {
        let mut at = url.to_owned();
        // As long as every step was for good, the new address may take the place of the old one.
        let (mut good, mut for_good) = (None, true);
        for _ in 0..HOPS {
            if host(&at).is_none_or(|host| is_local(&host)) {
                return LinkStatus::Unknown(format!("redirects to {at}, which is not public"));
            }
            let said = match self.patiently(&at, pace) {
                Ok(said) => said,
                Err(reason) => return LinkStatus::Unknown(reason),
            };
            match said.status {
                200..=299 => return good.map_or(LinkStatus::Fine, LinkStatus::Moved),
                301 | 302 | 303 | 307 | 308 => {
                    let Some(next) = said.location.and_then(|location| absolute(&at, &location)) else {
                        return LinkStatus::Unknown("redirects without saying where".to_owned());
                    };
                    for_good &= matches!(said.status, 301 | 308);
                    if for_good {
                        good = Some(next.clone());
                    }
                    at = next;
                }
                404 | 410 => return LinkStatus::Dead(said.status),
                401 | 403 => return LinkStatus::Unknown(format!("denies access ({})", said.status)),
                429 => return LinkStatus::Unknown("is limiting requests (429)".to_owned()),
                500..=599 => return LinkStatus::Unknown(format!("has a server error ({})", said.status)),
                other => return LinkStatus::Unknown(format!("answers {other}")),
            }
        }
        LinkStatus::Unknown(format!("redirects more than {HOPS} times"))
    }

    /// Asks again where that may help.
    fn patiently(&self, url: &str, pace: Pace) -> Result<Said, String> {
        let mut wait = self.patience;
        for _ in 0..2 {
            let said = self.once(url, pace);
            let asked = match &said {
                Ok(said) if said.status == 429 || said.status >= 500 => said.wait,
                Ok(_) => return said,
                Err(_) => None,
            };
            match asked {
                // Longer than anybody at a terminal waits.
                Some(asked) if asked > LONGEST => return said,
                asked => std::thread::sleep(asked.unwrap_or(wait).min(LONGEST)),
            }
            wait *= 3;
        }
        self.once(url, pace)
    }

    /// For the head of the page, then, where a server refuses that, for the page.
    fn once(&self, url: &str, pace: Pace) -> Result<Said, String> {
        let name = host(url).unwrap_or_default();
        pace(&name);
        let head = self.agent.head(url).call().map(|response| said(&response));
        match head {
            Ok(said) if said.status < 400 || said.status == 429 => Ok(said),
            // Some servers close the door at a question they do not know.
            Ok(_) | Err(Error::Protocol(_) | Error::Io(_)) => {
                pace(&name);
                self.agent.get(url).call().map(|response| said(&response)).map_err(|error| self.reason(&error))
            }
            Err(error) => Err(self.reason(&error)),
        }
    }

    /// Why nobody answered, in words that follow "it".
    fn reason(&self, error: &Error) -> String {
        match error {
            Error::Timeout(_) => "takes too long".to_owned(),
            Error::HostNotFound => "has an unknown host name".to_owned(),
            Error::Io(error) if error.kind() == std::io::ErrorKind::PermissionDenied && !self.is_test => {
                "is on a private network".to_owned()
            }
            Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
                "refuses connections".to_owned()
            }
            Error::Io(_) => "cannot be reached".to_owned(),
            Error::Rustls(_) | Error::Tls(_) => "has no valid certificate".to_owned(),
            Error::BadUri(_) | Error::Http(_) => "is not a valid address".to_owned(),
            _ => "sends an invalid response".to_owned(),
        }
    }
}

fn said<T>(response: &ureq::http::Response<T>) -> Said {
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let wait = header("retry-after").and_then(|text| text.trim().parse().ok()).map(Duration::from_secs);
    Said { status: response.status().as_u16(), location: header("location"), wait }
}

/// The host of an address, in small letters, without the port.
pub fn host(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    uri.host().map(str::to_ascii_lowercase)
}

/// Names to numbers, but never to those of a private network: a name may lead there whatever it looks like.
#[derive(Debug)]
struct Public {
    only: Option<SocketAddr>,
    system: DefaultResolver,
}

impl Resolver for Public {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        if let Some(only) = self.only {
            let mut found = self.empty();
            found.push(only);
            return Ok(found);
        }
        let found = self.system.resolve(uri, config, timeout)?;
        match found.iter().any(|address| is_private(address.ip())) {
            true => Err(Error::Io(std::io::ErrorKind::PermissionDenied.into())),
            false => Ok(found),
        }
    }
}

fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(_) => is_local(&ip.to_string()),
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => is_local(&four.to_string()),
            None => is_local(&format!("[{six}]")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_numbers_are_known_in_every_form() {
        for ip in ["127.0.0.1", "10.1.2.3", "192.168.0.1", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1"] {
            assert!(is_private(ip.parse().unwrap()), "{ip}");
        }
        assert!(!is_private("93.184.215.14".parse().unwrap()) && !is_private("2606:4700::1".parse().unwrap()));
    }
}
