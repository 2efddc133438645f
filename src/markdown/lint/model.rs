//! What is looked at to say something about the words of a page, and what comes of it. Says nothing itself.

use crate::page::{Contacts, FrontMatter, Readability, WrittenLink};
use crate::prose::Prose;
use vertebra_base::path::SourcePath;
use vertebra_schema::Schema;

/// What is looked at, and with what.
pub struct LintInput<'a> {
    pub source: &'a SourcePath,
    /// The whole file.
    pub file: &'a str,
    pub front: &'a FrontMatter,
    pub schema: &'a Schema,
    pub prose: &'a Prose,
    pub links: &'a [WrittenLink],
}

/// What of the words of a page other rooms want to know.
pub struct LintFindings {
    pub contacts: Option<Box<Contacts>>,
    pub reading: Option<Box<Readability>>,
}

impl LintInput<'_> {
    /// The tag of the language that the page is written in.
    pub(super) fn language(&self) -> &str {
        let tags = &self.schema.languages;
        let of_file =
            if tags.is_empty() { None } else { self.source.without_language(tags.iter().map(String::as_str)) };
        of_file.and_then(|(at, _)| tags.get(at)).map_or(&self.schema.language, String::as_str)
    }
}
