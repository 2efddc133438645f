//! Finds the files of a site: which names count, and which symbolic links may be followed.
//!
//! Opens nothing but folders. A link is followed only within the folder that it was found under, `content` or `themes`,
//! and never to a name that is not read: what comes with a copy of a site must not publish what lies around it.

use std::cell::RefCell;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::{SourcePath, is_ignored};

/// A file that was found: how the site names it, and where it is on disk.
pub struct FoundFile {
    pub path: SourcePath,
    pub on_disk: PathBuf,
}

/// A symbolic link inside the site that is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedLink {
    pub path: SourcePath,
    /// Where it leads, with no link on the way.
    pub target: PathBuf,
}

/// What a walk found.
#[derive(Default)]
pub struct Below {
    /// In no order.
    pub files: Vec<FoundFile>,
    /// What cannot be read.
    pub faults: Vec<Diagnostic>,
    pub links: Vec<FollowedLink>,
}

/// The files at or below one path of the site, which is a folder or a file and has no link above it.
pub fn files_below(root: &Path, path: &str) -> Below {
    let Ok(gate) = Gate::new(root, path) else { return Below::default() };
    let (faults, links) = (RefCell::new(Vec::new()), RefCell::new(Vec::new()));
    let note = |fault| faults.borrow_mut().push(fault);
    let mut found = Vec::new();

    // Below `content` itself the gate is another than that of `content`, which may be a link to another place of the site.
    let inner = Gate::new(root, &format!("{path}/"));
    let gate_of = |entry: &DirEntry| if entry.depth() == 0 { &gate } else { inner.as_ref().unwrap_or(&gate) };

    let walk = WalkDir::new(on_disk(root, path)).follow_links(true);
    let entries = walk.into_iter().filter_entry(|entry| match refusal(entry, root, gate_of(entry)) {
        Verdict::Enter => true,
        Verdict::Follow(link) => {
            links.borrow_mut().push(link);
            true
        }
        Verdict::Skip => false,
        Verdict::Refuse(fault) => {
            note(*fault);
            false
        }
    });
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if entry.file_type().is_file() => {
                found.push(FoundFile { path: source_path(root, entry.path()), on_disk: entry.into_path() });
            }
            Ok(entry) => note(special(&source_path(root, entry.path()))),
            Err(error) => faults.borrow_mut().extend(fault_of(&error, root)),
        }
    }
    Below { files: found, faults: faults.into_inner(), links: links.into_inner() }
}

/// Where a single file of the site is, with no link on the way, by the rules of a walk; nothing for what no walk finds.
pub fn file_at(root: &Path, path: &SourcePath) -> Option<PathBuf> {
    let gate = Gate::new(root, path.as_str()).ok().filter(|_| path.is_read())?;
    let place = on_disk(root, path.as_str()).canonicalize().ok()?;
    (gate.leads(&place) == Leads::Inside && place.is_file()).then_some(place)
}

/// Where a path of the site is on disk, in the words of the system.
pub fn on_disk(root: &Path, path: &str) -> PathBuf {
    path.split('/').fold(root.to_owned(), |folder, part| folder.join(part))
}

/// The path as the site names it; a name that is not UTF-8 gets replacement characters.
pub fn source_path(root: &Path, path: &Path) -> SourcePath {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inner.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    SourcePath::new(parts.join("/"))
}

enum Verdict {
    Enter,
    Follow(FollowedLink),
    Skip,
    Refuse(Box<Diagnostic>),
}

/// The folder that links may lead into, with no link on the way.
struct Gate {
    folder: PathBuf,
    /// As the site calls it.
    name: String,
}

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
enum Leads {
    Inside,
    Outside,
    /// To or through a name that is not read.
    Hidden(String),
}

impl Gate {
    /// The gate of everything at or below a path of the site. `content` and `themes` themselves may lead anywhere within
    /// the site; what is in them, only within them.
    fn new(root: &Path, path: &str) -> io::Result<Self> {
        let site = Gate { folder: root.canonicalize()?, name: String::new() };
        let top = path.split('/').next().unwrap_or(path);
        if top == path {
            return Ok(site);
        }
        let folder = on_disk(root, top).canonicalize()?;
        match site.leads(&folder) {
            Leads::Inside => Ok(Gate { folder, name: top.to_owned() }),
            _ => Err(io::ErrorKind::PermissionDenied.into()),
        }
    }

    fn leads(&self, target: &Path) -> Leads {
        let Ok(inside) = target.strip_prefix(&self.folder) else { return Leads::Outside };
        let mut names = inside.components().map(|part| part.as_os_str());
        names.find(|name| is_passing(name)).map_or(Leads::Inside, |name| Leads::Hidden(name.to_string_lossy().into()))
    }
}

fn refusal(entry: &DirEntry, root: &Path, gate: &Gate) -> Verdict {
    if entry.depth() > 0 && is_passing(entry.file_name()) {
        return Verdict::Skip;
    }
    let source = source_path(root, entry.path());
    let refuse = |fault| Verdict::Refuse(Box::new(fault));
    if entry.file_name().to_str().is_none() {
        return refuse(unreadable_name(&source));
    }
    // The folder that a walk starts at is always reported as followed, so it is asked about itself.
    if !entry.path_is_symlink() && (entry.depth() > 0 || !entry.path().is_symlink()) {
        return Verdict::Enter;
    }
    let target = match entry.path().canonicalize() {
        Ok(target) => target,
        Err(error) => return refuse(broken_link(&source, &error)),
    };
    match gate.leads(&target) {
        Leads::Inside => Verdict::Follow(FollowedLink { path: source, target }),
        Leads::Outside => refuse(outside(&source, &gate.name, &target)),
        Leads::Hidden(name) => refuse(hidden(&source, &name, &target)),
    }
}

/// A name as the system has it, held against the rule for all names. One that is not UTF-8 is judged by what is.
pub fn is_passing(name: &OsStr) -> bool {
    is_ignored(&name.to_string_lossy())
}

fn fault_of(error: &walkdir::Error, root: &Path) -> Option<Diagnostic> {
    let path = error.path()?;
    if path.file_name().is_some_and(is_passing) {
        return None;
    }
    let source = source_path(root, path);
    if let Some(ancestor) = error.loop_ancestor() {
        return Some(endless(&source).with_note(format!("it points back to {}", source_path(root, ancestor))));
    }
    let cause = error.io_error()?;
    if path.is_symlink() {
        return Some(broken_link(&source, cause));
    }
    if cause.kind() == io::ErrorKind::NotFound {
        return Some(vanished(&source));
    }
    Some(if path.is_dir() { unreadable_folder(&source, cause) } else { unreadable_file(&source, cause) })
}

fn outside(source: &SourcePath, folder: &str, target: &Path) -> Diagnostic {
    let folder = if folder.is_empty() { "the site folder".to_owned() } else { format!("the folder {folder}") };
    Diagnostic::error("symlink-outside", source, None, format!("this symbolic link points outside {folder}"))
        .with_help(format!("copy the file or folder into {folder}, and remove the link"))
        .with_note(format!("it points to {}", target.display()))
}

fn hidden(source: &SourcePath, name: &str, target: &Path) -> Diagnostic {
    let message = format!("this symbolic link points to \"{name}\", which is not published under its own name either");
    Diagnostic::error("symlink-hidden", source, None, message)
        .with_help("remove the link; to publish the file, give it a name that does not begin with a dot")
        .with_note(format!("it points to {}", target.display()))
}

fn endless(source: &SourcePath) -> Diagnostic {
    Diagnostic::error("symlink-loop", source, None, "this symbolic link forms a loop").with_help("remove the link")
}

fn broken_link(source: &SourcePath, cause: &io::Error) -> Diagnostic {
    match cause.kind() {
        io::ErrorKind::NotFound => Diagnostic::error(
            "file-unreadable",
            source,
            None,
            "this symbolic link points to something that does not exist",
        )
        .with_help("remove the link, or replace it with the file"),
        io::ErrorKind::PermissionDenied => unreadable_file(source, cause),
        // What is left is the system's own limit on links that lead to links.
        _ => endless(source),
    }
}

fn special(source: &SourcePath) -> Diagnostic {
    Diagnostic::error("file-special", source, None, "this is not a regular file but a pipe, a socket or a device")
        .with_help("remove it from the site folder")
}

fn unreadable_name(source: &SourcePath) -> Diagnostic {
    Diagnostic::error("file-name", source, None, "the name of this file is not valid UTF-8, so it has no address")
        .with_help("rename the file; the letters a to z, digits and hyphens always work")
}

fn unreadable_folder(source: &SourcePath, cause: &io::Error) -> Diagnostic {
    Diagnostic::error("folder-unreadable", source, None, format!("this folder cannot be opened: {}", plain(cause)))
        .with_help("give your account permission to open it, or move it out of the site")
}

/// A file that is there but closed to us.
pub fn unreadable_file(source: &SourcePath, cause: &io::Error) -> Diagnostic {
    Diagnostic::error("file-unreadable", source, None, format!("this file cannot be read: {}", plain(cause)))
        .with_help("give your account permission to read it, or move it out of the site")
}

/// A file that was there a moment ago.
pub fn vanished(source: &SourcePath) -> Diagnostic {
    Diagnostic::error("file-vanished", source, None, "this file disappeared while it was being read")
        .with_help("if it was being saved or moved just now, run the same command again")
}

/// What the system says, without its number.
pub fn plain(cause: &io::Error) -> String {
    let text = cause.to_string().to_lowercase();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}
