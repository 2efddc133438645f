//! What happens around the pages: data, `site.yaml`, the clock, and files that cannot be read.

use jiff::ToSpan;

use super::world::{World, with_line};
use support::dice::Dice;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_engine::Now;

const DATA: &[(&str, &str, &[&str])] = &[
    ("evidence", "furlan-2015", &["{title: Massage, year: 2015}", "{title: Massage, year: 2016}", "{year: 2015}"]),
    ("evidence", "cochrane-2020", &["{title: A review}", "{title: Another review, says: More}"]),
    ("evidence", "nobody-1999", &["{title: Nobody knows}"]),
    ("people", "ana", &["{name: Ana Ruiz}", "{name: Ana R., role: editor}", "{role: nameless}"]),
    ("people", "ben", &["{name: Ben Ochs}", "{name: Benjamin}"]),
    ("people", "nobody", &["{name: Somebody}"]),
    ("facts", "sleep", &["{says: Sleep helps}", "{says: Sleep heals}"]),
    ("facts", "walk", &["{says: Walk}"]),
    ("red-flags", "items", &["[\"fever\"]", "[\"fever\", \"*falls*\"]", "[]"]),
    ("red-flags.es", "items", &["[\"fiebre\"]", "[\"*caídas*\"]"]),
    ("red-flags.es", "translated_from", &["af1349-af1349-000000", "soon"]),
    ("evidence.es", "furlan-2015", &["{title: Masaje, year: 2015}", "{title: El masaje}"]),
    ("search", "synonyms", &["{knots: trigger point}", "{rest: [walk, neck], back: \"1\"}", "few words"]),
    ("search", "emergency", &["[numb, pain]", "[numb, chest pain]"]),
    ("search", "emergency_page", &["contact.md", "about.md", "nowhere.md"]),
    (
        "rules",
        "wording",
        &[
            "{a: {words: [pain, \"[the|a] back\"], message: \"not {words}\"}}",
            "{a: {words: [rest(s)], message: no, types: [health]}}",
        ],
    ),
    ("rules", "harmless", &["{en: {before: [the]}}", "{en: {after: [is]}}"]),
    ("rules", "evidence", &["{types: [health]}", "{types: [page], severity: note}"]),
    (
        "rules",
        "red_flags",
        &["{types: [page, article], page: contact.md}", "{types: [health], page: nowhere.md, menus: [main]}"],
    ),
    ("rules", "review", &["{types: [page]}", "{grace: 1}"]),
    ("rules", "reading", &["{grade: 1}", "{grade: 30, inflesz: 1}"]),
    ("rules", "known_phones", &["{\"310 555 0100\": us}", "{\"+44 20 7946 0958\": them}"]),
    ("banner", "text", &["Closed today", "Open again"]),
];

/// One entry of a data file: another value, or none.
pub fn data(world: &mut World, dice: &mut Dice) -> Option<String> {
    let (file, key, values) = dice.any(DATA)?;
    let path = format!("content/data/{file}.yaml");
    let value = (!dice.chance(25)).then(|| dice.of(values));
    world.put(&path, with_line(&world.text(&path), key, value));
    Some(format!("{path}: {key}: {value:?}"))
}

/// A whole data file comes or goes.
pub fn data_file(world: &mut World, dice: &mut Dice) -> Option<String> {
    let (file, key, values) = dice.any(DATA)?;
    let path = format!("content/data/{file}.yaml");
    match world.files.contains_key(&path) && dice.chance(50) {
        true => {
            world.files.remove(&path);
            Some(format!("{path}: deleted"))
        }
        false => {
            world.put(&path, format!("{key}: {}\n", dice.of(values)));
            Some(format!("{path}: written anew"))
        }
    }
}

/// The lines that `content/site.yaml` may have; an empty text takes the line out.
const SITE: &[(&str, &[&str])] = &[
    ("title", &["Back and neck", "Backs", "\"A & B\""]),
    ("description", &["Words about backs", "Other words", ""]),
    (
        "checks",
        &["{link-broken: warning, anchor-broken: off}", "{allow-unused: off, heading-skip: note, nobody: off}", ""],
    ),
    ("base_url", &["https://example.org/", "https://example.org/project/", "https://other.example/"]),
    ("language", &["en", "en", "es", "en-GB", "fr"]),
    (
        "languages",
        &[
            "{es: {title: Espalda}}",
            "{es: {title: Espalda y cuello, menus: {main: [contact.md, {title: Guías, page: guides/first.md}]}}}",
            "{es: {taxonomies: {tags: Etiquetas}, settings: {notice: Cuídese}}, en-GB: {}}",
            "[es]",
            "",
        ],
    ),
    ("time_zone", &["America/Los_Angeles", "UTC", "Asia/Tokyo"]),
    ("theme", &["leaf", "leaf", "base", "base", "bare", "clinic", "nowhere"]),
    ("noindex", &["true", "", ""]),
    (
        "deploy",
        &[
            "{target: netlify, headers: {hsts: true, extra: {\"/guides/*\": {X-Guide: \"1\"}}}}",
            "{target: nginx, security_txt: {contact: \"mailto:help@example.org\"}}",
            "{target: github-pages, cname: www.example.org}",
            "{target: cloudflare-pages, headers: {security_policy: {img-src: [https://images.example.org]}}}",
            "{target: nowhere}",
            "",
        ],
    ),
    ("allowed_hosts", &["[ok.example]", "[no.example]", ""]),
    ("author", &["ana", "ben", "nobody", ""]),
    ("publisher", &["The clinic", "{name: Others, url: /about/}", ""]),
    (
        "taxonomies",
        &["[tags, topics]", "[topics, tags]", "[tags]", "{tags: {title: Labels, paginate: 2}, topics: {}}", ""],
    ),
    ("pagination", &["0", "1", "2", "3"]),
    (
        "menus",
        &[
            "{main: [contact.md], footer: [about.md]}",
            "{main: [{title: Guides, page: guides/index.md, children: [guides/first.md, news/index.md]}], footer: []}",
            "{main: [/guides/, {title: Out, url: \"https://example.com/\"}], side: [index.md]}",
            "{main: [missing.md, guides/posture.md], footer: [guides]}",
            "",
        ],
    ),
    (
        "permalinks",
        &[
            "{\"stories/**\": \"/{section}/{year}/{slug}/\"}",
            "{\"news/*\": \"/{year}/{slug}/\"}",
            "{\"**\": \"/all/{slug}/\"}",
            "",
        ],
    ),
    (
        "feeds",
        &[
            "{limit: 4, content: full, sections: [news]}",
            "{limit: 2, content: summary, sections: [news, guides]}",
            "{formats: [atom], limit: 3, sections: [nowhere]}",
            "{limit: 10, content: full}",
            "false",
            "",
        ],
    ),
    (
        "defaults",
        &[
            "{\"news/*.md\": {type: article}}",
            "{\"**\": {author: ben}, \"guides/*\": {draft: true}}",
            "{\"guides/**\": {type: diary, tags: [posture]}}",
            "",
        ],
    ),
    (
        "settings",
        &[
            "{notice: Be well}",
            "{accent: \"#aa0000\"}",
            "{notice: Take care, cards: true}",
            "{unheard: of}",
            "{social_cards: false}",
            "{icon_background: teal}",
            "",
        ],
    ),
    ("markdown", &["{raw_html: allow}", "{raw_html: forbid, smart_punctuation: false}", ""]),
];

pub fn site(world: &mut World, dice: &mut Dice) -> Option<String> {
    const PATH: &str = "content/site.yaml";
    let (name, values) = dice.any(SITE)?;
    let value = dice.of(values);
    let harsh = matches!(value, "bare" | "clinic" | "nowhere" | "fr") || value.contains("\"**\"");
    if harsh {
        if dice.chance(50) {
            return None;
        }
        world.will_break(PATH);
    }
    world.put(PATH, with_line(&world.text(PATH), name, Some(value).filter(|value| !value.is_empty())));
    Some(format!("{PATH}: {name}: {value}"))
}

/// Time goes by; once in a while a clock is set back.
pub fn time(world: &mut World, dice: &mut Dice) -> Option<String> {
    let (hours, minutes) = match dice.below(9) {
        0 | 1 => (0, 1 + dice.below(90) as i64),
        2 | 3 => (1 + dice.below(20) as i64, 0),
        4..7 => (24 * (1 + dice.below(3) as i64), 0),
        7 => (24 * 40, 0),
        _ => (-30, 0),
    };
    world.now = match &world.now {
        Now::System(at) => Now::System(at.checked_add(hours.hours().minutes(minutes)).ok()?),
        Now::Day(day) => Now::Day(day.checked_add((hours / 24).max(1).days()).ok()?),
    };
    Some(format!("it is now {:?}", world.now))
}

/// A file can be read no more, or all can be read again.
pub fn fault(world: &mut World, dice: &mut Dice) -> Option<String> {
    if !world.faults.is_empty() && dice.chance(60) {
        let fault = world.faults.remove(dice.below(world.faults.len()));
        world.put(fault.file.as_str(), "---\ntitle: Back again\n---\nIt can be read.\n");
        return Some(format!("{}: can be read again", fault.file));
    }
    let path = dice.any(&world.pages()).cloned()?;
    world.files.remove(&path);
    let file = SourcePath::new(&path);
    let fault = Diagnostic::error("file-unreadable", &file, None, "this file cannot be opened");
    world.faults.push(fault.with_help("give your account permission to read it"));
    Some(format!("{path}: cannot be read any more"))
}
