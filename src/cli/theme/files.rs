//! The files of a chain of themes: which theme has which, and which of them a name means.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::failure::Failure;
use vertebra_base::diagnostic::nearest;
use vertebra_base::path::SourcePath;
use vertebra_engine::{Build, TAKEN};

/// The files of the site's theme and of those it extends.
pub struct ThemeFiles {
    /// From the nearest theme to the farthest.
    pub chain: Vec<String>,
    /// Themes that have a folder in the site.
    pub own: BTreeSet<String>,
    /// By their paths in a theme, `templates/page.html`: the themes that have one, the nearest first.
    pub files: BTreeMap<String, Vec<ThemeCopy>>,
    /// Files as they were when they were taken, by their paths from the folder of the site.
    pub taken: BTreeMap<String, Arc<[u8]>>,
}

/// One theme's version of a file.
#[derive(Clone)]
pub struct ThemeCopy {
    pub theme: String,
    /// `templates/page.html`
    pub path: String,
    pub bytes: Arc<[u8]>,
}

impl ThemeFiles {
    /// Those of a site that was read.
    pub fn of(build: &Build) -> ThemeFiles {
        let snapshot = build.snapshot();
        let chain = build.site().theme.chain.clone();
        let embedded = build.embedded_themes();
        let own = chain.iter().filter(|name| !embedded.contains(&name.as_str())).cloned().collect();
        let (mut files, mut taken) = (BTreeMap::<String, Vec<ThemeCopy>>::new(), BTreeMap::new());
        for theme in &chain {
            let folder = format!("themes/{theme}/");
            let all = snapshot.files.range(SourcePath::new(&folder)..);
            for (source, content) in all.take_while(|(source, _)| source.as_str().starts_with(&folder)) {
                let path = &source.as_str()[folder.len()..];
                if path.starts_with(&format!("{TAKEN}/")) {
                    taken.insert(source.to_string(), content.shared());
                } else {
                    let copy = ThemeCopy { theme: theme.clone(), path: path.to_owned(), bytes: content.shared() };
                    files.entry(path.to_owned()).or_default().push(copy);
                }
            }
        }
        ThemeFiles { chain, own, files, taken }
    }

    /// The version of a file that can be taken over: that of the nearest theme which is not the site's own. A file may be
    /// named by its path, by the end of it, or with its theme in front.
    ///
    /// # Errors
    /// When no theme has such a file, with the nearest name, or when the name means several.
    pub fn find_original(&self, typed: &str) -> Result<&ThemeCopy, Failure> {
        let typed = typed.trim_start_matches("./").trim_start_matches("themes/");
        let (theme, path) = match typed.split_once('/') {
            Some((theme, path)) if self.chain.iter().any(|known| known == theme) => (Some(theme), path),
            _ => (None, typed),
        };
        let path = self.path(path)?;
        let copies = self.files.get(&path).map(Vec::as_slice).unwrap_or_default();
        let asked = |copy: &&ThemeCopy| theme.is_none_or(|theme| copy.theme == theme);
        let foreign = copies.iter().filter(asked).find(|copy| theme.is_some() || !self.own.contains(&copy.theme));
        foreign.or_else(|| copies.iter().rev().find(asked)).ok_or_else(|| self.unknown(typed))
    }

    /// The whole path of a file that may be named by the end of its path.
    fn path(&self, typed: &str) -> Result<String, Failure> {
        if self.files.contains_key(typed) {
            return Ok(typed.to_owned());
        }
        let end = format!("/{typed}");
        let found: Vec<&String> = self.files.keys().filter(|path| path.ends_with(&end)).collect();
        match found[..] {
            [one] => Ok(one.clone()),
            [] => Err(self.unknown(typed)),
            _ => Err(Failure::Usage {
                message: format!("{typed} can be several files"),
                help: format!(
                    "write the whole path: {}",
                    found.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(", ")
                ),
            }),
        }
    }

    fn unknown<'a>(&'a self, typed: &'a str) -> Failure {
        let file_name = |path: &'a str| path.rsplit('/').next().unwrap_or_default();
        let paths = || self.files.keys().map(String::as_str);
        let by_name = || nearest(file_name(typed), paths().map(file_name));
        let near = nearest(typed, paths()).or_else(|| paths().find(|path| Some(file_name(path)) == by_name()));
        Failure::Usage {
            message: format!("no theme of this site has a file {typed}"),
            help: match near {
                Some(near) => format!("did you mean {near}?"),
                None => "for a list of all files, run: vertebra theme list".to_owned(),
            },
        }
    }
}

impl ThemeCopy {
    /// The file as text.
    ///
    /// # Errors
    /// When it is an image or a font.
    pub fn text(&self) -> Result<String, Failure> {
        let text = std::str::from_utf8(&self.bytes).map(str::to_owned);
        text.map_err(|_| Failure::Usage {
            message: format!("{} is not a text", self.path),
            help: format!("to get it into your theme, run: vertebra theme take {}", self.path),
        })
    }
}
