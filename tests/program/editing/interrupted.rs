//! Every command that changes files of editors, ended at each of its operations: by a kill, and by a disk that refuses one
//! of them. Every file is then as before or as the command makes it, and the next command, whatever it is, makes that
//! true of all of them. The program says which operation it is to end at; it listens only as it is built for tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use support::{SETTINGS, Site};

/// A command, and those that lead to where it begins.
struct Case {
    before: &'static [&'static [&'static str]],
    command: &'static [&'static str],
}

const DAY: &str = "--date=2026-11-20";

const CASES: &[Case] = &[
    Case { before: &[], command: &["new", "page", "page", "Hello", "--in", "news", DAY] },
    Case { before: &[], command: &["new", "site", "fresh"] },
    Case { before: &[], command: &["import", "visit.html", "--in", "visits", DAY] },
    Case { before: &[], command: &["rename", "guides", "advice", "--yes", DAY] },
    Case { before: &[], command: &["rename", "guides/first.md", "--slug", "begin", "--yes", DAY] },
    Case { before: &[], command: &["remove", "guides/second.md", "--to", "guides/first.md", "--yes", DAY] },
    Case { before: &[], command: &["fix", "--yes"] },
    Case { before: &[], command: &["review", "guides/first.md", "--by", "ana", "--on=2026-11-18", "--yes", DAY] },
    Case { before: &[], command: &["build", "--release", DAY] },
    Case { before: &[], command: &["publish", "--yes", DAY] },
    Case { before: &[], command: &["schema", "--vscode"] },
    Case { before: &[], command: &["schema", "--out", "schemas"] },
    Case { before: &[&["fix", "--yes"]], command: &["undo"] },
    Case { before: &[&["rename", "guides", "advice", "--yes", DAY]], command: &["fix", "--undo"] },
];

fn begun(case: &Case) -> Site {
    let site = Site::new(&[
        ("content/site.yaml", &format!("{SETTINGS}theme: plain\ntaxonomies: []\n")),
        ("content/index.md", "---\ntitle: Home\ndescription: A home.\n---\n[first](guides/first.md)\n"),
        ("content/data/people.yaml", "ana: {name: Ana Ruiz}\n"),
        ("content/guides/index.md", "---\ntitle: Guides\n---\n"),
        ("content/guides/first.md", "---\ntitle: First\n---\n[home](../index.md) <b>bold</b>\n"),
        (
            "content/guides/second.md",
            "---\ntitle: Second\n---\n[book](https://www.google.com/url?q=https://www.nice.org.uk/ng59&sa=D)\n",
        ),
        ("visit.html", "<h1>Visit</h1><p>Text.</p><p><img src=one.png alt=One><img src=two.png alt=Two></p>"),
    ]);
    for name in ["one.png", "two.png"] {
        site.write(name, support::pictures::png(2, 2, 9));
    }
    for command in case.before {
        site.run(command).ends(0);
    }
    site
}

/// Another site with the same files, also those of the state of the program.
fn copied(site: &Site) -> Site {
    let copy = Site::empty();
    for (path, (bytes, _)) in site.tree(".") {
        copy.write(&path, bytes);
    }
    copy
}

/// The files of the editor: without the finished site, and without the state of the program.
fn texts(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let is_his = |entry: &walkdir::DirEntry| entry.file_name() != ".vertebra" && entry.path() != root.join("public");
    let entries = walkdir::WalkDir::new(root).into_iter().filter_entry(is_his).map(Result::unwrap);
    let files = entries.filter(|entry| !entry.file_type().is_dir());
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
    files.map(|file| (name(file.path()), fs::read(file.path()).unwrap())).collect()
}

/// Runs a command that is to end at an operation. None when it was killed.
fn faulted(site: &Site, case: &Case, fault: &str) -> Option<i32> {
    let done = site.command().args(case.command).env("VERTEBRA_FAULT", fault).output().unwrap();
    assert!(!String::from_utf8_lossy(&done.stderr).contains("bug in Vertebra"));
    done.status.code()
}

fn named(names: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    names.iter().filter(|(name, bytes)| other.get(*name) != Some(bytes)).map(|(name, _)| name.clone()).collect()
}

/// Whether a change is noted that was not made to its end.
fn is_open(site: &Site) -> bool {
    ["drafting", "begun", "failed"].iter().any(|phase| site.has(&format!(".vertebra/backup/{phase}.json")))
}

/// Ends a command at each of its operations, with nothing left undone by the next.
fn at_each_operation(case: &Case) {
    let first = begun(case);
    let (old, done) = (texts(first.path()), copied(&first));
    done.run(case.command).ends(0);
    let new = texts(done.path());
    assert!(old != new, "{:?} does nothing", case.command);
    // What does not belong to a site that is there is finished by the same command.
    let is_of_site = !case.command.contains(&"site") && !case.command.contains(&"--out");
    let mut told = Vec::new();
    for at in 1.. {
        let site = copied(&first);
        let code = faulted(&site, case, &format!("kill {at}"));
        let next = site.run(if is_of_site { &["list"] } else { case.command });
        let now = texts(site.path());
        let what = format!("{:?} killed at {at}, then: {}", case.command, next.err);
        assert!(now == old || now == new, "{what}: {:?} {:?}", named(&now, &old), named(&now, &new));
        assert!(!is_open(&site), "{what}: something is left to be done");
        told.extend(next.err.lines().next().filter(|line| line.contains("was interrupted")).map(str::to_owned));
        if code.is_some() {
            assert!(at > 5 && now == new, "{what}");
            break;
        }
        if at % 2 == 0 {
            let site = copied(&first);
            let code = faulted(&site, case, &format!("fail {at}"));
            let now = texts(site.path());
            let what = format!("{:?} failed at {at}: {code:?}", case.command);
            let expected = if code == Some(0) { &new } else { &old };
            assert!(now == *expected, "{what}: {:?}", named(&now, expected));
            assert!(!is_open(&site), "{what}: something is left to be done");
        }
    }
    if is_of_site {
        let words = ["was interrupted before it changed anything.", "was interrupted; its change is now complete."];
        assert!(words.iter().all(|words| told.iter().any(|line| line.ends_with(words))), "{told:?}");
    }
}

/// A command in three has its turn in each of these tests, so that they run side by side.
fn every_third(first: usize) {
    CASES.iter().skip(first).step_by(3).for_each(at_each_operation);
}

#[test]
fn a_command_that_is_ended_anywhere_leaves_old_files_or_new_ones() {
    every_third(0);
}

#[test]
fn a_command_that_is_ended_anywhere_is_finished_or_taken_back_by_the_next() {
    every_third(1);
}

#[test]
fn a_command_that_is_ended_anywhere_can_be_run_again() {
    every_third(2);
}
