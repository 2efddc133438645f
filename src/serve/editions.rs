//! Everything that can be asked for: the site as of now, as of other days, and the preview's own pages.

use std::path::PathBuf;
use std::sync::mpsc::Sender;

use jiff::Timestamp;
use jiff::civil::Date;

use super::dashboard::{Surroundings, dashboard};
use super::days::{DatePreviews, Waiting};
use super::edition::{PageChrome, PreviewResponse, PreviewSite, View};
use super::http::OWN;
use super::message::{PageRequest, PreviewMessage};
use super::pages::PreviewTemplates;
use super::settings::PreviewSettings;
use super::why::why;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::{Changes, Snapshot};
use vertebra_disk::cache;
use vertebra_engine::{Build, Now, Options, Purpose};

/// All editions of a site.
#[derive(Debug)]
pub struct Editions {
    pub main: PreviewSite,
    days: DatePreviews,
    pages: PreviewTemplates,
    /// The files of the site, without those that the program carries.
    files: Snapshot,
    root: PathBuf,
    threads: usize,
    messages: Sender<PreviewMessage>,
    /// What is wrong with the folder of the site.
    pub trouble: Option<String>,
}

impl Editions {
    /// Builds what was read; renders nothing yet.
    pub fn new(settings: &PreviewSettings, files: Snapshot, messages: Sender<PreviewMessage>) -> Self {
        let purpose = if settings.date.is_some() { Purpose::Watch } else { Purpose::Preview };
        let (threads, store) = (settings.threads, cache::store(&settings.root));
        let options = Options { threads, purpose, store, ..Options::at(now(settings.date)) };
        Editions {
            main: PreviewSite::new(Build::new(files.clone(), &options), settings.date),
            days: DatePreviews::default(),
            pages: PreviewTemplates::new(),
            files,
            root: settings.root.clone(),
            threads,
            messages,
            trouble: None,
        }
    }

    /// Takes in what happened to the files.
    pub fn apply(&mut self, changes: Changes) {
        self.files.apply(changes.clone());
        self.days.apply(&changes);
        self.main.apply(changes, now(self.main.day));
    }

    /// What stands at an address. A day that is not there yet is begun if somebody asks for it.
    pub fn answer(&mut self, asked: &PageRequest, surroundings: &Surroundings) -> PreviewResponse {
        if let Some(name) = asked.path.strip_prefix(OWN) {
            return self.own(name, asked, surroundings);
        }
        let day = match asked.value("at").filter(|at| !at.is_empty()).map(|at| at.parse()) {
            Some(Err(_)) => return PreviewResponse::BadDay,
            Some(Ok(day)) => Some(day).filter(|day| self.main.day != Some(*day)),
            None => None,
        };
        let back = day.map(|_| asked.without("at"));
        let around = PageChrome { pages: &self.pages, trouble: self.trouble.as_deref(), back: back.as_deref() };
        match day {
            None => self.main.answer(&asked.path, around),
            Some(day) => match self.days.get(day) {
                Some(edition) => edition.answer(&asked.path, around),
                None => {
                    self.begin(day);
                    PreviewResponse::Later(day)
                }
            },
        }
    }

    fn begin(&mut self, day: Date) {
        if !self.days.is_begun(day) {
            let (purpose, store) = (Purpose::Watch, cache::store(&self.root));
            let options = Options { threads: self.threads, purpose, store, ..Options::at(Now::Day(day)) };
            self.days.begin(day, self.files.clone(), options, &self.messages);
        }
    }

    /// Lets somebody wait for a day that was begun. Gives them back when nobody builds it.
    pub fn wait(&mut self, day: Date, waiting: Waiting) -> Option<Waiting> {
        self.days.wait(day, waiting)
    }

    /// A day is there: those who waited for it.
    pub fn arrive(&mut self, day: Date, build: Build) -> Vec<Waiting> {
        self.days.arrive(day, build)
    }

    /// Where a file of the site is on disk; nothing for what is none of its files.
    pub fn find(&self, file: &str) -> Option<PathBuf> {
        let (path, _) = self.files.files.get_key_value(&SourcePath::new(file))?;
        std::path::absolute(self.root.join(path.as_str())).ok()
    }

    /// A page of our own.
    fn own(&mut self, name: &str, asked: &PageRequest, surroundings: &Surroundings) -> PreviewResponse {
        let html = match name {
            "" => self.pages.render("dashboard.html", &dashboard(&self.main, asked, surroundings)),
            "why" => {
                let page = asked.value("page").unwrap_or_default();
                self.pages.render("why.html", &why(&self.main, &page))
            }
            _ => return PreviewResponse::NotOurs,
        };
        // That a tab is open must not make another version of the page that it shows.
        let tabs = self.pages.render("tabs.html", surroundings);
        PreviewResponse::View(View::own(&html, ("<!--tabs-->", &tabs)))
    }
}

/// The day that is shown, or the moment.
fn now(day: Option<Date>) -> Now {
    day.map_or_else(|| Now::System(Timestamp::now()), Now::Day)
}
