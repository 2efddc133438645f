//! HTTP on a thread of its own: takes requests, asks the loop, sends the answers. Slow clients wait here and nowhere else.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, Response, header};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::oneshot;

use super::assets;
use super::built::Built;
use super::connections::{self, LIMITS};
use super::editor::{self, EditorCommand};
use super::events;
use super::guard::{self, Guard, RequestRefusal};
use super::message::{Opened, PageRequest, PreviewMessage};
use super::ranges::ranged;
use super::reply::Reply;

/// What every request needs.
#[derive(Debug)]
pub struct AppState {
    pub guard: Guard,
    pub messages: Sender<PreviewMessage>,
    /// How to open a file.
    pub editor: Option<String>,
}

/// Where our own addresses begin.
pub const OWN: &str = "/__vertebra/";

/// Begins to answer for a preview, in a thread of its own.
pub fn start(listener: TcpListener, door: AppState) -> io::Result<()> {
    let messages = door.messages.clone();
    let door = Arc::new(door);
    thread::Builder::new().name("http".to_owned()).spawn(move || {
        let cause = connections::run(listener, LIMITS, move |request| answer(Arc::clone(&door), request));
        let _ = messages.send(PreviewMessage::Ended(cause));
    })?;
    Ok(())
}

/// Answers for a finished site until that is not possible any more; returns why.
pub fn serve_built(listener: TcpListener, guard: Guard, built: Built) -> io::Error {
    let site = Arc::new((guard, built));
    connections::run(listener, LIMITS, move |request| answer_built(Arc::clone(&site), request))
}

async fn answer_built(site: Arc<(Guard, Built)>, request: Request<Bytes>) -> Response<Body> {
    let (guard, _) = &*site;
    if let Err(refusal) = guard.host(request.uri(), request.headers()) {
        return refusal.reply().into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return not_allowed("GET, HEAD").into_response();
    }
    let answered = tokio::task::spawn_blocking(move || {
        let (_, built) = &*site;
        built.answer(request.uri().path(), request.uri().query(), request.headers())
    });
    answered.await.unwrap_or_else(|_| Reply::plain(500, "This page cannot be read.")).into_response()
}

async fn answer(door: Arc<AppState>, request: Request<Bytes>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let host = match door.guard.host(&parts.uri, &parts.headers) {
        Ok(host) => host,
        Err(refusal) => return refusal.reply().into_response(),
    };
    let path = parts.uri.path();
    let own = path.strip_prefix(OWN);
    let reads = matches!(parts.method, Method::GET | Method::HEAD);
    let asked = || PageRequest { path: path.to_owned(), query: parts.uri.query().unwrap_or_default().to_owned() };
    match own {
        Some("open") if parts.method == Method::POST => match clicked(&door, host, &parts.headers, &body) {
            Ok(click) => open(&door, click).await.into_response(),
            Err(refusal) => refusal.into_response(),
        },
        Some("open") => not_allowed("POST").into_response(),
        _ if !reads => not_allowed("GET, HEAD").into_response(),
        Some("events") => match door.guard.origin(host, &parts.headers) {
            Err(refusal) => refusal.reply().into_response(),
            Ok(_) => listen(&door, &asked()).await,
        },
        _ => match own.and_then(assets::find) {
            Some(asset) => asset.into_response(),
            None => ranged(ask(&door, asked()).await, &parts.headers).into_response(),
        },
    }
}

async fn ask(door: &AppState, asked: PageRequest) -> Reply {
    let (reply, answer) = oneshot::channel();
    let sent = door.messages.send(PreviewMessage::Ask(asked, reply)).is_ok();
    let ended =
        || Reply::plain(503, "The preview did not answer. Reload the page, or restart the preview: vertebra serve");
    if sent { answer.await.unwrap_or_else(|_| ended()) } else { ended() }
}

async fn listen(door: &AppState, asked: &PageRequest) -> Response<Body> {
    let value = |name| asked.value(name).unwrap_or_default();
    let opened =
        Opened { page: PageRequest::new(&value("page")), version: value("version"), notices: value("notices") };
    let (reply, answer) = oneshot::channel();
    let sent = door.messages.send(PreviewMessage::Tab(opened, reply)).is_ok();
    match if sent { answer.await.ok().flatten() } else { None } {
        Some(events) => events::stream(events),
        None => Reply::plain(503, "Too many pages are open. Close some of them.").into_response(),
    }
}

/// What a click with Alt held sends.
#[derive(Deserialize)]
struct Clicked {
    file: String,
    line: usize,
}

/// What a click asks for. Only pages of ours may ask, and they say so: a form of another site cannot send JSON.
fn clicked(door: &AppState, host: &str, headers: &HeaderMap, body: &[u8]) -> Result<Clicked, Reply> {
    let origin = door.guard.origin(host, headers).map_err(RequestRefusal::reply)?;
    let kind = guard::single(headers, &header::CONTENT_TYPE).map_err(RequestRefusal::reply)?;
    if origin.is_none() || kind != Some("application/json") {
        return Err(Reply::plain(403, "Only a page of this preview can request this."));
    }
    serde_json::from_slice(body).map_err(|_| Reply::plain(400, "This request does not name a file to open."))
}

/// Opens a file of the site in the editor's program.
async fn open(door: &AppState, Clicked { file, line }: Clicked) -> Reply {
    let (reply, answer) = oneshot::channel();
    let sent = door.messages.send(PreviewMessage::Find(file.clone(), reply)).is_ok();
    let found = if sent { answer.await.ok().flatten() } else { None };
    let Some(place) = found.filter(|place| place.is_file()) else {
        return Reply::plain(404, "There is no such file in this site.");
    };
    let said = match editor::open(door.editor.as_deref(), &place, line.max(1)) {
        Ok(EditorCommand::Program) => json!({ "words": format!("Opened {file}, line {line}, in your editor") }),
        Ok(EditorCommand::Link(link)) => json!({ "words": format!("Opening {file}, line {line}"), "link": link }),
        Err(cause) => json!({ "words": format!("Your editor could not be started: {cause}") }),
    };
    Reply::new(200, "application/json", said.to_string())
}

fn not_allowed(allowed: &str) -> Reply {
    Reply::plain(405, "This method is not allowed here.").with(header::ALLOW, allowed)
}
