//! How long each stage of a build takes at 1,000 and 10,000 pages. Measures; judges nothing.
//!
//!     cargo bench --bench stages
//!     VERTEBRA_CORPUS=FOLDER cargo bench --bench stages
//!
//! The first makes its sites itself; the second builds the site in the folder. Both leave nothing behind.

#[path = "stages/corpus.rs"]
mod corpus;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use vertebra_disk::{PublishTransaction, read};
use vertebra_engine::{Build, Now, Options};

// As in the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// First builds, each into a new folder; of their times the median counts.
const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let scratch = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let mut columns = Vec::new();
    if let Some(folder) = std::env::var_os("VERTEBRA_CORPUS") {
        columns.push(measure(&PathBuf::from(folder), scratch.path())?);
    } else {
        for pages in [1_000, 10_000] {
            let root = scratch.path().join(pages.to_string());
            corpus::write(&root, pages)?;
            columns.push(measure(&root, scratch.path())?);
        }
    }
    print(&columns);
    Ok(())
}

/// The times of one site, by stage, in the order of the stages.
struct Column {
    pages: usize,
    files: usize,
    stages: Vec<(String, Duration)>,
}

fn measure(root: &Path, scratch: &Path) -> Result<Column, Box<dyn Error>> {
    let mut column = Column { pages: 0, files: 0, stages: Vec::new() };
    let mut times: BTreeMap<String, Vec<Duration>> = BTreeMap::new();
    let out = |run: usize| scratch.join(format!("out-{run}"));
    for run in 0..RUNS {
        let (pages, files, stages) = build(root, &out(run))?;
        (column.pages, column.files) = (pages, files);
        for (name, time) in stages {
            if !times.contains_key(&name) {
                column.stages.push((name.clone(), time));
            }
            times.entry(name).or_default().push(time);
        }
    }
    for (name, time) in &mut column.stages {
        let all = times.entry(name.clone()).or_default();
        all.sort();
        *time = all[all.len() / 2];
    }
    // The same once more into a folder that holds it already: nothing is to be written.
    let (_, _, stages) = build(root, &out(0))?;
    let again = stages.into_iter().filter(|(name, _)| name == "whole build");
    column.stages.extend(again.map(|(_, time)| ("whole build, nothing changed".to_owned(), time)));
    for run in 0..RUNS {
        std::fs::remove_dir_all(out(run))?;
    }
    Ok(column)
}

type Stages = Vec<(String, Duration)>;

/// One build as the program does it; returns the number of pages, the number of files, and the times.
fn build(root: &Path, out: &Path) -> Result<(usize, usize, Stages), Box<dyn Error>> {
    let threads = available_parallelism()?.get();
    let now = Now::System(jiff::Timestamp::now());
    let options = Options { threads, ..Options::at(now) };
    let mut stages = Stages::new();
    let whole = Instant::now();

    let started = Instant::now();
    let snapshot = read::read(root, threads)?;
    stages.push(("read".to_owned(), started.elapsed()));

    let build = Build::new(snapshot, &options);
    stages.extend(build.timings().iter().map(|(name, time)| ((*name).to_owned(), *time)));

    let stage = PublishTransaction::begin(out, false)?;
    let rendered = build.render_all(threads, &|output| stage.put(output));
    stages.extend(rendered.timings.iter().map(|(name, time)| ((*name).to_owned(), *time)));

    let started = Instant::now();
    let published = stage.commit(None)?;
    stages.push(("publish".to_owned(), started.elapsed()));
    stages.push(("whole build".to_owned(), whole.elapsed()));

    let problems = build.diagnostics().len() + rendered.diagnostics.len();
    if problems > 0 {
        eprintln!(
            "{}: {problems} problems; run `vertebra check --root {}` to see them",
            root.display(),
            root.display()
        );
    }
    Ok((build.page_count(), published.written + published.unchanged, stages))
}

fn print(columns: &[Column]) {
    let heads: Vec<_> = columns.iter().map(|column| format!("{} pages, ms", column.pages)).collect();
    println!("\n| stage | {} |{}", heads.join(" | "), if columns.len() == 2 { " ratio |" } else { "" });
    println!("| --- |{}{}", " ---: |".repeat(columns.len()), if columns.len() == 2 { " ---: |" } else { "" });
    let Some(first) = columns.first() else { return };
    for (name, _) in &first.stages {
        let times: Vec<_> = columns.iter().filter_map(|column| time_of(column, name)).collect();
        let cells: Vec<_> = times.iter().map(|time| format!("{:.1}", time.as_secs_f64() * 1000.0)).collect();
        let ratio = match times[..] {
            [small, large] if !small.is_zero() => format!(" {:.1} |", large.as_secs_f64() / small.as_secs_f64()),
            _ => String::new(),
        };
        println!("| {name} | {} |{ratio}", cells.join(" | "));
    }
    for column in columns {
        println!("\n{} pages make {} files.", column.pages, column.files);
    }
}

fn time_of(column: &Column, stage: &str) -> Option<Duration> {
    column.stages.iter().find(|(name, _)| name == stage).map(|(_, time)| *time)
}
