//! What an event is about: which files of the site, by all their names.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use crate::walk::{FollowedLink, source_path};
use vertebra_base::path::{SourcePath, is_ignored};

/// What an event is about.
#[derive(Debug, PartialEq, Eq)]
pub enum WatchedPlace {
    /// Places in the site and what stands there on disk; none when no file of the site is meant.
    At(Vec<(SourcePath, PathBuf)>),
    Everything,
}

/// The links of a site that are followed, by where they lead.
#[derive(Debug, Default)]
pub struct FollowedLinks(BTreeMap<PathBuf, Vec<SourcePath>>);

impl FollowedLinks {
    /// All links that a walk has found.
    pub fn new(links: Vec<FollowedLink>) -> Self {
        let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
        links.into_iter().for_each(|link| all.entry(link.target).or_default().push(link.path));
        FollowedLinks(all)
    }

    /// Where they lead.
    pub fn targets(&self) -> impl Iterator<Item = &Path> {
        self.0.keys().map(PathBuf::as_path)
    }

    /// What a path on disk is to a site whose folder is `root`, with no link on the way.
    pub fn place(&self, root: &Path, path: &Path) -> WatchedPlace {
        let Ok(inside) = path.strip_prefix(root) else { return WatchedPlace::At(Vec::new()) };
        let mut parts = inside.components().map(Component::as_os_str);
        let first = parts.next();
        let is_deeper = parts.next().is_some();
        let is_part = first.is_some_and(|name| name == "content" || name == "themes");
        if first.is_none() || !is_deeper && (is_part || self.leads_through(root, first)) {
            return WatchedPlace::Everything;
        }
        let itself = is_part.then(|| (source_path(root, path), path.to_owned()));
        let linked = path.ancestors().filter_map(|folder| Some((folder, self.0.get(folder)?)));
        let linked = linked.flat_map(|(folder, names)| {
            let rest = source_path(folder, path);
            names.iter().map(move |name| match rest.as_str() {
                "" => name.clone(),
                rest => SourcePath::new(format!("{name}/{rest}")),
            })
        });
        let all = itself.into_iter().chain(linked.map(|name| (name, path.to_owned())));
        WatchedPlace::At(all.filter(|(name, _)| !name.as_str().split('/').any(is_ignored)).collect())
    }

    /// Whether a folder of the site that is no part of it is one on the way to what a link names.
    fn leads_through(&self, root: &Path, name: Option<&OsStr>) -> bool {
        let Some(folder) = name.map(|name| root.join(name)) else { return false };
        self.targets().any(|target| target.starts_with(&folder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str) -> Option<Vec<String>> {
        let link = |path: &str, target: &str| FollowedLink { path: SourcePath::new(path), target: target.into() };
        let links = FollowedLinks::new(vec![
            link("content/inside", "/s/shared"),
            link("content/a/deep", "/s/shared/deep"),
            link("content/same.md", "/s/content/a.md"),
        ]);
        match links.place(Path::new("/s"), Path::new(path)) {
            WatchedPlace::At(all) => Some(all.into_iter().map(|(name, _)| name.to_string()).collect()),
            WatchedPlace::Everything => None,
        }
    }

    #[test]
    fn an_event_is_about_a_file_by_all_its_names() {
        assert_eq!(place("/s/content/b.md").unwrap(), ["content/b.md"]);
        assert_eq!(place("/s/content/a.md").unwrap(), ["content/a.md", "content/same.md"]);
        assert_eq!(place("/s/shared/deep/x.md").unwrap(), ["content/a/deep/x.md", "content/inside/deep/x.md"]);
        assert_eq!(place("/s/shared/x.md").unwrap(), ["content/inside/x.md"]);
    }

    #[test]
    fn what_is_no_file_of_the_site_is_nothing() {
        for path in ["/s/public/index.html", "/s/README.md", "/elsewhere/x", "/s/content/.git/HEAD", "/s/content/a.md~"]
        {
            assert_eq!(place(path).unwrap(), [""; 0], "{path}");
        }
    }

    #[test]
    fn a_part_of_the_site_that_comes_or_goes_means_everything() {
        for path in ["/s", "/s/content", "/s/themes", "/s/shared"] {
            assert_eq!(place(path), None, "{path}");
        }
    }
}
