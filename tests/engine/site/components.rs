//! The components of the clinic theme, each with what it promises: Markdown in, the structure of the page out.

use super::dom::{Node, parse};
use super::fixture::{Built, build_files, files, options};

const SITE: &str = "\
-- content/site.yaml --
title: Test site
base_url: https://example.org/
language: en
time_zone: America/Los_Angeles
menus:
  main: [a.md]
  footer: [a.md]
settings: {certainty_page: b.md}
-- content/index.md --
---
title: Home
description: The home page.
---
Hello.
-- content/a.md --
---
title: Some words
---
Words.
-- content/b.md --
---
title: Certainty
---
Words.
";

/// A site of the clinic theme with some more files.
pub fn site(more: &str) -> Built {
    let mut all = files(SITE);
    all.extend(files(more));
    build_files(&all, &options())
}

/// A page of the theme with a text, and the whole site.
fn page(body: &str) -> (Node, Built) {
    let site = site(&format!("-- content/a.md --\n---\ntitle: Some words\n---\n{body}\n"));
    site.clean();
    (parse(site.text("a/index.html")), site)
}

fn content(body: &str) -> Node {
    page(body).0
}

/// The style sheet, without spaces.
fn style(site: &Built) -> String {
    let name = site.names().into_iter().find(|name| name.starts_with("assets/main.")).expect("a style sheet");
    site.text(name).split_whitespace().collect()
}

#[test]
fn a_care_card_says_how_urgent_it_is_inside_its_heading() {
    for (name, words) in [
        ("emergency", "Immediate action required: "),
        ("urgent", "Urgent advice: "),
        ("non-urgent", "Non-urgent advice: "),
    ] {
        let page = content(&format!("## Signs\n\n::: {name} Do something if:\n- one\n- two\n:::"));
        let card = page.one(&format!(".care-{name}"));
        let heading = card.one("h3");
        assert_eq!(heading.text(), format!("{words}Do something if:"));
        assert_eq!(heading.one("span.visually-hidden").text(), words.trim());
        assert_eq!(card.texts("li"), ["one", "two"]);
        assert!(card.none("a") && card.get("role").is_none(), "{name}");
    }
}

#[test]
fn care_cards_print_with_their_words_and_not_their_colors_alone() {
    let (_, site) = page("::: emergency Call 911 now if:\n- one\n:::");
    let print = style(&site);
    let print = &print[print.rfind("@mediaprint").expect("a style for paper")..];
    let words = print.split(".care-heading.visually-hidden{").nth(1).and_then(|rest| rest.split('}').next());
    assert!(words.is_some_and(|rule| rule.contains("position:static")), "the hidden words are printed");
    assert!(print.contains(".care-card{border:"), "the card keeps its border");
}

#[test]
fn the_shared_warning_signs_are_three_cards_from_one_file() {
    let card = |kind: &str| format!("{kind}:\n  heading: Do it if:\n  items:\n    - sign {kind}\n");
    let data =
        format!("{}{}{}", card("emergency"), card("urgent"), card("non_urgent")).replace("Do it if:", "\"Do it if:\"");
    let site = site(&format!(
        "-- content/data/red-flags.yaml --\n{data}-- content/a.md --\n---\ntitle: A\n---\n{{{{ red-flags level=2 }}}}\n"
    ));
    site.clean();
    let page = parse(site.text("a/index.html"));
    assert_eq!(page.texts("div.care-card li"), ["sign emergency", "sign urgent", "sign non_urgent"]);
    assert_eq!(page.all("div.care-card h2").len(), 3);
}

#[test]
fn a_warning_has_a_heading_and_says_important_once() {
    let page = content(
        "## Before\n\n::: warning Stop if it hurts\nNow.\n:::\n\n::: warning Important: papers\nBring them.\n:::",
    );
    assert_eq!(page.texts(".warning h3"), ["Important: Stop if it hurts", "Important: papers"]);
    assert_eq!(page.all(".warning span.visually-hidden").len(), 1);
}

#[test]
fn a_note_is_announced_as_information() {
    let page = content("::: note Before you call\nHave a pen.\n:::\n\n::: note\nShort.\n:::");
    let notes = page.all("div.note");
    assert_eq!(notes[0].one("p.note-heading").text(), "Information: Before you call");
    assert_eq!(notes[1].one("p.note-heading span.visually-hidden").text(), "Information:");
    assert!(notes[0].none("h2") && notes[0].none("h3"), "it is no heading of the page");
}

#[test]
fn lists_of_what_to_do_stay_lists_and_say_do_not_in_words() {
    let page = content("## Rules\n\n::: do Do\n- rest\n:::\n\n::: dont Do not\n- do not run\n- don't lift\n:::");
    // An empty mark (`list-style-type: ""`) keeps a list a list; a role would say it twice.
    assert!(page.none("ul[role]"));
    assert_eq!(page.texts(".advice.dont li"), ["do not run", "don’t lift"]);
}

#[test]
fn details_are_native_and_open_for_a_fragment_a_search_and_paper() {
    let (page, site) = page(
        "See [the answer](#my-answer).\n\n::: details Does it hurt? {id=my-answer}\nNo.\n:::\n\n::: expander How long?\nAn hour.\n:::",
    );
    let [details, expander] = page.all("details.details")[..] else { panic!("two") };
    assert_eq!(details.inside()[0].tag, "summary");
    assert_eq!(details.one("summary").text(), "Does it hurt?");
    // Browsers open what lies around the target of a link, and around what a search finds: the id is inside.
    assert_eq!(details.one("div#my-answer").text(), "No.");
    assert!(details.get("id").is_none() && details.get("open").is_none());
    assert!(expander.is_class("expander"), "the box");
    assert!(page.none("details script"));
    assert!(style(&site).contains("::details-content{content-visibility:visible"), "printed open");
}

#[test]
fn a_contents_list_is_there_from_three_headings_on() {
    let page = content("## One\n\na\n\n## Two\n\nb\n\n## Three\n\nc");
    let contents = page.one("nav.contents");
    assert_eq!(contents.get("aria-labelledby"), contents.one("h2").get("id"));
    let links: Vec<_> = contents.all("li a").iter().filter_map(|link| link.get("href")).collect();
    assert_eq!(links, ["#one", "#two", "#three"]);
    assert!(content("## One\n\na\n\n## Two\n\nb").none("nav.contents"));
}

#[test]
fn certainty_is_said_in_words_that_lead_to_their_meaning() {
    let (page, site) = page("It helps: {{ certainty very-low }}.");
    let label = page.one("span.certainty");
    assert_eq!(label.text(), "Very low certainty");
    assert_eq!(label.one("a").get("href"), Some("/b/"));
    drop(site);
    let site = self::site("-- content/b.md --\n---\ntitle: B\n---\n{{ certainty low }}\n");
    assert!(parse(site.clean().text("b/index.html")).none("span.certainty a"), "not on that page itself");
}

#[test]
fn a_table_is_plain_stacked_or_scrolls() {
    let table = |form: &str| {
        content(&format!(
            "## Costs\n\n| Size | Price |\n| --- | ---: |\n| **small** | 10 |\n\nTable: Our prices {form}"
        ))
    };
    for form in ["", "{.scrolling}", "{.responsive}", "{.basic}"] {
        let page = table(form);
        assert_eq!(page.one("table caption").text(), "Our prices", "{form}");
        assert_eq!(page.texts("thead th[scope=col]"), ["Size", "Price"]);
        assert_eq!(page.texts("tbody th[scope=row]"), ["small"]);
        assert!(page.all("table").iter().all(|table| table.each().iter().all(|cell| cell.get("style").is_none())));
    }
    for form in ["", "{.scrolling}"] {
        let page = table(form);
        let region = page.one("section.table");
        assert_eq!((region.get("tabindex"), region.get("aria-label")), (Some("0"), Some("Costs")));
    }
    let page = table("{.responsive}");
    let stacked = page.one("table.responsive");
    assert!(page.none("section.table"));
    assert_eq!(stacked.one("td").get("data-label"), Some("Price"));
    assert_eq!(stacked.one("tbody th").get("data-label"), None, "a header names itself");
    assert!(page.none("table [role]"), "ARIA in HTML allows none here");
    assert!(table("{.basic}").none("section.table"));
}

#[test]
fn a_technique_shows_its_facts_as_pairs() {
    let site = site(
        "-- content/a.md --\n---\ntitle: A\ntype: technique\ndate: 2026-01-02\nauthor: ann\npressure: Light\naims: May ease pain\nask_first: Say what hurts\nevidence: none\n---\nWords.\n-- content/data/people.yaml --\nann: {name: Ann}\n",
    );
    let page = parse(site.clean().text("a/index.html"));
    let panel = page.one("section[aria-labelledby=technique-facts]");
    assert_eq!(panel.get("aria-labelledby"), panel.one("h2").get("id"));
    assert_eq!(panel.texts("dl dt"), ["Pressure", "What it aims to do", "Say or ask"]);
    assert_eq!(panel.texts("dl dd"), ["Light", "May ease pain", "Say what hurts"]);
}

#[test]
fn a_checklist_is_a_list_whose_boxes_are_only_on_paper() {
    let (page, site) = page("## Visit\n\n::: checklist What to bring\n- papers\n- water\n:::");
    let list = page.one(".checklist ul");
    assert_eq!((list.get("role"), list.texts("li").len()), (None, 2));
    assert!(page.none(".checklist input"));
    let style = style(&site);
    let (screen, print) = style.split_at(style.rfind("@mediaprint").expect("a style for paper"));
    assert!(print.contains(".checklistli:before{") && !screen.contains(".checklistli:before"));
}

#[test]
fn steps_are_a_numbered_list() {
    let page = content("## Plan\n\n::: steps How it goes\n1. one\n2. two\n:::");
    assert_eq!(page.one(".steps h3").text(), "How it goes");
    assert_eq!(page.texts(".steps ol li"), ["one", "two"]);
}

#[test]
fn a_glossary_term_is_a_link_to_its_meaning_and_no_tooltip() {
    let site = site(
        "-- content/a.md --\n---\ntitle: A\n---\nThe [[fascia]] moves.\n\
         -- content/glossary.md --\n---\ntitle: Glossary\ntype: glossary\n---\n## F\n\nFascia\n: A thin layer.\n\n## K\n\nKnot\n: A tight place.\n\n## T\n\nTissue\n: A part.\n",
    );
    let page = parse(site.clean().text("a/index.html"));
    let link = page.one("main p a");
    assert_eq!(
        (link.text().as_str(), link.get("href"), link.get("title")),
        ("fascia", Some("/glossary/#fascia"), None)
    );
    let glossary = parse(site.text("glossary/index.html"));
    assert_eq!(glossary.one("dt#fascia").text(), "Fascia");
    assert_eq!(glossary.texts("nav.letters a"), ["F", "K", "T"]);
}

#[test]
fn a_card_has_one_link_and_top_tasks_are_three_at_most() {
    let site = site(
        "-- content/guides/index.md --\n---\ntitle: Guides\n---\n::: top-tasks Start here\n- [Read one](one.md)\n:::\n\
         -- content/guides/one.md --\n---\ntitle: One\ndescription: The first.\n---\nx\n",
    );
    let page = parse(site.clean().text("guides/index.html"));
    let card = page.one("ul.cards li.card");
    assert_eq!((card.one("h3 a").text().as_str(), card.all("a").len()), ("One", 1));
    assert_eq!(card.one("p").text(), "The first.");
    assert_eq!(page.one(".top-tasks ul li a").get("href"), Some("/guides/one/"));
    assert_eq!(page.one(".top-tasks h2").text(), "Start here");
}

#[test]
fn a_picture_has_its_description_and_caption() {
    let (page, _) = {
        let site = site(
            "-- content/room.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"4\" viewBox=\"0 0 8 4\"></svg>\n\
             -- content/a.md --\n---\ntitle: A\n---\n![A quiet room](room.svg \"Our room.\")\n\nA ![](room.svg){decorative} line.\n",
        );
        (parse(site.clean().text("a/index.html")), ())
    };
    let figure = page.one("main figure");
    assert_eq!(figure.one("img").get("alt"), Some("A quiet room"));
    assert_eq!(figure.one("figcaption").text(), "Our room.");
    assert_eq!(page.one("main p img").get("alt"), Some(""));
}

impl Node {
    fn is_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|own| own.split_whitespace().any(|one| one == class))
    }
}
