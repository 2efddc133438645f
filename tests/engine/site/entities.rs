//! Signs that HTML writes by a name (`&amp;`, `&eacute;`): wherever the words of a page go, they are whole, and written in
//! the way of each output just once.

use super::fixture::{build, mini_theme, settings};

const SITE: &str = concat!(
    "-- content/site.yaml --\n",
    settings!("R&D", "https://example.org/"),
    "-- themes/mini/theme.yaml --\n",
    mini_theme!("  search: {template: page.html}\n"),
    "\
-- themes/mini/templates/page.html --
<!doctype html><html lang=\"en\"><title>{{ page.title }}</title><main><h1>{{ page.title }}</h1>{{ page.content }}</main><script type=\"application/ld+json\">{{ structured_data(page=page) | safe }}</script>
-- content/search.md --
---
title: Search
type: search
---
-- content/lab.md --
---
title: Q&A in R&D
description: Caf\u{e9}s & bars
date: 2026-05-04
---
## R&amp;D in caf&eacute;s

AT&amp;T *and* [H&amp;M](search.md). See [above](#r-d-in-cafes).

![Our R&amp;D room](room.svg)
-- content/room.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>
"
);

#[test]
fn a_sign_by_its_name_is_the_sign_in_every_output() {
    let site = build(SITE);
    site.clean();
    let html = site.text("lab/index.html");
    for part in [
        "<title>Q&amp;A in R&amp;D</title>",
        "<h2 id=\"r-d-in-cafes\">R&amp;D in caf\u{e9}s</h2>",
        "AT&amp;T <em>and</em> <a href=\"/search/\">H&amp;M</a>",
        "alt=\"Our R&amp;D room\"",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let feed: atom_syndication::Feed = site.text("atom.xml").parse().expect("an Atom feed");
    assert_eq!((feed.title.value.as_str(), feed.entries[0].title.value.as_str()), ("R&D", "Q&A in R&D"));
    let json: serde_json::Value = serde_json::from_str(site.text("feed.json")).expect("JSON");
    assert_eq!((&json["title"], &json["items"][0]["summary"]), (&"R&D".into(), &"Caf\u{e9}s & bars".into()));
    for (name, bytes) in &site.outputs {
        let text = String::from_utf8_lossy(bytes);
        // In the Atom feed, HTML is text.
        assert!(name == "atom.xml" || !text.contains("&amp;amp;"), "{name}: {text}");
        let is_markup = name.ends_with("html") || name.ends_with("xml") || name == "feed.json" || name.ends_with("md");
        assert!(is_markup || !text.contains("&amp;"), "{name}: {text}");
    }
    let search = site.outputs.iter().filter(|(name, _)| name.starts_with("assets/search/"));
    let search: String = search.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    for words in ["Q&A in R&D", "AT&T and H&M", "Our R&D room"] {
        assert!(search.contains(words) || search.contains(&words.replace('&', "\\u0026")), "{words}: {search}");
    }
}

#[test]
fn what_a_check_says_of_a_page_names_it_as_people_read_it() {
    let options =
        vertebra_engine::Options { depth: vertebra_engine::CheckLevel::Thorough, ..super::fixture::options() };
    let page = "-- themes/mini/templates/page.html --\n<!doctype html><html lang=\"en\"><title>{{ page.title }}</title>\
                <main><h1>{{ page.title }}</h1>{{ page.content }}</main>\n\
                -- content/a.md --\n---\ntitle: A\n---\n[R&amp;D](b.md) and [R&amp;D](c.md)\n\n## R&amp;D\n\n#### Q&amp;A\n\
                -- content/b.md --\n---\ntitle: B\n---\n-- content/c.md --\n---\ntitle: C\n---\n";
    let told = super::fixture::build_with(page, &options).told();
    assert!(!told.contains("R & D") && !told.contains("Q & A") && !told.contains("&amp;"), "{told}");
    assert!(told.contains("R&D") && told.contains("Q&A"), "{told}");
}
