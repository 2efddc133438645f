//! `vertebra build`: makes the site and puts it in place.

use std::path::PathBuf;
use std::thread;

use super::arguments::{BuildArguments, SiteArguments};
use super::failure::{Exit, Failure};
use super::report::Tally;
use super::summary::{self, Goal};
use super::terminal::Terminal;
use super::work::{self, Clock};
use crate::disk::{Stage, check_place, read};

pub fn run(site: &SiteArguments, asked: &BuildArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let common = &asked.common;
    let out = out_folder(site, asked);
    read::check_site(&site.root)?;
    check_place(&site.root, &out)?;

    // The output folder is looked at while the site is read: neither waits for the other.
    let mut clock = Clock::start();
    let (build, stage) = thread::scope(|scope| {
        let stage = scope.spawn(|| Stage::begin(&out, asked.force));
        let build = work::open(site, &work::options(common), &mut clock);
        (build, stage.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let build = build?;
    // What has errors already is rendered only to find the others too.
    let stage = if Tally::of(build.diagnostics()).stops(common.strict) { None } else { Some(stage?) };

    let put = |output| {
        if let Some(stage) = &stage {
            stage.put(output);
        }
    };
    let rendering = work::render(&build, common, (terminal, &mut clock), &put);
    let stage = match stage {
        Some(stage) if !rendering.tally.stops(common.strict) => stage,
        _ => {
            terminal.remark(&summary::stopped(&rendering, common, Goal::Build));
            return Ok(Exit::SiteHasErrors);
        }
    };
    let published = clock.time("publish", || stage.commit())?;

    if common.timings {
        terminal.result(&summary::timings(&clock));
    }
    if !terminal.quiet {
        terminal.remark(&summary::kept(&published.kept_unknown, &out, terminal.verbose));
        terminal.result(&summary::unpublished(build.unpublished()));
        terminal.remark(&summary::warned(&rendering, Goal::Build));
        terminal.result(&summary::published(&rendering, &published, clock.started.elapsed(), &out));
    }
    Ok(Exit::Fine)
}

/// What was typed is meant from where it was typed; the usual folder is the site's.
fn out_folder(site: &SiteArguments, asked: &BuildArguments) -> PathBuf {
    match &asked.out {
        Some(out) => out.clone(),
        None if site.root.as_os_str() == "." => PathBuf::from("public"),
        None => site.root.join("public"),
    }
}
