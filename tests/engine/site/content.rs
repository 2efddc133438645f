//! A file is a page, a folder is a section, `index.md` is its section's page.

use super::fixture::{build, build_with, options};
use vertebra_engine::Now;

#[test]
fn a_file_is_a_page_and_a_folder_is_a_section() {
    let site = build(
        "-- content/index.md --\n---\ntitle: Home\n---\nHello.\n\
         -- content/guides/first-visit.md --\n---\ntitle: Your first visit\n---\nBring a *list*.\n\
         -- content/guides/index.md --\n---\ntitle: Guides\n---\n",
    );
    site.clean();
    assert_eq!(
        site.text("guides/first-visit/index.html"),
        "<h1>Your first visit</h1><p>Bring a <em>list</em>.</p>\n\n"
    );
    assert!(site.text("guides/index.html").contains("[Your first visit /guides/first-visit/]"));
    assert!(site.text("index.html").contains("<Guides /guides/>"));
}

#[test]
fn a_folder_without_a_page_of_its_own_still_lists_its_pages() {
    let site = build("-- content/low-back/heat.md --\n---\ntitle: Heat\n---\nWarm.\n");
    site.clean();
    assert!(
        site.text("low-back/index.html").contains("<h1>Low back</h1>[Heat /low-back/heat/]"),
        "{}",
        site.text("low-back/index.html")
    );
    assert!(site.text("index.html").contains("<Low back /low-back/>"));
}

#[test]
fn files_beside_pages_are_published_at_their_section() {
    let site = build(
        "-- content/guides/index.md --\n---\ntitle: Guides\n---\n[Leaflet](leaflet.pdf)\n\
         -- content/guides/leaflet.pdf --\nPDF\n-- content/guides/images/room.jpg --\nJPG\n",
    );
    site.clean();
    assert_eq!(site.text("guides/leaflet.pdf"), "PDF\n");
    assert_eq!(site.text("guides/images/room.jpg"), "JPG\n");
    assert!(site.text("guides/index.html").contains("href=\"/guides/leaflet.pdf\""));
}

#[test]
fn data_and_the_configuration_are_not_published() {
    let site = build("-- content/data/people.yaml --\na: {name: A}\n-- content/a.md --\n---\ntitle: A\n---\n");
    assert!(!site.names().iter().any(|name| name.contains("data") || name.contains("site.yaml")), "{:?}", site.names());
}

#[test]
fn a_page_in_the_data_folder_is_told_not_lost() {
    let site = build("-- content/data/lost.md --\n---\ntitle: Lost\n---\n");
    assert_eq!(site.only().code, "page-in-data");
}

#[test]
fn byte_order_mark_windows_line_ends_and_a_missing_last_newline_just_work() {
    let site = build("-- content/a.md --\n\u{feff}---\r\ntitle: A\r\n---\r\nText");
    site.clean();
    assert_eq!(site.text("a/index.html"), "<h1>A</h1><p>Text</p>\n\n");
}

#[test]
fn text_stays_text() {
    let site = build(
        "-- themes/mini/templates/page.html --\n{{ page.title }}|{{ page.description }}|{{ page.extra.code }}|{{ page.extra.n }}\n\
         -- content/a.md --\n---\ntitle: 007\ndescription: 17:30\nextra: {code: 02134, n: 12}\n---\n\
         -- content/b.md --\n---\ntitle: no\ndescription: 1.10\nextra: {code: +13105550100, n: 1.5}\n---\n",
    );
    site.clean();
    assert_eq!(site.text("a/index.html").trim(), "007|17:30|02134|12");
    assert_eq!(site.text("b/index.html").trim(), "no|1.10|+13105550100|1.5");
}

#[test]
fn pages_that_are_not_published_say_why() {
    let site = build(
        "-- content/draft.md --\n---\ntitle: D\ndraft: true\n---\n\
         -- content/later.md --\n---\ntitle: L\npublish_at: 2026-12-24 09:00\n---\n\
         -- content/gone.md --\n---\ntitle: G\nexpires: 2026-11-01\n---\n\
         -- content/old/index.md --\n---\ntitle: Old\ndraft: true\n---\n\
         -- content/old/page.md --\n---\ntitle: Below\n---\n\
         -- content/shown.md --\n---\ntitle: Shown\n---\n",
    );
    let reasons: Vec<_> =
        site.build.unpublished().iter().map(|page| (page.source.to_string(), page.hidden.reason())).collect();
    let expected = [
        ("content/draft.md", "draft"),
        ("content/gone.md", "expired on 2026-11-01"),
        ("content/later.md", "scheduled for 2026-12-24 at 09:00"),
        ("content/old/index.md", "draft"),
        ("content/old/page.md", "hidden with its section by content/old/index.md"),
    ];
    assert_eq!(reasons, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert!(site.has("shown/index.html") && !site.has("draft/index.html") && !site.has("old/page/index.html"));
}

#[test]
fn now_can_be_pinned_and_drafts_can_be_shown() {
    let text = "-- content/later.md --\n---\ntitle: L\npublish_at: 2026-12-24 09:00\n---\n\
                -- content/draft.md --\n---\ntitle: D\ndraft: true\n---\n";
    let mut later = options();
    later.now = Now::Day("2026-12-24".parse().expect("a date"));
    later.drafts = true;
    let site = build_with(text, &later);
    assert!(site.has("later/index.html") && site.has("draft/index.html"));
}

#[test]
fn a_day_without_a_zone_is_in_the_zone_of_the_site() {
    // Midnight in Los Angeles is eight in the morning of the same day in UTC.
    let text = "-- content/a.md --\n---\ntitle: A\npublish_at: 2026-11-20\n---\n";
    let mut early = options();
    early.now = Now::System("2026-11-20T07:59:00Z".parse().expect("a time"));
    assert!(!build_with(text, &early).has("a/index.html"));
    early.now = Now::System("2026-11-20T08:00:00Z".parse().expect("a time"));
    assert!(build_with(text, &early).has("a/index.html"));
}

#[test]
fn a_date_ahead_is_a_warning_because_the_page_vanishes() {
    let site = build("-- content/a.md --\n---\ntitle: A\ndate: 2027-11-20\n---\n");
    assert_eq!(site.only().code, "date-future");
    assert_eq!(site.pointed(site.only()), "2027-11-20");
    let note = site.only().note.as_deref().unwrap_or_default();
    assert_eq!(note, "dates use the site's time zone, America/Los_Angeles; today is 2026-11-20");
}

#[test]
fn front_matter_by_path_fills_what_a_page_leaves_out() {
    let site = build(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n\
         defaults:\n  \"guides/*.md\": {description: From the defaults}\n\
         -- themes/mini/templates/page.html --\n{{ page.description }}\n\
         -- content/guides/a.md --\n---\ntitle: A\n---\n\
         -- content/guides/b.md --\n---\ntitle: B\ndescription: Its own\n---\n",
    );
    site.clean();
    assert_eq!(site.text("guides/a/index.html").trim(), "From the defaults");
    assert_eq!(site.text("guides/b/index.html").trim(), "Its own");
}

#[test]
fn every_problem_of_every_file_is_told_in_one_run() {
    let site = build(
        "-- content/a.md --\n---\ntitle: A\ndescripton: x\ndate: 2026-02-30\n---\n[x](nowhere.md)\n\
         -- content/b.md --\n---\ndraft: yes\n---\n",
    );
    let told = site.told();
    for code in ["field-unknown", "date-invalid", "link-broken", "title-missing", "field-kind"] {
        assert!(told.contains(code), "{code} in\n{told}");
    }
    assert!(told.contains("did you mean \"description\"?"), "{told}");
}

#[test]
fn a_type_decides_what_its_pages_hold() {
    let site = build(
        "-- content/c.md --\n---\ntitle: C\ntype: clinic\nphone: unknown\n---\n\
         -- content/d.md --\n---\ntitle: D\ntype: clinic\n---\n\
         -- content/e.md --\n---\ntitle: E\ntype: clnic\nphone: unknown\n---\n",
    );
    let told = site.told();
    assert!(told.contains("content/d.md") && told.contains("field-missing"), "{told}");
    assert!(told.contains("type-unknown") && told.contains("did you mean \"clinic\"?"), "{told}");
    assert!(!told.contains("content/c.md"), "{told}");
}
