//! Files that are damaged, empty, huge, or nested beyond reason.

use support::{SETTINGS, Site, clip};

const PAGE: &str = "---\ntitle: T\n---\n";

/// A published site to which one page is added.
fn with_page(bytes: impl AsRef<[u8]>) -> Site {
    let site = Site::published();
    site.write("content/a.md", bytes);
    site
}

#[test]
fn another_encoding_is_named_with_its_byte_in_every_kind_of_file() {
    let words = "is not saved as UTF-8 (byte 0x92 here, probably an apostrophe saved by Windows)";
    let site = with_page(b"---\ntitle: T\n---\nIt\x92s\n");
    let run = site.refuses(1, words);
    assert!(run.err.contains("content/a.md:4:3: error[encoding]"), "{}", run.err);
    assert!(
        run.err.contains("Save with encoding > UTF-8") && run.err.contains("fix --encoding windows-1252 content/a.md"),
        "{}",
        run.err
    );
    for (path, text) in [
        (
            "content/site.yaml",
            &b"title: It\x92s\nbase_url: https://example.org/\nlanguage: en\ntime_zone: Etc/UTC\n"[..],
        ),
        ("content/data/people.yaml", b"ann: {name: It\x92s}\n"),
        ("themes/mine/theme.yaml", b"name: mine\nextends: clinic # it\x92s\n"),
    ] {
        let site = Site::published();
        if path.starts_with("themes") {
            site.write("content/site.yaml", format!("{}theme: mine\n", support::SETTINGS));
        }
        site.write(path, text);
        let run = site.refuses(1, words);
        assert!(run.err.contains(path), "{}", run.err);
    }
    let site = with_page(b"\xff\xfe-\0-\0-\0");
    let run = site.refuses(1, "this file is saved as UTF-16, not as UTF-8");
    assert!(run.err.contains("\n1 error in"), "told once: {}", run.err);
}

#[test]
fn nul_bytes_are_shown() {
    let run = with_page(b"---\ntitle: T\n---\na\0b\n").refuses(1, "(byte 0x00), which does not belong in text");
    assert!(run.err.contains("content/a.md:4:2") && !run.err.contains('\0'), "{}", run.err);
}

#[test]
fn an_empty_file_and_one_of_hyphens_get_the_lines_to_type() {
    for text in ["", "\n\n", "\u{feff}"] {
        let run = with_page(text).refuses(1, "error[file-empty]: this file is empty");
        assert!(run.err.contains("title: A") && run.err.contains("\n1 error in"), "{}", run.err);
    }
    for text in ["---", "---\n---", "---\n---\n", "---\n", "---\n\n---\n\n"] {
        with_page(text).refuses(1, "title: A");
    }
}

#[test]
fn a_page_of_50_megabytes_is_published() {
    let line = "Some simple words of text that go on and on, and on again, to the end of the line and beyond.\n\n";
    let site = with_page(PAGE.to_owned() + &line.repeat(50 * 1024 * 1024 / line.len() + 1));
    site.run(&["build"]).ends(0);
    assert!(site.path().join("public/a/index.html").metadata().unwrap().len() > 50 * 1024 * 1024);
}

#[test]
fn ten_thousand_marks_inside_each_other_are_too_many_or_harmless() {
    const MANY: usize = 10_000;
    let deep = "error[nested-deep]";
    let lists = (0..600).map(|n| format!("{}- x\n", "  ".repeat(n))).collect::<String>();
    let blocks = (0..600).map(|n| format!("{} note\n", ":".repeat(603 - n))).collect::<String>();
    for (text, words) in [
        (">".repeat(MANY), deep),
        ("> ".repeat(MANY) + "x", deep),
        ("- ".repeat(MANY) + "x", deep),
        ("1. ".repeat(MANY) + "x", deep),
        (lists, deep),
        ("<div>".repeat(MANY), deep),
        (blocks, "error["),
        ("{{ ".repeat(MANY) + "x", "error[value-open]"),
        ("[a](".repeat(MANY) + "x" + &")".repeat(MANY), "error[link-broken]"),
    ] {
        let run = with_page(format!("{PAGE}{text}\n")).refuses(1, words);
        assert!(run.err.len() < 60_000, "{} bytes of messages: {}", run.err.len(), clip(&run.err));
    }
    for text in [
        "[".repeat(MANY),
        "![".repeat(MANY) + "x",
        "*a **a ".repeat(MANY),
        "_".repeat(MANY),
        "`".repeat(MANY) + "x",
        "<".repeat(MANY),
        "&amp;".repeat(MANY),
        "|".repeat(MANY) + "\n" + &"|-".repeat(MANY),
        "a\n: b\n\n".repeat(MANY),
        "\\".repeat(MANY),
        "<!--".repeat(MANY),
        "# a\n".replace('#', "##").repeat(MANY),
    ] {
        let site = with_page(format!("{PAGE}{text}\n"));
        let run = site.run(&["build"]);
        assert!(run.code < 2, "{}", clip(&run.err));
    }
}

#[test]
fn line_ends_of_windows_make_no_difference() {
    let site = Site::small();
    site.write(
        "content/a.md",
        "---\ntitle: A\ndescription: |\n  Two\n  lines.\n---\n::: note\nText.\n:::\n\n- [x] a\n- b\n",
    );
    site.run(&["build"]).ends(0);
    let before = site.tree("public");
    for path in ["content/site.yaml", "content/index.md", "content/a.md"] {
        site.write(path, site.read(path).replace('\n', "\r\n"));
    }
    site.run(&["build", "--strict"]).ends(0);
    assert!(site.tree("public") == before);
}

#[test]
fn words_without_end_are_cut_in_messages() {
    let long = "x".repeat(100_000);
    let run = with_page(format!("{PAGE}[a]({long}.md)\n")).refuses(1, "error[link-broken]");
    assert!(run.err.len() < 5_000, "{} bytes", run.err.len());
    let run = with_page(format!("---\ntitle: T\n{long}: 1\n---\n")).refuses(1, "content/a.md:3:1: error[");
    assert!(run.err.len() < 5_000, "{} bytes", run.err.len());
}

#[test]
fn thousands_of_files_with_errors_do_not_flood_the_screen() {
    let site = Site::published();
    // Each page has a title of its own, made of its name: five thousand cards would take most of the time.
    site.write("content/site.yaml", format!("{SETTINGS}settings: {{social_cards: false}}\n"));
    let links: String = (0..8).map(|n| format!("[x](nowhere{n}.md) ")).collect();
    for n in 0..5000 {
        site.write(&format!("content/many/p{n}.md"), format!("---\ntitel: T\n---\n{links}\n"));
    }
    let run = site.refuses(1, "content/many/p0.md: 3 more [link-broken]");
    assert!(
        run.err.contains("in 5000 files: [link-broken] there is no page \"many/nowhere7.md\"")
            && run.err.contains("45000 errors in 5001 pages"),
        "{}",
        clip(&run.err)
    );
    assert!(run.err.len() < 100_000, "{} bytes", run.err.len());
    // Of each, five are shown with their lines, and the others counted.
    assert_eq!((run.err.matches("nowhere0.md\"").count(), run.err.matches("titel: T").count()), (6, 5));
}
