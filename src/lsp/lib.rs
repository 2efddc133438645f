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
//! use vertebra_lsp::{ServerSettings, serve};
//!
//! // Stdin and stdout belong to the client until it is done.
//! let good = serve(&ServerSettings { root: "my-clinic".into(), threads: 4 })?;
//! assert!(good, "the client went away without a word");
//! # Ok::<(), std::io::Error>(())
//! ```

mod allow;
mod buffer;
mod calls;
mod capabilities;
mod client;
mod code_actions;
mod complete;
mod cursor;
mod dispatch;
mod edits;
mod faults;
mod file_diagnostics;
mod folders;
mod goto;
mod hover;
mod message;
mod moves;
mod names;
mod occurrences;
mod outline;
mod position_map;
mod references;
mod rename;
mod sent_diagnostics;
mod server;
mod settings;
mod target;
mod text;
mod thing;
mod transport;
mod uri;
mod workspace;

pub use settings::ServerSettings;

use std::io;
use std::sync::mpsc;

/// Serves one client on stdin and stdout until it is done. True when it said goodbye as it should.
pub fn serve(settings: &ServerSettings) -> io::Result<bool> {
    let (sender, messages) = mpsc::channel();
    transport::read(sender.clone())?;
    let (out, writer) = transport::write()?;
    let good = server::Server::new(settings, out, sender).work(&messages);
    // The last words are written before the program ends.
    writer.join().map_err(|_| io::Error::other("the writer thread has failed"))?;
    Ok(good)
}
