//! What the program says, where it listens, and how it ends.

use std::net::TcpListener;

use super::client::Server;
use support::Site;

#[test]
fn a_busy_port_gives_the_next_one() {
    let busy = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = busy.local_addr().unwrap().port();
    let site = Site::small();
    let server = Server::run(&site, &["serve", "--port", &port.to_string()]);
    assert!(server.port > port, "{} and {port}", server.port);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn the_first_line_says_where_to_look() {
    let site = Site::small();
    let server = Server::run(&site, &["serve", "--port", "0", "--quiet"]);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_preview_for_the_network_is_announced_and_still_has_no_name() {
    let site = Site::small();
    let server = Server::start(&site, &["--bind", "0.0.0.0"]);
    server.says("Everyone on your network can see this site, including drafts");
    assert_eq!(server.get("/").status, 200);
    let host = format!("clinic.example:{}", server.port);
    assert_eq!(server.ask("GET", "/", &[("Host", &host)], "").status, 421);
}

#[test]
fn what_is_wrong_is_told_once() {
    let site = Site::small();
    site.write("content/a.md", "---\ntitle: A\n---\n[x](none.md)\n");
    let server = Server::start(&site, &[]);
    server.says("content/a.md:4:5: error[link-broken]");
    server.says("1 error");
    site.write("content/a.md", "---\ntitle: A\n---\n\nA line before it.\n\n[x](none.md)\n");
    server.says("a.md changed");
    site.write("content/a.md", "---\ntitle: A\n---\n[x](none.md) [y](neither.md)\n");
    let told = server.told_until("neither.md");
    assert!(!told.iter().any(|line| line.contains("\"none.md\"")), "{told:?}");
    site.write("content/a.md", "---\ntitle: A\n---\nNothing.\n");
    server.says("2 problems fixed. No problems left.");
}

#[test]
fn what_cannot_be_served_is_said() {
    let site = Site::small();
    let run = site.run(&["serve", "--port", "0", "--root", "none"]).ends(2);
    assert!(run.err.contains("there is no folder none"), "{}", run.err);
    let run = site.run(&["serve", "--port", "0", "--bind", "192.0.2.1"]).ends(2);
    assert!(run.err.contains("the preview cannot listen on 192.0.2.1:0"), "{}", run.err);
    let run = site.run(&["serve", "--port", "0", "--built"]).ends(2);
    assert!(run.err.contains("there is no built site in public") && run.err.contains("vertebra build"), "{}", run.err);
    let run = site.run(&["serve", "--built", "--navigate"]).ends(2);
    assert!(run.err.contains("cannot be used with"), "{}", run.err);
}
