//! Every form of an address in every place that takes one: `links_everywhere.txt` says what becomes of each.
//!
//! One line for each form, one column for each place. Nothing may be lost: an address that leads somewhere is in the finished
//! site, and one that does not is told. `SNAPSHOTS=overwrite` writes the table anew; then read what has changed in it.

use std::fmt::Write;

use super::fixture::{build_with, options};
use vertebra_engine::{CheckLevel, Options};

/// What an address means on the page `content/guides/a.md` of a site at `https://example.org/base/`.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    /// The page `content/guides/visit.md`, or that of another name in brackets.
    Page(&'static str),
    /// The picture `content/images/room.svg`.
    Picture,
    /// Another website.
    Web,
    /// A program for letters or telephone calls.
    Contact,
    /// What browsers would run or show as a page of its own.
    Unsafe,
    /// A file on somebody's own disk.
    Disk,
    /// The page on which it stands, or nothing at all.
    Here,
    Missing,
}

use Class::{Contact, Disk, Here, Missing, Page, Picture, Unsafe, Web};

const VISIT: Class = Page("/base/guides/visit/");
const CAFE: Class = Page("/base/guides/cafe/");
const MY: Class = Page("/base/my-page/");

const FORMS: &[(&str, &[(Class, &str)])] = &[
    (
        "beside the page, and with dots",
        &[
            (VISIT, "visit.md"),
            (VISIT, "./visit.md"),
            (VISIT, "../guides/visit.md"),
            (Missing, "../../guides/visit.md"),
            (VISIT, "../visit/"),
            (Missing, "missing.md"),
        ],
    ),
    (
        "from the top of the site",
        &[
            (VISIT, "/guides/visit.md"),
            (VISIT, "/guides/visit/"),
            (VISIT, "/guides/visit"),
            (VISIT, "/base/guides/visit/"),
            (VISIT, "guides/visit.md"),
            (Missing, "/guides/missing/"),
        ],
    ),
    ("capital letters", &[(Missing, "Visit.md"), (Missing, "/Guides/visit.md"), (Missing, "../images/Room.svg")]),
    (
        "letters that are encoded, or of two parts",
        &[
            (VISIT, "vis%69t.md"),
            (CAFE, "caf\u{e9}.md"),
            (CAFE, "caf%C3%A9.md"),
            (CAFE, "cafe\u{301}.md"),
            (MY, "../my page.md"),
            (MY, "../my%20page.md"),
            (Missing, "../my%2520page.md"),
        ],
    ),
    (
        "parts behind the path",
        &[
            (VISIT, "visit.md?x=1"),
            (VISIT, "visit.md#what-to-wear"),
            (Missing, "visit.md#nothing"),
            (VISIT, "/guides/visit/#what-to-wear"),
        ],
    ),
    (
        "pictures",
        &[
            (Picture, "../images/room.svg"),
            (Picture, "/images/room.svg"),
            (Picture, "images/room.svg"),
            (Picture, "../images/room.svg?x=1"),
        ],
    ),
    (
        "whole addresses",
        &[
            (Web, "https://a.example/x"),
            (Web, "HTTPS://a.example/x"),
            (Web, "//a.example/x"),
            (VISIT, "https://example.org/base/guides/visit/"),
            (VISIT, "http://EXAMPLE.org:80/base/guides/visit"),
            (VISIT, "https://example.org/base/guides/visit/#what-to-wear"),
            (Picture, "https://example.org/base/images/room.svg"),
            (Missing, "https://example.org/base/guides/missing/"),
            (Web, "https://example.org/guides/visit/"),
        ],
    ),
    ("letters and calls", &[(Contact, "mailto:a@b.example"), (Contact, "tel:+15550100")]),
    (
        "programs and data",
        &[(Unsafe, "javascript:alert(1)"), (Unsafe, "JaVaScript:alert(1)"), (Unsafe, "data:text/html,x")],
    ),
    ("disks", &[(Disk, "..\\guides\\visit.md"), (Disk, "C:\\visit.md"), (Disk, "file:///visit.md")]),
    ("nothing but a part", &[(Here, ""), (Here, "#"), (Here, "#top"), (Missing, "#nothing"), (Here, "?x=1")]),
];

const SITE: &str = "\
-- themes/mini/theme.yaml --
name: mini
types:
  page: {template: page.html, fields: {to: {kind: page}}}
  section: {template: page.html}
settings: {first: {kind: page}}
-- themes/mini/templates/page.html --
<!doctype html><html lang=\"en\"><title>{{ page.title }}</title><main><h1>{{ page.title }}</h1>{{ page.content }}</main>
-- content/guides/a.md --
---
title: A
---
Text.
-- content/guides/visit.md --
---
title: Visit
---
## What to wear
-- content/guides/caf\u{e9}.md --
---
title: Cafe
---
-- content/my page.md --
---
title: My page
---
-- content/images/room.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>
";

const CONFIG: &str = "title: T\nbase_url: https://example.org/base/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n";

/// A place: its name in the table, and the file in which `ADDRESS` stands in it.
const PLACES: &[(&str, &str)] = &[
    ("link", "-- content/guides/a.md --\n---\ntitle: A\n---\n[x](<ADDRESS>)\n"),
    ("reference", "-- content/guides/a.md --\n---\ntitle: A\n---\n[x][r]\n\n[r]: <ADDRESS>\n"),
    ("image", "-- content/guides/a.md --\n---\ntitle: A\n---\n![A room](<ADDRESS>)\n"),
    ("html-href", "-- content/guides/a.md --\n---\ntitle: A\n---\n<a href=\"ADDRESS\">x</a>\n"),
    ("html-src", "-- content/guides/a.md --\n---\ntitle: A\n---\n<img src=\"ADDRESS\" alt=\"A room\">\n"),
    (
        "html-srcset",
        "-- content/site.yaml --\nCONFIGmarkdown: {raw_html: allow}\n-- content/guides/a.md --\n---\ntitle: A\n---\n\
         <img src=\"/base/guides/visit/\" srcset=\"ADDRESS 2x\" alt=\"A room\">\n",
    ),
    (
        "field-page",
        "-- themes/mini/templates/page.html --\n<!doctype html><html lang=\"en\"><title>{{ page.title }}</title><main><h1>{{ page.title }}</h1>\
         {% if page.fields.to %}<a href=\"{{ url(to=page.fields.to) }}\">x</a>{% endif %}{{ page.content }}</main>\n\
         -- content/guides/a.md --\n---\ntitle: A\nto: 'ADDRESS'\n---\n",
    ),
    (
        "field-image",
        "-- themes/mini/templates/page.html --\n<!doctype html><html lang=\"en\"><title>{{ page.title }}</title><main><h1>{{ page.title }}</h1>\
         {% if page.image %}<img src=\"{{ page.image }}\" alt=\"A room\">{% endif %}{{ page.content }}</main>\n\
         -- content/guides/a.md --\n---\ntitle: A\nimage: 'ADDRESS'\n---\n",
    ),
    ("alias", "-- content/guides/a.md --\n---\ntitle: A\naliases: ['ADDRESS']\n---\n"),
    ("redirect", "-- content/addresses.yaml --\nredirects:\n  /flyer/: 'ADDRESS'\n"),
    ("expires-to", "-- content/guides/a.md --\n---\ntitle: A\nexpires: 2020-01-01\nexpires_to: 'ADDRESS'\n---\n"),
    (
        "setting-page",
        "-- themes/mini/templates/page.html --\n<!doctype html><html lang=\"en\"><title>{{ page.title }}</title><main><h1>{{ page.title }}</h1>\
         {% if config.settings.first %}<a href=\"{{ url(to=config.settings.first) }}\">x</a>{% endif %}{{ page.content }}</main>\n\
         -- content/site.yaml --\nCONFIGsettings: {first: 'ADDRESS'}\n",
    ),
    (
        "menu-page",
        "-- themes/mini/templates/page.html --\n<!doctype html><html lang=\"en\"><title>{{ page.title }}</title><main><h1>{{ page.title }}</h1>\
         {% for it in menu(name=\"main\") %}<a href=\"{{ it.url }}\">{{ it.title }}</a>{% endfor %}{{ page.content }}</main>\n\
         -- content/site.yaml --\nCONFIGmenus: {main: [{title: x, page: 'ADDRESS'}]}\n",
    ),
    (
        "menu-url",
        "-- themes/mini/templates/page.html --\n<!doctype html><html lang=\"en\"><title>{{ page.title }}</title><main><h1>{{ page.title }}</h1>\
         {% for it in menu(name=\"main\") %}<a href=\"{{ it.url }}\">{{ it.title }}</a>{% endfor %}{{ page.content }}</main>\n\
         -- content/site.yaml --\nCONFIGmenus: {main: [{title: x, url: 'ADDRESS'}]}\n",
    ),
    (
        "data",
        "-- themes/mini/templates/page.html --\n<!doctype html><html lang=\"en\"><title>{{ page.title }}</title><main><h1>{{ page.title }}</h1>\
         {% set d = load_data(path=\"links.yaml\") %}<a href=\"{{ d.to }}\">x</a>{{ page.content }}</main>\n\
         -- content/data/links.yaml --\nto: 'ADDRESS'\n",
    ),
    (
        "string",
        "-- themes/mini/templates/page.html --\n<!doctype html><html lang=\"en\"><title>{{ page.title }}</title><main><h1>{{ page.title }}</h1>\
         <a href=\"{{ t(key=\"to\") }}\">x</a>{{ page.content }}</main>\n-- themes/mini/strings/en.yaml --\nto: 'ADDRESS'\n",
    ),
    (
        "template",
        "-- themes/mini/templates/page.html --\n<!doctype html><html lang=\"en\"><title>{{ page.title }}</title><main><h1>{{ page.title }}</h1>\
         <a href=\"ADDRESS\">x</a>{{ page.content }}</main>\n",
    ),
    (
        "template-url",
        "-- themes/mini/templates/page.html --\n<!doctype html><html lang=\"en\"><title>{{ page.title }}</title><main><h1>{{ page.title }}</h1>\
         <a href=\"{{ url(to='ADDRESS') }}\">x</a>{{ page.content }}</main>\n",
    ),
    (
        "template-page",
        "-- themes/mini/templates/page.html --\n<!doctype html><html lang=\"en\"><title>{{ page.title }}</title><main><h1>{{ page.title }}</h1>\
         {% set p = get_page(path='ADDRESS') %}<a href=\"{{ p.url }}\">x</a>{{ page.content }}</main>\n",
    ),
    (
        "template-picture",
        "-- themes/mini/templates/page.html --\n<!doctype html><html lang=\"en\"><title>{{ page.title }}</title><main><h1>{{ page.title }}</h1>\
         {% set p = picture(src='ADDRESS') %}<img src=\"{{ p.src }}\" alt=\"A room\">{{ page.content }}</main>\n",
    ),
    (
        "css-url",
        "-- themes/mini/styles/main.css --\na { background: url(\"ADDRESS\") }\n\
         -- themes/mini/templates/page.html --\n<!doctype html><html lang=\"en\"><title>{{ page.title }}</title>\
         <link rel=\"stylesheet\" href=\"{{ asset(path=\"main.css\") }}\"><main><h1>{{ page.title }}</h1>{{ page.content }}</main>\n",
    ),
    (
        "css-import",
        "-- themes/mini/styles/main.css --\n@import \"ADDRESS\";\n\
         -- themes/mini/templates/page.html --\n<!doctype html><html lang=\"en\"><title>{{ page.title }}</title>\
         <link rel=\"stylesheet\" href=\"{{ asset(path=\"main.css\") }}\"><main><h1>{{ page.title }}</h1>{{ page.content }}</main>\n",
    ),
    (
        "host-rule",
        "-- content/site.yaml --\nCONFIGdeploy: {target: netlify, headers: {extra: {'ADDRESS': {X-Robots-Tag: noindex}}}}\n",
    ),
];

/// What a site says of an address that it would not say without it; in place of nothing, whether the address arrived.
fn became(place: &str, class: Class, address: &str) -> String {
    let text = place.replace("CONFIG", CONFIG).replace("ADDRESS", address);
    let config = format!("-- content/site.yaml --\n{CONFIG}");
    let options = Options { depth: CheckLevel::Thorough, ..options() };
    let site = build_with(&(config + SITE + &text), &options);
    const NOT_OF_ADDRESSES: [&str; 10] = [
        "description-missing",
        "file-unused",
        "host-place",
        "landmark",
        "orphan",
        "page-language",
        "page-title",
        "template-unused",
        "title-twice",
        "data-unused",
    ];
    let mut codes: Vec<&str> = site.diagnostics.iter().map(|d| d.code).collect();
    codes.retain(|code| !NOT_OF_ADDRESSES.contains(code));
    codes.sort_unstable();
    if !codes.is_empty() {
        let told = codes.chunk_by(|one, two| one == two);
        let told = told.map(|all| if all.len() > 1 { format!("{} x{}", all[0], all.len()) } else { all[0].to_owned() });
        return told.collect::<Vec<_>>().join(", ");
    }
    // Elsewhere, the pages are listed in any case.
    let is_here = |name: &str| matches!(name, "guides/a/index.html" | "flyer/index.html") || name.ends_with(".css");
    let shown = site.outputs.iter().filter(|(name, _)| is_here(name)).map(|(_, bytes)| String::from_utf8_lossy(bytes));
    let shown: String = shown.collect();
    let shown = shown.replace("&amp;", "&");
    let holds = |wanted: &str| shown.contains(wanted);
    // These places take an address of their own, which leads nowhere.
    if place.contains("aliases:") || place.contains("deploy:") {
        return "\u{b7}".to_owned();
    }
    let wanted = match class {
        // With or without the slash, it is the page.
        Page(url) => url.trim_end_matches('/'),
        Picture => "room",
        _ => address,
    };
    match class {
        Missing | Disk | Unsafe if holds(address) => "UNTOLD".to_owned(),
        Missing | Disk | Unsafe => "left out".to_owned(),
        _ if holds(wanted) => "\u{b7}".to_owned(),
        _ => "LOST".to_owned(),
    }
}

#[test]
fn every_form_of_an_address_is_exact_or_told_in_every_place() {
    let mut table = String::from(HEAD);
    for (class, forms) in FORMS {
        let _ = write!(table, "\n{class}\n");
        for (class, form) in *forms {
            let shown = if form.is_empty() {
                "(empty)".to_owned()
            } else {
                form.escape_default().to_string().replace("\\\\", "\\")
            };
            let _ = writeln!(table, "  {shown}");
            let mut cells: Vec<(String, Vec<&str>)> = Vec::new();
            for (name, place) in PLACES {
                let cell = became(place, *class, form);
                match cells.iter_mut().find(|(known, _)| *known == cell) {
                    Some((_, names)) => names.push(name),
                    None => cells.push((cell, vec![name])),
                }
            }
            for (cell, names) in cells {
                let _ = writeln!(table, "    {cell:<16} {}", names.join(" "));
            }
        }
    }
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/engine/site/links_everywhere.txt");
    if support::overwrites() {
        std::fs::write(&file, &table).expect("the table is written");
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    similar_asserts(&kept, &table);
    assert!(!table.contains("LOST"), "what leads somewhere is in the finished site");
    // In CSS, data are pictures and fonts. No browser opens a picture as a page.
    let untold: Vec<&str> = table.lines().filter(|line| line.starts_with("    UNTOLD")).map(str::trim).collect();
    let meant = [
        "UNTOLD           html-srcset template-picture css-url",
        // A part that the page has not, and that none of these places is asked for.
        "UNTOLD           html-srcset template-url css-url",
    ];
    assert_eq!(untold, meant, "what leads nowhere is told");
}

/// Shows the first line that differs.
#[track_caller]
fn similar_asserts(kept: &str, found: &str) {
    let differs = kept.lines().zip(found.lines()).position(|(one, two)| one != two);
    let at = differs.unwrap_or_else(|| kept.lines().count().min(found.lines().count()));
    let around = |text: &str| text.lines().skip(at.saturating_sub(3)).take(6).collect::<Vec<_>>().join("\n");
    assert!(kept == found, "line {}: the table says\n{}\nbut it is\n{}", at + 1, around(kept), around(found));
}

const HEAD: &str = "\
What becomes of an address: each form of it in each place that takes one.

The page is content/guides/a.md of a site at https://example.org/base/. Below each form stands what is told of it, and where:
the codes of docs/diagnostics.md, or a dot where nothing is told and the address leads where it should. \"UNTOLD\" is an address
that leads nowhere and of which nothing is said.
";
