//! All rules of a site, put together. Reads none, and finds nothing.

use super::links::LinkWrapper;
use super::placeholder::Placeholders;
use super::requirements::Requirements;
use super::wording::Wording;

/// All that is asked of the texts of a site. Empty by default: nothing is asked, and nothing is looked for.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    pub wording: Wording,
    pub placeholders: Placeholders,
    /// Services that links go through on the way to where they lead.
    pub wrappers: Vec<LinkWrapper>,
    /// Numbers that belong to no record and are right nevertheless: their digits, without a country code of one digit.
    pub known_phones: Vec<String>,
    pub requirements: Requirements,
    /// Readability is measured though nobody set a limit: for a preview, or because somebody asked.
    pub measures: bool,
}

impl Rules {
    /// Whether pages of a type are measured.
    pub fn measures(&self, kind: &str) -> bool {
        self.measures || self.requirements.reading.as_ref().is_some_and(|limit| limit.holds_for(kind))
    }
}
