//! The journal: what was changed in the published site since its manifest was written. A change of one page adds a few
//! lines here, in place of a new manifest of thousands.
//!
//! ```text
//! of 4a0c…                     the manifest that it belongs to
//! write 91be… 4711 a/index.html
//! remove old/index.html
//! begun 2                      both lines are there: the change may be made
//! done                         it was made
//! ```
//!
//! Lines are only ever added at the end. Those of a change that has no `begun` are nothing: its writer was killed before
//! it had changed anything. A change with `begun` and without `done` must be finished by whoever comes next. A journal of
//! another manifest is left over and means nothing. After a change that removes files comes a new manifest, so that neither
//! names for long what is published no more.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::manifest::{Manifest, ManifestEntry};
use super::publish_error::PublishError;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::OutputPath;

/// Files to be written, with what stands in them, and files to be removed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    pub files: BTreeMap<String, Option<ManifestEntry>>,
}

/// What a journal says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Journal {
    /// Changes that were made.
    pub made: Vec<JournalEntry>,
    /// One that was begun.
    pub begun: Option<JournalEntry>,
}

/// The last line of a change that was made.
const DONE: &str = "done\n";

impl JournalEntry {
    /// Carries the change over to a list of what is published.
    pub fn apply(&self, manifest: &mut Manifest) {
        for (path, entry) in &self.files {
            match entry {
                Some(entry) => _ = manifest.files.insert(path.clone(), *entry),
                None => _ = manifest.files.remove(path),
            }
        }
    }

    /// Whether a file goes that was published.
    pub fn takes_away(&self) -> bool {
        self.files.values().any(Option::is_none)
    }

    fn to_text(&self) -> String {
        let mut text = String::new();
        for (path, entry) in &self.files {
            text += &match entry {
                Some(ManifestEntry { hash, size }) => format!("write {hash} {size} {path}\n"),
                None => format!("remove {path}\n"),
            };
        }
        text + &format!("begun {}\n", self.files.len())
    }
}

impl Journal {
    /// Reads the journal of a manifest, given as it stands on disk. No journal says nothing.
    pub fn load(path: &Path, manifest: &[u8]) -> Result<Self, PublishError> {
        match fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, manifest).ok_or_else(|| PublishError::ManifestBroken(path.to_owned())),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Journal::default()),
            Err(cause) if cause.kind() == io::ErrorKind::InvalidData => {
                Err(PublishError::ManifestBroken(path.to_owned()))
            }
            Err(cause) => Err(PublishError::at(path, cause)),
        }
    }

    fn parse(text: &str, manifest: &[u8]) -> Option<Self> {
        // The last line may be half a line.
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        let mut lines = whole.lines();
        let mut journal = Journal::default();
        if lines.next() != Some(head(manifest).trim_end()) {
            return Some(journal);
        }
        let mut change = JournalEntry::default();
        for line in lines {
            match line.split_once(' ').unwrap_or((line, "")) {
                ("begun", count) if journal.begun.is_none() && count.parse() == Ok(change.files.len()) => {
                    journal.begun = Some(std::mem::take(&mut change));
                }
                ("done", "") => journal.made.push(journal.begun.take()?),
                (word, rest) => {
                    let (path, entry) = parse_line(word, rest)?;
                    change.files.insert(path, entry);
                }
            }
        }
        Some(journal)
    }
}

/// Refuses what leads outside the output folder: files are deleted by what stands here.
fn parse_line(word: &str, rest: &str) -> Option<(String, Option<ManifestEntry>)> {
    let (path, entry) = match word {
        "remove" => (rest, None),
        "write" => {
            let (hash, rest) = rest.split_once(' ')?;
            let (size, path) = rest.split_once(' ')?;
            (path, Some(ManifestEntry { hash: Fingerprint::parse(hash)?, size: size.parse().ok()? }))
        }
        _ => return None,
    };
    OutputPath::new(path).ok()?;
    Some((path.to_owned(), entry))
}

fn head(manifest: &[u8]) -> String {
    format!("of {}\n", Fingerprint::of_bytes(manifest))
}

/// Whether a change was begun in a journal, or is perhaps just being written down, and not finished.
pub fn is_open(path: &Path) -> bool {
    fs::read(path).is_ok_and(|text| !text.ends_with(DONE.as_bytes()))
}

/// Writes down a change that is about to be made. The first one of a journal needs the manifest that it belongs to. When
/// this fails, nothing of it is left. With `safely`, it is on the disk before this returns.
pub fn begin(path: &Path, manifest: Option<&[u8]>, change: &JournalEntry, safely: bool) -> io::Result<()> {
    let text = manifest.map(head).unwrap_or_default() + &change.to_text();
    let mut file = match manifest {
        // One that is left over is of another manifest. Made anew, so that nothing else is written through its name.
        Some(_) => remove(path).and_then(|()| File::create_new(path))?,
        None => File::options().append(true).open(path)?,
    };
    let before = file.metadata()?.len();
    let written = file.write_all(text.as_bytes()).and_then(|()| if safely { file.sync_data() } else { Ok(()) });
    if written.is_err() {
        // What went wrong is the better message.
        let _ = if before > 0 { file.set_len(before) } else { fs::remove_file(path) };
    }
    written
}

/// Writes down that the change was made.
pub fn end(path: &Path) -> io::Result<()> {
    File::options().append(true).open(path)?.write_all(DONE.as_bytes())
}

/// Takes a journal away.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(cause),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(files: &[(&str, Option<&str>)]) -> JournalEntry {
        let entry =
            |text: &str| ManifestEntry { hash: Fingerprint::of_bytes(text.as_bytes()), size: text.len() as u64 };
        JournalEntry { files: files.iter().map(|(path, text)| ((*path).to_owned(), text.map(entry))).collect() }
    }

    fn text(changes: &[JournalEntry]) -> String {
        let text: String = changes.iter().map(|change| change.to_text() + DONE).collect();
        head(b"manifest") + &text
    }

    #[test]
    fn reads_what_it_wrote() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("journal");
        let (one, two) = (change(&[("a b/ü.html", Some("x")), ("old", None)]), change(&[("c", Some("y"))]));
        assert_eq!(Journal::load(&path, b"manifest").unwrap(), Journal::default());
        begin(&path, Some(b"manifest"), &one, true).unwrap();
        assert!(is_open(&path));
        end(&path).unwrap();
        assert!(!is_open(&path));
        begin(&path, None, &two, false).unwrap();
        let expected = Journal { made: vec![one], begun: Some(two) };
        assert_eq!(Journal::load(&path, b"manifest").unwrap(), expected);
        assert_eq!(Journal::load(&path, b"another").unwrap(), Journal::default());
    }

    #[test]
    fn a_journal_that_breaks_off_anywhere_says_what_was_begun() {
        let (one, two) = (change(&[("a", Some("x"))]), change(&[("b", None), ("c", Some("z"))]));
        let text = text(&[one.clone(), two.clone()]);
        for end in 0..=text.len() {
            let journal = Journal::parse(&text[..end], b"manifest").unwrap();
            let known: Vec<_> = journal.made.iter().chain(&journal.begun).collect();
            assert!(known.is_empty() || known == [&one] || known == [&one, &two], "{end}");
        }
    }

    #[test]
    fn what_nobody_wrote_or_what_leads_outside_is_refused() {
        let good = text(&[]);
        for bad in ["remove ../x\n", "write 00 1 a\n", "done\n", "begun 1\n", "nonsense\n"] {
            assert_eq!(Journal::parse(&(good.clone() + bad), b"manifest"), None, "{bad}");
        }
    }
}
