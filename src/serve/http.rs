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
use tokio::sync::oneshot;

use super::assets;
use super::events;
use super::guard::Guard;
use super::message::{Asked, Message, Opened};
use super::reply::Reply;

/// What every request needs.
#[derive(Debug)]
pub struct Door {
    pub guard: Guard,
    pub messages: Sender<Message>,
}

/// Where our own addresses begin.
pub const OWN: &str = "/__vertebra/";

/// Begins to answer.
pub fn start(listener: TcpListener, door: Door) -> io::Result<()> {
    let messages = door.messages.clone();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    thread::Builder::new().name("http".to_owned()).spawn(move || {
        let ended = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            // A page is answered in one piece: nothing is gained by waiting for more.
            let listener = listener.tap_io(|stream| _ = stream.set_nodelay(true));
            let router = Router::new().fallback(answer).with_state(Arc::new(door));
            axum::serve(listener, router).await
        });
        let cause = ended.err().unwrap_or_else(|| io::ErrorKind::BrokenPipe.into());
        let _ = messages.send(Message::Ended(cause));
    })?;
    Ok(())
}

async fn answer(State(door): State<Arc<Door>>, request: Request) -> Response<Body> {
    let headers = request.headers();
    let host = text(headers, &header::HOST);
    if let Err(refusal) = door.guard.host(host) {
        return Reply::plain(refusal.status(), refusal.words()).into_response();
    }
    let path = request.uri().path();
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return not_allowed("GET, HEAD").into_response();
    }
    let asked = Asked { path: path.to_owned(), query: request.uri().query().unwrap_or_default().to_owned() };
    match path.strip_prefix(OWN) {
        Some("events") => match from_elsewhere(&door, headers) {
            Some(refusal) => refusal.into_response(),
            None => listen(&door, &asked).await,
        },
        Some(name) if assets::find(name).is_some() => {
            assets::find(name).unwrap_or_else(|| Reply::plain(404, "")).into_response()
        }
        _ => ask(&door, asked).await.into_response(),
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
    let ended = || Reply::plain(503, "The preview has ended. Start it again: vertebra serve");
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

fn not_allowed(allowed: &str) -> Reply {
    Reply::plain(405, "This address can only be read.").with(header::ALLOW, allowed)
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
