//! What is refused, in which order changes are taken back, and what is kept of them.

use super::*;

#[test]
fn changes_are_taken_back_in_the_order_of_their_numbers_however_many_there_are() {
    let root = site();
    let read = || fs::read_to_string(root.path().join("content/a.md")).unwrap();
    let mut before = read();
    for number in 1..=12 {
        let after = format!("text {number}");
        carry_out(root.path(), &overwrite("content/a.md", &before, &after)).unwrap();
        before = after;
    }
    for number in (1..=11).rev() {
        assert_eq!(undo(root.path()).unwrap().command, format!("write text {}", number + 1));
        assert_eq!(read(), format!("text {number}"));
    }
    // A change after an undo is the last one then.
    carry_out(root.path(), &overwrite("content/a.md", "text 1", "other")).unwrap();
    assert_eq!(undo(root.path()).unwrap().command, "write other");
    assert_eq!(undo(root.path()).unwrap().command, "write text 1");
    assert_eq!(read(), "links to guides/b.md");
}

#[test]
fn old_copies_are_thrown_away() {
    let root = site();
    let mut before = "page b".to_owned();
    for number in 1..=60 {
        let after = format!("text {number}");
        carry_out(root.path(), &overwrite("content/guides/b.md", &before, &after)).unwrap();
        before = after;
    }
    assert_eq!(kept_folders(root.path()), shelf::KEPT);
}

fn kept_folders(root: &Path) -> usize {
    let kept = fs::read_dir(root.join(".vertebra/backup")).unwrap();
    kept.filter(|it| it.as_ref().unwrap().path().is_dir()).count()
}

#[test]
fn an_undo_takes_no_place_of_a_change() {
    let root = site();
    let write_on = |from: usize, to: usize| {
        let mut before = fs::read_to_string(root.path().join("content/guides/b.md")).unwrap();
        for number in from..=to {
            let after = format!("text {number}");
            carry_out(root.path(), &overwrite("content/guides/b.md", &before, &after)).unwrap();
            before = after;
        }
    };
    write_on(1, 60);
    for number in (60 - shelf::KEPT + 1..=60).rev() {
        assert_eq!(undo(root.path()).unwrap().command, format!("write text {number}"));
    }
    assert!(matches!(undo(root.path()), Err(EditError::NothingToUndo)));
    // What was taken back is kept for a while, and goes before the undo that took it back: it never comes to life again.
    for round in 0..3 {
        write_on(100 * round, 100 * round + 29);
        (0..30).for_each(|_| _ = undo(root.path()).unwrap());
        assert!(matches!(undo(root.path()), Err(EditError::NothingToUndo)));
    }
    assert!(kept_folders(root.path()) <= shelf::KEPT + 2);
}

#[test]
fn what_was_changed_since_is_not_taken_back() {
    let (root, _) = changed();
    write(root.path(), "content/advice/more/c.md", "somebody went on writing");
    let error = undo(root.path()).unwrap_err();
    assert_eq!(error.to_string(), "content/advice/more/c.md has been changed since; nothing was undone");
    assert!(error.help().ends_with(".vertebra/backup/1/content/guides/b.md"), "{}", error.help());
    assert_eq!(tree(root.path())["content/a.md"], "links to advice/more/c.md");
    // One file is put back by hand, the other one too: then the rest is taken back.
    write(root.path(), "content/advice/more/c.md", "page c");
    write(root.path(), "content/a.md", "links to guides/b.md");
    undo(root.path()).unwrap();
    assert_eq!(tree(root.path()), files(OLD));
}

#[test]
fn what_is_not_as_it_was_shown_is_refused_and_leaves_nothing() {
    let refused = |path: &str, text: Option<&str>, words: &str| {
        let root = site();
        match text {
            Some(text) => write(root.path(), path, text),
            None => fs::remove_file(root.path().join(path)).unwrap(),
        }
        let before = tree(root.path());
        let error = carry_out(root.path(), &edits()).unwrap_err();
        assert_eq!(error.to_string(), words);
        assert_eq!(tree(root.path()), before);
        assert!(!root.path().join(".vertebra").exists(), "nothing is kept of what did not happen");
    };
    let changed = |path: &str| format!("{path} has been changed in the meantime; nothing was written");
    let exists = |path: &str| format!("{path} already exists; nothing was changed");
    refused("content/a.md", Some("newer"), &changed("content/a.md"));
    refused("content/a.md", None, &changed("content/a.md"));
    refused("content/guides/gone.md", Some("newer"), &changed("content/guides/gone.md"));
    refused("content/guides/b.md", None, &changed("content/guides/b.md"));
    refused("content/images/new/picture.svg", Some("mine"), &exists("content/images/new/picture.svg"));
    refused("content/advice/more/c.md", Some("mine"), &exists("content/advice/more/c.md"));
}

#[test]
fn two_commands_do_not_change_files_at_once() {
    let root = site();
    let first = Transaction::prepare(root.path(), &edits()).unwrap();
    assert!(matches!(carry_out(root.path(), &edits()), Err(EditError::Busy)));
    assert!(matches!(undo(root.path()), Err(EditError::Busy)));
    assert!(recover(root.path()).unwrap().is_none(), "nobody finishes what is just being done");
    first.commit().unwrap();
    assert_eq!(tree(root.path()), files(NEW));
}

#[test]
fn a_change_that_is_not_made_leaves_nothing() {
    let root = site();
    drop(Transaction::prepare(root.path(), &edits()).unwrap());
    assert_eq!(tree(root.path()), files(OLD));
    assert!(!root.path().join(".vertebra").exists() && !root.path().join("content/images").exists());
}

#[test]
fn a_change_for_good_keeps_no_copies() {
    let root = site();
    carry_out_for_good(root.path(), &edits()).unwrap();
    assert_eq!(tree(root.path()), files(NEW));
    assert!(!root.path().join(".vertebra").exists());
}

#[test]
fn two_pages_that_want_one_new_file_with_other_bytes_are_refused() {
    let root = site();
    let twice = |one: &str, other: &str| {
        FileEdits::new("fix", vec![FileEdit::create("content/x.svg", one), FileEdit::create("content/x.svg", other)])
    };
    assert!(matches!(carry_out(root.path(), &twice("a", "b")), Err(EditError::Exists(_))));
    assert_eq!(tree(root.path()), files(OLD));
    carry_out(root.path(), &twice("a", "a")).unwrap();
}

#[test]
fn nothing_is_written_outside_of_the_site() {
    let root = site();
    for path in ["../x.md", "/x.md", "content/../../x.md", ""] {
        let edits = FileEdits::new("new", vec![FileEdit::create(path, "text")]);
        assert!(matches!(carry_out(root.path(), &edits), Err(EditError::Outside(_))), "{path}");
    }
    assert_eq!(tree(root.path()), files(OLD));
}
