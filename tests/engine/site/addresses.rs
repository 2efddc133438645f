//! Every page has one address, and no two share one.

use super::fixture::{build, build_with, options};

const CONFIG: &str =
    "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n";

#[test]
fn addresses_are_small_ascii_letters_with_hyphens() {
    let site = build(
        "-- content/Über uns/Größe & Ça.md --\n---\ntitle: A\n---\n\
         -- content/b.md --\n---\ntitle: B\nslug: chosen\n---\n",
    );
    site.clean();
    assert!(site.has("uber-uns/grosse-ca/index.html"), "{:?}", site.names());
    assert!(site.has("chosen/index.html"));
}

#[test]
fn the_slug_of_an_index_names_its_folder() {
    let site = build(
        "-- content/old-name/index.md --\n---\ntitle: A\nslug: new-name\n---\n-- content/old-name/x.md --\n---\ntitle: X\n---\n",
    );
    site.clean();
    assert!(site.has("new-name/index.html") && site.has("new-name/x/index.html"));
}

/// Source: RFC 8615, which reserves the folder and its dot.
#[test]
fn the_well_known_folder_keeps_its_dot() {
    let site = build("-- content/.well-known/security.txt --\nContact: mailto:a@example.org\n");
    assert!(site.has(".well-known/security.txt"), "{:?}", site.names());
}

#[test]
fn patterns_make_addresses() {
    let site = build(&format!(
        "{CONFIG}permalinks:\n  \"news/**\": \"/{{section}}/{{year}}/{{month}}/{{slug}}/\"\n\
         -- content/news/a.md --\n---\ntitle: A\ndate: 2026-05-04\n---\n"
    ));
    site.clean();
    assert!(site.has("news/2026/05/a/index.html"), "{:?}", site.names());
}

#[test]
fn a_pattern_with_a_date_asks_for_one() {
    let site = build(&format!(
        "{CONFIG}permalinks:\n  \"news/**\": \"/{{year}}/{{slug}}/\"\n-- content/news/a.md --\n---\ntitle: A\n---\n"
    ));
    assert_eq!(site.only().code, "permalink-date");
}

#[test]
fn two_pages_with_one_address_are_an_error_that_names_both() {
    let site = build(
        "-- content/guides/first-visit.md --\n---\ntitle: A\nslug: visit\n---\n\
         -- content/guides/visit.md --\n---\ntitle: B\n---\n",
    );
    let d = site.only();
    assert_eq!(d.code, "slug-twice");
    assert!(
        d.file.as_str().contains("guides/visit.md") && d.message.contains("guides/first-visit.md"),
        "{}",
        site.told()
    );
    assert!(d.message.contains("/guides/visit/"));
}

#[test]
fn addresses_that_differ_only_by_letter_case_collide() {
    let site =
        build("-- content/a.md --\n---\ntitle: A\n---\n-- content/img/Room.pdf --\n1\n-- content/img/room.pdf --\n2\n");
    assert_eq!(site.only().code, "slug-twice");
}

#[test]
fn a_page_and_an_alias_cannot_share_an_address() {
    let site =
        build("-- content/a.md --\n---\ntitle: A\n---\n-- content/b.md --\n---\ntitle: B\naliases: [/a/]\n---\n");
    assert_eq!(site.only().code, "alias-taken");
    assert!(site.only().message.contains("content/a.md"));
}

#[test]
fn a_file_cannot_be_a_folder_too() {
    let site = build(
        "-- content/a.md --\n---\ntitle: A\naliases: [/x.html]\n---\n-- content/b.md --\n---\ntitle: B\naliases: [/x.html/y/]\n---\n",
    );
    assert_eq!(site.only().code, "slug-twice", "{}", site.told());
}

#[test]
fn nothing_in_front_matter_leads_outside() {
    for (field, code) in [
        ("slug: ../../etc", "slug-invalid"),
        ("slug: a/b", "slug-invalid"),
        ("aliases: [/../../etc/passwd]", "alias-invalid"),
        ("aliases: [\"/%2e%2e/x/\"]", "alias-invalid"),
    ] {
        let site = build(&format!("-- content/a.md --\n---\ntitle: A\n{field}\n---\n"));
        assert!(site.codes().contains(&code), "{field}: {}", site.told());
        assert!(
            !site.names().iter().any(|name| name.contains("..") || name.starts_with("etc/passwd")),
            "{:?}",
            site.names()
        );
    }
}

#[test]
fn aliases_lead_on_to_the_page() {
    let site = build("-- content/a/b.md --\n---\ntitle: B\naliases: [/old/, /older.html]\n---\n");
    site.clean();
    let stub = site.text("old/index.html");
    assert!(stub.contains("content=\"0; url=/a/b/\"") && stub.contains("href=\"https://example.org/a/b/\""), "{stub}");
    assert!(stub.contains("<a href=\"/a/b/\">B</a>"));
    assert!(site.has("older.html"));
}

#[test]
fn a_base_path_stands_before_every_address() {
    let mut project = options();
    project.base_url = Some("https://user.example/project/".to_owned());
    let site = build_with(
        "-- themes/mini/templates/page.html --\n{{ page.url }} {{ page.permalink }} {{ page.content }}\n\
         -- content/a.md --\n---\ntitle: A\naliases: [/old/]\n---\n[b](b.md) [f](/file.txt)\n\
         -- content/b.md --\n---\ntitle: B\n---\n-- content/file.txt --\nx\n",
        &project,
    );
    site.clean();
    let page = site.text("a/index.html");
    assert!(page.contains("/project/a/ https://user.example/project/a/"), "{page}");
    assert!(page.contains("href=\"/project/b/\"") && page.contains("href=\"/project/file.txt\""), "{page}");
    assert!(site.text("old/index.html").contains("url=/project/a/"));
    assert!(site.text("sitemap.xml").contains("<loc>https://user.example/project/a/</loc>"));
}

#[test]
fn there_is_always_a_not_found_page() {
    let made = build("-- content/a.md --\n---\ntitle: A\n---\n");
    assert!(made.text("404.html").contains("<h1>Page not found</h1>"));
    let own = build(
        "-- content/404.md --\n---\ntitle: Lost?\n---\nTry [home](index.md).\n-- content/index.md --\n---\ntitle: H\n---\n",
    );
    own.clean();
    assert!(own.text("404.html").contains("<h1>Lost?</h1>"));
    assert!(!own.has("404/index.html") && !own.text("sitemap.xml").contains("404"));
    assert!(!own.text("index.html").contains("Lost?"), "it is in no list");
}

#[test]
fn a_file_whose_name_no_address_can_hold_is_told() {
    let site = build("-- content/a.md --\n---\ntitle: A\n---\n-- content/what?.txt --\nx\n");
    assert_eq!(
        (site.only().code, site.only().file.as_str()),
        ("address-invalid", "content/what?.txt"),
        "{}",
        site.told()
    );
}

#[test]
fn an_address_that_no_file_system_can_hold_is_told() {
    let site = build(&format!("-- content/a.md --\n---\ntitle: A\ntags: [{}]\n---\n", "x".repeat(300)));
    assert!(site.codes().contains(&"address-invalid"), "{}", site.told());
}
