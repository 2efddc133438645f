//! The loop that owns the builds: everything that happens to a preview comes here as a message, one after the other.
//!
//! Nothing here waits for anybody but the next message. While there is none, pages are checked that nobody has asked
//! for, a few at a time.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::time::{Duration, Instant};
use std::{io, mem};

use axum::body::Bytes;
use jiff::{Timestamp, Zoned};
use tokio::sync::{mpsc, oneshot};

use super::begin::Begun;
use super::dashboard::Surroundings;
use super::diagnostic_diff::DiagnosticDiff;
use super::edition::PreviewResponse;
use super::editions::Editions;
use super::message::{Opened, PageRequest, PreviewMessage, TabEvent};
use super::news::{Changed, DiagnosticChanges, FileChange, PreviewEvent};
use super::reply::Reply;
use super::settings::PreviewSettings;
use super::style::{self, RenamedStylesheet, Sheets};
use super::tabs::{Tab, Tabs};
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::{Changes, Snapshot};
use vertebra_disk::watch::{Event, Watcher};

/// How many pages are checked before the next message is looked for.
const AT_ONCE: usize = 16;
/// Of how many files tabs are told after one change.
const MOST_FILES: usize = 50;
/// The longest sleep: a computer that was closed wakes up at another time.
const NAP: Duration = Duration::from_secs(20);

/// A preview at work.
pub struct Preview<'a> {
    settings: &'a PreviewSettings,
    tell: &'a dyn Fn(PreviewEvent),
    editions: Editions,
    tabs: Tabs,
    sheets: Sheets,
    told: DiagnosticDiff,
    last_change: Option<String>,
    /// Held on to, since it ends when it is let go of.
    watcher: Option<Watcher>,
}

impl<'a> Preview<'a> {
    /// Builds what was read; renders nothing yet.
    pub fn new(
        settings: &'a PreviewSettings,
        tell: &'a dyn Fn(PreviewEvent),
        begun: Begun,
        messages: Sender<PreviewMessage>,
    ) -> Self {
        let Begun { files, watcher, trouble } = begun;
        let mut editions = Editions::new(settings, files, messages);
        trouble.iter().for_each(|words| tell(PreviewEvent::Trouble(words)));
        editions.trouble = trouble;
        let sheets = style::sheets(&editions.main.build.site().assets);
        let (tabs, told) = (Tabs::default(), DiagnosticDiff::default());
        Preview { settings, tell, editions, tabs, sheets, told, last_change: None, watcher }
    }

    /// Answers until nobody can ask any more; returns why.
    pub fn work(&mut self, messages: &Receiver<PreviewMessage>) -> io::Error {
        self.report();
        let mut checking = true;
        loop {
            let message = if checking {
                messages.try_recv().map_err(|error| error == TryRecvError::Disconnected)
            } else {
                messages.recv_timeout(self.patience()).map_err(|error| error == RecvTimeoutError::Disconnected)
            };
            match message {
                Ok(PreviewMessage::Ended(cause)) => return cause,
                Ok(message) => checking |= self.take(message),
                Err(true) => return io::ErrorKind::BrokenPipe.into(),
                Err(false) if checking => checking = self.check(),
                Err(false) => checking |= self.pass_time(),
            }
        }
    }

    /// Does what a message asks for. True when there is something to check afterwards. One who has gone away in the
    /// meantime does not need an answer.
    fn take(&mut self, message: PreviewMessage) -> bool {
        match message {
            PreviewMessage::Ask(asked, reply) => self.reply(asked, reply),
            PreviewMessage::Tab(opened, reply) => {
                let _ = reply.send(self.open(opened));
            }
            PreviewMessage::Find(file, reply) => {
                let _ = reply.send(self.editions.find(&file));
            }
            PreviewMessage::Day(day, build) => {
                let waiting = self.editions.arrive(day, *build);
                waiting.into_iter().for_each(|(asked, reply)| self.reply(asked, reply));
                self.tell_tabs(&[]);
            }
            PreviewMessage::Watched(Event::Changed(changes)) => {
                self.editions.trouble = None;
                let change = self.change(changes);
                // Nothing but the end of a trouble is no change.
                if !change.files.is_empty() {
                    (self.tell)(PreviewEvent::Changed(change));
                }
                return true;
            }
            PreviewMessage::Begun(files, watcher) => {
                self.watcher = Some(watcher);
                self.editions.trouble = None;
                let change = self.change(everything(files));
                (self.tell)(PreviewEvent::Changed(change));
                return true;
            }
            PreviewMessage::Watched(Event::Trouble(words)) => {
                (self.tell)(PreviewEvent::Trouble(&words));
                self.editions.trouble = Some(words);
                self.tell_tabs(&[]);
            }
            PreviewMessage::Ended(_) => {}
        }
        false
    }

    fn reply(&mut self, asked: PageRequest, reply: oneshot::Sender<Reply>) {
        let surroundings = self.surroundings();
        let answer = match self.editions.answer(&asked, &surroundings) {
            PreviewResponse::View(view) => view.reply(),
            PreviewResponse::Moved(to) => {
                let query = if asked.query.is_empty() { String::new() } else { format!("?{}", asked.query) };
                // For now only: a browser must not remember this of an address that all sites share.
                Reply::moved(307, to + &query)
            }
            PreviewResponse::Later(day) => {
                let Some((_, reply)) = self.editions.wait(day, (asked, reply)) else { return };
                let _ = reply.send(Reply::plain(503, "This date is being prepared. Reload the page."));
                return;
            }
            PreviewResponse::Bad => Reply::plain(400, "This is not an address that a page can have."),
            PreviewResponse::BadDay => Reply::plain(400, "Write the date as year-month-day, such as ?at=2026-12-24"),
            PreviewResponse::NotOurs => {
                Reply::plain(404, "The preview has no such page. For an overview, open /__vertebra/")
            }
        };
        let _ = reply.send(answer);
    }

    /// What the overview says of the preview itself.
    fn surroundings(&mut self) -> Surroundings {
        self.tabs.sweep();
        let mut tabs: Vec<_> = self.tabs.iter().map(|tab| tab.page.address()).collect();
        tabs.sort();
        tabs.dedup();
        Surroundings { last_change: self.last_change.clone(), tabs, trouble: self.editions.trouble.clone() }
    }

    /// A tab wants to know what becomes of its page; if that has changed already, it is told at once.
    fn open(&mut self, opened: Opened) -> Option<mpsc::Receiver<TabEvent>> {
        let Opened { page, version, notices } = opened;
        let body = match self.editions.answer(&page, &Surroundings::default()) {
            PreviewResponse::View(view) => view.body,
            _ => Bytes::new(),
        };
        let line = self.tabs.open(page, (version, notices), body)?;
        self.tell_tabs(&[]);
        Some(line)
    }

    /// Takes in what happened to the files, and tells the tabs.
    fn change(&mut self, changes: Changes) -> Changed {
        let began = Instant::now();
        let files = self.kinds(&changes);
        self.editions.apply(changes);
        let before = mem::replace(&mut self.sheets, style::sheets(&self.editions.main.build.site().assets));
        let mut change = Changed { files, took: Duration::ZERO, reloaded: 0, restyled: 0 };
        let at = Zoned::now().strftime("%H:%M:%S").to_string();
        self.last_change = Some(format!("{} at {at}", change.what()));
        (change.reloaded, change.restyled) = self.tell_tabs(&style::moved(&before, &self.sheets));
        self.tell_of_files(&change.files);
        if self.settings.navigate {
            self.navigate(&change.files);
        }
        change.took = began.elapsed();
        self.last_change = Some(format!("{} at {at}, shown after {}", change.what(), change.time()));
        change
    }

    fn kinds(&self, changes: &Changes) -> Vec<(SourcePath, FileChange)> {
        let known = &self.editions.main.build.snapshot().files;
        let kind = |path: &SourcePath, is_there: bool| match (known.contains_key(path), is_there) {
            (_, false) => FileChange::Removed,
            (true, true) => FileChange::Changed,
            (false, true) => FileChange::Added,
        };
        changes.files.iter().map(|(path, bytes)| (path.clone(), kind(path, bytes.is_some()))).collect()
    }

    /// Tells every tab what is new on its page: how many are loaded again, and how many only restyled.
    fn tell_tabs(&mut self, moved: &[RenamedStylesheet]) -> (usize, usize) {
        let surroundings = self.surroundings();
        let (mut reloaded, mut restyled) = (0, 0);
        let editions = &mut self.editions;
        self.tabs.each(|tab| {
            let events = news_of(tab, editions.answer(&tab.page, &surroundings), moved);
            reloaded += usize::from(events.contains(&TabEvent::Reload));
            restyled += usize::from(events.iter().any(|event| matches!(event, TabEvent::Style { .. })));
            events
        });
        (reloaded, restyled)
    }

    /// A picture has changed, and the page that shows it has not.
    fn tell_of_files(&mut self, files: &[(SourcePath, FileChange)]) {
        let shown = files
            .iter()
            .filter(|(path, kind)| path.extension() != "md" && *kind == FileChange::Changed)
            .take(MOST_FILES);
        let paths: Vec<_> = shown.filter_map(|(path, _)| self.editions.main.address_of_file(path)).collect();
        if !paths.is_empty() {
            self.tabs.each(|_| vec![TabEvent::Files(paths.clone())]);
        }
    }

    /// Takes the browser to the page that was saved. Where several were, as after a `git checkout`, none is meant.
    fn navigate(&mut self, files: &[(SourcePath, FileChange)]) {
        let pages = || files.iter().filter(|(path, kind)| path.extension() == "md" && *kind != FileChange::Removed);
        let site = self.editions.main.build.site();
        let [(path, _)] = pages().collect::<Vec<_>>()[..] else { return };
        let Some(id) = site.find(path.as_str()) else { return };
        let to =
            format!("{}{}", site.config.base_url.href_path(), vertebra_base::link::encode(site.page(id).url.as_str()));
        self.tabs.each(|tab| if tab.page.path == to { Vec::new() } else { vec![TabEvent::Go(to.clone())] });
    }

    /// Checks some of the pages that nobody has asked for. True while there are more.
    fn check(&mut self) -> bool {
        let more = self.editions.main.build.refresh_some(AT_ONCE);
        if !more {
            self.report();
        }
        more
    }

    /// Says what is wrong, as far as it was not said before.
    fn report(&mut self) {
        let main = &mut self.editions.main;
        main.recount();
        let (new, mended) = self.told.differ(main.known());
        if !new.is_empty() || mended > 0 {
            let snapshot = main.build.snapshot();
            (self.tell)(PreviewEvent::Found(DiagnosticChanges { new, mended, all: main.known(), snapshot }));
            self.tell_tabs(&[]);
        }
    }

    /// How long to wait for the next message.
    fn patience(&self) -> Duration {
        let until = self.due().map(|due| due.duration_since(Timestamp::now()));
        until.map_or(NAP, |until| Duration::try_from(until).unwrap_or_default().min(NAP))
    }

    /// When the same files give another site.
    fn due(&self) -> Option<Timestamp> {
        self.editions.main.build.same_between(true).1.filter(|_| self.settings.date.is_none())
    }

    /// Pages appear and disappear because their time has come. True when there is something to check.
    fn pass_time(&mut self) -> bool {
        if self.due().is_none_or(|due| due > Timestamp::now()) {
            return false;
        }
        let faults = self.editions.main.build.snapshot().faults.clone();
        let change = self.change(Changes { faults, ..Changes::default() });
        if change.reloaded > 0 {
            (self.tell)(PreviewEvent::Changed(change));
        }
        true
    }
}

/// Files that were not there before.
fn everything(files: Snapshot) -> Changes {
    let Snapshot { files, faults, .. } = files;
    Changes { files: files.into_iter().map(|(path, bytes)| (path, Some(bytes))).collect(), faults }
}

/// What a tab has to be told when this stands at its address now.
fn news_of(tab: &mut Tab, now: PreviewResponse, moved: &[RenamedStylesheet]) -> Vec<TabEvent> {
    let view = match now {
        PreviewResponse::View(view) => view,
        // It is told when the day is there.
        PreviewResponse::Later(_) => return Vec::new(),
        _ => return vec![TabEvent::Reload],
    };
    let mut events = Vec::new();
    if view.version != tab.version {
        let sheets = style::only_styles(&tab.body, &view.body, moved).unwrap_or_default();
        let restyled = |RenamedStylesheet { from, to, .. }| TabEvent::Style { from, to, version: view.version.clone() };
        events.extend(sheets.into_iter().map(restyled));
        if events.is_empty() {
            events.push(TabEvent::Reload);
        }
        (tab.version, tab.body) = (view.version, view.body);
    }
    if let Some(notices) = view.notices.filter(|notices| notices.version != tab.notices) {
        tab.notices = notices.version.clone();
        events.push(TabEvent::Notices { version: notices.version, html: notices.html });
    }
    events
}
