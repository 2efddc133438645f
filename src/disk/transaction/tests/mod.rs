//! Changes that are ended at each of their operations, and files that are saved by somebody else in between: whatever
//! happens, every file is all-old or all-new, and the next command makes it one of the two for all of them.

#[cfg(unix)]
mod links;
mod rules;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use tempfile::TempDir;

use super::error::NextCommand;
use super::operations::{Operation, Operations};
use super::prepare::Kept;
use super::recover::finish_open;
use super::shelf::Shelf;
use super::undo::undo_on;
use super::*;
use vertebra_base::path::SourcePath;
use vertebra_edit::FileEdit;

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
        FileEdit::Remove { path: path("content/guides/gone.md"), before: before("page that goes").into() },
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
            let expected = if recovered.outcome == Recovery::Finished { NEW } else { OLD };
            assert_eq!(tree(root.path()), files(expected), "{what}");
            outcomes.push(recovered.outcome);
        }
        if tree(root.path()) == files(NEW) {
            undo(root.path()).unwrap();
        }
        assert_eq!(tree(root.path()), files(OLD), "{what}");
    }
    outcomes.dedup();
    assert!(outcomes.contains(&Recovery::NotBegun) && outcomes.contains(&Recovery::Finished), "{outcomes:?}");
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
            let result = shelf.and_then(|shelf| undo_on(shelf.unwrap(), false));
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
    assert!(error.to_string().contains("; these files were changed already: "), "{error}");
    let words = "fix this; the next vertebra command then completes the change\ntheir earlier versions are in ";
    assert!(error.help().starts_with(words), "{}", error.help());
    let recovered = recover(root.path()).unwrap().unwrap();
    assert_eq!(recovered.outcome, Recovery::Finished);
    assert_eq!(tree(root.path()), files(NEW));
}

/// From some operation on, all of some kinds fail, as on a disk that lets files be written and none be removed. A file
/// gets its second name then, and keeps the first one.
fn kinds_fail_from(at: usize, kinds: &'static [&'static str], other: fn(&Path) -> Option<PathBuf>) -> Fault {
    Rc::new(move |it| {
        if it.number < at || !kinds.contains(&it.name) {
            return Ok(());
        }
        if let Some(other) = other(it.place).filter(|other| it.name == "rename_new" && other.exists()) {
            let _ = fs::hard_link(other, it.place);
        }
        Err(io::ErrorKind::PermissionDenied.into())
    })
}

/// The other name of the page that is renamed.
fn old_name(place: &Path) -> Option<PathBuf> {
    place.ends_with("content/advice/more/c.md").then(|| place.ancestors().nth(3).unwrap().join("guides/b.md"))
}

#[test]
fn what_is_told_of_a_disk_that_fails_for_good_is_what_the_next_command_does() {
    let (_, whole) = changed();
    let kinds: [&[&str]; 6] = [
        &["rename"],
        &["rename_new", "remove"],
        &["remove", "remove_tree"],
        &["rename", "rename_new"],
        &["sync_folder", "sync_files"],
        &["rename", "rename_new", "remove", "remove_tree", "write_new", "make_folder"],
    ];
    let mut told = std::collections::BTreeSet::new();
    for (kinds, at) in kinds.into_iter().flat_map(|kinds| (1..=whole).map(move |at| (kinds, at))) {
        let others: [fn(&Path) -> Option<PathBuf>; 2] = [|_| None, old_name];
        for other in others.into_iter().take(1 + usize::from(kinds.contains(&"rename_new"))) {
            let root = site();
            let result = change(root.path(), &edits(), kinds_fail_from(at, kinds, other));
            let recovered = recover(root.path()).unwrap();
            let what = format!("{kinds:?} from {at}: {result:?}, then {recovered:?}");
            let left = recovered.as_ref().is_some_and(|it| !it.left.is_empty());
            assert!(!left, "nobody has changed a file: {what}");
            let outcome = recovered.map(|it| it.outcome);
            let expected = match &result {
                Err(EditError::Halfway { next: NextCommand::Completes, .. }) => {
                    assert_eq!(outcome, Some(Recovery::Finished), "{what}");
                    files(NEW)
                }
                Err(EditError::Halfway { .. }) => {
                    assert_eq!(outcome, Some(Recovery::TakenBack), "{what}");
                    files(OLD)
                }
                Err(_) => {
                    assert_ne!(outcome, Some(Recovery::Finished), "{what}");
                    files(OLD)
                }
                Ok(_) => files(NEW),
            };
            assert_eq!(tree(root.path()), expected, "{what}");
            if let Err(EditError::Halfway { next, .. }) = result {
                told.insert(next == NextCommand::Completes);
            }
        }
    }
    assert_eq!(told.len(), 2, "both have happened");
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
    assert_eq!(recovered.outcome, Recovery::TakenBack);
    assert_eq!(recovered.left, [SourcePath::new("content/a.md")]);
    assert_eq!(fs::read_to_string(recovered.copies.join("content/a.md")).unwrap(), "links to guides/b.md");
    let mut expected = files(OLD);
    expected.insert("content/a.md".to_owned(), "somebody went on writing".to_owned());
    assert_eq!(tree(root.path()), expected);
}

fn overwrite(path: &str, before: &str, after: &str) -> FileEdits {
    let edit = FileEdit::write(&SourcePath::new(path), Arc::from(before.as_bytes()), after);
    FileEdits::new(format!("write {after}"), vec![edit])
}
