//! Changes that are ended at each of their operations, and files that are saved by somebody else in between: whatever
//! happens, every file is all-old or all-new, and the next command makes it one of the two for all of them.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use tempfile::TempDir;

use super::operations::Operation;
use super::recover::finish_open;
use super::undo::undo_on;
use super::*;

type Tree = BTreeMap<String, String>;

/// All files below the folder of a site, hidden ones too; the state of the program is none of them.
fn tree(root: &Path) -> Tree {
    let all = walkdir::WalkDir::new(root).into_iter().filter_entry(|entry| entry.file_name() != ".vertebra");
    let files = all.map(Result::unwrap).filter(|entry| !entry.file_type().is_dir());
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
    files.map(|file| (name(file.path()), fs::read_to_string(file.path()).unwrap())).collect()
}

fn write(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, text).unwrap();
}

const OLD: &[(&str, &str)] = &[
    ("content/a.md", "links to guides/b.md"),
    ("content/addresses.yaml", "published:"),
    ("content/guides/b.md", "page b"),
    ("content/guides/gone.md", "page that goes"),
];

fn site() -> TempDir {
    let root = TempDir::new().unwrap();
    OLD.iter().for_each(|(path, text)| write(root.path(), path, text));
    root
}

/// All that a command may do, at once: a whole folder gets another name, with pages that change and one that goes.
fn edits() -> FileEdits {
    let before = |text: &str| Arc::from(text.as_bytes());
    let path = SourcePath::new;
    let edits = vec![
        FileEdit::Move { from: path("content/guides/b.md"), to: path("content/advice/more/c.md") },
        FileEdit::write(&path("content/guides/b.md"), before("page b"), "page c"),
        FileEdit::write(&path("content/a.md"), before("links to guides/b.md"), "links to advice/more/c.md"),
        FileEdit::create("content/images/new/picture.svg", "picture"),
        FileEdit::Remove { path: path("content/guides/gone.md"), before: before("page that goes") },
    ];
    FileEdits::new("rename guides advice", edits)
}

const NEW: &[(&str, &str)] = &[
    ("content/a.md", "links to advice/more/c.md"),
    ("content/addresses.yaml", "published:"),
    ("content/advice/more/c.md", "page c"),
    ("content/images/new/picture.svg", "picture"),
];

fn files(list: &[(&str, &str)]) -> Tree {
    list.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// Says what becomes of an operation.
type Fault = Rc<dyn Fn(&Operation) -> io::Result<()>>;

/// This one operation fails, as on a disk that is full for a moment.
fn fails_at(at: usize) -> Fault {
    Rc::new(move |it| if it.number == at { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) })
}

/// From this operation on nothing is done any more, as by a program that was killed.
fn stops_at(at: usize) -> Fault {
    Rc::new(move |it| if it.number >= at { Err(io::ErrorKind::ReadOnlyFilesystem.into()) } else { Ok(()) })
}

fn nothing_fails() -> Fault {
    Rc::new(|_| Ok(()))
}

/// The shelf of a site, and the number of operations that were asked for.
fn shelf(root: &Path, fault: Fault) -> (Result<Option<Shelf>, EditError>, Rc<Cell<usize>>) {
    let count = Rc::new(Cell::new(0));
    let seen = count.clone();
    let operations = Operations::watched(move |it| {
        seen.set(it.number);
        fault(it)
    });
    (Shelf::open(root, operations), count)
}

fn opened(root: &Path, fault: Fault) -> Result<(Shelf, Rc<Cell<usize>>), EditError> {
    let (shelf, count) = shelf(root, fault);
    Ok((shelf?.expect("nobody else has it"), count))
}

const KEPT: Kept = Kept { kept: true, undoes: None };

fn change(root: &Path, edits: &FileEdits, fault: Fault) -> Result<usize, EditError> {
    let (shelf, count) = opened(root, fault)?;
    Transaction::prepare_on(shelf, edits, KEPT)?.commit()?;
    Ok(count.get())
}

fn assert_whole(root: &Path, what: &str) {
    let now = tree(root);
    assert!(now == files(OLD) || now == files(NEW), "{what}: a mixture: {now:#?}");
    for phase in ["drafting.json", "begun.json", "failed.json"] {
        assert!(!root.join(".vertebra/backup").join(phase).exists(), "{what}: {phase} stays");
    }
}

/// A site with a change made, and the number of operations of that.
fn changed() -> (TempDir, usize) {
    let root = site();
    let count = change(root.path(), &edits(), nothing_fails()).unwrap();
    assert_eq!(tree(root.path()), files(NEW));
    (root, count)
}

#[test]
fn a_change_is_made_and_taken_back_with_all_its_folders() {
    let (root, _) = changed();
    let root = root.path();
    assert!(!root.join("content/guides").exists(), "nothing is left in it");
    assert_eq!(fs::read_to_string(root.join(".vertebra/backup/1/content/a.md")).unwrap(), "links to guides/b.md");
    assert_eq!(fs::read_to_string(root.join(".vertebra/backup/.gitignore")).unwrap(), "*\n");
    let undone = undo(root).unwrap();
    assert_eq!((undone.command.as_str(), undone.files.len()), ("rename guides advice", 4));
    assert_eq!(tree(root), files(OLD));
    assert!(!root.join("content/advice").exists() && !root.join("content/images").exists());
    assert!(matches!(undo(root), Err(EditError::NothingToUndo)), "only once");
}

#[test]
fn an_operation_that_fails_changes_nothing() {
    for at in 1..=changed().1 {
        let root = site();
        let result = change(root.path(), &edits(), fails_at(at));
        let what = format!("operation {at} failed: {result:?}");
        assert_whole(root.path(), &what);
        let expected = if result.is_ok() { NEW } else { OLD };
        assert_eq!(tree(root.path()), files(expected), "{what}");
        assert!(recover(root.path()).unwrap().is_none(), "{what}: nothing is left to be done");
        if result.is_err() {
            assert!(!root.path().join("content/images").exists(), "{what}: a folder stays");
            change(root.path(), &edits(), nothing_fails()).unwrap();
        }
        undo(root.path()).unwrap();
        assert_eq!(tree(root.path()), files(OLD), "{what}");
    }
}

#[test]
fn a_change_that_was_cut_off_anywhere_is_finished_or_taken_back_by_the_next_command() {
    let mut outcomes = Vec::new();
    for at in 1..=changed().1 {
        let root = site();
        let error = change(root.path(), &edits(), stops_at(at)).unwrap_err();
        let recovered = recover(root.path()).unwrap();
        let what = format!("cut off before operation {at}: {error}, then {recovered:?}");
        assert_whole(root.path(), &what);
        if let Some(recovered) = recovered {
            assert_eq!(recovered.command, "rename guides advice");
            let expected = if recovered.outcome == Outcome::Finished { NEW } else { OLD };
            assert_eq!(tree(root.path()), files(expected), "{what}");
            outcomes.push(recovered.outcome);
        }
        if tree(root.path()) == files(NEW) {
            undo(root.path()).unwrap();
        }
        assert_eq!(tree(root.path()), files(OLD), "{what}");
    }
    outcomes.dedup();
    assert!(outcomes.contains(&Outcome::NotBegun) && outcomes.contains(&Outcome::Finished), "{outcomes:?}");
}

#[test]
fn a_recovery_that_was_cut_off_itself_is_done_by_the_one_after_it() {
    let whole = changed().1;
    for at in (1..=whole).filter(|at| at % 3 == 0) {
        for again in 1.. {
            let root = site();
            change(root.path(), &edits(), stops_at(at)).unwrap_err();
            let (shelf, count) = opened(root.path(), stops_at(again)).unwrap_or_else(|_| {
                // The shelf could not even be opened.
                opened(root.path(), nothing_fails()).unwrap()
            });
            let _ = finish_open(&shelf);
            drop(shelf);
            recover(root.path()).unwrap();
            assert_whole(root.path(), &format!("cut off before operation {at}, then again before {again}"));
            if count.get() < again {
                break;
            }
        }
    }
}

#[test]
fn an_undo_that_fails_or_is_cut_off_anywhere_can_be_made_again() {
    for fault in [fails_at, stops_at] {
        for at in 1.. {
            let (root, _) = changed();
            let (shelf, count) = shelf(root.path(), fault(at));
            let result = shelf.and_then(|shelf| undo_on(shelf.unwrap()));
            recover(root.path()).unwrap();
            assert_whole(root.path(), &format!("operation {at}: {result:?}"));
            if tree(root.path()) == files(NEW) {
                undo(root.path()).unwrap();
            }
            assert_eq!(tree(root.path()), files(OLD));
            assert!(matches!(undo(root.path()), Err(EditError::NothingToUndo)));
            if count.get() < at {
                break;
            }
        }
    }
}

#[test]
fn what_somebody_else_saves_while_files_are_changed_is_never_lost() {
    const SAVED: &str = "saved by somebody else";
    let whole = changed().1;
    for (file, new) in [
        ("content/a.md", "content/a.md"),
        ("content/guides/b.md", "content/advice/more/c.md"),
        ("content/guides/gone.md", "content/guides/gone.md"),
        ("content/images/new/picture.svg", "content/images/new/picture.svg"),
    ] {
        let mut times = 0;
        for at in 1..=whole {
            let root = site();
            let (old, new) = (root.path().join(file), root.path().join(new));
            let saved = Rc::new(Cell::new(false));
            let (note, folder) = (saved.clone(), root.path().to_owned());
            let save = move |it: &Operation| {
                // The moment between the last comparison and the renaming itself is all that there is left.
                let is_too_late = matches!(it.name, "rename" | "remove") && it.place == folder.join(file);
                if it.number == at && !is_too_late {
                    let place = if new.exists() { &new } else { &old };
                    // An editor that saves a page which has just gone makes it again.
                    fs::create_dir_all(place.parent().unwrap()).unwrap();
                    fs::write(place, SAVED).unwrap();
                    note.set(true);
                }
                Ok(())
            };
            let result = change(root.path(), &edits(), Rc::new(save));
            let now = tree(root.path());
            if saved.get() {
                times += 1;
                assert!(
                    now.values().any(|text| text == SAVED),
                    "{file} saved before operation {at}: {result:?} {now:#?}"
                );
            }
            assert!(!now.keys().any(|name| name.contains(".vertebra-")), "{file} saved before {at}: a draft stays");
            if let Err(error) = result {
                let others = now.iter().filter(|(name, text)| *name != file && *text != SAVED);
                for (name, text) in others {
                    assert!(OLD.contains(&(name.as_str(), text.as_str())), "{file} {at}: {error}: {name} is new");
                }
            }
        }
        assert!(times > whole / 2);
    }
}

fn overwrite(path: &str, before: &str, after: &str) -> FileEdits {
    let edit = FileEdit::write(&SourcePath::new(path), Arc::from(before.as_bytes()), after);
    FileEdits::new(format!("write {after}"), vec![edit])
}

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
    let kept = fs::read_dir(root.path().join(".vertebra/backup")).unwrap();
    let kept = kept.filter(|it| it.as_ref().unwrap().path().is_dir()).count();
    assert_eq!(kept as u64, shelf::KEPT);
}

#[test]
fn what_was_changed_since_is_not_taken_back() {
    let (root, _) = changed();
    write(root.path(), "content/advice/more/c.md", "somebody went on writing");
    let error = undo(root.path()).unwrap_err();
    assert_eq!(error.to_string(), "content/advice/more/c.md has been changed since; nothing was taken back");
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
    let exists = |path: &str| format!("{path} exists already; nothing was changed");
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
fn a_disk_that_fails_for_good_is_told_with_the_files_that_changed() {
    let root = site();
    // The third of the files has just been put in place.
    let count = Rc::new(Cell::new(0));
    let fault = Rc::new(move |it: &Operation| {
        let is_page = it.name.starts_with("rename") && it.place.extension().is_some_and(|end| end != "json");
        count.set(count.get() + usize::from(is_page || count.get() > 2));
        if count.get() > 2 { Err(io::ErrorKind::ReadOnlyFilesystem.into()) } else { Ok(()) }
    });
    let error = change(root.path(), &edits(), fault).unwrap_err();
    let EditError::Halfway { changed, copies, .. } = &error else { panic!("{error}") };
    assert!(!changed.is_empty() && copies.is_dir(), "{error}");
    assert!(error.to_string().contains("changed already, and not put back: "), "{error}");
    let recovered = recover(root.path()).unwrap().unwrap();
    assert_whole(root.path(), &format!("{recovered:?}"));
}

#[test]
fn a_file_that_was_changed_after_a_change_was_cut_off_is_left_alone() {
    let root = site();
    // Cut off before the second of the pages gets its new text.
    let stopped = Cell::new(false);
    let fault: Fault = Rc::new(move |it| {
        let is_it = it.name == "rename" && it.place.ends_with("content/a.md");
        stopped.set(stopped.get() || is_it);
        if stopped.get() { Err(io::ErrorKind::ReadOnlyFilesystem.into()) } else { Ok(()) }
    });
    change(root.path(), &edits(), fault).unwrap_err();
    write(root.path(), "content/a.md", "somebody went on writing");
    let recovered = recover(root.path()).unwrap().unwrap();
    assert_eq!(recovered.outcome, Outcome::TakenBack);
    assert_eq!(recovered.left, [SourcePath::new("content/a.md")]);
    assert_eq!(fs::read_to_string(recovered.copies.join("content/a.md")).unwrap(), "links to guides/b.md");
    let mut expected = files(OLD);
    expected.insert("content/a.md".to_owned(), "somebody went on writing".to_owned());
    assert_eq!(tree(root.path()), expected);
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

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_file_that_is_read_only_stays_as_it_is() {
        let root = site();
        let place = root.path().join("content/guides/b.md");
        fs::set_permissions(&place, fs::Permissions::from_mode(0o444)).unwrap();
        let error = carry_out(root.path(), &edits()).unwrap_err();
        assert_eq!(error.to_string(), "content/guides/b.md is protected against changes; nothing was changed");
        assert_eq!(tree(root.path()), files(OLD));
    }

    #[test]
    fn a_link_stays_a_link_and_modes_stay() {
        let root = site();
        fs::set_permissions(root.path().join("content/guides/b.md"), fs::Permissions::from_mode(0o640)).unwrap();
        symlink("guides/b.md", root.path().join("content/link.md")).unwrap();
        carry_out(root.path(), &overwrite("content/link.md", "page b", "new")).unwrap();
        let mode = || root.path().join("content/guides/b.md").metadata().unwrap().permissions().mode() & 0o777;
        assert!(root.path().join("content/link.md").symlink_metadata().unwrap().file_type().is_symlink());
        assert_eq!(
            (fs::read_to_string(root.path().join("content/guides/b.md")).unwrap().as_str(), mode()),
            ("new", 0o640)
        );
        undo(root.path()).unwrap();
        assert_eq!(
            (fs::read_to_string(root.path().join("content/guides/b.md")).unwrap().as_str(), mode()),
            ("page b", 0o640)
        );
    }

    #[test]
    fn no_link_leads_the_program_out_of_the_site_or_to_hidden_files() {
        let outside = TempDir::new().unwrap();
        let victim: PathBuf = outside.path().join("victim");
        fs::write(&victim, "precious").unwrap();
        let root = site();
        write(root.path(), ".git/config", "precious");
        symlink(&victim, root.path().join("content/out.md")).unwrap();
        symlink("../.git/config", root.path().join("content/hidden.md")).unwrap();
        symlink("../.git", root.path().join("content/folder")).unwrap();
        let is_refused = |edits: &FileEdits| matches!(carry_out(root.path(), edits), Err(EditError::Outside(_)));
        for path in ["content/out.md", "content/hidden.md", "content/folder/config"] {
            assert!(is_refused(&overwrite(path, "precious", "new")), "{path}");
        }
        assert!(is_refused(&FileEdits::new("new", vec![FileEdit::create("content/folder/new.md", "text")])));
        assert!(is_refused(&FileEdits::new(
            "move",
            vec![FileEdit::Move { from: SourcePath::new("content/a.md"), to: SourcePath::new("content/folder/a.md") }]
        )));
        assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
        assert_eq!(fs::read_to_string(root.path().join(".git/config")).unwrap(), "precious");
    }

    #[test]
    fn state_folders_that_are_links_are_refused() {
        let outside = TempDir::new().unwrap();
        for link in [".vertebra", ".vertebra/backup"] {
            let root = site();
            if let Some((folder, _)) = link.split_once('/') {
                fs::create_dir(root.path().join(folder)).unwrap();
            }
            symlink(outside.path(), root.path().join(link)).unwrap();
            let error = carry_out(root.path(), &edits()).unwrap_err();
            assert!(error.to_string().contains("it is a link, and must be a folder"), "{error}");
            assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0, "{link}");
        }
    }

    #[test]
    fn a_folder_of_content_may_be_a_link_as_a_whole() {
        let (root, elsewhere) = (site(), TempDir::new().unwrap());
        fs::rename(root.path().join("content"), elsewhere.path().join("texts")).unwrap();
        symlink(elsewhere.path().join("texts"), root.path().join("content")).unwrap();
        carry_out(root.path(), &edits()).unwrap();
        assert_eq!(fs::read_to_string(elsewhere.path().join("texts/advice/more/c.md")).unwrap(), "page c");
        undo(root.path()).unwrap();
        assert_eq!(fs::read_to_string(elsewhere.path().join("texts/guides/b.md")).unwrap(), "page b");
    }
}
