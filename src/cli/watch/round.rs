//! One round after the other: take in what changed, make what is not fresh, publish, and say so in one line.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::fresh::OutputBuffer;
use super::lines;
use super::publisher::OutputFolder;
use crate::arguments::{BuildArguments, SiteArguments};
use crate::clock::StepClock;
use crate::common;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::summary::{self, Goal};
use crate::terminal::Terminal;
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::path::OutputPath;
use vertebra_base::snapshot::{Changes, Snapshot};
use vertebra_disk::{PublishError, PublishSummary};
use vertebra_engine::{Build, Options, Purpose, Refreshed};
use vertebra_report::{self as report, Tally};
use vertebra_site::deps::Dep;

/// So long a folder that could not be written is left alone; shorter while another build is writing into it.
const RETRY: Duration = Duration::from_secs(2);
const RETRY_BUSY: Duration = Duration::from_millis(200);

/// Owns the build and keeps the output folder like it.
pub struct WatchLoop<'a> {
    asked: &'a BuildArguments,
    terminal: &'a Terminal,
    threads: usize,
    build: Build,
    publisher: OutputFolder,
    /// Some output shows the day of the build.
    reads_clock: bool,
    /// Outputs about which there is something to say: few, where all would be many to ask.
    noticed: BTreeSet<OutputPath>,
    /// What was said about the site last.
    said: Vec<Diagnostic>,
    /// The site had errors when it was last looked at.
    is_broken: bool,
    /// When to try again to publish, and why it could not be done.
    failed: Option<(Instant, String)>,
    /// Not to look at the clock again before.
    rested: Instant,
}

/// Why a round is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    Files,
    /// A page is due, or a new day has begun.
    Time,
    /// What could not be published is tried again.
    Again,
}

impl<'a> WatchLoop<'a> {
    /// Builds and publishes for the first time. Errors in the site are said; only a failure to publish ends the program.
    pub fn begin(
        snapshot: Snapshot,
        (site, asked, terminal): (&SiteArguments, &'a BuildArguments, &'a Terminal),
        out: PathBuf,
        started: Instant,
    ) -> Result<Self, Failure> {
        let options = Options { purpose: Purpose::Watch, ..common::options(site, &asked.common) };
        let mut clock = StepClock { started, laps: Vec::new() };
        let build = common::plan(snapshot, &options, &mut clock);
        let publisher = OutputFolder::new(out, asked.force, options.threads);
        let (said, rested) = (Vec::new(), started);
        let mut keeper = WatchLoop {
            asked,
            terminal,
            threads: options.threads,
            build,
            publisher,
            reads_clock: false,
            noticed: BTreeSet::new(),
            said,
            is_broken: false,
            failed: None,
            rested,
        };
        keeper.first(clock)?;
        Ok(keeper)
    }

    fn first(&mut self, mut clock: StepClock) -> Result<(), Failure> {
        let strict = self.asked.common.strict;
        // What has errors already is rendered only to find the others too.
        let stops = Tally::of(self.build.diagnostics()).stops(strict);
        let stage = if stops { None } else { Some(self.publisher.begin()?) };
        let progress = Progress::new(self.terminal, clock.started, self.build.job_count());
        let put = |output| {
            if let Some(stage) = &stage {
                stage.put(output);
            }
            progress.step();
        };
        let refreshed = clock.time("render, stage", || self.build.refresh(self.threads, &put));
        progress.end();
        self.took_in(&refreshed);
        let tally = self.say();
        self.is_broken = tally.stops(strict);
        match stage.filter(|_| !self.is_broken) {
            Some(stage) => {
                let published = clock.time("publish", || self.publisher.finish(stage))?;
                self.say_first(&published, tally, &clock);
            }
            None => self.terminal.remark(&format!("{}.\n", lines::stopped(tally, &self.publisher.out))),
        }
        if !self.terminal.quiet {
            self.terminal.result(lines::watching(!self.is_broken));
        }
        Ok(())
    }

    fn say_first(&self, published: &PublishSummary, tally: Tally, clock: &StepClock) {
        let (terminal, out) = (self.terminal, &self.publisher.out);
        if self.asked.common.timings {
            terminal.result(&summary::timings(clock));
        }
        if !terminal.quiet {
            terminal.remark(&summary::kept(&published.kept_unknown, out, terminal.verbose));
            terminal.result(&summary::unpublished(&common::unpublished(&self.build)));
            terminal.remark(&summary::warned(tally.warnings, Goal::Build));
            let made = (self.build.page_count(), self.build.job_count());
            terminal.result(&summary::published(made, published, clock.started.elapsed(), out));
        }
    }

    /// How long until something is due that nobody tells.
    pub fn due(&self) -> Option<Duration> {
        let retry = self.failed.as_ref().map(|(at, _)| at.saturating_duration_since(Instant::now()));
        let rest = self.rested.saturating_duration_since(Instant::now());
        let page = self.until().map(|until| until.max(rest));
        [retry, page].into_iter().flatten().min()
    }

    /// How long the site stays as it is without any change of files.
    fn until(&self) -> Option<Duration> {
        let now = common::system_time(&self.asked.common.day)?;
        match self.build.same_between(self.reads_clock) {
            (Some(since), _) if now < since => Some(Duration::ZERO),
            (_, until) => Some(Duration::try_from(until?.duration_since(now)).unwrap_or(Duration::ZERO)),
        }
    }

    /// Makes a round if one is due.
    pub fn look_at_the_clock(&mut self) {
        let now = Instant::now();
        let cause = if now >= self.rested && self.until().is_some_and(|until| until.is_zero()) {
            // Whatever the clock does, it is not asked all the time.
            self.rested = now + Duration::from_secs(1);
            Cause::Time
        } else if self.failed.as_ref().is_some_and(|(at, _)| *at <= now) {
            Cause::Again
        } else {
            return;
        };
        let faults = self.build.snapshot().faults.clone();
        self.round(cause, Changes { faults, ..Changes::default() }, now);
    }

    /// Says what keeps the files from being looked at.
    pub fn tell_trouble(&self, words: &str) {
        self.terminal.remark(&format!("{}  {words}\n", common::time_of_day()));
    }

    /// Takes in what changed, publishes, and says what was done.
    pub fn round(&mut self, cause: Cause, changes: Changes, began: Instant) {
        let mut clock = StepClock { started: began, laps: Vec::new() };
        let what = match cause {
            Cause::Files => lines::files(&changes),
            Cause::Time => "a scheduled time was reached".to_owned(),
            Cause::Again => "trying again".to_owned(),
        };
        let strict = self.asked.common.strict;
        clock.time("load changes", || self.build.apply(changes, common::now(&self.asked.common.day)));
        let out = self.publisher.out.clone();
        let stops = Tally::of(self.build.diagnostics()).stops(strict);
        let fresh = OutputBuffer::new((!stops).then_some((&out, self.publisher.force)));
        let refreshed = clock.time("render", || self.build.refresh(self.threads, &|output| fresh.put(output)));
        self.took_in(&refreshed);
        let tally = clock.time("report", || self.say());
        let was_broken = std::mem::replace(&mut self.is_broken, tally.stops(strict));
        if self.is_broken {
            self.failed = None;
            return self.line(&what, &lines::stopped(tally, &out), true);
        }
        let news = if self.terminal.verbose { self.publisher.news(&self.build) } else { Vec::new() };
        let outputs = lines::outputs(&self.build, &news);
        match clock.time("publish", || self.publisher.publish(&mut self.build, fresh, &refreshed)) {
            Ok(published) => {
                self.failed = None;
                let mended = if was_broken { "all errors fixed; " } else { "" };
                let done = lines::published(&published, began.elapsed());
                // A clock that was looked at in vain is nothing to speak of.
                if published.written + published.removed > 0 || cause == Cause::Files {
                    self.line(&what, &format!("{mended}{done}{}", lines::with_warnings(tally)), false);
                }
                self.terminal.result(&outputs);
                self.terminal.remark(&summary::kept(&published.kept_unknown, &out, self.terminal.verbose));
            }
            Err(error) => self.fail(error),
        }
        if self.asked.common.timings {
            self.terminal.result(&summary::timings(&clock));
        }
    }

    /// Says once why it could not be published, and tries again later.
    fn fail(&mut self, error: PublishError) {
        let wait = if matches!(error, PublishError::Busy(_)) { RETRY_BUSY } else { RETRY };
        let words = error.to_string();
        if self.failed.as_ref().is_none_or(|(_, said)| *said != words) {
            Failure::Publish(error).report(self.terminal);
            self.terminal.remark("  note: Vertebra keeps trying\n");
        }
        self.failed = Some((Instant::now() + wait, words));
    }

    /// Leaves the notes as a build does.
    pub fn end(&mut self) -> Result<(), Failure> {
        Ok(self.publisher.settle()?)
    }

    fn took_in(&mut self, refreshed: &Refreshed) {
        self.publisher.note(refreshed);
        let reads = |path| self.build.reads(path).contains(&&Dep::BuildDate);
        self.reads_clock = self.reads_clock || refreshed.rendered.iter().any(reads);
        refreshed.removed.iter().for_each(|path| _ = self.noticed.remove(path));
        for path in &refreshed.rendered {
            match self.build.made(path).is_some_and(|made| !made.diagnostics.is_empty()) {
                true => _ = self.noticed.insert(path.clone()),
                false => _ = self.noticed.remove(path),
            }
        }
    }

    /// All that is wrong, as `Build::all_diagnostics` gives it.
    fn found(&self) -> Vec<Diagnostic> {
        self.build.diagnostics_with(&self.noticed)
    }

    /// Says what is wrong with the site: every error that is not fixed yet, and warnings that were not said before.
    fn say(&mut self) -> Tally {
        let found = self.found();
        let tally = Tally::of(&found);
        if found != self.said {
            let is_new = |it: &&Diagnostic| it.severity == Severity::Error || !self.said.contains(it);
            let new: Vec<_> = found.iter().filter(is_new).cloned().collect();
            let (painter, all) = (self.terminal.remark_painter(), self.terminal.verbose);
            self.terminal.remark(&report::draw(&new, self.build.snapshot(), painter, all));
            self.said = found;
        }
        tally
    }

    fn line(&self, what: &str, words: &str, is_trouble: bool) {
        if is_trouble || !self.terminal.quiet {
            self.terminal.result(&format!("{}  {what}: {words}\n", common::time_of_day()));
        }
    }
}
