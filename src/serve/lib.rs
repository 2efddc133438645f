//! The preview: shows a site while it is written, in the browser, as it will be published.
//!
//! One loop owns the build (`preview`). HTTP has a thread of its own (`http`), the disk is watched by another; both only
//! send messages to the loop. Writes nothing to disk and never prints: what happens is told as `News`.
//!
//! ```no_run
//! use vertebra_serve::{ListenAddress, PreviewSettings, preview};
//!
//! let place = ListenAddress { bind: [127, 0, 0, 1].into(), port: 4000, open: false };
//! let (date, editor, poll, names) = (None, None, None, Vec::new());
//! let settings = PreviewSettings { root: "my-clinic".into(), place, names, date, navigate: false, editor, poll, threads: 4 };
//! preview(&settings, &|news| drop(news))?;
//! # Ok::<(), vertebra_serve::ServeError>(())
//! ```

mod assets;
mod begin;
mod built;
mod connections;
mod dashboard;
mod days;
mod diagnostic_diff;
mod edition;
mod editions;
mod editor;
mod events;
mod guard;
mod hidden;
mod http;
mod insert;
mod listen;
mod message;
mod news;
mod notices;
mod pages;
mod preview;
mod problem;
mod ranges;
mod reply;
mod route;
mod settings;
mod shown;
mod style;
mod tabs;
mod waiting;
mod why;

pub use news::{Changed, DiagnosticChanges, FileChange, Listening, PreviewEvent};
pub use settings::{ListenAddress, PreviewSettings, ServeError};

use std::path::Path;
use std::sync::mpsc;

/// Shows the site until the program is ended. Begins to answer at once, whatever state the site is in.
pub fn preview(settings: &PreviewSettings, tell: &dyn Fn(PreviewEvent)) -> Result<(), ServeError> {
    let (listener, mut listening) = listen::listen(settings.place)?;
    listening.drafts = settings.date.is_none();
    let (sender, messages) = mpsc::channel();
    let guard = guard::Guard::new(listening.address, &settings.names);
    let door = http::AppState { guard, messages: sender.clone(), editor: settings.editor.clone() };
    http::start(listener, door).map_err(ServeError::Stopped)?;
    tell(PreviewEvent::Listening(&listening));
    browse(settings.place, &listening, tell);

    let begun = begin::begin(settings, &sender)?;
    Err(ServeError::Stopped(preview::Preview::new(settings, tell, begun, sender).work(&messages)))
}

/// Shows the finished site in a folder as a host would, until the program is ended. `root` is the site's own folder, `names`
/// are further host names under which it may be asked.
pub fn built(
    (folder, root): (&Path, &Path),
    place: ListenAddress,
    names: &[String],
    tell: &dyn Fn(PreviewEvent),
) -> Result<(), ServeError> {
    let site = built::Built::open(folder, root).ok_or_else(|| ServeError::NotBuilt(folder.to_owned()))?;
    let (listener, listening) = listen::listen(place)?;
    tell(PreviewEvent::Listening(&listening));
    browse(place, &listening, tell);
    Err(ServeError::Stopped(http::serve_built(listener, guard::Guard::new(listening.address, names), site)))
}

/// Opens the browser, if that was asked for.
fn browse(place: ListenAddress, listening: &Listening, tell: &dyn Fn(PreviewEvent)) {
    if place.open && open::that_detached(listening.url()).is_err() {
        tell(PreviewEvent::Trouble("no browser could be opened; open the address yourself"));
    }
}
