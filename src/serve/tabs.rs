//! The tabs that are open: which page each shows, in which version, and the line to it.

use axum::body::Bytes;
use tokio::sync::mpsc::{self, Receiver, Sender};

use super::http::OWN;
use super::message::{PageRequest, TabEvent};

/// How many tabs can listen at a time.
const MOST: usize = 64;
/// How many events a tab may be behind. One that is further behind is let go of: it comes back and asks anew.
const BEHIND: usize = 16;

/// All tabs that listen.
#[derive(Debug, Default)]
pub struct Tabs(Vec<Tab>);

/// One tab.
#[derive(Debug)]
pub struct Tab {
    pub page: PageRequest,
    pub version: String,
    /// The version of what stands above the page.
    pub notices: String,
    /// The page as the tab shows it, without what was added.
    pub body: Bytes,
    events: Sender<TabEvent>,
}

impl Tabs {
    /// Takes a tab in; nothing when there are too many.
    pub fn open(
        &mut self,
        page: PageRequest,
        (version, notices): (String, String),
        body: Bytes,
    ) -> Option<Receiver<TabEvent>> {
        self.sweep();
        if self.0.len() >= MOST {
            return None;
        }
        let (events, receiver) = mpsc::channel(BEHIND);
        // The overview of a large site takes longer than a page: whoever looks at a page is told first.
        let place = if page.path.starts_with(OWN) { self.0.len() } else { 0 };
        self.0.insert(place, Tab { page, version, notices, body, events });
        Some(receiver)
    }

    /// Forgets the tabs that were closed.
    pub fn sweep(&mut self) {
        self.0.retain(|tab| !tab.events.is_closed());
    }

    /// Every tab.
    pub fn iter(&self) -> impl Iterator<Item = &Tab> {
        self.0.iter()
    }

    /// Does something with every tab; those that cannot be reached are let go of.
    pub fn each(&mut self, mut tell: impl FnMut(&mut Tab) -> Vec<TabEvent>) {
        self.0.retain_mut(|tab| !tab.events.is_closed() && tell(tab).into_iter().all(|event| tab.tell(event)));
    }
}

impl Tab {
    /// Sends an event; false when the tab cannot take it.
    pub fn tell(&self, event: TabEvent) -> bool {
        self.events.try_send(event).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(tabs: &mut Tabs) -> Option<Receiver<TabEvent>> {
        tabs.open(PageRequest::new("/"), (String::new(), String::new()), Bytes::new())
    }

    #[test]
    fn their_number_has_an_end_and_closed_ones_do_not_count() {
        let mut tabs = Tabs::default();
        let mut lines: Vec<_> = (0..MOST).map(|_| open(&mut tabs).unwrap()).collect();
        assert!(open(&mut tabs).is_none());
        lines.pop();
        assert!(open(&mut tabs).is_some());
    }

    #[test]
    fn a_tab_that_does_not_listen_is_let_go_of() {
        let mut tabs = Tabs::default();
        let _line = open(&mut tabs).unwrap();
        for _ in 0..=BEHIND {
            tabs.each(|_| vec![TabEvent::Reload]);
        }
        assert_eq!(tabs.iter().count(), 0);
    }
}
