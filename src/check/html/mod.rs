//! Rules for finished pages, one file each: a page that was read goes in, faults come out.
//!
//! A rule sees one page and what `site.yaml` allows. It looks nothing up and never changes a page.

mod frame;
mod headings;
mod hosts;
mod links;
pub mod local;
mod names;
pub mod secrets;

use super::found::Found;
use vertebra_base::link::BaseUrl;
use vertebra_base::path::OutputPath;
use vertebra_html::{Origins, PageFacts};
use vertebra_schema::config::Checks;

/// A page and what it is judged by.
pub struct Subject<'a> {
    pub output: &'a OutputPath,
    pub facts: &'a PageFacts,
    pub origins: &'a Origins,
    pub html: &'a str,
    pub base: &'a BaseUrl,
    pub checks: &'a Checks,
    /// The language of the page, as a BCP 47 tag.
    pub language: &'a str,
}

/// A rule.
type Rule = fn(&Subject, &mut Vec<Found>);

/// All rules, in the order in which a page is read.
pub const RULES: [Rule; 7] =
    [frame::check, headings::check, names::check, links::check, hosts::check, secrets::check, local::check];
