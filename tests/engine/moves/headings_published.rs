//! Headings whose ids were published keep them, whatever becomes of the headings around.

use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_engine::Build;
use vertebra_engine::refactor::{MoveRefusal, MoveRequest, carry};

use support::files;

use super::headings::{changed, rename, wish};
use super::sample::{now, release, told, watch};
use crate::site::fixture::PLAIN;

/// A page with equal headings, published.
fn published(settings: &str, body: &str) -> Build {
    let site = format!(
        "\
-- content/site.yaml --
title: T
base_url: https://example.org/
language: en
time_zone: America/Los_Angeles
theme: mini
{settings}-- content/faq.md --
---
title: Questions
---
{body}"
    );
    let mut all = files(PLAIN);
    all.extend(files(&site));
    let mut build = watch(Snapshot::from_texts(all.iter().map(|(path, text)| (path.as_str(), text.as_str()))));
    release(&mut build);
    assert_eq!(told(&build), "");
    build
}

/// The headings of the page with their ids.
fn ids(build: &Build) -> String {
    let page = build.pages().find(|page| page.source.as_str() == "content/faq.md").unwrap();
    page.headings.iter().map(|it| format!("{} #{}\n", it.title, it.id)).collect()
}

#[test]
fn an_equal_heading_that_was_published_keeps_its_id_when_the_first_gets_another() {
    for (settings, second, third) in
        [("", "costs-2", "costs-3"), ("markdown: {heading_ids: github}\n", "costs-1", "costs-2")]
    {
        let mut build =
            published(settings, "## Costs\n\nOf a visit.\n\n## Costs\n\nOf a card.\n\n## Costs ##\n\nEnd.\n");
        let said = changed(&rename(&mut build, "costs", "#prices"));
        let expected = format!(
            "\
addresses.yaml:   /faq/#costs: 2026-11-20
faq.md: ## Costs {{#prices}}
faq.md: ## Costs {{#{second}}}
faq.md: ## Costs ## {{#{third}}}
"
        );
        assert_eq!(said, expected);
        assert_eq!(ids(&build), format!("Costs #prices\nCosts #{second}\nCosts #{third}\n"));
        assert_eq!(told(&build), "");
    }
}

/// What nobody knows yet may move, but never to an id that readers know.
#[test]
fn a_new_heading_takes_no_id_that_was_published() {
    let mut build = published("", "## Costs\n\nOf a visit.\n");
    let new = "---\ntitle: Questions\n---\n## Costs\n\nOf a visit.\n\n## Costs\n\nNew.\n";
    super::sample::put(&mut build, "content/faq.md", Some(new));
    rename(&mut build, "costs", "#prices");
    assert_eq!(ids(&build), "Costs #prices\nCosts #costs-2\n");

    let mut build = published("", "## Costs\n\nOf a visit.\n\n## Hours {#open}\n");
    for (new, id, to, expected) in [
        ("## New\n\nText.\n\n## Costs\n", "new", "Costs", "Costs #costs-2\nCosts #costs\nHours #open\n"),
        ("## New\n\nText.\n\n## Costs\n", "new", "Open", "Open #open-2\nCosts #costs\nHours #open\n"),
    ] {
        let text = format!("---\ntitle: Questions\n---\n{new}\n## Hours {{#open}}\n");
        super::sample::put(&mut build, "content/faq.md", Some(&text));
        rename(&mut build, id, to);
        assert_eq!(ids(&build), expected);
        assert_eq!(told(&build), "");
    }
}

#[test]
fn a_heading_that_cannot_keep_its_id_by_itself_is_named() {
    let mut build = published("", "## Costs of\n\nOf a visit.\n\nCosts\nof\n---\n");
    match carry(&mut build, &wish("costs-of", "#x"), &now()) {
        Err(MoveRefusal::Asked { message, help }) => {
            assert_eq!(message, "the heading \"Costs of\" in line 8 of content/faq.md has several lines");
            assert_eq!(help, "write it on one line first, with its id behind it: {#costs-of-2}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(ids(&build), "Costs of #costs-of\nCosts of #costs-of-2\n");
}

#[test]
fn a_heading_reads_as_its_new_words_were_typed() {
    for words in [
        "# hash",
        "Fees #",
        "Fees ##",
        "A back\\slash\\",
        "*Firm* pressure",
        "`code`",
        "<b>Bold</b>",
        "[a](b.md)",
        "[[term]]",
        "AT&amp;T",
        "\\# sign",
        "5 > 3 & 2 < 4",
        "a | b",
        "~~no~~",
        "{braces",
        "What \"it\" is -- today...",
        "1. First",
        "- dash",
        "> quote",
        "  spaces   inside ",
    ] {
        for id in ["costs", "under"] {
            let mut build = published("", "## Costs\n\nText.\n\nUnder\n-----\n\nText.\n");
            let plan = rename(&mut build, id, words);
            let read = ids(&build);
            let plain =
                read.replace(['\u{201c}', '\u{201d}'], "\"").replace('\u{2013}', "--").replace('\u{2026}', "...");
            let expected = words.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(plain.contains(&format!("{expected} #{id}\n")), "{words}: {read}\n{}", changed(&plan));
            assert_eq!(told(&build), "", "{words}");
        }
    }
}

#[test]
fn a_name_in_braces_is_written_only_where_it_is_needed() {
    for (body, to, expected) in [
        ("## Costs\n", "COSTS", "## COSTS\n"),
        ("## Costs\n", "Costs!", "## Costs!\n"),
        ("## Costs {#costs}\n", "Fees", "## Fees {#costs}\n"),
        ("## Costs\n", "Fees", "## Fees {#costs}\n"),
    ] {
        let mut build = published("", body);
        rename(&mut build, "costs", to);
        let text = build.snapshot().text(&SourcePath::new("content/faq.md")).unwrap().into_owned();
        assert!(text.ends_with(&format!("---\n{expected}")), "{text}");
    }
}

#[test]
fn words_that_are_more_than_words_are_refused_before_anything_is_written() {
    for (to, expected) in [
        ("{{ phone x }}", "\"{{ phone x }}\" is more than the text of a heading"),
        ("{#only}", "\"{#only}\" is more than the text of a heading"),
        ("Fees {#z}", "\"Fees {#z}\" is more than the text of a heading"),
        ("", "a heading must have text, all on one line"),
        ("Two\nlines", "a heading must have text, all on one line"),
        ("Costs", "it already has this name"),
    ] {
        let mut build = published("", "## Costs\n\nText.\n");
        match carry(&mut build, &wish("costs", to), &now()) {
            Err(MoveRefusal::Asked { message, .. }) => assert_eq!(message, expected),
            other => panic!("{to}: {other:?}"),
        }
        assert_eq!(ids(&build), "Costs #costs\n");
    }
}

/// Browsers take the id of a heading along to the new address of its page.
#[test]
fn headings_of_a_page_that_moved_are_known_before_it_is_published_again() {
    let mut build = published("", "## Costs\n\nOf a visit.\n\n## Hours\n");
    let moved = MoveRequest::Rename { from: "faq.md".into(), to: "questions.md".into() };
    carry(&mut build, &moved, &now()).unwrap();
    assert_eq!(told(&build), "");
    let wish = MoveRequest::Rename { from: "questions.md#costs".into(), to: "Fees".into() };
    let plan = carry(&mut build, &wish, &now()).unwrap();
    assert!(changed(&plan).contains("questions.md: ## Fees {#costs}\n"), "{}", changed(&plan));
    let text = "---\ntitle: Questions\naliases: [/faq/]\n---\n## Fees {#costs}\n";
    super::sample::put(&mut build, "content/questions.md", Some(text));
    let lost = "content/questions.md [anchor-lost] the heading \"hours\" of this page is gone; links to it now go to the top of the page\n";
    assert_eq!(told(&build), lost);
    let slug = MoveRequest::Slug { page: "questions.md".into(), slug: "q".into() };
    carry(&mut build, &slug, &now()).unwrap();
    assert_eq!(told(&build), lost);
    release(&mut build);
    assert_eq!(told(&build), lost);
    for given_up in ["/faq/#hours", "/q/#hours"] {
        let book = build.snapshot().text(&SourcePath::new("content/addresses.yaml")).unwrap().into_owned();
        let with = book.replace("gone:\n", &format!("gone:\n  {given_up}: 2026-11-20\n"));
        super::sample::put(&mut build, "content/addresses.yaml", Some(&with));
        assert_eq!(told(&build), "");
        super::sample::put(&mut build, "content/addresses.yaml", Some(&book));
    }
}

/// An equal heading that an editor puts in or takes out by hand moves the ids of those below it.
#[test]
fn published_ids_that_moved_to_another_heading_are_told() {
    for (settings, second) in [("", "costs-2"), ("markdown: {heading_ids: github}\n", "costs-1")] {
        let put = |build: &mut Build, body: &str| {
            super::sample::put(build, "content/faq.md", Some(&format!("---\ntitle: Questions\n---\n{body}")));
        };
        let lines = |build: &Build| told(build).replace("content/faq.md [anchor-lost] ", "");
        let (visit, card) = ("## Costs\n\nOf a *visit*.\n\n", "## Costs\n\nOf a card, {{ button \"/\" }}.\n\n");
        // One is put in before it.
        let mut build = published(settings, visit);
        put(&mut build, &format!("{card}{visit}"));
        let moved = format!(
            "this heading was published as #costs and is #{second} now; links to #costs lead to another heading\n"
        );
        assert_eq!(lines(&build), moved);
        let help = "give it its old id:\n## Costs {#costs}\nand the one in line 4 an id of its own:\n## Costs {#costs-new}\n\
             if links to #costs may lead there, add below \"gone:\" in content/addresses.yaml:\n  /faq/#costs: 2026-11-20";
        let warning = &build.diagnostics()[0];
        assert_eq!(warning.help.as_deref(), Some(help));
        // That is told until it is answered, published again or not.
        release(&mut build);
        assert_eq!(lines(&build), moved);
        put(&mut build, "## Costs {#costs-new}\n\nOf a card.\n\n## Costs {#costs}\n\nOf a *visit*.\n");
        let lost =
            format!("the heading \"{second}\" of this page is gone; links to it now go to the top of the page\n");
        assert_eq!(lines(&build), lost);
        // One is put in behind it: nothing has moved.
        let mut build = published(settings, visit);
        put(&mut build, &format!("{visit}{card}"));
        assert_eq!(lines(&build), "");
        // The first of two is taken out.
        let mut build = published(settings, &format!("{visit}{card}"));
        put(&mut build, card);
        let moved =
            format!("this heading was published as #{second} and is #costs now; links to #{second} lead to the top\n");
        assert_eq!(lines(&build), moved);
        put(&mut build, &card.replace("Costs", &format!("Costs {{#{second}}}")));
        assert_eq!(
            lines(&build),
            "the heading \"costs\" of this page is gone; links to it now go to the top of the page\n"
        );
        // The second of two is taken out, and one that was only edited.
        put(&mut build, visit);
        assert_eq!(
            lines(&build),
            format!("the heading \"{second}\" of this page is gone; links to it now go to the top of the page\n")
        );
        put(&mut build, &format!("{}{card}", visit.replace("visit", "long visit")));
        assert_eq!(lines(&build), "");
        // Two that have changed places.
        put(&mut build, &format!("{card}{visit}"));
        assert_eq!(lines(&build).lines().count(), 2, "{}", lines(&build));
        let book = build.snapshot().text(&SourcePath::new("content/addresses.yaml")).unwrap().into_owned();
        let given_up = format!("gone:\n  /faq/#costs: 2026-11-20\n  /faq/#{second}: 2026-11-20\n");
        super::sample::put(&mut build, "content/addresses.yaml", Some(&book.replace("gone:\n", &given_up)));
        assert_eq!(lines(&build), "");
    }
}
