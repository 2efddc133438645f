//! Strings of a theme in each language: the plural forms that its numbers take, and the placeholders of the first language.

use super::fixture::{build, settings};

/// A site whose first language is this one, with a string for it.
fn told(language: &str, string: &str) -> String {
    let config = settings!("T", "https://example.org/").replace("language: en", &format!("language: {language}"));
    let base = language.split('-').next().unwrap_or(language);
    let site = build(&format!(
        "-- content/site.yaml --\n{config}-- themes/mini/strings/{base}.yaml --\npages: {string}\n\
         -- themes/mini/templates/page.html --\n{{{{ page.content }}}}{{{{ t(key=\"pages\", count=5) }}}}\n-- content/a.md --\n---\ntitle: A\n---\n"
    ));
    site.told_in_full()
}

#[test]
fn a_language_needs_the_forms_that_its_numbers_take() {
    for (language, whole) in [
        ("en", "{one: a, other: b}"),
        ("en-GB", "{one: a, other: b}"),
        ("fr", "{one: a, other: b}"),
        ("fr", "{one: a, many: c, other: b}"),
        ("ja", "{other: b}"),
        ("pl", "{one: a, few: b, many: c}"),
        ("pl", "{one: a, few: b, many: c, other: d}"),
        ("ru", "{one: a, few: b, many: c}"),
        ("cs", "{one: a, few: b, other: c}"),
        ("sl", "{one: a, two: b, few: c, other: d}"),
        ("ga", "{one: a, two: b, few: c, many: d, other: e}"),
        ("cy", "{zero: a, one: b, two: c, few: d, many: e, other: f}"),
        ("ar", "{zero: a, one: b, two: c, few: d, many: e, other: f}"),
    ] {
        assert_eq!(told(language, whole), "", "{language}: {whole}");
        // Each form that is left out is told, but those that whole numbers below a million do not take.
        let forms: Vec<&str> = whole.trim_matches(['{', '}']).split(", ").collect();
        for left_out in &forms {
            let rest: Vec<&str> = forms.iter().copied().filter(|form| form != left_out).collect();
            let name = left_out.split(':').next().unwrap_or_default();
            if rest.is_empty() || (language, name) == ("fr", "many") || (language, name) == ("pl", "other") {
                continue;
            }
            let told = told(language, &format!("{{{}}}", rest.join(", ")));
            let words = format!(".yaml:1:1: error[string-form]: \"pages\" lacks the plural form \"{name}\"");
            assert!(told.contains(&words) && told.lines().count() == 3, "{language}, {left_out}: {told}");
        }
    }
}

#[test]
fn forms_are_told_in_these_words() {
    assert_eq!(
        told("pl", "{one: strona, other: stron}"),
        "themes/mini/strings/pl.yaml:1:1: error[string-form]: \"pages\" lacks the plural forms \"few\" (for 2, 3, 4), \"many\" (for 0, 5, 6) of the language pl\n  ^ pages\n  help: add: few: \"…\", many: \"…\"\n"
    );
    assert_eq!(
        told("en", "{zero: none, one: a, other: b}"),
        "themes/mini/strings/en.yaml:1:1: error[string-form]: \"pages\" has the plural form \"zero\", which no number takes in the language en\n  ^ pages\n  help: remove it; the forms are: one, other\n"
    );
    assert_eq!(
        told("en", "{one: a, other: b, oter: c}"),
        "themes/mini/strings/en.yaml:1:1: error[string-form]: \"pages\" has the plural form \"oter\", which no number takes in the language en\n  ^ pages\n  help: did you mean \"other\"?\n"
    );
}

#[test]
fn a_placeholder_that_only_a_translation_has_is_told_there() {
    for (text, help) in
        [("{nme} de Madrid", "did you mean {name}?"), ("{quien} de Madrid", "its placeholders are: {name}")]
    {
        let site = build(&format!(
            "-- content/site.yaml --\n{}languages: {{es: {{}}}}\n-- themes/mini/strings/en.yaml --\nby: \"{{name}} of Madrid\"\n\
             -- themes/mini/strings/es.yaml --\nby: \"{text}\"\n\
             -- themes/mini/templates/page.html --\n{{{{ page.content }}}}{{{{ t(key=\"by\", name=\"Ann\") }}}}\n-- content/a.md --\n---\ntitle: A\n---\n",
            settings!("T", "https://example.org/")
        ));
        let name = text.split_whitespace().next().unwrap_or_default();
        let told = format!(
            "themes/mini/strings/es.yaml:1:6: error[string-form]: \"by\" has the placeholder {name}, which it does not have in the first language\n  ^ {text}\n  help: {help}\n"
        );
        assert_eq!(site.told_in_full(), told);
    }
}
