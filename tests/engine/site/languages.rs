//! Sites in several languages: what stands where, and that each language is a site of its own.

use super::fixture::{Built, build};

/// An English site that is also there in Spanish, as far as it is translated.
pub const SITE: &str = "\
-- content/site.yaml --
title: Back care
description: About backs
base_url: https://example.org/
language: en-US
time_zone: America/Los_Angeles
theme: mini
taxonomies: {topics: {title: Topics}}
menus:
  main: [{title: Help, page: help.md}, {title: Guides, page: guides/index.md}, contact.md]
feeds: {sections: [guides]}
languages:
  es: {title: Cuidar la espalda, description: Sobre la espalda, taxonomies: {topics: Temas}, settings: {notice: Aviso}}
-- content/data/people.yaml --
ana: {name: Ana Ruiz}
team: {name: The team, kind: organization}
-- content/data/flags.yaml --
items: [fever]
-- content/data/flags.es.yaml --
items: [fiebre]
-- content/index.md --
---
title: Home
---
Welcome.
-- content/index.es.md --
---
title: Inicio
---
Hola. [Guías](guides/index.md), [primera](guides/first.md), [contacto](contact.md), [inglés](/guides/first/).
-- content/help.md --
---
title: Help
date: 2026-11-01
---
Call.
-- content/contact.md --
---
title: Contact
---
By phone. [First](guides/first.md)
-- content/guides/index.md --
---
title: Guides
---
-- content/guides/index.es.md --
---
title: Guías
slug: guias
---
-- content/guides/first.md --
---
title: First
date: 2026-11-02
topics: [Rest]
series: Start
---
One.
-- content/guides/first.es.md --
---
title: Primera
slug: primera
date: 2026-11-03
topics: [Descanso]
series: Start
---
Uno.
-- content/guides/second.md --
---
title: Second
date: 2026-11-02
topics: [Rest]
series: Start
---
Two. [First](first.md)
-- content/guides/tercera.es.md --
---
title: Tercera
---
Tres. [First](first.md)
-- themes/mini/theme.yaml --
name: mini
groups:
  health: {label: about health, review: true}
fields:
  evidence: {kind: list, keys_of: evidence, none: true, cite: true}
  facts: {kind: list, keys_of: facts?, hidden: true}
  safety_critical: {kind: boolean, holds_translations: true, hidden: true}
types:
  page: {template: page.html}
  section: {template: section.html}
  health: {template: page.html, groups: [health]}
settings:
  notice: {kind: text, default: Notice}
-- themes/mini/strings/en.yaml --
text-direction: ltr
hello: Hello
pages: {one: \"{count} page\", other: \"{count} pages\"}
-- themes/mini/strings/es.yaml --
text-direction: ltr
hello: Hola
pages: {one: \"{count} página\", other: \"{count} páginas\"}
-- themes/mini/templates/base.html --
<html lang=\"{{ page.lang }}\"><title>{{ page.title }} | {{ config.title }} | {{ config.description }}</title>
{% for it in translations() %}<link hreflang=\"{{ it.lang }}\" href=\"{{ it.permalink }}\" title=\"{{ it.name }}: {{ it.title }}\">{% if it.default %}<link hreflang=\"x-default\" href=\"{{ it.permalink }}\">{% endif %}
{% endfor -%}
<p>{{ t(key=\"hello\") }} {{ t(key=\"pages\", count=2) }} {{ \"2026-11-20\" | date }} {{ config.settings.notice }} {% set flags = load_data(path=\"flags.yaml\") %}{{ flags[\"items\"] | first }}</p>
<nav>{% for it in menu(name=\"main\") %}[{{ it.title }} {{ it.url }} {{ it.lang }} {{ it.current or \"-\" }}]{% endfor %}</nav>
<way>{% for it in breadcrumbs() %}[{{ it.title }} {{ it.url }}]{% endfor %}</way>
<home {{ url(to=\"/\") }} {{ url(to=\"contact.md\") }} {% set first = get_page(path=\"guides/first.md\") %}{{ first.title }}>
<terms {% for it in terms(taxonomy=\"topics\") %}[{{ it.name }} {{ it.url }} {{ it.count }}]{% endfor %}>
{% block main %}{% endblock main %}
-- themes/mini/templates/page.html --
{% extends \"base.html\" %}{% block main %}{{ page.content }}
{% if page.translation and page.translation.stale %}<old since {{ page.translation.changed }}>{% endif %}
{% set run = series() %}{% if run %}<series {{ run.position }}/{{ run.pages | length }}>{% endif %}
{% set near = neighbors() %}<near {% if near.previous %}{{ near.previous.title }}{% endif %} {% if near.next %}{{ near.next.title }}{% endif %}>
<back {% for it in backlinks() %}[{{ it.title }}]{% endfor %}>{% endblock main %}
-- themes/mini/templates/section.html --
{% extends \"base.html\" %}{% block main %}{{ page.content }}<list {% for it in section.pages %}[{{ it.title }} {{ it.url }}]{% endfor %}{% for it in section.sections %}[{{ it.title }} {{ it.url }}]{% endfor %}>
<all {% for it in pages(recursive=true, type=\"page\") %}[{{ it.title }}]{% endfor %}>{% endblock main %}
-- themes/mini/templates/taxonomy.html --
{% extends \"base.html\" %}{% block main %}{% for it in taxonomy.terms %}[{{ it.name }} {{ it.url }}]{% endfor %}{% endblock main %}
-- themes/mini/templates/term.html --
{% extends \"base.html\" %}{% block main %}{% for it in term.pages %}[{{ it.title }}]{% endfor %}{% endblock main %}
";

pub fn site(more: &str) -> Built {
    build(&format!("{SITE}{more}"))
}

/// The same site without what is said about translations of which nobody noted the source.
fn quiet() -> Built {
    let built = site("");
    assert!(built.codes().iter().all(|code| *code == "translation-stale"), "{}", built.told());
    built
}

#[test]
fn every_language_has_its_own_addresses() {
    let built = quiet();
    let pages: Vec<_> = built.names().into_iter().filter(|name| name.starts_with("es/")).collect();
    let expected = [
        "es/atom.xml",
        "es/feed.json",
        "es/guias/atom.xml",
        "es/guias/feed.json",
        "es/guias/index.html",
        "es/guias/primera/index.html",
        "es/guias/tercera/index.html",
        "es/index.html",
        "es/temas/descanso/index.html",
        "es/temas/index.html",
    ];
    assert_eq!(pages, expected);
}

#[test]
fn a_suffix_counts_only_when_its_language_is_declared() {
    let built = build("-- content/page.es.md --\n---\ntitle: A page\n---\n");
    assert!(built.clean().has("page-es/index.html"), "{:?}", built.names());
}

#[test]
fn lists_do_not_mix_languages() {
    let built = quiet();
    for (path, expected) in [
        ("guides/index.html", "<list [First /guides/first/][Second /guides/second/]>"),
        ("es/guias/index.html", "<list [Primera /es/guias/primera/][Tercera /es/guias/tercera/]>"),
        ("es/index.html", "<list [Guías /es/guias/]>"),
        ("es/index.html", "<all [Primera][Tercera]>"),
        ("index.html", "<all [Help][Contact][First][Second]>"),
        ("es/temas/descanso/index.html", "[Primera]"),
        ("es/guias/primera/index.html", "<terms [Descanso /es/temas/descanso/ 1]>"),
        ("guides/first/index.html", "<terms [Rest /topics/rest/ 2]>"),
        ("guides/first/index.html", "<series 1/2>"),
        ("es/guias/primera/index.html", "<series 1/1>"),
        ("es/guias/primera/index.html", "<near  Tercera>"),
        ("guides/first/index.html", "<near  Second>"),
        ("es/guias/primera/index.html", "<back [Tercera][Inicio]>"),
        ("guides/first/index.html", "<back [Contact][Second]>"),
        ("es/guias/primera/index.html", "<way>[Inicio /es/][Guías /es/guias/]</way>"),
    ] {
        let text = built.text(path);
        assert!(text.contains(expected), "{path}: {expected}\n{text}");
    }
}

#[test]
fn words_days_settings_and_data_are_those_of_the_page() {
    let built = quiet();
    let spanish = "<p>Hola 2 páginas 20 de noviembre de 2026 Aviso fiebre</p>";
    let english = "<p>Hello 2 pages November 20, 2026 Notice fever</p>";
    for path in ["es/index.html", "es/guias/index.html", "es/temas/index.html", "es/guias/tercera/index.html"] {
        assert!(built.text(path).contains(spanish), "{path}\n{}", built.text(path));
        assert!(built.text(path).contains("| Cuidar la espalda | Sobre la espalda</title>"), "{path}");
        assert!(built.text(path).contains("<html lang=\"es\">"), "{path}");
    }
    assert!(built.text("index.html").contains(english));
    assert!(built.text("index.html").contains("<html lang=\"en-US\">"));
}

#[test]
fn what_is_not_translated_is_found_in_the_first_language_and_says_so() {
    let built = quiet();
    let text = built.text("es/guias/primera/index.html");
    assert!(
        text.contains("<nav>[Help /help/ en-US -][Guías /es/guias/ es section][Contact /contact/ en-US -]</nav>"),
        "{text}"
    );
    assert!(text.contains("<home /es/ /contact/ Primera>"), "{text}");
    let home = built.text("es/index.html");
    for link in [
        "<a href=\"/es/guias/\">Guías</a>",
        "<a href=\"/es/guias/primera/\">primera</a>",
        "<a href=\"/contact/\">contacto</a>",
        "<a href=\"/guides/first/\">inglés</a>",
    ] {
        assert!(home.contains(link), "{link}\n{home}");
    }
    assert!(built.text("index.html").contains("[Help /help/ en-US -][Guides /guides/ en-US -]"));
}

#[test]
fn versions_name_each_other() {
    let built = quiet();
    let both = "\
<link hreflang=\"en-US\" href=\"https://example.org/guides/first/\" title=\"English: First\">\
<link hreflang=\"x-default\" href=\"https://example.org/guides/first/\">
<link hreflang=\"es\" href=\"https://example.org/es/guias/primera/\" title=\"Español: Primera\">
";
    for path in ["guides/first/index.html", "es/guias/primera/index.html"] {
        assert!(built.text(path).contains(both), "{path}\n{}", built.text(path));
    }
    for path in ["guides/second/index.html", "es/guias/tercera/index.html", "contact/index.html"] {
        assert!(!built.text(path).contains("hreflang"), "{path}");
    }
    for path in ["guides/index.html", "es/guias/index.html"] {
        assert!(built.text(path).contains("hreflang=\"es\" href=\"https://example.org/es/guias/\""), "{path}");
    }
}

#[test]
fn every_alternate_is_mutual() {
    let built = quiet();
    let mut links = std::collections::BTreeSet::new();
    for name in built.names().into_iter().filter(|name| name.ends_with("index.html")) {
        let own = format!("https://example.org/{}", name.trim_end_matches("index.html"));
        for link in built.text(name).split("href=\"").skip(1).filter(|link| link.starts_with("https://")) {
            links.insert((own.clone(), link.split('"').next().unwrap_or_default().to_owned()));
        }
    }
    assert!(links.len() >= 12, "{links:?}");
    for (from, to) in &links {
        assert!(links.contains(&(to.clone(), from.clone())), "{to} does not name {from}");
    }
}

#[test]
fn the_sitemap_names_the_versions() {
    let built = quiet();
    let text = built.text("sitemap.xml");
    assert!(text.contains("xmlns:xhtml=\"http://www.w3.org/1999/xhtml\""), "{text}");
    let first = text.lines().find(|line| line.contains("<loc>https://example.org/guides/first/</loc>")).unwrap();
    let alternates = "\
<xhtml:link rel=\"alternate\" hreflang=\"en-US\" href=\"https://example.org/guides/first/\"/>\
<xhtml:link rel=\"alternate\" hreflang=\"es\" href=\"https://example.org/es/guias/primera/\"/>\
<xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"https://example.org/guides/first/\"/>";
    assert!(first.contains(alternates), "{first}");
    let second = text.lines().find(|line| line.contains("/guides/second/")).unwrap();
    assert!(!second.contains("xhtml"), "{second}");
    assert!(!build("").text("sitemap.xml").contains("xhtml"), "a site with one language");
}

#[test]
fn every_language_has_its_own_feed() {
    let built = quiet();
    let text = built.text("es/atom.xml");
    assert!(text.contains("xml:lang=\"es\"") && text.contains("<title>Cuidar la espalda</title>"), "{text}");
    assert!(text.contains("Primera") && !text.contains("First"), "{text}");
    assert!(!built.text("atom.xml").contains("Primera"));
    assert!(built.text("es/guias/atom.xml").contains("<title>Guías · Cuidar la espalda</title>"));
}

#[test]
fn a_language_without_pages_leaves_no_trace() {
    let mut text = String::from(SITE);
    for name in ["index", "guides/index", "guides/first", "guides/tercera"] {
        text = text.replace(&format!("-- content/{name}.es.md --"), &format!("-- notes/{name}.txt --"));
    }
    let built = build(&text);
    let built = built.clean();
    assert!(!built.names().iter().any(|name| name.starts_with("es/")), "{:?}", built.names());
    assert!(!built.text("index.html").contains("hreflang"));
}

#[test]
fn a_file_of_another_name_is_tied_by_a_field() {
    let tied = "-- content/ayuda.es.md --\n---\ntitle: Ayuda\ntranslation_of: help.md\n---\nLlame.\n";
    let built = site(tied);
    let text = built.text("es/ayuda/index.html");
    assert!(text.contains("hreflang=\"en-US\" href=\"https://example.org/help/\""), "{text}");
    assert!(text.contains("[Ayuda /es/ayuda/ es page]"), "{text}");
    assert!(built.text("help/index.html").contains("hreflang=\"es\" href=\"https://example.org/es/ayuda/\""));
}

#[test]
fn a_section_without_a_page_of_its_own_has_versions_too() {
    let bare = SITE.replace("-- content/guides/index.es.md --", "-- notes/x.txt --");
    let built = build(&bare);
    let text = built.text("es/guides/index.html");
    assert!(text.contains("hreflang=\"en-US\" href=\"https://example.org/guides/\""), "{text}");
    assert!(built.text("guides/index.html").contains("href=\"https://example.org/es/guides/\""));
    assert!(text.contains("[Guides /es/guides/ es page]"), "{text}");
}
