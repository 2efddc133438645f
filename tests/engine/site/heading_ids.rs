//! The ids of headings are one thing wherever they are used: in the page, its list of contents, links and suggestions.

use super::fixture::build;

const PAGES: &str = "\
-- themes/mini/templates/page.html --
{% for heading in page.toc %}({{ heading.id }}){% endfor %}{{ page.content }}
-- content/a.md --
---
title: A
---
## Size & weight

## v1.2

## Size & weight

## متى تطلب المساعدة؟

## 🦴 Bones

## Old name {#kept}
";

fn site(setting: &str, links: &str) -> super::fixture::Built {
    build(&format!(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n\
         {setting}\n{PAGES}-- content/b.md --\n---\ntitle: B\n---\n{links}\n"
    ))
}

#[test]
fn a_site_may_have_the_heading_ids_of_github() {
    for (setting, ids) in [
        ("", ["size-weight", "v1-2", "size-weight-2", "متى-تطلب-المساعدة", "bones", "kept"]),
        (
            "markdown: {heading_ids: vertebra}",
            ["size-weight", "v1-2", "size-weight-2", "متى-تطلب-المساعدة", "bones", "kept"],
        ),
        (
            "markdown: {heading_ids: github}",
            ["size--weight", "v12", "size--weight-1", "متى-تطلب-المساعدة", "-bones", "kept"],
        ),
    ] {
        let links: String = ids.iter().map(|id| format!("[x](a.md#{id})\n")).collect();
        let site = site(setting, &links);
        let html = site.clean().text("a/index.html");
        let contents: String = ids.iter().map(|id| format!("({id})")).collect();
        assert!(html.starts_with(&contents), "{setting}: {html}");
        for id in ids {
            assert!(html.contains(&format!(" id=\"{id}\"")), "{setting} {id}: {html}");
        }
    }
}

#[test]
fn a_link_to_an_id_of_the_other_kind_is_told_with_the_right_one() {
    let site = site("markdown: {heading_ids: github}", "[x](a.md#size-weight)");
    assert_eq!(
        site.told_in_full(),
        "\
content/b.md:4:5: error[anchor-broken]: content/a.md has no heading with the id \"size-weight\"
  ^ a.md#size-weight
  help: did you mean #size--weight (line 4)?
"
    );
    let site = self::site("markdown: {heading_ids: githb}", "");
    assert_eq!(
        site.told_in_full(),
        "\
content/site.yaml:6:25: error[field-choice]: \"githb\" is not one of the values of this field
  ^ githb
  help: did you mean \"github\"?
"
    );
}
