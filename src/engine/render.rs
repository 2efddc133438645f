//! Rendering: all outputs at once, one for a look, or those that are not fresh any more.

use std::collections::{BTreeSet, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};

use super::clock::{StageClock, Timings};
use super::host::ParentSite;
use super::options::CheckLevel;
use super::policy::{PolicyOfPages, is_for_host};
use super::stages;
use super::state::Build;
use vertebra_base::diagnostic::{self, Diagnostic, Severity};
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::output::Output;
use vertebra_base::parallel;
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_check::{Checked, Judged};
use vertebra_html as html;
use vertebra_render::host::AskedSources;
use vertebra_render::{RenderedOutput, Worker};
use vertebra_schema::codes::{self, CheckStage, Part};
use vertebra_site::AnchorChecks;
use vertebra_site::deps::{Dep, OutputDeps};
use vertebra_site::plan::{Job, Planned};

/// What rendering a whole site gave besides the outputs.
#[derive(Debug)]
pub struct RenderSummary {
    /// Sorted.
    pub diagnostics: Vec<Diagnostic>,
    pub timings: Timings,
    /// In the order of the plan.
    pub outputs: Vec<OutputPath>,
    /// Some output shows the day of the build.
    pub reads_clock: bool,
    /// What the pages weigh, where the site has budgets.
    pub judged: Option<Judged>,
    /// What the thorough checks looked at, where they were asked for.
    pub checked: Option<Checked>,
}

/// What bringing all outputs up to date came to.
#[derive(Debug, Default)]
pub struct Refreshed {
    /// The outputs that were made again, in the order of the plan.
    pub rendered: Vec<OutputPath>,
    /// Those of them whose bytes are others than before, or that are new.
    pub changed: Vec<OutputPath>,
    /// Outputs that exist no more.
    pub removed: Vec<OutputPath>,
}

impl Build {
    /// Renders every output, giving each to `sink` as soon as it is made, from several threads at once.
    pub fn render_all(&self, threads: usize, sink: &(dyn Fn(Output) + Sync)) -> RenderSummary {
        let mut clock = StageClock::start();
        let mut diagnostics = Vec::new();
        let reads_clock = AtomicBool::new(false);
        let (mut judged, mut checked) = (None, None);
        if self.can_render() {
            let checks = Checks::of(self);
            let is_thorough = self.input.options.depth > CheckLevel::Quick;
            // Files for the host are made of what all pages ask for.
            let (last, first): (Vec<_>, Vec<_>) = self.jobs.each().iter().partition(|planned| is_for_host(planned));
            let make = |asked: &AskedSources, jobs: &[&Planned]| {
                parallel::map_with(
                    threads.min(self.kits.len()),
                    jobs,
                    |number| self.worker(number, asked),
                    |worker, planned| {
                        worker.texts.replace(is_thorough.then(Vec::new));
                        let (rendered, asked) = checks.render(worker, planned);
                        let texts = worker.texts.take().unwrap_or_default();
                        if rendered.facts.contains(&Dep::BuildDate) {
                            reads_clock.store(true, Ordering::Relaxed);
                        }
                        let weighed = rendered.output.as_ref().and_then(|output| self.weigh(planned, output));
                        let examined = self.examine(planned, (&rendered, &asked), &texts);
                        if let Some(output) = rendered.output {
                            sink(output);
                        }
                        (rendered.diagnostics, weighed, examined, asked)
                    },
                )
            };
            let mut parts = make(&AskedSources::default(), &first);
            let mut asked = AskedSources::default();
            parts.iter().for_each(|(.., by_page)| asked.add_all(by_page));
            parts.extend(make(&asked, &last));
            let (mut all_weighed, mut examined) = (Vec::new(), Vec::new());
            for (found, weighed, read, _) in parts {
                diagnostics.extend(found);
                all_weighed.extend(weighed);
                examined.extend(read);
            }
            checked = self.check_site(&examined, &mut diagnostics);
            if let Some(budgets) = &self.site().config.budgets {
                judged = Some(self.judge(&all_weighed, budgets, &mut diagnostics));
            }
        }
        let stages =
            if checked.is_some() { &[CheckStage::Render, CheckStage::Check][..] } else { &[CheckStage::Render] };
        let mut diagnostics = self.settle_rendered(diagnostics, if self.can_render() { stages } else { &[] });
        if let Some(guide) = &self.guide {
            let made = guide.render_all(threads, &|output| {
                if !self.jobs.has(&output.path) {
                    sink(output);
                }
            });
            diagnostics.extend(made.diagnostics);
            reads_clock.fetch_or(made.reads_clock, Ordering::Relaxed);
        }
        diagnostic::sort(&mut diagnostics);
        clock.stop("render");
        let outputs = self.outputs().cloned().collect();
        let reads_clock = reads_clock.into_inner();
        RenderSummary { diagnostics, timings: clock.stages, outputs, reads_clock, judged, checked }
    }

    /// One output and the facts it read.
    pub fn render_one(&self, output: &OutputPath) -> Option<(Output, Vec<Dep>)> {
        if let Some(guide) = self.guide_of(output) {
            return guide.render_one(output);
        }
        let planned = self.jobs.get(output)?;
        let asked = if is_for_host(planned) { self.asked_by_pages() } else { AskedSources::default() };
        let (rendered, _) = Checks::of(self).render(&self.worker(0, &asked), planned);
        Some((rendered.output?, rendered.facts))
    }

    /// A worker for one of the threads, which knows what the pages ask for.
    fn worker(&self, number: usize, asked: &AskedSources) -> Worker<'_> {
        let worker = self.kits[number].worker(&self.shared);
        worker.asked.replace(asked.clone());
        worker
    }

    /// Whether there is to be such an output.
    pub fn is_planned(&self, output: &OutputPath) -> bool {
        self.jobs.has(output) || self.guide_of(output).is_some()
    }

    /// Whether an output, made now, would be what it was when it was last made: none of the facts it read has changed.
    pub fn is_fresh(&mut self, output: &OutputPath) -> bool {
        if let Some(guide) = self.guide_of_mut(output) {
            return guide.is_fresh(output);
        }
        let mut ledger = std::mem::take(&mut self.made.ledger);
        let fresh = self.is_planned(output) && ledger.is_fresh(output, &|fact| self.print(fact));
        self.made.ledger = ledger;
        fresh
    }

    /// What is remembered of an output; none if it was never made.
    pub fn made(&self, output: &OutputPath) -> Option<&OutputDeps> {
        self.guide_of(output).map_or(&self.made.ledger, |guide| &guide.made.ledger).entry(output)
    }

    /// What an output read when it was last made.
    pub fn reads(&self, output: &OutputPath) -> Vec<&Dep> {
        self.guide_of(output).map_or(&self.made.ledger, |guide| &guide.made.ledger).reads(output)
    }

    /// Makes one output and remembers it. None when there is no such output, or when it cannot be made: `made` then
    /// has the diagnostics.
    pub fn make(&mut self, output: &OutputPath) -> Option<Output> {
        if !self.can_render() {
            return None;
        }
        if let Some(guide) = self.guide_of_mut(output) {
            return guide.make(output);
        }
        let planned = self.jobs.get(output)?;
        let known = if is_for_host(planned) { self.asked_by_pages() } else { AskedSources::default() };
        let (rendered, asked) = Checks::of(self).render(&self.worker(0, &known), planned);
        let print = rendered.output.as_ref().map(|output| output.bytes.print());
        let RenderedOutput { output: made, diagnostics, facts } = rendered;
        self.remember(vec![Made { output: output.clone(), print, diagnostics, facts, asked }]);
        made
    }

    fn remember(&mut self, made: Vec<Made>) {
        let is_new = self.note_asked(&made);
        let mut ledger = std::mem::take(&mut self.made.ledger);
        for Made { output, print, diagnostics, facts, .. } in made {
            let entry = OutputDeps::new(print, diagnostics);
            ledger.record(&output, entry, facts, &|fact| self.print(fact));
        }
        if is_new {
            let files = self.jobs.each().iter().filter_map(|planned| match planned.job {
                Job::Host(name) => Some(Dep::Host(name)),
                _ => None,
            });
            files.for_each(|file| ledger.touch(&file));
        }
        self.made.ledger = ledger;
    }

    /// Notes what outputs ask for. True when all of them together ask for something else than before.
    fn note_asked(&mut self, made: &[Made]) -> bool {
        let is_same =
            |made: &Made| self.made.asked.get(&made.output).map_or(made.asked.is_empty(), |it| *it == made.asked);
        if made.iter().all(is_same) {
            return false;
        }
        let before = self.asked_by_pages();
        for Made { output, asked, .. } in made {
            match asked.is_empty() {
                true => _ = self.made.asked.remove(output),
                false => _ = self.made.asked.insert(output.clone(), asked.clone()),
            }
        }
        self.asked_by_pages() != before
    }

    /// The outputs that are not fresh or were never made, in the order of the plan.
    fn stale(&mut self) -> Vec<u32> {
        let mut ledger = std::mem::take(&mut self.made.ledger);
        let old = ledger.stale(&|fact| self.print(fact));
        let mut stale: Vec<u32> = old.iter().filter_map(|output| self.jobs.place(output)).collect();
        if !self.made.is_all() {
            let never = |planned: &Planned| ledger.entry(&planned.output).is_none();
            stale.extend(self.jobs.each().iter().zip(0..).filter(|(planned, _)| never(planned)).map(|(_, at)| at));
        }
        self.made.ledger = ledger;
        stale.sort_unstable();
        stale
    }

    /// Only linking anew takes outputs out of the plan.
    fn forget_unplanned(&mut self) -> Vec<OutputPath> {
        if self.made.is_all() {
            return Vec::new();
        }
        let Build { made, jobs, .. } = self;
        made.asked.retain(|output, _| jobs.has(output));
        made.ledger.keep_only(|output| jobs.has(output))
    }

    /// Makes every output that is not fresh, giving those to `sink` whose bytes are others than before, from several
    /// threads at once.
    pub fn refresh(&mut self, threads: usize, sink: &(dyn Fn(Output) + Sync)) -> Refreshed {
        if !self.can_render() {
            return Refreshed::default();
        }
        let mut refreshed = Refreshed { removed: self.forget_unplanned(), ..Refreshed::default() };
        // Files for the host are made of what all pages ask for.
        for is_last in [false, true] {
            let mut stale = self.stale();
            stale.retain(|at| is_for_host(&self.jobs.each()[*at as usize]) == is_last);
            self.refresh_these(&stale, threads, sink, &mut refreshed);
        }
        refreshed.rendered.sort_by_cached_key(|output| self.jobs.place(output));
        refreshed.changed.sort_by_cached_key(|output| self.jobs.place(output));
        self.made.all_made_in = Some(self.made.linked_in);
        self.refresh_guide(threads, sink, &mut refreshed);
        refreshed
    }

    fn refresh_these(
        &mut self,
        stale: &[u32],
        threads: usize,
        sink: &(dyn Fn(Output) + Sync),
        refreshed: &mut Refreshed,
    ) {
        let checks = Checks::of(self);
        let asked = self.asked_by_pages();
        let made = parallel::map_with(
            threads.min(self.kits.len()),
            stale,
            |number| self.worker(number, &asked),
            |worker, at| {
                let planned = &self.jobs.each()[*at as usize];
                let (rendered, asked) = checks.render(worker, planned);
                let print = rendered.output.as_ref().map(|output| output.bytes.print());
                let before = self.made.ledger.entry(&planned.output).map(|entry| entry.print);
                let changed = before != Some(print);
                if changed {
                    rendered.output.into_iter().for_each(sink);
                }
                let RenderedOutput { diagnostics, facts, .. } = rendered;
                (changed, Made { output: planned.output.clone(), print, diagnostics, facts, asked })
            },
        );
        for (changed, made) in &made {
            refreshed.rendered.push(made.output.clone());
            if *changed {
                refreshed.changed.push(made.output.clone());
            }
        }
        self.remember(made.into_iter().map(|(_, made)| made).collect());
    }

    /// Makes some of the outputs that are not fresh, to find what there is to say about them, while nobody waits.
    /// True while there is more to do.
    pub fn refresh_some(&mut self, count: usize) -> bool {
        if !self.can_render() {
            return false;
        }
        self.forget_unplanned();
        let mut stale = self.stale();
        // A picture takes as long as a hundred pages: it is made when somebody looks at it.
        stale.retain(|at| !matches!(self.jobs.each()[*at as usize].job, Job::Picture(..)));
        for at in stale.iter().take(count) {
            let output = self.jobs.each()[*at as usize].output.clone();
            self.make(&output);
        }
        if stale.len() > count {
            return true;
        }
        self.made.all_made_in = Some(self.made.linked_in);
        self.guide.as_deref_mut().is_some_and(|guide| guide.refresh_some(count))
    }

    /// Without a theme's templates every page would fail for a reason that has been told already.
    pub fn can_render(&self) -> bool {
        !self.said.diagnostics.iter().any(|d| d.severity == Severity::Error && codes::breaks(d.code, Part::Rendering))
    }
}

/// What is told about an output speaks of places in files, suggests what else there is, and may be left out because of
/// other faults: facts that nothing else about the output depends on.
fn log_what_is_told(rendered: &mut RenderedOutput) {
    if rendered.diagnostics.is_empty() {
        return;
    }
    let named = rendered.diagnostics.iter();
    let named = named.flat_map(|it| std::iter::once(&it.file).chain(it.related.iter().map(|it| &it.file)));
    let named: BTreeSet<Dep> = named.cloned().map(Dep::File).chain([Dep::Names, Dep::PagesWithFieldErrors]).collect();
    rendered.facts.extend(named);
}

/// An output that was made, without its bytes.
struct Made {
    output: OutputPath,
    print: Option<Fingerprint>,
    diagnostics: Vec<Diagnostic>,
    facts: Vec<Dep>,
    asked: AskedSources,
}

/// What is asked of every output once it is made.
struct Checks<'a> {
    anchors: &'a AnchorChecks,
    faulty: HashSet<SourcePath>,
    host: Option<&'a ParentSite>,
    policy: PolicyOfPages<'a>,
}

impl<'a> Checks<'a> {
    fn of(build: &'a Build) -> Self {
        let host = build.input.host.as_ref();
        let faulty = match host {
            None => stages::pages_with_faulty_fields(&build.said.diagnostics),
            // What is known of a theme's pages has their true names.
            Some(_) => stages::pages_with_faulty_fields(&build.said.told.all()),
        };
        Checks { anchors: &build.site().anchor_checks, faulty, host, policy: PolicyOfPages::of(build) }
    }

    fn render(&self, worker: &Worker, planned: &Planned) -> (RenderedOutput, AskedSources) {
        let mut rendered = worker.render(planned);
        let asked = self.policy.look(worker, planned, &mut rendered);
        log_what_is_told(&mut rendered);
        let is_consequence = |fact: &Dep| matches!(fact, Dep::PageMeta(page) if self.faulty.contains(page));
        if !self.faulty.is_empty() && rendered.facts.iter().any(is_consequence) {
            rendered.diagnostics.retain(|d| !stages::follows_from_fields(d));
        }
        if let Some(output) = &rendered.output {
            self.missing_anchors(output, &mut rendered.diagnostics);
        }
        self.host.iter().for_each(|host| host.rename(&mut rendered.diagnostics));
        (rendered, asked)
    }

    /// Fragments that links ask for and that neither Markdown nor the template has made.
    fn missing_anchors(&self, output: &Output, out: &mut Vec<Diagnostic>) {
        let Some(checks) = self.anchors.get(&output.path) else { return };
        let anchors = html::anchors(&String::from_utf8_lossy(output.bytes.held()));
        out.extend(checks.iter().filter(|check| !anchors.contains(&check.id)).map(|check| check.missing.clone()));
    }
}
