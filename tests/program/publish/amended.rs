//! A published site that is changed a little at a time.

use std::fs;
use std::path::Path;

use support::signals::Signals;
use tempfile::TempDir;
use vertebra_disk::{PublishError, PublishedOutputs};

use super::*;

const OLD: Files =
    &[("index.html", "old"), ("a/index.html", "old"), ("gone/deep/index.html", "old"), ("stays", "same")];
const NEW: Files = &[("index.html", "new"), ("a/index.html", "new"), ("fresh/x/index.html", "new"), ("stays", "same")];

fn keep(out: &Path, files: Files) -> PublishedOutputs {
    stage(out, files, false).unwrap().commit_and_keep(None).unwrap().1
}

fn paths(paths: &[&str]) -> Vec<OutputPath> {
    paths.iter().map(|path| OutputPath::new(path).unwrap()).collect()
}

/// Changes a site; the numbers of written, unchanged and removed files, or none when it is not plain.
fn amend(current: &mut PublishedOutputs, files: Files, gone: &[&str]) -> Option<(usize, usize, usize)> {
    let outputs = files.iter().map(|(path, text)| output(path, text)).collect();
    current.amend(outputs, &paths(gone)).unwrap().map(|published| counts(&published))
}

fn journal(out: &Path) -> String {
    fs::read_to_string(out.join(".vertebra/journal")).unwrap_or_default()
}

/// The notes are as a build of these files leaves them.
#[track_caller]
fn assert_settled(out: &Path, files: Files) {
    assert_eq!(counts(&publish(out, files)), (0, files.len(), 0));
    let fresh = TempDir::new().unwrap();
    publish(fresh.path(), files);
    assert_eq!(full_tree(out), full_tree(fresh.path()));
}

#[test]
fn a_small_change_is_made_without_a_new_manifest() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    let mut current = keep(out, OLD);
    let manifest = fs::read(out.join(".vertebra/manifest.json")).unwrap();
    assert_eq!(amend(&mut current, &NEW[..3], &[]), Some((3, 0, 0)));
    assert_eq!(amend(&mut current, NEW, &["never"]), Some((0, 4, 0)));
    assert_eq!(fs::read(out.join(".vertebra/manifest.json")).unwrap(), manifest);
    assert!(journal(out).ends_with("begun 3\ndone\n"), "{}", journal(out));
    assert_eq!(amend(&mut current, &[], &["gone/deep/index.html"]), Some((0, 0, 1)));
    assert_tree(out, NEW);
    assert_settled(out, NEW);
}

/// A page that is published by mistake while somebody writes, and then made a draft.
#[test]
fn what_is_published_no_more_is_not_named_in_the_folder_that_goes_online() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    let mut current = keep(out, OLD);
    amend(&mut current, &[("secret-merger/index.html", "oops")], &[]).unwrap();
    assert!(journal(out).contains("secret-merger"));
    amend(&mut current, &[("index.html", "new")], &["secret-merger/index.html"]).unwrap();
    for (path, text) in full_tree(out) {
        assert!(!path.contains("secret") && !text.contains("secret"), "{path}:\n{text}");
    }
    assert_eq!(amend(&mut current, &[("index.html", "third")], &[]), Some((1, 0, 0)));
}

#[test]
fn many_small_changes_end_in_the_same_notes() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    let mut current = keep(out, OLD);
    for round in 0..61 {
        let (page, text) = (format!("p/{}/index.html", round % 7), format!("round {round}"));
        amend(&mut current, &[(&page, &text)], &[&format!("p/{}/index.html", (round + 3) % 7)]).unwrap();
    }
    let now = tree(out);
    let files: Vec<_> = now.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    assert_eq!(files.len(), 4 + 4);
    current.settle().unwrap();
    assert_eq!(journal(out), "");
    assert_settled(out, &files);
}

#[test]
fn a_journal_that_has_grown_long_becomes_a_manifest() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    let mut current = keep(out, OLD);
    let page = format!("{}index.html", format!("{}/", "long".repeat(60)).repeat(4));
    let mut was_long = false;
    for round in 0..300 {
        amend(&mut current, &[(&page, &round.to_string())], &[]).unwrap();
        was_long |= journal(out).len() > 200_000;
    }
    assert!(was_long && journal(out).len() < 200_000);
    current.settle().unwrap();
    assert_eq!(tree(out)[&page], "299");
}

#[test]
fn what_is_not_plain_is_left_to_a_build() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    let mut current = keep(out, OLD);
    write(out, &[("mine.html", "mine"), ("place/mine.html", "mine")]);
    fs::create_dir(out.join("stays.d")).unwrap();
    for odd in ["mine.html", "place", "stays/below/index.html", "a", "stays.d", ".git/config", ".vertebra/lock"] {
        assert_eq!(amend(&mut current, &[("index.html", "new"), (odd, "odd")], &[]), None, "{odd}");
    }
    assert_eq!(amend(&mut current, &[("b", "1"), ("b/c", "2")], &[]), None);
    assert_eq!(tree(out)["index.html"], "old");
    assert_eq!(journal(out), "");
}

#[cfg(unix)]
#[test]
fn a_small_change_never_goes_through_a_link() {
    let (folder, precious) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let out = folder.path();
    let mut current = keep(out, OLD);
    write(precious.path(), &[("index.html", "precious")]);
    fs::remove_dir_all(out.join("a")).unwrap();
    std::os::unix::fs::symlink(precious.path(), out.join("a")).unwrap();
    assert_eq!(amend(&mut current, &[("a/index.html", "new")], &[]), None);
    assert_eq!(amend(&mut current, &[], &["a/index.html"]), Some((0, 0, 0)));
    assert_tree(precious.path(), &[("index.html", "precious")]);
}

#[test]
fn what_somebody_else_publishes_is_noticed() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    let mut current = keep(out, OLD);
    publish(out, NEW);
    assert_eq!(amend(&mut current, &[("index.html", "third")], &[]), None);
    assert_tree(out, NEW);
    let mut one = keep(out, NEW);
    let mut other = keep(out, NEW);
    assert!(amend(&mut one, &[("index.html", "one")], &[]).is_some());
    assert_eq!(amend(&mut other, &[("index.html", "other")], &[]), None);
    other.settle().unwrap();
    assert!(amend(&mut one, &[("index.html", "two")], &[]).is_some());
    fs::remove_dir_all(out).unwrap();
    assert_eq!(amend(&mut one, &[("index.html", "three")], &[]), None);
    assert!(!out.exists());
}

#[test]
fn a_small_change_waits_for_a_build() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    let mut current = keep(out, OLD);
    let build = PublishTransaction::begin(out, false).unwrap();
    let busy = current.amend(vec![output("index.html", "new")], &[]);
    assert!(matches!(busy, Err(PublishError::Busy(_))), "{busy:?}");
    build.abandon();
    assert_eq!(amend(&mut current, &[("index.html", "new")], &[]), Some((1, 0, 0)));
}

#[test]
fn a_build_is_not_spared_after_a_small_change() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    let input = vertebra_base::fingerprint::Fingerprint::of_bytes(b"input");
    let memo = vertebra_disk::BuildStamp::new(input, 1);
    let site = TempDir::new().unwrap();
    let first = stage(out, OLD, false).unwrap().remembering(site.path());
    let mut current = first.commit_and_keep(Some(memo)).unwrap().1;
    let is_spared =
        || PublishTransaction::begin(out, false).unwrap().remembering(site.path()).unchanged(input, None, 1).is_some();
    assert!(is_spared());
    amend(&mut current, &[("index.html", "new")], &[]).unwrap();
    amend(&mut current, &[("index.html", "old")], &[]).unwrap();
    assert!(!is_spared());
}

/// The journal of a small change from `OLD` to `NEW` that was begun.
fn begun(out: &Path) -> String {
    let print = |bytes: &[u8]| vertebra_base::fingerprint::Fingerprint::of_bytes(bytes);
    let mut text = format!("of {}\n", print(&fs::read(out.join(".vertebra/manifest.json")).unwrap()));
    for (path, new) in &NEW[..3] {
        text += &format!("write {} {} {path}\n", print(new.as_bytes()), new.len());
    }
    text + "remove gone/deep/index.html\nbegun 4\n"
}

/// Leaves `out` as a small change from `OLD` to `NEW` does that was killed: `cut` bytes of its journal are written, some
/// files were moved, and perhaps the stale one was removed.
fn kill_at(out: &Path, cut: usize, moved: usize, removed: bool) {
    keep(out, OLD);
    let text = begun(out);
    write(out, &[(".vertebra/journal", &text[..cut.min(text.len())])]);
    for (at, file) in NEW[..3].iter().enumerate() {
        write(&if at < moved { out.to_owned() } else { out.join(".vertebra/stage") }, &[*file]);
    }
    if removed {
        fs::remove_file(out.join("gone/deep/index.html")).unwrap();
    }
}

#[test]
fn a_small_change_killed_at_any_step_is_finished_by_the_next_build() {
    for (moved, removed) in [(0, false), (1, false), (2, false), (3, false), (3, true)] {
        let folder = TempDir::new().unwrap();
        kill_at(folder.path(), usize::MAX, moved, removed);
        // Even a next build that fails does not leave a mixture.
        stage(folder.path(), &[("index.html", "unfinished")], false).unwrap().abandon();
        assert_tree(folder.path(), NEW);
        assert_settled(folder.path(), NEW);
    }
}

#[test]
fn a_small_change_killed_while_it_is_written_down_is_forgotten() {
    let folder = TempDir::new().unwrap();
    kill_at(folder.path(), usize::MAX, 0, false);
    let length = journal(folder.path()).len();
    for cut in (0..length).step_by(29).chain([length - 1]) {
        let folder = TempDir::new().unwrap();
        kill_at(folder.path(), cut, 0, false);
        stage(folder.path(), &[("index.html", "unfinished")], false).unwrap().abandon();
        assert_tree(folder.path(), OLD);
        assert_settled(folder.path(), OLD);
    }
}

#[test]
fn a_journal_left_over_from_another_manifest_means_nothing() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    kill_at(out, usize::MAX, 0, false);
    // As a build leaves it that is killed between its manifest and the journal.
    let elsewhere = TempDir::new().unwrap();
    publish(elsewhere.path(), &[("index.html", "third")]);
    fs::copy(elsewhere.path().join(".vertebra/manifest.json"), out.join(".vertebra/manifest.json")).unwrap();
    publish(out, &[("index.html", "third")]);
    assert_eq!(journal(out), "");
    assert_eq!(tree(out)["index.html"], "third");
}

#[test]
fn a_journal_that_nobody_understands_is_named() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    let mut current = keep(out, OLD);
    amend(&mut current, &[("index.html", "new")], &[]).unwrap();
    let damaged = journal(out).replace("begun 1", "begun 2");
    write(out, &[(".vertebra/journal", &damaged)]);
    let result = try_publish(out, OLD);
    assert!(matches!(&result, Err(PublishError::ManifestBroken(path)) if path.ends_with("journal")), "{result:?}");
    force_publish(out, OLD).unwrap();
    assert_settled(out, OLD);
}

#[test]
fn half_a_note_that_a_killed_program_left_goes_with_the_next_build() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    publish(out, OLD);
    write(out, &[(".vertebra/.vertebra-0123456789abcdef", "{\"files\": {\"secret-merger/index.html\"")]);
    assert_settled(out, OLD);
}

const CHILD: &str = "VERTEBRA_TEST_AMEND";

/// What is published in a round: five pages that say the same, and one that is there in every other round.
fn round(number: usize) -> Vec<(String, String)> {
    let pages = (0..5).map(|page| (format!("p{page}/index.html"), format!("round {number}")));
    let passing = number.is_multiple_of(2).then(|| ("passing/deep/index.html".to_owned(), "here".to_owned()));
    pages.chain(passing).collect()
}

fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// Changes a site round by round, until it is killed.
fn change_for_ever(out: &Path) {
    let mut current = keep(out, &borrowed(&round(0)));
    for number in 1_usize.. {
        let gone: &[&str] = if number.is_multiple_of(2) { &[] } else { &["passing/deep/index.html"] };
        amend(&mut current, &borrowed(&round(number)), gone).unwrap();
    }
}

#[test]
fn a_process_that_is_really_killed_leaves_one_round_and_no_mixture() {
    if let Some(out) = std::env::var_os(CHILD) {
        return change_for_ever(Path::new(&out));
    }
    for wait in 0..12_usize {
        let folder = TempDir::new().unwrap();
        let out = folder.path();
        let signals = Signals::of(out);
        let name = "a_process_that_is_really_killed_leaves_one_round_and_no_mixture";
        let mut child = support::once_more(module_path!(), name, CHILD, out).spawn().unwrap();
        signals.end_of(child.stdout.take().unwrap());
        let reached = || {
            let page = fs::read_to_string(out.join("p0/index.html")).unwrap_or_default();
            page.strip_prefix("round ").and_then(|number| number.parse().ok()) > Some(wait)
        };
        signals.wait_until(|| reached() || child.try_wait().unwrap().is_some());
        child.kill().unwrap();
        child.wait().unwrap();
        stage(out, &[], false).unwrap().abandon();
        let now = tree(out);
        let number: usize = now["p0/index.html"].strip_prefix("round ").unwrap().parse().unwrap();
        assert!(number > 0, "it was killed before it began");
        assert_eq!(now, round(number).into_iter().collect(), "a mixture");
        assert_settled(out, &borrowed(&round(number)));
    }
}
