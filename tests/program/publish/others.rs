//! Files of other people in the output folder.

use tempfile::TempDir;
use vertebra_disk::PublishError;

use super::*;

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
