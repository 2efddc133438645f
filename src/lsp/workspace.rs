//! The site at hand: the files on disk, the open texts over them, and the build that is kept right.
//!
//! A change is read at once and linked after a pause, so that typing is smooth. What is half typed waits until it can be
//! read or is saved: see `is_held`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::buffer::{Buffer, ParsedBuffer, is_half_typed_yaml};
use super::message::ServerMessage;
use super::settings::ServerSettings;
use super::text::DocumentText;
use super::uri;
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::file_content::FileContent;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::{Changes, Snapshot};
use vertebra_disk::cache;
use vertebra_disk::read::{self, ReadError};
use vertebra_disk::watch::{self, How, WatchError, Watcher};
use vertebra_engine::refactor::{self, MoveRefusal, MoveRequest, Proposal};
use vertebra_engine::{Build, Now, Options, Purpose};
use vertebra_markdown::Page;
use vertebra_schema::config;

/// Nothing is linked before nobody has typed for this long.
const PAUSE: Duration = Duration::from_millis(150);
/// How many pages are made before the next message is looked for.
const AT_ONCE: usize = 8;

type Bytes = Option<FileContent>;

/// A site in the hands of an editor.
pub struct Workspace {
    pub root: PathBuf,
    pub build: Build,
    pub buffers: BTreeMap<SourcePath, Buffer>,
    /// What stands on disk beneath the open texts.
    beneath: BTreeMap<SourcePath, Bytes>,
    /// Changes that the build does not know yet.
    waiting: BTreeMap<SourcePath, Bytes>,
    faults: Vec<Diagnostic>,
    /// All that the build has to say, as it was counted last: a letter that is typed changes nothing of it.
    pub known: Vec<Diagnostic>,
    /// When they are to be linked; none while all of them are held back.
    pub due: Option<Instant>,
    /// Some pages have not been made since the last change.
    pub checking: bool,
    /// Held on to, since it ends when it is let go of.
    _watcher: Option<Watcher>,
}

impl Workspace {
    /// Reads a site and watches it from then on, if the system can tell of changes.
    pub fn open(root: PathBuf, settings: &ServerSettings, messages: &Sender<ServerMessage>) -> Result<Self, ReadError> {
        let sender = messages.clone();
        let send = move |event| _ = sender.send(ServerMessage::Watched(event));
        let (files, watcher) = match watch::open(&root, settings.threads, How::Told, send) {
            Ok((files, watcher)) => (files, Some(watcher)),
            Err(WatchError::Read(error)) => return Err(error),
            // Clients tell of changes too.
            Err(_) => (read::read(&root, settings.threads)?, None),
        };
        let (threads, store) = (settings.threads, cache::store(&root));
        let options = Options { threads, purpose: Purpose::Write, store, ..Options::at(now()) };
        let faults = files.faults.clone();
        let build = Build::new(files, &options);
        let known = build.all_diagnostics();
        let (buffers, beneath, waiting) = Default::default();
        let (due, checking) = (None, true);
        Ok(Workspace { root, build, buffers, beneath, waiting, faults, known, due, checking, _watcher: watcher })
    }

    /// The file of the site that an address means.
    pub fn path_of(&self, address: &str) -> Option<SourcePath> {
        let open = self.buffers.iter().find(|(_, buffer)| buffer.uri == address).map(|(path, _)| path.clone());
        open.or_else(|| self.inside(&uri::to_path(address)?))
    }

    /// A path on disk as the site names it, in the letters of its files; none for what lies elsewhere.
    pub fn inside(&self, path: &Path) -> Option<SourcePath> {
        let inside = path.strip_prefix(&self.root).ok()?;
        let parts: Option<Vec<_>> = inside.components().map(|part| part.as_os_str().to_str()).collect();
        Some(SourcePath::new(self.build.spelled(&parts?.join("/"))))
    }

    /// The address of a file of the site, as the client writes it.
    pub fn uri_of(&self, path: &SourcePath) -> String {
        let open = self.buffers.get(path).map(|buffer| buffer.uri.clone());
        open.unwrap_or_else(|| {
            uri::of_path(&path.as_str().split('/').fold(self.root.clone(), |all, part| all.join(part)))
        })
    }

    /// Whether there is such a file that a client could open.
    pub fn is_file(&self, path: &SourcePath) -> bool {
        self.build.snapshot().get(path).is_some() && !self.build.is_of_binary(path)
    }

    /// The text of a file as it is now, typed or saved.
    pub fn text(&self, path: &SourcePath) -> Option<DocumentText> {
        match self.buffers.get(path) {
            Some(buffer) => Some(buffer.text.clone()),
            None => self.known_text(path),
        }
    }

    /// The text of a file as the build knows it.
    pub fn known_text(&self, path: &SourcePath) -> Option<DocumentText> {
        self.build.snapshot().text(path).map(|text| DocumentText::of_file(text.into_owned()))
    }

    /// A page as it is now.
    pub fn page(&self, path: &SourcePath) -> Option<Arc<Page>> {
        let open = self.buffers.get(path).and_then(|buffer| buffer.page.as_ref()).map(|read| read.page.clone());
        open.or_else(|| self.build.page(path).cloned())
    }

    /// Whether the build knows a file as it is now.
    pub fn is_known(&self, path: &SourcePath) -> bool {
        !self.waiting.contains_key(path)
    }

    /// A text is opened.
    pub fn opened(&mut self, path: SourcePath, buffer: Buffer) {
        if !path.is_read() {
            return;
        }
        self.beneath.entry(path.clone()).or_insert_with(|| {
            let waiting = self.waiting.get(&path).cloned();
            waiting.unwrap_or_else(|| {
                self.build.snapshot().get(&path).filter(|_| !self.build.is_of_binary(&path)).cloned()
            })
        });
        self.buffers.insert(path.clone(), buffer);
        self.typed(&path);
    }

    /// A text is another now: it is read at once.
    pub fn typed(&mut self, path: &SourcePath) {
        let Some(buffer) = self.buffers.get_mut(path) else { return };
        let bytes = buffer.bytes();
        buffer.page = Build::is_page(path).then(|| {
            let parsed = self.build.read_alone(path, bytes.held());
            ParsedBuffer { page: Arc::new(parsed.page), diagnostics: parsed.diagnostics }
        });
        buffer.is_saved = self.beneath.get(path).is_some_and(|beneath| beneath.as_ref() == Some(&bytes));
        self.wait(path.clone(), Some(bytes), PAUSE);
    }

    /// A text was saved: what was held back is taken in, whatever state it is in.
    pub fn saved(&mut self, path: &SourcePath) {
        let Some(buffer) = self.buffers.get_mut(path) else { return };
        buffer.is_saved = true;
        let bytes = buffer.bytes();
        self.beneath.insert(path.clone(), Some(bytes.clone()));
        self.wait(path.clone(), Some(bytes), Duration::ZERO);
    }

    /// A text is closed: what stands in the file counts again.
    pub fn closed(&mut self, path: &SourcePath) {
        if self.buffers.remove(path).is_some() {
            let bytes = self.beneath.remove(path).flatten();
            self.wait(path.clone(), bytes, Duration::ZERO);
        }
    }

    /// The watcher says that files differ. What stands in them is read again: the client may have told of something
    /// newer in the meantime.
    pub fn watched(&mut self, changes: Changes) {
        let paths = changes.files.into_keys();
        let now = read::now(&self.root, paths);
        self.on_disk(Changes { faults: changes.faults, ..now });
    }

    fn on_disk(&mut self, changes: Changes) {
        self.faults = changes.faults;
        for (path, bytes) in changes.files {
            match self.beneath.get_mut(&path) {
                Some(beneath) => *beneath = bytes,
                None => self.wait(path, bytes, Duration::ZERO),
            }
        }
        self.hurry(Duration::ZERO);
    }

    /// The client says that files have changed.
    pub fn look_again(&mut self, paths: Vec<SourcePath>) {
        let paths = paths.into_iter().filter(SourcePath::is_read);
        let changes = read::now(&self.root, paths);
        self.on_disk(Changes { faults: self.faults.clone(), ..changes });
    }

    fn wait(&mut self, path: SourcePath, bytes: Bytes, pause: Duration) {
        let known = self.build.snapshot().get(&path).filter(|_| !self.build.is_of_binary(&path));
        if known == bytes.as_ref() {
            self.waiting.remove(&path);
        } else {
            self.waiting.insert(path, bytes);
        }
        self.hurry(pause);
    }

    fn hurry(&mut self, pause: Duration) {
        self.due = Some(Instant::now() + pause);
    }

    /// Takes the changes in that are not held back. True when there was one.
    pub fn link(&mut self) -> bool {
        self.due = None;
        let waiting = std::mem::take(&mut self.waiting);
        let (held, ready) = waiting.into_iter().partition(|(path, _)| self.is_held(path));
        self.waiting = held;
        let changes = Changes { files: ready, faults: self.faults.clone() };
        if changes.files.is_empty() && changes.faults == self.build.snapshot().faults {
            return false;
        }
        let rules = |path: &SourcePath| path.as_str() == config::FILE || path.file_name() == "theme.yaml";
        let of_rules = changes.files.keys().any(rules);
        self.build.apply(changes, now());
        self.checking = true;
        // What front matter may hold may be something else now.
        if of_rules {
            self.read_again();
        }
        true
    }

    /// What renames come to, in the texts as they are typed at this moment. The build is afterwards as it was.
    ///
    /// # Errors
    /// What `rename` refuses.
    pub fn propose(&mut self, wishes: &[MoveRequest]) -> Result<Proposal, MoveRefusal> {
        let own = |path: &SourcePath| self.build.snapshot().get(path).filter(|_| !self.build.is_of_binary(path));
        let known = self.waiting.keys().map(|path| (path.clone(), own(path).cloned())).collect();
        let faults = self.build.snapshot().faults.clone();
        let typed = Changes { files: self.waiting.clone(), faults: faults.clone() };
        self.build.apply(typed, now());
        let proposal = refactor::propose(&mut self.build, wishes, &now());
        self.build.apply(Changes { files: known, faults }, now());
        self.checking = true;
        proposal
    }

    fn read_again(&mut self) {
        for (path, buffer) in self.buffers.iter_mut().filter(|(path, _)| Build::is_page(path)) {
            let parsed = self.build.read_alone(path, buffer.text.as_str().as_bytes());
            buffer.page = Some(ParsedBuffer { page: Arc::new(parsed.page), diagnostics: parsed.diagnostics });
        }
    }

    /// Whether a change waits until it is saved: half a word in the fields of a page, or in a file that many pages hang
    /// on, would change what all of them are told. So does every file of a theme.
    fn is_held(&self, path: &SourcePath) -> bool {
        let Some(buffer) = self.buffers.get(path).filter(|buffer| !buffer.is_saved) else { return false };
        let text = buffer.text.as_str();
        match path.as_str() {
            config::FILE => is_half_typed_yaml(path, text) || !self.is_config(text),
            name if name.starts_with("themes/") => true,
            name if matches!(path.extension(), "yaml" | "yml") && name.starts_with("content/data/") => {
                is_half_typed_yaml(path, text)
            }
            _ => {
                let known = self.build.snapshot().text(path).unwrap_or_default();
                buffer.is_half_typed(&known)
            }
        }
    }

    /// Whether a text says what a site needs: nothing is wrong with it, and there is the theme that it names.
    fn is_config(&self, text: &str) -> bool {
        let (config, found) = config::read(&Snapshot::from_texts([(config::FILE, text)]));
        let theme = SourcePath::new(format!("themes/{}/theme.yaml", config.theme.value));
        let is_there = self.build.snapshot().get(&theme).is_some()
            || vertebra_schema::theme::EMBEDDED.contains(&&*config.theme.value);
        is_there && !found.iter().any(|d| d.severity == Severity::Error)
    }

    /// Counts again what the build has to say.
    pub fn recount(&mut self) {
        self.known = self.build.all_diagnostics();
    }

    /// Makes the pages that are open, so that what is wrong with their making is known first.
    pub fn make_open_pages(&mut self) {
        let site = self.build.site();
        let ids = self.buffers.keys().filter_map(|path| site.find(path.as_str()));
        let outputs: Vec<_> = ids.map(|id| site.page(id).url.output()).collect();
        for output in outputs {
            if self.build.is_planned(&output) && !self.build.is_fresh(&output) {
                self.build.make(&output);
            }
        }
    }

    /// Makes some of the other pages while nobody waits. True while there are more.
    pub fn check_some(&mut self) -> bool {
        self.checking = self.build.refresh_some(AT_ONCE);
        self.checking
    }

    /// Takes in that time has passed. True when that changed the site.
    pub fn pass_time(&mut self) -> bool {
        let due = self.build.same_between(true).1;
        if due.is_none_or(|due| due > Timestamp::now()) {
            return false;
        }
        let faults = self.build.snapshot().faults.clone();
        self.build.apply(Changes { faults, ..Changes::default() }, now());
        self.checking = true;
        true
    }

    /// Whether a folder is this site's.
    pub fn is_in(&self, folder: &Path) -> bool {
        self.root == folder
    }
}

fn now() -> Now {
    Now::System(Timestamp::now())
}
