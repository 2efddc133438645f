//! `serve --built`: the finished site as a host would serve it. Reads files and nothing else; adds nothing to them.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use axum::http::{HeaderMap, header};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

use super::reply::{HTML, Reply, kind_of};
use super::route::{Route, route};
use crate::config;
use crate::disk::read;
use crate::fingerprint::Fingerprint;
use crate::path::{OutputPath, SourcePath};
use crate::snapshot::Snapshot;

/// A finished site.
#[derive(Debug)]
pub struct Built {
    /// The folder, with all links on the way to it followed.
    folder: PathBuf,
    /// The path that the site is published under, such as `/guide`, or empty.
    base: String,
}

impl Built {
    /// The site in a folder; nothing when none was ever built there. The site's own folder says under which path it is
    /// published.
    pub fn open(folder: &Path, root: &Path) -> Option<Self> {
        let folder = folder.canonicalize().ok().filter(|folder| folder.join("index.html").is_file())?;
        let settings = read::again(root, &Snapshot::default(), [&SourcePath::new(config::FILE)]);
        let (config, _) = config::read(&settings);
        Some(Built { folder, base: config.base_url.path })
    }

    /// What is at a path, percent-encoded as it was sent. `headers` are those of the request.
    pub fn answer(&self, path: &str, query: Option<&str>, headers: &HeaderMap) -> Reply {
        match route(path, &self.base, |file| self.place(file).is_some()) {
            Route::File(file) => self.file(&file, 200, headers),
            // A host says "for ever"; a browser must not remember that of an address that all sites share.
            Route::Moved(to) => Reply::moved(301, query.map_or(to.clone(), |query| format!("{to}?{query}"))),
            Route::Missing => match OutputPath::new("404.html") {
                Ok(page) if self.place(&page).is_some() => self.file(&page, 404, headers),
                _ => Reply::plain(404, "There is no such page, and no page 404.html that says so."),
            },
            Route::Bad => Reply::plain(400, "This is not an address that a page can have."),
        }
    }

    /// Where a file of the site is; nothing for what is not there, not of the site, or not inside its folder.
    fn place(&self, file: &OutputPath) -> Option<PathBuf> {
        if is_hidden(file) || is_for_the_host(file) {
            return None;
        }
        let place = self.folder.join(file.as_str()).canonicalize().ok()?;
        (place.starts_with(&self.folder) && place.is_file()).then_some(place)
    }

    fn file(&self, file: &OutputPath, status: u16, headers: &HeaderMap) -> Reply {
        let Some((bytes, changed)) = self.place(file).and_then(|place| read_file(&place)) else {
            return Reply::plain(404, "This file is gone.");
        };
        let tag = format!("\"{}\"", Fingerprint::of_bytes(&bytes));
        let date = http_date(changed);
        let is_known = status == 200 && is_known(headers, &tag, date.as_deref());
        let (status, body) = if is_known { (304, Vec::new()) } else { (status, bytes) };
        let mut reply = Reply::new(status, kind_of(file), body);
        if status != 404 {
            reply = reply.with(header::ETAG, tag).with(header::CACHE_CONTROL, lasting(file));
            reply.headers.extend(date.map(|date| (header::LAST_MODIFIED, date)));
        }
        reply
    }
}

/// Files and folders that begin with a dot are nobody's business, but for the one that RFC 8615 gives a meaning.
fn is_hidden(file: &OutputPath) -> bool {
    file.as_str().split('/').any(|part| part.starts_with('.') && part != ".well-known")
}

/// What a host reads and does not show. Here its instructions would have to be followed: they are not yet.
fn is_for_the_host(file: &OutputPath) -> bool {
    matches!(file.as_str(), "_redirects" | "_headers")
}

fn read_file(place: &Path) -> Option<(Vec<u8>, SystemTime)> {
    let changed = fs::metadata(place).ok()?.modified().ok()?;
    Some((fs::read(place).ok()?, changed))
}

/// How long a browser may keep a file: for ever when its name carries its content.
fn lasting(file: &OutputPath) -> &'static str {
    let name = file.as_str().rsplit('/').next().unwrap_or_default();
    let hash = name.rsplit('.').nth(1).filter(|_| name.split('.').count() > 2);
    let is_hash = |text: &str| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_page = kind_of(file) == HTML;
    if !is_page && hash.is_some_and(is_hash) {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=0, must-revalidate"
    }
}

/// Whether the browser has this version. Source: RFC 9110, section 13.
fn is_known(headers: &HeaderMap, tag: &str, date: Option<&str>) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match text(header::IF_NONE_MATCH) {
        Some(tags) => {
            tags.split(',').any(|it| matches!(it.trim().trim_start_matches("W/"), it if it == tag || it == "*"))
        }
        None => date.is_some() && text(header::IF_MODIFIED_SINCE) == date,
    }
}

/// `Sat, 21 Nov 2026 14:07:17 GMT`
fn http_date(time: SystemTime) -> Option<String> {
    let time = Timestamp::try_from(time).ok()?;
    DateTimePrinter::new().timestamp_to_rfc9110_string(&time).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> OutputPath {
        OutputPath::new(text).unwrap()
    }

    #[test]
    fn only_names_that_carry_their_content_last() {
        let for_ever = |name: &str| lasting(&path(name)).contains("immutable");
        assert!(for_ever("assets/main.0a1b2c3d.css"));
        assert!(!for_ever("main.css"));
        assert!(!for_ever("jquery.min.js"));
        assert!(!for_ever("index.html"));
        assert!(!for_ever("deadbeef.css"));
    }

    #[test]
    fn what_is_not_the_site_is_not_shown() {
        let folder = tempfile::TempDir::new().unwrap();
        let outside = tempfile::TempDir::new().unwrap();
        fs::write(outside.path().join("secret.txt"), "s").unwrap();
        for name in ["index.html", "_headers", ".vertebra", "room.jpg"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let built = Built::open(folder.path(), outside.path()).unwrap();
        assert!(built.place(&path("room.jpg")).is_some());
        assert!(built.place(&path("_headers")).is_none());
        assert!(built.place(&path(".vertebra")).is_none());
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(outside.path(), folder.path().join("out")).unwrap();
            assert!(built.place(&path("out/secret.txt")).is_none());
        }
        assert!(Built::open(outside.path(), outside.path()).is_none());
    }
}
