//! What belongs to a page that readers do not see is not published before the page is: pictures, documents, whole folders.

use super::fixture::{Built, build, build_with, options};
use vertebra_engine::Options;

/// A page that is not published, with files of its own in all ways in which pages have some.
const SITE: &str = "\
-- content/index.md --
---
title: Home
---
The [prices](files/prices.pdf).
-- content/files/prices.pdf --
%PDF prices
-- content/files/offer.pdf --
%PDF offer
-- content/files/both.pdf --
%PDF both
-- content/files/nobody.pdf --
%PDF nobody
-- content/team/index.md --
---
title: Team
HIDDEN
---
-- content/team/plan.pdf --
%PDF plan
-- content/team/more/seating.pdf --
%PDF seating
-- content/sale.md --
---
title: Sale
HIDDEN
---
Our [offer](files/offer.pdf), and [both](https://example.org/files/both.pdf).
-- content/about.md --
---
title: About
---
Also [both](files/both.pdf).
";

fn hidden(field: &str) -> String {
    SITE.replace("HIDDEN", field)
}

fn files(site: &Built) -> Vec<&str> {
    let names = site.outputs.keys().filter(|name| name.ends_with(".pdf"));
    names.map(|name| name.rsplit('/').next().unwrap_or_default()).collect()
}

#[test]
fn files_of_a_page_that_is_not_published_are_not_published() {
    for field in ["draft: true", "date: 2027-01-01", "publish_at: 2027-01-01", "expires: 2026-01-01"] {
        let site = build(&hidden(field));
        assert_eq!(files(&site), ["both.pdf", "nobody.pdf", "prices.pdf"], "{field}");
        let why = |name: &str| {
            let found = site.build.why(name).unwrap_or_else(|| panic!("{name}"));
            found.lines.iter().map(|(name, text)| format!("{name}: {text}\n")).collect::<String>()
        };
        let expected = "\
file: content/files/offer.pdf
published: no: it belongs to content/sale.md, which is not published
address: /files/offer.pdf once content/sale.md is published, or a published page uses the file
";
        assert_eq!(why("files/offer.pdf"), expected, "{field}");
        assert_eq!(why("/files/offer.pdf"), expected, "{field}");
        assert!(why("content/team/more/seating.pdf").contains("it belongs to content/team/index.md"), "{field}");
        assert!(why("files/prices.pdf").contains("published: yes"), "{field}");
    }
    let all = ["both.pdf", "nobody.pdf", "offer.pdf", "prices.pdf", "seating.pdf", "plan.pdf"];
    assert_eq!(files(&build(&hidden("draft: false"))), all);
}

#[test]
fn whoever_sees_the_page_sees_its_files() {
    let drafts = Options { drafts: true, ..options() };
    assert_eq!(files(&build_with(&hidden("draft: true"), &drafts)).len(), 6, "with --drafts");
    let preview = Options { purpose: vertebra_engine::Purpose::Preview, ..options() };
    assert_eq!(files(&build_with(&hidden("draft: true"), &preview)).len(), 6, "in the preview");
}

#[test]
fn what_a_published_page_uses_is_published_whoever_else_does() {
    let used = [
        "-- content/about.md --\n---\ntitle: About\n---\n<a href=\"team/plan.pdf\">plan</a>\n",
        "-- content/about.md --\n---\ntitle: About\nextra: {plan: team/plan.pdf}\n---\n",
        "-- content/data/team.yaml --\nplan: team/plan.pdf\n",
        "-- themes/mini/templates/page.html --\n<h1>{{ page.title }}</h1><a href=\"{{ url(to='/team/plan.pdf') }}\">plan</a>\n",
    ];
    for text in used {
        let site = build(&format!("{}{text}", hidden("draft: true")));
        assert!(site.outputs.contains_key("team/plan.pdf"), "{text}");
        assert!(!site.outputs.contains_key("files/offer.pdf"), "{text}");
    }
}

#[test]
fn a_translation_that_waits_does_not_hide_the_files_of_its_page() {
    let site = build(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n\
         languages: {es: {title: T}}\n\
         -- themes/mini/strings/en.yaml --\nx: x\n-- themes/mini/strings/es.yaml --\nx: x\n\
         -- content/team/index.md --\n---\ntitle: Team\n---\n\
         -- content/team/index.es.md --\n---\ntitle: Equipo\ndraft: true\n---\n\
         -- content/team/plan.pdf --\n%PDF plan\n",
    );
    assert!(site.outputs.contains_key("team/plan.pdf"), "{}", site.told());
}
