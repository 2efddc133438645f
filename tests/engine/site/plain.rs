//! The theme `plain` needs no other: what the engine asks of a theme is enough for a site.

use super::dom::{Node, parse};
use super::fixture::{Built, build_files, files, options};

const SITE: &str = "\
-- content/site.yaml --
title: Plain site
base_url: https://example.org/site/
language: en
time_zone: UTC
theme: plain
taxonomies: {tags: {title: Tags, paginate: 2}}
pagination: 2
menus: {main: [about.md, {title: Notes, page: notes/index.md}], footer: [about.md]}
feeds: {formats: [atom, json], sections: [notes]}
publisher: Somebody
settings: {footer_text: \"Made *plainly*.\"}
-- content/index.md --
---
title: Plain site
description: A site that needs little.
---
Hello.
-- content/about.md --
---
title: About
series: About us
---
Who we are. See the [[word]].
-- content/more.md --
---
title: More
series: About us
noindex: true
---
More of it.
-- content/words.md --
---
title: Words
type: glossary
---
Word
: Some letters.
-- content/room.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"4\" viewBox=\"0 0 8 4\"></svg>
-- content/data/evidence.yaml --
ex-2020: {title: Example, citation: Example 2020.}
-- content/notes/index.md --
---
title: Notes
---
-- content/notes/one.md --
---
title: One
type: article
date: 2026-01-01
tags: [First, Second]
evidence: [ex-2020]
---
## A

Text[^1], a source[^ex-2020].

![A room](../room.svg \"Our room.\")

## B

::: warning Stop if it hurts
Now.
:::

::: note
A word.
:::

::: details What else? {id=what-else}
This.
:::

## C

> [!CAUTION]
> Hot.

| Size | Price |
| --- | ---: |
| **small** | 10 |

Table: Prices {.responsive}

## D

See [what else](#what-else).

[^1]: A note.
-- content/notes/two.md --
---
title: Two
date: 2026-01-02
tags: [First]
---
Two.
-- content/notes/three.md --
---
title: Three
date: 2026-01-03
tags: [First]
---
Three.
";

fn plain() -> Built {
    build_files(&files(SITE), &options())
}

fn page(site: &Built, path: &str) -> Node {
    parse(site.text(path))
}

#[test]
fn a_whole_site_builds_with_it_and_with_no_other_theme() {
    let site = plain();
    site.clean();
    assert_eq!(site.build.site().theme.chain, ["plain"]);
    for name in ["index.html", "notes/page/2/index.html", "tags/index.html", "tags/first/page/2/index.html", "404.html"]
    {
        assert!(site.has(name), "{name}");
    }
}

#[test]
fn every_page_has_what_a_page_needs() {
    let site = plain();
    let pages: Vec<_> = site.names().into_iter().filter(|name| name.ends_with(".html")).map(str::to_owned).collect();
    assert!(pages.len() > 12, "{pages:?}");
    let mut titles = Vec::new();
    for name in &pages {
        let page = page(&site, name);
        assert_eq!(page.one("html").get("lang"), Some("en"), "{name}");
        assert_eq!(page.all("h1").len(), 1, "{name}");
        assert_eq!(page.all("body a")[0].get("href"), Some("#main-content"), "{name}");
        assert_eq!(page.one("main").get("tabindex"), Some("-1"));
        assert!(page.none("script") && page.none("style"), "{name}");
        assert!(page.each().iter().all(|node| node.get("style").is_none()), "{name}");
        titles.push(page.one("title").text());
    }
    let count = titles.len();
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), count, "every title is another one: {titles:?}");
    assert_eq!(page(&site, "more/index.html").one("meta[name=robots]").get("content"), Some("noindex"));
}

#[test]
fn its_blocks_say_in_words_what_they_are() {
    let page = page(plain().clean(), "notes/one/index.html");
    assert_eq!(page.texts(".box strong"), ["Note", "Caution"]);
    assert_eq!(page.one(".box-warning h3").text(), "Stop if it hurts");
    assert_eq!(page.one("details div").get("id"), Some("what-else"));
    assert_eq!(page.one("figure img").get("alt"), Some("A room"));
    assert_eq!(page.one("figcaption").text(), "Our room.");
    assert_eq!(page.one("table.responsive td").get("data-label"), Some("Price"));
    assert_eq!(page.texts("section[aria-labelledby=notes-title] li").len(), 2);
    assert_eq!(page.texts("nav[aria-labelledby=contents-title] a"), ["A", "B", "C", "D"]);
}

#[test]
fn what_it_does_not_have_is_an_error_that_names_what_it_has() {
    let mut all = files(SITE);
    all.extend(files(
        "-- content/about.md --\n---\ntitle: About\n---\n## A\n\n::: emergency Call 911 if:\n- one\n:::\n",
    ));
    let site = build_files(&all, &options());
    let told = site.diagnostics.iter().find(|told| told.code == "directive-unknown").expect("an error");
    assert_eq!(told.help.as_deref(), Some("the theme has: alert, details, image, note, warning"));
}

#[test]
fn it_speaks_spanish() {
    let mut all = files(SITE);
    let config = all["content/site.yaml"].replace("language: en", "language: es");
    all.insert("content/site.yaml".to_owned(), config);
    let site = build_files(&all, &options());
    let page = page(site.clean(), "notes/one/index.html");
    assert_eq!(page.texts(".box strong"), ["Nota", "Precaución"]);
}
