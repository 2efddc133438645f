//! What happens to themes: templates, components, words, styles, what `theme.yaml` declares.

use super::site;
use super::world::{World, with_line};
use support::dice::Dice;

const SWAPS: &[(&str, &str)] = &[
    ("<h1>", "<h1 class=\"large\">"),
    ("{{ item.title }}", "{{ item.title }} ({{ item.words }})"),
    ("{{ page.content }}", "{{ page.content }}<p>{{ today() }}</p>"),
    ("{{ page.content }}", "{{ page.content }}{% for item in backlinks() %}{{ item.title }}{% endfor %}"),
    (
        "{{ page.content }}",
        "{{ page.content }}{% set guides = section(path=\"guides\", optional=true) %}{{ guides?.total or 0 }}",
    ),
    ("<ul>", "{% set first = get_page(path=\"guides/first.md\", optional=true) %}{{ first?.title or \"none\" }}<ul>"),
    ("<ul>", "<ul class=\"plain\">"),
    ("<p>", "<p id=\"costs\">"),
    ("page.content", "page.contents"),
    ("{{ heading }}", "{{ heading | upper }}"),
    ("<p>One", "<p>Number one"),
    ("<p>Two", "<p>Number two"),
    ("limit=4", "limit=2"),
    ("\"most\": 1", "\"most\": 2"),
    ("asset(path=\"main.css\")", "asset(path=\"print.css\")"),
    ("parts/card.html", "parts/menu.html"),
    ("{{ t(key=\"home\") }}", "{{ t(key=\"nobody-wrote-this\") }}"),
];

fn some_template(world: &World, dice: &mut Dice) -> Option<String> {
    let all: Vec<_> = world.below("themes/", ".html").into_iter().filter(|path| !path.contains("/clinic/")).collect();
    dice.any(&all).cloned()
}

/// Another line in a template or a component; or all as it was at first.
pub fn template(world: &mut World, dice: &mut Dice) -> Option<String> {
    let path = some_template(world, dice)?;
    let text = world.text(&path);
    if dice.chance(40) {
        let first = support::files(site::THEMES).remove(&path)?;
        world.put(&path, first);
        return Some(format!("{path}: as it was at first"));
    }
    if dice.chance(15) {
        world.put(&path, format!("{{# a remark #}}{text}"));
        return Some(format!("{path}: a remark at the top"));
    }
    let fitting: Vec<_> = SWAPS.iter().filter(|(from, _)| text.contains(from)).collect();
    let (from, to) = dice.any(&fitting)?;
    world.put(&path, text.replacen(from, to, 1));
    Some(format!("{path}: {from} is now {to}"))
}

const NEW: &[(&str, &str)] = &[
    (
        "leaf/templates/article.html",
        "{% extends \"base/article.html\" %}{% block head %}<!-- leaf -->{% endblock head %}",
    ),
    ("leaf/templates/parts/card.html", "<li class=\"leaf\">{{ item.title }}</li>"),
    ("leaf/templates/parts/menu.html", "<nav>{{ menu(name=\"main\") | length }}</nav>"),
    (
        "leaf/templates/atom.xml",
        "<feed>{% for entry in feed.entries %}{{ entry.title }}{{ entry.content or entry.summary }}{% endfor %}</feed>",
    ),
    ("leaf/templates/robots.txt", "User-agent: *\nDisallow: /private/\n"),
    ("base/templates/alias.html", "<p>{{ page.title }} {{ page.url }}</p>"),
    (
        "base/templates/sitemap.xml",
        "<urlset>{% for entry in entries %}{{ entry.url }} {{ entry.lastmod or \"\" }}{% endfor %}</urlset>",
    ),
    (
        "leaf/components/extra_one.html",
        "{% component extra_one() %}<p>Extra {{ t(key=\"here\") }}</p>{% endcomponent extra_one %}",
    ),
    (
        "leaf/components/phone.html",
        "{% component phone(key) {\"form\": \"inline\"} %}{% set clinic = record(type=\"clinic\", key=key) %}Call {{ clinic.title }}{% endcomponent phone %}",
    ),
    (
        "leaf/components/image.html",
        "{% component image(src, alt = \"\") %}<img class=\"plain\" src=\"{{ src }}\" alt=\"{{ alt }}\">{% endcomponent image %}",
    ),
    ("base/components/one.html", "{% component two() %}<p>Two, {{ today() }}</p>{% endcomponent two %}"),
    ("base/components/two.html", "{% component one() %}<p>One {{ t(key=\"home\") }}</p>{% endcomponent one %}"),
    (
        "leaf/templates/social-card.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\"><text>{{ page.title }} {{ page.updated or \"\" }}</text></svg>",
    ),
    ("base/templates/unused.html", "{{ page.title }}"),
];

/// A template or component more, which may take the place of the parent's; or one less.
pub fn template_file(world: &mut World, dice: &mut Dice) -> Option<String> {
    let (name, text) = dice.any(NEW)?;
    let path = format!("themes/{name}");
    match world.files.remove(&path) {
        Some(_) => Some(format!("{path}: deleted")),
        None if dice.chance(12) => {
            let path = some_template(world, dice)?;
            world.will_break(&path);
            world.files.remove(&path);
            Some(format!("{path}: deleted"))
        }
        None => {
            world.put(&path, text);
            Some(format!("{path}: added"))
        }
    }
}

pub fn strings(world: &mut World, dice: &mut Dice) -> Option<String> {
    let path = format!("themes/{}", dice.of(&["base/strings/en.yaml", "leaf/strings/en.yaml", "base/strings/es.yaml"]));
    let name = dice.of(&["foot", "home", "here", "empty", "alert-note"]);
    let value = dice.of(&["Other words", "More words", "\"{count}\"", ""]);
    if value.is_empty() {
        world.will_break(&path);
    }
    world.put(&path, with_line(&world.text(&path), name, Some(value).filter(|value| !value.is_empty())));
    Some(format!("{path}: {name}: {value}"))
}

/// Style sheets and static files: others, new ones, ones less.
pub fn styles(world: &mut World, dice: &mut Dice) -> Option<String> {
    let path = format!(
        "themes/{}",
        dice.of(&[
            "base/styles/main.css",
            "base/styles/parts/colors.css",
            "leaf/styles/parts/colors.css",
            "base/scripts/menu.js",
            "leaf/images/mark.svg",
            "base/images/mark.svg",
            "leaf/styles/leaf.css",
            "leaf/styles/main.css",
            "base/static/favicon.svg",
            "leaf/static/favicon.svg",
            "leaf/static/icon.svg",
            "base/static/icon.svg",
            "leaf/static/icon-192.png",
            "leaf/fonts/Latin.ttf",
            "leaf/fonts/More.otf",
            "base/static/guides/index.html",
            "base/static/New.svg",
        ])
    );
    let needed =
        ["base/styles/main.css", "base/styles/parts/colors.css", "base/images/mark.svg", "leaf/styles/leaf.css"];
    let is_needed = needed.iter().any(|needed| path.ends_with(needed));
    if world.files.contains_key(&path) && dice.chance(if is_needed { 10 } else { 40 }) {
        if is_needed {
            world.will_break(&path);
        }
        world.files.remove(&path);
        return Some(format!("{path}: deleted"));
    }
    let number = dice.below(4);
    let text = match path.rsplit('.').next() {
        Some("css") if dice.chance(30) => format!("@import \"parts/colors.css\";\np {{ order: {number} }}\n"),
        Some("css") if dice.chance(30) => format!("p {{ background: url(../images/mark.svg) {number}px }}\n"),
        Some("css") => format!("p {{ order: {number} }}\n:root {{ --tone: #00000{number}; }}\n"),
        Some("svg") => format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><path id=\"p{number}\"/></svg>\n"),
        _ => format!("/* {number} */\n"),
    };
    world.put(&path, &text);
    Some(format!("{path}: {text}"))
}

const DECLARED: &[(&str, &[&str])] = &[
    ("page", &["{template: page.html, label: Page}", "{template: page.html, label: Sheet}", "{template: diary.html}"]),
    (
        "article",
        &[
            "{template: article.html, label: Article, fields: {mood: {kind: text, default: calm}}}",
            "{template: article.html, fields: {mood: {kind: choice, of: [calm, brisk], default: brisk}}}",
            "{template: page.html, label: Article, fields: {mood: {kind: text, required: true}}}",
        ],
    ),
    ("glossary", &["{template: page.html, glossary: true}", "{template: page.html}"]),
    ("section", &["{template: section.html, label: Section}", "{template: home.html}"]),
    ("notice", &["{kind: text, default: \"\"}", "{kind: text, default: From the theme}", "{kind: boolean}"]),
    ("extends", &["base", "base", "null"]),
];

/// Another line in a `theme.yaml`.
pub fn declared(world: &mut World, dice: &mut Dice) -> Option<String> {
    let path = dice.of(&["themes/base/theme.yaml", "themes/leaf/theme.yaml"]);
    let (name, values) = dice.any(DECLARED)?;
    let text = world.text(path);
    let value = dice.of(values);
    if !text.lines().any(|line| line.trim_start().starts_with(&format!("{name}:"))) || text.contains(value) {
        return None;
    }
    world.will_break(path);
    world.put(path, with_line(&text, name, Some(value)));
    Some(format!("{path}: {name}: {value}"))
}
