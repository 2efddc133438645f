//! The program as it is started, the page of a preview as a browser asks for it, and what the system says of both.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// As long as nothing takes, even on a busy machine.
pub const HANGS: Duration = Duration::from_secs(120);

/// A program that runs until it is let go of.
pub struct Program {
    child: Child,
    pub started: Instant,
}

impl Program {
    /// Starts the program on a site, and waits for a line that begins so; what it prints later is read and let go of.
    pub fn start(root: &Path, arguments: &[&str], wanted: &str) -> io::Result<(Program, String)> {
        let started = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_vertebra"));
        command.args(arguments).arg("--root").arg(root).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let out = child.stdout.take().map(BufReader::new);
        let mut program = Program { child, started };
        let (send, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in out.into_iter().flat_map(BufRead::lines).map_while(Result::ok) {
                // Nobody listens any more once the line has come; the rest is read so that the program never waits.
                _ = send.send(line);
            }
        });
        while let Ok(line) = lines.recv_timeout(HANGS) {
            if line.starts_with(wanted) {
                return Ok((program, line));
            }
        }
        program.child.kill()?;
        Err(io::Error::other(format!("no line that begins with \"{wanted}\"")))
    }

    /// The memory that the program holds, in KiB, where the system tells.
    pub fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse().ok()
    }

    /// The time that processors gave it, in ticks of the system, where the system tells.
    fn worked(&self) -> Option<u64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
    }

    /// Waits until it has nothing more to do.
    pub fn settle(&self) {
        let started = Instant::now();
        let mut before = self.worked();
        while started.elapsed() < HANGS {
            thread::sleep(Duration::from_secs(1));
            let now = self.worked();
            if now.zip(before).is_none_or(|(now, before)| now - before < 3) && started.elapsed().as_secs() > 1 {
                return;
            }
            before = now;
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself, which was told where it was waited for.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// One connection that is kept open, as browsers keep theirs.
pub struct Browser {
    host: String,
    stream: BufReader<TcpStream>,
}

impl Browser {
    /// Connects to `127.0.0.1:4000`.
    pub fn open(host: &str) -> io::Result<Browser> {
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(HANGS))?;
        Ok(Browser { host: host.to_owned(), stream: BufReader::new(stream) })
    }

    /// The text at an address.
    pub fn get(&mut self, path: &str) -> io::Result<String> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nAccept: text/html\r\n\r\n", self.host);
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(io::Error::other("the connection was closed"));
            }
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(String::from_utf8_lossy(&body).into_owned())
    }
}
