//! Server-sent events: what tabs are told, as it goes over the wire.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use serde_json::json;
use tokio::sync::mpsc::Receiver;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

use super::message::TabEvent;

/// How often a silent connection says that it is there: a tab that was closed is found out at the next of these.
const PULSE: Duration = Duration::from_secs(10);

/// An answer that goes on for as long as the tab is open.
pub fn stream(events: Receiver<TabEvent>) -> Response<Body> {
    let events = ReceiverStream::new(events).map(|event| Ok::<_, Infallible>(written(&event)));
    let mut response = Sse::new(events).keep_alive(KeepAlive::new().interval(PULSE)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn written(event: &TabEvent) -> Event {
    let (name, data) = match event {
        TabEvent::Reload => ("reload", json!({})),
        TabEvent::Style { from, to, version } => ("style", json!({ "from": from, "to": to, "version": version })),
        TabEvent::Notices { version, html } => ("notices", json!({ "version": version, "html": html })),
        TabEvent::Files(paths) => ("files", json!({ "paths": paths })),
        TabEvent::Go(to) => ("go", json!({ "to": to })),
    };
    Event::default().event(name).data(data.to_string())
}
