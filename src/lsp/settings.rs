//! How the server is wanted. Decides nothing.

use std::path::PathBuf;

/// How the server is wanted.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// The folder in which a site is looked for when the client names none.
    pub root: PathBuf,
    /// Threads that work at the same time.
    pub threads: usize,
}
