//! What a rule for finished pages is handed.

use vertebra_base::link::BaseUrl;
use vertebra_base::path::OutputPath;
use vertebra_html::{Origins, PageFacts};
use vertebra_render::host::Policy;
use vertebra_schema::config::Checks;

/// A page and what it is judged by.
pub struct PageUnderCheck<'a> {
    pub output: &'a OutputPath,
    pub facts: &'a PageFacts,
    pub origins: &'a Origins,
    pub html: &'a str,
    pub base: &'a BaseUrl,
    pub checks: &'a Checks,
    /// The policy that readers get with the page, if they get one.
    pub policy: Option<&'a Policy>,
    /// It must stand in the page itself.
    pub carries_policy: bool,
    /// The language of the page, as a BCP 47 tag; empty for a page that is published as it was written.
    pub language: &'a str,
}

impl PageUnderCheck<'_> {
    /// Whether it is published as somebody wrote it: no template has made it.
    pub fn is_raw(&self) -> bool {
        self.language.is_empty()
    }
}
