//! The work itself: from changed bytes in memory to the output that holds them. No disk, no waiting for quiet.

use std::error::Error;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_base::snapshot::Changes;
use vertebra_disk::read;
use vertebra_engine::{Build, Now, Options, Purpose};

use super::figures;
use super::site::{Edit, Part, Site};

/// Edits of each kind.
const EDITS: usize = 50;

/// Prints a line for each kind of edit and each use of the build.
pub fn measure(site: &Site) -> Result<(), Box<dyn Error>> {
    for (purpose, then) in [(Purpose::Preview, "make the page"), (Purpose::Watch, "make all that is stale")] {
        let for_what = format!("{} pages, {}", site.pages, format!("{purpose:?}").to_lowercase());
        let mut watched = Watched::new(site, purpose)?;
        let mut turn = 0;
        for (part, name) in [(Part::Body, "body"), (Part::Title, "title")] {
            turn += 1;
            let mut times = Vec::new();
            let mut applied = Vec::new();
            for article in site.spread(EDITS, turn) {
                turn += 1;
                let (apply, all) = watched.edit(&site.edit(article, part, turn))?;
                applied.push(apply);
                times.push(all);
            }
            figures::line(&format!("{for_what}: {name} edit, apply"), applied);
            figures::line(&format!("{for_what}: {name} edit, apply and {then}"), times);
        }
    }
    Ok(())
}

/// A build that is kept, with everything made.
struct Watched {
    build: Build,
    now: Now,
    threads: usize,
    purpose: Purpose,
}

impl Watched {
    fn new(site: &Site, purpose: Purpose) -> Result<Self, Box<dyn Error>> {
        let threads = available_parallelism()?.get();
        let now = Now::System(jiff::Timestamp::now());
        let options = Options { threads, purpose, ..Options::at(now.clone()) };
        let mut build = Build::new(read::read(&site.root, threads)?, &options);
        build.refresh(threads, &|_| {});
        Ok(Watched { build, now, threads, purpose })
    }

    /// How long the change took to be taken in, and how long until the page that shows it was there.
    fn edit(&mut self, edit: &Edit) -> Result<(Duration, Duration), Box<dyn Error>> {
        let bytes = edit.text.as_bytes().into();
        let files = [(SourcePath::new(&edit.path), Some(bytes))].into();
        let output = OutputPath::new(&format!("{}index.html", edit.url.trim_start_matches('/')))?;
        let started = Instant::now();
        self.build.apply(Changes { files, faults: Vec::new() }, self.now.clone());
        let applied = started.elapsed();
        let page = match self.purpose {
            Purpose::Preview | Purpose::Write => self.build.make(&output),
            Purpose::Watch | Purpose::Once => {
                let page = std::sync::Mutex::new(None);
                self.build.refresh(self.threads, &|made| {
                    if made.path == output {
                        *page.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(made);
                    }
                });
                page.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
            }
        };
        let all = started.elapsed();
        let held = page.is_some_and(|page| String::from_utf8_lossy(page.bytes.held()).contains(&edit.marker));
        if !held {
            return Err(format!("{output} does not hold {}", edit.marker).into());
        }
        // What others show of the page is made now, while nobody measures.
        self.build.refresh(self.threads, &|_| {});
        Ok((applied, all))
    }
}
