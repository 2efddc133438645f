//! What can be typed instead of what was meant.

use support::Site;

#[test]
fn values_that_make_no_sense_end_with_2_and_what_to_write() {
    let site = Site::published();
    let before = site.tree("public");
    for (arguments, words) in [
        (&["--threads", "0"][..], "use a number from 1 to 256"),
        (&["--threads", "99999999999"], "use a number from 1 to 256"),
        (&["--threads", "two"], "use a number from 1 to 256"),
        (&["--date", "tomorrow"], "such as 2026-12-24"),
        (&["--date", ""], "such as 2026-12-24"),
        (&["--date", "2026-02-30"], "such as 2026-12-24"),
        (&["--date", "99999-01-01"], "such as 2026-12-24"),
        (&["--base-url", ""], "such as https://www.example.org/"),
        (&["--base-url", "example.org"], "such as https://www.example.org/"),
        (&["--base-url", "https://"], "such as https://www.example.org/"),
        (&["--base-url", "http://[::1"], "such as https://www.example.org/"),
        (&["--base-url", "https://a.example/a b/"], "such as https://www.example.org/"),
        (&["--base-url", "https://a.example/../b/"], "such as https://www.example.org/"),
        (&["--base-url", "https://a.example/?q"], "such as https://www.example.org/"),
        (&["--base-url", "javascript:alert(1)"], "such as https://www.example.org/"),
        (&["--base-url", "https://a.example/\"><script>"], "such as https://www.example.org/"),
        (&["--base-url", "https://me:secret@a.example/"], "such as https://www.example.org/"),
        (&["--root", "nowhere"], "there is no folder nowhere"),
        (&["--root", "content/index.md"], "there is no folder content/index.md"),
        (&["--root", ""], "--root <DIR>"),
        (&["--out", ""], "--out <FOLDER>"),
    ] {
        let run = site.run(&[&["build"], arguments].concat()).ends(2);
        assert!(run.err.contains(words) && run.out.is_empty(), "{arguments:?}: {}", run.err);
        assert!(site.tree("public") == before, "{arguments:?}");
    }
}

#[test]
fn days_at_the_ends_of_time_are_days() {
    let site = Site::small();
    site.write("content/a.md", "---\ntitle: A\ndate: 2026-11-20\nexpires: 9000-01-01\n---\n");
    let listed = |day: &str| site.run(&["list", "--date", day]).ends(0).out;
    assert!(listed("0001-01-01").contains("scheduled for 2026-11-20"));
    assert!(listed("2026-11-20").contains("All pages are published today."));
    assert!(listed("9999-12-31").contains("expired on 9000-01-01"), "{}", listed("9999-12-31"));
    site.run(&["build", "--date", "9999-12-31"]).ends(0);
    site.run(&["build", "--date", "0000-01-01"]);
}

#[test]
fn new_pages_take_any_title() {
    let site = Site::small();
    let long = "very ".repeat(100);
    for title in ["", " ", "!!!", "../../x", "a\nb", "\"quoted\" \\ : #", "😀", "{{ x }}", "index", "404", &long] {
        let run = site.run(&["new", "page", "page", title]);
        assert!(run.code == 0 || run.code == 2, "{title:?}: {}", run.err);
        assert!(run.code == 0 || run.err.contains("help:"), "{title:?}: {}", run.err);
    }
    assert!(!site.has("../x.md"));
    site.run(&["build", "--drafts"]).ends(0);
}
