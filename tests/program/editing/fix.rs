//! `vertebra fix`: it shows, it asks, it keeps a copy, and it takes back.

use support::pictures;
use support::{SETTINGS, Site};

const PASTED: &str = "---
title:\t“Your first visit”
---
<p class=\"MsoNormal\"><span style=\"color:red\">Bring a <b>list</b></span></p>

See the [guideline](https://www.google.com/url?q=https://www.nice.org.uk/ng59&sa=D).
";

const MENDED: &str = "---
title: \"Your first visit\"
---
Bring a **list**

See the [guideline](https://www.nice.org.uk/ng59).
";

fn site() -> Site {
    Site::new(&[
        ("content/site.yaml", SETTINGS),
        ("content/index.md", "---\ntitle: Home\n---\nHello.\n"),
        ("content/guides/first-visit.md", PASTED),
    ])
}

#[test]
fn nothing_is_changed_before_somebody_has_said_yes() {
    let site = site();
    site.run(&["build"]).ends(1);
    let shown = site.run(&["fix"]).ends(1);
    assert_eq!(
        shown.out,
        "content/guides/first-visit.md
@@ -1,6 +1,6 @@
 ---
-title:→“Your first visit”
+title: \"Your first visit\"
 ---
-<p class=\"MsoNormal\"><span style=\"color:red\">Bring a <b>list</b></span></p>
+Bring a **list**

-See the [guideline](https://www.google.com/url?q=https://www.nice.org.uk/ng59&sa=D).
+See the [guideline](https://www.nice.org.uk/ng59).
  fix: pasted formatting converted to Markdown [html-pasted]
  fix: a link changed to its real address [link-wrapped]
  fix: curly quotes around a field replaced with straight quotes [yaml-smart-quote]
  fix: tabs replaced with spaces [yaml-tab]

"
    );
    assert_eq!(
        shown.err,
        "Nothing was changed: there is no terminal to confirm in. To apply without confirming, add: --yes\n"
    );
    assert_eq!(site.read("content/guides/first-visit.md"), PASTED);
    assert!(!site.has(".vertebra/backup"));
    let dry = site.run(&["fix", "--dry-run", "guides"]).ends(0);
    assert!(dry.out.ends_with("1 file would change. To apply, run again without --dry-run\n"), "{}", dry.out);
    assert_eq!(site.read("content/guides/first-visit.md"), PASTED);
}

#[test]
fn what_was_mended_can_be_taken_back() {
    let site = site();
    let run = site.run(&["fix", "--yes", "content/guides/first-visit.md"]).ends(0);
    assert!(run.out.ends_with("1 file fixed. To undo, run: vertebra undo\n"), "{}", run.out);
    assert_eq!(site.read("content/guides/first-visit.md"), MENDED);
    site.run(&["build", "--strict"]).ends(0);
    assert_eq!(site.run(&["fix"]).ends(0).out, "Nothing to fix in 3 files.\n");

    let run = site.run(&["fix", "--undo"]).ends(0);
    assert_eq!(run.out, "  content/guides/first-visit.md\nUndone: \"vertebra fix\".\n");
    assert_eq!(site.read("content/guides/first-visit.md"), PASTED);
    let again = site.run(&["fix", "--undo"]).ends(2);
    assert!(again.err.contains("there is nothing to undo"), "{}", again.err);

    site.run(&["fix", "--yes"]).ends(0);
    site.edit("content/guides/first-visit.md", "See the", "Read the");
    let refused = site.run(&["fix", "--undo"]).ends(2);
    assert!(refused.err.contains("content/guides/first-visit.md has been changed since"), "{}", refused.err);
    assert!(refused.err.contains("/content/guides/first-visit.md\n"), "says where the copy is: {}", refused.err);
}

#[test]
fn another_encoding_is_read_only_when_it_is_named() {
    let site = site();
    let bytes = b"---\r\ntitle: Caf\xe9\r\n---\r\nIt\x92s here.\r\n";
    site.write("content/menu.md", bytes);
    let left = site.run(&["fix", "menu.md"]).ends(0);
    assert_eq!(
        left.out,
        "content/menu.md\n  not fixed: this file is not saved as UTF-8 (byte 0xe9 here, probably \"é\" saved by Windows); \
         if the text should read \"title: Café\", run: vertebra fix --encoding windows-1252 content/menu.md [encoding]\n\n\
         Nothing to fix in 1 file.\n"
    );
    site.run(&["fix", "--yes", "--encoding", "windows-1252", "menu.md"]).ends(0);
    assert_eq!(site.read("content/menu.md"), "---\r\ntitle: Café\r\n---\r\nIt’s here.\r\n");
    let twice = site.run(&["fix", "--yes", "--encoding", "windows-1252", "menu.md"]).ends(2);
    assert!(twice.err.contains("content/menu.md: this file is already saved as UTF-8"), "{}", twice.err);
    let unknown = site.run(&["fix", "--yes", "--encoding", "klingon", "menu.md"]).ends(2);
    assert!(unknown.err.contains("\"klingon\" is not a known encoding"), "{}", unknown.err);
    site.run(&["fix", "--encoding", "windows-1252"]).ends(2);
    site.run(&["fix", "--undo"]).ends(0);
    assert_eq!(std::fs::read(site.path().join("content/menu.md")).unwrap(), bytes);
}

#[test]
fn pictures_in_a_text_become_files_when_that_is_asked_for() {
    const PNG: &str =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    let site = site();
    site.run(&["fix", "--yes"]).ends(0);
    site.write("content/room.md", format!("---\ntitle: Room\n---\n![A treatment room](data:image/png;base64,{PNG})\n"));
    let left = site.run(&["fix", "room.md"]).ends(0);
    assert!(left.out.contains("not fixed: line 4: to save the image as a file, add --extract-images"), "{}", left.out);
    let run = site.run(&["fix", "--yes", "--extract-images", "room.md"]).ends(0);
    assert!(run.out.contains("fix: new file: content/images/a-treatment-room.png"), "{}", run.out);
    assert_eq!(
        site.read("content/room.md"),
        "---\ntitle: Room\n---\n![A treatment room](images/a-treatment-room.png)\n"
    );
    assert!(site.has("content/images/a-treatment-room.png"));
    site.run(&["build", "--strict"]).ends(0);
    site.run(&["fix", "--undo"]).ends(0);
    assert!(!site.has("content/images/a-treatment-room.png"));
}

#[test]
fn a_picture_forgets_where_it_was_taken_when_that_is_asked_for() {
    let site = site();
    site.write("content/room.jpg", pictures::with_exif(&pictures::jpeg(40, 30), 1, true));
    let run = site.run(&["fix", "--strip-location", "room.jpg", "--yes"]).ends(0);
    assert!(run.out.contains("content/room.jpg\n  fix: the location removed from an image"), "{}", run.out);
    let again = site.run(&["fix", "--strip-location", "room.jpg"]).ends(0);
    assert!(again.out.contains("not fixed: it contains no location"), "{}", again.out);
    assert_eq!(site.read("content/guides/first-visit.md"), PASTED, "nothing else was touched");
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let run = site().run(&["fix", "guides/first-vist.md"]).ends(2);
    assert!(run.err.contains("there is no file \"guides/first-vist.md\" in this site"), "{}", run.err);
    assert!(run.err.contains("did you mean guides/first-visit.md?"), "{}", run.err);
}
