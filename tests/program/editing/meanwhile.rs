//! Files that somebody saves while a question is open: what was saved stays, and nothing is changed.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use support::{SETTINGS, Site};

fn site() -> Site {
    Site::new(&[
        ("content/site.yaml", &format!("{SETTINGS}theme: plain\ntaxonomies: []\n")),
        ("content/index.md", "---\ntitle: Home\ndescription: A home.\n---\n[first](first.md)\n"),
        ("content/data/people.yaml", "ana: {name: Ana Ruiz}\n"),
        ("content/first.md", "---\ntitle: \u{201c}First\u{201d}\n---\nText.\n"),
    ])
}

/// Runs a command, does something once it has asked, and then says yes. Gives its exit code and what it said.
fn answered(site: &Site, arguments: &[&str], meanwhile: impl FnOnce()) -> (i32, String) {
    let program = site.command().get_program().to_owned();
    let mut command = Command::new(program);
    command.current_dir(site.path()).args(arguments).env("VERTEBRA_ASK", "1");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut input, mut said) = (child.stdin.take().unwrap(), child.stderr.take().unwrap());
    let mut heard = Vec::new();
    let mut byte = [0];
    while !heard.ends_with(b"[y/n] ") {
        assert_eq!(said.read(&mut byte).unwrap(), 1, "never asked: {}", String::from_utf8_lossy(&heard));
        heard.push(byte[0]);
    }
    meanwhile();
    input.write_all(b"y\n").unwrap();
    drop(input);
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    (child.wait().unwrap().code().unwrap(), rest)
}

/// A command is refused when a file is saved while it asks, and done when none is.
fn keeps_what_is_saved(arguments: &[&str], file: &str) {
    let site = site();
    site.run(&["build", "--release"]);
    let old = site.read(file);
    let saved = format!("{old}\n# Saved in this moment.\n");
    let before = site.tree("public");
    let (code, said) = answered(&site, arguments, || site.write(file, &saved));
    assert_eq!(code, 2, "{said}");
    let words = format!("vertebra: {file} has been changed in the meantime; nothing was written\n");
    assert!(said.starts_with(&words), "{said}");
    assert_eq!(site.read(file), saved, "{arguments:?}");
    assert!(site.has("content/first.md") && !site.has("content/second.md"), "{arguments:?}: nothing is done");
    assert!(site.tree("public") == before, "{arguments:?}: nothing is published");
    site.write(file, &old);
    assert_eq!(answered(&site, arguments, || ()).0, 0, "{arguments:?}");
    assert!(site.read(file) != old, "{arguments:?}");
}

#[test]
fn a_page_that_links_to_a_page_with_another_name_keeps_what_is_saved() {
    keeps_what_is_saved(&["rename", "first.md", "second.md"], "content/index.md");
}

#[test]
fn a_page_that_is_mended_keeps_what_is_saved() {
    keeps_what_is_saved(&["fix"], "content/first.md");
}

#[test]
fn a_page_that_is_reviewed_keeps_what_is_saved() {
    keeps_what_is_saved(&["review", "index.md", "--by", "ana"], "content/index.md");
}

#[test]
fn the_address_book_keeps_what_is_saved_while_a_site_is_published() {
    let site = site();
    site.run(&["fix", "--yes"]).ends(0);
    site.run(&["build", "--release"]).ends(0);
    site.write("content/new.md", "---\ntitle: New\ndescription: New.\n---\nText.\n");
    let (book, before) = (site.read("content/addresses.yaml"), site.tree("public"));
    let saved = format!("# A leaflet names /start/: keep it.\n{book}");
    let (code, said) = answered(&site, &["publish"], || site.write("content/addresses.yaml", &saved));
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("content/addresses.yaml has been changed in the meantime; nothing was written"), "{said}");
    assert_eq!(site.read("content/addresses.yaml"), saved);
    assert!(site.tree("public") == before, "nothing is published");
    assert_eq!(answered(&site, &["publish"], || ()).0, 0);
    let now = site.read("content/addresses.yaml");
    assert!(now.starts_with("# A leaflet names") && now.contains("/new/: {since: "), "{now}");
}

#[test]
fn a_page_that_appears_meanwhile_is_not_replaced_by_one_with_a_new_name() {
    let site = site();
    site.run(&["fix", "--yes"]).ends(0);
    let (code, said) =
        answered(&site, &["rename", "first.md", "second.md"], || site.write("content/second.md", "mine"));
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("content/second.md already exists; nothing was changed"), "{said}");
    assert_eq!(site.read("content/second.md"), "mine");
    assert!(site.read("content/index.md").contains("(first.md)") && site.has("content/first.md"));
}

#[test]
fn a_page_that_goes_keeps_what_is_saved_in_it() {
    let site = site();
    site.run(&["fix", "--yes"]).ends(0);
    let remove = ["remove", "first.md", "--to", "index.md"];
    let (code, said) = answered(&site, &remove, || site.write("content/first.md", "saved"));
    assert_eq!(code, 2, "{said}");
    assert_eq!(site.read("content/first.md"), "saved");
    assert!(site.read("content/index.md").contains("(first.md)"));
}
