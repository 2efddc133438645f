//! Questions to other websites, asked of a server of the test alone: every host is that server.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use support::Site;
use vertebra_external::{LinkCheckSettings, LinkStatus, Memory, ask_all};

/// A server that knows a few pages, and what it was asked: `HEAD one.example /x`.
struct Server {
    at: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

/// The answer to a question, by how often it was asked before.
type Pages = fn(&str, usize) -> &'static str;

impl Server {
    fn start(pages: Pages) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let log = asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                let first = lines.next().unwrap_or_default();
                let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
                let host =
                    head.iter().find_map(|line| line.to_ascii_lowercase().strip_prefix("host: ").map(str::to_owned));
                let mut words = first.split(' ');
                let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
                let question = format!("{method} {} {path}", host.unwrap_or_default());
                let before = {
                    let mut log = log.lock().unwrap();
                    let before = log.iter().filter(|known| **known == question).count();
                    log.push(question.clone());
                    before
                };
                let _ = stream.write_all(
                    format!("HTTP/1.1 {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", pages(&question, before))
                        .as_bytes(),
                );
            }
        });
        Server { at, asked }
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }

    fn settings(&self) -> LinkCheckSettings {
        let (pause, patience, limit) = (Duration::ZERO, Duration::ZERO, Duration::from_secs(20));
        LinkCheckSettings {
            pause,
            patience,
            limit,
            only: Some(self.at),
            ..LinkCheckSettings::polite("https://example.org")
        }
    }

    fn answers(&self, urls: &[&str], memory: &mut Memory, now: &str) -> Vec<LinkStatus> {
        let urls: Vec<String> = urls.iter().map(|url| (*url).to_owned()).collect();
        ask_all(&urls, memory, now.parse().unwrap(), &self.settings(), &|_| {})
    }
}

const NOW: &str = "2026-11-20T12:00:00Z";

fn unknown(reason: &str) -> LinkStatus {
    LinkStatus::Unknown(reason.to_owned())
}

#[test]
fn every_kind_of_answer_is_understood() {
    let server = Server::start(|question, before| match question.split(' ').collect::<Vec<_>>()[..] {
        [_, _, "/fine"] => "200 OK",
        [_, _, "/gone"] => "410 Gone",
        ["HEAD", _, "/no-head"] => "405 Method Not Allowed",
        [_, _, "/no-head"] => "200 OK",
        [_, _, "/members"] => "403 Forbidden",
        [_, _, "/for-good"] => "301 Moved Permanently\r\nLocation: /fine",
        [_, _, "/for-now"] => "302 Found\r\nLocation: /fine",
        [_, _, "/both"] => "308 Permanent Redirect\r\nLocation: //two.example/for-now",
        [_, _, "/lost"] => "301 Moved Permanently\r\nLocation: /nowhere",
        [_, _, "/circle"] => "302 Found\r\nLocation: /circle",
        [_, _, "/home"] => "301 Moved Permanently\r\nLocation: http://192.168.0.1/",
        [_, _, "/busy"] if before < 2 => "503 Service Unavailable\r\nRetry-After: 0",
        [_, _, "/busy"] => "200 OK",
        [_, _, "/tired"] => "429 Too Many Requests\r\nRetry-After: 3600",
        [_, _, "/broken"] => "500 Internal Server Error",
        _ => "404 Not Found",
    });
    let paths = [
        ("fine", LinkStatus::Fine),
        ("fine#part", LinkStatus::Fine),
        ("nowhere", LinkStatus::Dead(404)),
        ("gone", LinkStatus::Dead(410)),
        ("no-head", LinkStatus::Fine),
        ("members", unknown("denies access (403)")),
        ("for-good", LinkStatus::Moved("http://one.example/fine".to_owned())),
        ("for-now", LinkStatus::Fine),
        ("both", LinkStatus::Moved("http://two.example/for-now".to_owned())),
        ("lost", LinkStatus::Dead(404)),
        ("circle", unknown("redirects more than 8 times")),
        ("home", unknown("redirects to http://192.168.0.1/, which is not public")),
        ("busy", LinkStatus::Fine),
        ("tired", unknown("is limiting requests (429)")),
        ("broken", unknown("has a server error (500)")),
    ];
    let urls: Vec<String> = paths.iter().map(|(path, _)| format!("http://one.example/{path}")).collect();
    let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
    let answers = server.answers(&urls, &mut Memory::default(), NOW);
    for ((path, expected), answer) in paths.iter().zip(&answers) {
        assert_eq!(answer, expected, "{path}");
    }
    let asked = server.asked();
    let count = |question: &str| asked.iter().filter(|it| *it == question).count();
    assert_eq!(count("GET one.example /fine"), 0, "the head is enough: {asked:?}");
    assert_eq!(count("GET one.example /no-head"), 1);
    assert_eq!(count("HEAD one.example /tired"), 1, "nobody is asked again who asks for an hour: {asked:?}");
    assert!(!asked.iter().any(|it| it.contains("192.168")), "{asked:?}");
}

#[test]
fn what_is_remembered_is_not_asked_again() {
    let server = Server::start(|question, _| if question.contains("/fine") { "200 OK" } else { "404 Not Found" });
    let urls = ["http://one.example/fine", "http://one.example/gone"];
    let mut memory = Memory::default();
    server.answers(&urls, &mut memory, NOW);
    assert_eq!(server.asked().len(), 3, "HEAD twice, and GET for the one that is gone");
    server.answers(&urls, &mut memory, "2026-11-20T20:00:00Z");
    assert!(server.asked().is_empty());
    server.answers(&urls, &mut memory, "2026-11-22T12:00:00Z");
    assert!(server.asked().iter().all(|it| it.ends_with("/gone")), "what was gone is asked about after a day");
}

#[test]
fn private_places_are_never_asked() {
    let server = Server::start(|_, _| "200 OK");
    let urls =
        ["http://localhost/x", "http://127.0.0.1:8000/", "http://10.0.0.8/", "http://[::1]/", "http://nas.local/"];
    let answers = server.answers(&urls, &mut Memory::default(), NOW);
    assert!(answers.iter().all(|it| matches!(it, LinkStatus::Unknown(_))), "{answers:?}");
    assert!(server.asked().is_empty());
}

#[test]
fn a_check_asks_only_when_it_is_told_to() {
    let server = Server::start(|question, _| match question.split(' ').next_back() {
        Some("/fine") => "200 OK",
        Some("/old") => "301 Moved Permanently\r\nLocation: /fine",
        Some("/odd") => "403 Forbidden",
        _ => "404 Not Found",
    });
    let text = "---\ntitle: Home\ndescription: Everything.\n---\n[Fine](http://one.example/fine), [gone](http://one.example/gone),\n[old](http://one.example/old) and [odd](http://two.example/odd).\n";
    let site = Site::new(&[
        ("content/site.yaml", support::SETTINGS),
        ("content/index.md", text),
        ("content/b.md", "---\ntitle: B\ndescription: About b.\n---\n[It is gone](http://one.example/gone).\n"),
    ]);
    let run = |arguments: &[&str]| {
        let mut all = vec!["check"];
        all.extend(arguments);
        site.run(&all)
    };
    let plain = run(&[]).ends(0);
    assert!(server.asked().is_empty() && !plain.err.contains("Checking"), "{}", plain.err);
    let only = server.at.to_string();
    let mut found: BTreeMap<usize, String> = BTreeMap::new();
    for (at, arguments) in [
        vec!["--external", "--only", &only],
        vec!["--external", "--only", &only],
        vec!["--external", "--fresh", "--only", &only],
    ]
    .into_iter()
    .enumerate()
    {
        let run = run(&arguments).ends(0);
        let told = run.err.replace("Checking 4 links to other websites.\n", "");
        assert_eq!(run.err.contains("Checking"), at != 1, "what is remembered is not asked: {}", run.err);
        found.insert(at, told);
        assert_eq!(server.asked().is_empty(), at == 1);
    }
    let expected = "\
content/b.md:5:15: warning[link-dead]: http://one.example/gone no longer exists (status 404)
    5 | [It is gone](http://one.example/gone).
";
    for told in found.values() {
        assert!(
            told.contains(": warning[link-dead]: http://one.example/gone no longer exists (status 404)\n"),
            "{told}\n{expected}"
        );
        assert!(told.contains("  help: find its new address and use that, or remove the link\n  note: the same link is on 1 other page\n"), "{told}");
        assert!(
            told.contains("content/index.md:6:2: note[link-moved]: http://one.example/old has moved permanently\n"),
            "{told}"
        );
        assert!(told.contains("  help: write http://one.example/fine\n"), "{told}");
        assert!(told.contains("note[link-unchecked]: a link to another website could not be checked\n"), "{told}");
        assert!(told.contains("note: http://two.example/odd: it denies access (403)\n"), "{told}");
    }
    run(&["--external", "--strict", "--only", &only]).ends(1);
}
