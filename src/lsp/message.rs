//! What the loop is told.

use vertebra_disk::watch::Event;

/// Everything that happens comes to the loop as one of these.
#[derive(Debug)]
pub enum ServerMessage {
    Client(lsp_server::Message),
    /// Something came that is no message.
    Unreadable,
    /// The client is gone.
    Ended,
    Watched(Event),
}
