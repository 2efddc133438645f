//! Looking again and again, where the system tells nothing.

use std::fs::{self, File};
use std::time::Duration;

use super::*;

const OFTEN: How = How::Poll(Duration::from_millis(20));

#[test]
fn what_changed_is_found_by_looking() {
    let mut site = Site::with(FILES, OFTEN);
    site.write("content/a/one.md", "ONE, longer");
    assert_eq!(site.settle(), ["content/a/one.md"]);
    site.write("content/x/y/deep.md", "deep");
    site.rename("content/a", "content/c");
    site.settle();
    fs::remove_dir_all(site.path("themes")).unwrap();
    site.settle();
    site.is_quiet();
}

#[test]
fn a_change_that_leaves_time_and_size_as_they_were_is_found_while_it_is_fresh() {
    let mut site = Site::with(FILES, OFTEN);
    let path = site.path("content/a/one.md");
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, "eno").unwrap();
    File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    assert_eq!(site.settle(), ["content/a/one.md"]);
}

#[test]
fn a_content_folder_that_is_gone_is_waited_for_by_looking() {
    let mut site = Site::with(FILES, OFTEN);
    site.rename("content", "away");
    assert!(matches!(site.next(), Event::Trouble(_)));
    site.rename("away", "content");
    assert_eq!(site.change(), [""; 0]);
    site.is_quiet();
}
