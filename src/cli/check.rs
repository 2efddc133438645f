//! `vertebra check`: all of a build but the writing, and the thorough checks.

use super::arguments::{CheckAsked, SiteArguments};
use super::clock::StepClock;
use super::common;
use super::external;
use super::failure::{Exit, Failure};
use super::reading;
use super::summary::{self, Goal};
use super::terminal::Terminal;
use vertebra_check::Checked;
use vertebra_engine::{CheckLevel, Options};

/// Reads, checks and renders a site, and lets the outputs go.
pub fn run(site: &SiteArguments, asked: &CheckAsked, terminal: &Terminal) -> Result<Exit, Failure> {
    let CheckAsked { common, external, reading } = asked;
    let mut clock = StepClock::start();
    let options = Options { depth: CheckLevel::Thorough, ..common::options(site, common) };
    let build = common::open(site, &options, &mut clock)?;
    let base = build.site().config.base_url.origin.clone();
    let others = |checked: &Checked| match external.external {
        true => external::ask(checked, (site, &base), external, terminal),
        false => Vec::new(),
    };
    let rendering = common::render_and(&build, (site, common), (terminal, &mut clock), &drop, &others);
    if common.timings {
        terminal.result(&summary::timings(&clock));
    }
    if reading.reading {
        terminal.result(&reading::table(&build.readings()));
    }
    if rendering.tally.stops(common.strict) {
        terminal.remark(&summary::stopped(&rendering, common, Goal::Check));
        return Ok(Exit::SiteHasErrors);
    }
    if !terminal.quiet {
        terminal.result(&summary::unpublished(&common::unpublished(&build)));
        terminal.remark(&summary::warned(rendering.tally.warnings, Goal::Check));
        terminal.result(&summary::checked(&rendering, clock.started.elapsed()));
    }
    Ok(Exit::Fine)
}
