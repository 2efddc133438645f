//! What made-up pages are made of: few words, few names and few addresses, so that edits meet each other often.

use super::world::World;
use support::dice::Dice;

pub const FOLDERS: &[&str] = &["", "guides/", "guides/deep/", "news/", "clinics/", "stories/", "tags/"];
pub const STEMS: &[&str] =
    &["first", "second", "third", "posture", "sleep", "spine", "metatouch", "harbor", "Low Back", "a-b"];
const WORDS: &[&str] = &[
    "back",
    "neck",
    "slow",
    "pressure",
    "warmth",
    "the",
    "muscle",
    "rest",
    "walk",
    "hands",
    "pain",
    "easy",
    "weeks",
    "*often*",
    "**never**",
    "café",
    "1 & 2",
    "\"quoted\"",
    "x < y",
    "3",
    "310-828-7757",
    "(310) 828-7775",
    "TODO",
];
const HEADINGS: &[&str] = &["First steps", "What helps", "Where it hurts", "Costs", "First steps {#begin}"];
const ANCHORS: &[&str] =
    &["first-steps", "what-helps", "where-it-hurts", "costs", "begin", "bring", "notes-title", "home-news", "top", ""];
pub const TERMS: &[&str] = &["fascia", "trigger point", "knot", "tendon"];
pub const EVIDENCE: &[&str] = &["furlan-2015", "cochrane-2020", "nobody-1999"];
pub const PEOPLE: &[&str] = &["ana", "ben", "nobody"];
pub const TAGS: &[&str] = &["posture", "Sleep", "sleep", "Neck pain", "first"];

/// Some words in a row.
pub fn words(dice: &mut Dice, count: usize) -> String {
    (0..count).map(|_| dice.of(WORDS)).collect::<Vec<_>>().join(" ")
}

/// A short text without marks that YAML would take for something else.
pub fn title(dice: &mut Dice) -> String {
    let plain = ["Back", "Neck", "Rest", "Walking", "Slow", "again", "at home", "and sleep", "Pain", "\u{5d2}\u{5d1}"];
    (0..1 + dice.below(3)).map(|_| dice.of(&plain)).collect::<Vec<_>>().join(" ")
}

/// A path below `content/` that a page could have.
pub fn path(dice: &mut Dice) -> String {
    let language = if dice.chance(20) { ".es" } else { "" };
    match dice.below(8) {
        0 => format!("content/{}index{language}.md", dice.of(FOLDERS)),
        _ => format!("content/{}{}{language}.md", dice.of(FOLDERS), dice.of(STEMS)),
    }
}

/// A day between long ago and a year ahead of the first day of all runs.
pub fn day(dice: &mut Dice) -> String {
    let year = [2024, 2025, 2026, 2026, 2026, 2027][dice.below(6)];
    match dice.below(4) {
        0 => format!("{year}-{:02}-{:02} {:02}:30", 1 + dice.below(12), 1 + dice.below(28), dice.below(24)),
        1 => format!("2026-11-{:02}", 18 + dice.below(6)),
        _ => format!("{year}-{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28)),
    }
}

/// Where a link on a page of a folder may lead: most often to something that is there.
pub fn target(world: &World, from: &str, dice: &mut Dice) -> String {
    let pages = world.pages();
    let page = dice.any(&pages).cloned().unwrap_or_else(|| path(dice));
    let page = if dice.chance(15) { path(dice) } else { page };
    let inside = page.strip_prefix("content/").unwrap_or(&page);
    let place = match dice.below(10) {
        0 => dice.of(&["/atom.xml", "/news/feed.json", "/sitemap.xml", "/favicon.svg", "/robots.txt"]).to_owned(),
        1 => dice
            .of(&["/tags/", "/tags/posture/", "/tags/sleep/", "/guides/", "/guides/page/2/", "/old/1/", "/old/2/"])
            .to_owned(),
        2 => dice.of(&["pic.png", "/guides/pic.png", "../pic.png", "Pic.PNG", "paper.pdf"]).to_owned(),
        3 => format!("/{}/", inside.trim_end_matches(".md").trim_end_matches("index").trim_end_matches('/')),
        4 => String::new(),
        5 => dice.of(&["https://example.com/", "mailto:a@example.org"]).to_owned(),
        6 | 7 => format!("/{}", inside.replace(' ', "%20")),
        _ => relative(from, inside).replace(' ', "%20"),
    };
    match place.is_empty() || dice.chance(40) {
        true => format!("{place}#{}", dice.of(ANCHORS)),
        false => place,
    }
}

/// The way from a page to another one, both below `content/`.
fn relative(from: &str, to: &str) -> String {
    let from = from.strip_prefix("content/").unwrap_or(from);
    format!("{}{to}", "../".repeat(from.matches('/').count()))
}

/// One block of a body.
pub fn block(world: &World, from: &str, dice: &mut Dice) -> String {
    let many = 4 + dice.below(6);
    let words = words(dice, many);
    match dice.below(32) {
        29 => format!("![Elsewhere](https://{}/a.png)", dice.of(&["ok.example", "no.example"])),
        30 => format!("<video controls src=\"https://ok.example/{}.mp4\"></video> {words}", dice.below(3)),
        31 => dice.of(&["<iframe title=x src=\"/about/\"></iframe>", "<p style=\"color:red\">Red</p>"]).to_owned(),
        26 => format!("{}\n{words} [a link]({}).", allow(dice), target(world, from, dice)),
        27 => format!("{words} [a link]({}) {}", target(world, from, dice), allow(dice)),
        28 => format!("{}\n{}", allow(dice), directive(dice)),
        0..4 => format!("{words}."),
        4..9 => format!(
            "{words} [a link]({}) and [{}]({}).",
            target(world, from, dice),
            title(dice),
            target(world, from, dice)
        ),
        9..12 => format!("## {}\n\n{words}.", dice.of(HEADINGS)),
        12 => format!("See [[{}]] and [[{}|those]].", dice.of(TERMS), dice.of(TERMS)),
        13 => {
            format!("{words}[^1] and[^{}].\n\n[^1]: A note on [it]({}).", dice.of(EVIDENCE), target(world, from, dice))
        }
        14 => format!("::: note {}\n{words} [a link]({}).\n:::", title(dice), target(world, from, dice)),
        15 => format!("::: details \"What to bring\" {{id=bring}}\n{words}\n:::"),
        16 => format!("> [!{}]\n> {words}", dice.of(&["NOTE", "TIP", "WARNING"])),
        17 => format!(
            "![A picture]({}){}",
            dice.of(&["pic.png", "/guides/pic.png", "other.png"]),
            dice.of(&["", "{wide}", "{caption=\"A *b*\"}", "{zoom}", " in a text"])
        ),
        18 => format!("{words}.\n\n<!-- more -->\n\n{}", words),
        19 => "Word\n: What it means.\n\nFascia\n: A sheet of tissue.".to_owned(),
        20 => format!("A <b>bold</b> word, <script>a bad one</script> {words}"),
        _ => directive(dice),
    }
}

/// A word on what may be: some of it is there, some is not, some may not be.
fn allow(dice: &mut Dice) -> String {
    let code = dice.of(&["link-broken", "anchor-broken", "link-alias", "hidden-linked", "directive-failed", "nobody"]);
    format!("<!-- allow: {code}{} -->", dice.of(&[" \"it is known\"", " \"it is known\"", ""]))
}

/// A value of the theme: each reads something else of the site.
fn directive(dice: &mut Dice) -> String {
    let inside = path(dice);
    let inside = inside.trim_start_matches("content/").replace(' ', "-");
    let folder = dice.of(&["guides", "news", "clinics", "stories", "guides/deep", "nowhere", "\"\""]);
    let made = match dice.below(16) {
        15 => format!("shot {}", dice.of(&["pic.png", "/guides/pic.png", "guides/pic.png", "other.png"])),
        0 | 1 => format!("phone {}", dice.of(&["spine", "metatouch", "harbor", "nobody"])),
        2 => format!("page-list {folder} limit={}", dice.below(4)),
        3 => format!("page-list {folder} sort={} recursive=true", dice.of(&["title", "date", "weight"])),
        4 => format!("page-list \"\" recursive=true type={}", dice.of(&["article", "clinic", "page"])),
        5 => format!("card {inside} optional=true"),
        6 => format!("card {inside}"),
        7 => format!("source {}", dice.of(EVIDENCE)),
        8 => format!("by {}", dice.of(PEOPLE)),
        9 => "red-flags".to_owned(),
        10 => format!("topics {}", dice.of(&["tags", "topics", "moods"])),
        11 => format!("site-map from={folder}"),
        12 => format!("way to=/{inside} absolute={}", dice.chance(50)),
        13 => {
            dice.of(&["here", "when", "shades", "nothing-of-that-kind", "topics", "extra-one", "one", "two"]).to_owned()
        }
        _ => "when".to_owned(),
    };
    format!("Here: {{{{ {made} }}}}")
}

/// The body of a new page.
pub fn body(world: &World, from: &str, dice: &mut Dice) -> String {
    let blocks: Vec<_> = (0..1 + dice.below(5)).map(|_| block(world, from, dice)).collect();
    blocks.join("\n\n") + "\n"
}
