//! Connections from which a whole request is still to come: new ones, half sent ones, and those that were answered and may
//! ask again. When there is no room, the one that has waited longest is closed.
//!
//! Lives on one thread. Never closes a connection that is being answered.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use tokio::task::AbortHandle;

/// All connections, by numbers in the order in which they were made.
#[derive(Debug, Default)]
pub struct WaitingConnections(RefCell<Connections>);

#[derive(Debug, Default)]
struct Connections {
    open: BTreeMap<u64, Connection>,
    /// How often a connection began to wait.
    count: u64,
}

#[derive(Debug)]
struct Connection {
    task: AbortHandle,
    /// When it began to wait, as a place in the order; none while it is being answered.
    since: Option<u64>,
}

impl WaitingConnections {
    /// A connection was made.
    pub fn begins(&self, number: u64, task: AbortHandle) {
        self.0.borrow_mut().open.insert(number, Connection { task, since: None });
        self.waits(number);
    }

    /// A whole request has come.
    pub fn is_answered(&self, number: u64) {
        if let Some(connection) = self.0.borrow_mut().open.get_mut(&number) {
            connection.since = None;
        }
    }

    /// The next request may come.
    fn waits(&self, number: u64) {
        let all = &mut *self.0.borrow_mut();
        if let Some(connection) = all.open.get_mut(&number) {
            all.count += 1;
            connection.since = Some(all.count);
        }
    }

    /// A connection has ended by itself.
    pub fn has_ended(&self, number: u64) {
        self.0.borrow_mut().open.remove(&number);
    }

    /// Closes the connection that has waited longest; none if all are being answered.
    pub fn close_oldest(&self) {
        let all = &mut *self.0.borrow_mut();
        let waiting = all.open.iter().filter_map(|(number, it)| Some((it.since?, *number)));
        let oldest = waiting.min().and_then(|(_, number)| all.open.remove(&number));
        oldest.iter().for_each(|connection| connection.task.abort());
    }
}

/// The body of an answer. When it has been given out, its connection waits for the next request.
pub struct Answered {
    body: Body,
    number: u64,
    waiting: Rc<WaitingConnections>,
}

impl Answered {
    pub fn new(body: Body, number: u64, waiting: Rc<WaitingConnections>) -> Self {
        Answered { body, number, waiting }
    }
}

impl HttpBody for Answered {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answered {
    fn drop(&mut self) {
        self.waiting.waits(self.number);
    }
}
