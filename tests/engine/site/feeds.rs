//! What machines read: feeds, sitemap, robots.

use super::fixture::build;

const PAGES: &str = "-- content/news/a.md --\n---\ntitle: A & <B>\ndate: 2026-05-04\nupdated: 2026-06-01\ndescription: One.\n---\n\
    See [b](b.md) and [here](#x).\n\n## X\n\n![Room](room.jpg)\n\
    -- content/news/room.jpg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>\n\
    -- content/news/b.md --\n---\ntitle: B\ndate: 2026-07-04 09:30\n---\nText <with> ]]> and `code`.\n\
    -- content/hidden.md --\n---\ntitle: H\ndate: 2026-07-05\nnoindex: true\n---\n\
    -- content/undated.md --\n---\ntitle: U\n---\n";

#[test]
fn the_atom_feed_is_read_back_by_another_program() {
    let site = build(PAGES);
    let feed: atom_syndication::Feed = site.text("atom.xml").parse().expect("an Atom feed");
    let titles: Vec<_> = feed.entries.iter().map(|entry| entry.title.value.as_str()).collect();
    assert_eq!(titles, ["B", "A & <B>"], "the newest first, no page that search engines are kept from");
    assert_eq!(feed.updated.to_rfc3339(), "2026-07-04T09:30:00-07:00", "the newest change, not the time of the build");
    assert_eq!(feed.entries[1].id, "https://example.org/news/a/");
    assert_eq!(feed.entries[1].updated.to_rfc3339(), "2026-06-01T00:00:00-07:00");
    let content = feed.entries[1].content.as_ref().and_then(|content| content.value.as_deref()).expect("content");
    for whole in [
        "href=\"https://example.org/news/b/\"",
        "href=\"https://example.org/news/a/#x\"",
        "src=\"https://example.org/assets/room.",
    ] {
        assert!(content.contains(whole), "{whole} in {content}");
    }
}

#[test]
fn the_json_feed_is_json() {
    let site = build(PAGES);
    let feed: serde_json::Value = serde_json::from_str(site.text("feed.json")).expect("JSON");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["feed_url"], "https://example.org/feed.json");
    assert_eq!(feed["items"][1]["title"], "A & <B>");
    assert_eq!(feed["items"][1]["summary"], "One.");
}

#[test]
fn a_section_may_have_feeds_of_its_own() {
    let site = build(&format!(
        "{PAGES}-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n\
         feeds: {{formats: [atom], limit: 1, content: summary, sections: [news]}}\n"
    ));
    let feed: atom_syndication::Feed = site.text("news/atom.xml").parse().expect("an Atom feed");
    assert_eq!(feed.entries.len(), 1);
    assert!(feed.entries[0].content.is_none());
    assert!(!site.has("feed.json"));
}

#[test]
fn the_sitemap_lists_what_may_be_found() {
    let site = build(PAGES);
    let map = site.text("sitemap.xml");
    assert!(map.contains("<url><loc>https://example.org/news/a/</loc><lastmod>2026-06-01</lastmod></url>"), "{map}");
    assert!(map.contains("<loc>https://example.org/undated/</loc></url>"), "no date is made up");
    assert!(map.contains("<loc>https://example.org/news/</loc>"), "lists are pages too");
    assert!(!map.contains("hidden") && !map.contains("404"));
    assert!(site.text("robots.txt").contains("Sitemap: https://example.org/sitemap.xml"));
}

#[test]
fn a_site_that_asks_not_to_be_found_has_no_sitemap_and_may_be_read() {
    // Search engines must be able to fetch the pages: that is how they learn of `noindex`.
    let site = build(&format!(
        "{PAGES}-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n\
         noindex: true\n"
    ));
    assert!(!site.has("sitemap.xml"));
    assert!(site.text("atom.xml").contains("<entry>"), "those who follow the site asked for it");
    assert_eq!(site.text("robots.txt"), "User-agent: *\nAllow: /\n");
}

#[test]
fn a_theme_and_a_site_can_replace_what_is_built_in() {
    let theme = build(&format!("{PAGES}-- themes/mini/templates/robots.txt --\nUser-agent: none\n"));
    assert_eq!(theme.text("robots.txt"), "User-agent: none\n");
    let file = build(&format!("{PAGES}-- content/robots.txt --\nmine\n"));
    assert_eq!(file.text("robots.txt"), "mine\n");
}

#[test]
fn two_spellings_of_a_term_are_one() {
    let site = build(
        "-- content/a.md --\n---\ntitle: A\ndate: 2026-11-01\ntags: [Sleep, sleep, Heat]\n---\n\
         -- themes/mini/templates/page.html --\n{% for t in page.terms.tags %}[{{ t.name }}]{% endfor %}",
    );
    assert_eq!(site.clean().text("a/index.html").trim(), "[Sleep][Heat]");
    let feed: serde_json::Value = serde_json::from_str(site.text("feed.json")).expect("JSON");
    assert_eq!(feed["items"][0]["tags"], serde_json::json!(["Sleep", "Heat"]));
}

/// Whoever reads a page in a feed reads all of it, and each of its addresses leads somewhere.
#[test]
fn a_whole_page_in_a_feed_has_its_notes_and_no_address_that_leads_nowhere() {
    let site = build(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n\
         markdown: {raw_html: allow}\nfeeds: {content: full}\n\
         -- content/a.md --\n---\ntitle: A\ndate: 2026-05-04\n---\nText.[^1] More.[^1]\n\n[^1]: The *note* with [a link](b.md).\n\n\
         <video poster=\"p.png\" src='v.mp4'></video><blockquote cite=\"/b/\">x</blockquote>\n\
         -- content/p.png --\nx\n-- content/v.mp4 --\nx\n-- content/b.md --\n---\ntitle: B\n---\n",
    );
    let json: serde_json::Value = serde_json::from_str(site.text("feed.json")).expect("JSON");
    let feed: atom_syndication::Feed = site.text("atom.xml").parse().expect("an Atom feed");
    let atom = feed.entries[0].content.as_ref().and_then(|content| content.value.clone()).expect("content");
    for content in [json["items"][0]["content_html"].as_str().expect("content"), &atom] {
        assert!(content.contains("The <em>note</em> with <a href=\"https://example.org/b/\">a link</a>."), "{content}");
        let addresses = ["href=", "src=", "poster=", "cite="].iter().flat_map(|name| content.split(name).skip(1));
        for rest in addresses {
            assert!(rest[1..].starts_with("https://example.org/"), "{rest}");
        }
        let ids: Vec<&str> =
            content.split("https://example.org/a/#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(ids.len(), 4, "two marks lead to the note, and it leads back to both: {content}");
        assert!(ids.iter().all(|id| content.contains(&format!("id=\"{id}\""))), "{ids:?} in {content}");
    }
}
