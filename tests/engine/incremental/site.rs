//! Random sites: a theme that uses every function that templates have, and pages that use every field.

use support::files;
use vertebra_engine::Now;

use super::words;
use super::world::{World, with_field};
use support::dice::Dice;
use support::pictures as made;

/// The themes `base`, `leaf` (which extends it) and `bare`.
pub const THEMES: &str = include_str!("theme.txt");

const SITE: &str = "\
title: Back and neck
description: Words about backs
base_url: https://example.org/
language: en
time_zone: America/Los_Angeles
theme: leaf
publisher: The clinic
taxonomies: [tags, topics]
pagination: 3
menus: {main: [contact.md, {title: Guides, page: guides/index.md, children: [guides/first.md]}], footer: [about.md]}
permalinks: {\"stories/**\": \"/{section}/{year}/{slug}/\"}
feeds: {limit: 4, content: full, sections: [news]}
machine_readable: {llms: true, markdown: true}
defaults: {\"news/*.md\": {type: article}}
settings: {notice: \"Be well, [write](contact.md), read [this](guides/first.md#what) or [[fascia]]\"}
";

const EVIDENCE: &str = "\
furlan-2015: {title: Massage for low back pain, year: 2015}
cochrane-2020: {title: A review, says: Little}
";
const PEOPLE: &str = "ana: {name: Ana Ruiz}\nben: {name: Ben Ochs}\n";

/// A drawing, which stands for a picture of any name.
pub fn svg(width: usize) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} 3\"/>")
}

/// A font with Latin letters alone.
pub const LATIN: &[u8] = include_bytes!("../../../themes/clinic/fonts/AtkinsonHyperlegibleNext-Bold.ttf");

/// The first moment of all runs.
pub fn beginning() -> Now {
    Now::System("2026-11-20T17:00:00Z".parse().expect("a moment"))
}

/// A site with about that many pages.
pub fn make(pages: usize, dice: &mut Dice) -> World {
    let mut all = files(THEMES);
    let mut add = |path: &str, text: &str| _ = all.insert(path.to_owned(), text.to_owned());
    let languages = if dice.chance(60) { "languages: {es: {title: Espalda}}\n" } else { "" };
    add("content/site.yaml", &format!("{SITE}{languages}"));
    add("content/data/evidence.yaml", EVIDENCE);
    add("content/data/people.yaml", PEOPLE);
    add("content/data/facts.yaml", "sleep: {says: Sleep helps}\n");
    add("content/data/red-flags.yaml", "items: [\"fever\", \"**numb** [legs](guides/first.md)\"]\n");
    add("content/index.md", "---\ntitle: Home\ntype: home\n---\nWelcome. See [contact](contact.md#where).\n");
    add("content/contact.md", "---\ntitle: Contact\nmenu: main\n---\n## Where\n\nCall {{ phone spine }}.\n");
    add("content/about.md", "---\ntitle: About\nauthor: ana\n---\nAbout us. Read [the guides](guides/index.md).\n");
    add("content/guides/pic.png", &svg(1));
    add("content/stories/paper.pdf", "a paper");
    if dice.chance(70) {
        add(
            "content/glossary.md",
            "---\ntitle: Glossary\ntype: glossary\n---\nFascia\n: Tissue.\n\nKnot\n: A tight spot.\n",
        );
    }
    if dice.chance(60) {
        add("content/search.md", "---\ntitle: Search\ntype: search\n---\nFind a page.\n");
        add("content/data/search.yaml", "synonyms: {knots: trigger point, tissue: fascia}\n");
    }
    if dice.chance(50) {
        add("content/404.md", "---\ntitle: Not here\n---\nTry [home](/).\n");
    }
    if dice.chance(50) {
        add("content/tags/posture.md", "---\ntitle: Good posture\n---\nHow to stand.\n");
    }
    let mut world = World::new(all, beginning());
    world.put("content/pic.png", made::png(3, 2, 1));
    world.put("themes/base/fonts/Latin.ttf", LATIN);
    while world.pages().len() < pages {
        let path = words::path(dice);
        let text = page(&world, &path, dice);
        world.put(&path, text);
    }
    world
}

/// A new page for a path.
pub fn page(world: &World, path: &str, dice: &mut Dice) -> String {
    let title = words::title(dice);
    let mut text = format!("---\ntitle: {title}\n---\n{}", words::body(world, path, dice));
    if path.starts_with("content/clinics/") && !path.ends_with("index.md") {
        text = with_field(&text, "type", Some("clinic"));
        text = with_field(&text, "locality", Some(dice.of(&["Venice", "Santa Monica"])));
        text = with_field(&text, "phone", Some(dice.of(&["\"+1 310-828-7757\"", "unknown", "none"])));
    }
    for _ in 0..dice.below(6) {
        let (name, value) = field(path, dice);
        text = with_field(&text, name, value.as_deref());
    }
    text
}

/// A field with a new value, or without one.
pub fn field(path: &str, dice: &mut Dice) -> (&'static str, Option<String>) {
    let some = |text: &str| Some(text.to_owned());
    let (name, value) = match dice.below(38) {
        0..3 => ("title", Some(words::title(dice))),
        3 | 4 => ("description", Some(words::title(dice))),
        5 => ("slug", some(dice.of(&["a-new-one", "first", "spine", "other", "posture", "Bad Slug"]))),
        6 | 7 => ("date", Some(words::day(dice))),
        8 => ("updated", Some(words::day(dice))),
        9 => ("publish_at", Some(words::day(dice))),
        10 if dice.chance(30) => ("expires_to", some(dice.of(&["gone", "/guides/", "about.md", "/nowhere/"]))),
        10 => ("expires", Some(words::day(dice))),
        11..14 => ("tags", Some(format!("[{}, {}]", dice.of(words::TAGS), dice.of(words::TAGS)))),
        14 => ("topics", Some(format!("[{}]", dice.of(words::TAGS)))),
        15 => ("weight", Some(dice.below(4).to_string())),
        16 | 17 => ("series", some(dice.of(&["Basics", "Healing"]))),
        18 => ("key", some(dice.of(&["spine", "metatouch", "other-key"]))),
        19 => ("menu", some(dice.of(&["main", "[main, footer]", "footer", "side"]))),
        20 => ("aliases", some(dice.of(&["[/old/1/]", "[/old/2/, /old/1/]", "[/guides/]", "[/x.html]", "[/pic.png]"]))),
        21 => ("draft", some(dice.of(&["true", "true", "false", "yes"]))),
        22 => (
            "type",
            some(dice.of(&["article", "article", "diary", "page", "glossary", "clinic", "leaflet", "search", "poem"])),
        ),
        23 => ("noindex", some("true")),
        24 => ("extra", some(dice.of(&["{color: red}", "{color: blue, size: 2}"]))),
        25 => ("image", some(dice.of(&["pic.png", "/guides/pic.png", "https://example.com/a.png", "mark.svg"]))),
        26 => ("author", some(dice.of(words::PEOPLE))),
        27 => (
            "reviewed",
            Some(format!("{{by: {}, on: {}, every: 12 months}}", dice.of(words::PEOPLE), words::day(dice))),
        ),
        28 | 29 => ("evidence", Some(format!("[{}, {}]", dice.of(words::EVIDENCE), dice.of(words::EVIDENCE)))),
        30 => ("facts", some(dice.of(&["[sleep]", "[sleep, walk]"]))),
        31 if path.ends_with("index.md") => ("paginate", Some(dice.below(4).to_string())),
        31 => ("mood", some(dice.of(&["calm", "brisk"]))),
        32 => ("toc", some("false")),
        33 => ("translation_of", some(dice.of(&["first.md", "contact.md", "guides/first.md", "news/second.md"]))),
        34 => (
            "translated_from",
            some(dice.of(&["000000-000000", "000000-000000-000000-000000", "soon", "d4bd1a-af1349"])),
        ),
        35 => ("translation_reviewed", Some(format!("{{by: {}, on: {}}}", dice.of(words::PEOPLE), words::day(dice)))),
        36 => ("safety_critical", some(dice.of(&["true", "false"]))),
        _ => ("phone", some(dice.of(&["\"+1 310-555-0100\"", "unknown", "call us"]))),
    };
    // Many fields hide a page or spoil it: those are taken away as often as they are put there.
    let harsh = matches!(name, "draft" | "expires" | "publish_at" | "type" | "slug" | "phone" | "noindex" | "key");
    let gone = name != "title" && dice.chance(if harsh { 50 } else { 20 });
    (name, value.filter(|_| !gone))
}
