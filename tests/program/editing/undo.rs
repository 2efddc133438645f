//! `vertebra undo`: every command that changes files can be taken back, the last one first, whatever the clock says.

use support::{SETTINGS, Site};

fn site() -> Site {
    let site = Site::new(&[
        ("content/site.yaml", &format!("{SETTINGS}theme: plain\ntaxonomies: []\n")),
        ("content/index.md", "---\ntitle: Home\ndescription: A home.\n---\n[first](guides/first.md)\n"),
        ("content/data/people.yaml", "ana: {name: Ana Ruiz}\n"),
        ("content/guides/first.md", "---\ntitle: \u{201c}First\u{201d}\n---\nText.\n"),
        ("visit.html", "<h1>Visit</h1><p>Text.</p>"),
    ]);
    site.write("content/guides/index.md", "---\ntitle: Guides\n---\n");
    site
}

fn texts(site: &Site) -> Vec<(String, Vec<u8>)> {
    site.tree("content").into_iter().map(|(name, (bytes, _))| (name, bytes)).collect()
}

#[test]
fn every_command_is_taken_back_the_last_one_first() {
    let site = site();
    let commands: [(&[&str], &str); 7] = [
        (&["fix", "--yes"], "fix"),
        (&["rename", "guides/first.md", "begin.md", "--yes"], "rename guides/first.md begin.md"),
        (&["rename", "begin.md", "--slug", "start", "--yes"], "rename begin.md --slug start"),
        (&["review", "begin.md", "--by", "ana", "--yes"], "review content/begin.md"),
        (&["new", "page", "page", "Hello", "--in", "news"], "new page"),
        (&["import", "visit.html"], "import"),
        (&["remove", "begin.md", "--to", "guides/index.md", "--yes"], "remove begin.md"),
    ];
    let mut states = vec![texts(&site)];
    for (command, _) in commands {
        site.run(command).ends(0);
        states.push(texts(&site));
    }
    for ((_, name), state) in commands.iter().zip(&states).rev() {
        let run = site.run(&["undo"]).ends(0);
        assert!(run.out.ends_with(&format!("Undone: \"vertebra {name}\".\n")), "{}", run.out);
        assert!(texts(&site) == *state, "{name}");
    }
    assert!(site.run(&["undo"]).ends(2).err.contains("there is nothing to undo"));
    assert!(!site.has("content/addresses.yaml"), "nothing was published");
    assert!(!site.has("content/news") && !site.path().join("content/begin.md").exists());
}

#[test]
fn a_rename_says_how_it_is_taken_back_and_names_its_files() {
    let site = site();
    site.run(&["fix", "--yes"]).ends(0);
    let run = site.run(&["rename", "guides/first.md", "begin.md", "--yes"]).ends(0);
    assert!(run.out.ends_with("To undo, run: vertebra undo\n"), "{}", run.out);
    let undone = site.run(&["undo"]).ends(0);
    assert_eq!(
        undone.out,
        "  content/guides/first.md\n  content/index.md\nUndone: \"vertebra rename guides/first.md begin.md\".\n"
    );
}

#[cfg(unix)]
#[test]
fn a_page_that_its_owner_protected_is_not_replaced_and_nothing_else_is_changed() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let site = site();
    set_permissions(site.path().join("content/index.md"), Permissions::from_mode(0o444)).unwrap();
    let before = texts(&site);
    let run = site.run(&["rename", "guides/first.md", "begin.md", "--yes"]).ends(2);
    assert!(
        run.err.contains("content/index.md is read-only; nothing was changed\n  help: make content/index.md writable"),
        "{}",
        run.err
    );
    assert!(texts(&site) == before);
}

/// The lines of the address book that say what is online.
fn online(site: &Site) -> String {
    site.read("content/addresses.yaml").split_once("published:\n").unwrap().1.to_owned()
}

#[test]
fn what_was_published_stays_in_the_address_book_whatever_is_taken_back() {
    for publish in [&["publish", "--yes"][..], &["build", "--release"]] {
        let site = site();
        let before = texts(&site);
        site.run(&["rename", "guides/first.md", "begin.md", "--yes"]).ends(0);
        site.run(&["remove", "begin.md", "--to", "guides/index.md", "--yes"]).ends(0);
        let removed = site.read("content/addresses.yaml");
        site.run(publish).ends(0);
        let published = online(&site);
        assert!(published.contains("  /guides/: {since: "), "{published}");
        // Publishing is none of the changes that are taken back.
        let run = site.run(&["undo"]).ends(0);
        assert!(run.out.contains("\"vertebra remove begin.md\""), "{}", run.out);
        assert_eq!(online(&site), published);
        assert!(removed.contains("redirects:\n  /") && !site.read("content/addresses.yaml").contains("/: /guides/\n"));
        site.run(&["undo"]).ends(0);
        assert_eq!(online(&site), published);
        assert!(site.run(&["undo"]).ends(2).err.contains("there is nothing to undo"));
        let is_book = |name: &String| name.ends_with("addresses.yaml");
        let after: Vec<_> = texts(&site).into_iter().filter(|(name, _)| !is_book(name)).collect();
        assert!(after == before, "all else is as it was");
        // What is online is missed when it goes.
        let run = site.run(&["check"]).ends(1);
        assert!(run.err.contains("error[url-lost]: the old address /begin/ was published on"), "{}", run.err);
    }
}

#[test]
fn lines_that_somebody_has_written_into_the_address_book_are_not_taken_back() {
    let site = site();
    site.run(&["fix", "--yes"]).ends(0);
    site.run(&["build", "--release"]).ends(0);
    site.run(&["remove", "guides/first.md", "--to", "guides/index.md", "--yes"]).ends(0);
    site.run(&["build", "--release"]).ends(0);
    site.edit("content/addresses.yaml", "gone:\n", "gone:\n  /leaflet/: 2026-01-02\n");
    let run = site.run(&["undo"]).ends(2);
    assert!(run.err.contains("content/addresses.yaml has been changed since; nothing was undone"), "{}", run.err);
    let run = site.run(&["undo", "--keep-changed"]).ends(0);
    assert!(run.out.contains("not undone:\n  content/addresses.yaml\n"), "{}", run.out);
    assert!(site.has("content/guides/first.md") && site.read("content/addresses.yaml").contains("/leaflet/"));
}

#[test]
fn a_file_that_was_changed_since_keeps_no_other_change_from_being_taken_back() {
    let site = site();
    site.run(&["fix", "--yes"]).ends(0);
    let fixed = site.read("content/guides/first.md");
    site.run(&["rename", "guides/first.md", "begin.md", "--yes"]).ends(0);
    site.edit("content/index.md", "[first]", "[begin here]");
    let run = site.run(&["undo"]).ends(2);
    let words = "\
vertebra: content/index.md has been changed since; nothing was undone
  help: to leave it as it is and undo the rest, run: vertebra undo --keep-changed
        the earlier version of content/index.md is in ";
    assert!(run.err.starts_with(words), "{}", run.err);
    assert!(site.has("content/begin.md"));
    let run = site.run(&["undo", "--keep-changed"]).ends(0);
    let words = "  content/guides/first.md\nThe rest of \"vertebra rename guides/first.md begin.md\" was undone. \
        Changed since, and not undone:\n  content/index.md\nthe earlier version of content/index.md is in ";
    assert!(run.out.starts_with(words), "{}", run.out);
    assert_eq!(site.read("content/guides/first.md"), fixed);
    assert!(site.read("content/index.md").contains("[begin here](begin.md)"));
    // The change before that one is reached now.
    let run = site.run(&["undo"]).ends(0);
    assert!(run.out.ends_with("Undone: \"vertebra fix\".\n"), "{}", run.out);

    site.run(&["fix", "--yes"]).ends(0);
    site.edit("content/guides/first.md", "Text.", "Words.");
    // Where there is nothing else, nothing else is offered.
    let run = site.run(&["undo"]).ends(2);
    let words = "  help: the command changed nothing else; to take your own changes back too, restore or delete the file yourself\n";
    assert!(run.err.contains(words) && !run.err.contains("--keep-changed"), "{}", run.err);
    let run = site.run(&["undo", "--keep-changed"]).ends(0);
    let words =
        "\"vertebra fix\" was not undone, because you have changed these files since:\n  content/guides/first.md\n";
    assert!(run.out.starts_with(words), "{}", run.out);
    assert!(site.read("content/guides/first.md").contains("Words."));
}

/// One exit status for every question to which nobody has said yes: 1, nothing was done.
#[test]
fn whoever_says_no_or_nothing_changes_nothing_and_the_exit_status_is_one() {
    let commands: [&[&str]; 5] = [
        &["fix"],
        &["rename", "guides/first.md", "begin.md"],
        &["remove", "guides/first.md", "--to", "guides/index.md"],
        &["review", "guides/first.md", "--by", "ana"],
        &["publish"],
    ];
    for command in commands {
        let site = site();
        if command[0] != "fix" {
            site.run(&["fix", "--yes"]).ends(0);
        }
        let before = texts(&site);
        let run = site.run(command).ends(1);
        assert!(
            run.err.contains(": there is no terminal to confirm in. To ") && run.err.ends_with("add: --yes\n"),
            "{}",
            run.err
        );
        for answer in ["n\n", "what\nno\n", ""] {
            let output = site.command().env("VERTEBRA_ASK", "1").args(command).write_stdin(answer).output().unwrap();
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(1), "{command:?} {told}");
            assert!(told.contains("Nothing was ") && !told.contains("nobody"), "{told}");
        }
        assert!(texts(&site) == before && !site.has("public"), "{command:?}");
    }
}
