//! A rename in the editor is that of the command line: the same edits, the same files, the same refusals.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::editor::Editor;
use super::site;
use support::Site;

/// What a rename could forget: definitions, arguments of blocks, data, settings, permalinks, translations, menus.
const MORE: &str = "\
-- content/guides/stay.md --
---\r
title: Your stay\r
description: d\r
aliases:   # printed on a leaflet\r
  - \"/old-stay/\"   # keep!\r
---\r
See [the visit][v] and [home](../index.md).\r
\r
[v]: visit.md \"Title\"\r
-- content/guides/only.md --
---
title: Only
description: d
slug: lonely
---
[a](stay.md) [b](/guides/stay/#x) [c](visit.md#before) ![A plan of the rooms](plan.svg)
-- content/guides/plan.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>
-- content/data/places.yaml --
first: guides/stay.md   # by its file
second: /guides/stay/
";

/// Everything in `content`.
fn files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let root = site.path();
    let all = site.tree("content").into_iter().map(|(name, (bytes, _))| (name, bytes));
    all.map(|(name, bytes)| (name.trim_start_matches(&*root.to_string_lossy()).to_owned(), bytes)).collect()
}

fn editor(more: &str) -> Editor {
    Editor::with(site(more), super::editor::abilities_of_files())
}

fn will_rename(editor: &mut Editor, old: &str, new: &str) -> Value {
    json!({"files": [{"oldUri": editor.uri(old), "newUri": editor.uri(new)}]})
}

/// Does in the files what an answer says, and then what the editor does itself.
fn carried_out(editor: &mut Editor, answer: &Value, old: &str, new: &str) {
    let root = editor.uri("");
    let path = |uri: &Value| {
        let path = uri.as_str().unwrap().trim_start_matches(&root).trim_start_matches('/');
        path.replace("%20", " ")
    };
    let rename = |editor: &Editor, old: &str, new: &str| {
        let (from, to) = (editor.site.path().join(old), editor.site.path().join(new));
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::rename(&from, to).unwrap();
        let _ = std::fs::remove_dir(from.parent().unwrap());
    };
    for change in answer["documentChanges"].as_array().map(Vec::as_slice).unwrap_or_default() {
        match change["kind"].as_str() {
            Some("create") => editor.site.write(&path(&change["uri"]), ""),
            Some("rename") => rename(editor, &path(&change["oldUri"]), &path(&change["newUri"])),
            _ => {
                let path = path(&change["textDocument"]["uri"]);
                assert!(editor.site.has(&path), "{old} to {new}: {path}");
                editor.open(&path);
                let text = editor.with_edits(&path, change["edits"].as_array().unwrap());
                editor.site.write(&path, text);
            }
        }
    }
    rename(editor, old, new);
}

#[test]
fn the_editor_and_the_command_change_the_same_bytes() {
    for (old, new) in [
        ("content/guides/visit.md", "content/guides/arrive.md"),
        ("content/guides/visit.md", "content/first/your visit.md"),
        ("content/guides/stay.md", "content/guides/night.md"),
        ("content/guides/stay.md", "content/stay.md"),
        ("content/guides/only.md", "content/rooms/only.md"),
        ("content/guides", "content/more/help"),
        ("content/guides/plan.svg", "content/plan.svg"),
    ] {
        let typed = site(MORE);
        typed.run(&["rename", old, new, "--yes"]).ends(0);
        let mut editor = editor(MORE);
        let params = will_rename(&mut editor, old, new);
        let answer = editor.ask("workspace/willRenameFiles", params);
        carried_out(&mut editor, &answer, old, new);
        let (by_command, by_editor) = (files(&typed), files(&editor.site));
        assert_eq!(by_command.keys().collect::<Vec<_>>(), by_editor.keys().collect::<Vec<_>>(), "{old} to {new}");
        for (name, bytes) in &by_command {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            assert_eq!(text(bytes), text(&by_editor[name]), "{old} to {new}: {name}");
        }
    }
}

#[test]
fn a_file_is_found_in_whatever_letters_the_editor_writes_its_name() {
    // A Mac writes an accent in the name of a file as a character of its own.
    let more = "-- content/guides/e\u{301}.md --\n---\ntitle: E\ndescription: d\n---\nText.\n\
                -- content/guides/to-it.md --\n---\ntitle: To it\ndescription: d\n---\n[e](\u{e9}.md)\n";
    let mut editor = editor(more);
    let params = will_rename(&mut editor, "content/guides/\u{e9}.md", "content/guides/f.md");
    let answer = editor.ask("workspace/willRenameFiles", params);
    let text = answer.to_string();
    assert!(text.contains("/to-it.md") && text.contains("\"newText\":\"f\""), "{answer}");
    let text = "---\ntitle: E\ndescription: d\n---\n[x](none.md)\n";
    editor.open_as("content/guides/\u{e9}.md", text);
    editor.settle();
    let problems = editor.problems("content/guides/\u{e9}.md");
    assert!(problems.contains("link-broken") && !problems.contains("slug-twice"), "{problems}");
}

#[test]
fn what_the_command_refuses_the_editor_refuses_with_the_same_words() {
    for (old, new, words) in [
        ("content/index.md", "content/start.md", "content/index.md cannot be renamed or moved"),
        ("content/guides/visit.md", "content/guides/.visit.md", "files and folders named \".visit.md\" are ignored"),
        ("content/guides/visit.md", "content/.old/visit.md", "files and folders named \".old\" are ignored"),
        ("content/guides/visit.md", "content/guides/con.md", "Windows reserves the name \"con\""),
        ("content/guides/visit.md", "content/guides/Stay.md", "differ only in upper and lower case"),
        ("content/guides/visit.md", "content/guides/stay.md", "content/guides/stay.md already exists"),
    ] {
        let typed = site(MORE);
        let before = files(&typed);
        let run = typed.run(&["rename", old, new, "--yes"]).ends(2);
        assert!(run.err.contains(words), "{old} to {new}: {}", run.err);
        assert_eq!(files(&typed), before, "nothing was changed");
        let mut editor = editor(MORE);
        let params = will_rename(&mut editor, old, new);
        let (_, message) = editor.refused("workspace/willRenameFiles", params);
        assert!(message.contains(words), "{old} to {new}: {message}");
    }
    // The command would put the ending there; the editor has decided already.
    let mut editor = editor(MORE);
    let params = will_rename(&mut editor, "content/guides/visit.md", "content/guides/visit.txt");
    let (_, message) = editor.refused("workspace/willRenameFiles", params);
    assert!(message.contains("content/guides/visit.md must be renamed to content/guides/visit.txt.md"), "{message}");
}

/// The edits fit the texts as they are typed, saved or not.
#[test]
fn texts_that_are_not_saved_are_changed_as_they_are() {
    let mut editor = editor(MORE);
    let path = "content/guides/only.md";
    editor.open(path);
    editor.change(path, "[a](stay.md)", "New words, and half a link [q]( [a](stay.md)");
    editor.change(path, "title: Only", "title: \"Only");
    let params = will_rename(&mut editor, "content/guides/stay.md", "content/guides/night.md");
    let answer = editor.ask("workspace/willRenameFiles", params);
    let uri = editor.uri(path);
    let own = answer["documentChanges"].as_array().unwrap().iter().find(|it| it["textDocument"]["uri"] == uri).unwrap();
    let text = editor.with_edits(path, own["edits"].as_array().unwrap());
    assert!(text.contains("half a link [q]( [a](night.md) [b](/guides/night/#x)"), "{text}");
    assert!(own["textDocument"]["version"].is_i64());
}

/// Two equal headings, published: the second keeps its id when the first gets another.
const EQUAL: &str = "\
-- content/guides/fees.md --
---
title: Fees
description: d
---
## Costs

Of a visit.

## Costs

Of a card. See [above](#costs).
-- content/addresses.yaml --
gone:

redirects:

published:
  /guides/fees/: {since: 2026-01-02, file: guides/fees.md, headings: [costs, costs-2]}
";

#[test]
fn a_published_heading_is_kept_by_the_editor_as_by_the_command() {
    let path = "content/guides/fees.md";
    let typed = site(EQUAL);
    typed.run(&["rename", "guides/fees.md#costs", "#prices", "--yes"]).ends(0);
    assert!(typed.read("content/addresses.yaml").contains("gone:\n  /guides/fees/#costs: "));
    let mut editor = editor(EQUAL);
    editor.open(path);
    let mut params = editor.behind(path, "## Co");
    params["newName"] = json!("prices");
    let answer = editor.ask("textDocument/rename", params);
    for change in answer["documentChanges"].as_array().unwrap() {
        let root = editor.uri("");
        let name = change["textDocument"]["uri"].as_str().unwrap().trim_start_matches(&root).trim_start_matches('/');
        editor.open(name);
        let text = editor.with_edits(name, change["edits"].as_array().unwrap());
        assert_eq!(text, typed.read(name), "{name}");
    }
    assert!(typed.read(path).contains("## Costs {#prices}") && typed.read(path).contains("## Costs {#costs-2}"));
}
