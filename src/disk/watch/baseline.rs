//! What was last seen of a site: the fingerprint of every file, and every fault. What is seen anew is compared with it.
//!
//! Touches no file. The order of paths lets a folder be taken out without looking through the others.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::parallel;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::{Changes, Snapshot};
use vertebra_schema::codes;

/// The site as it was last seen.
#[derive(Debug, Default)]
pub struct Baseline {
    files: BTreeMap<SourcePath, Fingerprint>,
    faults: BTreeMap<SourcePath, Vec<Diagnostic>>,
}

/// The part of a site that was looked at.
#[derive(Debug, Clone, Copy)]
pub enum SitePart<'a> {
    All,
    /// A file, or a folder with everything below it.
    At(&'a SourcePath),
}

impl Baseline {
    /// The site as it was read.
    pub fn new(snapshot: &Snapshot, threads: usize) -> Self {
        let files: Vec<_> = snapshot.files.iter().collect();
        let prints = parallel::map(threads, &files, |(_, content)| content.print());
        let paths = files.iter().map(|(path, _)| (*path).clone());
        Baseline { files: paths.zip(prints).collect(), faults: by_path(snapshot.faults.clone()) }
    }

    /// Whether there was such a file.
    pub fn has(&self, path: &SourcePath) -> bool {
        self.files.contains_key(path)
    }

    /// What cannot be read though it has a name: among it, links that lead nowhere.
    pub fn broken(&self) -> impl Iterator<Item = &SourcePath> {
        let is_broken = |it: &Diagnostic| codes::breaks(it.code, codes::Part::File);
        self.faults.iter().filter(move |(_, all)| all.iter().any(is_broken)).map(|(path, _)| path)
    }

    /// All faults, in the order of their paths.
    pub fn faults(&self) -> Vec<Diagnostic> {
        self.faults.values().flatten().cloned().collect()
    }

    /// Takes in what now stands in a part of the site, and adds what is other than before to `changes`. Files in `same`
    /// are known to be as they were. True when something differs, if only the faults.
    pub fn update(
        &mut self,
        part: SitePart,
        seen: Snapshot,
        same: &BTreeSet<SourcePath>,
        changes: &mut Changes,
    ) -> bool {
        let gone = |path: &&SourcePath| !seen.files.contains_key(*path) && !same.contains(*path);
        let gone: Vec<_> = keys(&self.files, part).filter(gone).cloned().collect();
        let mut differs = !gone.is_empty();
        for path in gone {
            self.files.remove(&path);
            changes.files.insert(path, None);
        }
        for (path, content) in seen.files {
            let print = content.print();
            if self.files.get(&path) != Some(&print) {
                self.files.insert(path.clone(), print);
                changes.files.insert(path, Some(content));
                differs = true;
            }
        }
        let faults = by_path(seen.faults);
        let before: Vec<_> = keys(&self.faults, part).cloned().collect();
        let unchanged = before.len() == faults.len() && before.iter().all(|p| self.faults.get(p) == faults.get(p));
        before.iter().for_each(|path| _ = self.faults.remove(path));
        self.faults.extend(faults);
        differs || !unchanged
    }
}

fn by_path(faults: Vec<Diagnostic>) -> BTreeMap<SourcePath, Vec<Diagnostic>> {
    let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
    faults.into_iter().for_each(|fault| all.entry(fault.file.clone()).or_default().push(fault));
    all
}

/// The paths of a map that lie in a part of the site.
fn keys<'a, T>(map: &'a BTreeMap<SourcePath, T>, part: SitePart) -> impl Iterator<Item = &'a SourcePath> {
    let (itself, bounds) = match part {
        SitePart::All => (None, (Bound::Unbounded, Bound::Unbounded)),
        SitePart::At(path) => {
            // `0` comes right after `/`.
            let [first, behind] = ["/", "0"].map(|end| SourcePath::new(format!("{path}{end}")));
            (map.get_key_value(path), (Bound::Included(first), Bound::Excluded(behind)))
        }
    };
    itself.into_iter().chain(map.range(bounds)).map(|(path, _)| path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: [(&str, &str); 5] = [
        ("content/a.md", "a"),
        ("content/a/b.md", "b"),
        ("content/a/c/d.md", "d"),
        ("content/a-b.md", "x"),
        ("content/b.md", "y"),
    ];

    fn seen(part: &str, files: &[(&str, &str)]) -> Vec<(String, bool)> {
        let mut known = Baseline::new(&Snapshot::from_texts(SITE), 1);
        let (part, mut changes) = (SourcePath::new(part), Changes::default());
        let part = if part.as_str().is_empty() { SitePart::All } else { SitePart::At(&part) };
        let differs = known.update(part, Snapshot::from_texts(files.iter().copied()), &BTreeSet::new(), &mut changes);
        assert_eq!(differs, !changes.is_empty());
        changes.files.into_iter().map(|(path, bytes)| (path.to_string(), bytes.is_some())).collect()
    }

    fn told(path: &str, is_there: bool) -> (String, bool) {
        (path.to_owned(), is_there)
    }

    #[test]
    fn only_what_differs_is_told() {
        assert_eq!(seen("content/a.md", &[("content/a.md", "a")]), []);
        assert_eq!(seen("content/a.md", &[("content/a.md", "A")]), [told("content/a.md", true)]);
        assert_eq!(seen("content/new.md", &[("content/new.md", "")]), [told("content/new.md", true)]);
        assert_eq!(seen("", &SITE), []);
        assert_eq!(seen("", &SITE[1..]), [told("content/a.md", false)]);
    }

    #[test]
    fn a_folder_goes_with_everything_below_it_and_nothing_beside_it() {
        assert_eq!(seen("content/a", &[]), [told("content/a/b.md", false), told("content/a/c/d.md", false)]);
        let now_a_file = [told("content/a", true), told("content/a/b.md", false), told("content/a/c/d.md", false)];
        assert_eq!(seen("content/a", &[("content/a", "file")]), now_a_file);
    }

    #[test]
    fn faults_are_replaced_where_it_was_looked() {
        let fault = |path: &str, words: &str| Diagnostic::error("file-unreadable", &SourcePath::new(path), None, words);
        let site = Snapshot {
            faults: vec![fault("content/a/x", "closed"), fault("content/z", "closed")],
            ..Default::default()
        };
        let mut known = Baseline::new(&site, 1);
        let mut look = |path: &str, faults: Vec<Diagnostic>| {
            let seen = Snapshot { faults, ..Default::default() };
            let part = SourcePath::new(path);
            let differs = known.update(SitePart::At(&part), seen, &BTreeSet::new(), &mut Changes::default());
            (differs, known.faults().into_iter().map(|it| it.message).collect::<Vec<_>>())
        };
        assert_eq!(
            look("content/a", vec![fault("content/a/x", "closed")]),
            (false, vec!["closed".into(), "closed".into()])
        );
        assert_eq!(look("content/z", vec![fault("content/z", "other")]), (true, vec!["closed".into(), "other".into()]));
        assert_eq!(look("content/a", vec![]), (true, vec!["other".into()]));
    }
}
