//! Output folders that cannot be written, are full, or are being written by somebody else.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;

use support::Site;
use vertebra_disk::PublishTransaction;

#[cfg(unix)]
#[test]
fn a_read_only_output_folder_is_named_and_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::small();
    site.write("content/a/b.md", "---\ntitle: B\n---\n");
    site.run(&["build"]).ends(0);
    let mode = |path: &str, mode| {
        fs::set_permissions(site.path().join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    site.edit("content/index.md", "Hello.", "Hello again.");
    site.edit("content/a/b.md", "title: B", "title: C");
    for folder in ["public", "public/a/b"] {
        mode(folder, 0o555);
        site.refuses(2, &format!("{folder} cannot be changed: it is read-only"));
        mode(folder, 0o755);
    }
    site.run(&["build"]).ends(0);
}

/// A small disk of its own, where one can be mounted.
struct Disk(tempfile::TempDir);

impl Disk {
    fn new() -> Option<Self> {
        let folder = tempfile::TempDir::new().unwrap();
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(folder.path()).output();
        if mount.is_ok_and(|it| it.status.success()) {
            return Some(Disk(folder));
        }
        eprintln!("skipped: no disk can be mounted here");
        None
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_named_and_the_site_stays() {
    let Some(disk) = Disk::new() else { return };
    let site = Site::small();
    let out = disk.0.path().join("public");
    fs::create_dir(&out).unwrap();
    std::os::unix::fs::symlink(&out, site.path().join("public")).unwrap();
    site.run(&["build"]).ends(0);
    site.write("content/large.md", format!("---\ntitle: L\n---\n{}", "Many words.\n\n".repeat(200_000)));
    let run = site.refuses(2, "is full");
    assert!(run.err.contains("free some disk space"), "{}", run.err);
    fs::remove_file(site.path().join("content/large.md")).unwrap();
    assert!(site.run(&["build"]).ends(0).last_line().contains(": 0 written, "));
}

#[test]
fn places_that_cannot_hold_a_site_are_named() {
    let site = Site::published();
    for (out, words) in [
        ("/", "it cannot be the output folder"),
        (".", "it cannot be the output folder"),
        ("..", "it cannot be the output folder"),
        ("content", "it cannot be the output folder"),
        ("content/x", "it cannot be the output folder"),
        ("content/../content/x", "it cannot be the output folder"),
        ("themes", "it cannot be the output folder"),
        ("content/site.yaml", "it cannot be the output folder"),
        ("/dev/null", "is a file; the site needs a folder there"),
    ] {
        let before = (site.tree("content"), site.tree("public"));
        let run = site.run(&["build", "--out", out]).ends(2);
        assert!(run.err.contains(words), "{out}: {}", run.err);
        assert!((site.tree("content"), site.tree("public")) == before, "{out}");
    }
}

#[test]
fn a_build_during_another_is_refused() {
    let site = Site::published();
    let other = PublishTransaction::begin(&site.path().join("public"), false).unwrap();
    site.edit("content/index.md", "Hello.", "Hello again.");
    let run = site.run(&["build"]).ends(2);
    assert!(run.err.contains("wait until it has finished, then run the same command again"), "{}", run.err);
    assert!(!site.read("public/index.html").contains("Hello again."));
    drop(other);
    site.run(&["build"]).ends(0);
    assert!(site.read("public/index.html").contains("Hello again."));
}

#[test]
fn builds_at_the_same_time_leave_one_whole_site() {
    let site = Site::small();
    for n in 0..60 {
        site.write(&format!("content/p{n}.md"), format!("---\ntitle: P{n}\n---\nText.\n"));
    }
    thread::scope(|scope| {
        let all: Vec<_> = (0..6).map(|_| scope.spawn(|| site.run(&["build"]).code)).collect();
        let codes: Vec<_> = all.into_iter().map(|one| one.join().unwrap()).collect();
        assert!(codes.contains(&0) && codes.iter().all(|code| matches!(code, 0 | 2)), "{codes:?}");
    });
    assert!(site.run(&["build"]).ends(0).last_line().contains(": 0 written, "));
}

#[test]
fn a_reader_that_goes_away_does_not_stop_a_build() {
    let site = Site::small();
    site.write("content/draft.md", "---\ntitle: D\ndraft: true\n---\n");
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("vertebra"));
    command.arg("build").current_dir(site.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop((child.stdout.take(), child.stderr.take()));
    assert!(child.wait().unwrap().success());
    assert!(site.has("public/index.html"));
}

#[test]
fn a_damaged_list_of_files_is_told_and_can_be_made_new() {
    for junk in ["", "{", "[]", "\u{0}\u{1}"] {
        let site = Site::published();
        site.write("public/.vertebra/manifest.json", junk);
        site.refuses(2, "public/.vertebra/manifest.json cannot be read");
        site.run(&["build", "--force"]).ends(0);
        site.run(&["build"]).ends(0);
    }
}
