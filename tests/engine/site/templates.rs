//! What templates may ask, and what is said when they fail.

use super::fixture::build;

#[test]
fn a_template_that_fails_names_the_page_too() {
    let site = build(
        "-- themes/mini/templates/page.html --\n<h1>{{ page.title }}</h1>\n<p>{{ page.extra.titel }}</p>\n-- content/a.md --\n---\ntitle: A\n---\n",
    );
    let d = site.only();
    assert_eq!(d.code, "template");
    assert!(site.place(d).starts_with("themes/mini/templates/page.html:2:"), "{}", site.told());
    assert!(d.message.contains("titel"), "{}", d.message);
    let related = d.related.as_ref().expect("the page that was being rendered");
    assert_eq!(related.file.as_str(), "content/a.md");
}

#[test]
fn faults_of_all_templates_are_told_at_once() {
    let site = build(
        "-- themes/mini/templates/page.html --\n{% if %}\n-- themes/mini/templates/term.html --\n{{ page.\n-- content/a.md --\n---\ntitle: A\n---\n",
    );
    let files: Vec<_> = site.diagnostics.iter().map(|d| d.file.as_str()).collect();
    assert_eq!(files, ["themes/mini/templates/page.html", "themes/mini/templates/term.html"], "{}", site.told());
    assert!(site.outputs.is_empty());
}

#[test]
fn a_template_that_includes_itself_ends_with_a_word() {
    for text in ["{% include \"page.html\" %}", "{% extends \"page.html\" %}"] {
        let site =
            build(&format!("-- themes/mini/templates/page.html --\n{text}\n-- content/a.md --\n---\ntitle: A\n---\n"));
        assert!(site.told().contains("itself"), "{text}: {}", site.told());
    }
}

#[test]
fn unknown_filters_functions_and_parents_are_found_before_any_page() {
    for (text, word) in [
        ("{{ page.title | upcase }}", "upcase"),
        ("{{ get_pages() }}", "get_pages"),
        ("{% extends \"bse.html\" %}", "bse.html"),
        ("{{ <crad /> }}", "crad"),
    ] {
        let site = build(&format!("-- themes/mini/templates/page.html --\n{text}\n"));
        assert!(!site.diagnostics.is_empty() && site.told().contains(word), "{text}: {}", site.told());
        assert!(site.told().contains("themes/mini/templates/page.html:1:"), "{text}: {}", site.told());
    }
}

#[test]
fn functions_answer_with_cards_and_say_what_they_cannot_find() {
    let site = build(
        "-- themes/mini/templates/page.html --\n{% set b = get_page(path=\"b.md\") %}{% set c = get_page(path=\"/b/\") %}{% set g = section(path=\"g\") %}{% set d = load_data(path=\"d.yaml\") %}{{ b.title }} {{ c.url }} {{ url(to=\"b.md#x\") }} \
         {{ url(to=\"b.md\", absolute=true) }} {{ pages(section=\"g\") | length }} {{ g.title }} \
         {{ today() }} {{ d.k }} {{ \"/x/\" | absolute }} {{ \"a *b*\" | markdown }} {{ backlinks() | length }}\n\
         -- content/a.md --\n---\ntitle: A\n---\n-- content/b.md --\n---\ntitle: B\n---\n[a](a.md)\n\
         -- content/g/c.md --\n---\ntitle: C\n---\n-- content/data/d.yaml --\nk: 007\n",
    );
    site.clean();
    let expected = "B /b/ /b/#x https://example.org/b/ 1 G 2026-11-20 007 https://example.org/x/ a <em>b</em> 1";
    assert_eq!(site.text("a/index.html").trim(), expected);
    for (call, word) in [
        ("get_page(path=\"bb.md\")", "did you mean \"b.md\"?"),
        ("section(path=\"nope\")", "there is no section \"nope\""),
        ("load_data(path=\"dd.yaml\")", "did you mean \"d.yaml\"?"),
        ("record(type=\"clinic\", key=\"x\")", "there is no clinic \"x\""),
        ("t(key=\"x\")", "the theme has no string \"x\""),
        ("asset(path=\"x.css\")", "the theme has no file \"x.css\""),
        (
            "integrity(path=\"mian.js\")",
            "the theme has no file \"mian.js\" in styles, scripts, images or fonts; did you mean \"main.js\"?",
        ),
        (
            "inline_svg(path=\"images/spin.svg\")",
            "the theme has no file \"images/spin.svg\" in styles, scripts, images or fonts; did you mean \"images/spine.svg\"?",
        ),
        (
            "inline_svg(path=\"images/spine.svg\")",
            "the theme's file images/spine.svg cannot be included in a page: it has a <script>, which is not allowed in pages",
        ),
    ] {
        let site = build(&format!(
            "-- themes/mini/templates/page.html --\n{{% set x = {call} %}}{{{{ x }}}}\n-- content/b.md --\n---\ntitle: B\n---\n-- content/data/d.yaml --\nk: v\n-- themes/mini/scripts/main.js --\n1\n\
             -- themes/mini/images/spine.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>\n"
        ));
        assert!(site.told().contains(word), "{call}: {}", site.told());
    }
}

#[test]
fn scripts_and_pictures_of_the_theme_are_published_under_their_content() {
    let site = build(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/folder/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n\
         -- themes/mini/templates/page.html --\n{{ asset(path=\"search.js\") }} {{ integrity(path=\"search.js\") }} {{ asset(path=\"images/x.svg\") }}\n\
         {{ inline_svg(path=\"images/x.svg\") }}{{ inline_svg(path=\"images/x.svg\", title=page.title, class=\"big\") }}\n\
         -- themes/mini/scripts/search.js --\nabc\n-- themes/mini/images/x.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\"><g id=\"g\"/></svg>\n\
         -- content/a.md --\n---\ntitle: \"A & B\"\n---\n",
    );
    site.clean();
    let text = site.text("a/index.html");
    let words: Vec<_> = text.split_whitespace().collect();
    assert_eq!(site.text(words[0].trim_start_matches("/folder/")), "abc\n");
    // openssl dgst -sha384 -binary | base64
    assert_eq!(words[1], "sha384-6NFCC0/0HD8SGG2JSpnhxKpoHaecRwB+na3s2eywSC7h4iRRDnSEB4wCifNDlrnD");
    assert!(site.has(words[2].trim_start_matches("/folder/")), "{:?}", site.names());
    assert_eq!(
        text.lines().nth(1),
        Some(
            "<svg aria-hidden=\"true\"><g id=\"drawing1-g\"/></svg><svg class=\"big\" role=\"img\" aria-labelledby=\"drawing2-title\">\
              <title id=\"drawing2-title\">A &amp; B</title><g id=\"drawing2-g\"/></svg>"
        )
    );
}

#[test]
fn dates_are_words_of_the_language() {
    let site = build(
        "-- themes/mini/templates/page.html --\n{{ page.date | date }}|{{ page.date | date(format=\"short\") }}|{{ page.date | date(format=\"%d.%m.%Y\") }}|{{ page.updated | date(lang=\"es\") }}\n\
         -- content/a.md --\n---\ntitle: A\ndate: 2026-03-04\nupdated: 2026-03-05 10:00\n---\n",
    );
    site.clean();
    assert_eq!(site.text("a/index.html").trim(), "March 4, 2026|Mar 4, 2026|04.03.2026|5 de marzo de 2026");
}

#[test]
fn nothing_of_a_page_breaks_out_of_the_markup() {
    let site = build(
        "-- themes/mini/templates/page.html --\n<title>{{ page.title }}</title><script>{{ page.title | json }}</script>\n\
         -- content/a.md --\n---\ntitle: \"</title><script>alert(1)</script>\"\n---\n",
    );
    let html = site.text("a/index.html");
    assert!(html.contains("&lt;/title&gt;") && html.contains("\\u003c/title>"), "{html}");
}

#[test]
fn a_function_that_has_another_name_now_is_told_with_it() {
    for (call, new) in [
        ("clinics()", "records(type=\"clinic\")"),
        ("clinic(key=\"x\")", "record(type=\"clinic\", key=…)"),
        ("person(key=\"x\")", "datum(file=\"people.yaml\", key=…)"),
        ("evidence(key=\"x\")", "datum(file=\"evidence.yaml\", key=…)"),
    ] {
        let site = build(&format!(
            "-- themes/mini/templates/page.html --\n{{{{ {call} }}}}\n-- content/b.md --\n---\ntitle: B\n---\n"
        ));
        let name = call.split('(').next().unwrap_or_default();
        let told = format!(
            "themes/mini/templates/page.html:1:4 error[template-unknown] there is no function \"{name}\" | write: {new}"
        );
        assert_eq!(site.told(), told);
    }
}

#[test]
fn records_and_entries_are_found_whatever_they_are_of() {
    let site = build(
        "-- themes/mini/templates/page.html --\n{% for r in records(type=\"glossary\") %}{{ r.title }} {% endfor %}\
         {% set words = record(type=\"glossary\", key=\"words\") %}{{ words.url }} {% set price = datum(file=\"prices.yaml\", key=\"hour\") %}\
         {{ price.key }}={{ price.usd }}\n\
         -- content/b.md --\n---\ntitle: B\n---\n-- content/words.md --\n---\ntitle: Words\ntype: glossary\n---\n\
         -- content/data/prices.yaml --\nhour: {usd: 90}\n",
    );
    site.clean();
    assert_eq!(site.text("b/index.html").trim(), "Words /words/ hour=90");
    for (call, told) in [
        (
            "record(type=\"glossary\", key=\"word\")",
            "there is no glossary \"word\"; this site has no page of the type glossary yet",
        ),
        ("datum(file=\"prices.yaml\", key=\"day\")", "\"day\" is not in content/data/prices.yaml"),
    ] {
        let site = build(&format!(
            "-- themes/mini/templates/page.html --\n{{% set x = {call} %}}\n-- content/b.md --\n---\ntitle: B\n---\n"
        ));
        assert!(site.told().contains(told), "{}", site.told());
    }
}
