//! What editors are told when a published address or heading would be lost, word for word.

use std::collections::BTreeMap;

use vertebra_engine::AddressUpdate;

use super::fixture::{Built, PLAIN, build, build_files, files, options};

/// A site that was published on a day in June.
const PUBLISHED: &str = "\
-- content/techniques/deep-tissue.md --
---
title: Deep tissue massage
---
Deep tissue massage is firm, slow work on the deeper layers of muscle. It can be sore for a day or two. Tell the therapist
when the pressure is too much.
-- content/techniques/swedish.md --
---
title: Swedish massage
---
Long, light strokes. Many people choose it to rest.
-- content/guides/first-visit.md --
---
title: Your first visit
aliases: [/visit/]
---
## What happens

You talk first. See [deep tissue](../techniques/deep-tissue.md).

## What to wear

Loose clothes. [Read this](plan.pdf).
-- content/guides/plan.pdf --
%PDF
";

/// The files of a published site with its address book.
pub fn published(text: &str) -> BTreeMap<String, String> {
    let mut all = files(PLAIN);
    all.extend(files(text));
    let AddressUpdate::New { text, .. } = build_files(&all, &options()).build.recorded() else {
        panic!("a first release")
    };
    all.insert("content/addresses.yaml".to_owned(), text.replace("since: 2026-11-20", "since: 2026-06-02"));
    all
}

fn again(change: impl Fn(&mut BTreeMap<String, String>)) -> Built {
    let mut all = published(PUBLISHED);
    change(&mut all);
    build_files(&all, &options())
}

fn rename(all: &mut BTreeMap<String, String>, from: &str, to: &str) {
    let text = all.remove(from).expect("a file to rename");
    all.insert(to.to_owned(), text);
}

/// What is said with one code.
fn told(site: &Built, code: &str) -> String {
    let said = site.told_in_full();
    let mut blocks = said.split_inclusive('\n').fold(Vec::<String>::new(), |mut blocks, line| {
        match blocks.last_mut().filter(|_| line.starts_with(' ')) {
            Some(block) => block.push_str(line),
            None => blocks.push(line.to_owned()),
        }
        blocks
    });
    blocks.retain(|block| block.contains(&format!("[{code}]")));
    blocks.concat()
}

#[test]
fn nothing_is_lost_while_nothing_changes() {
    again(|_| {}).clean();
    build(PUBLISHED).clean();
}

#[test]
fn a_renamed_page() {
    let site = again(|all| {
        rename(all, "content/techniques/deep-tissue.md", "content/techniques/firm-pressure.md");
        let page = all.get_mut("content/techniques/firm-pressure.md").unwrap();
        *page = page.replace("Deep tissue massage", "Firm pressure");
        let visit = all["content/guides/first-visit.md"].replace("What happens", "What happens\n\nAgain");
        all.insert("content/guides/second-visit.md".to_owned(), visit.replace("aliases: [/visit/]\n", ""));
    });
    let expected = "\
content/techniques/firm-pressure.md: error[url-lost]: the page /techniques/deep-tissue/ was published on 2026-06-02 and no longer exists
  help: if this page replaces it, add under the title:
        aliases: [/techniques/deep-tissue/]
        if it is gone for good, add below \"gone:\" in content/addresses.yaml:
          /techniques/deep-tissue/: 2026-11-20
  note: 2 pages on this site link to it
";
    assert_eq!(told(&site, "url-lost"), expected);
}

#[test]
fn what_the_message_says_mends_it() {
    let renamed = |all: &mut BTreeMap<String, String>| {
        rename(all, "content/techniques/swedish.md", "content/techniques/light-touch.md");
    };
    let page = "content/techniques/light-touch.md";
    let site = again(|all| {
        renamed(all);
        let aliased = all[page].replace("massage\n", "massage\naliases: [/techniques/swedish/]\n");
        all.insert(page.to_owned(), aliased);
    });
    site.clean();
    again(|all| {
        renamed(all);
        let book = all["content/addresses.yaml"].replace("gone:\n", "gone:\n  /techniques/swedish/: 2026-11-20\n");
        all.insert("content/addresses.yaml".to_owned(), book);
    })
    .clean();
    let site = again(|all| rename(all, "content/guides/first-visit.md", "content/guides/your-visit.md"));
    assert!(
        told(&site, "url-lost").contains("write under the title:\n        aliases: [/visit/, /guides/first-visit/]\n")
    );
}

#[test]
fn a_page_that_is_like_no_other() {
    let site = again(|all| _ = all.remove("content/techniques/swedish.md"));
    let expected = "\
content/addresses.yaml:20:3: error[url-lost]: the page /techniques/swedish/ was published on 2026-06-02 and no longer exists
  ^ LINE
  help: if another page replaces it, add below \"redirects:\" in content/addresses.yaml:
          /techniques/swedish/: /new-page/
        if it is gone for good, add below \"gone:\" in content/addresses.yaml:
          /techniques/swedish/: 2026-11-20
        or restore the file: content/techniques/swedish.md
  note: no page on this site links to it
";
    let line = site.pointed(site.only());
    assert!(
        line.starts_with("/techniques/swedish/: {since: 2026-06-02, file: techniques/swedish.md, words: "),
        "{line}"
    );
    assert_eq!(site.told_in_full().replace(&line, "LINE"), expected);
}

#[test]
fn whole_addresses_of_the_site_link_to_a_lost_page_too() {
    let whole = "https://example.org/techniques/swedish/";
    let site = again(|all| {
        all.remove("content/techniques/swedish.md");
        let config = format!("{}menus: {{main: [{{title: Rest, page: '{whole}'}}]}}\n", all["content/site.yaml"]);
        all.insert("content/site.yaml".to_owned(), config);
        let visit = format!("{}[rest]({whole})\n", all["content/guides/first-visit.md"]);
        all.insert("content/guides/first-visit.md".to_owned(), visit);
    });
    let lost = told(&site, "url-lost");
    assert!(lost.contains("note: 1 page on this site and 1 line of content/site.yaml link to it"), "{lost}");
}

#[test]
fn an_old_address_that_leads_nowhere_any_more() {
    let site = again(|all| {
        let page = all["content/guides/first-visit.md"].replace("aliases: [/visit/]\n", "");
        all.insert("content/guides/first-visit.md".to_owned(), page);
    });
    let expected = "\
content/guides/first-visit.md: error[url-lost]: the old address /visit/ was published on 2026-06-02 and no longer exists
  help: if this page replaces it, add under the title:
        aliases: [/visit/]
        if it is gone for good, add below \"gone:\" in content/addresses.yaml:
          /visit/: 2026-11-20
  note: no page on this site links to it
";
    assert_eq!(site.told_in_full(), expected);
}

#[test]
fn a_published_page_that_becomes_a_draft() {
    let site = again(|all| {
        let page = all["content/techniques/swedish.md"].replace("massage\n", "massage\ndraft: true\n");
        all.insert("content/techniques/swedish.md".to_owned(), page);
    });
    let expected = "\
content/techniques/swedish.md: error[url-lost]: the page /techniques/swedish/ was published on 2026-06-02 and is now a draft
  help: to publish it again, remove the line draft: true
        if another page replaces it, add below \"redirects:\" in content/addresses.yaml:
          /techniques/swedish/: /new-page/
        if it is gone for good, add below \"gone:\" in content/addresses.yaml:
          /techniques/swedish/: 2026-11-20
  note: no page on this site links to it
";
    assert_eq!(site.told_in_full(), expected);
}

#[test]
fn a_page_that_expired() {
    let with = |lines: &str| {
        again(|all| {
            let page = all["content/techniques/swedish.md"].replace("massage\n", &format!("massage\n{lines}"));
            all.insert("content/techniques/swedish.md".to_owned(), page);
        })
    };
    let site = with("expires: 2026-11-01\n");
    let expected = "\
content/techniques/swedish.md:3:10: warning[url-lost]: the page /techniques/swedish/ was published on 2026-06-02 and expired on 2026-11-01; its address now has no page
  ^ 2026-11-01
  help: if another page replaces it, add:
        expires_to: /new-page/
        if none does:
        expires_to: gone
  note: no page on this site links to it
";
    assert_eq!(site.told_in_full(), expected);
    let answer = |site: &Built| {
        let url = vertebra_base::path::UrlPath::new("/techniques/swedish/").unwrap();
        site.build.site().redirects.at(&url).map(|it| format!("{} {}", it.status(), it.to))
    };
    assert_eq!(answer(&site).as_deref(), Some("410 nothing: it is gone"));
    for (to, expected) in [
        ("gone", "410 nothing: it is gone"),
        ("/techniques/", "301 /techniques/"),
        ("techniques/deep-tissue.md", "301 /techniques/deep-tissue/"),
    ] {
        let site = with(&format!("expires: 2026-11-01\nexpires_to: {to}\n"));
        assert_eq!(answer(site.clean()).as_deref(), Some(expected), "{to}");
    }
    assert!(with("expires: 2026-12-01\nexpires_to: gone\n").clean().has("techniques/swedish/index.html"));
}

#[test]
fn a_heading_that_was_renamed() {
    let site = again(|all| {
        let page = all["content/guides/first-visit.md"].replace("What to wear", "What to put on");
        all.insert("content/guides/first-visit.md".to_owned(), page);
    });
    let expected = "\
content/guides/first-visit.md:9:1: warning[anchor-lost]: the heading \"what-to-wear\" of this page is gone; links to it now go to the top of the page
  ^ ## What to put on
  help: if it is this heading now, keep its old id:
        ## What to put on {#what-to-wear}
        if it is gone for good, add below \"gone:\" in content/addresses.yaml:
          /guides/first-visit/#what-to-wear: 2026-11-20
  note: the page was first published on 2026-06-02
";
    assert_eq!(site.told_in_full(), expected);
    for (text, book) in [
        ("What to put on {#what-to-wear}", ""),
        ("What to put on", "  /guides/first-visit/#what-to-wear: 2026-11-20\n"),
    ] {
        again(|all| {
            let page = all["content/guides/first-visit.md"].replace("What to wear", text);
            all.insert("content/guides/first-visit.md".to_owned(), page);
            let book = all["content/addresses.yaml"].replace("gone:\n", &format!("gone:\n{book}"));
            all.insert("content/addresses.yaml".to_owned(), book);
        })
        .clean();
    }
}

#[test]
fn a_file_that_is_not_there_any_more() {
    let site = again(|all| rename(all, "content/guides/plan.pdf", "content/guides/your-plan.pdf"));
    let expected = "\
content/addresses.yaml:16:3: error[file-lost]: the file /guides/plan.pdf was published on 2026-06-02 and no longer exists
  ^ LINE
  help: if this file replaces it, add below \"redirects:\" in content/addresses.yaml:
          /guides/plan.pdf: /guides/your-plan.pdf
        if it is gone for good, add below \"gone:\" in content/addresses.yaml:
          /guides/plan.pdf: 2026-11-20
  note: 1 page on this site links to it
";
    let line = "/guides/plan.pdf: {since: 2026-06-02, file: guides/plan.pdf, bytes: ";
    let said = told(&site, "file-lost");
    assert!(said.contains(line), "{said}");
    let said: Vec<&str> = said.lines().map(|it| if it.starts_with("  ^ ") { "  ^ LINE" } else { it }).collect();
    assert_eq!(said.join("\n") + "\n", expected);
}

#[test]
fn a_feed_and_a_list_are_addresses_too() {
    let site = again(|all| {
        let config = format!("{}feeds: {{formats: [atom]}}\n", all["content/site.yaml"]);
        all.insert("content/site.yaml".to_owned(), config);
    });
    assert!(site.only().message.starts_with("the feed /feed.json was published on"), "{}", site.told());
    let with_tag = PUBLISHED.replace("title: Swedish massage", "title: Swedish massage\ntags: [rest]");
    let mut all = published(&with_tag);
    all.insert("content/techniques/swedish.md".to_owned(), files(PUBLISHED)["content/techniques/swedish.md"].clone());
    let site = build_files(&all, &options());
    assert!(told(&site, "url-lost").contains("the page /tags/rest/ was published"), "{}", site.told());
}

#[test]
fn nothing_is_lost_before_it_was_published_or_while_the_book_is_damaged() {
    let site = again(|all| {
        all.remove("content/techniques/swedish.md");
        let later = all["content/addresses.yaml"].replace("2026-06-02", "2026-11-21");
        all.insert("content/addresses.yaml".to_owned(), later);
    });
    site.clean();
    let site = again(|all| {
        all.remove("content/techniques/swedish.md");
        let book = all["content/addresses.yaml"].replace("/guides/: {since: 2026-06-02", "/guides/: {since: June");
        all.insert("content/addresses.yaml".to_owned(), book);
    });
    assert_eq!(site.codes(), ["addresses-line"], "{}", site.told());
    assert!(matches!(site.build.recorded(), AddressUpdate::Refused { .. }));
}
