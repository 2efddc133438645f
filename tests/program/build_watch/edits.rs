//! Every kind of edit, and what becomes of the published site.

use support::dice::Dice;

use super::*;

#[test]
fn an_edited_page_is_published_and_nothing_else_is_touched() {
    let mut kept = Kept::new(&[]);
    let before = kept.site.tree("public");
    kept.site.edit("content/a/one.md", "First.", "Changed.");
    assert_eq!(calm(&kept.hears("one.md")), "content/a/one.md: 1 written");
    let after = kept.site.tree("public");
    let other: Vec<_> =
        after.iter().filter(|(path, file)| before.get(*path) != Some(file)).map(|(path, _)| path).collect();
    assert_eq!(other, [".vertebra/journal", "a/one/index.html"]);
    kept.settles();
}

#[test]
fn whatever_is_edited_the_site_is_what_a_build_gives() {
    let mut kept = Kept::new(&[]);
    let write = |kept: &Kept, path: &str, text: &str| kept.site.write(path, text);
    write(&kept, "content/b/new.md", &page("New", "A page in a folder of its own."));
    kept.settles();
    write(&kept, "content/a/one.md", &page("Another title", "First."));
    kept.settles();
    fs::rename(kept.site.path().join("content/b"), kept.site.path().join("content/c")).unwrap();
    kept.settles();
    write(&kept, "content/c/room.txt", "a file");
    kept.settles();
    kept.site.remove("content/c/new.md");
    kept.settles();
    fs::remove_dir_all(kept.site.path().join("content/c")).unwrap();
    kept.settles();
    write(&kept, "content/a.md", &page("In the way", "A page where a folder is."));
    kept.site.remove("content/a.md");
    write(&kept, "content/site.yaml", &SETTINGS.replace("title: Test", "title: Other"));
    kept.settles();
    write(&kept, "themes/mine/theme.yaml", "name: mine\nextends: clinic\n");
    write(&kept, "content/a/one.md", &page("One", "Last."));
    kept.settles();
}

#[test]
fn a_file_becomes_a_folder_and_back() {
    let mut kept = Kept::new(&[]);
    kept.site.write("content/thing", "a file without an ending");
    kept.settles();
    kept.site.remove("content/thing");
    kept.site.write("content/thing/index.md", page("Thing", "Now a section."));
    kept.settles();
    fs::remove_dir_all(kept.site.path().join("content/thing")).unwrap();
    kept.site.write("content/thing", "a file again");
    kept.settles();
}

#[test]
fn a_burst_of_saves_ends_in_the_last_one() {
    let mut kept = Kept::new(&[]);
    for number in 0..300 {
        kept.site.write("content/a/one.md", page("One", &format!("Number {number}.")));
        kept.site.write(&format!("content/p{}.md", number % 40), page(&format!("Page {number}"), "Text."));
    }
    kept.settles();
    assert!(kept.site.read("public/a/one/index.html").contains("Number 299."));
}

#[test]
fn more_files_than_a_small_change_has_are_published_too() {
    let mut kept = Kept::new(&[]);
    for number in 0..600 {
        kept.site.write(&format!("content/many/p{number}.md"), page(&format!("Page {number}"), "Text."));
    }
    kept.settles();
    fs::remove_dir_all(kept.site.path().join("content/many")).unwrap();
    kept.settles();
}

#[test]
fn with_v_each_output_is_named_with_its_reason() {
    let mut kept = Kept::new(&["-v"]);
    kept.site.edit("content/a/one.md", "First.", "Changed.");
    assert_eq!(kept.hears("  a/one/index.html"), "  a/one/index.html: the text of content/a/one.md");
    kept.site.write("content/a/two.md", page("Two", "No link."));
    kept.hears("  a/two/index.html: the text of content/a/two.md");
    kept.site.remove("content/a/one.md");
    kept.hears("  a/one/index.html: removed");
}

#[test]
fn a_save_that_changes_nothing_on_the_site_is_told_and_writes_nothing() {
    let mut kept = Kept::new(&[]);
    let before = kept.site.tree("public");
    kept.site.write("content/site.yaml", format!("{SETTINGS}# a remark\n"));
    assert_eq!(calm(&kept.hears("site.yaml")), "content/site.yaml: nothing to write, checked");
    assert!(kept.site.tree("public") == before);
}

#[test]
fn drafts_and_another_folder_and_polling_go_with_watching() {
    let site = Site::small();
    site.write("content/draft.md", "---\ntitle: Draft\ndraft: true\n---\nOne.\n");
    let arguments = ["--drafts", "--out", "there", "--poll", "0.1", "--strict", "--date", "2026-12-24"];
    let mut kept = Kept::start(site, &arguments);
    kept.hears("Watching for changes");
    kept.site.edit("content/draft.md", "One.", "Two, longer.");
    kept.hears("content/draft.md: 1 written");
    assert!(kept.site.read("there/draft/index.html").contains("Two, longer."));
    kept.site.run(&["build", "--poll", "2"]).ends(2);
}

#[test]
fn a_page_appears_and_disappears_when_its_time_comes() {
    let later = |seconds: i64| (jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds)).to_string();
    let text = |name: &str, at: String| format!("---\ntitle: Passing\n{name}: {at}\n---\nText.\n");
    // On a busy machine the program may begin so late that the time has come already: then the time is farther off.
    for wait in [1, 4, 16, 64] {
        let site = Site::small();
        site.write("content/soon.md", text("publish_at", later(wait)));
        site.write("content/short.md", text("expires", later(wait)));
        let mut kept = Kept::start(site, &[]);
        kept.hears("Watching for changes");
        let (soon, short) = ("public/soon/index.html", "public/short/index.html");
        if !kept.site.has(short) || kept.site.has(soon) {
            continue;
        }
        kept.hears("a scheduled time was reached");
        assert!(kept.comes_to(|kept| kept.site.has(soon) && !kept.site.has(short)), "{:?}", kept.said);
        return kept.settles();
    }
    panic!("it takes more than a minute to begin");
}

#[test]
fn any_mixture_of_edits_ends_in_what_a_build_gives() {
    let mut kept = Kept::new(&[]);
    let mut dice = Dice::new(7);
    for _ in 0..12 {
        for _ in 0..=dice.below(12) {
            edit(&kept.site, &mut dice);
            // Some edits come together, others when the one before has been published.
            if dice.chance(20) {
                kept.settles();
            }
        }
        kept.settles();
    }
}

/// Something happens to one of a few pages, folders and files.
fn edit(site: &Site, dice: &mut Dice) {
    let place = |dice: &mut Dice| site.path().join(format!("content/f{}", dice.below(3)));
    let (folder, other) = (place(dice), place(dice));
    let name = format!("{}/p{}.md", folder.file_name().unwrap().to_str().unwrap(), dice.below(4));
    match dice.below(8) {
        0 => _ = fs::remove_dir_all(folder),
        1 => _ = fs::rename(folder, other),
        2 => _ = fs::remove_file(site.path().join("content").join(name)),
        3 => site.write(&format!("content/{}", name.replace(".md", ".txt")), dice.below(5).to_string()),
        4 => {
            site.write("draft", page(&format!("Title {}", dice.below(5)), "Put in place."));
            _ = fs::rename(site.path().join("draft"), folder.join("moved.md"));
        }
        5 => site.write("content/site.yaml", SETTINGS.replace("Test", &format!("Test {}", dice.below(3)))),
        _ => site.write(&format!("content/{name}"), page(&format!("Title {}", dice.below(5)), "Text.")),
    }
}
