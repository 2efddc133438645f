//! Rules for finished pages, one file each: a page that was read goes in, faults come out.
//!
//! A rule sees one page and what `site.yaml` allows. It looks nothing up and never changes a page.

mod frame;
mod headings;
mod hosts;
mod links;
pub mod local;
mod names;
pub mod policy;
mod scripts;
pub mod secrets;
mod subject;

pub use subject::PageUnderCheck;

use super::found::UnplacedFault;

/// A rule.
pub type Rule = fn(&PageUnderCheck, &mut Vec<UnplacedFault>);

/// All rules, in the order in which a page is read.
pub const RULES: [Rule; 9] = [
    frame::check,
    headings::check,
    names::check,
    links::check,
    hosts::check,
    policy::check,
    secrets::check,
    local::check,
    scripts::check,
];
