//! The thorough checks of finished pages: each fault at the line that somebody wrote, word for word; a page without fault
//! without a word.

use super::fixture::{Built, build_with, coded, mini_theme, options, settings};
use vertebra_engine::{CheckLevel, Options};

/// A theme whose pages have no fault.
pub const FRAME: &str = concat!(
    "-- content/site.yaml --\n",
    settings!("Test site", "https://example.org/base/"),
    "-- themes/mini/theme.yaml --\n",
    mini_theme!(
        "fields:\n  evidence: {kind: list, keys_of: evidence, cite: true}\n",
        "  search: {template: page.html}\n"
    ),
    "\
-- themes/mini/templates/base.html --
<!DOCTYPE html><html lang=\"{{ page.lang }}\"><head><title>{{ page.title }}</title></head><body>
<header><a href=\"{{ config.base_path }}/\">Home</a></header><nav aria-label=Main></nav>
<main><h1>{{ page.title }}</h1>{{ page.content }}{% block list %}{% endblock list %}</main><footer></footer></body></html>
-- themes/mini/templates/page.html --
{% extends \"base.html\" %}
-- themes/mini/templates/section.html --
{% extends \"base.html\" %}{% block list %}{% for p in section.pages %}<p><a href=\"{{ p.url }}\">{{ p.title }}</a></p>{% endfor %}{% for s in section.sections %}<p><a href=\"{{ s.url }}\">{{ s.title }}</a></p>{% endfor %}{% endblock list %}
-- themes/mini/templates/404.html --
{% extends \"base.html\" %}
-- content/index.md --
---
title: Home
description: Where everything begins.
---
"
);

/// Checks `FRAME` with files added or replaced.
pub fn checked(text: &str) -> Built {
    checked_as(CheckLevel::Thorough, text)
}

pub fn checked_as(depth: CheckLevel, text: &str) -> Built {
    build_with(&format!("{FRAME}{text}"), &Options { depth, ..options() })
}

/// Checks a page with this text.
fn page(text: &str) -> Built {
    checked(&format!("-- content/a.md --\n---\ntitle: A\ndescription: About a.\n---\n{text}"))
}

/// Checks a site whose pages are framed by this.
fn framed(template: &str) -> Built {
    let site = checked(&format!("-- themes/mini/templates/base.html --\n{template}\n"));
    assert!(
        site.diagnostics.iter().all(|d| d.file.as_str() == "themes/mini/templates/base.html"
            || d.code == "heading-one"
            || d.span.is_none()),
        "{}",
        site.told()
    );
    site
}

#[test]
fn a_good_page_is_passed_over_in_silence() {
    page("## One\n\n### Two\n\n[Home](index.md) and [elsewhere](https://example.com/), [mail](mailto:a@example.org).\n\n`http://localhost:8000/` is code.\n").clean();
}

#[test]
fn a_plain_build_looks_at_none_of_this() {
    let text = "[click here](index.md) [](index.md)\n";
    let quick = checked_as(CheckLevel::Quick, &format!("-- content/a.md --\n---\ntitle: A\n---\n{text}"));
    quick.clean();
}

#[test]
fn words_of_links_are_told_at_their_line() {
    let site = page(
        "See [home](index.md).\n\nFor hours, [**Click here**](index.md#x).\n\nAt [home](index.md) and [home](https://example.com/)\n\n[](index.md)\n",
    );
    let told = site.told_in_full();
    for expected in [
        "content/a.md:7:13: warning[link-vague]: the link text \"Click here\" does not say where the link goes\n  ^ **Click here**\n  help: say what the reader will find there; many people jump from link to link and hear only the link text\n",
        "content/a.md:9:26: warning[link-alike]: another link on this page has the same text, \"home\", but goes elsewhere\n  ^ home\n  help: give each link a text that says where it goes\n",
        "content/a.md:11:4: error[link-nameless]: this link has no text, so screen reader users cannot tell where it goes\n  ^ index.md\n  help: write where it goes between the square brackets, or describe the image in it\n",
    ] {
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn vague_words_are_known_in_each_language_and_can_be_added() {
    let site = checked(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: de\ntime_zone: UTC\ntheme: mini\nvague_links: [guck mal]\n-- content/a.md --\n---\ntitle: A\ndescription: D.\n---\n[Hier](index.md), [guck mal](index.md), [here](index.md).\n",
    );
    let vague: Vec<_> = site.diagnostics.iter().filter(|d| d.code == "link-vague").map(|d| site.pointed(d)).collect();
    assert_eq!(vague, ["Hier", "guck mal"]);
}

#[test]
fn what_templates_do_is_told_once() {
    let site = checked(
        "-- themes/mini/templates/base.html --\n<html><head></head><body><header></header><header></header><nav></nav><nav></nav><button><svg></svg></button>\n<footer></footer><footer></footer><h3>{{ page.title }}</h3>{{ page.content }}<img src=/base/x.png>{% block list %}{% endblock list %}</body></html>\n\
         -- content/x.png --\nno picture\n-- content/a.md --\n---\ntitle: A\ndescription: About a.\n---\n## Two\n",
    );
    let told: Vec<_> = site
        .diagnostics
        .iter()
        .filter(|d| d.file.as_str().starts_with("themes/"))
        .map(|d| format!("{} {} ({})", coded(d), d.message, d.note.as_deref().unwrap_or_default()))
        .collect();
    let on = "(found on the page /a/ and on 2 others)";
    let expected = [
        ("error[button-nameless]", "this button has no text, so screen reader users cannot tell what it does"),
        ("error[heading-one]", "the page has no first-level heading, which says what the page is about"),
        ("warning[landmark]", "the page does not mark its main content, so screen reader users cannot skip to it"),
        ("warning[landmark]", "the page has more than one page footer"),
        ("warning[landmark]", "the page has more than one page header"),
        ("warning[landmark]", "the page has several menus that screen reader users cannot tell apart"),
        ("error[page-language]", "the page does not declare its language, so screen readers may use the wrong voice"),
        ("error[page-title]", "the page has no title for the browser tab and search results"),
        ("error[image-alt]", "this image has no description (alt text) for people who cannot see it"),
    ];
    for (code, message) in expected {
        let count = told.iter().filter(|it| it.starts_with(&format!("{code} {message} ("))).count();
        assert_eq!(count, 1, "{code} {message} {on}\n{told:#?}");
    }
    let shared = told.iter().filter(|it| it.contains("on 2 others")).count();
    assert!(shared >= 3, "{told:#?}");
}

#[test]
fn headings_of_templates_and_texts_are_looked_at_together() {
    let site = framed(
        "<html lang=en><title>T</title><main><h1>{{ page.title }}</h1><h3>Below</h3>{{ page.content }}{% block list %}{% endblock list %}</main></html>",
    );
    let told = site.told();
    assert!(told.contains("themes/mini/templates/base.html:1:66 warning[heading-order] a level 3 heading follows a level 1 heading, so a level is missing | change it to level 2"), "{told}");
    let site = framed(
        "<html lang=en><title>T</title><main><h1>{{ page.title }}</h1>{{ page.content }}{% block list %}{% endblock list %}</main><h1>Second one</h1></html>",
    );
    assert!(site.told().contains("error[heading-one] the page has a second first-level heading | keep the title of the page, and make this one a second-level heading"), "{}", site.told());
}

#[test]
fn headings_that_were_told_are_not_told_again() {
    let site = page("## Two\n\n#### Four\n");
    assert_eq!(site.codes(), ["heading-skip"], "{}", site.told());
}

#[test]
fn an_id_of_text_and_template_is_told() {
    let site = framed(
        "<html lang=en><title>T</title><main id=m><h1 id=m>{{ page.title }}</h1>{{ page.content }}{% block list %}{% endblock list %}</main></html>",
    );
    assert!(site.told().contains("themes/mini/templates/base.html:1:37 error[id-repeated] the id \"m\" is used twice on this page, so links reach only the first one | give one of them another id"), "{}", site.told());
}

/// A page with raw HTML, which the site allows.
fn raw(settings: &str, text: &str) -> Built {
    checked(&format!(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/base/\nlanguage: en\ntime_zone: UTC\ntheme: mini\nmarkdown: {{raw_html: allow}}\n{settings}\n\
         -- content/a.md --\n---\ntitle: A\ndescription: About a.\n---\n{text}\n"
    ))
}

#[test]
fn other_websites_are_asked_only_if_that_is_allowed() {
    let text = "<iframe title=Film src=\"https://www.youtube.com/embed/x\"></iframe>\n\n<form action=\"https://forms.example/send\"><input name=q></form>\n\n<script src=\"//cdn.example/a.js\"></script>\n";
    let site = raw("", text);
    assert_eq!(
        site.told(),
        "content/a.md:5:25 error[host-foreign] this page loads a frame from www.youtube.com, which can then track every reader | copy it to this site, or use a link instead / if it is really needed, write in content/site.yaml: allowed_hosts: [www.youtube.com]\n\
         content/a.md:7:15 error[host-foreign] a form sends what people type to forms.example | copy it to this site, or use a link instead / if it is really needed, write in content/site.yaml: allowed_hosts: [forms.example]\n\
         content/a.md:9:14 error[host-foreign] this page loads a script from cdn.example, which can then track every reader | copy it to this site, or use a link instead / if it is really needed, write in content/site.yaml: allowed_hosts: [cdn.example]"
    );
    raw("allowed_hosts: [youtube.com, forms.example, CDN.example]", text).clean();
    let told = raw("allowed_hosts: [\"https://youtube.com/x\"]", "").told();
    assert_eq!(
        told,
        "content/site.yaml:7:18 error[field-kind] this must be a host name, not an address | write: youtube.com"
    );
}

#[test]
fn what_is_sent_without_encryption_is_told() {
    let site = raw("allowed_hosts: [pictures.example]", "<img alt=x src=\"http://pictures.example/a.png\">");
    assert_eq!(
        site.told(),
        "content/a.md:5:17 error[load-insecure] this loads over http instead of https, so browsers block it or warn | write https://pictures.example/a.png"
    );
}

#[test]
fn addresses_of_the_writers_computer_are_told() {
    let site = raw("", "[Draft](http://localhost:4000/a/)\n\nSee http://192.168.1.7/x for more.\n");
    assert_eq!(
        site.told(),
        "content/a.md:5:9 error[address-local] http://localhost:4000/a/ is on your own computer or network, so nobody else can open it | use its public address, or remove it\n\
         content/a.md:7:5 note[address-local] http://192.168.1.7/x is a place on a computer or network of its own: most readers have no such place | remove it, or if you are writing about it, put it between ` characters"
    );
}

#[test]
fn an_address_that_runs_is_told_in_the_finished_page_whatever_made_it() {
    // A title that is prose where it is read, and a program once a theme makes an address of it.
    let page = "-- content/a.md --\n---\ntitle: \"JavaScript: a history\"\ndescription: About a.\n---\nText.\n";
    let shown = |made: &str| {
        checked(&format!(
            "-- themes/mini/templates/page.html --\n{{% extends \"base.html\" %}}{{% block list %}}{made}{{% endblock list %}}\n{page}"
        ))
    };
    for made in [
        "<p><a href=\"{{ page.title }}\">Read</a></p>",
        "<p><a href=\"java{{ '' }}script:go()\">Go</a></p>",
        "<p><a href=\"data:text/html,x\">Data</a></p>",
        "<p><iframe title=x src=\"data:text/html,x\"></iframe></p>",
        "<form action=\"javascript:go()\"><button>Go</button></form>",
    ] {
        let site = shown(made);
        let told: Vec<_> = site.diagnostics.iter().filter(|d| d.code == "link-unsafe").collect();
        assert!(!told.is_empty(), "{made}\n{}", site.told());
    }
    let honest = shown("<p>{{ page.title }}<img alt=\"\" src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\"></p>");
    assert!(!honest.codes().contains(&"link-unsafe"), "{}", honest.told());
}

#[test]
fn every_address_that_runs_is_told_once_at_its_place() {
    // The field is told where it is read; the title, and what the template writes, only in the finished page.
    let site = checked(
        "-- themes/mini/templates/page.html --\n{% extends \"base.html\" %}{% block list %}\
         <p><a href=\"{{ page.extra.one }}\">One</a><a href=\"{{ page.extra.two }}\">Two</a><a href=\"{{ page.title }}\">Read</a>\
         <a href=\"data:text/html,y\">Data</a></p>{% endblock list %}\n\
         -- content/a.md --\n---\ntitle: \"JavaScript: a history\"\ndescription: About a.\n\
         extra:\n  one: javascript:one()\n  two: \"java\\tscript:two()\"\n---\nText, and [three](javascript:three()).\n",
    );
    let told: Vec<_> = site.told().lines().filter(|line| line.contains("[link-unsafe]")).map(place).collect();
    assert_eq!(
        told,
        [
            "content/a.md:2:9",
            "content/a.md:5:8",
            "content/a.md:6:9",
            "content/a.md:8:19",
            "themes/mini/templates/page.html:1:165",
        ]
    );
}

/// `file:line:column` of a message.
fn place(line: &str) -> String {
    line.split(' ').next().unwrap_or_default().to_owned()
}

#[test]
fn keys_and_passwords_are_told_wherever_they_are_published() {
    // Put together here, so that nobody takes this file for one with secrets in it.
    let key = ["gh", "p_", &"a1B2".repeat(9)].concat();
    let site = raw(
        "unused_files: [notes.txt]",
        &format!("Our key is {key}.\n-- content/notes.txt --\nlogin\npassword=tr0ub4dor-3\n"),
    );
    let told = site.told();
    assert_eq!(
        told,
        "content/a.md:5:12 error[secret] this looks like a key of GitHub, and everyone who visits can read it | remove it and replace it with a new one: this one may already have leaked\n\
         content/notes.txt:2:1 error[secret] this looks like a password, and everyone who visits can read it | remove it and replace it with a new one: this one may already have leaked"
    );
}

#[test]
fn the_sample_site_passes_every_check() {
    let site = super::fixture::build_snapshot(
        super::real::snapshot(),
        &Options { depth: CheckLevel::Release, ..super::fixture::sharing() },
    );
    site.clean();
}

#[test]
fn another_website_is_told_once_where_a_site_has_budgets() {
    let text = "<iframe title=Film src=\"https://films.example/x\"></iframe>";
    assert_eq!(raw("budgets: true", text).codes(), ["host-foreign"]);
}
