//! Reading a site from disk: what counts as a file of it, and what is said about the rest.

#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use vertebra_disk::read::{ReadError, read};

fn site(files: &[&str]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for path in files.iter().chain(&["content/site.yaml"]) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, path.file_name().unwrap().as_bytes()).unwrap();
    }
    folder
}

/// Paths, then faults as `code path`.
fn look(root: &Path) -> (Vec<String>, Vec<String>) {
    let snapshot = read(root, 2).unwrap();
    let files = snapshot.files.keys().map(|path| path.to_string()).filter(|path| path != "content/site.yaml");
    let mut faults: Vec<_> =
        snapshot.faults.iter().map(|it| format!("{:?}[{}] {}", it.severity, it.code, it.file)).collect();
    faults.iter_mut().for_each(|fault| *fault = fault.to_lowercase());
    faults.sort();
    (files.collect(), faults)
}

#[test]
fn content_and_themes_are_read_and_nothing_else() {
    let site = site(&["content/a/b.md", "content/p.jpg", "themes/x/theme.yaml", "notes.md", "public/index.html"]);
    let (files, faults) = look(site.path());
    assert_eq!(files, ["content/a/b.md", "content/p.jpg", "themes/x/theme.yaml"]);
    assert!(faults.is_empty());
    let snapshot = read(site.path(), 1).unwrap();
    assert_eq!(snapshot.get(&vertebra_base::path::SourcePath::new("content/a/b.md")).unwrap().held(), b"b.md");
}

#[test]
fn hidden_and_temporary_files_are_passed_over() {
    let passing = ["content/.git/config", "content/.a.md.swp", "content/4913", "content/a.md~", "content/x.tmp"];
    let site = site(&[&passing[..], &["content/a.md", "content/.well-known/security.txt"]].concat());
    symlink("user@host.123", site.path().join("content/.#a.md")).unwrap();
    assert_eq!(look(site.path()), (vec!["content/.well-known/security.txt".into(), "content/a.md".into()], vec![]));
}

#[test]
fn links_are_followed_within_their_own_folder_only() {
    let site = site(&["content/a.md", "content/shared/b.md", "content/shared/deep/c.md", "beside/d.md", ".git/config"]);
    let other = TempDir::new().unwrap();
    fs::write(other.path().join("secret.md"), "secret").unwrap();
    fs::create_dir_all(site.path().join("content/.private")).unwrap();
    fs::write(site.path().join("content/.private/e.md"), "private").unwrap();
    let content = site.path().join("content");
    for (target, name) in [
        ("shared", "inside"),
        ("a.md", "same.md"),
        ("missing.md", "dangling.md"),
        ("../beside", "beside"),
        ("../.git", "git"),
        ("..", "up"),
        (".private", "private"),
        (".private/e.md", "e.md"),
    ] {
        symlink(target, content.join(name)).unwrap();
    }
    symlink(other.path(), content.join("outside")).unwrap();
    symlink(other.path().join("secret.md"), content.join("secret.md")).unwrap();
    let (files, faults) = look(site.path());
    assert_eq!(
        files,
        [
            "content/a.md",
            "content/inside/b.md",
            "content/inside/deep/c.md",
            "content/same.md",
            "content/shared/b.md",
            "content/shared/deep/c.md"
        ]
    );
    assert_eq!(
        faults,
        [
            "error[file-unreadable] content/dangling.md",
            "error[symlink-hidden] content/e.md",
            "error[symlink-hidden] content/private",
            "error[symlink-outside] content/beside",
            "error[symlink-outside] content/git",
            "error[symlink-outside] content/outside",
            "error[symlink-outside] content/secret.md",
            "error[symlink-outside] content/up"
        ]
    );
}

#[test]
fn content_may_be_a_link_to_a_folder_of_the_site_that_is_not_hidden() {
    let site = site(&["texts/a.md", "texts/site.yaml", ".git/site.yaml", ".git/config"]);
    let content = site.path().join("content");
    for (target, expected) in [("texts", vec!["content/a.md"]), (".git", vec![])] {
        _ = fs::remove_dir_all(&content);
        _ = fs::remove_file(&content);
        symlink(target, &content).unwrap();
        assert_eq!(look(site.path()).0, expected, "{target}");
    }
}

#[test]
fn links_in_a_circle_are_reported_once_each() {
    let site = site(&["content/a/a.md"]);
    let content = site.path().join("content");
    symlink("..", content.join("a/up")).unwrap();
    symlink("self", content.join("self")).unwrap();
    assert_eq!(
        look(site.path()),
        (
            vec!["content/a/a.md".into()],
            vec!["error[symlink-loop] content/a/up".into(), "error[symlink-loop] content/self".into()]
        )
    );
}

#[test]
fn a_content_folder_that_lies_elsewhere_is_not_read() {
    let (site, other) = (TempDir::new().unwrap(), site(&["content/a.md"]));
    symlink(other.path().join("content"), site.path().join("content")).unwrap();
    assert_eq!(look(site.path()), (vec![], vec!["error[symlink-outside] content".into()]));
}

#[test]
fn pipes_are_never_opened_and_odd_names_are_named() {
    let site = site(&["content/a.md"]);
    let content = site.path().join("content");
    assert!(Command::new("mkfifo").arg(content.join("pipe.md")).status().unwrap().success());
    fs::write(content.join(OsStr::from_bytes(b"caf\xe9.md")), "x").unwrap();
    let (files, faults) = look(site.path());
    assert_eq!(files, ["content/a.md"]);
    assert_eq!(faults, ["error[file-name] content/caf\u{fffd}.md", "error[file-special] content/pipe.md"]);
}

#[test]
fn large_and_empty_files_are_read_in_full() {
    let site = site(&["content/empty.md"]);
    fs::write(site.path().join("content/empty.md"), "").unwrap();
    for size in [64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 1_000_000] {
        fs::write(site.path().join(format!("content/{size}.md")), "x".repeat(size)).unwrap();
    }
    let snapshot = read(site.path(), 2).unwrap();
    let sizes: Vec<_> = snapshot.files.iter().map(|(path, it)| format!("{}={}", path.stem(), it.size())).collect();
    assert_eq!(sizes, ["1000000=1000000", "65535=65535", "65536=65536", "65537=65537", "empty=0", "site=9"]);
}

#[test]
fn closed_files_and_folders_are_named() {
    let site = site(&["content/closed.md", "content/folder/a.md", "content/open.md"]);
    let close = |path: &str| {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(site.path().join("content").join(path), fs::Permissions::from_mode(0o0)).unwrap();
    };
    close("closed.md");
    close("folder");
    if fs::read(site.path().join("content/closed.md")).is_ok() {
        eprintln!("skipped: this account may read everything");
        return;
    }
    assert_eq!(
        look(site.path()),
        (
            vec!["content/open.md".into()],
            vec!["error[file-unreadable] content/closed.md".into(), "error[folder-unreadable] content/folder".into()]
        )
    );
    fs::set_permissions(site.path().join("content/folder"), std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .unwrap();
}

#[test]
fn a_folder_that_is_no_site_is_an_error() {
    let folder = TempDir::new().unwrap();
    assert!(matches!(read(&folder.path().join("x"), 1), Err(ReadError::NoFolder(_))));
    assert!(matches!(read(folder.path(), 1), Err(ReadError::NoContent(_))));
    fs::create_dir(folder.path().join("content")).unwrap();
    assert!(matches!(read(folder.path(), 1), Err(ReadError::NoConfig(_))));
}
