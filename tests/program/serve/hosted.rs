//! What a host would answer, and what the preview and the finished site answer, row by row: parts of files, names, ports,
//! policies.

use super::client::Server;
use support::{SETTINGS, Site};

/// A site with a film, which the home page shows.
fn site(deploy: &str) -> Site {
    let site = Site::small();
    site.write("content/site.yaml", format!("{SETTINGS}markdown: {{raw_html: allow}}\n{deploy}"));
    site.write("content/guides/clip.mov", "0123456789");
    site.write("content/guides/film.md", "---\ntitle: A film\n---\n<video src=\"clip.mov\" controls></video>\n");
    site.run(&["build"]).ends(0);
    site
}

/// What is asked for, the status, what of the file is sent, and `Content-Range`.
type Part = (&'static [(&'static str, &'static str)], u16, &'static str, Option<&'static str>);

/// Source: RFC 9110, section 14.
const PARTS: &[Part] = &[
    (&[], 200, "0123456789", None),
    (&[("Range", "bytes=0-1")], 206, "01", Some("bytes 0-1/10")),
    (&[("Range", "bytes=8-")], 206, "89", Some("bytes 8-9/10")),
    (&[("Range", "bytes=-3")], 206, "789", Some("bytes 7-9/10")),
    (&[("Range", "bytes=5-400")], 206, "56789", Some("bytes 5-9/10")),
    (&[("Range", "bytes=10-")], 416, "", Some("bytes */10")),
    (&[("Range", "bytes=0-1,4-5")], 200, "0123456789", None),
    (&[("Range", "lines=0-1")], 200, "0123456789", None),
    (&[("Range", "bytes=0-1"), ("If-Range", "\"another\"")], 200, "0123456789", None),
];

#[test]
fn parts_of_files_are_sent_as_hosts_send_them() {
    let site = site("");
    for arguments in [&["--built"][..], &[]] {
        let server = Server::start(&site, arguments);
        for (headers, status, body, range) in PARTS {
            let answer = server.ask("GET", "/guides/clip.mov", headers, "");
            let what = format!("{arguments:?} {headers:?}");
            assert_eq!((answer.status, answer.header("content-range")), (*status, *range), "{what}");
            if *status != 416 {
                assert_eq!((answer.text().as_str(), answer.header("accept-ranges")), (*body, Some("bytes")), "{what}");
                assert_eq!(answer.header("content-type"), Some("video/quicktime"), "{what}");
                assert_eq!(answer.header("content-length"), Some(body.len().to_string().as_str()), "{what}");
            }
        }
        let whole = server.get("/guides/clip.mov");
        let tag = whole.header("etag").expect("a version");
        let part = server.ask("GET", "/guides/clip.mov", &[("Range", "bytes=2-3"), ("If-Range", tag)], "");
        assert_eq!((part.status, part.text().as_str()), (206, "23"), "{arguments:?}");
    }
}

#[test]
fn a_large_file_is_sent_whole_and_in_parts() {
    let site = site("");
    let text: String = (0..300_000).map(|number| format!("{number:010}")).collect();
    site.write("content/guides/large.bin", &text);
    site.run(&["build"]).ends(0);
    for arguments in [&["--built"][..], &[]] {
        let server = Server::start(&site, arguments);
        let whole = server.get("/guides/large.bin");
        assert_eq!(whole.header("content-length"), Some(text.len().to_string().as_str()), "{arguments:?}");
        assert!(whole.text() == text, "every byte arrives: {arguments:?}");
        let part = server.ask("GET", "/guides/large.bin", &[("Range", "bytes=2999990-")], "");
        assert_eq!((part.status, part.text().as_str()), (206, "0000299999"), "{arguments:?}");
        let head = server.ask("HEAD", "/guides/large.bin", &[], "");
        assert_eq!((head.body.len(), head.header("content-length")), (0, whole.header("content-length")));
        let tag = whole.header("etag").expect("a version");
        let same = [("Range", "bytes=0-9"), ("If-Range", tag)];
        assert_eq!(server.ask("GET", "/guides/large.bin", &same, "").status, 206, "{arguments:?}");
        // The preview sends what is asked for.
        let known = if arguments.is_empty() { 200 } else { 304 };
        assert_eq!(server.ask("GET", "/guides/large.bin", &[("If-None-Match", tag)], "").status, known);
    }
}

#[test]
fn the_preview_sends_a_large_file_as_it_is_now() {
    let site = site("");
    site.write("content/guides/large.bin", "1".repeat(2_000_000));
    let server = Server::start(&site, &[]);
    assert!(server.get("/guides/large.bin").text() == "1".repeat(2_000_000));
    site.write("content/guides/large.bin", "2".repeat(2_000_001));
    server.get_until("/guides/large.bin", |answer| answer.text() == "2".repeat(2_000_001));
    site.write("content/guides/large.bin", "small");
    server.get_until("/guides/large.bin", |answer| answer.text() == "small");
}

#[test]
fn the_policy_is_that_of_the_host_in_the_preview_too() {
    for deploy in ["", "deploy: {target: netlify}\n", "deploy: {target: github-pages}\n", "deploy: {target: caddy}\n"] {
        let site = site(deploy);
        for arguments in [&["--built"][..], &[]] {
            let server = Server::start(&site, arguments);
            let page = server.get("/guides/film/");
            let policy = page.header("content-security-policy").expect("a policy");
            assert!(policy.contains("media-src 'self'"), "{deploy:?} {arguments:?}: {policy}");
            assert!(!policy.contains("upgrade-insecure-requests"), "there is no https here: {policy}");
        }
    }
    let forbidden =
        site("deploy: {target: netlify, headers: {security_policy: {connect-src: [https://api.example.org]}}}\n");
    for arguments in [&["--built"][..], &[]] {
        let server = Server::start(&forbidden, arguments);
        let page = server.get("/guides/film/");
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(policy.contains("https://api.example.org"), "the settings count everywhere: {policy}");
    }
}

#[test]
fn other_names_and_ports_are_answered_where_they_are_allowed() {
    let site = site("");
    for arguments in
        [&["--built", "--allow-host", "mymac.local"][..], &["--allow-host", "mymac.local", "--bind", "localhost"]]
    {
        let server = Server::start(&site, arguments);
        for (host, status) in [
            ("localhost:8080", 200),
            ("127.0.0.1", 200),
            ("mymac.local:4153", 200),
            ("MyMac.local", 200),
            ("evil.example", 421),
            ("mymac.local.evil.example", 421),
        ] {
            assert_eq!(server.ask("GET", "/", &[("Host", host)], "").status, status, "{arguments:?} {host}");
        }
        let refused = server.ask("GET", "/", &[("Host", "evil.example")], "");
        assert!(refused.has("--allow-host"), "{}", refused.text());
    }
}
