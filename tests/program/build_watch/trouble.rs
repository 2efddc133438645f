//! Mistakes, and things that get in the way.

use support::signals::Signals;

use super::*;

#[test]
fn a_mistake_leaves_the_last_good_site_and_mending_it_publishes_all_since() {
    let mut kept = Kept::new(&[]);
    let before = kept.published();
    kept.site.write("content/a/one.md", "---\ntitle: \"Broken\n---\nText.\n");
    kept.hears_of_trouble("content/a/one.md:2:8: error[yaml-quote]: this quotation mark is never closed");
    assert!(kept.hears("one.md: 1 error").ends_with("public/ is left unchanged until it is fixed"));
    kept.site.write("content/a/two.md", page("Two", "Changed meanwhile."));
    kept.hears("two.md: 1 error");
    assert!(kept.published() == before);
    kept.site.write("content/a/one.md", page("One", "First."));
    assert!(calm(&kept.hears("all errors fixed")).ends_with("all errors fixed; 1 written"));
    kept.settles();
}

#[test]
fn a_link_to_a_page_that_goes_away_is_a_mistake_until_the_page_is_back() {
    let mut kept = Kept::new(&[]);
    kept.site.remove("content/a/one.md");
    kept.hears_of_trouble("content/a/two.md:5:27: error[link-broken]");
    kept.hears("1 error");
    assert!(kept.site.has("public/a/one/index.html"));
    kept.site.write("content/a/one.md", page("One", "First."));
    assert!(calm(&kept.hears("all errors fixed")).ends_with("nothing to write, checked"));
    kept.settles();
}

#[test]
fn a_broken_first_build_waits_to_be_mended() {
    let site = Site::small();
    site.write("content/bad.md", "---\ntitle: [\n---\n");
    let mut kept = Kept::start(site, &[]);
    kept.hears("The site will be rebuilt when this is fixed");
    assert!(!kept.site.has("public"));
    kept.site.write("content/bad.md", page("Good", "Text."));
    kept.hears("all errors fixed");
    kept.settles();
}

#[test]
fn with_strict_a_warning_stops_the_site_and_is_said_once_without() {
    let warned = page("One", "Text.\n\n[^1]: Never mentioned.");
    let mut kept = Kept::new(&["--strict"]);
    kept.site.write("content/a/one.md", &warned);
    assert!(kept.hears("one.md: 1 warning").contains("public/ is left unchanged"));
    kept.site.write("content/a/one.md", page("One", "Text."));
    kept.hears("all errors fixed");

    let mut kept = Kept::new(&[]);
    kept.site.write("content/a/one.md", &warned);
    assert!(kept.hears("one.md: 1 written").ends_with(", with 1 warning"));
    kept.site.write("content/a/two.md", page("Two", "Text."));
    assert!(kept.hears("two.md: 1 written").ends_with(", with 1 warning"));
    kept.hears_of_trouble("note-unused");
    // Whatever is said of a later mistake comes behind what was said before.
    kept.site.write("content/a/two.md", "---\ntitle: [\n---\n");
    kept.hears_of_trouble("two.md:2:8: error");
    assert_eq!(kept.said.iter().filter(|line| line.contains("note-unused")).count(), 1);
}

#[test]
fn a_content_folder_that_is_gone_is_told_and_waited_for() {
    let mut kept = Kept::new(&[]);
    let before = kept.published();
    let path = |name: &str| kept.site.path().join(name);
    fs::rename(path("content"), path("away")).unwrap();
    kept.hears_of_trouble("the folder content/ is gone; waiting for it to come back");
    assert!(kept.published() == before);
    let path = |name: &str| kept.site.path().join(name);
    fs::rename(path("away"), path("content")).unwrap();
    kept.hears("nothing to write");
    kept.site.edit("content/a/one.md", "First.", "Changed.");
    kept.hears("one.md: 1 written");
    kept.settles();
}

#[test]
fn a_folder_that_is_no_site_ends_the_program_with_words() {
    let site = Site::empty();
    let run = site.run(&["build", "--watch"]).ends(2);
    assert!(run.err.contains("it has no folder content/"), "{}", run.err);
}

#[test]
fn a_folder_of_somebody_else_ends_the_program_before_it_watches() {
    let site = Site::small();
    site.write("public/thesis.txt", "years of work");
    let run = site.run(&["build", "--watch"]).ends(2);
    assert!(run.err.contains("public contains files not created by Vertebra: thesis.txt"), "{}", run.err);
}

#[test]
fn a_file_of_somebody_else_in_the_way_is_named_and_the_site_follows_when_it_is_gone() {
    let mut kept = Kept::new(&[]);
    kept.site.write("public/new/index.html", "mine");
    kept.site.write("content/new.md", page("New", "Text."));
    kept.hears_of_trouble("public contains files that conflict with pages of the site: new/index.html");
    kept.hears_of_trouble("Vertebra keeps trying");
    assert_eq!(kept.site.read("public/new/index.html"), "mine");
    kept.site.remove("public/new/index.html");
    kept.hears("trying again");
    kept.settles();
}

#[test]
fn a_build_beside_it_and_a_folder_that_is_deleted_do_no_harm() {
    let mut kept = Kept::new(&[]);
    kept.site.edit("content/a/one.md", "First.", "Second.");
    kept.hears("one.md: 1 written");
    kept.site.run(&["build"]).ends(0);
    kept.site.edit("content/a/one.md", "Second.", "Third.");
    kept.hears("one.md: 1 written");
    kept.settles();
    fs::remove_dir_all(kept.site.path().join("public")).unwrap();
    kept.site.edit("content/a/one.md", "Third.", "Fourth.");
    kept.hears("one.md: ");
    kept.settles();
}

#[test]
fn a_program_that_is_killed_leaves_what_the_next_build_repairs() {
    for edits in 1..6 {
        let mut kept = Kept::new(&[]);
        // It is killed at its work: at the first thing that happens in the output folder, the second …
        let signals = Signals::of(&kept.site.path().join("public"));
        kept.site.write("content/a/one.md", page("Another title", "Text."));
        let mut happened = 0;
        signals.wait_until(|| {
            happened += 1;
            happened > edits || kept.site.read("public/a/one/index.html").contains("Another title")
        });
        kept.kill();
        kept.site.run(&["build"]).ends(0);
        assert!(kept.published() == kept.plain());
        assert!(!kept.site.has("public/.vertebra/journal"));
        assert_eq!(kept.site.read("public/.vertebra/manifest.json"), kept.site.read("plain/.vertebra/manifest.json"));
    }
}

/// The program under limits of its own, where this system allows that.
#[cfg(target_os = "linux")]
fn limited(site: Site, limit: &str, arguments: &str) -> Option<Kept> {
    let program = assert_cmd::cargo::cargo_bin("vertebra");
    let script = format!("echo {limit} && exec {} build --watch {arguments}", program.display());
    let command = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "sh", "-c", script]).current_dir(site.path());
        command
    };
    let allowed = command(&format!("echo {limit}")).output().is_ok_and(|it| it.status.success());
    let command = command(&script);
    if !allowed {
        eprintln!("skipped: this system allows no limits");
    }
    allowed.then(|| Kept::begin(site, command))
}

#[cfg(target_os = "linux")]
#[test]
fn a_system_that_cannot_watch_so_many_folders_is_told_with_what_to_do() {
    let few = "3 > /proc/sys/user/max_inotify_watches";
    let site = || {
        let site = Site::small();
        site.write("content/a/b/c/d/page.md", page("Deep", "Text."));
        site
    };
    let Some(mut kept) = limited(site(), few, "") else { return };
    kept.hears_of_trouble("this system cannot watch so many folders at once");
    kept.hears_of_trouble("check for changes every two seconds instead: --poll 2");
    assert_eq!(kept.child.wait().unwrap().code(), Some(2));

    let Some(mut kept) = limited(site(), few, "--poll 0.1") else { return };
    kept.hears("Watching for changes");
    kept.site.edit("content/a/b/c/d/page.md", "Text.", "Other text.");
    kept.hears("page.md: 1 written");

    // Enough for what is there, and not for what comes.
    let Some(mut kept) = limited(site(), "7 > /proc/sys/user/max_inotify_watches", "") else { return };
    kept.hears("Watching for changes");
    kept.site.write("content/x/y/z/page.md", page("More", "Text."));
    kept.hears_of_trouble("Vertebra now checks for changes every two seconds");
    kept.settles();
    kept.site.edit("content/x/y/z/page.md", "Text.", "Other text.");
    kept.settles();
}
