//! `vertebra build --verify`: builds from nothing, in memory, and says where the published site differs.

use super::arguments::{BuildArguments, SiteArguments};
use super::clock::StepClock;
use super::common;
use super::failure::{Exit, Failure};
use super::summary::{self, Goal, folder, table};
use super::terminal::Terminal;
use vertebra_base::artifact_cache::ArtifactCache;
use vertebra_disk::Comparison;
use vertebra_engine::Options;
use vertebra_report::count;

/// Compares. Writes nothing.
pub fn run(site: &SiteArguments, asked: &BuildArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let out = common::build_folder(site, asked)?;
    let mut clock = StepClock::start();
    // From nothing: what was kept is not believed either.
    let options = Options { store: ArtifactCache::default(), ..common::options(site, &asked.common) };
    let build = common::open(site, &options, &mut clock)?;
    let comparison = Comparison::begin(&out)?;
    let put = |output| comparison.put(&output);
    let put = common::with_copies(&build, &options.store, &put);
    let rendering = common::render(&build, (site, &asked.common), (terminal, &mut clock), &put);
    drop(put);
    if asked.common.timings {
        terminal.result(&summary::timings(&clock));
    }
    if rendering.tally.stops(asked.common.strict) {
        terminal.remark(&summary::stopped(&rendering, &asked.common, Goal::Check));
        return Ok(Exit::SiteHasErrors);
    }
    let differences = comparison.finish()?;
    let files = count(rendering.files, "file");
    if differences.is_empty() {
        if !terminal.quiet {
            terminal.result(&format!("{files} compared: {} matches a clean build.\n", folder(&out)));
        }
        return Ok(Exit::Fine);
    }
    terminal.result(&table(&differences));
    let number = differences.len();
    terminal.remark(&format!(
        "{files} compared: {} in {} {} different from a clean build. To rebuild, run: vertebra build\n",
        count(number, "file"),
        folder(&out),
        if number == 1 { "is" } else { "are" },
    ));
    Ok(Exit::SiteHasErrors)
}
