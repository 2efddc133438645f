//! How other websites are asked, and what they answer. Asks nobody.

use std::net::SocketAddr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What another website says of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkStatus {
    Fine,
    /// It is there, at another address for good.
    Moved(String),
    /// There is nothing, by the number that says so: 404 or 410.
    Dead(u16),
    /// Nobody knows: the reason, in words that follow "it".
    Unknown(String),
}

/// How to ask.
#[derive(Debug, Clone)]
pub struct LinkCheckSettings {
    /// Who asks, as servers read it in their logs.
    pub agent: String,
    /// Between two questions to one host.
    pub pause: Duration,
    /// Before something that failed is asked again; longer each time.
    pub patience: Duration,
    /// For one question from beginning to end.
    pub limit: Duration,
    /// Hosts that are asked at the same time.
    pub hosts: usize,
    /// Asks this address in place of every host: for tests, which ask nobody else.
    pub only: Option<SocketAddr>,
}

impl LinkCheckSettings {
    /// As a guest should: the name of the site that asks, one question a second to each host.
    pub fn polite(site: &str) -> Self {
        LinkCheckSettings {
            agent: format!("Vertebra/{} (checks the links of {site})", env!("CARGO_PKG_VERSION")),
            pause: Duration::from_secs(1),
            patience: Duration::from_secs(2),
            limit: Duration::from_secs(20),
            hosts: 6,
            only: None,
        }
    }
}
