//! Connections: how many are open at a time, and how long a client may take to say what it wants. A request reaches the
//! preview whole or not at all. Never knows what is answered.

use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Request, Response};
use axum::serve::{Listener, ListenerExt};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::Semaphore;
use tokio::task::LocalSet;
use tokio::time::timeout;

use super::reply::Reply;
use super::waiting::{Answered, WaitingConnections};

/// What clients may take up.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at a time. Whoever comes later takes the place of the one that has waited longest for a whole request;
    /// if all are being answered, it waits for one of them to end.
    pub connections: usize,
    /// How long the head of a request may take, and then its body. An idle connection is closed after this time, too.
    pub patience: Duration,
    /// The longest body of a request, in bytes.
    pub body: usize,
}

/// The limits of the preview: a browser opens six connections to a host, and 64 tabs may listen at a time.
pub const LIMITS: Limits = Limits { connections: 256, patience: Duration::from_secs(10), body: 8 * 1024 };

/// Answers until that is not possible any more; returns why.
pub fn run<A, F>(listener: TcpListener, limits: Limits, answer: A) -> io::Error
where
    A: Fn(Request<Bytes>) -> F + Clone + 'static,
    F: Future<Output = Response<Body>>,
{
    let serve = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        LocalSet::new().block_on(&runtime, accept(listener, limits, answer))
    };
    serve().err().unwrap_or_else(|| io::ErrorKind::BrokenPipe.into())
}

async fn accept<A, F>(listener: TcpListener, limits: Limits, answer: A) -> io::Result<()>
where
    A: Fn(Request<Bytes>) -> F + Clone + 'static,
    F: Future<Output = Response<Body>>,
{
    // A page is answered in one piece: nothing is gained by waiting for more.
    let mut listener = tokio::net::TcpListener::from_std(listener)?.tap_io(|stream| _ = stream.set_nodelay(true));
    let (free, waiting) = (Arc::new(Semaphore::new(limits.connections)), Rc::new(WaitingConnections::default()));
    for number in 0_u64.. {
        let (stream, _) = listener.accept().await;
        if free.available_permits() == 0 {
            waiting.close_oldest();
        }
        let Ok(permit) = Arc::clone(&free).acquire_owned().await else { break };
        let (answer, own) = (answer.clone(), Rc::clone(&waiting));
        let service = service_fn(move |request: Request<hyper::body::Incoming>| {
            let (answer, waiting) = (answer.clone(), Rc::clone(&own));
            async move {
                let answered = match whole(request.map(Body::new), limits).await {
                    Ok(request) => {
                        waiting.is_answered(number);
                        answer(request).await
                    }
                    Err(refusal) => refusal.into_response(),
                };
                Ok::<_, Infallible>(answered.map(|body| Answered::new(body, number, waiting)))
            }
        });
        let mut server = http1::Builder::new();
        server.timer(TokioTimer::new()).header_read_timeout(limits.patience);
        let connection = server.serve_connection(TokioIo::new(stream), service);
        let ended = Rc::clone(&waiting);
        let task = tokio::task::spawn_local(async move {
            // How it ended is the client's affair.
            let _ = connection.await;
            ended.has_ended(number);
            drop(permit);
        });
        waiting.begins(number, task.abort_handle());
    }
    Ok(())
}

/// A request with its body. Every body that the preview takes is short.
async fn whole(request: Request<Body>, limits: Limits) -> Result<Request<Bytes>, Reply> {
    let (head, body) = request.into_parts();
    match timeout(limits.patience, axum::body::to_bytes(body, limits.body)).await {
        Ok(Ok(body)) => Ok(Request::from_parts(head, body)),
        Ok(Err(_)) => Err(Reply::plain(413, "This request is too large for the preview.")),
        Err(_) => Err(Reply::plain(408, "This request timed out.")),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{ErrorKind, Read, Write};
    use std::net::{SocketAddr, TcpStream};
    use std::thread;

    use support::HANGS;

    use super::*;

    const HALF: &str = "GET / HTTP/1.1\r\nHost: here\r\n";
    const WHOLE: &str = "GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";

    /// A server that answers everything with the body of the request.
    fn server(limits: Limits) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            run(listener, limits, |request: Request<Bytes>| async { Response::new(Body::from(request.into_body())) })
        });
        address
    }

    fn sends(address: SocketAddr, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(HANGS)).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    }

    /// All that comes until the server closes the connection.
    fn until_the_end(mut stream: TcpStream) -> String {
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("the connection is closed");
        text
    }

    fn limits(connections: usize, milliseconds: u64) -> Limits {
        Limits { connections, patience: Duration::from_millis(milliseconds), body: 8 }
    }

    #[test]
    fn a_request_that_never_ends_is_let_go_of() {
        let address = server(limits(8, 100));
        assert_eq!(until_the_end(sends(address, HALF)), "");
        assert_eq!(until_the_end(sends(address, "")), "");
        let body = until_the_end(sends(address, "POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 8\r\n\r\nhalf"));
        assert!(body.starts_with("HTTP/1.1 408 "), "{body}");
    }

    #[test]
    fn a_body_is_taken_whole_or_not_at_all() {
        let address = server(limits(8, 60_000));
        let post = |body: &str| {
            let length = body.len();
            let head =
                format!("POST / HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n");
            until_the_end(sends(address, &(head + body)))
        };
        assert!(post("8 bytes!").ends_with("\r\n\r\n8 bytes!"));
        assert!(post("9 bytes!!").starts_with("HTTP/1.1 413 "));
    }

    fn is_open(mut stream: &TcpStream) -> bool {
        stream.set_nonblocking(true).unwrap();
        matches!(stream.read(&mut [0]), Err(cause) if cause.kind() == ErrorKind::WouldBlock)
    }

    /// Waits until the server closes the connection, though it has not read all of the request.
    fn is_let_go_of(mut stream: TcpStream) {
        let ended = stream.read_to_end(&mut Vec::new()).map_err(|cause| cause.kind());
        assert!(matches!(ended, Ok(_) | Err(ErrorKind::ConnectionReset)), "{ended:?}");
    }

    /// Longer than any test takes: whoever is let go of is not let go of for taking long.
    const PATIENT: u64 = 600_000;

    #[test]
    fn one_client_too_many_takes_the_place_of_the_oldest_half_request() {
        let address = server(limits(3, PATIENT));
        let body = "POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 8\r\n\r\nhalf";
        // Of whatever kind: half a head, nothing at all, half a body, and one that has been answered before.
        let mut open = vec![sends(address, HALF), sends(address, ""), sends(address, body)];
        for _ in 0..4 {
            let mut answered = sends(address, "GET / HTTP/1.1\r\nHost: here\r\n\r\n");
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                answered.read_exact(&mut byte).expect("a new whole request is answered at once");
                head.push(byte[0]);
            }
            assert!(head.starts_with(b"HTTP/1.1 200"));
            answered.write_all(HALF.as_bytes()).unwrap();
            open.push(answered);
            is_let_go_of(open.remove(0));
        }
        assert!(open.iter().all(is_open), "no more are closed than have to be");
    }

    #[test]
    fn many_half_requests_keep_nobody_from_being_answered() {
        let address = server(Limits { patience: Duration::from_millis(PATIENT), ..LIMITS });
        let _open: Vec<_> = (0..LIMITS.connections + 8).map(|_| sends(address, HALF)).collect();
        let answer = until_the_end(sends(address, WHOLE));
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }

    #[test]
    fn whoever_is_being_answered_is_not_let_go_of() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let (begun, seen) = std::sync::mpsc::channel();
        let (go, wait) = tokio::sync::watch::channel(false);
        thread::spawn(move || {
            run(listener, limits(1, PATIENT), move |_: Request<Bytes>| {
                let (begun, mut wait) = (begun.clone(), wait.clone());
                async move {
                    begun.send(()).unwrap();
                    wait.wait_for(|may_go| *may_go).await.unwrap();
                    Response::new(Body::from("done"))
                }
            })
        });
        let first = sends(address, WHOLE);
        seen.recv_timeout(HANGS).expect("the first request is being answered");
        let second = sends(address, WHOLE);
        go.send(true).unwrap();
        for stream in [first, second] {
            assert!(until_the_end(stream).ends_with("\r\n\r\ndone"));
        }
    }
}
