//! `vertebra build --verify`.

use super::*;

#[test]
fn what_a_build_published_is_what_a_build_gives() {
    let site = Site::published();
    let before = site.tree("public");
    let run = site.run(&["build", "--verify"]).ends(0);
    assert!(run.out.contains("files compared: public/ matches a clean build."), "{}", run.out);
    assert!(site.tree("public") == before);
}

#[test]
fn files_that_differ_are_missing_or_left_over_are_named() {
    let site = Site::small();
    site.write("content/old.md", page("Old", "Text."));
    site.write("content/lost.md", page("Lost", "Text."));
    site.run(&["build"]).ends(0);
    site.write("public/index.html", "tampered with");
    site.write("public/ads.txt", "mine");
    site.remove("public/lost/index.html");
    site.remove("content/old.md");
    let before = site.tree("public");
    let run = site.run(&["build", "--verify"]).ends(1);
    let named: Vec<_> = run.out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for line in ["index.html differs", "lost/index.html missing", "old/index.html left over"] {
        assert!(named.contains(&line.to_owned()), "{}", run.out);
    }
    assert!(!run.out.contains("ads.txt"), "{}", run.out);
    assert!(run.err.ends_with("are different from a clean build. To rebuild, run: vertebra build\n"), "{}", run.err);
    assert!(site.tree("public") == before, "nothing is written");
    site.run(&["build"]).ends(0);
    site.run(&["build", "--verify"]).ends(0);
}

#[test]
fn nothing_is_published_yet() {
    let site = Site::small();
    let run = site.run(&["build", "--verify"]).ends(1);
    assert!(run.out.contains("missing"), "{}", run.out);
    assert!(!site.has("public"));
    site.write("content/index.md", "---\ntitle: [\n---\n");
    site.run(&["build", "--verify"]).ends(1);
    site.run(&["build", "--verify", "--watch"]).ends(2);
}

#[test]
fn what_is_kept_right_is_what_a_build_gives() {
    let mut kept = Kept::new(&[]);
    kept.site.edit("content/a/one.md", "First.", "Changed.");
    kept.hears("one.md: 1 written");
    kept.site.run(&["build", "--verify"]).ends(0);
    assert!(kept.site.has("public/.vertebra/journal"), "the notes are left as they are");
}
