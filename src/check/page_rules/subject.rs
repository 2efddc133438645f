//! What a rule for finished pages is handed.

use vertebra_base::link::BaseUrl;
use vertebra_base::path::OutputPath;
use vertebra_html::{Origins, PageFacts};
use vertebra_schema::config::Checks;

/// A page and what it is judged by.
pub struct PageUnderCheck<'a> {
    pub output: &'a OutputPath,
    pub facts: &'a PageFacts,
    pub origins: &'a Origins,
    pub html: &'a str,
    pub base: &'a BaseUrl,
    pub checks: &'a Checks,
    /// The language of the page, as a BCP 47 tag.
    pub language: &'a str,
}
