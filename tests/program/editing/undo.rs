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
    let commands: [(&[&str], &str); 8] = [
        (&["fix", "--yes"], "fix"),
        (&["rename", "guides/first.md", "begin.md", "--yes"], "rename guides/first.md begin.md"),
        (&["rename", "begin.md", "--slug", "start", "--yes"], "rename begin.md --slug start"),
        (&["review", "begin.md", "--by", "ana", "--yes"], "review content/begin.md"),
        (&["new", "page", "page", "Hello", "--in", "news"], "new page"),
        (&["import", "visit.html"], "import"),
        (&["build", "--release"], "build --release"),
        (&["remove", "begin.md", "--to", "guides/index.md", "--yes"], "remove begin.md"),
    ];
    let mut states = vec![texts(&site)];
    for (command, _) in commands {
        site.run(command).ends(0);
        states.push(texts(&site));
    }
    for ((_, name), state) in commands.iter().zip(&states).rev() {
        let run = site.run(&["undo"]).ends(0);
        assert!(
            run.out.ends_with(&format!("What \"vertebra {name}\" had changed is as it was before.\n")),
            "{}",
            run.out
        );
        assert!(texts(&site) == *state, "{name}");
    }
    assert!(site.run(&["undo"]).ends(2).err.contains("there is no change to take back"));
    assert!(!site.has("content/news") && !site.path().join("content/begin.md").exists());
}

#[test]
fn a_rename_says_how_it_is_taken_back_and_names_its_files() {
    let site = site();
    site.run(&["fix", "--yes"]).ends(0);
    let run = site.run(&["rename", "guides/first.md", "begin.md", "--yes"]).ends(0);
    assert!(run.out.ends_with("To take that back, run: vertebra undo\n"), "{}", run.out);
    let undone = site.run(&["undo"]).ends(0);
    assert_eq!(
        undone.out,
        "  content/guides/first.md\n  content/index.md\nWhat \"vertebra rename guides/first.md begin.md\" had changed is as it was before.\n"
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
        run.err.contains("content/index.md is protected against changes; nothing was changed\n  help: allow changes to content/index.md"),
        "{}",
        run.err
    );
    assert!(texts(&site) == before);
}
