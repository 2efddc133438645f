//! Rules for finished pages, one file each: a page that was read goes in, faults come out.
//!
//! A rule sees one page and what `site.yaml` allows. It looks nothing up and never changes a page.

mod frame;
mod headings;
mod hosts;
mod links;
pub mod local;
mod names;
mod scripts;
pub mod secrets;
mod subject;

pub use subject::PageUnderCheck;

use super::found::UnplacedFault;

/// A rule.
type Rule = fn(&PageUnderCheck, &mut Vec<UnplacedFault>);

/// All rules, in the order in which a page is read.
pub const RULES: [Rule; 8] = [
    frame::check,
    headings::check,
    names::check,
    links::check,
    hosts::check,
    secrets::check,
    local::check,
    scripts::check,
];
