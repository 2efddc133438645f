//! Publishing through the public door of `disk`: all or nothing, only our own files, and no write that is not needed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use vertebra::disk::{PublishError, Published, Stage, check_place};
use vertebra::output::{Bytes, Output};
use vertebra::path::OutputPath;

type Files<'a> = &'a [(&'a str, &'a str)];

fn output(path: &str, text: &str) -> Output {
    Output { path: OutputPath::new(path).unwrap(), bytes: Bytes::Made(text.into()) }
}

fn stage(out: &Path, files: Files, force: bool) -> Result<Stage, PublishError> {
    let stage = Stage::begin(out, force)?;
    files.iter().for_each(|(path, text)| stage.put(output(path, text)));
    Ok(stage)
}

fn try_publish(out: &Path, files: Files) -> Result<Published, PublishError> {
    stage(out, files, false)?.commit()
}

fn force_publish(out: &Path, files: Files) -> Result<Published, PublishError> {
    stage(out, files, true)?.commit()
}

fn publish(out: &Path, files: Files) -> Published {
    try_publish(out, files).unwrap()
}

fn counts(published: &Published) -> (usize, usize, usize) {
    (published.written, published.unchanged, published.removed)
}

fn write(out: &Path, files: Files) {
    for (path, text) in files {
        fs::create_dir_all(out.join(path).parent().unwrap()).unwrap();
        fs::write(out.join(path), text).unwrap();
    }
}

/// Every file, link and empty folder, with what it holds; Vertebra's own notes left out.
fn tree(out: &Path) -> BTreeMap<String, String> {
    full_tree(out).into_iter().filter(|(path, _)| !path.starts_with(".vertebra")).collect()
}

fn full_tree(out: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    collect(out, "", &mut found);
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut BTreeMap<String, String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.map(Result::unwrap) {
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            if fs::read_dir(entry.path()).unwrap().next().is_none() {
                found.insert(format!("{path}/"), String::new());
            }
            collect(&entry.path(), &format!("{path}/"), found);
        } else if kind.is_symlink() {
            found.insert(path, format!("-> {}", fs::read_link(entry.path()).unwrap().display()));
        } else {
            found.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

#[track_caller]
fn assert_tree(out: &Path, files: Files) {
    let expected: BTreeMap<_, _> = files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
    assert_eq!(tree(out), expected);
}

fn times(out: &Path) -> Vec<(PathBuf, std::time::SystemTime)> {
    let everything = walkdir::WalkDir::new(out).sort_by_file_name();
    let entry = |it: walkdir::DirEntry| (it.path().to_owned(), it.metadata().unwrap().modified().unwrap());
    everything.into_iter().map(|it| entry(it.unwrap())).collect()
}

const SITE: Files = &[("index.html", "home"), ("a/index.html", "a"), ("a/b/index.html", "b"), ("main.css", "css")];

#[test]
fn a_first_build_publishes_everything() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("public");
    assert_eq!(counts(&publish(&out, SITE)), (4, 0, 0));
    assert_tree(&out, SITE);
    let manifest = fs::read_to_string(out.join(".vertebra/manifest.json")).unwrap();
    assert!(manifest.contains("\"a/b/index.html\": {\"hash\": \""), "{manifest}");
    let notes: Vec<_> = full_tree(&out).into_keys().filter(|path| path.starts_with(".vertebra")).collect();
    assert_eq!(notes, [".vertebra/lock", ".vertebra/manifest.json"]);
}

#[test]
fn a_second_equal_build_writes_nothing() {
    let folder = TempDir::new().unwrap();
    publish(folder.path(), SITE);
    let before = times(folder.path());
    assert_eq!(counts(&publish(folder.path(), SITE)), (0, 4, 0));
    assert_eq!(times(folder.path()), before);
}

#[test]
fn only_what_differs_is_written_and_only_what_is_gone_is_removed() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    publish(out, SITE);
    let modified = |path: &str| out.join(path).metadata().unwrap().modified().unwrap();
    let before = modified("index.html");
    let next: Files = &[("index.html", "home"), ("main.css", "CSS"), ("c/index.html", "c")];
    assert_eq!(counts(&publish(out, next)), (2, 1, 2));
    assert_tree(out, next);
    assert_eq!(modified("index.html"), before);
}

#[test]
fn the_manifest_does_not_depend_on_the_order_of_rendering() {
    let (one, two) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    publish(one.path(), SITE);
    publish(two.path(), &SITE.iter().rev().copied().collect::<Vec<_>>());
    assert_eq!(full_tree(one.path()), full_tree(two.path()));
}

#[test]
fn a_build_that_is_given_up_leaves_no_trace() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("deep/public");
    stage(&out, SITE, false).unwrap().abandon();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);

    fs::create_dir_all(&out).unwrap();
    write(&out, &[(".gitignore", "*")]);
    drop(stage(&out, SITE, false).unwrap());
    assert_eq!(full_tree(&out).len(), 1);

    publish(&out, SITE);
    let (before, stamps) =
        (full_tree(&out), times(&out).into_iter().filter(|(path, _)| path.is_file()).collect::<Vec<_>>());
    stage(&out, &[("index.html", "new"), ("x/index.html", "new")], false).unwrap().abandon();
    assert_eq!(full_tree(&out), before);
    assert_eq!(times(&out).into_iter().filter(|(path, _)| path.is_file()).collect::<Vec<_>>(), stamps);
}

#[test]
fn a_panic_while_rendering_leaves_the_site_as_it_was() {
    let folder = TempDir::new().unwrap();
    publish(folder.path(), SITE);
    let before = full_tree(folder.path());
    let result = std::panic::catch_unwind(|| {
        let _stage = stage(folder.path(), &[("index.html", "new")], false).unwrap();
        panic!("a fault");
    });
    assert!(result.is_err());
    assert_eq!(full_tree(folder.path()), before);
}

#[test]
fn unknown_files_are_kept_and_reported_once() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    publish(out, SITE);
    write(
        out,
        &[("ads.txt", "mine"), ("a/notes.txt", "mine"), ("CNAME", "host"), (".git/HEAD", "ref"), (".nojekyll", "")],
    );
    let next: Files = &[("index.html", "home")];
    assert_eq!(publish(out, next).kept_unknown, ["a/notes.txt", "ads.txt"]);
    assert_eq!(publish(out, next).kept_unknown, [""; 0]);
    assert_tree(
        out,
        &[
            ("index.html", "home"),
            ("ads.txt", "mine"),
            ("a/notes.txt", "mine"),
            ("CNAME", "host"),
            (".git/HEAD", "ref"),
            (".nojekyll", ""),
        ],
    );
    write(out, &[("late.txt", "mine")]);
    assert_eq!(publish(out, next).kept_unknown, ["late.txt"]);
}

#[test]
fn a_folder_with_files_of_others_is_refused_without_force() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    let theirs: Files = &[("thesis.txt", "years of work"), ("index.html", "theirs"), (".gitignore", "*")];
    write(out, theirs);
    match try_publish(out, SITE) {
        Err(PublishError::NotOurs { some, count, .. }) => assert_eq!((some.len(), count), (2, 2)),
        other => panic!("{other:?}"),
    }
    assert_eq!(full_tree(out).len(), 3, "nothing of ours is left there");
    assert_tree(out, theirs);

    assert_eq!(force_publish(out, SITE).unwrap().kept_unknown, ["thesis.txt"]);
    assert_eq!(tree(out)["index.html"], "home");
    assert_eq!(tree(out)["thesis.txt"], "years of work");
    publish(out, SITE);
}

#[test]
fn hidden_files_do_not_make_a_folder_foreign() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[(".gitignore", "*"), (".git/config", "x"), ("CNAME", "host")]);
    publish(folder.path(), SITE);
}

#[test]
fn a_file_of_others_in_the_place_of_a_page_is_not_overwritten() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    publish(out, SITE);
    write(out, &[("ads.txt", "mine"), ("c", "a file, not a folder")]);
    let before = full_tree(out);
    let next: Files = &[("ads.txt", "ours"), ("c/index.html", "c")];
    match try_publish(out, next) {
        Err(error @ PublishError::InTheWay { count: 2, .. }) => assert!(error.left_site_alone()),
        other => panic!("{other:?}"),
    }
    assert_eq!(full_tree(out), before);
    force_publish(out, next).unwrap();
    assert_tree(out, next);
}

#[test]
fn a_file_of_others_that_is_equal_becomes_ours() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    publish(out, &[]);
    write(out, &[("ads.txt", "same")]);
    assert_eq!(counts(&publish(out, &[("ads.txt", "same")])), (0, 1, 0));
    assert_eq!(counts(&publish(out, &[])), (0, 0, 1));
}

#[test]
fn a_file_becomes_a_folder_and_back() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    let file: Files = &[("a", "file"), ("z.html", "z")];
    let deep: Files = &[("a/b/c/index.html", "c"), ("a/index.html", "a"), ("z.html", "z")];
    publish(out, file);
    assert_eq!(counts(&publish(out, deep)), (2, 1, 1));
    assert_tree(out, deep);
    assert_eq!(counts(&publish(out, file)), (1, 1, 2));
    assert_tree(out, file);
}

#[test]
fn a_folder_that_holds_files_of_others_is_never_replaced_by_a_file() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    publish(out, &[("a/index.html", "a")]);
    write(out, &[("a/mine.txt", "mine")]);
    for result in [try_publish(out, &[("a", "file")]), force_publish(out, &[("a", "file")])] {
        assert!(matches!(result, Err(PublishError::InTheWay { .. })), "{result:?}");
    }
    assert_tree(out, &[("a/index.html", "a"), ("a/mine.txt", "mine")]);
}

#[test]
fn folders_that_become_empty_are_removed_and_others_stay() {
    let folder = TempDir::new().unwrap();
    let out = folder.path();
    publish(out, &[("a/b/c/index.html", "c"), ("d/e/index.html", "e"), ("index.html", "home")]);
    write(out, &[("d/mine.txt", "mine")]);
    fs::create_dir(out.join("empty")).unwrap();
    publish(out, &[("index.html", "home")]);
    assert_tree(out, &[("index.html", "home"), ("d/mine.txt", "mine"), ("empty/", "")]);
}

#[test]
fn two_outputs_of_one_path_are_refused() {
    let folder = TempDir::new().unwrap();
    for files in [[("a", "1"), ("a", "2")], [("a", "1"), ("a/b", "2")], [("a/b", "1"), ("a", "2")]] {
        let result = try_publish(folder.path(), &files);
        assert!(matches!(result, Err(PublishError::Twice(_))), "{result:?}");
    }
    publish(folder.path(), &[("a", "1")]);
    let result = try_publish(folder.path(), &[("a", "1"), ("a/b", "2")]);
    assert!(matches!(result, Err(PublishError::Twice(_))), "{result:?}");
}

#[test]
fn our_own_notes_and_git_cannot_be_published_over() {
    let folder = TempDir::new().unwrap();
    for path in [".vertebra/manifest.json", ".git/config", ".vertebra"] {
        let result = try_publish(folder.path(), &[(path, "x")]);
        assert!(matches!(result, Err(PublishError::Reserved(_))), "{result:?}");
    }
    assert!(full_tree(folder.path()).is_empty());
}

#[test]
fn a_second_build_at_the_same_time_is_refused() {
    let folder = TempDir::new().unwrap();
    let first = Stage::begin(folder.path(), false).unwrap();
    let second = Stage::begin(folder.path(), false);
    assert!(matches!(second, Err(PublishError::Busy(_))));
    drop(second);
    first.put(output("index.html", "home"));
    first.commit().unwrap();
    assert_tree(folder.path(), &[("index.html", "home")]);
    publish(folder.path(), SITE);
}

// --- killed in the middle ---

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

// --- links, closed folders, full disks ---

#[cfg(unix)]
#[test]
fn nothing_is_written_or_deleted_through_a_link() {
    use std::os::unix::fs::symlink;
    let (folder, precious) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (out, precious) = (folder.path(), precious.path());
    publish(out, &[("index.html", "home"), ("a/index.html", "a"), ("a/old.html", "old")]);
    // Somebody replaces a page and a whole folder by links to other places, where files of the same names are.
    write(precious, &[("index.html", "precious"), ("old.html", "precious"), ("home.html", "precious")]);
    fs::remove_file(out.join("index.html")).unwrap();
    symlink(precious.join("home.html"), out.join("index.html")).unwrap();
    fs::remove_dir_all(out.join("a")).unwrap();
    symlink(precious, out.join("a")).unwrap();
    let kept = tree(precious);

    let result = try_publish(out, &[("index.html", "new"), ("a/index.html", "new")]);
    assert!(matches!(result, Err(PublishError::InTheWay { count: 1, .. })), "{result:?}");
    assert_eq!(tree(precious), kept);

    // The page that was ours is replaced, the link to the folder stays, and what is behind it is not removed.
    publish(out, &[("index.html", "new")]);
    assert_eq!(tree(out)["index.html"], "new");
    assert!(tree(out)["a"].starts_with("->"));
    assert_eq!(tree(precious), kept);

    force_publish(out, &[("a/index.html", "new")]).unwrap();
    assert_tree(out, &[("a/index.html", "new")]);
    assert_eq!(tree(precious), kept);
}

#[cfg(unix)]
#[test]
fn the_output_folder_itself_may_be_a_link() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("www")).unwrap();
    std::os::unix::fs::symlink("www", folder.path().join("public")).unwrap();
    publish(&folder.path().join("public"), SITE);
    assert_tree(&folder.path().join("www"), SITE);
}

#[test]
fn a_file_in_the_place_of_the_output_folder_is_named() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("public", "a file")]);
    for out in ["public", "public/deeper"] {
        let result = try_publish(&folder.path().join(out), SITE);
        assert!(matches!(&result, Err(PublishError::NotAFolder(path)) if path.ends_with("public")), "{result:?}");
    }
}

#[test]
fn a_site_is_not_published_among_its_own_sources() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    write(root, &[("content/site.yaml", ""), ("themes/x/theme.yaml", "")]);
    for bad in [".", "content", "content/public", "themes/x", ".."] {
        assert!(matches!(check_place(root, &root.join(bad)), Err(PublishError::AmongSources(_))), "{bad}");
    }
    for good in ["public", "contents", "dist/site"] {
        check_place(root, &root.join(good)).unwrap();
    }
}

/// A small file system of its own, where this machine allows one to be mounted.
struct Mount(TempDir);

impl Mount {
    fn new(options: &str) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let mut mount = Command::new("mount");
        let done = mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(folder.path()).output();
        if done.is_ok_and(|it| it.status.success()) {
            return Some(Mount(folder));
        }
        eprintln!("skipped: no file system can be mounted here");
        None
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("public")
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        assert!(Command::new("mount").args(["-o", &options]).arg(self.0.path()).status().unwrap().success());
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_leaves_the_site_as_it_was() {
    let Some(disk) = Mount::new("size=1m") else { return };
    let out = disk.path();
    publish(&out, SITE);
    let before = full_tree(&out);
    let large = "x".repeat(400_000);
    let result =
        try_publish(&out, &[("index.html", &large), ("b.html", &large), ("c.html", &large), ("d.html", &large)]);
    match &result {
        Err(error @ PublishError::Full(_)) => assert!(error.left_site_alone()),
        other => panic!("{other:?}"),
    }
    assert_eq!(full_tree(&out), before);
    assert_eq!(counts(&publish(&out, SITE)), (0, 4, 0));
}

#[test]
fn a_read_only_disk_is_named_and_left_alone() {
    let Some(disk) = Mount::new("size=1m") else { return };
    publish(&disk.path(), SITE);
    disk.remount("ro");
    let result = try_publish(&disk.path(), &[("index.html", "new")]);
    assert!(matches!(result, Err(PublishError::Denied { .. })), "{result:?}");
    assert_tree(&disk.path(), SITE);
    disk.remount("rw");
}
