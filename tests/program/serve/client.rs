//! The program at work in a site of its own, and a plain HTTP client.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::marker::PhantomData;
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use support::{HANGS, Site};

/// How long a program may have nothing to say before it is asked again.
const PATIENCE: Duration = Duration::from_millis(20);

/// `vertebra serve`, until it is dropped. The site must be there for as long.
pub struct Server<'a> {
    site: PhantomData<&'a Site>,
    child: Child,
    lines: Receiver<String>,
    /// Lines that came while somebody waited for something else.
    passed: RefCell<VecDeque<String>>,
    pub port: u16,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

/// A line to the preview, as an open tab has one.
pub struct Events(BufReader<TcpStream>);

impl<'a> Server<'a> {
    /// Starts the program at any free port and waits until it says where it is.
    pub fn start(site: &'a Site, arguments: &[&str]) -> Self {
        let mut all = vec!["serve", "--port", "0"];
        all.extend(arguments);
        Server::run(site, &all)
    }

    pub fn run(site: &'a Site, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vertebra"))
            .args(arguments)
            .current_dir(site.path())
            .env_remove("VISUAL")
            .env_remove("EDITOR")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (said, lines) = mpsc::channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let said = said.clone();
            thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).all(|line| said.send(line).is_ok())
            });
        }
        let mut server = Server { site: PhantomData, child, lines, passed: RefCell::default(), port: 0 };
        let line = server.says("Preview: ");
        let port = line.trim_end_matches('/').rsplit(':').next().unwrap();
        server.port = port.parse().unwrap();
        server
    }

    /// Waits for a line with these words.
    #[track_caller]
    pub fn says(&self, words: &str) -> String {
        self.told_until(words).pop().unwrap()
    }

    /// All lines up to the one with these words.
    #[track_caller]
    pub fn told_until(&self, words: &str) -> Vec<String> {
        let mut told = Vec::new();
        loop {
            let passed = self.passed.borrow_mut().pop_front();
            match passed.map_or_else(|| self.lines.recv_timeout(HANGS), Ok) {
                Ok(line) => told.push(line),
                Err(_) => panic!("it never says {words:?}, only:\n{}", told.join("\n")),
            }
            if told.last().is_some_and(|line| line.contains(words)) {
                return told;
            }
        }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    /// Asks until the answer is as expected: again whenever the program says something, and now and then, since it does not
    /// say everything.
    #[track_caller]
    pub fn get_until(&self, path: &str, holds: impl Fn(&Answer) -> bool) -> Answer {
        let began = Instant::now();
        loop {
            let answer = self.get(path);
            if holds(&answer) {
                return answer;
            }
            assert!(began.elapsed() < HANGS, "{path} never is as expected:\n{}", answer.text());
            self.passed.borrow_mut().extend(self.lines.recv_timeout(PATIENCE));
        }
    }

    /// Sends a request and reads the whole answer.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let host = format!("127.0.0.1:{}", self.port);
        let mut text = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            text += &format!("Host: {host}\r\n");
        }
        for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
            text += &format!("{name}: {}\r\n", value.replace("{host}", &host));
        }
        if !body.is_empty() {
            text += &format!("Content-Length: {}\r\n", body.len());
        }
        let mut stream = self.connect();
        stream.write_all(format!("{text}\r\n{body}").as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Answer::parse(&bytes)
    }

    /// Opens a tab on a page: loads it, then listens for what becomes of it.
    pub fn open(&self, path: &str) -> Events {
        let page = self.get(path).text();
        let of =
            |name: &str| page.split(&format!("{name}=\"")).nth(1).and_then(|it| it.split('"').next()).unwrap_or("");
        self.listen(path, of("data-version"), of("data-notices"))
    }

    /// Listens for what becomes of a page of which a tab has a version.
    pub fn listen(&self, path: &str, version: &str, notices: &str) -> Events {
        let path = path.replace('?', "%3F").replace('=', "%3D");
        let query = format!("page={path}&version={version}&notices={notices}");
        let mut stream = self.connect();
        let host = format!("127.0.0.1:{}", self.port);
        write!(stream, "GET /__vertebra/events?{query} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut events = Events(BufReader::new(stream));
        assert!(events.line().starts_with("HTTP/1.1 200"));
        while !events.line().is_empty() {}
        events
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(HANGS)).unwrap();
        stream
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Events {
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).expect("an event comes");
        line.trim_end().to_owned()
    }

    /// The next event: its name and its data.
    #[track_caller]
    pub fn next(&mut self) -> (String, String) {
        loop {
            let line = self.line();
            if let Some(name) = line.strip_prefix("event: ") {
                let data = self.line();
                return (name.to_owned(), data.strip_prefix("data: ").unwrap_or_default().to_owned());
            }
        }
    }

    /// Waits for an event of this name.
    #[track_caller]
    pub fn wait_for(&mut self, name: &str) -> String {
        loop {
            let (event, data) = self.next();
            if event == name {
                return data;
            }
        }
    }
}

impl Answer {
    fn parse(bytes: &[u8]) -> Answer {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head that ends");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head, body: bytes[end + 4..].to_vec() }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn has(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The page without what the preview added to it, which must be one piece.
    #[track_caller]
    pub fn page(&self) -> String {
        let text = self.text();
        let (before, rest) = text.split_once("<vertebra-preview>").expect("something was added");
        let (_, after) = rest.split_once("</vertebra-preview>").unwrap();
        let (script, after) = after.split_once("</script>").unwrap();
        assert!(script.starts_with("<script src=\"/__vertebra/client.js\""), "{script}");
        format!("{before}{after}")
    }
}
