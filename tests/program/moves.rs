//! The commands as they are typed, on real files.

use std::process::Command;

use support::Site;

fn site() -> Site {
    let site = Site::small();
    site.write("content/guides/index.md", "---\ntitle: Guides\n---\n");
    site.write("content/guides/first.md", "---\ntitle: First\n---\n## Part\n\nWords. [home](../index.md)\n");
    site.write("content/guides/second.md", "---\ntitle: Second\n---\n[first](first.md#part)\n");
    site
}

#[test]
fn a_release_remembers_and_the_next_build_compares() {
    let site = site();
    site.run(&["build"]).ends(0);
    assert!(!site.has("content/addresses.yaml"), "a plain build keeps no book");
    let run = site.run(&["build", "--release", "--drafts"]).ends(2);
    assert!(run.err.contains("--drafts"), "{}", run.err);
    let run = site.run(&["build", "--release"]).ends(0);
    assert!(run.out.contains("content/addresses.yaml: recorded "), "{}", run.out);
    let book = site.read("content/addresses.yaml");
    assert!(book.contains("  /guides/first/: {since: ") && book.contains("headings: [part]"), "{book}");
    assert!(!site.has("public/addresses.yaml"));
    site.run(&["build", "--release"]).ends(0);
    assert_eq!(site.read("content/addresses.yaml"), book, "nothing is new");
    site.remove("content/guides/first.md");
    site.edit("content/guides/second.md", "[first](first.md#part)", "Words.");
    for command in [&["build"][..], &["check"], &["build", "--release"]] {
        let run = site.run(command).ends(1);
        assert!(run.err.contains("[url-lost]: the page /guides/first/ was published on"), "{}", run.err);
    }
    assert_eq!(site.read("content/addresses.yaml"), book, "what failed was not published");
}

#[test]
fn a_page_that_becomes_another_leaves_no_second_entry_in_a_list() {
    for (menu, expected) in [
        ("    - page: index.md\n    - page: guides/first.md\n", "    - page: index.md\n"),
        ("    - page: guides/first.md\n    - page: index.md\n", "    - page: index.md\n"),
        ("    - guides/first.md\n    - index.md\n", "    - index.md\n"),
        // An entry that says more stays, and so does one in a list on one line.
        (
            "    - page: index.md\n    - page: guides/first.md\n      name: Start\n",
            "    - page: index.md\n    - page: index.md\n      name: Start\n",
        ),
        ("    - page: guides/first.md\n", "    - page: index.md\n"),
    ] {
        let site = site();
        let settings = site.read("content/site.yaml") + "menus:\n  main:\n";
        site.write("content/site.yaml", settings.clone() + menu);
        site.run(&["remove", "guides/first.md", "--to", "index.md", "--yes"]).ends(0);
        assert_eq!(site.read("content/site.yaml"), settings + expected, "{menu}");
    }
}

#[test]
fn a_rename_is_shown_asked_for_and_done_whole() {
    let site = site();
    site.run(&["build", "--release"]).ends(0);
    let rename = ["rename", "guides/first.md", "begin.md"];
    let run = site.run(&[&rename[..], &["--dry-run"]].concat()).ends(0);
    for line in [
        "content/guides/first.md → content/begin.md",
        "-[first](first.md#part)",
        "+[first](../begin.md#part)",
        "/guides/first/ is now /begin/",
    ] {
        assert!(run.out.contains(line), "{line}\n{}", run.out);
    }
    let run = site.run(&rename).ends(1);
    assert!(run.err.contains("no terminal to confirm in") && run.err.contains("--yes"), "{}", run.err);
    assert!(site.has("content/guides/first.md"), "nobody said yes");
    site.run(&[&rename[..], &["--yes"]].concat()).ends(0);
    assert!(!site.has("content/guides/first.md"));
    let text = "---\ntitle: First\naliases: [/guides/first/]\n---\n## Part\n\nWords. [home](index.md)\n";
    assert_eq!(site.read("content/begin.md"), text);
    site.run(&["build", "--release"]).ends(0);
    let why = site.run(&["why", "/guides/first/"]).ends(0);
    assert!(why.out.contains("a redirect to /begin/"), "{}", why.out);
}

#[test]
fn a_page_that_is_removed_is_gone_or_leads_on() {
    let site = site();
    site.run(&["build", "--release"]).ends(0);
    let run = site.run(&["remove", "guides/first.md", "--yes"]).ends(2);
    assert!(run.err.contains("content/guides/second.md:4: links to it: first.md#part"), "{}", run.err);
    site.run(&["remove", "guides/second.md", "--yes"]).ends(0);
    site.run(&["remove", "guides/first.md", "--to", "index.md", "--yes"]).ends(0);
    site.run(&["build"]).ends(0);
    let why = site.run(&["why", "/guides/second/"]).ends(0);
    // No host is named that could say more.
    assert!(why.out.contains("404") && why.out.contains("gone since"), "{}", why.out);
    assert!(site.run(&["why", "/guides/first/"]).ends(0).out.contains("a redirect to /"));
}

#[test]
fn a_heading_is_renamed_with_the_links_to_it() {
    let site = site();
    let rename = ["rename", "guides/first.md#part", "The first part"];
    let run = site.run(&[&rename[..], &["--dry-run"]].concat()).ends(0);
    for line in ["-## Part", "+## The first part", "-[first](first.md#part)", "+[first](first.md#the-first-part)"] {
        assert!(run.out.contains(line), "{line}\n{}", run.out);
    }
    site.run(&[&rename[..], &["--yes"]].concat()).ends(0);
    assert!(site.read("content/guides/second.md").contains("(first.md#the-first-part)"));
    site.run(&["undo"]).ends(0);
    assert!(site.read("content/guides/second.md").contains("(first.md#part)"));
}

#[test]
fn git_knows_of_it() {
    let site = site();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(site.path())
            .args(["-c", "user.name=T", "-c", "user.email=t@example.org"])
            .args(arguments);
        command.output().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    if git(&["init", "-q"]).is_err() {
        return;
    }
    git(&["add", "content"]).unwrap();
    git(&["commit", "-qm", "x"]).unwrap();
    site.run(&["rename", "guides", "advice", "--yes"]).ends(0);
    let status = git(&["status", "--porcelain"]).unwrap();
    assert!(status.contains("content/guides/first.md -> content/advice/first.md"), "{status}");
    assert!(!site.has("content/guides"));
}

#[test]
fn a_file_that_is_renamed_keeps_its_old_address_on_hosts_without_redirects() {
    for host in ["", "deploy: {target: github-pages}\n"] {
        let site = site();
        site.write("content/site.yaml", format!("{}{host}", site.read("content/site.yaml")));
        site.write("content/guides/price.pdf", "%PDF-1.4");
        site.edit("content/guides/second.md", "[first]", "[prices](price.pdf) [first]");
        site.run(&["publish", "--yes"]).ends(0);
        let run = site.run(&["rename", "guides/price.pdf", "guides/list.pdf", "--yes"]).ends(0);
        assert!(run.out.contains("/guides/price.pdf is now /guides/list.pdf"), "{}", run.out);
        site.run(&["publish", "--yes"]).ends(0);
        assert!(site.path().join("public/guides/price.pdf").is_dir(), "where the file was there is a folder now");
        let page = site.read("public/guides/price.pdf/index.html");
        assert!(page.contains("/guides/list.pdf"), "{page}");
        // And back again: the folder makes room for the file.
        site.run(&["rename", "guides/list.pdf", "guides/price.pdf", "--yes"]).ends(0);
        site.run(&["publish", "--yes"]).ends(0);
        assert_eq!(site.read("public/guides/price.pdf"), "%PDF-1.4");
        assert!(site.has("public/guides/list.pdf/index.html"));
    }
}
