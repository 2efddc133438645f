//! A file that is to be mended, what was found in it, and what became of it. Finds and changes nothing.

use crate::texts::Edit;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_base::span::Span;
use vertebra_schema::Schema;

/// The file that is to be mended, and what is known around it.
#[derive(Debug, Clone, Copy)]
pub struct FixContext<'a> {
    pub source: &'a SourcePath,
    pub schema: &'a Schema,
    /// The files of the site: a picture that is taken out of a text gets a name that none of them has.
    pub files: &'a Snapshot,
    /// Take pictures out of the text.
    pub extract_images: bool,
}

/// A change that belongs together, and the diagnostic that it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    pub code: &'static str,
    /// The place of the diagnostic, or of the text that is changed.
    pub at: Span,
    pub edits: Vec<Edit>,
    /// A file that has to be there first.
    pub file: Option<NewFile>,
    /// It makes lists of paragraphs whose bullets and numbers were typed.
    pub lists: bool,
}

/// A picture that was inside a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    pub path: SourcePath,
    pub bytes: Vec<u8>,
}

/// Something that was found and cannot be changed without a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub code: &'static str,
    pub at: Span,
    pub why: String,
}

/// What was found in a text.
#[derive(Debug, Default)]
pub struct Fixes {
    pub fixes: Vec<Fix>,
    pub refused: Vec<Refused>,
}

/// A text after all that could be proved.
#[derive(Debug)]
pub struct FixedText {
    pub text: String,
    /// Code by code, what was done.
    pub done: Vec<(&'static str, usize)>,
    /// What was left alone, in the order of the lines of the new text.
    pub left: Vec<Left>,
    pub files: Vec<NewFile>,
}

/// Something that `fix` leaves to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    pub code: &'static str,
    pub line: usize,
    pub why: String,
}

impl Fix {
    /// A change of one place.
    pub fn one(answers: &'static str, at: Span, edit: Edit) -> Self {
        Fix { code: answers, at, edits: vec![edit], file: None, lists: false }
    }

    /// A change of several places.
    pub fn many(answers: &'static str, at: Span, edits: Vec<Edit>) -> Self {
        Fix { code: answers, at, edits, file: None, lists: false }
    }
}
