//! HTTP on a thread of its own: takes requests, asks the loop, sends the answers. Slow clients wait here and nowhere else.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, Method, Response, header};
use axum::serve::ListenerExt;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::oneshot;

use super::assets;
use super::built::Built;
use super::editor::{self, Way};
use super::events;
use super::guard::Guard;
use super::message::{Asked, Message, Opened};
use super::reply::Reply;

/// What every request needs.
#[derive(Debug)]
pub struct Door {
    pub guard: Guard,
    pub messages: Sender<Message>,
    /// How to open a file.
    pub editor: Option<String>,
}

/// Where our own addresses begin.
pub const OWN: &str = "/__vertebra/";
/// No click says more than this, in bytes.
const LONGEST_CLICK: usize = 8 * 1024;

/// Begins to answer for a preview, in a thread of its own.
pub fn start(listener: TcpListener, door: Door) -> io::Result<()> {
    let messages = door.messages.clone();
    thread::Builder::new().name("http".to_owned()).spawn(move || {
        let cause = run(listener, Router::new().fallback(answer).with_state(Arc::new(door)));
        let _ = messages.send(Message::Ended(cause));
    })?;
    Ok(())
}

/// Answers for a finished site until that is not possible any more; returns why.
pub fn serve_built(listener: TcpListener, guard: Guard, built: Built) -> io::Error {
    run(listener, Router::new().fallback(answer_built).with_state(Arc::new((guard, built))))
}

fn run(listener: TcpListener, router: Router) -> io::Error {
    let serve = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            // A page is answered in one piece: nothing is gained by waiting for more.
            let listener = listener.tap_io(|stream| _ = stream.set_nodelay(true));
            axum::serve(listener, router).await
        })
    };
    serve().err().unwrap_or_else(|| io::ErrorKind::BrokenPipe.into())
}

async fn answer_built(State(site): State<Arc<(Guard, Built)>>, request: Request) -> Response<Body> {
    let (guard, _) = &*site;
    if let Err(refusal) = guard.host(text(request.headers(), &header::HOST)) {
        return Reply::plain(refusal.status(), refusal.words()).into_response();
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

async fn answer(State(door): State<Arc<Door>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    if let Err(refusal) = door.guard.host(text(&parts.headers, &header::HOST)) {
        return Reply::plain(refusal.status(), refusal.words()).into_response();
    }
    let path = parts.uri.path();
    let own = path.strip_prefix(OWN);
    let reads = matches!(parts.method, Method::GET | Method::HEAD);
    let asked = || Asked { path: path.to_owned(), query: parts.uri.query().unwrap_or_default().to_owned() };
    match own {
        Some("open") if parts.method == Method::POST => open(&door, &parts.headers, body).await.into_response(),
        Some("open") => not_allowed("POST").into_response(),
        _ if !reads => not_allowed("GET, HEAD").into_response(),
        Some("events") => match from_elsewhere(&door, &parts.headers) {
            Some(refusal) => refusal.into_response(),
            None => listen(&door, &asked()).await,
        },
        _ => match own.and_then(assets::find) {
            Some(asset) => asset.into_response(),
            None => ask(&door, asked()).await.into_response(),
        },
    }
}

/// The refusal of a request that a page of another site sent.
fn from_elsewhere(door: &Door, headers: &HeaderMap) -> Option<Reply> {
    let site = HeaderName::from_static("sec-fetch-site");
    let host = text(headers, &header::HOST);
    let refusal = door.guard.origin(host, text(headers, &header::ORIGIN), text(headers, &site)).err()?;
    Some(Reply::plain(refusal.status(), refusal.words()))
}

async fn ask(door: &Door, asked: Asked) -> Reply {
    let (reply, answer) = oneshot::channel();
    let sent = door.messages.send(Message::Ask(asked, reply)).is_ok();
    let ended =
        || Reply::plain(503, "The preview did not answer. Load the page again, or start it again: vertebra serve");
    if sent { answer.await.unwrap_or_else(|_| ended()) } else { ended() }
}

async fn listen(door: &Door, asked: &Asked) -> Response<Body> {
    let value = |name| asked.value(name).unwrap_or_default();
    let opened = Opened { page: Asked::new(&value("page")), version: value("version"), notices: value("notices") };
    let (reply, answer) = oneshot::channel();
    let sent = door.messages.send(Message::Tab(opened, reply)).is_ok();
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

/// Opens a file of the site in the editor's program. Only pages of ours may ask for that, and they say so: a form of
/// another site cannot send JSON.
async fn open(door: &Door, headers: &HeaderMap, body: Body) -> Reply {
    if let Some(refusal) = from_elsewhere(door, headers) {
        return refusal;
    }
    if text(headers, &header::ORIGIN).is_none() || text(headers, &header::CONTENT_TYPE) != Some("application/json") {
        return Reply::plain(403, "Only a page of this preview can ask for this.");
    }
    let body = axum::body::to_bytes(body, LONGEST_CLICK).await.unwrap_or_default();
    let Ok(Clicked { file, line }) = serde_json::from_slice(&body) else {
        return Reply::plain(400, "This does not say which file to open.");
    };
    let (reply, answer) = oneshot::channel();
    let sent = door.messages.send(Message::Find(file.clone(), reply)).is_ok();
    let found = if sent { answer.await.ok().flatten() } else { None };
    let Some(place) = found.filter(|place| place.is_file()) else {
        return Reply::plain(404, "There is no such file in this site.");
    };
    let said = match editor::open(door.editor.as_deref(), &place, line.max(1)) {
        Ok(Way::Program) => json!({ "words": format!("Opened {file}, line {line}, in your editor") }),
        Ok(Way::Link(link)) => json!({ "words": format!("Opening {file}, line {line}"), "link": link }),
        Err(cause) => json!({ "words": format!("Your editor could not be started: {cause}") }),
    };
    Reply::new(200, "application/json", said.to_string())
}

fn not_allowed(allowed: &str) -> Reply {
    Reply::plain(405, "This address cannot be used like this.").with(header::ALLOW, allowed)
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
