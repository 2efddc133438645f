//! Search: which files there are, what can be found in them, and what is listed from A to Z.

use serde_json::Value;

use super::fixture::{Built, build};

const SITE: &str = "\
-- themes/mini/theme.yaml --
name: mini
types:
  page: {template: page.html}
  section: {template: section.html}
  glossary: {template: page.html, glossary: true}
  search: {template: search.html}
-- themes/mini/templates/search.html --
{% for group in letters() %}[{{ group.letter or \"0-9\" }} #{{ group.id }}:{% for entry in group.entries %} {{ entry.title }}{% if entry.see %} see {{ entry.see }}{% endif %} {{ entry.url }};{% endfor %}]
{% endfor %}
-- content/search.md --
---
title: Search
type: search
---
Find a page.
-- content/guides/index.md --
---
title: Guides
---
All guides.
-- content/guides/first-visit.md --
---
title: Your first visit
description: What happens when you come.
---
## What to wear

A therapist **may** press a trigger point. See [soreness](../soreness.md).

::: note Bring a friend
Or *two*.
:::
-- themes/mini/components/note.html --
{% component note(heading = \"\") %}<p>{{ heading }}</p>{{ body }}{% endcomponent note %}
-- content/soreness.md --
---
title: Ángel & soreness
---
It fades, says café owner Zoë.
-- content/words.md --
---
title: Words
type: glossary
---
Fascia
: Thin tissue.

Trigger point
: A sore spot.
-- content/hidden.md --
---
title: Hidden
draft: true
---
Secret.
-- content/quiet.md --
---
title: Quiet
noindex: true
---
Secret.
";

fn manifest(built: &Built) -> Value {
    serde_json::from_str(built.text("search/index.json")).expect("JSON")
}

fn file(built: &Built, manifest: &Value, name: &str) -> Value {
    let folder = manifest["folder"].as_str().expect("a folder").trim_start_matches('/');
    serde_json::from_str(built.text(&format!("{folder}{name}.json"))).expect("JSON")
}

fn digits<'a>(manifest: &'a Value, key: &str, at: usize, count: usize) -> &'a str {
    &manifest[key].as_str().expect("digits")[at * count..(at + 1) * count]
}

/// The titles of all entries that hold a word, the heaviest first, as the script in the page finds them.
fn find(built: &Built, word: &str) -> Vec<String> {
    let manifest = manifest(built);
    let firsts = manifest["firsts"].as_array().expect("a list");
    let at = firsts.iter().rposition(|first| first.as_str().expect("a word") <= word).expect("the first is empty");
    let words = file(built, &manifest, &format!("words.{}", digits(&manifest, "words", at, 10)));
    let pairs = words.as_array().expect("a list").chunks(2);
    let Some(slots) = pairs.filter(|pair| pair[0] == word).map(|pair| slots(pair[1].as_str().expect("text"))).next()
    else {
        return Vec::new();
    };
    let title = |slot: usize| {
        let name = format!("texts-{}.{}", slot / 4, digits(&manifest, "texts", slot / 4, 6));
        file(built, &manifest, &name)[slot % 4][1].as_str().expect("a title").to_owned()
    };
    slots.into_iter().map(title).collect()
}

fn slots(text: &str) -> Vec<usize> {
    const SYMBOLS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut slots = Vec::new();
    for group in text.split('.') {
        let (mut number, mut next) = (0, 0);
        for symbol in group.chars().skip(1).map(|c| SYMBOLS.find(c).expect("a symbol")) {
            number = number * 32 + symbol % 32;
            if symbol < 32 {
                slots.push(next + number);
                next += number + 1;
                number = 0;
            }
        }
    }
    slots
}

#[test]
fn a_site_without_a_page_for_it_has_no_index() {
    let built = build(&SITE.replace("type: search", "type: page"));
    built.clean();
    assert!(
        !built
            .names()
            .iter()
            .any(|name| name.starts_with("assets/search") || name.ends_with(".json") && name.contains("search"))
    );
}

#[test]
fn words_are_found_in_titles_headings_descriptions_and_texts() {
    let built = build(SITE);
    built.clean();
    for (word, titles) in [
        ("visit", &["Your first visit"][..]),
        ("wear", &["Your first visit"]),
        ("happens", &["Your first visit"]),
        ("friend", &["Your first visit"]),
        ("two", &["Your first visit"]),
        ("angel", &["Ángel & soreness"]),
        ("zoe", &["Ángel & soreness"]),
        ("soreness", &["Ángel & soreness", "Your first visit"]),
        ("fascia", &["Fascia", "Words"]),
        ("secret", &[]),
        ("find", &[]),
        ("the", &[]),
    ] {
        assert_eq!(find(&built, word), titles, "{word}");
    }
}

#[test]
fn results_name_their_section_and_show_their_text() {
    let built = build(SITE);
    let texts = built.names().into_iter().filter(|name| name.contains("/texts-")).map(|name| built.text(name));
    let all = texts.collect::<String>();
    let visit = "[\"/guides/first-visit/\",\"Your first visit\",\"Guides\",\"What happens when you come.\",\
        \"What to wear A therapist may press a trigger point. See soreness. Bring a friend Or two.\"]";
    assert!(all.contains(visit), "{all}");
    assert!(all.contains("[\"/words/#fascia\",\"Fascia\",\"Words\",\"\",\"Thin tissue.\"]"), "{all}");
}

#[test]
fn other_words_for_a_thing_find_it() {
    let built = build(&format!("{SITE}-- content/data/search.yaml --\nsynonyms:\n  knots: trigger point\n"));
    built.clean();
    let mut found = find(&built, "knots");
    found.sort();
    assert_eq!(found, ["Trigger point", "Words", "Your first visit"]);
    assert!(built.text("search/index.html").contains("Knots see Trigger point /words/#trigger-point;"));
}

#[test]
fn words_of_an_emergency_name_their_page() {
    let data = "-- content/data/search.yaml --\nemergency_page: soreness.md\nemergency: [Numb, chest pain]\n";
    let built = build(&format!("{SITE}{data}"));
    let manifest = manifest(built.clean());
    assert_eq!(manifest["emergency"]["url"], "/soreness/");
    assert_eq!(manifest["emergency"]["words"], serde_json::json!(["numb", "chest pain"]));
}

#[test]
fn all_that_can_be_found_is_listed_from_a_to_z() {
    let built = build(SITE);
    let expected = "\
[A #letter-a: Ángel &amp; soreness /soreness/;]
[F #letter-f: Fascia see Words /words/#fascia;]
[G #letter-g: Guides /guides/;]
[T #letter-t: Trigger point see Words /words/#trigger-point;]
[W #letter-w: Words /words/;]
[Y #letter-y: Your first visit /guides/first-visit/;]
";
    assert_eq!(built.text("search/index.html").trim(), expected.trim());
}

#[test]
fn a_site_in_a_folder_says_so_in_one_file_alone() {
    let site = "-- content/site.yaml --\ntitle: Test\nbase_url: https://example.org/clinic/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n";
    let (at_root, in_folder) = (build(SITE), build(&format!("{SITE}{site}")));
    assert_eq!(manifest(&in_folder)["base"], "/clinic");
    let parts = |built: &Built| -> Vec<String> {
        built.names().into_iter().filter(|name| name.starts_with("assets/search/")).map(str::to_owned).collect()
    };
    assert_eq!(parts(&at_root), parts(&in_folder));
}

#[test]
fn a_file_of_the_site_keeps_its_place() {
    let built = build(&format!("{SITE}-- content/search/index.json --\n{{}}\n"));
    assert_eq!(built.text("search/index.json"), "{}\n");
}
