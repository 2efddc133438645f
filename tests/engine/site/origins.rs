//! A fault of a finished page is told at the file that caused it: the text of the page, its fields, data, or the theme.

use super::checks::checked;
use super::fixture::Built;

/// A page with this text, framed by this template, in which `{text}` is the text of the page.
fn page(template: &str, text: &str) -> Built {
    let template =
        template.replace("{text}", "<h1>{{ page.title }}</h1>{{ page.content }}{% block list %}{% endblock list %}");
    checked(&format!(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\nmarkdown: {{raw_html: allow}}\n\
         -- themes/mini/templates/base.html --\n<!DOCTYPE html><html lang=\"{{{{ page.lang }}}}\"><head><title>{{{{ page.title }}}}</title></head><body>\n\
         {template}</body></html>\n\
         -- content/a.md --\n---\ntitle: A\ndescription: About a.\n---\n{text}\n"
    ))
}

/// Each fault by its place and its code.
fn places(site: &Built) -> Vec<String> {
    site.diagnostics.iter().map(|d| format!("{} {}", site.place(d), d.code)).collect()
}

const MAIN: &str = "<main>{text}</main>";

#[test]
fn what_a_template_loads_is_told_at_the_template() {
    let template = "<main><img alt=x src=\"/logo.png\">{text}</main>";
    for text in ["Put your picture into `static/logo.png`.", "```\n<img src=\"/logo.png\">\n```", "/logo.png"] {
        let site = page(template, text);
        assert_eq!(
            site.told(),
            "themes/mini/templates/base.html:2:23 error[link-broken] the page loads /logo.png, where nothing is published | write the address of a file of the site, or remove this",
            "{text}"
        );
    }
}

#[test]
fn what_a_template_links_to_is_told_at_the_template_though_the_text_writes_the_same() {
    let template = "<main>{text}<p><a href=\"https://example.com/x\">click here</a></p></main>";
    let site = page(template, "Do not write \"click here\" for https://example.com/x.");
    assert_eq!(places(&site), ["themes/mini/templates/base.html:2:97 link-vague"], "{}", site.told());
}

#[test]
fn html_in_a_text_is_told_at_its_line() {
    let html = "Text.\n\n<main>\n\nMore.\n\n</main>";
    let site = page(MAIN, html);
    assert_eq!(
        site.told(),
        "content/a.md:7:1 warning[landmark] the page has more than one <main> | the template already has one around the text: remove this one, or use <div>"
    );
    for (text, expected) in [
        ("Text.\n\n<header>x</header>\n", "content/a.md:7:1 landmark"),
        ("Text.\n\n<footer class=small>x</footer>\n", "content/a.md:7:1 landmark"),
        ("Text.\n\n<h1>Second</h1>\n", "content/a.md:7:5 heading-one"),
        ("Text.\n\n<h4>Deep</h4>\n", "content/a.md:7:5 heading-order"),
        ("Text.\n\n<button></button>\n", "content/a.md:7:1 button-nameless"),
        ("Text.\n\n<a href=\"https://example.com/\"></a>\n", "content/a.md:7:10 link-nameless"),
        ("Text.\n\n<p id=foot>x</p>\n", "content/a.md:7:4 id-repeated"),
        ("Text.\n\n<p id='foot'>x</p>\n", "content/a.md:7:4 id-repeated"),
        ("Text.\n\n[x](http://localhost:80/)\n", "content/a.md:7:5 address-local"),
    ] {
        let site = page("<header></header><div>{text}</div><footer id=foot></footer>", text);
        let own: Vec<_> = places(&site).into_iter().filter(|it| !it.contains("base.html landmark")).collect();
        assert_eq!(own, [expected], "{text}\n{}", site.told());
    }
}

#[test]
fn the_second_of_two_links_alike_is_told() {
    let text = "[The same](https://example.com/1)\n\n[The same](https://example.com/2)\n";
    assert_eq!(places(&page(MAIN, text)), ["content/a.md:7:2 link-alike"]);
}

#[test]
fn a_text_that_the_template_changes_is_looked_for_as_it_can_be() {
    let template = "<main><h1>{{ page.title }}</h1>{{ page.content | replace(from=\"More\", to=\"Less\") }}{% block list %}{% endblock list %}</main>";
    let site = page(template, "[click here](https://example.com/)\n\nMore.\n");
    assert_eq!(places(&site), ["content/a.md:5:2 link-vague"], "{}", site.told());
}
