//! Files and folders with odd names, in odd places, or that are not what they seem.

use std::fs;

use support::{Site, clip};

const PAGE: &str = "---\ntitle: T\n---\nText.\n";

#[test]
fn folders_may_be_named_like_files() {
    let site = Site::published();
    site.write("content/x.md/a.md", PAGE);
    site.write("content/theme.yaml/b.md", PAGE);
    site.run(&["build"]).ends(0);
    assert!(site.has("public/x-md/a/index.html") || site.has("public/x.md/a/index.html"));
    fs::remove_file(site.path().join("content/index.md")).unwrap();
    site.write("content/index.md/a.md", PAGE);
    site.run(&["build"]).ends(0);
}

#[cfg(unix)]
#[test]
fn names_of_all_kinds_are_published_or_named() {
    let site = Site::published();
    for name in ["two words", "two\nlines", "😀", "é", "A", "a'b\"c", "%41", "a?b#c", "-rf", "~", "con", "a&b", "$(x)"]
    {
        site.write(&format!("content/p/{name}.md"), PAGE);
    }
    let long = "l".repeat(252);
    site.write(&format!("content/{long}.md"), PAGE);
    site.write("content/two words 😀.pdf", "x");
    site.write(&format!("content/{}.pdf", "l".repeat(251)), "x");
    let run = site.run(&["build"]);
    assert!(run.code < 2, "{}", clip(&run.err));
    let listed = |words: &str| run.err.contains(words);
    assert!(run.code == 0 || listed("slug-twice"), "{}", clip(&run.err));
    for name in ["%41", "-rf", "a?b#c", "A", "~"] {
        site.remove(&format!("content/p/{name}.md"));
    }
    site.run(&["build"]).ends(0);
    for output in
        [&*format!("{long}/index.html"), "p/two-words/index.html", "p/two-lines/index.html", "two words 😀.pdf"]
    {
        assert!(site.has(&format!("public/{output}")), "{output}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_can_have_no_address_is_never_left_out_in_silence() {
    let site = Site::published();
    site.write("content/two\nlines.jpg", "x");
    let run = site.refuses(1, "this file cannot have an address");
    assert!(run.err.contains("rename the file"), "{}", run.err);
    assert!(!run.err.contains("two\nlines"), "a name must not break the line: {}", run.err);
}

#[test]
fn a_page_with_another_ending_is_told() {
    let site = Site::published();
    site.write("content/visit.markdown", PAGE);
    let run = site.run(&["build"]).ends(0);
    assert!(run.err.contains("content/visit.markdown: warning[file-ending]"), "{}", run.err);
    assert!(run.err.contains("if it is a page, rename it to visit.md"), "{}", run.err);
}

#[test]
fn content_may_be_a_file() {
    let site = Site::published();
    fs::remove_dir_all(site.path().join("content")).unwrap();
    site.write("content", "x");
    let before = site.tree("public");
    let run = site.run(&["build"]).ends(2);
    assert!(run.err.contains("it has no folder content/"), "{}", run.err);
    assert!(site.tree("public") == before);
}

#[test]
fn five_hundred_folders_deep_is_not_too_deep() {
    let site = Site::published();
    site.write(&format!("content/{}a.md", "d/".repeat(490)), PAGE);
    site.run(&["build"]).ends(0);
    assert!(site.has(&format!("public/{}a/index.html", "d/".repeat(490))));
    site.write(&format!("content/{}a.md", "dddd/".repeat(490)), PAGE);
    let run = site.refuses(1, "the limit of web hosts is 1024");
    assert!(run.err.len() < 100_000, "{} bytes", run.err.len());
}

#[test]
fn folders_that_differ_by_letter_case_are_named() {
    let site = Site::published();
    site.write("content/a/x.md", PAGE);
    site.write("content/A/y.md", PAGE);
    if site.has("content/A/x.md") {
        eprintln!("skipped: this disk knows no letter case");
        return;
    }
    let run = site.refuses(1, "the list of content/A and the list of content/a have the same address, /a/");
    assert!(run.err.contains("rename one of the two"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn links_that_loop_lead_outside_or_nowhere_are_named() {
    use std::os::unix::fs::symlink;
    for (target, name, words) in [
        ("loop", "loop", "error[symlink-loop]"),
        (".", "here", "error[symlink-loop]"),
        ("..", "up", "error[symlink-outside]"),
        ("/etc", "etc", "error[symlink-outside]"),
        ("/etc/hostname", "host.md", "error[symlink-outside]"),
        ("../../../../../etc", "far", "error[symlink-outside]"),
        ("nothing", "nothing.md", "error[file-unreadable]: this symbolic link points to something that does not exist"),
        ("/dev/zero", "zero.md", "error[symlink-outside]"),
    ] {
        let site = Site::published();
        symlink(target, site.path().join("content").join(name)).unwrap();
        let run = site.refuses(1, words);
        assert!(run.err.contains(&format!("content/{name}")), "{}", run.err);
    }
}

#[cfg(unix)]
#[test]
fn closed_files_and_folders_are_named() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::published();
    site.write("content/closed.md", PAGE);
    site.write("content/folder/a.md", PAGE);
    let close = |path: &str, mode| {
        fs::set_permissions(site.path().join("content").join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    close("closed.md", 0);
    if fs::read(site.path().join("content/closed.md")).is_ok() {
        eprintln!("skipped: this account may read everything");
        return;
    }
    close("folder", 0);
    let run = site.refuses(1, "content/closed.md: error[file-unreadable]");
    assert!(run.err.contains("content/folder: error[folder-unreadable]"), "{}", run.err);
    close("folder", 0o755);
}

#[test]
fn a_file_that_vanishes_while_the_site_is_read_is_named() {
    let site = Site::small();
    for round in 0..50 {
        let names: Vec<_> = (0..3000).map(|n| site.path().join(format!("content/v{n}.md"))).collect();
        names.iter().for_each(|name| fs::write(name, PAGE).unwrap());
        let found = std::thread::scope(|scope| {
            let reader = scope.spawn(|| vertebra_disk::read::read(site.path(), 1).unwrap());
            // While the first ones are read, the others go, the last first.
            names.iter().rev().for_each(|name| fs::remove_file(name).unwrap());
            reader.join().unwrap()
        });
        let vanished: Vec<_> = found.faults.iter().filter(|it| it.code == "file-vanished").collect();
        assert_eq!(vanished.len(), found.faults.len(), "{:?}", found.faults);
        if let Some(one) = vanished.first() {
            assert!(one.help.as_ref().unwrap().contains("run the same command again"), "round {round}: {one:?}");
            return;
        }
    }
    panic!("no file vanished while it was being read");
}
