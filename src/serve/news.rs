//! What the preview has to say to the one who started it. Said here as data; put into words and printed in `cli`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::time::Duration;

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_report::count;

/// Something that happened.
#[derive(Debug)]
pub enum PreviewEvent<'a> {
    Listening(&'a Listening),
    Changed(Changed),
    Found(DiagnosticChanges<'a>),
    /// In the words of an editor.
    Trouble(&'a str),
}

/// Requests are answered from now on.
#[derive(Debug)]
pub struct Listening {
    pub address: SocketAddr,
    /// The port that was asked for, if another program has it.
    pub busy: Option<u16>,
    /// Pages that are not published can be seen, too.
    pub drafts: bool,
}

impl Listening {
    /// Where a browser on this computer finds the site.
    pub fn url(&self) -> String {
        let ip = match self.address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        self.at(ip)
    }

    /// Where other computers in the network find it, if they do and if this computer knows its own address.
    pub fn network_url(&self) -> Option<String> {
        if !self.address.ip().is_unspecified() {
            return (!self.address.ip().is_loopback()).then(|| self.url());
        }
        // Nothing is sent: the system only says from where it would be. The address is one that nobody has (RFC 5737).
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
        let ip = socket.local_addr().ok()?.ip();
        (!ip.is_unspecified() && !ip.is_loopback()).then(|| self.at(ip))
    }

    fn at(&self, ip: IpAddr) -> String {
        format!("http://{}/", SocketAddr::new(ip, self.address.port()))
    }
}

/// Files, or the time, have changed.
#[derive(Debug)]
pub struct Changed {
    /// Empty when only time has passed.
    pub files: Vec<(SourcePath, FileChange)>,
    /// From when the change was known to when every open page was right again.
    pub took: Duration,
    /// How many open pages are loaded again.
    pub reloaded: usize,
    /// How many only get a new style sheet.
    pub restyled: usize,
}

impl Changed {
    /// What has changed, in words: `guides/first-visit.md changed`.
    pub fn what(&self) -> String {
        match &self.files[..] {
            [] => "a scheduled time was reached".to_owned(),
            [(path, kind)] => format!("{} {}", path.in_content().unwrap_or(path.as_str()), kind.word()),
            many => format!("{} changed", count(many.len(), "file")),
        }
    }

    /// How long it took, in words: `3 ms`.
    pub fn time(&self) -> String {
        format!("{} ms", self.took.as_millis().max(1))
    }
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileChange {
    Added,
    Changed,
    Removed,
}

/// What is wrong is not what was wrong before.
#[derive(Debug)]
pub struct DiagnosticChanges<'a> {
    /// What was not there before.
    pub new: Vec<Diagnostic>,
    /// How many are gone.
    pub mended: usize,
    /// All that is wrong now.
    pub all: &'a [Diagnostic],
    /// The files, for excerpts.
    pub snapshot: &'a Snapshot,
}

impl FileChange {
    fn word(self) -> &'static str {
        match self {
            FileChange::Added => "added",
            FileChange::Changed => "changed",
            FileChange::Removed => "removed",
        }
    }
}
