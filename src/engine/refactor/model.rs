//! What a move comes to: what has to be done, why nothing can be done, and which files are called otherwise.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::link::{BaseUrl, Link as Address, composed, decoded, encode};
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::snapshot::Snapshot;
use vertebra_edit::FileEdit;
use vertebra_site::NamedTarget;

/// What has to be done to the files.
#[derive(Debug, Clone, Default)]
pub struct MovePlan {
    /// Files that get another name, before anything else.
    pub moves: Vec<(SourcePath, SourcePath)>,
    pub removed: Vec<SourcePath>,
    /// New texts, by the names that the files have then.
    pub texts: BTreeMap<SourcePath, TextChange>,
    /// Addresses that are others now: the old one, and where it leads; none for those that are gone.
    pub addresses: Vec<(UrlPath, Option<UrlPath>)>,
}

impl MovePlan {
    /// What is done to the files; `read` is what they were when the plan was made.
    pub fn file_edits(&self, read: &Snapshot) -> Vec<FileEdit> {
        let old_names: BTreeMap<_, _> = self.moves.iter().map(|(from, to)| (to, from)).collect();
        let written = self.texts.iter().map(|(name, text)| {
            let path = old_names.get(name).copied().unwrap_or(name);
            let after = text.new.clone().into_bytes();
            FileEdit::Write { path: path.clone(), before: read.get(path).cloned(), after }
        });
        let bytes = |path: &SourcePath| read.get(path).cloned().unwrap_or_default();
        let removed = self.removed.iter().map(|path| FileEdit::Remove { path: path.clone(), before: bytes(path) });
        let moved = self.moves.iter().map(|(from, to)| FileEdit::Move { from: from.clone(), to: to.clone() });
        written.chain(removed).chain(moved).collect()
    }
}

/// A text, and what stood there before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextChange {
    pub old: String,
    pub new: String,
}

/// Why nothing can be done.
#[derive(Debug, Clone)]
pub enum MoveRefusal {
    /// What was asked for makes no sense: why, and what to type.
    Asked { message: String, help: String },
    /// Pages still link to a page that is to go.
    Linked(Vec<LinkUse>),
    /// This would be told afterwards.
    Told(Vec<Diagnostic>),
}

/// A place that links to something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkUse {
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
    /// What a file is called then. A link may name it in other letters than a Mac does: see `Snapshot::spelled`.
    pub fn file(&self, source: &str) -> Option<&SourcePath> {
        let exact = self.files.get(&SourcePath::new(source));
        exact.or_else(|| self.files.iter().find(|(from, _)| is_same(from.as_str(), source)).map(|(_, to)| to))
    }

    /// Whether a file goes.
    pub fn removes(&self, source: &str) -> bool {
        self.removed.iter().any(|removed| removed.as_str() == source || is_same(removed.as_str(), source))
    }

    /// What a file or folder is called then; the same, where nothing changes.
    pub fn name(&self, path: &str) -> String {
        if let Some(file) = self.file(path) {
            return file.as_str().to_owned();
        }
        let Some((old, new)) = &self.folder else { return path.to_owned() };
        match behind(path, old) {
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

/// Whether two names are one in the same letters: a file of that name lies where its folder says.
fn is_same(one: &str, other: &str) -> bool {
    !one.is_ascii() && !other.is_ascii() && composed(one) == composed(other)
}

/// What stands behind the name of a folder in a path, in whatever letters that is written.
pub(super) fn behind<'p>(path: &'p str, folder: &str) -> Option<Cow<'p, str>> {
    if let Some(rest) = path.strip_prefix(folder) {
        return Some(Cow::Borrowed(rest));
    }
    if path.is_ascii() || folder.is_ascii() {
        return None;
    }
    composed(path).strip_prefix(&*composed(folder)).map(|rest| Cow::Owned(rest.to_owned()))
}

/// What is called how, afterwards.
pub struct NamesAfterMove<'a> {
    pub mapping: &'a Mapping,
    /// Old addresses and new ones, as far as they differ.
    pub addresses: &'a BTreeMap<UrlPath, UrlPath>,
    /// The ids of headings that are others, if it is about a heading.
    pub ids: Option<&'a NewIds>,
    /// The address of the site: whole addresses that begin with it name its pages.
    pub base: &'a BaseUrl,
    /// Addresses of pages that go: what takes their place has not their headings.
    pub replaced: &'a BTreeSet<UrlPath>,
}

impl NamesAfterMove<'_> {
    /// The new address of what stood at an old one, if it has another.
    pub fn address(&self, old: &UrlPath) -> Option<&UrlPath> {
        self.addresses.get(old)
    }

    /// What stands behind a new address, of what stood behind the old one.
    pub fn behind<'t>(&self, old: &UrlPath, behind: &'t str) -> &'t str {
        if self.replaced.contains(old) { Address::parse(behind).query } else { behind }
    }
}

/// The ids of the headings of one page that are others then.
#[derive(Debug, Clone)]
pub struct NewIds {
    pub source: SourcePath,
    /// None for a page without an address.
    pub url: Option<UrlPath>,
    pub by_old: BTreeMap<String, String>,
}

impl NewIds {
    /// What an address in a text of settings, data or an argument says then; none where it leads elsewhere.
    pub fn named_from_top(&self, base: &BaseUrl, text: &str) -> Option<String> {
        let named = NamedTarget::from_top(base, text);
        let is_it = match &named {
            NamedTarget::Source(source) => source == self.source.as_str(),
            named => named.address().is_some_and(|url| Some(url) == self.url),
        };
        is_it.then(|| self.address(text))?
    }

    /// What an address that leads to the page says then; none where it names no heading that is called otherwise.
    pub fn address(&self, text: &str) -> Option<String> {
        let old = Address::parse(text).fragment?;
        let new = self.by_old.get(&*decoded(old))?;
        let new = if old.contains('%') { encode(new) } else { new.into() };
        Some(format!("{}{new}", &text[..text.len() - old.len()]))
    }
}
