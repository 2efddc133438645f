//! The note of a change: all that is needed to finish it, to take it back, and to undo it later.

use serde::{Deserialize, Serialize};

use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::SourcePath;

/// One change to the files of a site.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct TransactionRecord {
    /// Which change of the site it is, counted from 1. Never a time: clocks can be set back.
    pub number: u64,
    pub command: String,
    /// The change that this one takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<u64>,
    /// It can be taken back later.
    pub kept: bool,
    /// In the order in which they are made: new files, other bytes, removals, new names.
    pub steps: Vec<TransactionStep>,
    /// Folders that were made for it, those above first.
    pub folders: Vec<String>,
}

/// What happens to one file. Writes and removals speak of the name that the file has before all moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "lowercase")]
pub enum TransactionStep {
    Write {
        path: String,
        /// The name of the draft, which is beside the file.
        draft: String,
        /// The fingerprint of what stood there; none for a new file.
        before: Option<String>,
        after: String,
        /// The fingerprint of what undo takes back, where that is not all of the file.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part: Option<String>,
    },
    Remove {
        path: String,
        before: String,
    },
    Move {
        path: String,
        to: String,
    },
}

impl TransactionRecord {
    /// Reads a note. One that leads out of the site is none: files are written and removed by what it says.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let note: TransactionRecord = serde_json::from_slice(bytes).ok()?;
        let inside = note.steps.iter().all(|step| match step {
            TransactionStep::Write { path, draft, .. } => is_inside(path) && is_inside(draft) && !draft.contains('/'),
            TransactionStep::Remove { path, .. } => is_inside(path),
            TransactionStep::Move { path, to } => is_inside(path) && is_inside(to),
        });
        (inside && note.folders.iter().all(|folder| is_inside(folder))).then_some(note)
    }

    /// The note as it is kept.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }

    /// The files that it is about, by the names that they have before it.
    pub fn files(&self) -> Vec<SourcePath> {
        let mut files: Vec<_> = self.steps.iter().map(|step| SourcePath::new(step.path())).collect();
        files.sort();
        files.dedup();
        files
    }
}

impl TransactionStep {
    /// The file, by the name that it has before all moves.
    pub fn path(&self) -> &str {
        match self {
            TransactionStep::Write { path, .. }
            | TransactionStep::Remove { path, .. }
            | TransactionStep::Move { path, .. } => path,
        }
    }
}

/// How the bytes of a file are noted.
pub fn print(bytes: &[u8]) -> String {
    Fingerprint::of_bytes(bytes).to_string()
}

/// Whether a path stays inside of the folder that it is joined to.
pub fn is_inside(path: &str) -> bool {
    !path.contains('\\') && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_that_leads_out_of_the_site_is_refused() {
        let note = |path: &str, draft: &str| {
            let steps = vec![TransactionStep::Write {
                path: path.to_owned(),
                draft: draft.to_owned(),
                before: None,
                after: print(b"new"),
                part: None,
            }];
            TransactionRecord { number: 1, steps, ..TransactionRecord::default() }
        };
        assert!(TransactionRecord::parse(note("content/a.md", ".vertebra-1").to_json().as_bytes()).is_some());
        for (path, draft) in [
            ("../a.md", ".vertebra-1"),
            ("/a.md", ".vertebra-1"),
            ("content/../../a.md", ".vertebra-1"),
            ("content\\..\\a.md", ".vertebra-1"),
            ("content/a.md", "../.vertebra-1"),
            ("content/a.md", "x/y"),
        ] {
            assert!(TransactionRecord::parse(note(path, draft).to_json().as_bytes()).is_none(), "{path} {draft}");
        }
        let moved = TransactionRecord {
            steps: vec![TransactionStep::Move { path: "content/a.md".to_owned(), to: "../a.md".to_owned() }],
            ..TransactionRecord::default()
        };
        assert!(TransactionRecord::parse(moved.to_json().as_bytes()).is_none());
    }
}
