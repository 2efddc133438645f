//! Headings get other words or other ids: links follow everywhere, and ids that readers know stay.

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

pub fn wish(id: &str, to: &str) -> MoveRequest {
    MoveRequest::Rename { from: format!("faq.md#{id}"), to: to.to_owned() }
}

pub fn rename(build: &mut Build, id: &str, to: &str) -> MovePlan {
    carry(build, &wish(id, to), &now()).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// The lines that are others now.
pub fn changed(plan: &MovePlan) -> String {
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
