//! What the preview has to say to the one who started it. Said here as data; put into words and printed in `cli`.

use std::net::SocketAddr;
use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use crate::snapshot::Snapshot;

/// Something that happened.
#[derive(Debug)]
pub enum News<'a> {
    Listening(Listening),
    Changed(Changed),
    Found(Found<'a>),
    /// In the words of an editor.
    Trouble(&'a str),
}

/// Requests are answered from now on.
#[derive(Debug)]
pub struct Listening {
    pub address: SocketAddr,
    /// The port that was asked for, if another program has it.
    pub busy: Option<u16>,
}

/// Files, or the time, have changed.
#[derive(Debug)]
pub struct Changed {
    /// Empty when only time has passed.
    pub files: Vec<(SourcePath, Kind)>,
    /// From when the change was known to when every open page was right again.
    pub took: Duration,
    /// How many open pages are loaded again.
    pub reloaded: usize,
    /// How many only get a new style sheet.
    pub restyled: usize,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Added,
    Changed,
    Removed,
}

/// What is wrong is not what was wrong before.
#[derive(Debug)]
pub struct Found<'a> {
    /// What was not there before.
    pub new: Vec<Diagnostic>,
    /// How many are gone.
    pub mended: usize,
    /// All that is wrong now.
    pub all: &'a [Diagnostic],
    /// The files, for excerpts.
    pub snapshot: &'a Snapshot,
}
