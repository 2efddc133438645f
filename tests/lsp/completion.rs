//! What can be written at a place.

use crate::editor::Editor;
use crate::questions::{VISIT, opened};
use crate::site;

/// Types behind a text, and gives the labels there.
fn typed(editor: &mut Editor, path: &str, behind: &str, typed: &str) -> Vec<String> {
    editor.change(path, behind, &format!("{behind}{typed}"));
    let labels = editor.labels(path, &format!("{behind}{typed}"));
    editor.change(path, &format!("{behind}{typed}"), behind);
    labels
}

#[test]
fn links_are_completed_as_editors_write_them() {
    let mut editor = opened(VISIT);
    let labels = typed(&mut editor, VISIT, "Some text", " [x](");
    assert_eq!(
        labels,
        ["../clinics/spine.md", "visit.md", "../index.md", "../words.md", "soreness.md"],
        "drafts come last"
    );
    editor.change(VISIT, "Some text", "Some [x](s) text");
    let items = editor.items(VISIT, "[x](s");
    let draft = items.iter().find(|item| item["label"] == "soreness.md").unwrap();
    assert_eq!(draft["detail"], "Soreness · draft");
    assert!(editor.taken(VISIT, "[x](s", "soreness.md").contains("Some [x](soreness.md) text"));
    // From the top of the site.
    editor.change(VISIT, "[x](s)", "[x](/)");
    assert!(editor.labels(VISIT, "[x](/").contains(&"/guides/visit.md".to_owned()));
    // What stands there already is replaced, up to the heading.
    assert!(editor.taken(VISIT, "[home](../", "../words.md").contains("go [home](../words.md)."));
}

#[test]
fn headings_are_completed_behind_a_number_sign() {
    let mut editor = opened(VISIT);
    assert_eq!(editor.labels(VISIT, "[above](#"), ["before-the-visit", "what-to-wear"]);
    assert_eq!(typed(&mut editor, VISIT, "Some text", " [x](../words.md#"), ["massage", "muscle"]);
    assert!(editor.taken(VISIT, "[above](#be", "what-to-wear").contains("[above](#what-to-wear)"));
    // Unsaved headings count.
    editor.change(VISIT, "## What to wear", "## What to bring");
    assert_eq!(editor.labels(VISIT, "[above](#"), ["before-the-visit", "what-to-bring"]);
}

#[test]
fn terms_sources_and_components_are_completed() {
    let mut editor = opened(VISIT);
    assert_eq!(typed(&mut editor, VISIT, "Some text", " [[mu"), ["Massage", "Muscle"]);
    editor.change(VISIT, "Some text", "Some [[mu text");
    assert!(editor.taken(VISIT, "Some [[mu", "Muscle").contains("Some [[Muscle]] text"));
    editor.change(VISIT, "Some [[mu text", "Some text");
    assert_eq!(typed(&mut editor, VISIT, "Some text", "[^"), ["trial-2015", "review-2017"], "its own come first");
    assert_eq!(typed(&mut editor, VISIT, "Some text", "\n\n::: "), ["note"]);
    assert_eq!(typed(&mut editor, VISIT, "Some text", " {{ "), ["mark", "phone"]);
    assert_eq!(typed(&mut editor, VISIT, "Some text", " {{ mark "), ["low", "high"]);
    assert_eq!(typed(&mut editor, VISIT, "Some text", " {{ phone "), ["spine"]);
    assert_eq!(typed(&mut editor, VISIT, "Some text", "\n\n::: note Words {"), ["level="]);
    editor.change(VISIT, "Some text", "Some text\n\n:::");
    assert!(
        editor.taken(VISIT, "\n\n:::", "note").contains("\n::: note ${1:}\n$0\n:::\n") || {
            // The rest of the line is not empty: only the name is written.
            editor.taken(VISIT, "\n\n:::", "note").contains("\n::: note")
        }
    );
    // In code nothing is offered.
    editor.change(VISIT, "\n\n:::", "\n\n```\n[x](");
    assert_eq!(editor.labels(VISIT, "\n```\n[x]("), [""; 0]);
}

#[test]
fn fields_and_their_values_are_completed() {
    let path = "content/clinics/spine.md";
    let mut editor = opened(path);
    editor.change(path, "type: clinic\n", "type: clinic\no\n");
    let labels = editor.labels(path, "type: clinic\no");
    editor.change(path, "type: clinic\no\n", "type: clinic\n");
    assert!(labels.contains(&"offered".to_owned()) && labels.contains(&"description".to_owned()), "{labels:?}");
    assert!(!labels.contains(&"phone".to_owned()), "it is there already: {labels:?}");
    editor.change(path, "type: clinic\n", "type: clinic\noffered: \ndraft: \ntags: []\nevidence: [trial]\nauthor: \n");
    assert_eq!(editor.labels(path, "offered: "), ["yes", "no"]);
    assert!(editor.taken(path, "offered: ", "yes").contains("offered: yes\n"));
    assert_eq!(editor.labels(path, "draft: "), ["true", "false"]);
    assert_eq!(editor.labels(path, "tags: ["), ["First"]);
    assert!(editor.labels(path, "evidence: [tri").starts_with(&["trial-2015".to_owned(), "review-2017".to_owned()]));
    assert!(editor.taken(path, "evidence: [tri", "trial-2015").contains("evidence: [trial-2015]\n"));
    assert_eq!(editor.labels(path, "author: "), ["ann"]);
    assert_eq!(editor.labels(path, "type: "), ["clinic", "glossary", "page", "section"]);
    let settings = "content/site.yaml";
    editor.open(settings);
    editor.change(settings, "taxonomies", "settings:\n  \ntaxonomies");
    assert_eq!(editor.labels(settings, "settings:\n  "), ["first"]);
    editor.change(settings, "settings:\n  ", "settings:\n  first: ");
    assert!(editor.labels(settings, "first: ").contains(&"guides/visit.md".to_owned()));
}

#[test]
fn fields_are_completed_before_their_end_is_written() {
    let mut editor = Editor::new(site(""));
    let path = "content/fresh.md";
    editor.open_as(path, "---\ntitle: Fresh\nty");
    assert_eq!(editor.labels(path, "ty").iter().filter(|label| *label == "type" || *label == "title").count(), 1);
    editor.change(path, "\nty", "\ntype: ");
    assert!(editor.labels(path, "type: ").contains(&"clinic".to_owned()));
    editor.change(path, "type: ", "type: clinic\n---\n");
    assert_eq!(editor.labels(path, "---\ntitle: Fresh\ntype: clinic\n---\n"), [""; 0]);
}

#[test]
fn keys_of_a_file_of_the_theme_s_own_are_completed_and_found() {
    let theme = "-- themes/mini/theme.yaml --\nname: mini\ntypes:\n  page: {template: page.html}\n  section: {template: page.html}\n\
                 \x20 glossary: {template: page.html, glossary: true}\n  clinic: {template: page.html}\n  product:\n    template: page.html\n\
                 \x20   fields:\n      suppliers: {kind: list, keys_of: suppliers}\n\
                 -- content/data/suppliers.yaml --\noak-yard: {name: Oak Yard}\npine-mill: {name: Pine Mill}\n\
                 -- content/table.md --\n---\ntitle: Table\ntype: product\nsuppliers: [oak-yard]\n---\n\
                 -- content/chair.md --\n---\ntitle: Chair\ntype: product\nsuppliers: [oak-yard]\n---\n";
    let (mut editor, path) = (Editor::new(site(theme)), "content/table.md");
    editor.open(path);
    assert_eq!(editor.labels(path, "suppliers: ["), ["oak-yard", "pine-mill"]);
    assert_eq!(editor.definition(path, "suppliers: [oak"), "content/data/suppliers.yaml:1:1");
    let named = ["content/chair.md:4:13", "content/table.md:4:13"];
    let found = editor.references(path, "suppliers: [oak");
    assert!(named.iter().all(|place| found.iter().any(|it| it == place)), "{found:?}");
    editor.change(path, "[oak-yard]", "[oak-yart]");
    editor.settle();
    let told = "error key-unknown: \"oak-yart\" is not in content/data/suppliers.yaml";
    assert!(editor.problems(path).contains(told), "{}", editor.problems(path));
    editor.change(path, "[oak-yart]", "[pine-mill]");
    editor.settle();
    assert_eq!(editor.hover(path, "suppliers: [pine"), "**pine-mill**\n\n- name: Pine Mill");
}
