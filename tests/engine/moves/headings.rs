//! Headings get other words or other ids: links follow everywhere, and ids that readers know stay.

use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_engine::Build;
use vertebra_engine::refactor::{HeadingName, MovePlan, MoveRefusal, MoveRequest, carry};

use support::files;

use super::sample::{now, release, told, watch};
use crate::site::fixture::PLAIN;

const SITE: &str = "\
-- content/site.yaml --
title: T
base_url: https://example.org/
language: en
time_zone: America/Los_Angeles
theme: mini
taxonomies: [tags]
menus: {main: [{title: Costs, url: /faq/#costs}]}
-- content/data/links.yaml --
first: faq.md#costs
second: /faq/#costs
other: faq.md#hours
-- content/addresses.yaml --
redirects:
  /prices/: /faq/#costs
-- content/faq.md --
---
title: Questions
---
## Costs

[here](#costs) [far](/faq/#costs) [hours](#hours) {{ button \"#costs\" }} {{ button \"faq.md#costs\" }}

## Hours {.wide}

## Where ##

Under
-----

## Call {{ button \"x\" }}

## Same

## Same
-- content/guides/visit.md --
---
title: Visit
extra: {more: /faq/#costs}
---
[a](../faq.md#costs) [b][r] [c](../faq.md#same-2) [d](/faq/?x=1#costs) [e](../faq.md) <a href=\"../faq.md#costs\">f</a>

[r]: <../faq.md#costs> \"Costs\"
-- content/draft.md --
---
title: Draft
draft: true
---
[a](faq.md#costs)
-- themes/mini/components/button.html --
{% component button(to: String) %}<a href=\"{{ to }}\">x</a>{% endcomponent button %}
";

fn site() -> Build {
    let mut all = files(PLAIN);
    all.extend(files(SITE));
    let build = watch(Snapshot::from_texts(all.iter().map(|(path, text)| (path.as_str(), text.as_str()))));
    assert_eq!(told(&build), "");
    build
}

fn wish(id: &str, to: &str) -> MoveRequest {
    MoveRequest::Rename { from: format!("faq.md#{id}"), to: to.to_owned() }
}

fn rename(build: &mut Build, id: &str, to: &str) -> MovePlan {
    carry(build, &wish(id, to), &now()).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// The lines that are others now.
fn changed(plan: &MovePlan) -> String {
    let mut text = String::new();
    for (path, own) in &plan.texts {
        let old: Vec<&str> = own.old.lines().collect();
        let new = own.new.lines().filter(|line| !old.contains(line));
        new.for_each(|line| text.push_str(&format!("{}: {line}\n", path.in_content().unwrap())));
    }
    text
}

#[test]
fn links_from_everywhere_follow_a_heading() {
    for (to, line, id) in
        [("What it costs", "## What it costs", "what-it-costs"), ("#prices", "## Costs {#prices}", "prices")]
    {
        let mut build = site();
        let plan = rename(&mut build, "costs", to);
        assert!(plan.moves.is_empty() && plan.addresses.is_empty());
        let expected = format!(
            "\
addresses.yaml:   /prices/: /faq/#{id}
data/links.yaml: first: faq.md#{id}
data/links.yaml: second: /faq/#{id}
draft.md: [a](faq.md#{id})
faq.md: {line}
faq.md: [here](#{id}) [far](/faq/#{id}) [hours](#hours) {{{{ button \"#{id}\" }}}} {{{{ button \"faq.md#{id}\" }}}}
guides/visit.md: extra: {{more: /faq/#{id}}}
guides/visit.md: [a](../faq.md#{id}) [b][r] [c](../faq.md#same-2) [d](/faq/?x=1#{id}) [e](../faq.md) <a href=\"../faq.md#{id}\">f</a>
guides/visit.md: [r]: <../faq.md#{id}> \"Costs\"
site.yaml: menus: {{main: [{{title: Costs, url: /faq/#{id}}}]}}
"
        );
        assert_eq!(changed(&plan), expected);
        assert_eq!(told(&build), "");
    }
}

#[test]
fn a_heading_that_was_published_keeps_its_id_or_is_said_to_be_gone() {
    let mut build = site();
    release(&mut build);
    assert_eq!(changed(&rename(&mut build, "costs", "What it costs")), "faq.md: ## What it costs {#costs}\n");
    assert_eq!(changed(&rename(&mut build, "costs", "Prices")), "faq.md: ## Prices {#costs}\n");
    let said = changed(&rename(&mut build, "costs", "#prices"));
    assert!(said.contains("addresses.yaml: gone:\naddresses.yaml:   /faq/#costs: 2026-11-20\n"), "{said}");
    assert!(said.contains("faq.md: ## Prices {#prices}\n") && said.contains("[a](../faq.md#prices)"), "{said}");
    assert_eq!(told(&build), "");
}

#[test]
fn a_heading_may_be_written_in_any_way() {
    for (id, to, expected) in [
        ("hours", "Opening hours", "faq.md: ## Opening hours {.wide}\n"),
        ("hours", "#open", "faq.md: ## Hours {#open .wide}\n"),
        ("where", "Where we are", "faq.md: ## Where we are ##\n"),
        ("where", "#place", "faq.md: ## Where ## {#place}\n"),
        ("under", "Below", "faq.md: Below\n"),
        ("under", "#below", "faq.md: Under {#below}\n"),
        ("call", "#phone", "faq.md: ## Call {{ button \"x\" }} {#phone}\n"),
        ("call", "Ring", "faq.md: ## Ring\n"),
    ] {
        let said = changed(&rename(&mut site(), id, to));
        assert!(said.contains(expected), "{id} {to}: {said}");
    }
}

/// The second of two equal headings has the id of the first when that is called otherwise.
#[test]
fn headings_that_get_other_ids_by_it_are_followed_too() {
    let mut build = site();
    let said = changed(&rename(&mut build, "same", "Other"));
    assert!(said.contains("faq.md: ## Other\n") && said.contains("[c](../faq.md#same)"), "{said}");
    assert_eq!(told(&build), "");
}

#[test]
fn what_cannot_be_called_so_is_refused_in_words() {
    for (id, to, words) in [
        ("cost", "x", "content/faq.md has no heading with the id \"cost\": did you mean #costs?"),
        ("costs", "  ", "a heading must have text, all on one line: write it in quotation marks: \"What to wear\""),
        (
            "costs",
            "#Not so",
            "\"Not so\" is not a valid heading id: use lowercase letters, digits and hyphens, such as not-so",
        ),
        ("costs", "#hours", "there is already a heading #hours on this page: choose another name"),
    ] {
        let mut build = site();
        match carry(&mut build, &wish(id, to), &now()) {
            Err(MoveRefusal::Asked { message, help }) => assert_eq!(format!("{message}: {help}"), words),
            other => panic!("{id} {to}: {other:?}"),
        }
        assert_eq!(told(&build), "");
    }
    let nowhere = MoveRequest::Heading { page: "faqs.md".into(), id: "a".into(), name: HeadingName::Id("b".into()) };
    assert!(matches!(carry(&mut site(), &nowhere, &now()), Err(MoveRefusal::Asked { .. })));
}

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
