//! Builds that were killed in the middle.

use std::fs;
use std::path::Path;

use support::signals::Signals;
use tempfile::TempDir;
use vertebra_disk::PublishError;

use super::*;

const OLD: Files = &[("index.html", "old"), ("a/index.html", "old"), ("gone/index.html", "old"), ("swap", "file")];
const NEW: Files = &[
    ("index.html", "new"),
    ("a/index.html", "new"),
    ("fresh/x/index.html", "new"),
    ("swap/index.html", "now a folder"),
];

/// Leaves `out` as a build from `old` to `NEW` does that was killed after it had moved some files, before removing any.
fn kill_after(out: &Path, old: Files, moved: &[&str]) {
    let elsewhere = TempDir::new().unwrap();
    publish(elsewhere.path(), NEW);
    if !old.is_empty() {
        publish(out, old);
    }
    let notes = out.join(".vertebra");
    let pending = fs::read_to_string(elsewhere.path().join(".vertebra/manifest.json")).unwrap();
    write(&notes, &[("pending.json", &pending)]);
    for file @ (path, _) in NEW {
        if !moved.contains(path) {
            write(&notes.join("stage"), &[*file]);
            continue;
        }
        // What stands in the way goes before anything is moved.
        if out.join("swap").is_file() {
            fs::remove_file(out.join("swap")).unwrap();
        }
        write(out, &[*file]);
    }
}

#[test]
fn a_build_killed_at_any_move_is_finished_by_the_next() {
    let every = NEW.iter().map(|(path, _)| *path).collect::<Vec<_>>();
    for moved in [&every[..0], &every[..1], &every[1..3], &every[2..], &every[..]] {
        let folder = TempDir::new().unwrap();
        kill_after(folder.path(), OLD, moved);
        // Even a next build that fails does not leave a mixture.
        stage(folder.path(), &[("index.html", "unfinished")], false).unwrap().abandon();
        assert_tree(folder.path(), NEW);
        assert_eq!(counts(&publish(folder.path(), NEW)), (0, 4, 0), "after {moved:?}");
        assert!(!folder.path().join(".vertebra/stage").exists());
        assert!(!folder.path().join(".vertebra/pending.json").exists());
    }
}

#[test]
fn a_killed_build_that_cannot_be_finished_is_repaired_by_the_next() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    kill_after(out, OLD, &["index.html"]);
    // Somebody puts a file where the killed build wanted a folder.
    write(out, &[("fresh", "mine")]);
    let third: Files = &[("index.html", "third")];
    assert_eq!(publish(out, third).kept_unknown, ["fresh"]);
    assert_tree(out, &[("index.html", "third"), ("fresh", "mine")]);
}

#[test]
fn a_build_killed_while_staging_is_forgotten() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    publish(out, OLD);
    write(&out.join(".vertebra/stage"), NEW);
    write(&out.join(".vertebra"), &[("manifest.new", "{\"fil")]);
    assert_eq!(counts(&publish(out, OLD)), (0, 4, 0));
    assert!(!out.join(".vertebra/stage").exists());
    assert_tree(out, OLD);
}

#[test]
fn a_first_build_killed_in_the_middle_is_not_taken_for_somebody_elses() {
    let folder = TempDir::new().unwrap();
    kill_after(folder.path(), &[], &["index.html", "fresh/x/index.html"]);
    assert_eq!(counts(&publish(folder.path(), NEW)), (0, 4, 0));
    assert_tree(folder.path(), NEW);
}

#[test]
fn a_broken_manifest_is_named_and_made_anew_on_request() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    publish(out, SITE);
    write(out, &[(".vertebra/manifest.json", "{")]);
    assert!(matches!(try_publish(out, SITE), Err(PublishError::ManifestBroken(_))));
    assert_tree(out, SITE);
    assert_eq!(counts(&force_publish(out, SITE).unwrap()), (0, 4, 0));
    publish(out, SITE);
}

/// A site of many small files, so that moving them takes a while.
fn large(text: &str) -> Vec<(String, String)> {
    let folders = if text == "new" { 30..330 } else { 0..300 };
    folders.map(|n| (format!("s{}/page-{n}/index.html", n % 7), format!("{text} {n}"))).collect()
}

fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

const CHILD: &str = "VERTEBRA_TEST_OUT";

#[test]
fn a_process_that_is_really_killed_leaves_the_old_site_or_one_that_is_finished() {
    // In the process that is killed, this is all that happens.
    if let Some(out) = std::env::var_os(CHILD) {
        publish(Path::new(&out), &borrowed(&large("new")));
        return;
    }
    for moment in ["pending.json", "stage", "stage/s6"] {
        let folder = TempDir::new().unwrap();
        let out = folder.path();
        let (old, new) = (large("old"), large("new"));
        publish(out, &borrowed(&old));

        let signals = Signals::of(out);
        let name = "a_process_that_is_really_killed_leaves_the_old_site_or_one_that_is_finished";
        let mut child = support::once_more(module_path!(), name, CHILD, out).spawn().unwrap();
        signals.end_of(child.stdout.take().unwrap());
        let mut has_begun = false;
        signals.wait_until(|| {
            has_begun |= out.join(".vertebra").join(moment).exists();
            has_begun || child.try_wait().unwrap().is_some()
        });
        child.kill().unwrap();
        child.wait().unwrap();

        stage(out, &[], false).unwrap().abandon();
        let now = tree(out);
        let is = |site: &[(String, String)]| now == site.iter().cloned().collect();
        assert!(is(&old) || is(&new), "a mixture, killed at {moment}");
        publish(out, &borrowed(&new));
        assert_tree(out, &borrowed(&new));
    }
}
