//! `vertebra check`: all of a build but the writing, and the thorough checks.

use super::arguments::{CheckArguments, SiteArguments};
use super::failure::{Exit, Failure};
use super::summary::{self, Goal};
use super::terminal::Terminal;
use super::work::{self, Clock};
use crate::build::{Depth, Options};

/// Reads, checks and renders a site, and lets the outputs go.
pub fn run(site: &SiteArguments, asked: &CheckArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let mut clock = Clock::start();
    let options = Options { depth: Depth::Thorough, ..work::options(site, asked) };
    let build = work::open(site, &options, &mut clock)?;
    let rendering = work::render(&build, (site, asked), (terminal, &mut clock), &drop);
    if asked.timings {
        terminal.result(&summary::timings(&clock));
    }
    if rendering.tally.stops(asked.strict) {
        terminal.remark(&summary::stopped(&rendering, asked, Goal::Check));
        return Ok(Exit::SiteHasErrors);
    }
    if !terminal.quiet {
        terminal.result(&summary::unpublished(&work::unpublished(&build)));
        terminal.remark(&summary::warned(rendering.tally.warnings, Goal::Check));
        terminal.result(&summary::checked(&rendering, clock.started.elapsed()));
    }
    Ok(Exit::Fine)
}
