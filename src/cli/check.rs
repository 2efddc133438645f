//! `vertebra check`: all of a build but the writing.

use super::arguments::{CheckArguments, SiteArguments};
use super::failure::{Exit, Failure};
use super::summary::{self, Goal};
use super::terminal::Terminal;
use super::work::{self, Clock};

pub fn run(site: &SiteArguments, asked: &CheckArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let mut clock = Clock::start();
    let build = work::open(site, &work::options(asked), &mut clock)?;
    let rendering = work::render(&build, asked, (terminal, &mut clock), &drop);
    if asked.timings {
        terminal.result(&summary::timings(&clock));
    }
    if rendering.tally.stops(asked.strict) {
        terminal.remark(&summary::stopped(&rendering, asked, Goal::Check));
        return Ok(Exit::SiteHasErrors);
    }
    if !terminal.quiet {
        terminal.result(&summary::unpublished(build.unpublished()));
        terminal.remark(&summary::warned(&rendering, Goal::Check));
        terminal.result(&summary::checked(&rendering, clock.started.elapsed()));
    }
    Ok(Exit::Fine)
}
