//! The loop that owns the site: everything that happens comes here as a message, one after the other.
//!
//! While there is none, what waits is linked, and then the pages are made that were not yet, a few at a time.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use lsp_server::{ErrorCode, Message as Sent, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

use super::client::Client;
use super::dispatch;
use super::faults::RequestError;
use super::message::ServerMessage;
use super::sent_diagnostics::Board;
use super::settings::ServerSettings;
use super::workspace::Workspace;
use super::{capabilities, folders, uri};
use vertebra_disk::watch::Event;

/// The longest sleep: a computer that was closed wakes up at another time.
const NAP: Duration = Duration::from_secs(20);

const NO_SITE: &str = "There is no Vertebra site here: no folder contains content/site.yaml. Open the folder of your site, or create one: vertebra new site NAME";

/// How far the conversation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nobody has said who they are.
    New,
    Running,
    /// The client is about to go.
    Ending,
}

/// A conversation with one client.
pub struct Server<'a> {
    settings: &'a ServerSettings,
    out: Sender<Sent>,
    messages: Sender<ServerMessage>,
    phase: Phase,
    client: Client,
    /// The folders that the client has open.
    folders: Vec<PathBuf>,
    desk: Option<Workspace>,
    /// What the client shows.
    board: Board,
    /// Questions of our own, by their number.
    asked: i32,
    /// Those who wait until everything is told.
    waiting: Vec<RequestId>,
    said_no_site: bool,
}

/// Whether there is more to come.
enum Next {
    Go,
    /// The client is done; true when it had said so before.
    Stop(bool),
}

impl<'a> Server<'a> {
    /// A server to which nobody has spoken.
    pub fn new(settings: &'a ServerSettings, out: Sender<Sent>, messages: Sender<ServerMessage>) -> Self {
        Server {
            settings,
            out,
            messages,
            phase: Phase::New,
            client: Client::default(),
            folders: Vec::new(),
            desk: None,
            board: Board::default(),
            asked: 0,
            waiting: Vec::new(),
            said_no_site: false,
        }
    }

    /// Answers until the client is done. True when it said so.
    pub fn work(mut self, messages: &Receiver<ServerMessage>) -> bool {
        let mut queue = VecDeque::new();
        loop {
            queue.extend(messages.try_iter());
            let message = match queue.pop_front() {
                Some(message) => Some(message),
                None => match self.wait(messages) {
                    Ok(message) => message,
                    Err(()) => return false,
                },
            };
            let next = match message {
                Some(message) => self.take(message, &mut queue),
                None => self.idle(),
            };
            if let Next::Stop(good) = next {
                return good;
            }
        }
    }

    /// The next message; none when there is something to do meanwhile.
    fn wait(&self, messages: &Receiver<ServerMessage>) -> Result<Option<ServerMessage>, ()> {
        let now = Instant::now();
        let due = self.desk.as_ref().and_then(|desk| desk.due);
        let busy = self.desk.as_ref().is_some_and(|desk| desk.checking) || !self.waiting.is_empty();
        let patience = match due {
            Some(due) => due.saturating_duration_since(now).min(NAP),
            None if busy => Duration::ZERO,
            None => NAP,
        };
        match messages.recv_timeout(patience) {
            Ok(message) => Ok(Some(message)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(()),
        }
    }

    /// Nobody asks for anything: does what waits. A fault of ours must not end the conversation.
    fn idle(&mut self) -> Next {
        if catch_unwind(AssertUnwindSafe(|| self.catch_up())).is_err() {
            self.begin_anew();
        }
        Next::Go
    }

    fn catch_up(&mut self) {
        let Some(desk) = &mut self.desk else { return self.all_is_told() };
        if desk.due.is_some_and(|due| due <= Instant::now()) {
            self.link();
        } else if desk.due.is_some() {
        } else if desk.checking {
            if !desk.check_some() {
                desk.recount();
                self.publish();
            }
        } else if !self.waiting.is_empty() {
            self.all_is_told();
        } else if desk.pass_time() {
            desk.recount();
            self.publish();
        }
    }

    /// Takes in what was typed and tells what is new.
    fn link(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        if desk.link() {
            desk.make_open_pages();
            desk.recount();
        }
        self.publish();
    }

    fn all_is_told(&mut self) {
        let count = self.board.count();
        for id in std::mem::take(&mut self.waiting) {
            self.send(Response::new_ok(id, json!({"diagnostics": count})));
        }
    }

    fn take(&mut self, message: ServerMessage, queue: &mut VecDeque<ServerMessage>) -> Next {
        match message {
            ServerMessage::Ended => return Next::Stop(self.phase == Phase::Ending),
            ServerMessage::Unreadable => {
                // Whose message it was cannot be known; the protocol has an answer without a number for that.
                let words = "this message cannot be read";
                let notice = json!({"type": 1, "message": words});
                self.notify("window/logMessage", notice);
            }
            ServerMessage::Watched(Event::Changed(changes)) => {
                self.desk.iter_mut().for_each(|desk| desk.watched(changes.clone()));
            }
            ServerMessage::Watched(Event::Trouble(words)) => self.log(&words),
            ServerMessage::Client(Sent::Response(_)) => {}
            ServerMessage::Client(Sent::Notification(notification)) if notification.method == "exit" => {
                return Next::Stop(self.phase == Phase::Ending);
            }
            ServerMessage::Client(Sent::Notification(notification)) => {
                if self.phase == Phase::Running && catch_unwind(AssertUnwindSafe(|| self.hear(&notification))).is_err()
                {
                    self.begin_anew();
                }
            }
            ServerMessage::Client(Sent::Request(request)) => self.request(request, queue),
        }
        Next::Go
    }

    fn request(&mut self, request: Request, queue: &mut VecDeque<ServerMessage>) {
        let Request { id, method, params } = request;
        if is_cancelled(&id, queue) {
            return self.refuse(id, RequestError::new(ErrorCode::RequestCanceled, "cancelled"));
        }
        match (self.phase, method.as_str()) {
            (Phase::New, "initialize") => self.initialize(id, &params),
            (Phase::New, _) => {
                self.refuse(
                    id,
                    RequestError::new(ErrorCode::ServerNotInitialized, "the first request must be initialize"),
                );
            }
            (Phase::Running, "shutdown") => {
                self.phase = Phase::Ending;
                self.send(Response::new_ok(id, Value::Null));
            }
            (Phase::Running, "initialize") | (Phase::Ending, _) => {
                self.refuse(id, RequestError::new(ErrorCode::InvalidRequest, "the server is shutting down"));
            }
            (Phase::Running, "vertebra/settled") => self.waiting.push(id),
            (Phase::Running, _) => match catch_unwind(AssertUnwindSafe(|| self.answer(&method, params))) {
                Ok(Ok(result)) => self.send(Response::new_ok(id, result)),
                Ok(Err(fault)) => self.refuse(id, fault),
                Err(_) => {
                    self.refuse(id, RequestError::new(ErrorCode::InternalError, "this is a bug in Vertebra"));
                    self.begin_anew();
                }
            },
        }
    }

    /// The answer to a question. What speaks of other texts to the letter has to know them as they are.
    fn answer(&mut self, method: &str, params: Value) -> Result<Value, RequestError> {
        if dispatch::is_exact(method) && self.desk.as_ref().is_some_and(|desk| desk.due.is_some()) {
            self.link();
        }
        dispatch::answer(self.desk.as_mut(), (&self.client, &self.board), method, &params)
    }

    fn initialize(&mut self, id: RequestId, params: &Value) {
        self.client = Client::new(params);
        self.folders = folders::named(params);
        self.phase = Phase::Running;
        self.send(Response::new_ok(id, capabilities::initialize(&self.client)));
    }

    fn hear(&mut self, notification: &Notification) {
        let params = &notification.params;
        match notification.method.as_str() {
            "initialized" => {
                if self.client.watches {
                    self.ask("client/registerCapability", capabilities::watched_files());
                }
                self.find_site();
                if self.desk.is_none() {
                    self.say_that_there_is_no_site();
                }
            }
            "workspace/didChangeWorkspaceFolders" => self.change_folders(params),
            "textDocument/didOpen" => self.open(params),
            method => {
                let Some(desk) = &mut self.desk else { return };
                let typed = dispatch::hear(desk, &self.client, method, params);
                if typed {
                    self.publish();
                }
            }
        }
    }

    /// A text is opened; it may be the first that tells where the site is.
    fn open(&mut self, params: &Value) {
        let address = params.pointer("/textDocument/uri").and_then(Value::as_str).unwrap_or_default();
        let path = uri::to_path(address);
        // Where no folder is open, the texts tell which site is meant.
        let elsewhere = |desk: &Workspace| {
            let inside = path.as_ref().and_then(|path| desk.inside(path));
            self.folders.is_empty() && desk.buffers.is_empty() && inside.is_none()
        };
        if self.desk.as_ref().is_none_or(elsewhere)
            && let Some(root) = path.and_then(|path| folders::around(&path))
        {
            self.begin(root);
        }
        if let Some(desk) = &mut self.desk {
            dispatch::hear(desk, &self.client, "textDocument/didOpen", params);
            self.publish();
        }
    }

    fn change_folders(&mut self, params: &Value) {
        let uris = |name: &str| {
            let list = params.pointer(&format!("/event/{name}")).and_then(Value::as_array);
            let uris = list.into_iter().flatten().filter_map(|folder| folder.get("uri")?.as_str());
            uris.filter_map(uri::to_path).collect::<Vec<_>>()
        };
        let (added, removed) = (uris("added"), uris("removed"));
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(added);
        if self.desk.as_ref().is_some_and(|desk| removed.iter().any(|folder| desk.is_in(folder))) {
            self.desk = None;
            self.publish();
        }
        self.find_site();
    }

    fn find_site(&mut self) {
        if self.desk.is_some() {
            return;
        }
        let found = match self.folders.as_slice() {
            [] => std::path::absolute(&self.settings.root).ok().and_then(|root| folders::around(&root.join("content"))),
            named => folders::site(named),
        };
        if let Some(root) = found {
            self.begin(root);
        }
    }

    fn begin(&mut self, root: PathBuf) {
        match Workspace::open(root, self.settings, &self.messages) {
            Ok(desk) => {
                self.desk = Some(desk);
                self.publish();
            }
            Err(error) => self.log(&error.to_string()),
        }
    }

    /// Something of ours has failed: the site is read again, and the open texts are put over it.
    fn begin_anew(&mut self) {
        let Some(old) = self.desk.take() else { return };
        let Ok(mut desk) = Workspace::open(old.root, self.settings, &self.messages) else { return };
        for (path, buffer) in old.buffers {
            desk.opened(path, buffer);
        }
        self.desk = Some(desk);
        self.publish();
    }

    /// Tells the client what it does not show yet, and what is mended.
    fn publish(&mut self) {
        for note in self.board.differ(self.desk.as_ref(), &self.client) {
            self.notify("textDocument/publishDiagnostics", note);
        }
    }

    fn say_that_there_is_no_site(&mut self) {
        if !std::mem::replace(&mut self.said_no_site, true) {
            self.log(NO_SITE);
        }
    }

    fn log(&self, words: &str) {
        self.notify("window/logMessage", json!({"type": 3, "message": words}));
    }

    fn ask(&mut self, method: &str, params: Value) {
        self.asked += 1;
        let request = Request { id: RequestId::from(self.asked), method: method.to_owned(), params };
        self.put(request.into());
    }

    fn notify(&self, method: &str, params: Value) {
        self.put(Notification { method: method.to_owned(), params }.into());
    }

    fn refuse(&self, id: RequestId, fault: RequestError) {
        self.send(Response::new_err(id, fault.code, fault.message));
    }

    fn send(&self, response: Response) {
        self.put(response.into());
    }

    /// When nobody reads any more, the end comes as a message.
    fn put(&self, message: Sent) {
        let _ = self.out.send(message);
    }
}

/// Whether a request was taken back before its turn.
fn is_cancelled(id: &RequestId, queue: &VecDeque<ServerMessage>) -> bool {
    let wanted = serde_json::to_value(id).ok();
    queue.iter().any(|message| match message {
        ServerMessage::Client(Sent::Notification(note)) if note.method == "$/cancelRequest" => {
            note.params.get("id") == wanted.as_ref()
        }
        _ => false,
    })
}
