//! What a preview is asked to do, and why it cannot.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::Date;

use vertebra_disk::watch::WatchError;

/// How a preview is wanted.
#[derive(Debug, Clone)]
pub struct PreviewSettings {
    /// The folder of the site.
    pub root: PathBuf,
    pub place: ListenAddress,
    /// Host names, beside those of this computer, under which it may be asked: that of a proxy or of this computer.
    pub names: Vec<String>,
    /// Show what is published on this day, everywhere.
    pub date: Option<Date>,
    /// Take the browser to the page that was saved.
    pub navigate: bool,
    /// How to open a file at a line: `code -g {file}:{line}`; the usual variables are asked when there is none.
    pub editor: Option<String>,
    /// Look for changes this often instead of being told by the system.
    pub poll: Option<Duration>,
    /// Threads that work at the same time.
    pub threads: usize,
}

/// Where to listen.
#[derive(Debug, Clone, Copy)]
pub struct ListenAddress {
    pub bind: IpAddr,
    /// 0 for any that is free.
    pub port: u16,
    /// Open the browser there.
    pub open: bool,
}

/// Why nothing can be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("the preview cannot listen on {address}: {cause}")]
    Listen { address: SocketAddr, cause: io::Error },
    #[error("the preview stopped: {0}")]
    Stopped(io::Error),
    #[error(transparent)]
    Watch(#[from] WatchError),
    #[error("there is no built site in {}", .0.display())]
    NotBuilt(PathBuf),
}

impl ServeError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            ServeError::Listen { cause, .. } if cause.kind() == io::ErrorKind::AddrInUse => {
                "choose a free port: vertebra serve --port 8000"
            }
            ServeError::Listen { .. } => {
                "use an address of this computer, or none: vertebra serve\nports below 1024 are often reserved for the system"
            }
            ServeError::Stopped(_) => "restart it: vertebra serve",
            ServeError::Watch(error) => error.help(),
            ServeError::NotBuilt(_) => "build it first: vertebra build\nor leave out --built to preview the site",
        }
    }
}
