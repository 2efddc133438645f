//! The three kinds of path that Vertebra speaks of, each a type of its own so that none is taken for another.
//!
//! All use `/` on every system and never begin with the site's folder on disk.

use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::stray;

/// A file of the site as its editor sees it, relative to the site's folder: `content/guides/first-visit.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

/// An address inside the site, without host and base path: `/guides/first-visit/`. Always begins with `/`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(Arc<str>);

/// A file inside the output folder: `guides/first-visit/index.html`. Never begins with `/`, never holds `..`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

/// Why a text cannot be an address of this site.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPath {
    #[error("it is outside the site")]
    Outside,
    #[error("it contains the character {0:?}, which is not allowed in an address")]
    Character(char),
    #[error("it is empty")]
    Empty,
}

impl SourcePath {
    /// Takes a path relative to the site's folder, with `/` between its parts.
    pub fn new(path: impl AsRef<str>) -> Self {
        SourcePath(Arc::from(path.as_ref()))
    }

    /// The path as a text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds the file, without a trailing slash; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file that a path names when it is written in this one: beside it, or with a slash before it from the top of
    /// `content`. `path` is decoded, and has nothing behind it. None when it leads out at the top.
    pub fn file_named(&self, path: &str) -> Option<String> {
        match path.strip_prefix('/') {
            Some(inside) => Some(format!("content/{}", inside.trim_end_matches('/'))),
            None => join(self.folder(), path),
        }
    }

    /// The last part: `first-visit.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or("")
    }

    /// The last part without its extension: `first-visit`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or(name, |(stem, _)| stem)
    }

    /// The extension in the letters it was written in, without the dot; empty when there is none.
    pub fn extension(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or("", |(_, extension)| extension)
    }

    /// The file without the mark of a language in its name, and the place of that language in `tags`: `a/page.es.md`
    /// gives `a/page.md`. None when its name has no such mark.
    pub fn without_language<'t>(&self, tags: impl Iterator<Item = &'t str>) -> Option<(usize, SourcePath)> {
        let (bare, extension) = self.0.rsplit_once('.').filter(|(_, end)| !end.contains('/'))?;
        let (base, mark) = bare.rsplit_once('.').filter(|(base, mark)| !mark.contains('/') && !base.ends_with('/'))?;
        let at = tags.zip(0..).find(|(tag, _)| tag.eq_ignore_ascii_case(mark)).map(|(_, at)| at)?;
        Some((at, SourcePath::new(format!("{base}.{extension}"))))
    }

    /// The path below `content/`, if it is there.
    pub fn in_content(&self) -> Option<&str> {
        self.0.strip_prefix("content/")
    }

    /// Whether a file with this path is read as a part of the site: it lies in one of the site's folders, and neither its
    /// own name nor that of a folder above it is ignored. A new name that a command gives must pass this.
    pub fn is_read(&self) -> bool {
        let inside = ["content/", "themes/"].iter().any(|folder| self.0.starts_with(folder));
        inside && !self.0.split('/').any(is_ignored)
    }
}

impl UrlPath {
    /// Takes an address such as `/guides/` or `guides`; adds the leading slash, refuses what leads outside.
    pub fn new(path: &str) -> Result<Self, BadPath> {
        let inner = path.trim_start_matches('/');
        check_parts(inner)?;
        Ok(UrlPath(Arc::from(format!("/{inner}"))))
    }

    /// The site's home, `/`.
    pub fn root() -> Self {
        UrlPath(Arc::from("/"))
    }

    /// The path as a text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of a page inside this one: `/guides/` and `first-visit` give `/guides/first-visit/`.
    pub fn join_page(&self, name: &str) -> Result<Self, BadPath> {
        UrlPath::new(&format!("{}/{}/", self.0.trim_end_matches('/'), name.trim_matches('/')))
    }

    /// The file that a host sends for this address: `/guides/` is `guides/index.html`, `/robots.txt` is itself.
    pub fn output(&self) -> OutputPath {
        let inner = &self.0[1..];
        if inner.is_empty() || inner.ends_with('/') {
            OutputPath(Arc::from(format!("{inner}index.html")))
        } else {
            OutputPath(Arc::from(inner))
        }
    }

    /// The address as systems compare names that do not tell letter cases apart: two that agree here fall together on
    /// macOS and Windows.
    pub fn folded(&self) -> String {
        folded(&self.0)
    }
}

impl OutputPath {
    /// Takes a path inside the output folder; refuses what leads outside.
    pub fn new(path: &str) -> Result<Self, BadPath> {
        if path.is_empty() {
            return Err(BadPath::Empty);
        }
        if path.starts_with('/') {
            return Err(BadPath::Outside);
        }
        check_parts(path)?;
        Ok(OutputPath(Arc::from(path)))
    }

    /// The path as a text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds the file, without a trailing slash; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The path as systems compare names that do not tell letter cases apart, as `UrlPath::folded`.
    pub fn folded(&self) -> String {
        folded(&self.0)
    }

    /// The address at which a host shows this file.
    pub fn url(&self) -> UrlPath {
        let page = self.0.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/'));
        UrlPath(Arc::from(format!("/{}", page.unwrap_or(&self.0))))
    }
}

fn check_parts(path: &str) -> Result<(), BadPath> {
    if let Some(bad) = path.chars().find(|c| c.is_control() || matches!(c, '\\' | '?' | '#' | '<' | '>' | '"')) {
        return Err(BadPath::Character(bad));
    }
    // A host decodes %2e before it looks for the file, so it counts as the dot it stands for.
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    if decoded.split(['/', '\\']).any(|part| part == ".." || part == ".") || decoded.contains('\0') {
        return Err(BadPath::Outside);
    }
    Ok(())
}

/// In small letters, each accent with its letter (Unicode Standard Annex 15, form C).
fn folded(path: &str) -> String {
    match path.is_ascii() {
        true => path.to_ascii_lowercase(),
        false => path.to_lowercase().nfc().collect(),
    }
}

macro_rules! show_as_text {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }
    )*};
}
show_as_text!(SourcePath, UrlPath, OutputPath);

/// Whether a file or folder of this name is ignored wherever it lies.
pub fn is_ignored(name: &str) -> bool {
    stray::ignored(name).is_some()
}

/// Why a new file must not get a path, as a command says it: nobody would find it again. None for one that can be read on
/// every system. Source of the names that Windows keeps for devices:
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
pub fn unusable(path: &SourcePath) -> Option<String> {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    if let Some(found) = stray::set_aside(path.as_str()) {
        return Some(format!("what is called like {} is not published", found.what));
    }
    for name in path.as_str().split('/') {
        if is_ignored(name) {
            return Some(format!("files and folders named \"{name}\" are ignored"));
        }
        let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
        let is_port = ["com", "lpt"].iter().any(|port| {
            stem.strip_prefix(port)
                .is_some_and(|it| it.len() == 1 && it.starts_with(|c: char| ('1'..='9').contains(&c)))
        });
        if DEVICES.contains(&stem.as_str()) || is_port {
            return Some(format!("Windows reserves the name \"{stem}\""));
        }
        if name.ends_with(['.', ' ']) || name.starts_with(' ') {
            return Some(format!("\"{name}\" begins or ends with a space or a dot"));
        }
        if let Some(sign) = name.chars().find(|c| c.is_control() || "<>:\"\\|?*".contains(*c)) {
            return Some(format!("file names cannot contain {sign:?} on Windows"));
        }
    }
    None
}

/// `content/guides` and `../x.md` give `content/x.md`; nothing when it leads out at the top.
pub fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_a_file_beside_the_one_that_says_it_or_from_the_top() {
        let page = SourcePath::new("content/guides/a.md");
        for (path, file) in [
            ("b.md", Some("content/guides/b.md")),
            ("./../b.md", Some("content/b.md")),
            ("../../site.yaml", Some("site.yaml")),
            ("../../../b.md", None),
            ("/images/room.jpg", Some("content/images/room.jpg")),
            ("/guides/", Some("content/guides")),
            ("/", Some("content/")),
        ] {
            assert_eq!(page.file_named(path).as_deref(), file, "{path}");
        }
    }

    #[test]
    fn an_address_knows_its_file_and_back() {
        for (url, file) in [("/", "index.html"), ("/a/b/", "a/b/index.html"), ("/robots.txt", "robots.txt")] {
            let url = UrlPath::new(url).unwrap();
            assert_eq!(url.output().as_str(), file);
            assert_eq!(url.output().url(), url);
        }
    }

    #[test]
    fn nothing_leads_outside() {
        for path in ["../x", "/a/../../x", "/%2e%2e/x", "a\\..\\x", "/./x"] {
            assert!(UrlPath::new(path).is_err(), "{path}");
            assert!(OutputPath::new(path).is_err(), "{path}");
        }
        assert!(OutputPath::new("/etc/passwd").is_err());
    }

    #[test]
    fn a_name_may_say_its_language() {
        let base = |path: &str| {
            let found = SourcePath::new(path).without_language(["es", "pt-BR"].into_iter());
            found.map(|(at, base)| (at, base.as_str().to_owned()))
        };
        assert_eq!(base("content/a/page.es.md"), Some((0, "content/a/page.md".to_owned())));
        assert_eq!(base("content/a.b/page.v2.pt-br.md"), Some((1, "content/a.b/page.v2.md".to_owned())));
        for path in ["content/page.md", "content/page.fr.md", "content/.es.md", "content/x.es/page", "es.md"] {
            assert_eq!(base(path), None, "{path}");
        }
    }

    #[test]
    fn what_editors_and_systems_leave_about_is_ignored() {
        for name in [
            ".a.md.swp",
            "4913",
            "a.md~",
            ".#a.md",
            "a.tmp",
            "Thumbs.db",
            ".DS_Store",
            "~$Letter.docx",
            ".git",
            "#a.md#",
            "Icon\r",
            "a.pdf.crdownload",
            "a.md.swp",
            "a.md.sb-1a2b3c4d-x7yZ9q",
            "a.md___jb_tmp___",
            "__MACOSX",
            "@eaDir",
        ] {
            assert!(is_ignored(name), "{name}");
            assert!(!SourcePath::new(format!("content/{name}")).is_read(), "{name}");
            assert!(!SourcePath::new(format!("content/{name}/a.md")).is_read(), "{name}");
        }
        for name in ["a.md", "tmp.md", ".well-known", "4913.md", ".htaccess", "a.sb-note-1.md"] {
            assert!(!is_ignored(name), "{name}");
            assert!(SourcePath::new(format!("content/{name}")).is_read(), "{name}");
        }
        assert!(!SourcePath::new("public/a.md").is_read() && !SourcePath::new("content").is_read());
    }

    #[test]
    fn names_that_are_not_read_everywhere_are_not_given() {
        for name in [
            ".hidden.md",
            "a/.git/b.md",
            "a.md~",
            "x.tmp",
            "a.md.bak",
            "_drafts/a.md",
            "con.md",
            "Aux",
            "guides/com1.md",
            "a.",
            "a /b.md",
            "a:b.md",
            "a?.md",
            "a\\b.md",
            "a\tb.md",
            " a.md",
        ] {
            assert!(unusable(&SourcePath::new(format!("content/{name}"))).is_some(), "{name}");
        }
        for name in ["a.md", "console.md", "com.md", "com10.md", "your visit.md", "é.md", "a.b.md", ".well-known/x"] {
            assert_eq!(unusable(&SourcePath::new(format!("content/{name}"))), None, "{name}");
        }
    }

    #[test]
    fn names_and_extensions() {
        let path = SourcePath::new("content/guides/first.visit.md");
        assert_eq!((path.folder(), path.stem(), path.extension()), ("content/guides", "first.visit", "md"));
        assert_eq!(SourcePath::new(".hidden").extension(), "");
    }

    #[test]
    fn paths_are_joined_inside_the_site() {
        assert_eq!(join("content/guides", "../x.md").as_deref(), Some("content/x.md"));
        assert_eq!(join("content", "./a/./b.md").as_deref(), Some("content/a/b.md"));
        assert_eq!(join("content", "../../x.md"), None);
    }
}
