//! Markdown in values: a setting, data, a field, a string of the theme or a template. It is part of the site as the text of a
//! page is.

use super::fixture::{Built, build};

/// A place that holds a line of Markdown: the files, with `TEXT` in place of it, and the file that says it.
const PLACES: &[(&str, &str, &str)] = &[
    (
        "content/site.yaml",
        "{{ config.settings.footer }}",
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/base/\nlanguage: en\ntime_zone: UTC\ntheme: mini\nsettings:\n  footer: \"TEXT\"\n",
    ),
    ("themes/mini/theme.yaml", "{{ config.settings.given }}", ""),
    ("content/data/notes.yaml", "{{ data.text }}", "-- content/data/notes.yaml --\nall:\n  - {text: \"TEXT\"}\n"),
    (
        "content/s/a.md",
        "{{ page.fields.about.text }}",
        "-- content/s/a.md --\n---\ntitle: A\nabout: {text: \"TEXT\"}\n---\n",
    ),
    ("content/s/a.md", "{{ page.fields.told }}", "-- content/s/a.md --\n---\ntitle: A\ntold: \"TEXT\"\n---\n"),
    ("content/s/a.md", "{{ page.extra.text }}", "-- content/s/a.md --\n---\ntitle: A\nextra: {text: \"TEXT\"}\n---\n"),
    ("themes/mini/strings/en.yaml", "{{ t(key=\"hint\") }}", "-- themes/mini/strings/en.yaml --\nhint: \"TEXT\"\n"),
];

const SITE: &str = "\
-- content/site.yaml --
title: T
base_url: https://example.org/base/
language: en
time_zone: UTC
theme: mini
-- content/index.md --
---
title: Home
---
-- content/s/visit.md --
---
title: Visit
---
## What to wear
-- content/words.md --
---
title: Words
type: glossary
---
Fascia
: Tissue.
-- content/s/b.md --
---
title: B
---
-- content/s/room.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>
-- content/s/a.md --
---
title: A
---
";

fn at(place: &(&str, &str, &str), text: &str) -> Built {
    let (_, value, files) = place;
    let data = if value.contains("data.") {
        "{% set all = load_data(path=\"notes.yaml\") %}{% set data = all.all | first %}"
    } else {
        ""
    };
    let shown = value.replace(" }}", " | markdown }}");
    // What is not one page's own is shown by two of them.
    let others = if place.0.ends_with("a.md") { "" } else { " or page.slug == \"b\"" };
    let given = if value.contains("given") { text } else { "" };
    build(&format!(
        "{SITE}-- themes/mini/theme.yaml --\nname: mini\nsettings:\n  footer: {{kind: text}}\n  given: {{kind: text, default: \"{given}\"}}\n\
         types:\n  page: {{template: page.html, fields: {{about: {{kind: map}}, told: {{kind: text}}}}}}\n  section: {{template: list.html}}\n  glossary: {{template: list.html, glossary: true}}\n\
         -- themes/mini/templates/list.html --\n{{{{ page.content }}}}\n-- themes/mini/templates/page.html --\n{{{{ page.content }}}}\
         {{% if page.slug == \"a\"{others} %}}{data}[{shown}]{{% endif %}}\n{}",
        files.replace("TEXT", text)
    ))
}

/// What a text becomes wherever it stands. Links are those of the page whose field it is; elsewhere, from the top.
const LEADS: &[(&str, &str, &str)] = &[
    ("[x](s/visit.md)", "[x](visit.md)", "<a href=\"/base/s/visit/\">x</a>"),
    ("[x](/s/visit.md)", "[x](/s/visit.md)", "<a href=\"/base/s/visit/\">x</a>"),
    ("[x](s/visit/)", "[x](../visit/)", "<a href=\"/base/s/visit/\">x</a>"),
    ("[x](/s/visit/)", "[x](../visit/)", "<a href=\"/base/s/visit/\">x</a>"),
    ("[x](s/visit.md#what-to-wear)", "[x](visit.md#what-to-wear)", "<a href=\"/base/s/visit/#what-to-wear\">x</a>"),
    (
        "[x](https://example.org/base/s/visit/)",
        "[x](https://example.org/base/s/visit/)",
        "<a href=\"/base/s/visit/\">x</a>",
    ),
    ("[x](https://a.example/)", "[x](https://a.example/)", "<a href=\"https://a.example/\">x</a>"),
    ("[x](mailto:a@b.example)", "[x](mailto:a@b.example)", "<a href=\"mailto:a@b.example\">x</a>"),
    ("[[fascia]]", "[[fascia]]", "<a href=\"/base/words/#fascia\">fascia</a>"),
    ("![A room](s/room.svg)", "![A room](room.svg)", "<img src=\"/base/s/room.svg\" alt=\"A room\" />"),
    ("*a* `{{ b }}`", "*a* `{{ b }}`", "<em>a</em> <code>{{ b }}</code>"),
];

#[test]
fn markdown_in_a_value_leads_where_that_of_a_page_does() {
    for place in PLACES {
        for (from_top, from_page, html) in LEADS {
            let text = if place.0.ends_with("a.md") { from_page } else { from_top };
            let site = at(place, text);
            assert!(!site.diagnostics.iter().any(|d| d.code != "data-unused"), "{place:?} {text}: {}", site.told());
            assert!(
                site.text("s/a/index.html").contains(&format!("[{html}]")),
                "{place:?} {text}: {}",
                site.text("s/a/index.html")
            );
        }
    }
}

/// What leads nowhere, or means nothing outside of the text of a page.
const TOLD: &[(&str, &str, &str)] = &[
    ("Ask [us](/abuot.md).", "/abuot.md", "error[link-broken] there is no page \"/abuot.md\""),
    ("Ask [us](/nope/).", "/nope/", "error[link-broken] there is no page \"/nope/\""),
    ("![A room](rom.svg)", "rom.svg", "error[link-broken] there is no file \"rom.svg\""),
    ("See [[fasciaa]].", "fasciaa", "error[term-unknown] the glossary has no entry \"fasciaa\""),
    (
        "Call {{ phone main }}.",
        "{{",
        "warning[markup-shown] a value is not filled in here, so it is shown to readers as it is typed",
    ),
    (
        "Text.[^1]",
        "[^",
        "warning[markup-shown] a footnote does not work here, so its mark is shown to readers as it is",
    ),
    (
        "[x](/s/visit.md#what-to-ware)",
        "/s/visit.md#what-to-ware",
        "error[anchor-broken] content/s/visit.md has no heading with the id \"what-to-ware\"",
    ),
];

#[test]
fn markdown_in_a_value_that_leads_nowhere_is_told_once_where_it_is_written() {
    for place in PLACES {
        for (text, pointed, words) in TOLD {
            let site = at(place, text);
            let told: Vec<_> = site.diagnostics.iter().filter(|d| d.code != "data-unused").collect();
            assert_eq!(told.len(), 1, "{place:?} {text}: {}", site.told());
            assert_eq!(told[0].file.as_str(), place.0, "{text}: {}", site.told());
            assert_eq!(site.pointed(told[0]), *pointed, "{place:?}");
            assert!(site.told().contains(words), "{text}: {}", site.told());
        }
    }
}

/// Where Markdown works in a field of a page, nobody is told that it does not.
#[test]
fn what_is_shown_of_a_field_says_whether_markdown_works_in_it() {
    let site = |template: &str, text: &str| {
        build(&format!(
            "-- themes/mini/theme.yaml --\nname: mini\ntypes:\n  page: {{template: page.html, fields: {{told: {{kind: text}}, list: {{kind: list}}}}}}\n  section: {{template: page.html}}\n\
             -- themes/mini/templates/page.html --\n{{{{ page.content }}}}{template}\n\
             -- themes/mini/components/shown.html --\n{{% component shown(text) %}}<b>{{{{ text | markdown }}}}</b>{{% endcomponent shown %}}\n\
             -- content/a.md --\n---\ntitle: A\ntold: \"{text}\"\nlist: [\"{text}\"]\n---\n"
        ))
    };
    let text = "See **our** [prices](https://a.example/)";
    for (template, expected) in [
        ("{{ page.fields.told }}", "list markup list link told markup told link"),
        ("{{ (page.fields.told or \"\") | markdown }}", "list markup list link"),
        ("{% for it in page.fields.list %}{{ it | markdown }}{% endfor %}", "told markup told link"),
        ("{% set it = page.fields.told %}{% if it %}{{ <shown text={it} /> }}{% endif %}", "list markup list link"),
        (
            "{% for name in [\"told\", \"list\"] %}{% if page.fields[name] is string %}{{ page.fields[name] | markdown }}{% endif %}{% endfor %}",
            "",
        ),
    ] {
        let site = site(template, text);
        let told = site.diagnostics.iter().map(|told| {
            let field = if site.place(told).starts_with("content/a.md:3:") { "told" } else { "list" };
            format!("{field} {}", told.code.trim_end_matches("-shown"))
        });
        let mut told: Vec<String> = told.collect();
        told.sort();
        let mut expected: Vec<String> =
            expected.split_whitespace().collect::<Vec<_>>().chunks(2).map(|it| it.join(" ")).collect();
        expected.sort();
        assert_eq!(told, expected, "{template}: {}", site.told());
    }
}

#[test]
fn a_value_of_many_lines_is_told_at_its_beginning() {
    let site = build(&format!(
        "{SITE}-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\nsettings:\n  footer: |\n    One\n    [two](nope.md)\n\
         -- themes/mini/theme.yaml --\nname: mini\nsettings: {{footer: {{kind: text}}}}\ntypes: {{page: {{template: page.html}}, section: {{template: page.html}}, glossary: {{template: page.html}}}}\n\
         -- themes/mini/templates/page.html --\n{{{{ page.content }}}}{{{{ config.settings.footer | markdown }}}}\n"
    ));
    assert_eq!(site.codes().iter().filter(|code| **code == "link-broken").count(), 1, "{}", site.told());
    assert!(
        site.told().contains("content/site.yaml:8:5 error[link-broken] there is no page \"nope.md\""),
        "{}",
        site.told()
    );
}

#[test]
fn what_a_template_puts_together_itself_is_told_at_the_template() {
    for value in ["\"Ask [us](nope.md)\"", "(\"Ask [us](\" ~ \"nope.md)\")"] {
        let site = build(&format!(
            "-- themes/mini/templates/page.html --\n{{{{ page.content }}}}\n{{{{ {value} | markdown }}}}\n-- content/a.md --\n---\ntitle: A\n---\n"
        ));
        let told = site.only();
        assert!(told.message.contains("there is no page \"nope.md\""), "{}", site.told());
        assert!(site.place(told).starts_with("themes/mini/templates/page.html:2:"), "{}", site.told());
    }
}
