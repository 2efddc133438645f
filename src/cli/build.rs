//! `vertebra build`: makes the site and puts it in place.

use std::path::Path;
use std::thread;

use super::arguments::{BuildArguments, SiteArguments};
use super::clock::StepClock;
use super::common;
use super::failure::{Exit, Failure};
use super::release::{self, PreparedAddressBook};
use super::summary::{self, Goal};
use super::terminal::Terminal;
use vertebra_base::snapshot::Snapshot;
use vertebra_disk::{BuildStamp, PublishSummary, PublishTransaction, check_place, read};
use vertebra_engine::{Now, input};
use vertebra_report::Tally;

/// Reads, checks, renders and publishes a site.
pub fn run(site: &SiteArguments, asked: &BuildArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let common = &asked.common;
    let out = common::build_folder(site, asked)?;
    read::check_site(&site.root)?;
    check_place(&site.root, &out)?;

    // The output folder is looked at while the site is read: neither waits for the other.
    let options = if asked.release { common::release_options(site, common) } else { common::options(site, common) };
    let mut clock = StepClock::start();
    let (snapshot, stage) = thread::scope(|scope| {
        let stage =
            scope.spawn(|| PublishTransaction::begin(&out, asked.force).map(|stage| stage.remembering(&site.root)));
        let snapshot = clock.time("read", || read::read(&site.root, options.threads));
        (snapshot, stage.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let snapshot = snapshot?;
    let input = clock.time("fingerprint", || input(&snapshot, &options));
    let now = match options.now {
        Now::System(now) => Some(now),
        Now::Day(_) => None,
    };
    // What is published for good is looked at once more, and put into the address book.
    if let Ok(stage) = &stage
        && !asked.release
        && let Some((memo, published)) = clock.time("compare", || stage.unchanged(input, now, options.threads))
    {
        common.format.write(site, (&[], memo.pages), &Snapshot::default(), terminal);
        report(&Outcome::spared(&memo, published), (asked, terminal), &clock, &out);
        return Ok(Exit::Fine);
    }
    let build = common::plan(snapshot, &options, &mut clock);
    if asked.release {
        release::check_book(&site.root, &build)?;
    }
    // What has errors already is rendered only to find the others too.
    let stage = if Tally::of(build.diagnostics()).stops(common.strict) { None } else { Some(stage?) };

    let put = |output| {
        if let Some(stage) = &stage {
            stage.put(output);
        }
    };
    let put = common::with_copies(&build, &options.store, &put);
    let rendering = common::render(&build, (site, common), (terminal, &mut clock), &put);
    drop(put);
    let stage = match stage {
        Some(stage) if !rendering.tally.stops(common.strict) => stage,
        _ => {
            terminal.remark(&summary::stopped(&rendering, common, Goal::Build));
            return Ok(Exit::SiteHasErrors);
        }
    };
    // A build that had something to say is made again, so that it says it again.
    let memo = rendering.silent.then(|| {
        let mut memo = BuildStamp::new(input, rendering.pages);
        // A build as of a fixed day holds at any time.
        let (since, until) = now.map_or((None, None), |_| build.same_between(rendering.reads_clock));
        memo.since = since.map(|at| at.to_string());
        memo.until = until.map(|at| at.to_string());
        memo.unpublished = common::unpublished(&build);
        memo
    });
    let stage = if asked.release { stage.lasting() } else { stage };
    let book =
        asked.release.then(|| PreparedAddressBook::prepare(&site.root, &build, "build --release")).transpose()?;
    let published = clock.time("publish", || stage.commit(memo))?;
    book.map_or(Ok(()), |book| book.record(terminal))?;
    let (pages, files, warnings) = (rendering.pages, rendering.files, rendering.tally.warnings);
    let outcome = Outcome { pages, files, warnings, unpublished: common::unpublished(&build), published };
    // The program ends here: taking a large site apart piece by piece would only keep the editor waiting.
    std::mem::forget(build);
    report(&outcome, (asked, terminal), &clock, &out);
    Ok(Exit::Fine)
}

/// What a build came to.
struct Outcome {
    pages: usize,
    files: usize,
    warnings: usize,
    unpublished: Vec<(String, String)>,
    published: PublishSummary,
}

impl Outcome {
    /// A build that need not be made, since it would give what is there.
    fn spared(memo: &BuildStamp, published: PublishSummary) -> Self {
        let (pages, files) = (memo.pages, published.unchanged);
        Outcome { pages, files, warnings: 0, unpublished: memo.unpublished.clone(), published }
    }
}

fn report(outcome: &Outcome, (asked, terminal): (&BuildArguments, &Terminal), clock: &StepClock, out: &Path) {
    if asked.common.timings {
        terminal.result(&summary::timings(clock));
    }
    if !terminal.quiet {
        let Outcome { pages, files, warnings, unpublished, published } = outcome;
        terminal.remark(&summary::kept(&published.kept_unknown, out, terminal.verbose));
        terminal.result(&summary::unpublished(unpublished));
        terminal.remark(&summary::warned(*warnings, Goal::Build));
        terminal.result(&summary::published((*pages, *files), published, clock.started.elapsed(), out));
    }
}
