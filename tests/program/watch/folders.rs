//! Folders that come, go, and are replaced.

use std::fs;

use super::*;

#[test]
fn a_tree_that_appears_at_once_is_told_in_full() {
    let mut site = Site::new();
    for round in 0..20 {
        let files = [format!("content/x{round}/y/mid.md"), format!("content/x{round}/y/z/deep.md")];
        files.iter().for_each(|path| site.write(path, "new"));
        assert_eq!(site.settle(), files);
        // Folders that are new are watched like the others.
        site.write(&files[0], "changed");
        assert_eq!(site.settle(), files[..1]);
    }
}

#[test]
fn a_folder_that_is_renamed_takes_its_files_along() {
    let mut site = Site::new();
    site.rename("content/a", "content/c");
    let moved = ["content/a/one.md", "content/a/two.md", "content/c/one.md", "content/c/two.md"];
    assert_eq!(site.settle(), moved);
    site.write("content/c/one.md", "changed");
    assert_eq!(site.settle(), ["content/c/one.md"]);
    // And another in its old place.
    site.write("content/a/other.md", "other");
    assert_eq!(site.settle(), ["content/a/other.md"]);
}

#[test]
fn a_folder_that_is_deleted_takes_its_files_along() {
    let mut site = Site::new();
    fs::remove_dir_all(site.path("content/a")).unwrap();
    assert_eq!(site.settle(), ["content/a/one.md", "content/a/two.md"]);
    site.write("content/a/one.md", "again");
    assert_eq!(site.settle(), ["content/a/one.md"]);
}

#[test]
fn a_folder_that_comes_from_elsewhere_is_watched() {
    let mut site = Site::new();
    site.write("drafts/deep/four.md", "four");
    site.rename("drafts", "content/drafts");
    assert_eq!(site.settle(), ["content/drafts/deep/four.md"]);
    site.write("content/drafts/deep/four.md", "FOUR");
    assert_eq!(site.settle(), ["content/drafts/deep/four.md"]);
    site.rename("content/drafts", "drafts");
    assert_eq!(site.settle(), ["content/drafts/deep/four.md"]);
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let mut site = Site::new();
    fs::remove_file(site.path("content/index.md")).unwrap();
    site.write("content/index.md/inside.md", "in");
    site.settle();
    fs::remove_dir_all(site.path("content/index.md")).unwrap();
    site.write("content/index.md", "home");
    site.settle();
}

#[test]
fn a_content_folder_that_is_replaced_is_noticed_and_watched() {
    let mut site = Site::new();
    for round in 0..5 {
        put(&site.path("next/site.yaml"), "title: Next\n");
        put(&site.path("next/fresh.md"), &format!("round {round}"));
        site.rename("content", &format!("old{round}"));
        site.rename("next", "content");
        site.settle();
        site.write("content/fresh.md", &format!("changed {round}"));
        assert_eq!(site.settle(), ["content/fresh.md"]);
    }
}

#[test]
fn a_content_folder_that_is_gone_is_told_and_waited_for() {
    let mut site = Site::new();
    site.rename("content", "away");
    match site.next() {
        Event::Trouble(words) => assert!(words.contains("the folder content/ is gone"), "{words}"),
        Event::Changed(changes) => panic!("{changes:?}"),
    }
    site.rename("away", "content");
    assert_eq!(site.change(), [""; 0], "the trouble is over, and nothing is another");
    site.write("content/a/one.md", "ONE");
    assert_eq!(site.change(), ["content/a/one.md"]);
    fs::remove_dir_all(site.path("content")).unwrap();
    site.write("content/site.yaml", "title: New\n");
    loop {
        match site.next() {
            Event::Trouble(_) => {}
            Event::Changed(changes) => {
                site.snapshot.apply(changes);
                break;
            }
        }
    }
    site.settle();
}

#[test]
fn a_site_that_is_moved_away_and_back_is_still_watched() {
    let parent = TempDir::new().unwrap();
    let root = parent.path().join("site");
    FILES.iter().for_each(|(path, text)| put(&root.join(path), text));
    let (sender, events) = channel();
    let (_, _watcher) = open(&root, 2, How::Told, move |event| _ = sender.send(event)).unwrap();
    fs::rename(&root, parent.path().join("moved")).unwrap();
    assert!(matches!(events.recv_timeout(HANGS), Ok(Event::Trouble(_))));
    fs::rename(parent.path().join("moved"), &root).unwrap();
    assert!(matches!(events.recv_timeout(HANGS), Ok(Event::Changed(changes)) if changes.is_empty()));
    put(&root.join("content/a/one.md"), "ONE");
    assert!(matches!(events.recv_timeout(HANGS), Ok(Event::Changed(changes)) if changes.files.len() == 1));
}

#[test]
fn a_themes_folder_that_comes_later_is_watched() {
    let mut site = Site::with(&FILES[..5], How::Told);
    site.write("themes/mine/theme.yaml", "name: mine\n");
    site.write("themes/mine/templates/page.html", "<p>");
    site.settle();
    site.write("themes/mine/templates/page.html", "<div>");
    assert_eq!(site.settle(), ["themes/mine/templates/page.html"]);
    fs::remove_dir_all(site.path("themes")).unwrap();
    site.settle();
    site.write("themes/other/theme.yaml", "name: other\n");
    assert_eq!(site.settle(), ["themes/other/theme.yaml"]);
}

#[test]
fn when_the_watcher_goes_its_thread_ends() {
    let folder = Site::folder(FILES);
    let (sender, events) = channel();
    let (_, watcher) = open(folder.path(), 2, How::Told, move |event| _ = sender.send(event)).unwrap();
    drop(watcher);
    // The sender belongs to the thread: it goes when the thread has ended.
    assert_eq!(events.recv_timeout(HANGS).unwrap_err(), std::sync::mpsc::RecvTimeoutError::Disconnected);
}

#[test]
fn a_folder_that_is_no_site_is_refused() {
    let folder = TempDir::new().unwrap();
    let error = open(folder.path(), 1, How::Told, |_| {}).unwrap_err();
    assert!(error.to_string().contains("it has no folder content/"), "{error}");
    assert!(error.help().contains("vertebra new site"));
}
