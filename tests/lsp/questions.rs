//! What is asked about places in texts: what something is, where it is, who names it.

use serde_json::{Value, json};

use crate::editor::{Editor, abilities, abilities_of_files};
use crate::site;

pub const VISIT: &str = "content/guides/visit.md";

pub fn opened(path: &str) -> Editor {
    let mut editor = Editor::new(site(""));
    editor.open(path);
    editor
}

#[test]
fn hovering_tells_what_something_is() {
    let mut editor = opened(VISIT);
    assert_eq!(editor.hover(VISIT, "../ind"), "**Home**\n\n`/`");
    assert_eq!(editor.hover(VISIT, "[[mas"), "**Massage**\n\nRubbing that may ease pain.");
    assert_eq!(editor.hover(VISIT, "[^tri"), "Somebody. A trial. 2015.");
    assert_eq!(editor.hover(VISIT, "evidence: [tri"), "Somebody. A trial. 2015.");
    let phone = editor.hover(VISIT, "{{ phone sp");
    assert!(phone.starts_with("Output: (310) 828-7757\n\n**The clinic**\n\n`/clinics/spine/`"), "{phone}");
    let component = editor.hover(VISIT, "{{ pho");
    assert!(component.starts_with("```\n{{ phone key }}\n```\n\nThe number of a clinic."), "{component}");
    assert_eq!(editor.hover(VISIT, "## Before"), "`#before-the-visit`\n\n1 link to this.");
    // The whole address of a page of this site is that page.
    editor.change(VISIT, "(../index.md)", "(https://example.org/clinics/spine/)");
    assert_eq!(editor.hover(VISIT, "(https://exam"), "**The clinic**\n\n`/clinics/spine/`");
    editor.change(VISIT, "(https://example.org/clinics/spine/)", "(https://other.example/)");
    assert_eq!(editor.hover(VISIT, "(https://other"), "nothing");
    editor.change(VISIT, "(https://other.example/)", "(soreness.md)");
    editor.settle();
    let hover = editor.hover(VISIT, "(sore");
    assert!(hover.starts_with("**Soreness**\n\n`/guides/soreness/` · not published: draft"), "{hover}");
    assert!(hover.contains("**draft-linked**"), "what the message means is told too: {hover}");
    let clinic = "content/clinics/spine.md";
    editor.open(clinic);
    let field = editor.hover(clinic, "pho");
    assert!(field.contains("With the country code."), "{field}");
    assert_eq!(editor.hover(VISIT, "Some te"), "nothing");
}

#[test]
fn definitions_are_found() {
    let mut editor = opened(VISIT);
    for (behind, expected) in [
        ("../ind", "content/index.md:2:8"),
        ("(#before", "content/guides/visit.md:7:1"),
        ("[[mas", "content/words.md:5:1"),
        ("[^tri", "content/data/evidence.yaml:1:1"),
        ("evidence: [tri", "content/data/evidence.yaml:1:1"),
        ("{{ phone sp", "content/clinics/spine.md:2:8"),
        ("{{ pho", "themes/mini/components/phone.html:2:1"),
        ("Some te", "nowhere"),
    ] {
        assert_eq!(editor.definition(VISIT, behind), expected, "{behind}");
    }
    let mut abilities = abilities();
    abilities["textDocument"]["definition"] = json!({"linkSupport": true});
    let mut editor = Editor::with(site(""), abilities);
    editor.open(VISIT);
    let params = editor.behind(VISIT, "../ind");
    let answer = editor.ask("textDocument/definition", params);
    assert_eq!(answer[0]["targetUri"], json!(editor.uri("content/index.md")));
}

#[test]
fn those_who_name_something_are_found() {
    let mut editor = opened(VISIT);
    for (behind, expected) in [
        ("title: Your", &["content/index.md:4:18"][..]),
        ("## Before", &["content/guides/visit.md:15:13"]),
        ("../ind", &["content/guides/visit.md:11:44", "content/site.yaml:7:16"]),
        ("[^tri", &["content/guides/visit.md:5:12", "content/guides/visit.md:9:50"]),
        ("[[mas", &["content/guides/visit.md:9:21", "content/index.md:4:51"]),
        ("{{ pho", &["content/guides/visit.md:11:9"]),
        ("{{ phone sp", &["content/guides/visit.md:11:15"]),
    ] {
        assert_eq!(editor.references(VISIT, behind), expected, "{behind}");
    }
}

#[test]
fn a_heading_gets_another_name_and_links_follow() {
    let mut editor = opened(VISIT);
    editor.open("content/index.md");
    editor.change("content/index.md", "(guides/visit.md)", "(guides/visit.md#before-the-visit)");
    let mut params = editor.behind(VISIT, "[above](#before");
    let prepared = editor.ask("textDocument/prepareRename", params.clone());
    assert_eq!(prepared["placeholder"], "before-the-visit");
    params["newName"] = json!("before");
    let answer = editor.ask("textDocument/rename", params.clone());
    let edits = |path: &str| answer["changes"][editor.uri(path)].as_array().unwrap().clone();
    let visit = editor.with_edits(VISIT, &edits(VISIT));
    assert!(visit.contains("## Before the visit {#before}\n") && visit.contains("[above](#before)."), "{visit}");
    let home = editor.with_edits("content/index.md", &edits("content/index.md"));
    assert!(home.contains("(guides/visit.md#before)"), "{home}");
    // A name that it has already is exchanged.
    editor.change(VISIT, "## What to wear", "## What to wear {#wear .wide}");
    let mut on_heading = editor.behind(VISIT, "## What");
    on_heading["newName"] = json!("clothes");
    let answer = editor.ask("textDocument/rename", on_heading.clone());
    let edits = answer["changes"][editor.uri(VISIT)].as_array().unwrap().clone();
    assert!(editor.with_edits(VISIT, &edits).contains("## What to wear {#clothes .wide}"));
    for (name, words) in [("Before!", "use lowercase letters"), ("wear", "already"), ("", "use lowercase letters")] {
        params["newName"] = json!(name);
        let (code, message) = editor.refused("textDocument/rename", params.clone());
        assert!(code == -32803 && message.contains(words), "{name}: {message}");
    }
    let mut nothing = editor.behind(VISIT, "Some te");
    assert_eq!(editor.ask("textDocument/prepareRename", nothing.clone()), Value::Null);
    nothing["newName"] = json!("x");
    assert_eq!(editor.refused("textDocument/rename", nothing).0, -32803);
}

#[test]
fn what_was_meant_is_one_click_away() {
    let mut editor = opened(VISIT);
    for (old, new, code, mended) in [
        ("../index.md", "../indx.md", "link-broken", "[home](../index.md)"),
        ("(#before-the-visit)", "(#before-the-visti)", "anchor-broken", "(#before-the-visit)"),
        ("[[massage]]", "[[masage]]", "term-unknown", "[[massage]]"),
        ("evidence: [trial-2015]", "evidence: [trial-2016]", "key-unknown", "evidence: [trial-2015]"),
        ("description:", "descripton:", "field-unknown", "description:"),
        ("{{ phone spine }}", "{{ phome spine }}", "directive-unknown", "{{ phone spine }}"),
    ] {
        editor.change(VISIT, old, new);
        editor.save(VISIT);
        editor.settle();
        let told = editor.shown[VISIT].iter().find(|it| it["code"] == code).cloned();
        let told = told.unwrap_or_else(|| panic!("{code}: {}", editor.problems(VISIT)));
        let context = json!({"diagnostics": [told]});
        let document = json!({"uri": editor.uri(VISIT)});
        let params = json!({"textDocument": document, "range": told["range"], "context": context});
        let actions = editor.ask("textDocument/codeAction", params);
        let action = actions.as_array().unwrap().iter().find(|it| it["diagnostics"][0]["code"] == code);
        let edits = action.unwrap_or_else(|| panic!("{code}: {actions}"))["edit"]["changes"][editor.uri(VISIT)].clone();
        let text = editor.with_edits(VISIT, edits.as_array().unwrap());
        assert!(text.contains(mended), "{code}: {text}");
        editor.change(VISIT, new, old);
    }
}

#[test]
fn pages_have_an_outline_links_and_folds() {
    let mut editor = opened(VISIT);
    let document = json!({"textDocument": {"uri": editor.uri(VISIT)}});
    let symbols = editor.ask("textDocument/documentSymbol", document.clone());
    let names: Vec<_> = symbols.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Before the visit", "What to wear"]);
    let links = editor.ask("textDocument/documentLink", document.clone());
    let targets: Vec<_> = links.as_array().unwrap().iter().map(|it| it["target"].as_str().unwrap()).collect();
    let expected = ["content/words.md", "content/index.md", VISIT].map(|path| editor.uri(path));
    assert_eq!(targets, expected);
    let folds = editor.ask("textDocument/foldingRange", document);
    let lines: Vec<_> =
        folds.as_array().unwrap().iter().map(|it| (it["startLine"].clone(), it["endLine"].clone())).collect();
    assert_eq!(lines, [(json!(0), json!(5)), (json!(6), json!(10)), (json!(12), json!(14))]);
    let found = editor.ask("workspace/symbol", json!({"query": "yovi"}));
    assert_eq!(found[0]["name"], "Your visit");
    assert_eq!(found.as_array().unwrap().len(), 1);
}

#[test]
fn files_and_folders_move_and_links_follow() {
    let mut editor = Editor::with(site(""), abilities_of_files());
    editor.open(VISIT);
    editor.open("content/index.md");
    let moved = |editor: &mut Editor, old: &str, new: &str| {
        let file = json!({"oldUri": editor.uri(old), "newUri": editor.uri(new)});
        editor.ask("workspace/willRenameFiles", json!({"files": [file]}))
    };
    let answer = moved(&mut editor, VISIT, "content/first/your visit.md");
    let edits = |editor: &Editor, answer: &Value, path: &str| {
        let mut own = answer["documentChanges"].as_array().unwrap().iter();
        let own = own.find(|it| it["textDocument"]["uri"] == editor.uri(path));
        let own = own.unwrap_or_else(|| panic!("{path}: {answer}"));
        editor.with_edits(path, own["edits"].as_array().unwrap())
    };
    assert!(edits(&editor, &answer, "content/index.md").contains("[guide](first/your%20visit.md)"));
    let visit = edits(&editor, &answer, VISIT);
    assert!(visit.contains("title: Your visit\naliases: [/guides/visit/]\n"), "{visit}");
    assert!(visit.contains("go [home](../index.md)."), "it still leads there: {visit}");
    // A second old address joins the first.
    editor.change(VISIT, "evidence: [trial-2015]\n", "evidence: [trial-2015]\naliases: [/older/]\n");
    let answer = moved(&mut editor, VISIT, "content/guides/stay.md");
    assert!(edits(&editor, &answer, VISIT).contains("aliases: [/older/, /guides/visit/]\n"), "{answer}");
    editor.change(VISIT, "aliases: [/older/]", "aliases:\n  - /older/");
    let answer = moved(&mut editor, VISIT, "content/guides/stay.md");
    assert!(edits(&editor, &answer, VISIT).contains("aliases:\n  - /older/\n  - /guides/visit/\n"), "{answer}");
    let answer = moved(&mut editor, VISIT, "content/visit.md");
    assert!(edits(&editor, &answer, VISIT).contains("go [home](index.md)."), "{answer}");
    // A folder.
    let answer = moved(&mut editor, "content/guides", "content/more/guides");
    assert!(edits(&editor, &answer, "content/index.md").contains("[guide](more/guides/visit.md)"));
    assert!(edits(&editor, &answer, VISIT).contains("go [home](../../index.md)."));
    // What the site does not read is the editor's own.
    assert_eq!(moved(&mut editor, "notes.txt", "old/notes.txt"), Value::Null);
}

#[test]
fn what_cannot_alter_the_meaning_is_mended_with_one_click() {
    let mut editor = opened(VISIT);
    editor.change(VISIT, "description: What to expect.", "description: \u{201c}What to expect.\u{201d}");
    editor.save(VISIT);
    editor.settle();
    let told = editor.shown[VISIT][0].clone();
    assert_eq!(told["code"], "yaml-smart-quote");
    let document = json!({"uri": editor.uri(VISIT)});
    let ask = |editor: &mut Editor, context: Value| {
        let params = json!({"textDocument": document, "range": told["range"], "context": context});
        editor.ask("textDocument/codeAction", params)
    };
    for context in [json!({"diagnostics": [told]}), json!({"diagnostics": [], "only": ["source.fixAll"]})] {
        let actions = ask(&mut editor, context);
        assert!(actions[0]["title"].as_str().unwrap().starts_with("Fix"), "{actions}");
        let edits = actions[0]["edit"]["changes"][editor.uri(VISIT)].as_array().unwrap().clone();
        assert!(!editor.with_edits(VISIT, &edits).contains('\u{201c}'), "{actions}");
    }
    assert_eq!(ask(&mut editor, json!({"diagnostics": [], "only": ["refactor"]})), json!([]));
}

#[test]
fn places_in_half_typed_pages_are_where_they_are_now() {
    let mut editor = opened(VISIT);
    editor.change(VISIT, "title: Your visit", "title: \"Your visit");
    editor.change(VISIT, "## Before", "New words.\n\n## Before");
    assert_eq!(editor.references(VISIT, "../ind"), ["content/guides/visit.md:13:44", "content/site.yaml:7:16"]);
    assert_eq!(editor.definition(VISIT, "(#before"), "content/guides/visit.md:9:1");
}

#[test]
fn one_case_is_allowed_with_a_reason() {
    let mut editor = opened(VISIT);
    for (old, new, code, allowed) in [
        (
            "## What to wear",
            "#### What to wear",
            "heading-skip",
            "<!-- allow: heading-skip \"\" -->\n#### What to wear",
        ),
        (
            "(#before-the-visit).",
            "(#nowhere-at-all).",
            "anchor-broken",
            "(#nowhere-at-all). <!-- allow: anchor-broken \"\" -->",
        ),
    ] {
        editor.change(VISIT, old, new);
        editor.settle();
        let told = editor.shown[VISIT].iter().find(|it| it["code"] == code).cloned();
        let told = told.unwrap_or_else(|| panic!("{code}: {}", editor.problems(VISIT)));
        let params = json!({
            "textDocument": {"uri": editor.uri(VISIT)},
            "range": told["range"],
            "context": {"diagnostics": [told]},
        });
        let actions = editor.ask("textDocument/codeAction", params);
        let allow = actions.as_array().unwrap().iter().find(|it| it["title"].as_str().unwrap().starts_with("Turn off"));
        let edits = allow.unwrap_or_else(|| panic!("{code}: {actions}"))["edit"]["changes"][editor.uri(VISIT)].clone();
        let text = editor.with_edits(VISIT, edits.as_array().unwrap());
        assert!(text.contains(allowed), "{text}");
        // With a reason it holds; until then its author is told.
        editor.close(VISIT);
        editor.open_as(VISIT, &text);
        editor.settle();
        assert!(editor.problems(VISIT).contains("allow-reason"), "{}", editor.problems(VISIT));
        editor.change(VISIT, "\"\" -->", "\"it is right\" -->");
        editor.settle();
        assert_eq!(editor.problems(VISIT), "");
        // The codes are offered in the remark.
        editor.change(VISIT, &format!("allow: {code}"), "allow: head");
        let labels = editor.labels(VISIT, "allow: head");
        assert!(labels.contains(&"heading-skip".to_owned()) && !labels.contains(&"url-lost".to_owned()), "{labels:?}");
        editor.close(VISIT);
        editor.open(VISIT);
    }
}

#[test]
fn a_page_that_a_setting_names_is_found_in_whatever_form_it_is_written() {
    let mut editor = Editor::new(site(""));
    let path = "content/site.yaml";
    editor.open(path);
    editor.change(path, "taxonomies:", "settings: {first: HERE}\ntaxonomies:");
    let mut written = "HERE".to_owned();
    for (form, expected) in [
        ("guides/visit.md", "content/guides/visit.md:2:8"),
        ("/guides/visit.md", "content/guides/visit.md:2:8"),
        ("/guides/visit/", "content/guides/visit.md:2:8"),
        ("content/guides/visit.md", "content/guides/visit.md:2:8"),
        ("guides/v%69sit.md", "content/guides/visit.md:2:8"),
        ("guides/visit.md#what-to-wear", "content/guides/visit.md:13:1"),
        ("https://example.org/guides/visit/#what-to-wear", "content/guides/visit.md:13:1"),
        ("https://other.example/guides/visit/", "nowhere"),
        ("mailto:guides/visit.md", "nowhere"),
        ("guides/nothing.md", "nowhere"),
    ] {
        editor.change(path, &format!("first: {written}"), &format!("first: {form}"));
        written = form.to_owned();
        assert_eq!(editor.definition(path, &format!("first: {}", &form[..3])), expected, "{form}");
    }
}
