//! What editors are told about what is missing from a page, word for word: evidence, a disclaimer, warning signs, a review.

use super::messages_rules::{check, technique};

#[test]
fn what_pages_of_a_type_must_have() {
    let rules = "\
-- content/data/rules.yaml --
evidence: {types: [technique]}
disclaimer: {types: [health], page: disclaimer.md, menus: [footer]}
red_flags: {types: [guide], page: help.md, blocks: [note]}
review: {types: [guide]}
-- content/data/evidence.yaml --
furlan-2015: {title: Massage}
-- content/data/people.yaml --
ana: {name: Ana}
-- content/disclaimer.md --
---
title: Disclaimer
---
Ask.
-- content/help.md --
---
title: Help
---
Call.
";
    check(
        &format!("{rules}{}", technique("Ask.")),
        "\
content/techniques/deep-tissue.md:2:8: warning[disclaimer-missing]: this page does not link to the disclaimer
  ^ Deep tissue massage
  help: link to content/disclaimer.md, or add it to a menu that every page shows
content/techniques/deep-tissue.md:2:8: warning[evidence-missing]: this page lists no evidence for what it says
  ^ Deep tissue massage
  help: list its sources by their keys in content/data/evidence.yaml:
        evidence: [furlan-2015]
        if there is no evidence, write: evidence: none
",
    );
    let guide = |front: &str, body: &str| {
        format!("{rules}-- content/guides/a.md --\n---\ntitle: A\ntype: guide\n{front}---\n{body}\n")
    };
    check(
        &guide("", "[Disclaimer](../disclaimer.md)"),
        "\
content/guides/a.md:2:8: warning[red-flags-missing]: this page does not tell readers when to get help
  ^ A
  help: link to the warning signs, for example:
        Check the [warning signs](../help.md) first.
content/guides/a.md:2:8: warning[review-missing]: this page has not been reviewed
  ^ A
  help: ask a person listed in content/data/people.yaml to check it, then add:
        reviewed: {by: name, on: 2026-11-20, every: 12 months}
",
    );
    let reviewed = "reviewed: {by: ana, on: 2026-11-01}\n";
    check(&guide(reviewed, "[D](../disclaimer.md) [H](../help.md)"), "");
    check(&guide(reviewed, "[D](../disclaimer.md)\n\n::: note x\nCall.\n:::"), "");
    check(&technique("Ask.").replace("type: technique", "type: technique\nevidence: none"), "");
    let footer = "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\nmenus: {footer: [disclaimer.md]}\n";
    check(&format!("{footer}{}", guide(reviewed, "[H](../help.md)")), "");
}

#[test]
fn a_site_may_ask_for_them_with_an_error() {
    let rules = "\
-- content/data/rules.yaml --
evidence: {types: [guide], severity: error}
disclaimer: {types: [guide], page: help.md, severity: error}
red_flags: {types: [guide], page: help.md, severity: error}
review: {types: [guide], severity: error}
-- content/data/people.yaml --
ana: {name: Ana}
-- content/help.md --
---
title: Help
---
Call.
-- content/guides/a.md --
---
title: A
type: guide
---
Ask.
";
    check(
        rules,
        "\
content/guides/a.md:2:8: error[disclaimer-missing]: this page does not link to the disclaimer
  ^ A
  help: link to content/help.md, or add it to a menu that every page shows
content/guides/a.md:2:8: error[evidence-missing]: this page lists no evidence for what it says
  ^ A
  help: list its sources by their keys in content/data/evidence.yaml:
        evidence: […]
        if there is no evidence, write: evidence: none
content/guides/a.md:2:8: error[red-flags-missing]: this page does not tell readers when to get help
  ^ A
  help: link to the warning signs, for example:
        Check the [warning signs](../help.md) first.
content/guides/a.md:2:8: error[review-missing]: this page has not been reviewed
  ^ A
  help: ask a person listed in content/data/people.yaml to check it, then add:
        reviewed: {by: name, on: 2026-11-20, every: 12 months}
",
    );
}

#[test]
fn a_review_that_is_overdue() {
    let page = |on: &str| {
        format!(
            "-- content/data/people.yaml --\nana: {{name: Ana}}\n-- content/techniques/deep-tissue.md --\n---\n\
             title: Deep tissue massage\nreviewed:\n  by: ana\n  on: {on}\n  every: 12 months\n---\nAsk.\n"
        )
    };
    check(
        &page("2025-05-01"),
        "\
content/techniques/deep-tissue.md:5:7: warning[review-overdue]: this page was due for review 203 days ago
  ^ 2025-05-01
  help: ask the reviewer to check the whole page, then update \"on\" under \"reviewed\"
  note: after 365 days this becomes an error
",
    );
    check(
        &page("2024-05-01"),
        "\
content/techniques/deep-tissue.md:5:7: error[review-overdue]: this page was due for review 568 days ago
  ^ 2024-05-01
  help: ask the reviewer to check the whole page, then update \"on\" under \"reviewed\"
",
    );
    check(&page("2025-11-20"), "");
    check(
        &format!("-- content/data/rules.yaml --\nreview: {{grace: 1000}}\n{}", page("2025-11-19"))
            .replace("2025-11-19", "2024-05-01"),
        "\
content/techniques/deep-tissue.md:5:7: warning[review-overdue]: this page was due for review 568 days ago
  ^ 2024-05-01
  help: ask the reviewer to check the whole page, then update \"on\" under \"reviewed\"
  note: after 1000 days this becomes an error
",
    );
}
