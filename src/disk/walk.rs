//! Finds the files of a site: which names count, and which symbolic links may be followed.
//!
//! Opens nothing but folders. A link is followed only while it stays inside the site's folder.

use std::cell::RefCell;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::Diagnostic;
use crate::path::{SourcePath, is_ignored};

/// A file that was found: how the site names it, and where it is on disk.
pub struct Found {
    pub path: SourcePath,
    pub on_disk: PathBuf,
}

/// A symbolic link inside the site that is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub path: SourcePath,
    /// Where it leads, with no link on the way.
    pub target: PathBuf,
}

/// What a walk found.
#[derive(Default)]
pub struct Below {
    /// In no order.
    pub files: Vec<Found>,
    /// What cannot be read.
    pub faults: Vec<Diagnostic>,
    pub links: Vec<Link>,
}

/// The files at or below one path of the site, which is a folder or a file and has no link above it.
pub fn files_below(root: &Path, path: &str) -> Below {
    // Compared with the resolved targets of links, so it must be resolved itself.
    let Ok(resolved) = root.canonicalize() else { return Below::default() };
    let (faults, links) = (RefCell::new(Vec::new()), RefCell::new(Vec::new()));
    let note = |fault| faults.borrow_mut().push(fault);
    let mut found = Vec::new();

    let walk = WalkDir::new(on_disk(root, path)).follow_links(true);
    let entries = walk.into_iter().filter_entry(|entry| match refusal(entry, root, &resolved) {
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
                found.push(Found { path: source_path(root, entry.path()), on_disk: entry.into_path() });
            }
            Ok(entry) => note(special(&source_path(root, entry.path()))),
            Err(error) => faults.borrow_mut().extend(fault_of(&error, root)),
        }
    }
    Below { files: found, faults: faults.into_inner(), links: links.into_inner() }
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
    Follow(Link),
    Skip,
    Refuse(Box<Diagnostic>),
}

fn refusal(entry: &DirEntry, root: &Path, resolved: &Path) -> Verdict {
    if entry.depth() > 0 && is_passing(entry.file_name()) {
        return Verdict::Skip;
    }
    let refuse = |fault| Verdict::Refuse(Box::new(fault));
    if entry.file_name().to_str().is_none() {
        return refuse(unreadable_name(&source_path(root, entry.path())));
    }
    // The folder that a walk starts at is always reported as followed, so it is asked about itself.
    if !entry.path_is_symlink() && (entry.depth() > 0 || !entry.path().is_symlink()) {
        return Verdict::Enter;
    }
    match entry.path().canonicalize() {
        Ok(target) if target.starts_with(resolved) => {
            Verdict::Follow(Link { path: source_path(root, entry.path()), target })
        }
        Ok(target) => refuse(outside(&source_path(root, entry.path()), &target)),
        Err(error) => refuse(broken_link(&source_path(root, entry.path()), &error)),
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
        return Some(endless(&source).with_note(format!("it leads back to {}", source_path(root, ancestor))));
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

fn outside(source: &SourcePath, target: &Path) -> Diagnostic {
    Diagnostic::error("symlink-outside", source, None, "this link leads to a place outside the site's folder")
        .with_help("copy the file or folder itself into the site, and remove the link")
        .with_note(format!("it leads to {}", target.display()))
}

fn endless(source: &SourcePath) -> Diagnostic {
    Diagnostic::error("symlink-loop", source, None, "this link goes round in a circle").with_help("remove the link")
}

fn broken_link(source: &SourcePath, cause: &io::Error) -> Diagnostic {
    match cause.kind() {
        io::ErrorKind::NotFound => {
            Diagnostic::error("file-unreadable", source, None, "this is a link to something that does not exist")
                .with_help("remove the link, or put the file that it names in its place")
        }
        io::ErrorKind::PermissionDenied => unreadable_file(source, cause),
        // What is left is the system's own limit on links that lead to links.
        _ => endless(source),
    }
}

fn special(source: &SourcePath) -> Diagnostic {
    Diagnostic::error("file-special", source, None, "this is not a file but a pipe, a socket or a device")
        .with_help("remove it from the site's folder")
}

fn unreadable_name(source: &SourcePath) -> Diagnostic {
    Diagnostic::error("file-name", source, None, "the name of this file is not saved as UTF-8, so it has no address")
        .with_help("give the file a new name; letters a to z, digits and hyphens always work")
}

fn unreadable_folder(source: &SourcePath, cause: &io::Error) -> Diagnostic {
    Diagnostic::error("folder-unreadable", source, None, format!("this folder cannot be opened: {}", plain(cause)))
        .with_help("allow your account to open it, or move it out of the site")
}

/// A file that is there but closed to us.
pub fn unreadable_file(source: &SourcePath, cause: &io::Error) -> Diagnostic {
    Diagnostic::error("file-unreadable", source, None, format!("this file cannot be read: {}", plain(cause)))
        .with_help("allow your account to read it, or move it out of the site")
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
