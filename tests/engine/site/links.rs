//! Links are ordinary; all are resolved, and those that lead nowhere are told.

use super::fixture::build;

const PAGES: &str = "-- content/index.md --\n---\ntitle: Home\n---\n\
    -- content/techniques/deep-tissue.md --\n---\ntitle: Deep tissue\n---\n## What to wear\n\
    -- content/guides/index.md --\n---\ntitle: Guides\n---\n";

fn page(body: &str) -> String {
    format!("{PAGES}-- content/guides/first-visit.md --\n---\ntitle: First visit\n---\n{body}\n")
}

#[test]
fn every_way_of_writing_a_link_resolves() {
    for (link, href) in [
        ("../techniques/deep-tissue.md", "/techniques/deep-tissue/"),
        ("../techniques/deep-tissue.md#what-to-wear", "/techniques/deep-tissue/#what-to-wear"),
        ("/techniques/deep-tissue/", "/techniques/deep-tissue/"),
        ("/techniques/deep-tissue", "/techniques/deep-tissue/"),
        ("/techniques/deep-tissue.md", "/techniques/deep-tissue/"),
        ("../../techniques/deep-tissue/", "/techniques/deep-tissue/"),
        ("index.md", "/guides/"),
        ("../techniques", "/techniques/"),
        ("../index.md", "/"),
        ("/", "/"),
        ("/atom.xml", "/atom.xml"),
        ("https://example.com/a?b=c&d", "https://example.com/a?b=c&amp;d"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("../techniques/deep-tissue.md?print=1", "/techniques/deep-tissue/?print=1"),
        ("#here", "#here"),
    ] {
        let site = build(&page(&format!("## Here\n\n[x]({link})")));
        site.clean();
        let html = site.text("guides/first-visit/index.html");
        assert!(html.contains(&format!("href=\"{href}\"")), "{link}: {html}");
    }
}

#[test]
fn a_broken_link_points_at_the_address_and_names_the_nearest_page() {
    let site = build(&page("See [deep tissue](../techniques/deep-tisue.md)."));
    let d = site.only();
    assert_eq!((d.code, site.pointed(d).as_str()), ("link-broken", "../techniques/deep-tisue.md"));
    assert_eq!(d.message, "there is no page \"techniques/deep-tisue.md\"");
    assert_eq!(d.help.as_deref(), Some("did you mean ../techniques/deep-tissue.md?"));
}

#[test]
fn the_right_name_in_the_wrong_folder_is_found() {
    let site = build(&page("[x](deep-tissue.md)"));
    assert_eq!(site.only().help.as_deref(), Some("did you mean ../techniques/deep-tissue.md?"));
}

#[test]
fn a_missing_heading_is_told_with_the_nearest() {
    let site = build(&page("[x](../techniques/deep-tissue.md#what-to-ware)"));
    assert_eq!(site.only().code, "anchor-broken");
    assert_eq!(site.only().help.as_deref(), Some("did you mean #what-to-wear (line 4)?"));
    let own = build(&page("## There\n\n[x](#thare)"));
    assert_eq!(own.only().message, "this page has no heading with the id \"thare\"");
}

#[test]
fn an_anchor_that_a_template_makes_is_no_false_alarm() {
    let theme = "-- themes/mini/templates/page.html --\n<main id=\"main\">{{ page.content }}</main>\n";
    build(&format!("{theme}{}", page("[top](#main) [x](../techniques/deep-tissue.md#main)"))).clean();
    let broken = build(&format!("{theme}{}", page("[x](#mein)")));
    assert_eq!(broken.only().code, "anchor-broken");
}

#[test]
fn a_link_to_a_hidden_page_says_what_it_is() {
    let draft = build(&format!(
        "{}-- content/guides/soreness.md --\n---\ntitle: S\ndraft: true\n---\n",
        page("[x](soreness.md)")
    ));
    assert_eq!(draft.only().code, "draft-linked");
    assert_eq!(draft.only().message, "this page is published but links to a draft");
    assert_eq!(draft.only().help.as_deref(), Some("publish content/guides/soreness.md, or remove this link"));
    let later =
        build(&format!("{}-- content/guides/l.md --\n---\ntitle: S\npublish_at: 2026-12-24\n---\n", page("[x](l.md)")));
    assert_eq!(later.only().code, "hidden-linked");
    assert!(later.only().message.contains("scheduled for 2026-12-24"));
}

#[test]
fn the_letter_case_of_a_file_counts() {
    let site = build(&format!("{}-- content/guides/images/room.jpg --\nx\n", page("![A room](images/Room.jpg)")));
    let d = site.only();
    assert_eq!(d.code, "file-case");
    assert_eq!(d.message, "no file \"images/Room.jpg\"; there is \"images/room.jpg\"");
    assert_eq!(d.help.as_deref(), Some("use the same upper and lower case: images/room.jpg"));
    assert_eq!(d.note.as_deref(), Some("it works on your computer, but not on the web server"));
}

#[test]
fn a_link_to_an_old_address_works_and_warns() {
    let site = build(&format!("{}-- content/b.md --\n---\ntitle: B\naliases: [/old/]\n---\n", page("[x](/old/)")));
    assert_eq!(site.only().code, "link-alias");
    assert!(site.text("guides/first-visit/index.html").contains("href=\"/b/\""));
}

#[test]
fn an_empty_link_leads_nowhere() {
    assert_eq!(build(&page("[x]()")).only().code, "link-empty");
}

#[test]
fn wikilinks_lead_to_the_glossary() {
    let glossary = "-- content/glossary.md --\n---\ntitle: Glossary\ntype: glossary\n---\nTrigger point\n: A sore spot.\n\nFascia\n: Thin tissue.\n";
    let site = build(&format!("{glossary}{}", page("[[fascia]] and [[trigger points]] and [[Fascia|this tissue]]")));
    site.clean();
    let html = site.text("guides/first-visit/index.html");
    assert!(html.contains("<a href=\"/glossary/#fascia\">fascia</a>"), "{html}");
    assert!(html.contains("<a href=\"/glossary/#trigger-point\">trigger points</a>"), "{html}");
    assert!(html.contains("<a href=\"/glossary/#fascia\">this tissue</a>"), "{html}");
    let broken = build(&format!("{glossary}{}", page("[[fasca]]")));
    assert_eq!(broken.only().code, "term-unknown");
    assert_eq!(broken.only().help.as_deref(), Some("did you mean [[fascia]]?"));
}

#[test]
fn names_of_other_things_are_checked() {
    let site = build(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n\
         menus: {main: [{page: contcat.md}]}\nfeeds: {sections: [guide]}\n\
         -- content/data/evidence.yaml --\nfurlan-2015: {title: x}\n\
         -- content/guides/a.md --\n---\ntitle: A\n---\n\
         -- content/contact.md --\n---\ntitle: C\nevidence: [furlan-2016]\nauthor: nobody\nmenu: mian\n---\n",
    );
    let told = site.told();
    assert!(told.contains("error[link-broken] there is no page \"contcat.md\" | did you mean contact.md?"), "{told}");
    assert!(
        told.contains(
            "error[key-unknown] \"furlan-2016\" is not in content/data/evidence.yaml | did you mean \"furlan-2015\"?"
        ),
        "{told}"
    );
    assert!(told.contains("\"nobody\" is not in content/data/people.yaml"), "{told}");
    assert!(told.contains("error[menu-unknown]"), "{told}");
    assert!(told.contains("error[feed-section]"), "{told}");
}
