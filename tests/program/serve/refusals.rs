//! Who is not answered, and what is not given away.

use super::client::Server;
use support::Site;
use support::signals::Signals;

#[test]
fn foreign_names_are_refused() {
    let site = Site::small();
    let server = Server::start(&site, &[]);
    let status = |host: &str| server.ask("GET", "/", &[("Host", host)], "").status;
    let (own, port) = (format!("localhost:{}", server.port), server.port);
    assert_eq!(status(&own), 200);
    assert_eq!(status(&format!("[::1]:{port}")), 200);
    for host in [
        format!("evil.example:{port}"),
        "evil.example".to_owned(),
        format!("localhost.evil.example:{port}"),
        format!("0.0.0.0:{port}"),
    ] {
        let answer = server.ask("GET", "/", &[("Host", &host)], "");
        assert_eq!(answer.status, 421, "{host}");
        assert!(answer.has("does not answer under that host name"), "{}", answer.text());
    }
    assert_eq!(status(""), 400);
}

#[test]
fn a_request_that_is_for_two_hosts_is_refused() {
    let site = Site::small();
    site.run(&["build"]).ends(0);
    for arguments in [&[][..], &["--built"]] {
        let server = Server::start(&site, arguments);
        let (own, foreign) = (format!("127.0.0.1:{}", server.port), format!("evil.example:{}", server.port));
        let status = |path: &str, hosts: &[&String]| {
            let headers: Vec<_> = hosts.iter().map(|host| ("Host", host.as_str())).collect();
            server.ask("GET", path, &headers, "").status
        };
        assert_eq!(status("/", &[&own]), 200);
        for hosts in [[&own, &own], [&own, &foreign], [&foreign, &own]] {
            assert_eq!(status("/", &hosts), 400, "{hosts:?}");
        }
        // As a program asks a proxy: the address names the host, whatever the header says.
        assert_eq!(status(&format!("http://{own}/"), &[&own]), 200);
        assert_eq!(status(&format!("http://{own}/"), &[&foreign]), 200);
        assert_eq!(status(&format!("http://{foreign}/"), &[&own]), 421);
    }
}

#[test]
fn no_way_leads_out_of_the_site() {
    let site = Site::small();
    site.write("secret.txt", "a secret");
    site.write("content/.secret", "a secret");
    let server = Server::start(&site, &[]);
    let ways = [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/content/../../secret.txt",
        "/%252e%252e/secret.txt",
        "/secret.txt",
        "/.secret",
        "/a%00",
        "/\\..\\secret.txt",
        "//secret.txt",
        "/site.yaml",
        "/content/site.yaml",
        "/__vertebra/../secret.txt",
        "/__vertebra/none",
    ];
    for way in ways {
        let answer = server.get(way);
        assert!(matches!(answer.status, 400 | 404), "{way}: {}", answer.status);
        assert!(!answer.has("a secret") && !answer.has("time_zone"), "{way}:\n{}", answer.text());
    }
}

#[test]
fn folders_are_not_listed() {
    let site = Site::small();
    site.write("content/pictures/room.txt", "x");
    let server = Server::start(&site, &[]);
    assert_eq!(server.get("/pictures/room.txt").status, 200);
    for path in ["/assets/", "/assets", "/themes/", "/__vertebra/assets/"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
}

#[test]
fn addresses_can_only_be_read() {
    let site = Site::small();
    let server = Server::start(&site, &[]);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let answer = server.ask(method, "/", &[], "");
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let answer = server.get("/__vertebra/open");
    assert_eq!((answer.status, answer.header("allow")), (405, Some("POST")));
}

#[test]
fn pages_of_other_sites_can_neither_listen_nor_open_files() {
    let site = Site::small();
    let server = Server::start(&site, &[]);
    let json = ("Content-Type", "application/json");
    let click = r#"{"file":"content/index.md","line":4}"#;
    let open = |headers: &[(&str, &str)]| server.ask("POST", "/__vertebra/open", headers, click).status;
    assert_eq!(open(&[json, ("Origin", "http://{host}")]), 200);
    assert_eq!(open(&[json, ("Origin", "http://evil.example")]), 403);
    assert_eq!(open(&[json, ("Origin", "http://127.0.0.1:1")]), 403);
    assert_eq!(open(&[json]), 403);
    let (ours, theirs) = (("Origin", "http://{host}"), ("Origin", "http://evil.example"));
    for twice in [[ours, theirs], [theirs, ours], [ours, ours]] {
        assert_eq!(open(&[json, twice[0], twice[1]]), 400, "{twice:?}");
    }
    assert_eq!(open(&[json, ("Content-Type", "text/plain"), ours]), 400);
    assert_eq!(open(&[("Content-Type", "text/plain"), ("Origin", "http://{host}")]), 403);
    let listen = |header| server.ask("GET", "/__vertebra/events?page=/", &[header], "").status;
    assert_eq!(listen(("Origin", "http://evil.example")), 403);
    assert_eq!(listen(("Sec-Fetch-Site", "cross-site")), 403);
}

#[test]
fn only_files_of_the_site_are_opened() {
    let site = Site::small();
    site.write("secret.txt", "a secret");
    let server = Server::start(&site, &[]);
    let open = |file: &str| {
        let click = format!(r#"{{"file":"{file}","line":4}}"#);
        let headers = [("Content-Type", "application/json"), ("Origin", "http://{host}")];
        server.ask("POST", "/__vertebra/open", &headers, &click)
    };
    let good = open("content/index.md");
    let link = format!("vscode://file{}:4", site.path().join("content/index.md").display());
    assert!(good.has(&link), "{link} is not in {}", good.text());
    for file in ["secret.txt", "../secret.txt", "content/../secret.txt", "/etc/passwd", "themes/clinic/theme.yaml", ""]
    {
        let answer = open(file);
        assert_eq!(answer.status, 404, "{file}: {}", answer.text());
    }
    let headers = [("Content-Type", "application/json"), ("Origin", "http://{host}")];
    assert_eq!(server.ask("POST", "/__vertebra/open", &headers, "no json").status, 400);
}

#[test]
#[cfg(unix)]
fn the_editor_is_started_with_file_and_line_and_without_a_shell() {
    let site = Site::small();
    let note = site.path().join("note");
    let tool = site.path().join("tool");
    std::fs::write(&tool, "#!/bin/sh\nprintf '%s|' \"$@\" > \"$NOTE.new\" && mv \"$NOTE.new\" \"$NOTE\"\n").unwrap();
    std::fs::set_permissions(&tool, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    site.write("content/$(touch owned).md", "---\ntitle: Odd\nslug: odd\n---\nHello.\n");
    let program = format!("env NOTE={} {} --at {{line}} {{file}} ;", note.display(), tool.display());
    let server = Server::start(&site, &["--editor", &program]);
    let headers = [("Content-Type", "application/json"), ("Origin", "http://{host}")];
    let signals = Signals::of(site.path());
    let answer = server.ask("POST", "/__vertebra/open", &headers, r#"{"file":"content/$(touch owned).md","line":7}"#);
    assert_eq!(answer.status, 200, "{}", answer.text());
    signals.wait_until(|| note.exists());
    let file = site.path().join("content/$(touch owned).md");
    assert_eq!(site.read("note"), format!("--at|7|{}|;|", file.display()));
    assert!(!site.has("owned") && !site.has("content/owned"));
}
