//! Builds as they go every day.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::TempDir;
use vertebra_disk::{PublishError, PublishTransaction};

use super::*;

fn times(out: &Path) -> Vec<(PathBuf, SystemTime)> {
    let everything = walkdir::WalkDir::new(out).sort_by_file_name();
    let entry = |it: walkdir::DirEntry| (it.path().to_owned(), it.metadata().unwrap().modified().unwrap());
    everything.into_iter().map(|it| entry(it.unwrap())).collect()
}

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
    let first = PublishTransaction::begin(folder.path(), false).unwrap();
    let second = PublishTransaction::begin(folder.path(), false);
    assert!(matches!(second, Err(PublishError::Busy(_))));
    drop(second);
    first.put(output("index.html", "home"));
    first.commit(None).unwrap();
    assert_tree(folder.path(), &[("index.html", "home")]);
    publish(folder.path(), SITE);
}

#[test]
fn what_is_to_last_is_published_like_everything_else() {
    let folder = TempDir::new().unwrap();
    for files in [SITE, &SITE[1..]] {
        stage(folder.path(), files, false).unwrap().lasting().commit(None).unwrap();
        assert_tree(folder.path(), files);
    }
}
