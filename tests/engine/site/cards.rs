//! Social cards: which pages have one, what stands in the head, what is drawn, and what is said where it cannot be.

use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;

use super::fixture::{Built, PLAIN, build_files, build_snapshot, files, options, sharing};
use super::real;

const FONT: &[u8] = include_bytes!("../../../themes/clinic/fonts/AtkinsonHyperlegibleNext-Bold.ttf");

/// A theme with cards, and a head that shows the answer of `social_card`.
const CARDS: &str = "\
-- themes/mini/templates/social-card.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\"><rect width=\"40\" height=\"630\" fill=\"#0a5873\"/>{% for line in lines(text=page.title, width=1000, size=80, weight=700, max=3) %}<text x=\"80\" y=\"{{ 200 + loop.index0 * 90 }}\" font-size=\"80\">{{ line }}</text>{% endfor %}</svg>
-- themes/mini/templates/page.html --
{% set it = social_card() %}{% if it %}{{ it.url | absolute }} {{ it.width or \"?\" }}x{{ it.height or \"?\" }} {{ it.type or \"?\" }} {{ it.alt or \"?\" }}{% else %}none{% endif %}
-- themes/mini/templates/section.html --
{% set it = social_card() %}{% if it %}{{ it.url }}{% else %}none{% endif %}
-- content/index.md --
---
title: Home
---
-- content/guides/first-visit.md --
---
title: Your first visit
---
";

/// `PLAIN` with cards, a font, and other files.
fn snapshot(text: &str) -> Snapshot {
    let mut all = files(PLAIN);
    all.extend(files(CARDS));
    all.extend(files(text));
    let mut snapshot = Snapshot::from_texts(all.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    snapshot.files.insert(SourcePath::new("themes/mini/fonts/Bold.ttf"), FONT.into());
    snapshot
}

fn build(text: &str) -> Built {
    build_snapshot(snapshot(text), &options())
}

fn cards(site: &Built) -> Vec<&str> {
    site.names().into_iter().filter(|name| name.starts_with("card")).collect()
}

/// The width and height of a PNG. Source: PNG specification, IHDR.
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    (number(16), number(20))
}

#[test]
fn every_page_that_may_be_shared_has_a_card() {
    let site = build(
        "-- content/404.md --\n---\ntitle: Lost\n---\n-- content/thanks.md --\n---\ntitle: Thanks\nnoindex: true\n---\n\
         -- content/draft.md --\n---\ntitle: Later\ndraft: true\n---\n-- content/moved.md --\n---\ntitle: Moved\naliases: [/old/]\n---\n\
         -- content/own.md --\n---\ntitle: Own\nimage: room.jpg\nimage_alt: A room\n---\n-- content/room.jpg --\na room\n",
    );
    assert_eq!(cards(&site), ["card.png", "cards/guides/first-visit.png", "cards/moved.png"]);
    for name in cards(&site) {
        assert_eq!(size(&site.outputs[name]), (1200, 630), "{name}");
    }
    let shown = site.text("guides/first-visit/index.html").trim();
    assert_eq!(
        shown,
        "https://example.org/cards/guides/first-visit.png 1200x630 image/png Your first visit. Test site"
    );
    assert_eq!(site.text("index.html").trim(), "/card.png");
    assert_eq!(site.text("thanks/index.html").trim(), "none");
    assert_eq!(site.text("own/index.html").trim(), "https://example.org/room.jpg ?x? image/jpeg A room");
}

#[test]
fn lists_without_a_page_show_the_card_of_the_home_page() {
    let site = build("");
    assert_eq!(site.text("guides/index.html").trim(), "/card.png");
}

#[test]
fn a_picture_of_the_pages_own_has_its_size() {
    let mut given = snapshot("-- content/own.md --\n---\ntitle: Own\nimage: dot.png\n---\n");
    let picture = build("").outputs.remove("card.png").expect("a picture");
    given.files.insert(SourcePath::new("content/dot.png"), picture.into());
    let site = build_snapshot(given, &options());
    let dot = site.names().into_iter().find(|name| name.starts_with("assets/dot-1200.")).expect("a form").to_owned();
    assert_eq!(site.text("own/index.html").trim(), format!("https://example.org/{dot} 1200x630 image/png ?"));
    assert!(!site.has("cards/own.png"));
}

#[test]
fn a_drawing_of_the_pages_own_is_shown_nowhere_so_the_page_has_a_card() {
    let site = build("-- content/own.md --\n---\ntitle: Own\nimage: a.svg\n---\n-- content/a.svg --\n<svg/>\n");
    assert!(site.has("cards/own.png"));
    assert!(site.text("own/index.html").contains("/cards/own.png"));
}

#[test]
fn the_same_drawing_has_the_same_bytes_with_one_thread_and_two() {
    let mut one = options();
    one.threads = 1;
    let (one, two) = (build_snapshot(snapshot(""), &one), build(""));
    assert_eq!(cards(&one), ["card.png", "cards/guides/first-visit.png"]);
    assert!(one.clean().outputs == two.clean().outputs);
}

#[test]
fn a_title_that_fonts_cannot_write_has_no_card_rather_than_boxes() {
    let site = build(
        "-- content/arabic.md --\n---\ntitle: \u{622}\u{644}\u{627}\u{645}\n---\n-- content/hebrew.md --\n---\ntitle: \u{5d2}\u{5d1}\n---\n",
    );
    assert_eq!(cards(&site), ["card.png", "cards/guides/first-visit.png"]);
    assert_eq!(site.text("arabic/index.html").trim(), "none");
    assert_eq!(
        site.told_in_full(),
        "\
content/arabic.md:2:8: note[card-letter]: this page and 1 other have no social card: the theme's fonts lack the character \"\u{622}\"
  ^ \u{622}\u{644}\u{627}\u{645}
  help: put a font (.ttf or .otf) that has it into themes/mini/fonts/
"
    );
}

#[test]
fn a_site_whose_own_title_fonts_cannot_write_has_no_cards() {
    let config = files(PLAIN)["content/site.yaml"].replace("Test site", "\u{5d2}\u{5d1}");
    let site = build(&format!("-- content/site.yaml --\n{config}"));
    assert!(cards(&site).is_empty());
    assert_eq!(
        site.told_in_full(),
        "\
content/site.yaml: note[card-letter]: the title of the site cannot be drawn on social cards, so there are none: the theme's fonts lack the character \"\u{5d2}\"
  help: put a font (.ttf or .otf) that has it into themes/mini/fonts/
"
    );
}

#[test]
fn a_theme_without_the_template_has_no_cards() {
    let mut given = snapshot("");
    given.files.remove(&SourcePath::new("themes/mini/templates/social-card.svg"));
    let site = build_snapshot(given, &options());
    assert!(cards(site.clean()).is_empty());
    assert_eq!(site.text("index.html").trim(), "none");
}

#[test]
fn a_site_can_do_without_cards() {
    let theme = format!(
        "{}settings: {{social_cards: {{kind: boolean, default: true}}}}\n",
        files(PLAIN)["themes/mini/theme.yaml"]
    );
    let config = files(PLAIN)["content/site.yaml"].clone();
    let with = |settings: &str| {
        build(&format!("-- themes/mini/theme.yaml --\n{theme}-- content/site.yaml --\n{config}{settings}"))
    };
    assert_eq!(cards(with("").clean()), ["card.png", "cards/guides/first-visit.png"]);
    let site = with("settings: {social_cards: false}\n");
    assert!(cards(site.clean()).is_empty());
    assert_eq!(site.text("guides/first-visit/index.html").trim(), "none");
}

#[test]
fn a_file_of_the_site_keeps_its_place() {
    let site = build("-- content/cards/guides/first-visit.png --\nmine\n");
    assert_eq!(site.clean().text("cards/guides/first-visit.png"), "mine\n");
}

#[test]
fn a_drawing_of_another_size_is_told() {
    let site = build(
        "-- themes/mini/templates/social-card.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"400\"/>\n",
    );
    assert!(
        site.told().contains(
            "themes/mini/templates/social-card.svg error[card-drawing] a social card is 1200 × 630 pixels; this drawing is 600 × 400"
        ),
        "{}",
        site.told()
    );
    let site = build("-- themes/mini/templates/social-card.svg --\n<svg\n");
    assert!(site.told().contains("error[card-drawing] this SVG cannot be drawn: "), "{}", site.told());
}

#[test]
fn letters_that_a_template_writes_and_fonts_lack_are_told() {
    let site = build(
        "-- themes/mini/templates/social-card.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\"><text>\u{5d2}</text></svg>\n",
    );
    let told = site.told();
    let expected = "themes/mini/templates/social-card.svg warning[card-drawing] the theme's fonts lack the character \"\u{5d2}\", which this drawing contains";
    assert!(told.contains(expected), "{told}");
}

#[test]
fn a_card_that_is_too_large_is_told() {
    // Lines that cross each other at every pixel.
    let noise: String = (0..400)
        .map(|n| {
            format!("<path d=\"M{} 0L{} 630\" stroke=\"#{:06x}\"/>", n * 3, (n * 7919) % 1200, (n * 40_503) % 0xff_ffff)
        })
        .collect();
    let site = build(&format!(
        "-- themes/mini/templates/social-card.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">{noise}</svg>\n"
    ));
    assert!(site.told().contains("KB; keep cards under 200 KB"), "{}", site.told());
}

#[test]
fn a_font_that_cannot_be_read_is_told() {
    let site = build("-- themes/mini/fonts/Web.ttf --\nwOF2\n-- themes/mini/fonts/OFL.txt --\nLicence\n");
    let told = site.told();
    assert_eq!(
        told,
        "themes/mini/fonts/Web.ttf warning[font-unreadable] this font cannot be read, so drawings are made without it | replace it with a .ttf or .otf file; .woff and .woff2 files are for browsers"
    );
}

#[test]
fn a_drawing_inside_a_card_is_that_of_the_site_or_of_the_theme() {
    let page = "{{ svg(path=\"/mark.svg\", x=10, y=20, width=30, height=40) }}";
    let mark = |fill: &str| {
        format!(
            "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"9px\" fill=\"{fill}\"><path d=\"M0 0h8\"/></svg>\n"
        )
    };
    let theme =
        format!("-- themes/mini/templates/page.html --\n{page}\n-- themes/mini/static/mark.svg --\n{}", mark("red"));
    let shown = |fill: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 9\" fill=\"{fill}\" x=\"10\" y=\"20\" width=\"30\" height=\"40\"><path d=\"M0 0h8\"/></svg>"
        )
    };
    assert_eq!(build(&theme).text("guides/first-visit/index.html").trim(), shown("red"));
    let own = format!("{theme}-- content/mark.svg --\n{}", mark("blue"));
    assert_eq!(build(&own).text("guides/first-visit/index.html").trim(), shown("blue"));
    let site = build("-- themes/mini/templates/page.html --\n{{ svg(path=\"/mark.svg\") }}\n");
    assert!(site.told().contains("there is no drawing \"/mark.svg\" in the site or the theme"), "{}", site.told());
}

#[test]
fn the_cards_of_the_sample_site_are_small_and_their_text_is_large() {
    let site = build_snapshot(real::snapshot(), &sharing());
    let names = cards(&site);
    assert!(names.len() >= 30, "{names:?}");
    for name in names {
        let png = &site.outputs[name];
        assert_eq!(size(png), (1200, 630), "{name}");
        assert!(png.len() < 200_000, "{name}: {}", png.len());
    }
    let html = site.text("guides/first-visit/index.html");
    for tag in [
        "<meta property=\"og:image\" content=\"https://example.org/cards/guides/first-visit.png\">",
        "<meta property=\"og:image:width\" content=\"1200\">",
        "<meta property=\"og:image:height\" content=\"630\">",
        "<meta property=\"og:image:type\" content=\"image/png\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
    ] {
        assert_eq!(html.matches(tag).count(), 1, "{tag}");
    }
    assert!(!site.text("404.html").contains("og:image"));
    // Sizes are written as numbers or chosen among numbers: `size = 88`, `font-size="48"`.
    let template = include_str!("../../../themes/clinic/templates/social-card.svg");
    let numbers = |before: &str| -> Vec<u32> {
        let parts = template.split(before).skip(1);
        parts.filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()).collect()
    };
    let sizes = [numbers("set size = "), numbers("font-size=\""), numbers(" size=")].concat();
    assert!(sizes.len() >= 6 && sizes.iter().all(|size| *size >= 48), "{sizes:?}");
}

#[test]
fn a_logo_that_is_no_drawing_is_left_out_of_the_card() {
    for logo in ["\"\"", "/logo.png", "https://example.com/logo.svg"] {
        let text = format!(
            "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\nsettings: {{logo: {logo}}}\n\
             -- content/index.md --\n---\ntitle: Home\ndescription: The home page of a test site.\n---\n-- content/logo.png --\na logo\n"
        );
        let site = build_files(&files(&text), &sharing());
        assert!(site.has("card.png"), "{}", site.told());
    }
}
