//! Changes to whole files, as commands ask for them and `disk` carries them out: all of them or none.

use vertebra_base::file_content::FileContent;
use vertebra_base::path::SourcePath;

/// One change to one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileEdit {
    /// Other bytes in a file, or a new file.
    Write {
        path: SourcePath,
        /// What the new bytes were made from, and what was shown; none for a file that is not to be there yet.
        before: Option<FileContent>,
        after: Vec<u8>,
    },
    /// Another name, which nothing has yet. What stands in the file does not matter.
    Move { from: SourcePath, to: SourcePath },
    /// A file that goes.
    Remove { path: SourcePath, before: FileContent },
}

/// What one command does to the files of a site. Every edit names files as they are called before the change: a file that
/// is written and moved is written under its old name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileEdits {
    /// The command as its editor knows it: `rename faq.md questions.md`.
    pub command: String,
    pub edits: Vec<FileEdit>,
}

impl FileEdit {
    /// Other bytes in a file that is there.
    pub fn write(path: &SourcePath, before: impl Into<FileContent>, after: impl Into<Vec<u8>>) -> Self {
        FileEdit::Write { path: path.clone(), before: Some(before.into()), after: after.into() }
    }

    /// A file that is not there yet.
    pub fn create(path: impl AsRef<str>, after: impl Into<Vec<u8>>) -> Self {
        FileEdit::Write { path: SourcePath::new(path), before: None, after: after.into() }
    }

    /// The file that is changed, by the name it has before.
    pub fn path(&self) -> &SourcePath {
        match self {
            FileEdit::Write { path, .. } | FileEdit::Remove { path, .. } | FileEdit::Move { from: path, .. } => path,
        }
    }
}

impl FileEdits {
    /// What a command does.
    pub fn new(command: impl Into<String>, edits: Vec<FileEdit>) -> Self {
        FileEdits { command: command.into(), edits }
    }
}
