//! The files of a made-up site as they are at one moment, what cannot be read of them, and what time it is.

use std::collections::{BTreeMap, BTreeSet};

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::file_content::FileContent;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::{Changes, Snapshot};
use vertebra_engine::Now;

/// A site and its surroundings.
#[derive(Debug, Clone)]
pub struct World {
    pub files: BTreeMap<String, FileContent>,
    pub faults: Vec<Diagnostic>,
    pub now: Now,
    /// Files that were broken on purpose, as they were before.
    pub broken: Vec<(String, Option<FileContent>)>,
    /// Files that were saved again as they are.
    pub touched: BTreeSet<String>,
}

impl World {
    /// A site of files, at a time.
    pub fn new(files: BTreeMap<String, String>, now: Now) -> Self {
        let files = files.into_iter().map(|(path, text)| (path, text.into_bytes().into())).collect();
        World { files, faults: Vec::new(), now, broken: Vec::new(), touched: BTreeSet::new() }
    }

    pub fn text(&self, path: &str) -> String {
        self.files.get(path).map(|bytes| String::from_utf8_lossy(bytes.held()).into_owned()).unwrap_or_default()
    }

    pub fn put(&mut self, path: &str, text: impl AsRef<[u8]>) {
        self.files.insert(path.to_owned(), text.as_ref().into());
    }

    /// The paths below a folder that end in a certain way.
    pub fn below(&self, folder: &str, ending: &str) -> Vec<String> {
        let wanted = |path: &&String| path.starts_with(folder) && path.ends_with(ending);
        self.files.keys().filter(wanted).cloned().collect()
    }

    pub fn pages(&self) -> Vec<String> {
        self.below("content/", ".md")
    }

    /// Remembers how a file is before it is broken.
    pub fn will_break(&mut self, path: &str) {
        self.broken.push((path.to_owned(), self.files.get(path).cloned()));
    }

    pub fn snapshot(&self) -> Snapshot {
        let files = self.files.iter().map(|(path, bytes)| (SourcePath::new(path), bytes.clone()));
        Snapshot { files: files.collect(), faults: self.faults.clone(), ..Snapshot::default() }
    }

    /// What a watcher would tell of the way from an earlier state to this one.
    pub fn changes_since(&self, before: &World) -> Changes {
        let mut files = BTreeMap::new();
        for (path, bytes) in &self.files {
            if before.files.get(path) != Some(bytes) || self.touched.contains(path) {
                files.insert(SourcePath::new(path), Some(bytes.clone()));
            }
        }
        // Files that nobody ever saw may go as well: they came and went between two looks.
        for path in before.files.keys().chain(&self.touched).filter(|path| !self.files.contains_key(*path)) {
            files.insert(SourcePath::new(path), None);
        }
        Changes { files, faults: self.faults.clone() }
    }
}

/// The fields of a page and the rest of it, if it has fields that can be told from the rest.
fn parts(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---\n")?;
    let end = rest.find("\n---\n")? + 1;
    Some((&rest[..end], &rest[end..]))
}

/// A page with another value in one of its fields, or without that field.
pub fn with_field(text: &str, name: &str, value: Option<&str>) -> String {
    match parts(text) {
        Some((fields, rest)) => format!("---\n{}{rest}", with_line(fields, name, value)),
        None => text.to_owned(),
    }
}

/// YAML with another value in one of the fields at its top, each of which has one line, or without that field.
pub fn with_line(yaml: &str, name: &str, value: Option<&str>) -> String {
    let head = format!("{name}:");
    let line = value.map(|value| format!("{head} {value}\n"));
    let mut made = String::new();
    let mut found = false;
    for old in yaml.split_inclusive('\n') {
        match (old.trim_start().starts_with(&head), &line) {
            (false, _) => made.push_str(old),
            (true, Some(line)) if !found => {
                let indent = &old[..old.len() - old.trim_start().len()];
                made.push_str(&format!("{indent}{line}"));
            }
            (true, _) => {}
        }
        found |= old.trim_start().starts_with(&head);
    }
    if let (false, Some(line)) = (found, line) {
        made.push_str(&line);
    }
    made
}

/// The value of a field of a page, as it is written.
pub fn field(text: &str, name: &str) -> Option<String> {
    let head = format!("{name}:");
    parts(text)?.0.lines().find_map(|line| line.strip_prefix(&head)).map(|value| value.trim().to_owned())
}

/// The blocks of a page's body.
pub fn blocks(text: &str) -> Vec<String> {
    let body = parts(text).map_or("", |(_, rest)| &rest[4..]);
    body.split("\n\n").map(|block| block.trim_matches('\n').to_owned()).filter(|block| !block.is_empty()).collect()
}

/// A page with another body.
pub fn with_blocks(text: &str, blocks: &[String]) -> String {
    let fields = parts(text).map_or("title: Lost\n", |(fields, _)| fields);
    format!("---\n{fields}---\n{}\n", blocks.join("\n\n"))
}
