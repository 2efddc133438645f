//! Rendering: all outputs at once, one for a look, or those that are not fresh any more.

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Build, Clock, Timings, stages};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::fingerprint::Fingerprint;
use crate::output::Output;
use crate::parallel;
use crate::path::{OutputPath, SourcePath};
use crate::plan::Planned;
use crate::render::Worker;
use crate::site::AnchorCheck;
use crate::track::Fact;

/// What rendering a whole site gave besides the outputs.
#[derive(Debug)]
pub struct Rendered {
    /// Sorted.
    pub diagnostics: Vec<Diagnostic>,
    pub timings: Timings,
    /// In the order of the plan.
    pub outputs: Vec<OutputPath>,
    /// Some output shows the day of the build.
    pub reads_clock: bool,
}

/// What is remembered of an output that was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The fingerprint of its bytes; none when it could not be made.
    pub print: Option<Fingerprint>,
    pub diagnostics: Vec<Diagnostic>,
    pub facts: Vec<Fact>,
    revision: u64,
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
    pub fn render_all(&self, threads: usize, sink: &(dyn Fn(Output) + Sync)) -> Rendered {
        let mut clock = Clock::start();
        let mut diagnostics = Vec::new();
        let reads_clock = AtomicBool::new(false);
        if self.can_render() {
            let checks = Checks::of(self);
            let parts = parallel::map_with(
                threads.min(self.kits.len()),
                &self.planned,
                |number| self.kits[number].worker(&self.shared),
                |worker, planned| {
                    let rendered = checks.render(worker, planned);
                    if rendered.facts.contains(&Fact::Clock) {
                        reads_clock.store(true, Ordering::Relaxed);
                    }
                    if let Some(output) = rendered.output {
                        sink(output);
                    }
                    rendered.diagnostics
                },
            );
            diagnostics.extend(parts.into_iter().flatten());
        }
        diagnostic::sort(&mut diagnostics);
        clock.stop("render");
        let outputs = self.planned.iter().map(|planned| planned.output.clone()).collect();
        Rendered { diagnostics, timings: clock.stages, outputs, reads_clock: reads_clock.into_inner() }
    }

    /// One output and the facts it read.
    pub fn render_one(&self, output: &OutputPath) -> Option<(Output, Vec<Fact>)> {
        let planned = self.planned.iter().find(|planned| planned.output == *output)?;
        let rendered = self.kits.first()?.worker(&self.shared).render(planned);
        Some((rendered.output?, rendered.facts))
    }

    /// Whether there is to be such an output.
    pub fn is_planned(&self, output: &OutputPath) -> bool {
        self.planned.iter().any(|planned| planned.output == *output)
    }

    /// Whether an output, made now, would be what it was when it was last made: none of the facts it read has changed.
    pub fn is_fresh(&mut self, output: &OutputPath) -> bool {
        self.made.get(output).is_some_and(|made| made.revision == self.revision) && self.is_planned(output)
    }

    /// What is remembered of an output; none if it was never made.
    pub fn made(&self, output: &OutputPath) -> Option<&Made> {
        self.made.get(output)
    }

    /// Makes one output and remembers it. None when there is no such output, or when it cannot be made: `made` then
    /// has the diagnostics.
    pub fn make(&mut self, output: &OutputPath) -> Option<Output> {
        let planned = self.planned.iter().find(|planned| planned.output == *output)?;
        if !self.can_render() {
            return None;
        }
        let rendered = Checks::of(self).render(&self.kits.first()?.worker(&self.shared), planned);
        let made = self.remember(rendered.output.as_ref(), rendered.diagnostics, rendered.facts);
        self.made.insert(output.clone(), made);
        rendered.output
    }

    fn remember(&self, output: Option<&Output>, diagnostics: Vec<Diagnostic>, facts: Vec<Fact>) -> Made {
        let print = output.map(|output| Fingerprint::of_bytes(&output.bytes));
        Made { print, diagnostics, facts, revision: self.revision }
    }

    /// Makes every output that is not fresh, giving those to `sink` whose bytes are others than before, from several
    /// threads at once.
    pub fn refresh(&mut self, threads: usize, sink: &(dyn Fn(Output) + Sync)) -> Refreshed {
        let outputs: Vec<OutputPath> = self.outputs().cloned().collect();
        let stale: Vec<OutputPath> = outputs.iter().filter(|output| !self.is_fresh(output)).cloned().collect();
        let mut refreshed = Refreshed::default();
        let sunk = Mutex::new(());
        let _ = threads;
        for path in stale {
            let before = self.made.get(&path).and_then(|made| made.print);
            let output = self.make(&path);
            let after = self.made.get(&path).and_then(|made| made.print);
            if before != after {
                refreshed.changed.push(path.clone());
                let _one = sunk.lock().unwrap_or_else(PoisonError::into_inner);
                output.into_iter().for_each(sink);
            }
            refreshed.rendered.push(path);
        }
        let planned: HashSet<&OutputPath> = outputs.iter().collect();
        refreshed.removed = self.made.keys().filter(|path| !planned.contains(path)).cloned().collect();
        refreshed.removed.sort();
        refreshed.removed.iter().for_each(|path| _ = self.made.remove(path));
        refreshed
    }

    /// Makes some of the outputs that are not fresh, to find what there is to say about them, while nobody waits.
    /// True while there is more to do.
    pub fn refresh_some(&mut self, count: usize) -> bool {
        if !self.can_render() {
            return false;
        }
        let outputs: Vec<OutputPath> = self.outputs().cloned().collect();
        let mut stale = outputs.into_iter().filter(|output| !self.is_fresh(output)).collect::<Vec<_>>();
        let more = stale.len() > count;
        stale.truncate(count);
        stale.iter().for_each(|output| _ = self.make(output));
        more
    }

    /// All that is known to be wrong, sorted: with the files, and with the outputs that were made.
    pub fn all_diagnostics(&self) -> Vec<Diagnostic> {
        let mut all = self.diagnostics.clone();
        let made = self.planned.iter().filter_map(|planned| self.made.get(&planned.output));
        all.extend(made.flat_map(|made| made.diagnostics.iter().cloned()));
        diagnostic::sort(&mut all);
        all
    }

    /// Without a theme's templates every page would fail for a reason that has been told already.
    pub fn can_render(&self) -> bool {
        let fatal = ["template", "template-missing", "theme-missing", "theme-circle", "config-missing"];
        !self.diagnostics.iter().any(|d| d.severity == Severity::Error && fatal.contains(&d.code))
    }
}

/// What is asked of every output once it is made.
struct Checks<'a> {
    anchors: HashMap<&'a OutputPath, Vec<&'a AnchorCheck>>,
    faulty: HashSet<SourcePath>,
}

impl<'a> Checks<'a> {
    fn of(build: &'a Build) -> Self {
        let mut anchors: HashMap<&OutputPath, Vec<&AnchorCheck>> = HashMap::new();
        for check in &build.site().anchor_checks {
            anchors.entry(&check.output).or_default().push(check);
        }
        Checks { anchors, faulty: stages::pages_with_faulty_fields(&build.diagnostics) }
    }

    fn render(&self, worker: &Worker, planned: &Planned) -> crate::render::Rendered {
        let mut rendered = worker.render(planned);
        let is_consequence = |fact: &Fact| matches!(fact, Fact::Card(page) if self.faulty.contains(page));
        if !self.faulty.is_empty() && rendered.facts.iter().any(is_consequence) {
            rendered.diagnostics.retain(|d| !stages::is_of_the_template(d));
        }
        if let Some(output) = &rendered.output {
            self.missing_anchors(output, &mut rendered.diagnostics);
        }
        rendered
    }

    /// Fragments that links ask for and that neither Markdown nor the template has made.
    fn missing_anchors(&self, output: &Output, out: &mut Vec<Diagnostic>) {
        let Some(checks) = self.anchors.get(&output.path) else { return };
        let html = String::from_utf8_lossy(&output.bytes);
        for check in checks {
            let quoted = format!(" id=\"{}\"", check.id);
            let bare = format!(" id={}", check.id);
            if !html.contains(&quoted) && !html.contains(&format!("{bare}>")) && !html.contains(&format!("{bare} ")) {
                out.push(check.missing.clone());
            }
        }
    }
}
