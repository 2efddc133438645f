//! `vertebra lsp`: the language server, which speaks with the program in which somebody writes.
//!
//! One thread owns the site and does one thing after the other; the thread that reads, the one that writes and the one
//! that watches the files only send it messages. Unsaved texts count as if they stood in the files.
//!
//! Steps: `wire` makes messages of bytes, `server` takes them one by one, `desk` keeps the site right, `answer` hands each
//! question to the room that answers it. Nothing here writes a file, and nothing but the protocol goes to stdout.
//!
//! Source of the protocol: the Language Server Protocol Specification, version 3.17.
//!
//! ```no_run
//! use vertebra_lsp::{Settings, serve};
//!
//! // Stdin and stdout belong to the client until it is done.
//! let good = serve(&Settings { root: "my-clinic".into(), threads: 4 })?;
//! assert!(good, "the client went away without a word");
//! # Ok::<(), std::io::Error>(())
//! ```

mod allow;
mod answer;
mod board;
mod buffer;
mod calls;
mod capabilities;
mod client;
mod complete;
mod desk;
mod edits;
mod faults;
mod folders;
mod goto;
mod hover;
mod message;
mod moves;
mod names;
mod outline;
mod references;
mod remedies;
mod rename;
mod server;
mod settings;
mod shift;
mod spot;
mod target;
mod tell;
mod text;
mod thing;
mod uri;
mod uses;
mod wire;

pub use settings::Settings;

use std::io;
use std::sync::mpsc;

/// Serves one client on stdin and stdout until it is done. True when it said goodbye as it should.
pub fn serve(settings: &Settings) -> io::Result<bool> {
    let (sender, messages) = mpsc::channel();
    wire::read(sender.clone())?;
    let (out, writer) = wire::write()?;
    let good = server::Server::new(settings, out, sender).work(&messages);
    // The last words are written before the program ends.
    writer.join().map_err(|_| io::Error::other("the thread that writes has failed"))?;
    Ok(good)
}
