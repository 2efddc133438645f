//! The loop that owns the build: everything that happens to a preview comes here as a message, one after the other.
//!
//! Nothing here waits for anybody but the next message. While there is none, pages are checked that nobody has asked
//! for, a few at a time.

use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::{Duration, Instant};
use std::{io, mem};

use jiff::Timestamp;

use super::edition::{Answer, Around, Edition};
use super::message::{Asked, Message, Opened, TabEvent};
use super::news::{Changed, Found, Kind, News};
use super::pages::Pages;
use super::reply::Reply;
use super::settings::Settings;
use super::style::{self, Moved, Sheets};
use super::tabs::Tabs;
use super::told::Told;
use super::watching::Event;
use crate::build::{Build, Now, Options, Purpose};
use crate::path::SourcePath;
use crate::snapshot::{Changes, Snapshot};

/// How many pages are checked before the next message is looked for.
const AT_ONCE: usize = 8;
/// The longest sleep: a computer that was closed wakes up at another time.
const NAP: Duration = Duration::from_secs(20);

/// A preview at work.
pub struct Preview<'a> {
    settings: &'a Settings,
    tell: &'a dyn Fn(News),
    main: Edition,
    pages: Pages,
    tabs: Tabs,
    sheets: Sheets,
    told: Told,
    trouble: Option<String>,
}

impl<'a> Preview<'a> {
    /// Builds what was read; renders nothing yet.
    pub fn new(settings: &'a Settings, tell: &'a dyn Fn(News), snapshot: Snapshot) -> Self {
        let (purpose, now) = match settings.date {
            Some(day) => (Purpose::Watch, Now::Day(day)),
            None => (Purpose::Preview, Now::System(Timestamp::now())),
        };
        let drafts = settings.date.is_none();
        let options = Options { base_url: None, drafts, now, threads: settings.threads, purpose };
        let main = Edition::new(Build::new(snapshot, &options), settings.date);
        let sheets = style::sheets(&main.build.site().theme);
        Preview {
            settings,
            tell,
            main,
            pages: Pages::new(),
            tabs: Tabs::default(),
            sheets,
            told: Told::default(),
            trouble: None,
        }
    }

    /// Answers until nobody can ask any more; returns why.
    pub fn work(&mut self, messages: &Receiver<Message>) -> io::Error {
        self.report();
        let mut checking = true;
        loop {
            let message = if checking {
                messages.try_recv().map_err(|error| error == TryRecvError::Disconnected)
            } else {
                messages.recv_timeout(self.patience()).map_err(|error| error == RecvTimeoutError::Disconnected)
            };
            match message {
                Ok(Message::Ended(cause)) => return cause,
                Ok(message) => checking |= self.take(message),
                Err(true) => return io::ErrorKind::BrokenPipe.into(),
                Err(false) if checking => checking = self.check(),
                Err(false) => checking |= self.pass_time(),
            }
        }
    }

    /// Does what a message asks for. True when there is something to check afterwards.
    fn take(&mut self, message: Message) -> bool {
        match message {
            Message::Ask(asked, reply) => {
                // One that has gone away does not need its answer.
                let _ = reply.send(self.reply(&asked));
                false
            }
            Message::Tab(opened, reply) => {
                let _ = reply.send(self.open(opened));
                false
            }
            Message::Watched(Event::Changed(changes)) => {
                self.trouble = None;
                self.change(changes);
                true
            }
            Message::Watched(Event::Trouble(words)) => {
                (self.tell)(News::Trouble(&words));
                self.trouble = Some(words);
                self.tell_tabs(&[]);
                false
            }
            Message::Find(..) | Message::Day(..) | Message::Ended(_) => false,
        }
    }

    fn reply(&mut self, asked: &Asked) -> Reply {
        match self.answer(asked) {
            Answer::View(view) => view.reply(),
            Answer::Moved(to) => {
                let query = if asked.query.is_empty() { String::new() } else { format!("?{}", asked.query) };
                Reply::moved(307, to + &query)
            }
            Answer::Bad => Reply::plain(400, "This is not an address that a page can have."),
        }
    }

    fn answer(&mut self, asked: &Asked) -> Answer {
        let around = Around { pages: &self.pages, trouble: self.trouble.as_deref(), back: None };
        self.main.answer(&asked.path, around)
    }

    /// A tab wants to know what becomes of its page; if that has changed already, it is told at once.
    fn open(&mut self, opened: Opened) -> Option<tokio::sync::mpsc::Receiver<TabEvent>> {
        let Opened { page, version, notices } = opened;
        let now = self.answer(&page);
        let body = match &now {
            Answer::View(view) => view.body.clone(),
            Answer::Moved(_) | Answer::Bad => axum::body::Bytes::new(),
        };
        let line = self.tabs.open(page, (version, notices), body)?;
        self.tell_tabs(&[]);
        Some(line)
    }

    fn change(&mut self, changes: Changes) {
        let began = Instant::now();
        let files = self.kinds(&changes);
        self.main.apply(changes, self.now());
        let before = mem::replace(&mut self.sheets, style::sheets(&self.main.build.site().theme));
        let (reloaded, restyled) = self.tell_tabs(&style::moved(&before, &self.sheets));
        if self.settings.navigate {
            self.navigate(&files);
        }
        (self.tell)(News::Changed(Changed { files, took: began.elapsed(), reloaded, restyled }));
    }

    fn kinds(&self, changes: &Changes) -> Vec<(SourcePath, Kind)> {
        let known = &self.main.build.snapshot().files;
        let kind = |path: &SourcePath, is_there: bool| match (known.contains_key(path), is_there) {
            (_, false) => Kind::Removed,
            (true, true) => Kind::Changed,
            (false, true) => Kind::Added,
        };
        changes.files.iter().map(|(path, bytes)| (path.clone(), kind(path, bytes.is_some()))).collect()
    }

    /// Tells every tab what is new on its page: how many are loaded again, and how many only restyled.
    fn tell_tabs(&mut self, moved: &[Moved]) -> (usize, usize) {
        let (mut reloaded, mut restyled) = (0, 0);
        let mut tabs = mem::take(&mut self.tabs);
        tabs.each(|tab| {
            let Answer::View(view) = self.answer(&tab.page) else { return vec![TabEvent::Reload] };
            let mut events = Vec::new();
            let version = view.version();
            if version != tab.version {
                match style::only_styles(&tab.body, &view.body, moved) {
                    Some(sheets) => {
                        restyled += 1;
                        events.extend(sheets.into_iter().map(|Moved { from, to }| TabEvent::Style {
                            from,
                            to,
                            version: version.clone(),
                        }));
                    }
                    None => {
                        reloaded += 1;
                        events.push(TabEvent::Reload);
                    }
                }
                (tab.version, tab.body) = (version, view.body);
            }
            if let Some(notices) = view.notices.filter(|notices| notices.version != tab.notices) {
                tab.notices = notices.version.clone();
                events.push(TabEvent::Notices { version: notices.version, html: notices.html });
            }
            events
        });
        self.tabs = tabs;
        (reloaded, restyled)
    }

    /// Takes the browser to the page that was saved. Where several were, as after a `git checkout`, none is meant.
    fn navigate(&mut self, files: &[(SourcePath, Kind)]) {
        let pages = || files.iter().filter(|(path, kind)| path.extension() == "md" && *kind != Kind::Removed);
        let site = self.main.build.site();
        let [(path, _)] = pages().collect::<Vec<_>>()[..] else { return };
        let Some(id) = site.find(path.as_str()) else { return };
        let to = format!("{}{}", site.config.base_url.path, crate::site::encode(site.page(id).url.as_str()));
        self.tabs.each(|tab| if tab.page.path == to { Vec::new() } else { vec![TabEvent::Go(to.clone())] });
    }

    /// Checks some of the pages that nobody has asked for. True while there are more.
    fn check(&mut self) -> bool {
        let more = self.main.build.refresh_some(AT_ONCE);
        if !more {
            self.report();
        }
        more
    }

    /// Says what is wrong, as far as it was not said before.
    fn report(&mut self) {
        self.main.recount();
        let (new, mended) = self.told.differ(self.main.known());
        if !new.is_empty() || mended > 0 {
            let snapshot = self.main.build.snapshot();
            (self.tell)(News::Found(Found { new, mended, all: self.main.known(), snapshot }));
            self.tell_tabs(&[]);
        }
    }

    fn now(&self) -> Now {
        self.settings.date.map_or_else(|| Now::System(Timestamp::now()), Now::Day)
    }

    /// How long to wait for the next message.
    fn patience(&self) -> Duration {
        let until = self.due().map(|due| due.duration_since(Timestamp::now()));
        until.map_or(NAP, |until| Duration::try_from(until).unwrap_or_default().min(NAP))
    }

    /// When the same files give another site.
    fn due(&self) -> Option<Timestamp> {
        self.main.build.same_between(true).1.filter(|_| self.settings.date.is_none())
    }

    /// Pages appear and disappear because their time has come. True when there is something to check.
    fn pass_time(&mut self) -> bool {
        if self.due().is_none_or(|due| due > Timestamp::now()) {
            return false;
        }
        let faults = self.main.build.snapshot().faults.clone();
        self.change(Changes { faults, ..Changes::default() });
        true
    }
}
