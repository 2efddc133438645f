//! What pages of a type must have, each under a name: a field, a link to a page, a review. Which there are is data.

use std::collections::BTreeMap;

use vertebra_base::diagnostic::Severity;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Spanned;

/// All that a site requires of its pages.
#[derive(Debug, Clone, Default)]
pub struct Requirements {
    /// Those that are in use, by name.
    pub all: BTreeMap<String, Requirement>,
    /// Days after which an overdue review is an error.
    pub grace: u32,
    pub reading: Option<ReadabilityLimit>,
}

/// One requirement.
#[derive(Debug, Clone, Default)]
pub struct Requirement {
    pub needs: Need,
    /// The code of the diagnostic about a page that does not meet it.
    pub code: &'static str,
    /// What a page is told that does not meet it.
    pub message: String,
    /// How to meet it. `{file}`, `{key}`, `{page}` and `{link}` stand for what the site has of the kind.
    pub help: String,
    /// Types of pages.
    pub types: Vec<String>,
    /// The page that holds what is required, by its path inside `content`, or by a setting of the theme that names one,
    /// `$help_page`; and the file in which that is said.
    pub page: Option<(SourcePath, Spanned<String>)>,
    /// The blocks that show it, as their files are named: `warning_signs`.
    pub blocks: Vec<String>,
    /// Menus that lead to the page from every other one.
    pub menus: Vec<String>,
    pub severity: Option<Severity>,
}

/// What a page needs to meet a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Need {
    /// A value in a field, or the word that there is none.
    Field(String),
    /// To be the page that is named, to show one of the blocks, or a link to the page.
    #[default]
    Page,
    /// The name of who reviewed it.
    Review,
}

/// How hard pages may be to read.
#[derive(Debug, Clone, Default)]
pub struct ReadabilityLimit {
    /// Years of school, for English.
    pub grade: Option<f64>,
    /// The least of INFLESZ, for Spanish.
    pub inflesz: Option<f64>,
    /// Types of pages; none for all.
    pub types: Vec<String>,
}

/// A review that is overdue by more days is an error, unless the rules say otherwise.
pub const GRACE: u32 = 365;

impl Requirement {
    /// Whether pages of a type are asked for it.
    pub fn holds_for(&self, kind: &str) -> bool {
        self.types.iter().any(|known| known == kind)
    }
}

impl ReadabilityLimit {
    /// Whether pages of a type are measured.
    pub fn holds_for(&self, kind: &str) -> bool {
        self.types.is_empty() || self.types.iter().any(|known| known == kind)
    }
}
