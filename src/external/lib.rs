//! Asks other websites whether the links that lead there still lead somewhere. Only when an editor asks for it: never in a
//! build, and never of a computer that is not public.
//!
//! In order: what is remembered of an earlier time is taken from `memory`; `queue` asks the rest, politely; `ask` puts one
//! question and follows where it is sent; `tell` says what came of it. Reads and writes no file.

mod ask;
mod memory;
mod queue;
mod tell;

pub use memory::Memory;
pub use tell::tell;

use std::net::SocketAddr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What another website says of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
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
pub struct Settings {
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

impl Settings {
    /// As a guest should: the name of the site that asks, one question a second to each host.
    pub fn polite(site: &str) -> Self {
        Settings {
            agent: format!("Vertebra/{} (checks the links of {site})", env!("CARGO_PKG_VERSION")),
            pause: Duration::from_secs(1),
            patience: Duration::from_secs(2),
            limit: Duration::from_secs(20),
            hosts: 6,
            only: None,
        }
    }
}

/// Asks about every address that `memory` knows nothing of, and remembers the answers. `asked` is told of each answer, from
/// several threads. The answers come in the order of the addresses.
pub fn ask_all(
    urls: &[String],
    memory: &mut Memory,
    now: jiff::Timestamp,
    settings: &Settings,
    asked: &(dyn Fn(&str) + Sync),
) -> Vec<Answer> {
    let bare = |url: &String| url.split('#').next().unwrap_or_default().to_owned();
    let mut open: Vec<String> = urls.iter().map(bare).filter(|url| memory.get(url, now).is_none()).collect();
    open.sort_unstable();
    open.dedup();
    for (url, answer) in queue::ask(&open, settings, asked) {
        memory.put(url, answer, now);
    }
    let unasked = || Answer::Unknown("was not asked".to_owned());
    urls.iter().map(|url| memory.get(&bare(url), now).cloned().unwrap_or_else(unasked)).collect()
}
