//! Bytes to messages and back: each stream has a thread of its own.

use std::io::{self, BufRead, Read, Write};
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
                Ok(Piece::Body(bytes)) => match serde_json::from_slice(&bytes) {
                    Ok(message) => ServerMessage::Client(message),
                    Err(_) => ServerMessage::Unreadable,
                },
                Ok(Piece::Garbled) => ServerMessage::Unreadable,
                Ok(Piece::End) | Err(_) => ServerMessage::Ended,
            };
            let is_last = matches!(message, ServerMessage::Ended);
            if messages.send(message).is_err() || is_last {
                return;
            }
        }
    };
    thread::Builder::new().name("read".to_owned()).spawn(work).map(drop)
}

/// What comes next from a client.
#[derive(Debug, PartialEq)]
enum Piece {
    Body(Vec<u8>),
    /// A header that says no length that a message can have. What follows is passed over up to the next header.
    Garbled,
    End,
}

/// A line of a header beyond this many bytes is none.
const LONGEST_LINE: u64 = 64 * 1024;

/// The body of the next message. Source of the form: LSP 3.17, "Header Part".
fn next(input: &mut impl BufRead) -> io::Result<Piece> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(Piece::End);
        }
        let header = String::from_utf8_lossy(&line);
        let header = header.trim_end();
        if header.is_empty() {
            // Line ends before a header are not worth a quarrel.
            match length {
                Some(_) => break,
                None => continue,
            }
        }
        // Behind a body whose length nobody could tell, a header begins in the middle of a line.
        let at = header.to_ascii_lowercase().rfind(LENGTH);
        if let Some(value) = at.and_then(|at| header.get(at + LENGTH.len()..)) {
            match value.trim().parse::<usize>() {
                Ok(known) if known <= LARGEST => length = Some(known),
                _ => return Ok(Piece::Garbled),
            }
        }
    }
    let mut body = vec![0; length.unwrap_or_default()];
    input.read_exact(&mut body)?;
    Ok(Piece::Body(body))
}

const LENGTH: &str = "content-length:";

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
        assert_eq!(next(&mut input).unwrap(), Piece::Body(b"{}".to_vec()));
        assert_eq!(next(&mut input).unwrap(), Piece::Body(b"[1]".to_vec()));
        assert_eq!(next(&mut input).unwrap(), Piece::End);
        assert!(next(&mut &b"Content-Length: 9\r\n\r\n{}"[..]).is_err(), "the client went away in the middle");
    }

    #[test]
    fn what_is_malformed_is_passed_over_up_to_the_next_header() {
        for bad in [
            "Content-Length: x\r\n\r\n{}",
            "Content-Length: 99999999999\r\n\r\n{\"a\":\n\n1}",
            "Content-Length:\r\n\r\n{}\r\n",
            "Content-Length: -2\r\n\r\n",
            "content-LENGTH: 2 bytes\n\n{}\n\n",
            "Content-Length: 2\u{e9}\r\n\r\n\u{e9}\u{e9}",
        ] {
            let text = format!("{bad}Content-Length: 2\r\n\r\n[]");
            let mut input = text.as_bytes();
            assert_eq!(next(&mut input).unwrap(), Piece::Garbled, "{bad}");
            assert_eq!(next(&mut input).unwrap(), Piece::Body(b"[]".to_vec()), "{bad}");
        }
        let mut input = &b"\xff\xfe nothing\r\nContent-Length: 2\r\n\r\n[]"[..];
        assert_eq!(next(&mut input).unwrap(), Piece::Body(b"[]".to_vec()));
    }
}
