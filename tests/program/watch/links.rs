//! Files and folders that are reached through links, and those that cannot be read.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

/// A site with a folder that a link leads to.
fn linked() -> Site {
    let folder = Site::folder(FILES);
    put(&folder.path().join("content/shared/five.md"), "five");
    put(&folder.path().join("content/shared/deep/six.md"), "six");
    symlink("shared", folder.path().join("content/linked")).unwrap();
    symlink("a/one.md", folder.path().join("content/same.md")).unwrap();
    Site::watch(folder, How::Told)
}

#[test]
fn what_links_lead_to_is_watched() {
    let mut site = linked();
    site.write("content/shared/five.md", "FIVE");
    assert_eq!(site.settle(), ["content/linked/five.md", "content/shared/five.md"]);
    site.write("content/shared/deep/new.md", "new");
    assert_eq!(site.settle(), ["content/linked/deep/new.md", "content/shared/deep/new.md"]);
    site.write("content/shared/more/deep/seven.md", "seven");
    assert_eq!(site.settle(), ["content/linked/more/deep/seven.md", "content/shared/more/deep/seven.md"]);
    site.rename("content/shared/deep", "content/shared/flat");
    site.settle();
    site.write("content/a/one.md", "ONE");
    assert_eq!(site.settle(), ["content/a/one.md", "content/same.md"]);
    fs::remove_dir_all(site.path("content/shared")).unwrap();
    site.settle();
}

#[test]
fn a_file_that_a_link_names_is_watched_though_it_is_replaced() {
    let folder = Site::folder(FILES);
    put(&folder.path().join("content/notes/today.md"), "monday");
    symlink("notes/today.md", folder.path().join("content/today.md")).unwrap();
    let mut site = Site::watch(folder, How::Told);
    for day in ["tuesday", "wednesday"] {
        site.write("content/notes/.draft", day);
        site.rename("content/notes/.draft", "content/notes/today.md");
        assert_eq!(site.settle(), ["content/notes/today.md", "content/today.md"]);
    }
}

#[test]
fn links_may_come_later_and_lead_elsewhere() {
    let mut site = Site::new();
    site.write("content/shared/five.md", "five");
    site.write("content/other/five.md", "FIVE");
    site.write("content/other/eight.md", "eight");
    site.settle();
    symlink("shared", site.path("content/linked")).unwrap();
    assert_eq!(site.settle(), ["content/linked/five.md"]);
    site.write("content/shared/five.md", "5");
    assert_eq!(site.settle(), ["content/linked/five.md", "content/shared/five.md"]);
    fs::remove_file(site.path("content/linked")).unwrap();
    symlink("other", site.path("content/linked")).unwrap();
    site.settle();
    site.write("content/other/eight.md", "8");
    assert_eq!(site.settle(), ["content/linked/eight.md", "content/other/eight.md"]);
}

#[test]
fn faults_come_and_go_with_what_they_are_about() {
    let (mut site, outside) = (Site::new(), TempDir::new().unwrap());
    put(&outside.path().join("secret.md"), "secret");
    symlink(outside.path(), site.path("content/a/out")).unwrap();
    assert_eq!(site.settle(), [""; 0], "a fault is told though no file is another");
    assert_eq!(site.snapshot.faults[0].code, "symlink-outside");
    symlink("..", site.path("content/b/up")).unwrap();
    symlink("missing.md", site.path("content/b/dangling.md")).unwrap();
    site.settle();
    assert_eq!(site.snapshot.faults.len(), 3);
    site.write("content/b/missing.md", "there");
    site.settle();
    fs::remove_file(site.path("content/b/up")).unwrap();
    site.settle();
    // A folder with a fault in it is replaced by a link to somewhere else.
    fs::remove_dir_all(site.path("content/a")).unwrap();
    symlink(outside.path(), site.path("content/a")).unwrap();
    site.settle();
    fs::remove_file(site.path("content/a")).unwrap();
    site.settle();
    assert!(site.snapshot.faults.is_empty());
}

#[test]
fn closed_files_and_folders_are_told_and_so_is_their_opening() {
    let mut site = Site::new();
    let allow = |path: &str, mode: u32| fs::set_permissions(site.path(path), fs::Permissions::from_mode(mode)).unwrap();
    allow("content/a/one.md", 0o0);
    if fs::read(site.path("content/a/one.md")).is_ok() {
        eprintln!("skipped: this account may read everything");
        return;
    }
    allow("content/b", 0o0);
    site.settle();
    assert_eq!(site.snapshot.faults.len(), 2);
    let allow = |path: &str, mode: u32| fs::set_permissions(site.path(path), fs::Permissions::from_mode(mode)).unwrap();
    allow("content/a/one.md", 0o644);
    allow("content/b", 0o755);
    site.settle();
    site.write("content/b/three.md", "THREE");
    site.settle();
}
