//! How programs save a file.

use std::fs::{self, File};
use std::io::Write;

use super::*;

#[test]
fn a_save_in_place_is_told_once() {
    let mut site = Site::new();
    site.write("content/a/one.md", "ONE");
    assert_eq!(site.change(), ["content/a/one.md"]);
    site.settle();
    site.is_quiet();
}

#[test]
fn a_save_as_vim_does_it_is_told_once() {
    let mut site = Site::new();
    site.write("content/a/4913", "");
    fs::remove_file(site.path("content/a/4913")).unwrap();
    site.rename("content/a/one.md", "content/a/one.md~");
    site.write("content/a/one.md", "ONE");
    fs::remove_file(site.path("content/a/one.md~")).unwrap();
    assert_eq!(site.settle(), ["content/a/one.md"]);
    site.is_quiet();
}

#[test]
fn a_file_that_is_put_in_the_place_of_another_is_told_once() {
    let mut site = Site::new();
    for (text, draft) in [("ONE", "content/a/.one.md.swp"), ("Eins", "content/a/one.md.tmp"), ("Un", "one.new")] {
        site.write(draft, text);
        site.rename(draft, "content/a/one.md");
        assert_eq!(site.settle(), ["content/a/one.md"], "{draft}");
    }
    site.is_quiet();
}

#[test]
fn a_file_that_is_written_in_halves_arrives_whole() {
    let mut site = Site::new();
    let mut file = File::create(site.path("content/a/one.md")).unwrap();
    file.write_all(b"half").unwrap();
    file.write_all(b" and half").unwrap();
    drop(file);
    assert_eq!(site.settle(), ["content/a/one.md"]);
    assert_eq!(view(&site.snapshot).0["content/a/one.md"], "half and half");
}

#[test]
fn a_file_that_stays_open_is_told_as_far_as_it_is_written() {
    let mut site = Site::new();
    let mut file = File::create(site.path("content/a/one.md")).unwrap();
    file.write_all(b"begun").unwrap();
    site.settle();
    file.write_all(b" and finished").unwrap();
    site.settle();
}

#[test]
fn the_same_bytes_again_are_not_told() {
    let mut site = Site::new();
    site.write("content/a/one.md", "one");
    File::options()
        .write(true)
        .open(site.path("content/a/two.md"))
        .unwrap()
        .set_modified(std::time::UNIX_EPOCH)
        .unwrap();
    site.write("content/b/three.md.new", "three");
    site.rename("content/b/three.md.new", "content/b/three.md");
    site.write("content/b/passing.md", "x");
    fs::remove_file(site.path("content/b/passing.md")).unwrap();
    // Whether a file that comes and goes at once is seen, or the name it had for a moment, is left open.
    let told = site.settle();
    assert!(!told.iter().any(|path| FILES.iter().any(|(known, _)| path == known)), "{told:?}");
    site.write("content/index.md", "something else");
    let told = site.settle();
    assert!(!told.iter().any(|path| path.contains("one") || path.contains("two")), "{told:?}");
}

#[test]
fn reading_is_not_told() {
    let mut site = Site::new();
    for _ in 0..20 {
        read(site.folder.path(), 2).unwrap();
    }
    site.is_quiet();
}

#[test]
fn what_lies_beside_the_site_is_not_told() {
    let mut site = Site::new();
    site.write("public/index.html", "published");
    site.write("README.md", "words");
    site.write("content/.git/index", "x");
    fs::remove_dir_all(site.path("public")).unwrap();
    site.is_quiet();
}

#[test]
fn files_that_come_and_go_are_told() {
    let mut site = Site::new();
    site.write("content/new.md", "new");
    assert_eq!(site.settle(), ["content/new.md"]);
    site.rename("content/new.md", "content/b/newer.md");
    assert_eq!(site.settle(), ["content/b/newer.md", "content/new.md"]);
    fs::remove_file(site.path("content/b/newer.md")).unwrap();
    assert_eq!(site.settle(), ["content/b/newer.md"]);
}

#[test]
fn a_thousand_saves_end_in_what_is_there() {
    let mut site = Site::new();
    for number in 0..1000 {
        let file = ["content/index.md", "content/a/one.md", "themes/plain/theme.yaml"][number % 3];
        site.write(file, &format!("number {number}"));
    }
    site.settle();
    assert_eq!(view(&site.snapshot).0["content/index.md"], "number 999");
}

#[test]
fn hundreds_of_files_swapped_at_once_arrive() {
    let mut site = Site::new();
    let pages = |from: usize| (from..from + 300).map(|n| format!("content/s{}/p{n}/index.md", n % 7));
    pages(0).for_each(|path| site.write(&path, "old"));
    site.settle();
    // As a version control system does on the way to another branch.
    for path in pages(0).take(150) {
        fs::remove_file(site.path(&path)).unwrap();
        fs::remove_dir(site.path(&path).parent().unwrap()).unwrap();
    }
    pages(150).for_each(|path| site.write(&path, "new"));
    site.settle();
    assert_eq!(site.snapshot.files.len(), FILES.len() + 300);
}
