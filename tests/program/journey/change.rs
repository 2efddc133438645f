//! Pages that are renamed, deleted and moved, among files that somebody else put there.

use super::{TODAY, started};

#[test]
fn a_renamed_page_moves_and_its_old_address_can_lead_on() {
    let site = started();
    site.write("content/articles/old.md", "---\ntitle: Old\n---\nSee [us](../about.md).\n");
    site.run(&["build", "--date", TODAY]).ends(0);
    assert!(site.has("public/articles/old/index.html"));
    std::fs::rename(site.path().join("content/articles/old.md"), site.path().join("content/articles/new.md")).unwrap();
    site.run(&["build", "--date", TODAY]).ends(0);
    assert!(!site.has("public/articles/old") && site.has("public/articles/new/index.html"));
    site.edit("content/articles/new.md", "title: Old\n", "title: New\naliases: [/articles/old/]\n");
    site.run(&["build", "--date", TODAY]).ends(0);
    assert!(site.read("public/articles/old/index.html").contains("/articles/new/"));
    let why = site.run(&["why", "/articles/old/", "--date", TODAY]).ends(0).out;
    assert!(why.contains("a redirect to /articles/new/"), "{why}");
}

#[test]
fn a_deleted_page_goes_and_what_others_put_there_stays() {
    let site = started();
    site.write("content/articles/short.md", "---\ntitle: Short\n---\n");
    site.write("content/notes/deep/a.md", "---\ntitle: A\n---\n");
    site.write("content/notes/deep/room.jpg", "picture");
    site.run(&["build", "--date", TODAY]).ends(0);
    for path in ["CNAME", "google123.html", "notes/deep/mine.txt", ".git/config"] {
        site.write(&format!("public/{path}"), "mine");
    }
    let told = site.run(&["build", "--date", TODAY]).ends(0);
    assert!(
        told.err.contains("google123.html") && told.err.contains("left in place (reported only once)"),
        "{}",
        told.err
    );
    site.remove("content/articles/short.md");
    std::fs::remove_dir_all(site.path().join("content/notes")).unwrap();
    let run = site.run(&["build", "--date", TODAY]).ends(0);
    assert!(run.last_line().contains(" removed in N s."), "{}", run.last_line());
    assert!(!run.err.contains("google123.html"), "told once: {}", run.err);
    assert!(!site.has("public/articles/short") && !site.has("public/notes/index.html"));
    assert!(!site.has("public/notes/deep/room.jpg") && !site.has("public/notes/deep/a"));
    for path in ["CNAME", "google123.html", "notes/deep/mine.txt", ".git/config", ".gitignore"] {
        assert!(site.has(&format!("public/{path}")), "{path}");
    }
}

#[test]
fn a_page_that_others_link_to_is_not_deleted_unnoticed() {
    let site = started();
    let about = site.read("content/about.md");
    site.remove("content/about.md");
    let run = site.refuses(1, "error[link-broken]");
    assert!(run.err.contains("content/index.md"), "{}", run.err);
    site.write("content/about.md", about);
    site.run(&["build"]).ends(0);
}

#[test]
fn only_the_page_that_changed_is_written() {
    let site = started();
    site.write("content/about.md", site.read("content/about.md") + "\nOne more line.\n");
    let before = site.tree("public");
    site.run(&["build", "--date", TODAY]).ends(0);
    let after = site.tree("public");
    let changed: Vec<_> =
        after.iter().filter(|(path, file)| before.get(*path) != Some(file)).map(|(path, _)| path).collect();
    assert_eq!(changed, [".vertebra/manifest.json", "about/index.html"]);
}
