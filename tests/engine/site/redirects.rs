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
    leads("b/old.pdf/index.html", "/b/file.pdf");
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

#[test]
fn where_no_host_redirects_every_old_address_has_a_page_that_does() {
    let aliases = "-- content/p.md --\n---\ntitle: P\naliases: [/old.php, /list.pdf, /old/, /old.html]\n---\n";
    let settings = |target: &str| {
        let host = if target.is_empty() { String::new() } else { format!("deploy: {{target: {target}}}\n") };
        format!(
            "{aliases}-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\n\
             theme: mini\n{host}"
        )
    };
    let stubs = ["old.php/index.html", "list.pdf/index.html", "old/index.html", "old.html"];
    for target in ["", "none", "github-pages"] {
        let site = build(&settings(target));
        stubs.iter().for_each(|stub| assert!(site.text(stub).contains("content=\"0; url=/p/\""), "{target} {stub}"));
        assert!(!site.has("old.php") && !site.has("list.pdf"));
        let why = site.build.why("/list.pdf").unwrap();
        assert!(why.lines.contains(&("what".to_owned(), "a redirect to /p/".to_owned())), "{why:?}");
        assert!(why.lines.contains(&("output".to_owned(), "list.pdf/index.html".to_owned())), "{why:?}");
    }
    for target in ["netlify", "cloudflare-pages", "vercel", "s3-cloudfront", "nginx", "apache", "caddy"] {
        let site = build(&settings(target));
        assert!(stubs.iter().all(|stub| !site.has(stub)), "{target}: the host leads on, if nothing stands in its way");
    }
}

#[test]
fn an_old_address_whose_page_has_no_place_is_told_at_its_line() {
    let help = "remove this old address, give what stands there another one, or choose a host that can redirect, such as: / deploy: {target: netlify}";
    let page = "-- content/list.md --\n---\ntitle: List\nslug: list.pdf\n---\n";
    let site = build(&format!("{page}-- content/p.md --\n---\ntitle: P\naliases: [/old/, /list.pdf]\n---\n"));
    assert_eq!(
        site.told(),
        format!(
            "content/p.md:3:18 error[alias-taken] /list.pdf cannot redirect: your host needs a page at /list.pdf/ for this, and that is the address of content/list.md | {help}"
        )
    );
    let book = "-- content/addresses.yaml --\nredirects:\n  /old.pdf: /a/\n  /old.pdf/: /b/\n";
    let site = build(&format!("{PAGES}{book}"));
    assert_eq!(
        site.told(),
        format!(
            "content/addresses.yaml:3:3 error[redirect-taken] /old.pdf/ cannot redirect: your host needs a page at /old.pdf/ for this, and that is the address of the old address /old.pdf | {help}"
        )
    );
    let site =
        build("-- content/list --\nx\n-- content/p.md --\n---\ntitle: P\naliases: [/list/old.pdf]\n---\n[x](list)\n");
    assert_eq!(
        site.told(),
        format!(
            "content/p.md:3:11 error[alias-taken] /list/old.pdf cannot redirect: your host needs a folder at /list for this, and that is the address of content/list | {help}"
        )
    );
    // Two that lead to one place are one page, and a host that can redirect needs none.
    let book = book.replace("/b/", "/a/");
    assert!(build(&format!("{PAGES}{book}")).clean().has("old.pdf/index.html"));
    let settings = "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\n\
                    theme: mini\ntaxonomies: [tags]\ndeploy: {target: netlify}\n";
    build(&format!("{settings}{page}-- content/p.md --\n---\ntitle: P\naliases: [/list.pdf]\n---\n")).clean();
}

#[test]
fn the_answer_of_an_address_that_is_gone_is_what_the_host_says() {
    let site = |target: &str| {
        build(&format!(
            "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n\
             deploy: {{target: {target}}}\n-- content/a.md --\n---\ntitle: A\n---\n-- content/addresses.yaml --\ngone:\n  \
             /never/: 2026-01-01\nredirects:\n  /list.pdf: /a/\n"
        ))
    };
    let answer = |target: &str, address: &str| {
        let lines = site(target).build.why(address).unwrap().lines;
        lines.into_iter().find(|(name, _)| name == "answer").map(|(_, answer)| answer)
    };
    for (target, gone, moved) in [
        ("none", "404", None),
        ("github-pages", "404", None),
        ("cloudflare-pages", "404", Some("301")),
        ("nginx", "410", Some("301")),
    ] {
        assert_eq!(answer(target, "/never/").as_deref(), Some(gone), "{target}");
        assert_eq!(answer(target, "/list.pdf").as_deref(), moved, "{target}: a page says it where the host cannot");
    }
}
