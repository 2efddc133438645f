//! What the Markdown files of a site are in their folders, by their names alone: the page of a folder, or a page among others.
//! Knows no text: what a page says of its own type comes after this.
//!
//! Pages that are not published are counted only for themselves: a draft never makes another page something else.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use vertebra_base::path::SourcePath;

/// What a Markdown file is in its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderRole {
    /// A page among others: `blog/first.md`.
    Page,
    /// An `index.md` without any other page beside or below it: a page of the folder above, with a folder for its files.
    /// If its type is `section`, it is the page of its folder all the same.
    Alone,
    /// The page of the folder that holds it: its `index.md`, or its `_index.md`, which other generators have for sections.
    Index,
    /// The page of the folder of its name beside it: `blog.md` beside `blog/`, where that has no `index.md`.
    Beside,
}

/// The roles of the Markdown files of a site; what is not listed has the role that its name alone gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FolderPages {
    /// By the names in the first language, as the published pages make them.
    roles: Roles,
    /// The tags of further languages: `index.es.md` is an `index.md`.
    languages: Vec<String>,
    /// Folders below `content/` that are sections in any case, since settings name them.
    sections: BTreeSet<String>,
    /// Files that are not published, by their own names.
    unpublished: BTreeSet<SourcePath>,
    /// The roles of those: as all files together make them.
    of_unpublished: Roles,
}

type Roles = BTreeMap<SourcePath, FolderRole>;

impl FolderPages {
    /// Finds the roles of files, as if all were published. `languages`: the tags of further languages; `sections`: folders
    /// below `content/` that are sections in any case, since settings name them.
    pub fn of<'p>(
        paths: impl Iterator<Item = &'p SourcePath>,
        languages: Vec<String>,
        sections: BTreeSet<String>,
    ) -> Self {
        let mut found = FolderPages { languages, sections, ..FolderPages::default() };
        found.roles = found.count(paths);
        found
    }

    /// The roles once it is known which files are not published: the others have those that they would have without these,
    /// these have those that they would have if all were published.
    pub fn without<'p>(
        self,
        unpublished: BTreeSet<SourcePath>,
        published: impl Iterator<Item = &'p SourcePath>,
    ) -> Self {
        let roles = self.count(published);
        FolderPages { of_unpublished: self.roles, roles, unpublished, ..self }
    }

    fn count<'p>(&self, paths: impl Iterator<Item = &'p SourcePath>) -> Roles {
        let pages: BTreeSet<SourcePath> = paths.map(|path| self.base(path).into_owned()).collect();
        // How many pages stand in each folder and below it.
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for page in &pages {
            let folders = std::iter::successors(Some(page.folder()), |it| Some(it.rsplit_once('/')?.0));
            folders.for_each(|folder| *count.entry(folder).or_default() += 1);
        }
        let mut roles = Roles::new();
        for page in &pages {
            let name = page.folder().strip_prefix("content/").unwrap_or_default();
            let role = if page.file_name() == OF_SECTION {
                None
            } else if page.file_name() == INDEX {
                let is_alone =
                    count.get(page.folder()) == Some(&1) && !name.is_empty() && !self.sections.contains(name);
                is_alone.then_some(FolderRole::Alone)
            } else {
                let own = own_folder(page);
                let has = |name: &str| pages.contains(&SourcePath::new(format!("{own}/{name}")));
                let role = || if has(INDEX) || has(OF_SECTION) { FolderRole::Page } else { FolderRole::Beside };
                count.contains_key(own).then(role)
            };
            roles.extend(role.map(|role| (page.clone(), role)));
        }
        roles
    }

    /// What a Markdown file is in its folder.
    pub fn role(&self, path: &SourcePath) -> FolderRole {
        let base = self.base(path);
        let by_name = || match base.file_name() {
            INDEX | OF_SECTION => FolderRole::Index,
            _ => FolderRole::Page,
        };
        let roles = if self.unpublished.contains(path) { &self.of_unpublished } else { &self.roles };
        roles.get(&*base).copied().unwrap_or_else(by_name)
    }

    /// Whether other files have a say in what a file is: an `index.md`, or a page beside the folder of its name.
    pub fn depends_on_others(&self, path: &SourcePath) -> bool {
        let base = self.base(path);
        base.file_name() == INDEX || self.roles.contains_key(&*base)
    }

    /// The folder of which a file is the page, or in which a page of its own lies with its files: that of an `index.md`, and
    /// `content/blog` for `content/blog.md` beside it.
    pub fn folder<'s>(&self, path: &'s SourcePath) -> Option<&'s str> {
        match self.role(path) {
            FolderRole::Page => None,
            FolderRole::Alone | FolderRole::Index => Some(path.folder()),
            // `content/blog.es.md` too is the page of `content/blog`.
            FolderRole::Beside => path.as_str().get(..own_folder(&self.base(path)).len()),
        }
    }

    /// The file that it would be in the first language.
    fn base<'p>(&self, path: &'p SourcePath) -> Cow<'p, SourcePath> {
        let found = path.without_language(self.languages.iter().map(String::as_str));
        found.map_or(Cow::Borrowed(path), |(_, base)| Cow::Owned(base))
    }
}

const INDEX: &str = "index.md";

/// As Hugo and Zola call the page of a section.
const OF_SECTION: &str = "_index.md";

/// The folder that is called as a page is, whether it is there or not.
fn own_folder(page: &SourcePath) -> &str {
    page.as_str().rsplit_once('.').map_or(page.as_str(), |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_their_roles_by_their_names() {
        let paths = [
            "content/index.md",
            "content/about.md",
            "content/about/team.md",
            "content/about.es.md",
            "content/blog/index.md",
            "content/blog/alone/index.md",
            "content/blog/alone/index.es.md",
            "content/blog/post.md",
            "content/both.md",
            "content/both/index.md",
            "content/deep/index.md",
            "content/deep/a/b.md",
            "content/named/index.md",
        ];
        let paths: Vec<SourcePath> = paths.iter().map(SourcePath::new).collect();
        let found = FolderPages::of(paths.iter(), vec!["es".to_owned()], BTreeSet::from(["named".to_owned()]));
        let role =
            |path: &str| (found.role(&SourcePath::new(path)), found.folder(&SourcePath::new(path)).map(str::to_owned));
        let is = |role, folder: &str| (role, (!folder.is_empty()).then(|| folder.to_owned()));
        for (path, expected) in [
            ("content/index.md", is(FolderRole::Index, "content")),
            ("content/about.md", is(FolderRole::Beside, "content/about")),
            ("content/about.es.md", is(FolderRole::Beside, "content/about")),
            ("content/about/team.md", is(FolderRole::Page, "")),
            ("content/blog/index.md", is(FolderRole::Index, "content/blog")),
            ("content/blog/alone/index.md", is(FolderRole::Alone, "content/blog/alone")),
            ("content/blog/alone/index.es.md", is(FolderRole::Alone, "content/blog/alone")),
            ("content/both.md", is(FolderRole::Page, "")),
            ("content/both/index.md", is(FolderRole::Alone, "content/both")),
            ("content/deep/index.md", is(FolderRole::Index, "content/deep")),
            ("content/named/index.md", is(FolderRole::Index, "content/named")),
        ] {
            assert_eq!(role(path), expected, "{path}");
        }
    }
}
