//! Old addresses as one list: aliases of pages, and what the address book lets lead on or gives up.

use super::fixture::{Built, build};

const PAGES: &str = "\
-- content/a.md --
---
title: A
aliases: [/old-a/]
---
## Part

Text.
-- content/b/file.pdf --
x
-- content/b/c.md --
---
title: C
tags: [posture]
---
";

fn list(site: &Built) -> Vec<String> {
    site.build.site().redirects.each().map(|it| format!("{} {} {}", it.from, it.status(), it.to)).collect()
}

#[test]
fn aliases_and_the_address_book_are_one_list() {
    let site = build(&format!(
        "{PAGES}-- content/addresses.yaml --\ngone:\n  /never/: 2026-01-01\nredirects:\n  /chain/: /older-a#part\n  \
         /older-a/: /old-a/\n  /leaflet: {{to: /b/, temporary: true}}\n  /post/: /tags/posture/\n  /b/old.pdf: \
         /b/file.pdf\n  /shop/: https://shop.example/a?b\n  /was/: /never/\n"
    ));
    site.clean();
    let expected = [
        "/b/old.pdf 301 /b/file.pdf",
        "/chain/ 301 /a/#part",
        "/leaflet/ 302 /b/",
        "/never/ 410 nothing: it is gone",
        "/old-a/ 301 /a/",
        "/older-a/ 301 /a/",
        "/post/ 301 /tags/posture/",
        "/shop/ 301 https://shop.example/a?b",
        "/was/ 410 nothing: it is gone",
    ];
    assert_eq!(list(&site), expected);
    let leads = |stub: &str, to: &str| {
        let text = site.text(stub);
        assert!(
            text.contains(&format!("content=\"0; url={to}\"")) && text.contains(&format!("href=\"{to}\"")),
            "{text}"
        );
    };
    leads("chain/index.html", "/a/#part");
    leads("post/index.html", "/tags/posture/");
    leads("shop/index.html", "https://shop.example/a?b");
    assert!(site.text("chain/index.html").contains("rel=\"canonical\" href=\"https://example.org/a/\""));
    assert!(!site.has("never/index.html") && !site.has("b/old.pdf"), "no page can say this");
    assert!(!site.has("addresses.yaml"), "the address book is not published");
}

#[test]
fn a_link_to_an_old_address_is_told_with_the_new_one() {
    let site = build(&format!(
        "{PAGES}-- content/d.md --\n---\ntitle: D\n---\n[x](/was/#part) [y](/list/)\n-- content/addresses.yaml --\nredirects:\n  \
         /was/: /a/\n  /list/: /tags/posture/\n"
    ));
    assert_eq!(site.codes(), ["link-alias", "link-alias"], "{}", site.told());
    assert!(site.told().contains("write /a/") && site.told().contains("write /tags/posture/"), "{}", site.told());
    assert!(site.text("d/index.html").contains("<a href=\"/a/#part\">x</a> <a href=\"/tags/posture/\">y</a>"));
}

#[test]
fn said_twice_in_the_same_words_it_does_no_harm() {
    build(&format!("{PAGES}-- content/addresses.yaml --\nredirects:\n  /old-a: /a/\n")).clean();
    let site = build(&format!("{PAGES}-- content/addresses.yaml --\nredirects:\n  /old-a: /b/\n"));
    assert_eq!(site.codes(), ["redirect-taken"]);
}
