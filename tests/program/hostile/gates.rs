//! What comes along with a copy of a site and is no text of a page: links, hidden files, caches, lists of what was published.
//! None of it reaches what lies around the site, and none makes the program write there.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

use support::Site;

const SECRET: &str = "token = SECRET";

/// A published site, beside a folder and a file that are somebody else's.
fn beside_others() -> Site {
    let site = Site::published();
    site.write("others/secret.txt", SECRET);
    site.write(".git/config", SECRET);
    site
}

fn link(site: &Site, target: &str, place: &str) {
    let place = site.path().join(place);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    symlink(site.path().join(target), place).unwrap();
}

fn publishes_secret(site: &Site) -> bool {
    site.tree("public").values().any(|(bytes, _)| String::from_utf8_lossy(bytes).contains("SECRET"))
}

#[test]
fn no_link_publishes_what_lies_around_the_pages() {
    for (target, place, words) in [
        (
            ".git",
            "content/g",
            "content/g: error[symlink-outside]: this symbolic link points outside the folder content",
        ),
        (".git/config", "content/config.txt", "error[symlink-outside]"),
        ("others", "content/others", "error[symlink-outside]"),
        ("others/secret.txt", "content/data/facts.yaml", "error[symlink-outside]"),
        ("others", "themes/plain/templates", "this symbolic link points outside the folder themes"),
        ("public", "content/public", "error[symlink-outside]"),
        (
            "content/.private",
            "content/p",
            "content/p: error[symlink-hidden]: this symbolic link points to \".private\", which is not published under its own name either",
        ),
    ] {
        let site = beside_others();
        site.write("content/.private/secret.txt", SECRET);
        link(&site, target, place);
        site.refuses(1, words);
        assert!(!publishes_secret(&site), "{place}");
    }
}

#[test]
fn folders_of_the_program_that_are_links_are_refused() {
    for place in [".vertebra", ".vertebra/cache", ".vertebra/backup"] {
        let site = beside_others();
        _ = fs::remove_dir_all(site.path().join(".vertebra"));
        link(&site, "others", place);
        let run = site.run(&["build"]).ends(2);
        let words = format!("{place} is a symbolic link; Vertebra's own files must be in the site folder itself");
        assert!(run.err.contains(&words), "{}", run.err);
        assert!(run.err.contains("remove the link"), "{}", run.err);
        assert_eq!(site.tree("others").len(), 1, "{place}");
    }
}

#[test]
fn notes_in_the_output_folder_that_are_links_are_refused() {
    for name in ["", "/stage", "/lock", "/manifest.json", "/journal", "/pending.json"] {
        let site = beside_others();
        let place = format!("public/.vertebra{name}");
        let old = site.path().join(&place);
        _ = fs::remove_dir_all(&old);
        _ = fs::remove_file(&old);
        link(&site, if matches!(name, "" | "/stage") { "others" } else { "others/secret.txt" }, &place);
        let run = site.run(&["build", "--force"]).ends(2);
        assert!(run.err.contains(&format!("{place} is a symbolic link")), "{}", run.err);
        assert_eq!(site.read("others/secret.txt"), SECRET, "{name}");
        assert_eq!(site.tree("others").len(), 1, "{name}");
    }
}

#[test]
fn hidden_links_and_hidden_files_beside_the_ledger_are_left_alone() {
    let site = beside_others();
    link(&site, "others/secret.txt", "content/.addresses.yaml.new");
    site.write("content/.index.md.new", "mine");
    site.run(&["build", "--release"]).ends(0);
    assert_eq!(site.read("others/secret.txt"), SECRET);
    assert_eq!(site.read("content/.index.md.new"), "mine");
    assert!(!site.path().join("content/addresses.yaml").is_symlink());
}

#[test]
fn output_folders_that_are_links_inside_are_not_written_through() {
    let site = beside_others();
    site.write("content/a/b.md", "---\ntitle: B\n---\nText.\n");
    link(&site, "others", "public/a");
    let run = site.run(&["build"]).ends(2);
    assert!(run.err.contains("contains files that conflict with pages of the site: a"), "{}", run.err);
    assert_eq!(site.tree("others").len(), 1);
}

#[test]
fn nothing_in_the_output_folder_names_a_page_that_is_not_published() {
    let site = Site::small();
    site.write("content/secret-merger.md", "---\ntitle: Merger\ndraft: true\n---\nNot yet.\n");
    site.write("content/secret-later.md", "---\ntitle: Later\ndate: 2999-01-01\n---\nNot yet.\n");
    // What an earlier version left there goes with the next build.
    site.run(&["build"]).ends(0);
    site.write("public/.vertebra/built.json", "secret");
    for out in ["public", "elsewhere/site"] {
        // The second build has less to do, and says the same.
        for _ in 0..2 {
            let run = site.run(&["build", "--out", out]).ends(0);
            assert!(run.out.contains("content/secret-merger.md  draft"), "{}", run.out);
        }
        let all = site.tree(out);
        assert!(all.keys().any(|name| name == ".vertebra/manifest.json"));
        for (name, (bytes, _)) in all {
            assert!(!name.contains("secret") && !String::from_utf8_lossy(&bytes).contains("secret"), "{out}/{name}");
        }
    }
}
