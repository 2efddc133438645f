//! What a theme declares for all its types: fields that every page can have, entries that texts can cite, groups of types.
//! No word of it is known to the program.

use super::fixture::{build, build_with, mini_theme, options};
use vertebra_engine::{CheckLevel, Options};

/// A theme about cooking: pages cite books, which the program knows nothing of.
const KITCHEN: &str = concat!(
    "-- themes/mini/theme.yaml --\n",
    mini_theme!(
        "fields:
  read_in: {kind: list, keys_of: books, cite: true, none: true}
  tasted: {kind: list, keys_of: dishes?}
groups:
  kitchen: {label: from the kitchen, review: true}
",
        "  recipe: {template: page.html, groups: [kitchen]}\n"
    ),
    "\
-- themes/mini/templates/page.html --
{{ page.content }}{% for note in page.notes %}[{{ note.kind }} {{ note.key or \"-\" }}]{% endfor %}
-- content/data/books.yaml --
artusi: {title: Science in the kitchen}
beeton: {title: Household management}
"
);

fn soup(fields: &str, text: &str) -> String {
    format!("{KITCHEN}-- content/soup.md --\n---\ntitle: Soup\ntype: recipe\n{fields}---\n{text}\n")
}

#[test]
fn a_text_cites_what_the_theme_says_it_can() {
    let site = build(&soup("read_in: [artusi, beeton]\ntasted: [anything]\n", "Simmer it.[^beeton]"));
    let html = site.clean().text("soup/index.html");
    assert!(html.contains("href=\"#ref-beeton\""), "{html}");
    assert!(html.contains("[read_in beeton][read_in artusi]"), "{html}");
    build(&soup("read_in: none\n", "Simmer it.")).clean();
}

#[test]
fn templates_find_the_values_among_the_fields() {
    let with =
        |template: &str| build(&soup("read_in: [artusi]\n", "Simmer it.").replace("{{ page.content }}", template));
    let site = with("{% for key in page.fields.read_in %}({{ key }}){% endfor %}{{ page.content }}");
    assert!(site.clean().text("soup/index.html").starts_with("(artusi)"));
    let told = with("{{ page.read_in }}").told_in_full();
    assert!(
        told.contains("\"read_in\" is not a key of \"page\"")
            && told.contains("help: the theme declares it as a field, so write: fields.read_in"),
        "{told}"
    );
}

#[test]
fn a_citation_that_names_nothing_is_told() {
    let told = build(&soup("read_in: [artusi]\n", "Simmer it.[^beeton]")).told_in_full();
    let expected = "content/soup.md:6:11: error[note-unknown]: there is no footnote \"beeton\"
  ^ [^beeton]
  help: add a line [^beeton]: with the text of the footnote, or add beeton to \"read_in\" at the top
";
    assert_eq!(told, expected);
    let told = build(&soup("read_in: [artsi]\n", "Simmer it.")).told_in_full();
    let expected = "content/soup.md:4:11: error[key-unknown]: \"artsi\" is not in content/data/books.yaml
  ^ artsi
  help: did you mean \"artusi\"?
";
    assert_eq!(told, expected);
}

#[test]
fn a_theme_without_the_declaration_says_what_to_declare() {
    let told = build(&soup("evidence: [artusi]\n", "Simmer it.[^artusi]")).told_in_full();
    let expected = "content/soup.md:4:1: error[field-unknown]: \"evidence\" is not a known field
  ^ evidence
  help: the theme \"clinic\" has this field; if yours is to have it too, write in its theme.yaml:
        fields:
          evidence: {kind: list, keys_of: evidence, none: true, cite: true}
content/soup.md:6:11: error[note-unknown]: there is no footnote \"artusi\"
  ^ [^artusi]
  help: add a line [^artusi]: with the text of the footnote, or add artusi to \"read_in\" at the top
";
    assert_eq!(told, expected);
    for name in ["facts: [a]", "safety_critical: true"] {
        let told = build(&soup(&format!("{name}\n"), "Simmer it.")).told_in_full();
        assert!(
            told.contains("error[field-unknown]") && told.contains("the theme \"clinic\" has this field"),
            "{told}"
        );
    }
}

#[test]
fn what_a_declaration_lacks_is_told_in_the_theme() {
    let theme = |from: &str, to: &str| build(&soup("", "Simmer it.").replace(from, to)).told_in_full();
    let told = theme("keys_of: books, cite", "cite");
    assert!(
        told.starts_with(
            "themes/mini/theme.yaml:3:3: error[field-missing]: the text cannot cite \"read_in\": it does not say which data file its keys are from
  ^ read_in
  help: name the file in content/data, without .yaml: keys_of: read_in\n"
        ),
        "{told}"
    );
    assert_eq!(
        theme("groups: [kitchen]", "groups: [kitchn]"),
        "themes/mini/theme.yaml:10:42: error[field-choice]: there is no group of page types \"kitchn\"
  ^ kitchn
  help: did you mean \"kitchen\"?
"
    );
    assert_eq!(
        theme("groups: [kitchen]", "groups: [garden]"),
        "themes/mini/theme.yaml:10:42: error[field-choice]: there is no group of page types \"garden\"
  ^ garden
  help: declare it in this file:
        groups:
          garden: {review: true}
"
    );
    // What stood in themes before there were groups.
    assert_eq!(
        theme("groups: [kitchen]", "health: true"),
        "themes/mini/theme.yaml:10:33: error[field-unknown]: \"health\" is not a known field
  ^ health
  help: to put the type into a group of this name, write:
        groups: [health]
"
    );
}

#[test]
fn rules_name_groups_and_requirements_that_data_declares() {
    let rules = "\
-- content/data/rules.yaml --
requirements:
  books: {needs: field, field: read_in, message: this page names no book, help: \"add the line read_in: [{key}]\"}
books: {types: [kitchen]}
";
    let expected = "content/soup.md:2:8: warning[requirement-missing]: this page names no book
  ^ Soup
  help: add the line read_in: [artusi]
";
    assert_eq!(build(&(soup("", "Simmer it.") + rules)).told_in_full(), expected);
    let strict = rules.replace("[kitchen]", "[kitchen], severity: error");
    let told = build(&(soup("", "Simmer it.") + &strict)).told_in_full();
    assert!(told.contains("error[requirement-missing]: this page names no book"), "{told}");
    for fine in ["read_in: none\n", "read_in: [artusi]\n"] {
        build(&(soup(fine, "Simmer it.") + rules)).clean();
    }
    let wrong = "-- content/data/rules.yaml --\nsources: {types: [kitchen]}\n";
    assert_eq!(
        build(&(soup("", "Simmer it.") + wrong)).told_in_full(),
        "content/data/rules.yaml:1:1: error[rules-field]: there is no requirement \"sources\"
  ^ sources
  help: declare it in this file, with what pages need to meet it (field, page or review):
        requirements:
          sources: {needs: field, field: sources, message: this page has no sources}
"
    );
    let wrong = "-- content/data/rules.yaml --\ndisclaimer: {types: [kitchin]}\n";
    assert_eq!(
        build(&(soup("", "Simmer it.") + wrong)).told_in_full(),
        "content/data/rules.yaml:1:22: error[rules-field]: \"kitchin\" is not a known page type
  ^ kitchin
  help: did you mean \"kitchen\"?
"
    );
}

#[test]
fn an_entry_that_is_only_cited_is_used() {
    let options = Options { depth: CheckLevel::Thorough, ..options() };
    let site = build_with(&soup("read_in: [artusi]\n", "Simmer it.[^artusi]"), &options);
    assert_eq!(site.told().matches("data-unused").count(), 1, "{}", site.told());
    assert!(site.told().contains("no page uses \"beeton\""), "{}", site.told());
}
