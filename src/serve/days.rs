//! The site as of other days: built when somebody asks for one, kept while it is looked at.

use std::mem;
use std::sync::mpsc::Sender;
use std::thread;

use jiff::civil::Date;
use tokio::sync::oneshot;

use super::edition::PreviewSite;
use super::message::{PageRequest, PreviewMessage};
use super::reply::Reply;
use vertebra_base::snapshot::{Changes, Snapshot};
use vertebra_engine::{Build, Now, Options};

/// How many days are kept.
const KEPT: usize = 2;

/// Somebody who waits for an answer.
pub type Waiting = (PageRequest, oneshot::Sender<Reply>);

/// The days that were asked for last; the latest at the end.
#[derive(Debug, Default)]
pub struct DatePreviews(Vec<Day>);

#[derive(Debug)]
struct Day {
    day: Date,
    state: State,
    /// What happened since it was begun or looked at.
    pending: Option<Changes>,
}

#[derive(Debug)]
enum State {
    /// It is being built; they wait for it.
    Coming(Vec<Waiting>),
    Here(Box<PreviewSite>),
}

impl DatePreviews {
    /// The edition of a day, if it is there.
    pub fn get(&mut self, day: Date) -> Option<&mut PreviewSite> {
        let found = self.0.iter_mut().find(|it| it.day == day)?;
        let State::Here(edition) = &mut found.state else { return None };
        if let Some(changes) = found.pending.take() {
            edition.apply(changes, Now::Day(day));
        }
        Some(edition)
    }

    /// Whether the edition of a day is there, or nearly so.
    pub fn is_begun(&self, day: Date) -> bool {
        self.0.iter().any(|it| it.day == day)
    }

    /// Begins to build the site as of a day, in a thread of its own; a message says when it is there.
    pub fn begin(&mut self, day: Date, files: Snapshot, options: Options, messages: &Sender<PreviewMessage>) {
        if self.0.len() >= KEPT {
            self.0.remove(0);
        }
        self.0.push(Day { day, state: State::Coming(Vec::new()), pending: None });
        let messages = messages.clone();
        thread::spawn(move || {
            // When nobody waits for messages any more, nobody waits for the day either.
            let _ = messages.send(PreviewMessage::Day(day, Box::new(Build::new(files, &options))));
        });
    }

    /// Lets somebody wait for a day. Gives them back when nobody builds it.
    pub fn wait(&mut self, day: Date, waiting: Waiting) -> Option<Waiting> {
        match self.0.iter_mut().find(|it| it.day == day) {
            Some(Day { state: State::Coming(all), .. }) => all.push(waiting),
            _ => return Some(waiting),
        }
        None
    }

    /// A day is there: those who waited for it.
    pub fn arrive(&mut self, day: Date, build: Build) -> Vec<Waiting> {
        let Some(found) = self.0.iter_mut().find(|it| it.day == day) else { return Vec::new() };
        match mem::replace(&mut found.state, State::Here(Box::new(PreviewSite::new(build, Some(day))))) {
            State::Coming(waiting) => waiting,
            State::Here(_) => Vec::new(),
        }
    }

    /// Takes note of what happened to the files. It is taken in when somebody looks.
    pub fn apply(&mut self, changes: &Changes) {
        for day in &mut self.0 {
            day.pending.get_or_insert_default().then(changes.clone());
        }
    }
}
