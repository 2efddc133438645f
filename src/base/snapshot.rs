//! What was read: the files of a site at one moment, and what changed since. The core sees the world only through this.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::file_content::FileContent;
use crate::link::composed;
use crate::path::SourcePath;
use crate::stray::{self, SetAside};

/// The files of a site, `content/**` and `themes/**`, and what could not be read.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Every file by its path.
    pub files: BTreeMap<SourcePath, FileContent>,
    /// Files that are no part of the site by their names, once `set_aside` has looked for them.
    pub aside: BTreeMap<SourcePath, FileContent>,
    /// Files that could not be read, links that lead outside, folders that are closed to us.
    pub faults: Vec<Diagnostic>,
}

impl Snapshot {
    /// A snapshot of files that are already at hand: for tests and for tools that hold a site in memory.
    pub fn from_texts<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files.into_iter().map(|(path, text)| (SourcePath::new(path), text.as_bytes().into()));
        Snapshot { files: files.collect(), ..Snapshot::default() }
    }

    /// Takes the files out of the site that are not to be published by the table of `stray`, and says what they look like,
    /// in the order of their paths. Whether one is a copy depends on the files beside it, so all are judged anew each time.
    pub fn set_aside(&mut self) -> Vec<(SourcePath, SetAside)> {
        self.files.append(&mut self.aside);
        let text = |path: &str| self.files.get(&SourcePath::new(path)).map(FileContent::held);
        let of_site = |path: &SourcePath| stray::set_aside(path.as_str()).or_else(|| stray::copy(path.as_str(), text));
        let found: Vec<_> = self.files.keys().filter_map(|path| Some((path.clone(), of_site(path)?))).collect();
        for (path, _) in &found {
            self.aside.extend(self.files.remove_entry(path));
        }
        found
    }

    /// Whether the text of a page decides whether it or one beside it is set aside.
    pub fn is_judged_by_text(&self, path: &SourcePath) -> bool {
        let first = |files: &BTreeMap<SourcePath, FileContent>, begin: &str| {
            files.range(SourcePath::new(begin)..).next().is_some_and(|(path, _)| path.as_str().starts_with(begin))
        };
        stray::is_judged_by_text(path.as_str(), |begin| first(&self.files, begin) || first(&self.aside, begin))
    }

    /// Takes in what happened to the files.
    pub fn apply(&mut self, changes: Changes) {
        for (path, bytes) in changes.files {
            self.aside.remove(&path);
            match bytes {
                Some(bytes) => _ = self.files.insert(path, bytes),
                None => _ = self.files.remove(&path),
            }
        }
        self.faults = changes.faults;
    }

    /// Takes files out, in the order of their paths.
    pub fn take(&mut self, wanted: impl Fn(&SourcePath) -> bool) -> Vec<(SourcePath, FileContent)> {
        self.files.extract_if(.., |path, _| wanted(path)).collect()
    }

    /// What stands in a file, also in one that is no part of the site.
    pub fn get(&self, path: &SourcePath) -> Option<&FileContent> {
        self.files.get(path).or_else(|| self.aside.get(path))
    }

    /// A path that somebody typed, as far as it is there in the letters of the files: a Mac writes `é` in the name of a file
    /// as two characters, and keyboards write one. What is not there stays as it was typed.
    pub fn spelled(&self, typed: &str) -> String {
        spelled(typed, self.files.keys().map(SourcePath::as_str))
    }

    /// The file as text for an excerpt; bytes that are not UTF-8 are shown as replacement characters. None of a large file.
    pub fn text(&self, path: &SourcePath) -> Option<std::borrow::Cow<'_, str>> {
        let content = self.get(path).filter(|content| content.on_disk().is_none());
        content.map(|content| String::from_utf8_lossy(content.held()))
    }
}

/// As `Snapshot::spelled`, for whoever knows more paths than those of a snapshot.
pub fn spelled<'p>(typed: &str, paths: impl Iterator<Item = &'p str> + Clone) -> String {
    if typed.is_ascii() {
        return typed.to_owned();
    }
    let mut path = String::with_capacity(typed.len());
    let mut is_there = true;
    for part in typed.split('/') {
        let names = || paths.clone().filter_map(|own| own.strip_prefix(&*path)?.split('/').next());
        let same = |name: &&str| !name.is_ascii() && composed(name) == composed(part);
        let name = names().find(|name| *name == part).or_else(|| names().find(same)).filter(|_| is_there);
        is_there = name.is_some();
        path.push_str(name.unwrap_or(part));
        path.push('/');
    }
    path.pop();
    path
}

/// What happened to the files of a site since they were last looked at.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// New and changed files with what stands in them now; nothing for those that are gone.
    pub files: BTreeMap<SourcePath, Option<FileContent>>,
    /// All that cannot be read now, in place of what could not be read before.
    pub faults: Vec<Diagnostic>,
}

impl Changes {
    /// Changes of files that are at hand: for tests and for tools that hold a site in memory.
    pub fn from_texts<'a>(files: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Self {
        let bytes = |text: &str| text.as_bytes().into();
        let files = files.into_iter().map(|(path, text)| (SourcePath::new(path), text.map(bytes)));
        Changes { files: files.collect(), faults: Vec::new() }
    }

    /// True when nothing happened to any file; the faults may still be others.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Adds what happened later.
    pub fn then(&mut self, later: Changes) {
        self.files.extend(later.files);
        self.faults = later.faults;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_path_gets_the_letters_of_the_files() {
        let (e, i) = ("e\u{301}", "i\u{302}");
        let mac = format!("content/d{i}r/{e}.md");
        let beside = format!("content/{e}.md");
        let files =
            Snapshot::from_texts([(&*mac, ""), ("content/a.md", ""), (&*beside, ""), ("content/\u{e9}/x.md", "")]);
        for (typed, expected) in [
            ("content/d\u{ee}r/\u{e9}.md", mac.as_str()),
            (&*mac, &*mac),
            ("content/\u{e9}.md", &beside),
            ("content/d\u{ee}r", &format!("content/d{i}r")),
            // The folder is there; what is new in it stays as it was typed.
            ("content/d\u{ee}r/\u{f1}/new.md", &format!("content/d{i}r/\u{f1}/new.md")),
            ("content/no/d\u{ee}r/\u{e9}.md", "content/no/d\u{ee}r/\u{e9}.md"),
            // Where both are there, the one that was typed is meant.
            ("content/\u{e9}/x.md", "content/\u{e9}/x.md"),
            ("content/a.md", "content/a.md"),
            ("", ""),
        ] {
            assert_eq!(files.spelled(typed), expected, "{typed}");
        }
    }
}
