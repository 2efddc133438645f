//! Bytes to messages and back: each stream has a thread of its own.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use lsp_server::Message as Sent;

use super::message::ServerMessage;

/// A message beyond this many bytes is none: the largest file that is read as text has 8 MB.
const LARGEST: usize = 64 * 1024 * 1024;

/// Reads messages from stdin until it ends.
pub fn read(messages: Sender<ServerMessage>) -> io::Result<()> {
    let work = move || {
        let mut input = io::stdin().lock();
        loop {
            let message = match next(&mut input) {
                Ok(Some(bytes)) => match serde_json::from_slice(&bytes) {
                    Ok(message) => ServerMessage::Client(message),
                    Err(_) => ServerMessage::Unreadable,
                },
                Ok(None) | Err(_) => ServerMessage::Ended,
            };
            let is_last = matches!(message, ServerMessage::Ended);
            if messages.send(message).is_err() || is_last {
                return;
            }
        }
    };
    thread::Builder::new().name("read".to_owned()).spawn(work).map(drop)
}

/// The body of the next message; none at the end. Source of the form: LSP 3.17, "Header Part".
fn next(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length = None;
    let mut line = String::new();
    loop {
        line.clear();
        if input.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let header = line.trim_end();
        if header.is_empty() {
            // Line ends before a header are not worth a quarrel.
            match length {
                Some(_) => break,
                None => continue,
            }
        }
        if let Some((name, value)) = header.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = Some(value.trim().parse::<usize>().map_err(|_| io::ErrorKind::InvalidData)?);
        }
    }
    let length = length.filter(|length| *length <= LARGEST).ok_or(io::ErrorKind::InvalidData)?;
    let mut body = vec![0; length];
    input.read_exact(&mut body)?;
    Ok(Some(body))
}

/// A thread that writes to stdout what it is sent, until nobody can send any more.
pub fn write() -> io::Result<(Sender<Sent>, JoinHandle<()>)> {
    let (sender, messages) = mpsc::channel::<Sent>();
    let work = move || {
        let mut output = io::stdout().lock();
        for message in messages {
            // A client that went away reads nothing; the loop hears of it from the other stream.
            if message.write(&mut output).and_then(|()| output.flush()).is_err() {
                return;
            }
        }
    };
    let thread = thread::Builder::new().name("write".to_owned()).spawn(work)?;
    Ok((sender, thread))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_as_long_as_its_head_says() {
        let mut input = &b"\r\nContent-Type: x\r\ncontent-length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n[1]"[..];
        assert_eq!(next(&mut input).unwrap().unwrap(), b"{}");
        assert_eq!(next(&mut input).unwrap().unwrap(), b"[1]");
        assert!(next(&mut input).unwrap().is_none());
        for bad in
            ["Content-Length: x\r\n\r\n{}", "Content-Length: 99999999999\r\n\r\n{}", "Content-Length: 9\r\n\r\n{}"]
        {
            assert!(next(&mut bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
