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
content/addresses.yaml:2:3: error[redirect-taken]: /techniques/deep-tissue/ cannot lead on: it is the address of content/techniques/deep-tissue.md
  ^ /techniques/deep-tissue/
  help: remove this line, or give what stands there another address
",
    );
}

#[test]
fn a_page_that_is_said_to_be_gone() {
    book(
        "gone:\n  /techniques/deep-tissue/: 2026-11-01\n",
        "\
content/addresses.yaml:2:3: error[redirect-taken]: /techniques/deep-tissue/ is said to be gone, and is the address of content/techniques/deep-tissue.md
  ^ /techniques/deep-tissue/
  help: remove this line, or give what stands there another address
",
    );
}

#[test]
fn a_redirect_to_a_page_that_is_not_there() {
    book(
        "redirects:\n  /old/: /techniques/deep-tisue/\n",
        "\
content/addresses.yaml:2:3: error[redirect-broken]: /old/ leads to /techniques/deep-tisue/, where nothing is published
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
content/addresses.yaml:2:3: error[redirect-broken]: /old/ leads to /guides/soreness/, which is not published: draft
  ^ /old/
  help: publish content/guides/soreness.md, or let it lead to another page
",
    );
}

#[test]
fn a_redirect_to_a_heading_that_is_not_there() {
    book(
        "redirects:\n  /old/: /techniques/deep-tissue/#what-to-wear\n",
        "\
content/addresses.yaml:2:3: error[anchor-broken]: content/techniques/deep-tissue.md has no heading called \"what-to-wear\"
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
content/addresses.yaml:2:3: error[redirect-loop]: this old address leads back to itself: /a/ → /b/ → /a/
  ^ /a/
  help: let one of them lead to a page, or remove one of the lines
",
    );
}

#[test]
fn a_line_that_cannot_be_read() {
    book(
        "gone:\n  /old/: last year\n",
        "\
content/addresses.yaml:2:10: error[addresses-line]: here should be the day on which the page went
  ^ last year
  help: write year, month and day:
          /old/: 2026-11-20
",
    );
}

#[test]
fn two_versions_that_were_not_put_together() {
    book(
        "gone:\n<<<<<<< ours\n  /a/: 2026-11-01\n=======\n  /b/: 2026-11-02\n>>>>>>> theirs\n",
        "\
content/addresses.yaml:2:1: error[addresses-conflict]: two versions of this file were put together here, and not finished
  ^ <<<<<<< ours
  help: keep the lines of both versions, and remove those that begin with <<<<<<<, ======= and >>>>>>>
",
    );
}
