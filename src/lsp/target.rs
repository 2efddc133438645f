//! What things in a text stand for, whoever names it. Looks nothing up.

use vertebra_base::path::SourcePath;

/// What things stand for.
#[derive(Debug, Clone, PartialEq)]
pub enum Symbol {
    Page(SourcePath, Option<String>),
    File(SourcePath),
    /// The entry of the glossary: its page, and its id there.
    Term(SourcePath, String),
    /// A key of `content/data/<file>.yaml`.
    Datum(String, String),
    Component(String),
    /// A type of pages.
    Type(String),
}
