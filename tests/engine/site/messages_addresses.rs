//! What editors are told about old addresses, word for word.

use super::fixture::build;

/// Three pages and an address book.
#[track_caller]
fn book(text: &str, expected: &str) {
    let pages = "\
-- content/techniques/deep-tissue.md --
---
title: Deep tissue massage
---
## What to expect

Firm pressure.
-- content/guides/soreness.md --
---
title: Soreness after a massage
draft: true
---
It fades.
-- content/addresses.yaml --
";
    assert_eq!(build(&format!("{pages}{text}")).told_in_full(), expected);
}

#[test]
fn a_redirect_that_stands_in_the_way_of_a_page() {
    book(
        "redirects:\n  /techniques/deep-tissue/: /techniques/\n",
        "\
content/addresses.yaml:2:3: error[redirect-taken]: /techniques/deep-tissue/ cannot redirect: it is the address of content/techniques/deep-tissue.md
  ^ /techniques/deep-tissue/
  help: remove this line, or change the address of that page or file
",
    );
}

#[test]
fn a_page_that_is_said_to_be_gone() {
    book(
        "gone:\n  /techniques/deep-tissue/: 2026-11-01\n",
        "\
content/addresses.yaml:2:3: error[redirect-taken]: /techniques/deep-tissue/ is marked as gone, but it is the address of content/techniques/deep-tissue.md
  ^ /techniques/deep-tissue/
  help: remove this line, or change the address of that page or file
",
    );
}

#[test]
fn a_redirect_to_a_page_that_is_not_there() {
    book(
        "redirects:\n  /old/: /techniques/deep-tisue/\n",
        "\
content/addresses.yaml:2:3: error[redirect-broken]: /old/ redirects to /techniques/deep-tisue/, where nothing is published
  ^ /old/
  help: did you mean /techniques/deep-tissue/?
",
    );
}

#[test]
fn a_redirect_to_a_draft() {
    book(
        "redirects:\n  /old/: /guides/soreness/\n",
        "\
content/addresses.yaml:2:3: error[redirect-broken]: /old/ redirects to /guides/soreness/, which is not published: draft
  ^ /old/
  help: publish content/guides/soreness.md, or redirect it to another page
",
    );
}

#[test]
fn a_redirect_to_a_heading_that_is_not_there() {
    book(
        "redirects:\n  /old/: /techniques/deep-tissue/#what-to-wear\n",
        "\
content/addresses.yaml:2:3: error[anchor-broken]: content/techniques/deep-tissue.md has no heading with the id \"what-to-wear\"
  ^ /old/
  help: write the id of one of its headings, or remove #what-to-wear
",
    );
}

#[test]
fn redirects_in_a_circle() {
    book(
        "redirects:\n  /a/: /b/\n  /b/: /a/\n",
        "\
content/addresses.yaml:2:3: error[redirect-loop]: this old address redirects to itself: /a/ → /b/ → /a/
  ^ /a/
  help: point one of them to a page, or remove one of the lines
",
    );
}

#[test]
fn a_line_that_cannot_be_read() {
    book(
        "gone:\n  /old/: last year\n",
        "\
content/addresses.yaml:2:10: error[addresses-line]: this must be the date on which the page was removed
  ^ last year
  help: write the date as year-month-day:
          /old/: 2026-11-20
",
    );
}

#[test]
fn a_book_that_lost_all_it_held() {
    let told = "\
content/addresses.yaml: error[addresses-empty]: this file is empty; it records every address ever published, so that none is lost
  help: restore its last version: git checkout -- content/addresses.yaml
        or restore it from a backup of the site; if nothing was published yet, delete the file
";
    book("", told);
    book("\n \n", told);
}

#[test]
fn two_versions_that_were_not_put_together() {
    book(
        "gone:\n<<<<<<< ours\n  /a/: 2026-11-01\n=======\n  /b/: 2026-11-02\n>>>>>>> theirs\n",
        "\
content/addresses.yaml:2:1: error[addresses-conflict]: this file contains an unresolved merge conflict
  ^ <<<<<<< ours
  help: keep the lines of both versions, and remove the lines that start with <<<<<<<, ======= and >>>>>>>
",
    );
}

#[test]
fn two_terms_with_one_address_are_told() {
    let page = |name: &str, tags: &str| format!("-- content/{name}.md --\n---\ntitle: {name}\ntags: [{tags}]\n---\n");
    let site = build(
        &(page("a", "a/b, C") + &page("b", "A/B, C++, \" a  b\"") + &page("c", "a-b, c, .NET") + &page("d", "NET")),
    );
    assert_eq!(
        site.told_in_full(),
        "\
content/b.md:3:19: error[term-address]: \"a  b\" and \"a/b\" are two terms with one address, /tags/a-b/
  ^  a  b
  help: if they mean the same, write \"a/b\" here as well
        if not, rename one of them, so that it gets another address
  note: \"a/b\" is in content/a.md
content/c.md:3:8: error[term-address]: \"a-b\" and \"a/b\" are two terms with one address, /tags/a-b/
  ^ a-b
  help: if they mean the same, write \"a/b\" here as well
        if not, rename one of them, so that it gets another address
  note: \"a/b\" is in content/a.md
content/d.md:3:8: error[term-address]: \"NET\" and \".NET\" are two terms with one address, /tags/net/
  ^ NET
  help: if they mean the same, write \".NET\" here as well
        if not, rename one of them, so that it gets another address
  note: \".NET\" is in content/c.md
"
    );
    // Whoever is not published takes no address, and languages have addresses of their own.
    let site = build(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n\
         taxonomies: [tags]\nlanguages: {es: {}}\n-- content/a.md --\n---\ntitle: A\ntags: [a/b]\n---\n\
         -- content/a.es.md --\n---\ntitle: A\ntags: [a b]\n---\n\
         -- content/c.md --\n---\ntitle: C\ntags: [a-b]\ndraft: true\n---\n",
    );
    assert!(!site.codes().contains(&"term-address"), "{}", site.told());
}

#[test]
fn two_lists_of_terms_with_one_address_are_told_in_every_language() {
    let site = build(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n\
         taxonomies: [tags, topics]\nlanguages: {es: {taxonomies: {tags: Temas, topics: temas}}}\n\
         -- content/a.md --\n---\ntitle: A\n---\n\
         -- content/a.es.md --\n---\ntitle: A\ntags: [x]\ntopics: [y]\n---\n",
    );
    let told = "content/site.yaml error[slug-twice] the list of all tags and the list of all topics have the same address, \
                /es/temas/ | rename one of the two, or move both into one folder";
    assert!(site.told().contains(told), "{}", site.told());
}
