//! What is told while somebody types.

use serde_json::json;

use crate::editor::{Editor, abilities};
use crate::site;

const VISIT: &str = "content/guides/visit.md";

#[test]
fn a_broken_link_is_told_and_mended_while_typing() {
    let mut editor = Editor::new(site(""));
    assert!(editor.shown.values().all(Vec::is_empty), "{:?}", editor.shown);
    editor.open(VISIT);
    editor.change(VISIT, "../index.md", "../indx.md");
    editor.settle();
    assert_eq!(editor.problems(VISIT), "11:44-11:54 error link-broken: there is no page \"indx.md\"");
    let message = editor.shown[VISIT][0]["message"].as_str().unwrap().to_owned();
    assert_eq!(message, "there is no page \"indx.md\"\nhelp: did you mean ../index.md?");
    editor.change(VISIT, "../indx.md", "../index.md");
    editor.settle();
    assert_eq!(editor.problems(VISIT), "");
}

#[test]
fn texts_are_read_at_once_and_what_the_site_says_moves_along() {
    let mut editor = Editor::new(site(""));
    editor.open(VISIT);
    editor.change(VISIT, "(../index.md)", "(../indx.md)");
    editor.settle();
    // Nothing is waited for: what reading the text alone shows comes with the next answer.
    editor.change(VISIT, "Some text", "\u{1f600} ![](x.png)\n\nSome text");
    editor.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": editor.uri(VISIT)}}));
    let problems = editor.problems(VISIT);
    assert!(problems.contains("9:4-9:7 error image-alt:"), "{problems}");
    assert!(problems.contains("13:44-13:54 error link-broken:"), "{problems}");
}

#[test]
fn half_typed_fields_leave_other_pages_alone() {
    let mut editor = Editor::new(site(""));
    let words = "content/words.md";
    editor.open(words);
    editor.change(words, "title: Words\n", "title: \"Words\n");
    editor.change(words, "type: glossary", "type: gloss");
    editor.settle();
    assert!(editor.problems(words).contains("error yaml-quote:"), "{}", editor.problems(words));
    assert_eq!(editor.problems(VISIT), "", "the glossary is there as it was");
    // Whoever saves it means it.
    editor.save(words);
    editor.settle();
    assert!(editor.problems(VISIT).contains("error term-unknown:"), "{}", editor.problems(VISIT));
    editor.change(words, "\"Words", "Words");
    editor.change(words, "gloss", "glossary");
    editor.settle();
    assert_eq!((editor.problems(words), editor.problems(VISIT)), (String::new(), String::new()));
}

#[test]
fn half_typed_settings_leave_the_site_alone() {
    let mut editor = Editor::new(site(""));
    let settings = "content/site.yaml";
    editor.open(settings);
    editor.change(settings, "theme: mini", "theme: min");
    editor.change(settings, "language: en", "language: \"en");
    editor.settle();
    assert!(editor.problems(settings).contains("yaml-"), "{}", editor.problems(settings));
    assert_eq!(editor.shown.iter().filter(|(path, list)| *path != settings && !list.is_empty()).count(), 0);
    editor.change(settings, "\"en", "en");
    editor.save(settings);
    editor.settle();
    assert!(editor.problems(settings).contains("theme-missing"), "{}", editor.problems(settings));
}

#[test]
fn unsaved_pages_are_a_part_of_the_site_and_closing_them_takes_them_back() {
    let mut editor = Editor::new(site(""));
    editor.open(VISIT);
    editor.change(VISIT, "../index.md", "new.md");
    editor.open_as("content/guides/new.md", "---\ntitle: New\n---\nNew.\n");
    editor.settle();
    assert_eq!(editor.problems(VISIT), "");
    editor.close("content/guides/new.md");
    editor.settle();
    assert_eq!(editor.problems(VISIT), "11:44-11:50 error link-broken: there is no page \"guides/new.md\"");
    editor.close(VISIT);
    editor.settle();
    assert_eq!(editor.problems(VISIT), "", "the file itself was never touched");
}

#[test]
fn files_that_others_change_are_taken_in() {
    let mut editor = Editor::new(site(""));
    editor.outside("content/guides/other.md", Some("---\ntitle: Other\n---\n[x](../nowhere-at-all.md)\n"));
    editor.settle();
    let problems = editor.problems("content/guides/other.md");
    assert_eq!(problems, "4:5-4:25 error link-broken: there is no page \"nowhere-at-all.md\"");
    editor.outside("content/guides/other.md", None);
    editor.settle();
    assert_eq!(editor.problems("content/guides/other.md"), "");
    // What is open counts, whatever stands in its file.
    editor.open(VISIT);
    editor.outside(VISIT, Some("---\ntitle: x\n---\n[x](nowhere-at-all.md)\n"));
    editor.settle();
    assert_eq!(editor.problems(VISIT), "");
    editor.close(VISIT);
    editor.settle();
    assert!(editor.problems(VISIT).contains("link-broken"), "{}", editor.problems(VISIT));
}

#[test]
fn places_count_in_the_units_that_were_agreed_on() {
    let text = "---\r\ntitle: Ü\r\n---\r\n\t😀 ñ [x](gone-for-ever.md)\r\n";
    for (encodings, expected) in [(json!(["utf-16"]), "4:10-4:26"), (json!(["utf-8", "utf-16"]), "4:13-4:29")] {
        let mut abilities = abilities();
        abilities["general"] = json!({"positionEncodings": encodings});
        let mut editor = Editor::with(site(""), abilities);
        let path = "content/a.md";
        editor.open_as(path, &text.replace('\t', ""));
        editor.settle();
        assert!(editor.problems(path).starts_with(expected), "{}", editor.problems(path));
        // What is typed behind an emoji goes where it belongs.
        editor.change(path, "gone-for-ever.md", "index.md");
        editor.settle();
        assert_eq!(editor.problems(path), "");
    }
}

#[test]
fn a_mark_at_the_beginning_of_a_file_and_other_line_ends_change_nothing() {
    let text = "\u{feff}---\r\ntitle: A\r\ntitel: B\r\n---\r\nText.\r\n";
    let site = site("");
    site.write("content/a.md", text);
    let mut editor = Editor::new(site);
    let closed = editor.problems("content/a.md");
    assert_eq!(closed, "3:1-3:6 error field-unknown: \"titel\" is not a known field");
    editor.open("content/a.md");
    editor.settle();
    assert_eq!(editor.problems("content/a.md"), closed);
}

#[test]
fn drafts_are_told_what_will_matter() {
    let mut editor = Editor::new(site(""));
    let draft = "content/guides/soreness.md";
    editor.open(draft);
    editor.change(draft, "Not finished.", "[x](visitt.md) {{ unheard-of }}");
    editor.settle();
    let problems = editor.problems(draft);
    assert!(problems.contains("5:5-5:14 note link-broken:"), "{problems}");
    assert!(problems.contains("note directive-unknown:"), "{problems}");
    editor.change(draft, "draft: true\n", "");
    editor.settle();
    let problems = editor.problems(draft);
    assert!(problems.contains("4:5-4:14 error link-broken:"), "{problems}");
    assert!(problems.contains("error directive-unknown:"), "{problems}");
}

#[test]
fn second_places_are_shown() {
    let mut editor = Editor::new(site(""));
    editor.open(VISIT);
    editor.change(VISIT, "See [above]", "> - ::: note\n> - :::\n\nSee [above]");
    editor.settle();
    let told = &editor.shown[VISIT];
    let crossed = told.iter().find(|it| it["code"] == "block-crossed").unwrap_or_else(|| panic!("{told:?}"));
    assert_eq!(crossed["relatedInformation"][0]["message"], "it is opened here");
}
