//! What pages of a type must have: evidence, a disclaimer, the warning signs, a review.

use vertebra_base::diagnostic::Severity;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Spanned;

/// All demands of a site.
#[derive(Debug, Clone, Default)]
pub struct Demands {
    /// A page names evidence, or says that there is none.
    pub evidence: Option<Demand>,
    /// A page shows the disclaimer or leads to it.
    pub disclaimer: Option<Demand>,
    /// A page shows warning signs or leads to the page that holds them.
    pub red_flags: Option<Demand>,
    /// A page says who reviewed it.
    pub review: Option<Demand>,
    /// Days after which an overdue review is an error.
    pub grace: u32,
    pub reading: Option<ReadabilityLimit>,
}

/// One demand.
#[derive(Debug, Clone, Default)]
pub struct Demand {
    /// Types of pages.
    pub types: Vec<String>,
    /// The page that holds what is demanded, by its path inside `content`, or by a setting of the theme that names one,
    /// `$emergency_page`; and the file in which that is said.
    pub page: Option<(SourcePath, Spanned<String>)>,
    /// The blocks that show it, as their files are named: `red_flags`.
    pub blocks: Vec<String>,
    /// Menus that lead to the page from every other one.
    pub menus: Vec<String>,
    pub severity: Option<Severity>,
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

impl Demand {
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
