//! `serve --built`: the finished site as its host would serve it. Reads files and nothing else; adds nothing to them.
//!
//! What the host that `site.yaml` names would do is told by the same model that its files are written from.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use axum::http::{HeaderMap, HeaderName, header};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

use super::ranges::ranged;
use super::reply::{Content, Reply, kind_of};
use super::route::{Route, plain, route};
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::OutputPath;
use vertebra_disk::read;
use vertebra_engine::{Build, Now, Options};
use vertebra_render::host::{AskedSources, CacheClass, Model, Policy, RedirectStatus};
use vertebra_schema::config::names;

/// Reading a site once takes no more.
const THREADS: usize = 2;

/// A finished site.
#[derive(Debug)]
pub struct Built {
    /// The folder, with all links on the way to it followed.
    folder: PathBuf,
    /// What the host is told: where old addresses lead, which headers are sent.
    model: Model,
    /// The security policy, less what needs https. It is kept where no host is named, too: what works here works
    /// everywhere.
    policy: String,
}

impl Built {
    /// The site in a folder; nothing when none was ever built there. The site's own folder says under which path it is
    /// published.
    pub fn open(folder: &Path, root: &Path) -> Option<Self> {
        let folder = folder.canonicalize().ok().filter(|folder| folder.join("index.html").is_file())?;
        let (model, policy) = model(root, &folder);
        Some(Built { folder, model, policy })
    }

    /// What is at a path, percent-encoded as it was sent. `headers` are those of the request.
    pub fn answer(&self, path: &str, query: Option<&str>, headers: &HeaderMap) -> Reply {
        let reply = self.found(path, query, headers).with(header::CONTENT_SECURITY_POLICY, self.policy.as_str());
        if !self.model.target.has_headers() {
            return reply;
        }
        let path = plain(path).unwrap_or_default();
        let sent = self.model.headers(&path, reply.status);
        // Here is no https, and browsers would look for it.
        let decided = ["Strict-Transport-Security", "Content-Security-Policy"];
        let sent = sent.into_iter().filter(|(name, _)| !decided.contains(name));
        sent.fold(reply, |reply, (name, value)| match HeaderName::try_from(name) {
            Ok(name) => reply.with(name, value),
            Err(_) => reply,
        })
    }

    fn found(&self, path: &str, query: Option<&str>, headers: &HeaderMap) -> Reply {
        if self.model.target.has_redirects()
            && let Some(answer) = plain(path).and_then(|path| self.model.answer(&path, query))
        {
            return match answer {
                RedirectStatus::Moved { status, location } => Reply::moved(status, location),
                RedirectStatus::Gone if self.model.target.has_gone() => self.lost(410, headers),
                RedirectStatus::Gone => self.lost(404, headers),
            };
        }
        match route(path, &self.model.base, |file| self.place(file).is_some()) {
            Route::File(file) => self.file(&file, 200, headers),
            // A host says "for ever"; a browser must not remember that of an address that all sites share.
            Route::Moved(to) => {
                let to = query.map_or(to.clone(), |query| format!("{to}?{query}"));
                Reply::moved(self.model.target.slash_status(), to)
            }
            Route::Missing => self.lost(404, headers),
            Route::Bad => Reply::plain(400, "This is not an address that a page can have."),
        }
    }

    /// The page for what is not there.
    fn lost(&self, status: u16, headers: &HeaderMap) -> Reply {
        match OutputPath::new("404.html") {
            Ok(page) if self.place(&page).is_some() => self.file(&page, status, headers),
            _ => Reply::plain(status, "This page does not exist, and the site has no 404.html."),
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
        let Some((content, tag, changed)) = self.place(file).and_then(read_file) else {
            return Reply::plain(404, "This file is gone.");
        };
        let date = http_date(changed);
        let is_known = status == 200 && is_known(headers, &tag, date.as_deref());
        let mut reply = Reply::new(if is_known { 304 } else { status }, kind_of(file), Vec::new());
        if !is_known {
            reply.content = content;
        }
        if status < 400 {
            let lasting = CacheClass::of(file.url().as_str()).value();
            reply = reply.with(header::ETAG, tag).with(header::CACHE_CONTROL, lasting);
            reply.headers.extend(date.map(|date| (header::LAST_MODIFIED, date)));
        }
        ranged(reply, headers)
    }
}

/// Files and folders that begin with a dot are nobody's business, but for the one that RFC 8615 gives a meaning.
fn is_hidden(file: &OutputPath) -> bool {
    file.as_str().split('/').any(|part| part.starts_with('.') && part != ".well-known")
}

/// What a host reads and does not show.
fn is_for_the_host(file: &OutputPath) -> bool {
    [names::HEADERS, names::REDIRECTS, names::VERCEL].contains(&file.as_str())
}

/// What the host of a site is told, and the policy of its finished pages. A folder without a site has a host of which
/// nothing is known.
fn model(root: &Path, folder: &Path) -> (Model, String) {
    let snapshot = read::read(root, THREADS).unwrap_or_default();
    let options = Options { threads: THREADS, ..Options::at(Now::System(Timestamp::now())) };
    let build = Build::new(snapshot, &options);
    let site = build.site();
    let mut asked = AskedSources::of_site(site);
    read_pages(folder, folder, &mut |output, html| {
        asked.add_all(&AskedSources::of_page(&vertebra_html::read(html), output, site));
    });
    (Model::of(site, &asked), Policy::of(site, &asked).plain_http())
}

/// Hands on every finished page in a folder, with its place in the site. What cannot be read is no page.
fn read_pages(root: &Path, folder: &Path, see: &mut dyn FnMut(&OutputPath, &str)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| entry.ok()).map(|entry| entry.path()) {
        if path.is_dir() {
            read_pages(root, &path, see);
        } else if path.extension().is_some_and(|ending| ending == "html") {
            let inside = path.strip_prefix(root).ok().and_then(Path::to_str);
            let output = inside.and_then(|inside| OutputPath::new(inside).ok());
            if let (Some(output), Ok(html)) = (output, fs::read_to_string(&path)) {
                see(&output, &html);
            }
        }
    }
}

/// Files above this are read while they are sent, in bytes.
const LARGE: u64 = 1024 * 1024;

/// A file, the name of its version, and when it was changed. A large one is known by its size and its time.
fn read_file(place: PathBuf) -> Option<(Content, String, SystemTime)> {
    let about = fs::metadata(&place).ok()?;
    let changed = about.modified().ok()?;
    if about.len() > LARGE {
        let since = changed.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let tag = format!("\"{:x}-{:x}\"", about.len(), since.as_nanos());
        return Some((Content::File(place, 0..about.len()), tag, changed));
    }
    let bytes = fs::read(place).ok()?;
    let tag = format!("\"{}\"", Fingerprint::of_bytes(&bytes));
    Some((Content::Bytes(bytes.into()), tag, changed))
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
