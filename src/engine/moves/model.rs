//! What a move comes to: what has to be done, why nothing can be done, and which files are called otherwise.

use std::collections::{BTreeMap, BTreeSet};

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::{SourcePath, UrlPath};

/// What has to be done to the files.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Files that get another name, before anything else.
    pub moves: Vec<(SourcePath, SourcePath)>,
    pub removed: Vec<SourcePath>,
    /// New texts, by the names that the files have then.
    pub texts: BTreeMap<SourcePath, Text>,
    /// Addresses that are others now: the old one, and where it leads; none for those that are gone.
    pub addresses: Vec<(UrlPath, Option<UrlPath>)>,
}

/// A text, and what stood there before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub old: String,
    pub new: String,
}

/// Why nothing can be done.
#[derive(Debug, Clone)]
pub enum Refusal {
    /// What was asked for makes no sense: why, and what to type.
    Asked { message: String, help: String },
    /// Pages still link to a page that is to go.
    Linked(Vec<Link>),
    /// This would be told afterwards.
    Told(Vec<Diagnostic>),
}

/// A place that links to something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    pub file: SourcePath,
    /// From 1.
    pub line: usize,
    /// As it is written.
    pub target: String,
}

/// Which files are called otherwise: for links to them, and for the files themselves.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// Every file that is called otherwise, or whose links are to lead to another.
    pub(super) files: BTreeMap<SourcePath, SourcePath>,
    /// A folder that is called otherwise: `content/guides`.
    pub(super) folder: Option<(String, String)>,
    /// Files that go.
    pub(super) removed: BTreeSet<SourcePath>,
}

impl Mapping {
    /// What a file is called then.
    pub fn file(&self, source: &str) -> Option<&SourcePath> {
        self.files.get(&SourcePath::new(source))
    }

    /// What a file or folder is called then; the same, where nothing changes.
    pub fn name(&self, path: &str) -> String {
        if let Some(file) = self.file(path) {
            return file.as_str().to_owned();
        }
        let Some((old, new)) = &self.folder else { return path.to_owned() };
        match path.strip_prefix(old.as_str()) {
            // A section in another language: `content/guides (es)`.
            Some(rest) if rest.is_empty() || rest.starts_with(['/', ' ']) => format!("{new}{rest}"),
            _ => path.to_owned(),
        }
    }

    /// Whether a file itself is called otherwise.
    pub fn moves(&self) -> impl Iterator<Item = (&SourcePath, &SourcePath)> {
        self.files.iter().filter(|(from, _)| !self.removed.contains(*from))
    }
}

/// What is called how, afterwards.
pub struct Then<'a> {
    pub mapping: &'a Mapping,
    /// Old addresses and new ones, as far as they differ.
    pub addresses: &'a BTreeMap<UrlPath, UrlPath>,
}

impl Then<'_> {
    /// The new address of what stood at an old one, if it has another.
    pub fn address(&self, old: &UrlPath) -> Option<&UrlPath> {
        self.addresses.get(old)
    }
}
