//! `vertebra review`: what is due, by date and person, and the one way to write down that a page was reviewed.

mod list;
mod record;

pub use list::away;

use super::arguments::{ReviewArguments, SiteArguments};
use super::failure::{Exit, Failure};
use super::terminal::Terminal;

/// Lists, or records.
pub fn run(site: &SiteArguments, asked: &ReviewArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    match (&asked.page, &asked.by) {
        (Some(page), Some(by)) => record::run(site, (page, by), asked, terminal),
        _ => list::run(site, asked, terminal),
    }
}
