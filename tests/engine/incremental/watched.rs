//! A small site that is watched: edit by edit, what was made again, always compared with a fresh build.

use support::files;
use vertebra_base::path::OutputPath;
use vertebra_base::snapshot::Changes;
use vertebra_engine::{Now, Purpose};

use super::oracle::{Fresh, How, Kept, complaint};
use super::site::beginning;
use super::world::World;

const SITE: &str = include_str!("small.txt");

/// A site that was built, and the files it was built from.
pub struct Watched {
    pub world: World,
    pub kept: Kept,
    how: How,
}

/// What became of an edit, by the names of outputs, sorted.
#[derive(Debug, Default, PartialEq)]
pub struct Told {
    pub rendered: Vec<String>,
    pub changed: Vec<String>,
    pub removed: Vec<String>,
}

impl Watched {
    pub fn new() -> Self {
        Watched::with("", Purpose::Watch)
    }

    /// The site with other files beside its own, or in their place.
    pub fn with(others: &str, purpose: Purpose) -> Self {
        let how = How { purpose, drafts: false, base_url: None };
        let mut all = files(SITE);
        all.extend(files(others));
        let world = World::new(all, beginning());
        let mut kept = Kept::new(world.snapshot(), &how.options(&world.now));
        kept.refresh(1).expect("nothing to complain of");
        assert!(kept.build.all_diagnostics().is_empty(), "{:?}", kept.build.all_diagnostics());
        Watched { world, kept, how }
    }

    /// Some words of a file for others.
    pub fn edit(&mut self, path: &str, from: &str, to: &str) -> Told {
        let text = self.world.text(path);
        assert!(text.contains(from), "{path} does not hold {from:?}");
        self.save(&[(path, Some(&text.replacen(from, to, 1)))])
    }

    /// Files with what stands in them now; none for those that are gone.
    pub fn save(&mut self, saved: &[(&str, Option<&str>)]) -> Told {
        for (path, text) in saved {
            match text {
                Some(text) => self.world.put(path, text),
                None => _ = self.world.files.remove(*path),
            }
        }
        self.apply(Changes::from_texts(saved.iter().copied()))
    }

    /// Lets time go by, up to a moment.
    pub fn wait(&mut self, until: &str) -> Told {
        self.world.now = Now::System(until.parse().expect("a moment"));
        self.apply(Changes::default())
    }

    /// Applies, makes again what is stale, and compares all of it with a fresh build.
    fn apply(&mut self, changes: Changes) -> Told {
        let before = self.kept.outputs.clone();
        self.kept.apply(changes, &self.world.now);
        let rendered = self.kept.refresh(1).expect("nothing to complain of");
        let fresh = Fresh::new(self.world.snapshot(), &self.how.options(&self.world.now));
        assert_eq!(complaint(&self.kept, &fresh), None);
        let after = &self.kept.outputs;
        let changed = after.keys().filter(|path| before.get(path) != after.get(path));
        let removed = before.keys().filter(|path| !after.contains_key(path));
        let mut told = Told { rendered: names(rendered.iter()), changed: names(changed), removed: names(removed) };
        told.rendered.sort();
        told
    }

    /// The bytes of an output that are at hand.
    pub fn text(&self, path: &str) -> String {
        let path = OutputPath::new(path).expect("a path");
        String::from_utf8_lossy(&self.kept.outputs[&path]).into_owned()
    }
}

fn names<'a>(paths: impl Iterator<Item = &'a OutputPath>) -> Vec<String> {
    paths.map(ToString::to_string).collect()
}
