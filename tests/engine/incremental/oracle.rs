//! The comparer: a build that was kept while files changed must equal one that is made anew from the same files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use vertebra_base::artifact_cache::{ArtifactCache, CacheBackend};
use vertebra_base::diagnostic::{self, Diagnostic};
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::output::Output;
use vertebra_base::path::OutputPath;
use vertebra_base::snapshot::{Changes, Snapshot};
use vertebra_engine::{Build, Now, Options, Purpose};

/// Knows every result, and gives the key of each in its place: nothing is drawn, which would take hours, and what would be
/// drawn otherwise shows.
#[derive(Debug)]
struct Echo;

impl CacheBackend for Echo {
    fn get(&self, key: Fingerprint) -> Option<Vec<u8>> {
        Some(key.to_string().into_bytes())
    }

    fn put(&self, _: Fingerprint, _: &[u8]) {}
}

/// How the sites of one run are built.
#[derive(Debug, Clone)]
pub struct How {
    pub purpose: Purpose,
    pub drafts: bool,
    pub base_url: Option<String>,
}

impl How {
    pub fn options(&self, now: &Now) -> Options {
        let (base_url, store) = (self.base_url.clone(), ArtifactCache::new(Echo));
        Options { base_url, drafts: self.drafts, purpose: self.purpose, store, ..Options::at(now.clone()) }
    }
}

/// A site that is built from nothing.
pub struct Fresh {
    pub build: Build,
    pub outputs: BTreeMap<OutputPath, Vec<u8>>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Fresh {
    pub fn new(snapshot: Snapshot, options: &Options) -> Fresh {
        let build = Build::new(snapshot, options);
        let outputs = Mutex::new(BTreeMap::new());
        let keep =
            |output: Output| _ = outputs.lock().expect("no panic").insert(output.path, output.bytes.held().to_vec());
        let rendered = build.render_all(options.threads, &keep);
        let mut diagnostics = build.diagnostics().to_vec();
        diagnostics.extend(rendered.diagnostics);
        diagnostic::sort(&mut diagnostics);
        Fresh { build, outputs: outputs.into_inner().expect("no panic"), diagnostics }
    }
}

/// A build that is kept, and what those who use it have gathered of its outputs.
pub struct Kept {
    pub build: Build,
    /// The last good bytes of every output, as a published folder holds them.
    pub outputs: BTreeMap<OutputPath, Vec<u8>>,
}

impl Kept {
    pub fn new(snapshot: Snapshot, options: &Options) -> Kept {
        Kept { build: Build::new(snapshot, options), outputs: BTreeMap::new() }
    }

    pub fn apply(&mut self, changes: Changes, now: &Now) {
        self.build.apply(changes, now.clone());
    }

    /// Brings everything up to date as `build --watch` does; the complaint of how that was told, if there is one.
    pub fn refresh(&mut self, threads: usize) -> Result<Vec<OutputPath>, String> {
        let planned: Vec<OutputPath> = self.build.outputs().cloned().collect();
        let print = |build: &Build, path| build.made(path).and_then(|made| made.print);
        let before: BTreeMap<_, _> = planned.iter().map(|path| (path, print(&self.build, path))).collect();
        let sunk = Mutex::new(BTreeMap::new());
        let twice = Mutex::new(Vec::new());
        let refreshed = self.build.refresh(threads, &|output: Output| {
            let path = output.path.clone();
            if sunk.lock().expect("no panic").insert(output.path, output.bytes.held().to_vec()).is_some() {
                twice.lock().expect("no panic").push(path);
            }
        });
        let (sunk, twice) = (sunk.into_inner().expect("no panic"), twice.into_inner().expect("no panic"));
        if let Some(path) = twice.first() {
            return Err(format!("{path} was given away twice"));
        }
        if !self.build.can_render() {
            return match sunk.keys().next() {
                Some(path) => Err(format!("{path} was made though nothing can be made")),
                None => Ok(self.forget(refreshed.removed)),
            };
        }
        let rendered: BTreeSet<_> = refreshed.rendered.iter().collect();
        let changed: BTreeSet<_> = refreshed.changed.iter().collect();
        if let Some(path) = changed.difference(&rendered).next() {
            return Err(format!("{path} has changed but was not rendered"));
        }
        for (path, bytes) in &sunk {
            let print = Some(Fingerprint::of_bytes(bytes));
            if !changed.contains(path) || before.get(path) == Some(&print) {
                return Err(format!("{path} was given away though its bytes are the same"));
            }
        }
        if let Some(path) = planned.iter().find(|path| refreshed.removed.contains(path)) {
            return Err(format!("{path} was removed though it is planned"));
        }
        if refreshed.rendered != planned.iter().filter(|path| rendered.contains(path)).cloned().collect::<Vec<_>>() {
            return Err("what was rendered is not told in the order of the plan".to_owned());
        }
        self.forget(refreshed.removed);
        self.outputs.extend(sunk);
        match self.outputs.keys().find(|path| !planned.contains(path)) {
            Some(path) => Err(format!("{path} is there no more, but was not removed")),
            None => Ok(refreshed.rendered),
        }
    }

    fn forget(&mut self, removed: Vec<OutputPath>) -> Vec<OutputPath> {
        removed.iter().for_each(|path| _ = self.outputs.remove(path));
        Vec::new()
    }

    /// Makes one output as the preview does when it is asked for.
    pub fn make(&mut self, path: &OutputPath) -> Option<&[u8]> {
        let output = self.build.make(path)?;
        self.outputs.insert(path.clone(), output.bytes.held().to_vec());
        self.outputs.get(path).map(Vec::as_slice)
    }

    /// Finds out all there is to say, as the preview does while nobody waits, and then asks for every page that is not
    /// at hand.
    pub fn browse(&mut self, count: usize) -> Result<(), String> {
        let mut turns = 0;
        while self.build.refresh_some(count) {
            turns += 1;
            if turns > 10_000 {
                return Err("the background check never comes to an end".to_owned());
            }
        }
        let planned: Vec<OutputPath> = self.build.outputs().cloned().collect();
        for path in &planned {
            let print = self.build.made(path).and_then(|made| made.print);
            let at_hand = self.outputs.get(path).map(|bytes| Fingerprint::of_bytes(bytes));
            // The forms of pictures are made when somebody asks for them.
            let never = self.build.made(path).is_none();
            if never || print.is_some() && (!self.build.is_fresh(path) || print != at_hand) {
                self.make(path);
            }
        }
        Ok(())
    }

    /// Outputs that call themselves fresh, by the fingerprint of what they say they are; none for those that could not
    /// be made.
    pub fn fresh(&mut self) -> Vec<(OutputPath, Option<Fingerprint>)> {
        let planned: Vec<OutputPath> = self.build.outputs().cloned().collect();
        let fresh = planned.into_iter().filter(|path| self.build.is_fresh(path)).collect::<Vec<_>>();
        fresh.into_iter().map(|path| (path.clone(), self.build.made(&path).and_then(|made| made.print))).collect()
    }

    fn at_hand(&self, path: &OutputPath) -> Option<Vec<u8>> {
        let made = self.build.made(path).is_some_and(|made| made.print.is_some());
        self.outputs.get(path).filter(|_| made).cloned()
    }
}

/// What is wrong with a build that was kept: the first thing, in words.
pub fn complaint(kept: &Kept, fresh: &Fresh) -> Option<String> {
    beginnings(kept, fresh).or_else(|| {
        if !fresh.build.can_render() {
            return None;
        }
        let outputs = kept.build.outputs().filter_map(|path| Some((path.clone(), kept.at_hand(path)?))).collect();
        different_outputs(&outputs, &fresh.outputs)
            .or_else(|| different_diagnostics(&kept.build.all_diagnostics(), &fresh.diagnostics))
    })
}

/// A look at a build from outside.
type Look<'a> = (&'a str, &'a dyn Fn(&Build) -> Vec<String>);

/// What must be equal before anything is rendered.
pub fn beginnings(kept: &Kept, fresh: &Fresh) -> Option<String> {
    let (a, b) = (&kept.build, &fresh.build);
    if let Some(words) = different_diagnostics(a.diagnostics(), b.diagnostics()) {
        return Some(format!("of the files, {words}"));
    }
    let unpublished = |build: &Build| {
        let all = build.unpublished().iter();
        all.map(|page| format!("{} {} {} {}", page.source, page.title, page.url, page.hidden.reason()))
            .collect::<Vec<_>>()
    };
    let planned = |build: &Build| build.outputs().map(ToString::to_string).collect::<Vec<_>>();
    let sources = |build: &Build| build.outputs().map(|path| format!("{:?}", build.source_of(path))).collect();
    let span = |build: &Build| [true, false].map(|clock| format!("{:?}", build.same_between(clock))).to_vec();
    let counts = |build: &Build| vec![format!("{} pages, can render: {}", build.page_count(), build.can_render())];
    let files = |build: &Build| build.snapshot().files.keys().map(ToString::to_string).collect::<Vec<_>>();
    let published =
        |build: &Build| files(build).into_iter().filter(|path| !path.to_lowercase().ends_with(".md")).collect();
    let looks: [Look; 6] = [
        // A build that is made once has let go of its pages.
        ("which files there are", &published),
        ("what is planned", &planned),
        ("what is not published", &unpublished),
        ("what outputs are made of", &sources),
        ("how long the site stays the same", &span),
        ("how many pages there are", &counts),
    ];
    looks.iter().find_map(|(what, look)| {
        let (a, b) = (look(a), look(b));
        let at = (0..a.len().max(b.len())).find(|at| a.get(*at) != b.get(*at))?;
        Some(format!("{what} differs:\n  kept:  {:?}\n  fresh: {:?}", a.get(at), b.get(at)))
    })
}

/// The first output that is not the same in both, with the place where they part.
pub fn different_outputs(
    kept: &BTreeMap<OutputPath, Vec<u8>>,
    fresh: &BTreeMap<OutputPath, Vec<u8>>,
) -> Option<String> {
    let paths: BTreeSet<_> = kept.keys().chain(fresh.keys()).collect();
    let differing: Vec<_> = paths.into_iter().filter(|path| kept.get(*path) != fresh.get(*path)).collect();
    let first = differing.first()?;
    let words = match (kept.get(*first), fresh.get(*first)) {
        (Some(_), None) => "it was made, but a fresh build does not make it".to_owned(),
        (None, _) => "it was not made, but a fresh build makes it".to_owned(),
        (Some(kept), Some(fresh)) => parting(kept, fresh),
    };
    let others = match differing.len() {
        1 => String::new(),
        _ => format!("\n  and so do {} others: {:?}", differing.len() - 1, &differing[1..differing.len().min(6)]),
    };
    Some(format!("{first} differs: {words}{others}"))
}

/// What stands around the first byte that is not the same.
pub fn parting(kept: &[u8], fresh: &[u8]) -> String {
    let at = kept.iter().zip(fresh).take_while(|(a, b)| a == b).count();
    let around = |bytes: &[u8]| {
        let part = &bytes[at.saturating_sub(60)..bytes.len().min(at + 100)];
        String::from_utf8_lossy(part).into_owned()
    };
    format!("from byte {at} on\n  kept:  {:?}\n  fresh: {:?}", around(kept), around(fresh))
}

/// Diagnostics that only one of two builds has.
pub fn different_diagnostics(kept: &[Diagnostic], fresh: &[Diagnostic]) -> Option<String> {
    if kept == fresh {
        return None;
    }
    let only = |these: &[Diagnostic], those: &[Diagnostic]| {
        let only: Vec<_> =
            these.iter().filter(|one| !those.contains(one)).take(3).map(|one| format!("{one:?}")).collect();
        if only.is_empty() { "nothing".to_owned() } else { only.join("\n    ") }
    };
    let counts = format!("{} and {}", kept.len(), fresh.len());
    let (kept, fresh) = (only(kept, fresh), only(fresh, kept));
    Some(format!("diagnostics differ ({counts}, or their order)\n  only kept:  {kept}\n  only fresh: {fresh}"))
}
