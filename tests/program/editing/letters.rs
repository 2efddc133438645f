//! Names of files as a Mac writes them, with an accent as a character of its own, and paths as keyboards write them: every
//! command that takes a path finds the file.

use support::Site;

/// `é` and `î` as a Mac writes them in the names of files.
const E: &str = "e\u{301}";
const I: &str = "i\u{302}";

fn site() -> Site {
    let site = Site::small();
    site.write(&format!("content/{E}.md"), "---\ntitle: E\ndescription: An e.\n---\nWords. <b>bold</b>\n");
    site.write(&format!("content/d{I}r/index.md"), "---\ntitle: D\ndescription: A folder.\n---\n[e](../\u{e9}.md)\n");
    site.write("content/a.md", "---\ntitle: A\ndescription: An a.\n---\n[e](\u{e9}.md)\n");
    site
}

#[test]
fn a_page_is_found_by_every_command() {
    for (command, file, is_there) in [
        (&["rename", "\u{e9}.md", "f.md", "--yes"][..], "content/f.md".to_owned(), true),
        (&["rename", "content/\u{e9}.md", "d\u{ee}r/", "--yes"], format!("content/d{I}r/{E}.md"), true),
        (&["rename", "d\u{ee}r", "xx", "--yes"], "content/xx/index.md".to_owned(), true),
        (&["rename", "a.md", "d\u{ee}r/new.md", "--yes"], format!("content/d{I}r/new.md"), true),
        (&["remove", "\u{e9}.md", "--to", "a.md", "--yes"], format!("content/{E}.md"), false),
        (&["remove", "a.md", "--to", "\u{e9}.md", "--yes"], "content/a.md".to_owned(), false),
        (&["new", "page", "page", "Zo\u{eb}", "--in", "d\u{ee}r"], format!("content/d{I}r/zoe.md"), true),
        (&["fix", "\u{e9}.md", "--yes"], format!("content/{E}.md"), true),
        (&["why", "\u{e9}.md"], format!("content/{E}.md"), true),
        (&["why", "d\u{ee}r/index.md"], format!("content/d{I}r/index.md"), true),
    ] {
        let site = site();
        let run = site.run(command).ends(0);
        assert_eq!(site.has(&file), is_there, "{command:?}\n{}{}", run.out, run.err);
        // No second folder, and no second file, of the same name in other letters.
        for path in ["content/d\u{ee}r", "content/\u{e9}.md"] {
            assert!(!site.path().join(path).exists(), "{command:?}: {path}");
        }
        assert!(site.run(&["build"]).ends(0).err.is_empty(), "{command:?}");
    }
}

#[test]
fn a_page_that_is_not_published_and_a_whole_path_are_found() {
    let site = site();
    site.write(&format!("content/o{E}.md"), "---\ntitle: O\ndraft: true\n---\nWords.\n");
    assert!(site.run(&["why", "o\u{e9}.md"]).ends(0).out.contains("published:  no: draft"));
    let whole = site.path().join("content/\u{e9}.md");
    let run = site.run(&["fix", whole.to_str().unwrap(), "--dry-run"]).ends(0);
    assert!(run.out.contains("in 1 file"), "{}", run.out);
}
