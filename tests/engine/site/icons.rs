//! Icons and the web manifest: all made of one drawing.

use super::fixture::{Built, PLAIN, build, files};

const ICON: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><rect width=\"8\" height=\"8\" rx=\"2\" fill=\"#0a5873\"/></svg>\n";

const NAMES: [&str; 6] = [
    "apple-touch-icon.png",
    "favicon.ico",
    "icon-192.png",
    "icon-512.png",
    "icon-maskable-512.png",
    "site.webmanifest",
];

fn with_icon(text: &str) -> Built {
    build(&format!("-- themes/mini/static/icon.svg --\n{ICON}{text}"))
}

fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    (number(16), number(20))
}

#[test]
fn a_theme_with_an_icon_has_all_its_forms() {
    let site = with_icon("");
    site.clean();
    for (name, wide) in
        [("apple-touch-icon.png", 180), ("icon-192.png", 192), ("icon-512.png", 512), ("icon-maskable-512.png", 512)]
    {
        assert_eq!(size(&site.outputs[name]), (wide, wide), "{name}");
        // The colour type of the PNG: 6 has transparency, 2 has none.
        let clear = if name.starts_with("icon-1") || name.starts_with("icon-5") { 6 } else { 2 };
        assert_eq!(site.outputs[name][25], clear, "{name}");
    }
    assert_eq!(site.text("icon.svg"), ICON);
}

#[test]
fn the_favicon_holds_both_sizes() {
    let site = with_icon("");
    let ico = &site.outputs["favicon.ico"];
    let number =
        |at: usize, bytes: usize| ico[at..at + bytes].iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
    assert_eq!((number(0, 2), number(2, 2), number(4, 2)), (0, 1, 2));
    for (entry, wide) in [(6, 16), (22, 32)] {
        assert_eq!((number(entry, 1), number(entry + 1, 1)), (wide, wide));
        let (length, start) = (number(entry + 8, 4), number(entry + 12, 4));
        assert_eq!(size(&ico[start..start + length]), (wide as u32, wide as u32));
    }
}

#[test]
fn a_theme_without_an_icon_has_none() {
    let site = build("-- content/a.md --\n---\ntitle: A\n---\n");
    assert!(NAMES.iter().all(|name| !site.has(name)), "{:?}", site.names());
}

#[test]
fn the_icon_of_the_site_takes_the_place_of_the_themes() {
    let theme = with_icon("");
    let site = with_icon(
        "-- content/icon.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><circle cx=\"4\" cy=\"4\" r=\"3\"/></svg>\n",
    );
    site.clean();
    assert!(site.text("icon.svg").contains("circle"));
    assert_ne!(site.outputs["icon-512.png"], theme.outputs["icon-512.png"]);
}

#[test]
fn files_that_the_site_or_the_theme_brings_keep_their_places() {
    let site = with_icon(
        "-- content/favicon.ico --\nmine\n-- content/site.webmanifest --\n{}\n-- themes/mini/static/icon-192.png --\ntheirs\n",
    );
    site.clean();
    assert_eq!((site.text("favicon.ico"), site.text("site.webmanifest")), ("mine\n", "{}\n"));
    assert_eq!(site.text("icon-192.png"), "theirs\n");
    assert_eq!(size(&site.outputs["icon-512.png"]), (512, 512));
}

#[test]
fn the_manifest_names_the_site_and_its_icons() {
    let config = files(PLAIN)["content/site.yaml"].replace("example.org/", "example.org/clinic/");
    let theme = format!(
        "{}settings: {{theme_color: {{kind: text, default: \"#fbfaf7\"}}, short_title: {{kind: text, default: Short}}}}\n",
        files(PLAIN)["themes/mini/theme.yaml"]
    );
    let site = with_icon(&format!("-- content/site.yaml --\n{config}-- themes/mini/theme.yaml --\n{theme}"));
    assert_eq!(
        site.text("site.webmanifest"),
        r##"{
"id": "/clinic/",
"name": "Test site",
"short_name": "Short",
"lang": "en",
"dir": "ltr",
"start_url": "/clinic/",
"scope": "/clinic/",
"display": "browser",
"theme_color": "#fbfaf7",
"background_color": "#fbfaf7",
"icons": [
{"src": "/clinic/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
{"src": "/clinic/icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any"},
{"src": "/clinic/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any"},
{"src": "/clinic/icon-maskable-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"}
]
}
"##
    );
}

#[test]
fn the_manifest_of_a_site_in_arabic_runs_from_right_to_left() {
    let config = files(PLAIN)["content/site.yaml"].replace("language: en", "language: ar");
    let site = with_icon(&format!("-- content/site.yaml --\n{config}"));
    assert!(site.text("site.webmanifest").contains("\"dir\": \"rtl\""));
}

#[test]
fn an_icon_that_cannot_be_drawn_is_told_once() {
    let site = build("-- content/icon.svg --\nnot a drawing\n");
    assert_eq!(site.codes(), ["icon-drawing"], "{}", site.told());
    assert!(site.told().starts_with("content/icon.svg error[icon-drawing] this SVG cannot be drawn: "));
    assert!(site.told().ends_with(" | save it as plain SVG from a drawing program"), "{}", site.told());
}

#[test]
fn an_icon_reaches_no_other_file() {
    let with = |inside: &str| {
        build(&format!(
            "-- content/icon.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\">{inside}</svg>\n"
        ))
    };
    let file = support::project().join("themes/clinic/static/mark.svg");
    let file = file.display();
    let tried = with(&format!("<image href=\"{file}\" width=\"8\" height=\"8\"/>"));
    assert_eq!(tried.outputs["icon-192.png"], with("").outputs["icon-192.png"]);
}
