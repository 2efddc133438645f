//! What commands share: reading the site, rendering it, reporting on it, and taking the time.

use std::path::{Path, PathBuf};

use super::arguments::{BuildArguments, CheckArguments, DayArguments, SiteArguments, ThreadArguments};
use super::clock::StepClock;
use super::failure::Failure;
use super::progress::Progress;
use super::rendering::Rendering;
use super::summary;
use super::terminal::Terminal;
use vertebra_base::artifact_cache::ArtifactCache;
use vertebra_base::diagnostic::{self, Diagnostic};
use vertebra_base::output::Output;
use vertebra_base::snapshot::Snapshot;
use vertebra_check::Checked;
use vertebra_disk::{cache, read};
use vertebra_engine::{Build, CheckLevel, Now, Options, Purpose};
use vertebra_media::compress;
use vertebra_report::{self as report, Tally};

/// What a build is asked to do, by what was typed.
pub fn options(site: &SiteArguments, asked: &CheckArguments) -> Options {
    Options {
        base_url: asked.base_url.clone(),
        drafts: asked.drafts,
        threads: asked.threads.count(),
        store: cache::store(&site.root),
        ..Options::at(now(&asked.day))
    }
}

/// What a site is asked to do that is published for good: all checks, and nothing from the cache.
pub fn release_options(site: &SiteArguments, asked: &CheckArguments) -> Options {
    Options { depth: CheckLevel::Release, store: cache::trusted(&site.root), ..options(site, asked) }
}

/// The options of commands that only ask about a site.
pub fn plain_options(day: &DayArguments) -> Options {
    Options { threads: ThreadArguments::default().count(), ..Options::at(now(day)) }
}

/// As `plain_options`, with the pages in it that are not published today.
pub fn all_pages(day: &DayArguments) -> Options {
    Options { purpose: Purpose::Preview, ..plain_options(day) }
}

/// The clock of the system is read here and nowhere else.
pub fn now(day: &DayArguments) -> Now {
    system_time(day).map_or_else(|| Now::Day(day.date.unwrap_or_default()), Now::System)
}

/// The time, unless it is to be as if it were another day.
pub fn system_time(day: &DayArguments) -> Option<jiff::Timestamp> {
    day.date.is_none().then(jiff::Timestamp::now)
}

/// The time on the wall where the program runs: `09:41:07`.
pub fn time_of_day() -> String {
    jiff::Zoned::now().strftime("%H:%M:%S").to_string()
}

/// The folder of the finished site. What was typed is meant from where it was typed; the usual folder is the site's.
pub fn out_folder(site: &SiteArguments, asked: Option<&Path>) -> PathBuf {
    match asked {
        Some(out) => out.to_owned(),
        None if site.root.as_os_str() == "." => PathBuf::from("public"),
        None => site.root.join("public"),
    }
}

/// Where a build writes. With drafts it is a folder of its own: nothing that is not for readers gets to where `publish` and
/// those who upload by hand look.
///
/// # Errors
///
/// A site with drafts is not written into the folder that is published.
pub fn build_folder(site: &SiteArguments, asked: &BuildArguments) -> Result<PathBuf, Failure> {
    let published = out_folder(site, None);
    if !asked.common.drafts {
        return Ok(out_folder(site, asked.out.as_deref()));
    }
    let Some(out) = &asked.out else { return Ok(published.with_file_name(WITH_DRAFTS)) };
    let whole = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).ok();
    if whole(out) != whole(&published) {
        return Ok(out.clone());
    }
    Err(Failure::Usage {
        message: format!("{} is for what readers may see, so no drafts are written into it", summary::folder(out)),
        help: "leave out --out, or name another folder; to look at the drafts, run: vertebra serve".to_owned(),
    })
}

/// The folder beside `public` that holds the site with its drafts.
const WITH_DRAFTS: &str = ".vertebra/public-with-drafts";

/// Reads the site and plans it.
pub fn open(site: &SiteArguments, options: &Options, clock: &mut StepClock) -> Result<Build, Failure> {
    let snapshot = clock.time("read", || read::read(&site.root, options.threads))?;
    Ok(plan(snapshot, options, clock))
}

/// Links and plans what was read.
pub fn plan(snapshot: Snapshot, options: &Options, clock: &mut StepClock) -> Build {
    let build = Build::new(snapshot, options);
    clock.add(build.timings(), false);
    build
}

/// The pages that are not published, and why.
pub fn unpublished(build: &Build) -> Vec<(String, String)> {
    build.unpublished().iter().map(|page| (page.source.to_string(), page.hidden.reason())).collect()
}

/// Puts an output, and before it the copies of it that the site asks for.
pub fn with_copies<'a>(
    build: &'a Build,
    store: &'a ArtifactCache,
    put: &'a (dyn Fn(Output) + Sync),
) -> impl Fn(Output) + Sync + 'a {
    let methods = &build.site().config.precompress;
    move |output| {
        for copy in compress::copies(&output, methods, store) {
            // A file that the site brings itself is not replaced.
            if !build.is_planned(&copy.path) {
                put(copy);
            }
        }
        put(output);
    }
}

/// Renders everything into `sink` and reports what was found.
pub fn render(
    build: &Build,
    asked: (&SiteArguments, &CheckArguments),
    at: (&Terminal, &mut StepClock),
    sink: &(dyn Fn(Output) + Sync),
) -> Rendering {
    render_and(build, asked, at, sink, &|_| Vec::new())
}

/// As `render`, and reports besides what `more` finds in what was checked.
pub fn render_and(
    build: &Build,
    (site, asked): (&SiteArguments, &CheckArguments),
    (terminal, clock): (&Terminal, &mut StepClock),
    sink: &(dyn Fn(Output) + Sync),
    more: &dyn Fn(&Checked) -> Vec<Diagnostic>,
) -> Rendering {
    let progress = Progress::new(terminal, clock.started, build.job_count());
    let counted = |output| {
        sink(output);
        progress.step();
    };
    let rendered = clock.time("render, stage", || build.render_all(asked.threads.count(), &counted));
    progress.end();
    clock.add(&rendered.timings, true);

    let mut diagnostics = build.diagnostics().to_vec();
    diagnostics.extend(rendered.diagnostics);
    if let Some(checked) = &rendered.checked {
        diagnostics.extend(build.settled(more(checked)));
    }
    diagnostic::sort(&mut diagnostics);
    // A build lets go of the text of its pages; the few that something is said about are read again.
    let files = diagnostics.iter().flat_map(|it| std::iter::once(&it.file).chain(it.related.iter().map(|it| &it.file)));
    let texts = read::again(&site.root, build.snapshot(), files);
    if !asked.format.write(site, (&diagnostics, build.page_count()), &texts, terminal) {
        terminal.remark(&report::draw(&diagnostics, &texts, terminal.remark_painter(), terminal.verbose));
        if let Some(first) = diagnostics.iter().min_by_key(|it| it.severity).filter(|_| !terminal.quiet) {
            terminal.remark(&summary::more(first.code));
        }
    }
    if let Some(judged) = rendered.judged.filter(|judged| terminal.verbose || !judged.over.is_empty()) {
        terminal.remark(&report::weights(&judged));
    }
    let (silent, reads_clock) = (diagnostics.is_empty(), rendered.reads_clock);
    Rendering {
        silent,
        reads_clock,
        tally: Tally::of(&diagnostics),
        pages: build.page_count(),
        files: rendered.outputs.len(),
        checked: rendered.checked,
    }
}
