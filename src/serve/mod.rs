//! The preview: shows a site while it is written, in the browser, as it will be published.
//!
//! One loop owns the build (`preview`). HTTP has a thread of its own (`http`), the disk is watched by another; both only
//! send messages to the loop. Writes nothing to disk and never prints: what happens is told as `News`.

mod assets;
mod edition;
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
mod reply;
mod route;
mod settings;
mod shown;
mod style;
mod tabs;
mod told;
mod watching;

pub use news::{Changed, Found, Kind, Listening, News};
pub use settings::{Place, ServeError, Settings};

use std::sync::mpsc;

/// Shows the site until the program is ended. Begins to answer at once, whatever state the site is in.
pub fn preview(settings: &Settings, tell: &dyn Fn(News)) -> Result<(), ServeError> {
    let place = settings.place;
    let listener = listen::listen(place)?;
    let address = listener.local_addr().map_err(ServeError::Stopped)?;
    let (sender, messages) = mpsc::channel();
    let door = http::Door { guard: guard::Guard::new(address), messages: sender.clone() };
    http::start(listener, door).map_err(ServeError::Stopped)?;
    let busy = (place.port != 0 && place.port != address.port()).then_some(place.port);
    tell(News::Listening(Listening { address, busy }));

    let how = settings.poll.map_or(watching::How::Told, watching::How::Poll);
    let watched = move |event| _ = sender.send(message::Message::Watched(event));
    let (snapshot, _watcher) = watching::open(&settings.root, settings.threads, how, watched)?;
    Err(ServeError::Stopped(preview::Preview::new(settings, tell, snapshot).work(&messages)))
}
