//! What other threads say to the one that owns the build.

use std::io;

use jiff::civil::Date;
use tokio::sync::{mpsc, oneshot};

use super::reply::Reply;
use vertebra_base::snapshot::Snapshot;
use vertebra_disk::watch::{Event, Watcher};
use vertebra_engine::Build;

/// A message to the loop.
#[derive(Debug)]
pub enum PreviewMessage {
    /// Somebody asks for an address.
    Ask(PageRequest, oneshot::Sender<Reply>),
    /// A tab is open and wants to know what becomes of its page; nothing comes back when there are too many.
    Tab(Opened, oneshot::Sender<Option<mpsc::Receiver<TabEvent>>>),
    /// Where a file of the site is on disk, for an editor; nothing comes back when it is none of the site's files.
    Find(String, oneshot::Sender<Option<std::path::PathBuf>>),
    Watched(Event),
    /// There is a site now where there was none.
    Begun(Snapshot, Watcher),
    /// The site as of another day is ready.
    Day(Date, Box<Build>),
    /// Nobody listens any more.
    Ended(io::Error),
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    /// Percent-encoded, as it was sent.
    pub path: String,
    /// What follows the `?`, as it was sent; empty when there is nothing.
    pub query: String,
}

/// A tab that shows a page.
#[derive(Debug, Clone)]
pub struct Opened {
    pub page: PageRequest,
    /// The version of the page that it shows.
    pub version: String,
    /// The version of what stands above the page.
    pub notices: String,
}

/// What a tab is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TabEvent {
    /// The page is another one now.
    Reload,
    /// Only a style sheet is another one: its addresses, and the version of the page with the new one.
    Style { from: String, to: String, version: String },
    /// What stands above the page: its version and the HTML.
    Notices { version: String, html: String },
    /// Pictures and other files that pages show are others now: their addresses.
    Files(Vec<String>),
    /// Another page is being edited: its address.
    Go(String),
}

impl PageRequest {
    /// Takes `/a/?b=c` apart.
    pub fn new(address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        PageRequest { path: path.to_owned(), query: query.to_owned() }
    }

    /// The address as it was asked for.
    pub fn address(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }

    /// The address without a value of the query.
    pub fn without(&self, name: &str) -> String {
        let is_other = |pair: &&str| !pair.is_empty() && pair.split('=').next() != Some(name);
        let rest: Vec<_> = self.query.split('&').filter(is_other).collect();
        if rest.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, rest.join("&")) }
    }

    /// A value of the query, decoded; the first one, if there are several.
    pub fn value(&self, name: &str) -> Option<String> {
        self.query.split('&').find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let spaced = value.replace('+', " ");
            let decoded = percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy();
            (key == name).then(|| decoded.into_owned())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded() {
        let asked = PageRequest::new("/a/?page=%2Fguides%2F%3Fat%3D2026-12-24&version=1&empty&q=a+b");
        assert_eq!(asked.path, "/a/");
        assert_eq!(asked.value("page").as_deref(), Some("/guides/?at=2026-12-24"));
        assert_eq!(asked.value("empty").as_deref(), Some(""));
        assert_eq!(asked.value("q").as_deref(), Some("a b"));
        assert_eq!(asked.value("none"), None);
        assert_eq!(PageRequest::new("/a/?at=2026-12-24").without("at"), "/a/");
        assert_eq!(PageRequest::new("/a/?at=1&b=2&at").without("at"), "/a/?b=2");
    }
}
