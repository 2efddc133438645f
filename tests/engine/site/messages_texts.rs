//! What editors are told about texts that were not finished or were pasted from elsewhere, and about numbers and
//! addresses that are those of nobody: word for word.
//!
//! In place of the excerpt stand the words under the caret.

use super::fixture::{Built, build};

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(build(text).told_in_full(), expected);
}

/// A guide with this text from its tenth line on.
fn guide(body: &str) -> String {
    let head = "---\ntitle: Your first visit\n---\n## What happens\n\nYou talk first.\n\n## What to bring\n\n";
    format!("-- content/guides/first-visit.md --\n{head}{body}\n")
}

#[track_caller]
fn silent(body: &str) {
    assert_eq!(build(&guide(body)).told_in_full(), "", "{body}");
}

/// The codes and the words that are pointed at.
fn found(built: &Built) -> Vec<String> {
    built.diagnostics.iter().map(|d| format!("{} {}", d.code, built.pointed(d))).collect()
}

#[test]
fn a_tag_with_more_attributes_than_a_page_has() {
    let attributes: String = (0..1_001).map(|at| format!(" data-a{at}")).collect();
    let built = build(&guide(&format!("<div{attributes}>\n\nx\n\n</div>")));
    let told = built.diagnostics.iter().find(|told| told.code == "html-attributes").expect("it is told");
    assert_eq!(built.place(told), "content/guides/first-visit.md:10:1");
    assert_eq!(told.message, "a tag of this HTML has more than 1000 attributes");
    assert_eq!(told.help.as_deref(), Some("remove those that nobody needs"));
}

#[test]
fn a_draft_that_looks_finished_too_soon() {
    check(
        &guide("TODO: ask the clinic about ice packs"),
        "\
content/guides/first-visit.md:10:1: error[placeholder]: a note to yourself is still on this page
  ^ TODO
  help: finish the text, or put draft: true at the top
",
    );
    for (body, words) in [
        ("Call us at ???.", "???"),
        ("Ask for [insert name] there.", "[insert name]"),
        ("- Lorem ipsum dolor sit amet", "Lorem ipsum"),
        ("Prices: TBD", "TBD"),
        ("| a | b |\n| --- | --- |\n| XXX | c |", "XXX"),
        ("See **FIXME**.", "FIXME"),
    ] {
        assert_eq!(found(&build(&guide(body))), [format!("placeholder {words}")], "{body}");
    }
    let title = "-- content/a.md --\n---\ntitle: Visit (TODO)\n---\nAsk.\n";
    assert_eq!(found(&build(title)), ["placeholder TODO"]);
    assert_eq!(build(&title.replace("---\nAsk", "draft: true\n---\nAsk")).told(), "", "a draft");
    for body in [
        "Use `TODO` for notes.",
        "```\n// TODO\n```",
        "A to-do list, or todo.",
        "TODO LO QUE DEBE SABER",
        "Really??",
        "See [insert](https://example.com/).",
        "<!-- TODO -->\n\nAsk.",
        "Sizes XS to XXXL.",
    ] {
        silent(body);
    }
}

#[test]
fn bold_text_used_as_a_heading() {
    check(
        &guide("**What to wear**\n\nLoose clothes."),
        "\
content/guides/first-visit.md:10:1: warning[heading-fake]: this line looks like a heading but is only bold, so screen readers do not announce it as one
  ^ **What to wear**
  help: write ## What to wear
",
    );
    let built = build(&guide("### More\n\n__What should I wear?__\n\n- Loose clothes."));
    assert_eq!(
        built.told(),
        "content/guides/first-visit.md:12:1 warning[heading-fake] this line looks like a heading but is only bold, so screen readers do not announce it as one | write ### What should I wear?"
    );
    for body in [
        "**Call 911 if it gets worse.**\n\nThen wait.",
        "**What to bring:**\n\n- A list",
        "**Wear** loose clothes.\n\nMore.",
        "Loose clothes.\n\n**We look forward to seeing you**",
        "- **One**\n\n  Two.",
        "> **One**\n>\n> Two.",
        "**One** **two**\n\nThree.",
        "*What to wear*\n\nLoose clothes.",
    ] {
        silent(body);
    }
}

#[test]
fn text_pasted_twice() {
    let text = "Massage may ease low back pain for some people for a short time, the reviews say.";
    check(
        &guide(&format!("{text}\n\n{text}")),
        "\
content/guides/first-visit.md:12:1: warning[text-twice]: this paragraph is the same as the one on line 10
  ^ Massage may ease low back pain for some people for a short t
  help: remove one of them
",
    );
    silent("Ask your doctor first.\n\nAsk your doctor first.");
    silent(&format!("{text}\n\n- {text}"));
    silent(&format!("{text} `a`\n\n{text} `b`"));
    silent(&format!("```\n{text}\n```\n\n```\n{text}\n```"));
}

#[test]
fn a_link_pasted_from_google_docs() {
    check(
        &guide("[guideline](https://www.google.com/url?q=https://www.nice.org.uk/ng59&sa=D)"),
        "\
content/guides/first-visit.md:10:13: warning[link-wrapped]: this link goes through Google first
  ^ https://www.google.com/url?q=https://www.nice.org.uk/ng59&sa=D
  help: use the real address: https://www.nice.org.uk/ng59
",
    );
    let built =
        build(&guide("<https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fb&data=05>"));
    assert!(
        built.told().ends_with("this link goes through Outlook first | use the real address: https://a.example/b"),
        "{}",
        built.told()
    );
    let own = "-- content/data/rules.yaml --\nlink_wrappers: {Our mail: \"click.example.com/go?to\"}\n";
    let built = build(&format!("{own}{}", guide("[a](https://click.example.com/go?to=https://a.example/)")));
    assert!(built.told().contains("this link goes through Our mail first"), "{}", built.told());
    silent("[a](https://www.google.com/search?q=massage) [b](https://www.google.com/maps?q=https://a.example/)");
    silent("`https://www.google.com/url?q=https://a.example/`");
}

#[test]
fn html_pasted_from_word_in_many_places() {
    let told = build(&guide("<p class=\"MsoNormal\">One</p>\n\n<p class=\"MsoNormal\">Two</p>")).told_in_full();
    let help =
        "  help: keep only the text: Two\n        or run: vertebra fix content/guides/first-visit.md (2 places)\n";
    assert!(told.ends_with(help), "{told}");
}

/// A clinic with a number and an address, and a page with a text.
fn clinic(body: &str) -> String {
    format!(
        "\
-- themes/mini/theme.yaml --
name: mini
types:
  page: {{template: page.html}}
  section: {{template: section.html}}
  clinic:
    template: page.html
    label: Clinic
    fields:
      name: {{kind: text, schema: name}}
      phone: {{kind: phone, stated: true}}
      street: {{kind: text, schema: address.streetAddress, stated: true}}
-- themes/mini/components/phone.html --
{{% component phone(key) %}}{{{{ key }}}}{{% endcomponent %}}
-- content/clinics/the-spine-institute.md --
---
title: The Spine Institute, Santa Monica
type: clinic
name: The Spine Institute
phone: \"+13108287757\"
street: 1301 20th Street, Suite 400
---
Call (310) 828-7757, or 1-310-828-7757, or [call](tel:+13108287757).
-- content/clinics/abroad.md --
---
title: Abroad
type: clinic
phone: \"+44 20 7946 0958\"
---
-- content/guides/a.md --
---
title: A
---
{body}
"
    )
}

#[test]
fn a_clinic_phone_number_that_is_not_on_record() {
    check(
        &clinic("Call (310) 828-7775 to ask."),
        "\
content/guides/a.md:4:6: error[phone-unknown]: this number does not belong to any clinic on this site
  ^ (310) 828-7775
  help: did you mean The Spine Institute, (310) 828-7757?
        better: write {{ phone the-spine-institute }} so that it is always correct
",
    );
    check(
        &clinic("Call +1 212 555 0100."),
        "\
content/guides/a.md:4:6: error[phone-unknown]: this number does not belong to any clinic on this site
  ^ +1 212 555 0100
  help: if it belongs to a clinic, add it to the page of the clinic, under \"phone\"
        if it belongs to someone else, add to content/data/rules.yaml:
        known_phones: {\"2125550100\": whose it is}
",
    );
    for (body, words) in [
        ("[Call us](tel:+13108287775)", &["phone-unknown tel:+13108287775"][..]),
        ("[(310) 828-7775](tel:+13108287775)", &["phone-unknown (310) 828-7775"]),
        ("- 310.828.7775", &["phone-unknown 310.828.7775"]),
        ("Call (310)\n828-7775.", &["phone-unknown (310)\n828-7775"]),
        ("Or +44 20 7946 0957.", &["phone-unknown +44 20 7946 0957"]),
        ("[dial](tel:912)", &["phone-unknown tel:912"]),
        (
            "(310) 828-7757, 310-828-7757, +1 310 828 7757, 020 7946 0958, +442079460958, {{ phone the-spine-institute }}",
            &[],
        ),
        ("Call 911 or [988](tel:988). `(310) 828-7775` doi: 10.1002/14651858.CD001929.pub3", &[]),
        ("Published 2017;166(7):514-530, on 2026-11-20.", &[]),
    ] {
        assert_eq!(found(&build(&clinic(body))), words, "{body}");
    }
    let known = "-- content/data/rules.yaml --\nknown_phones: {\"(212) 555-0100\": The library}\n";
    assert_eq!(build(&clinic(&format!("Call +1 212 555 0100.\n{known}"))).told(), "");
    assert_eq!(build(&guide("Call (310) 828-7775.")).told(), "", "a site without records");
}

#[test]
fn an_address_that_differs_from_the_one_on_record() {
    check(
        &clinic("We are at 1031 20th Street in town."),
        "\
content/guides/a.md:4:11: error[address-unknown]: this address differs from that of The Spine Institute
  ^ 1031 20th Street
  help: did you mean 1301 20th Street, Suite 400?
",
    );
    for harmless in ["At 1301 20th St., Suite 400.", "At 12 Other Road.", "In 1301 People walked.", "1301 is a year."] {
        assert_eq!(build(&clinic(harmless)).told(), "", "{harmless}");
    }
}

#[test]
fn a_page_that_is_harder_to_read_than_the_site_wants() {
    let hard = "Neuromuscular rehabilitation methodologies necessitate comprehensive interdisciplinary evaluation.";
    let easy =
        "You may feel sore. It should fade. Tell us if it hurts. You can stop at any time. Ask the therapist first.";
    let rules = |limit: &str| format!("-- content/data/rules.yaml --\nreading: {limit}\n");
    let body = format!(
        "{easy}\n\n{hard} {hard}\n\n{}",
        "Practitioners administer individualized interventions following comprehensive evaluation."
    );
    check(
        &format!("{}{}", rules("{grade: 8}"), guide(&body)),
        "\
content/guides/first-visit.md:12:1: warning[reading-hard]: this page is hard to read: grade 18.7; the rules of this site require at most grade 8
  ^ Neuromuscular rehabilitation methodologies necessitate comprehensive interdisciplinary evaluation.
  help: split this sentence in two, or use shorter words
  note: the hardest sentences start on lines 12, 12, 14
",
    );
    for limit in ["{grade: 30}", "{inflesz: 50}", "{grade: 8, types: [section]}", "{off: true, grade: 1}"] {
        assert_eq!(build(&format!("{}{}", rules(limit), guide(&body))).told(), "", "{limit}");
    }
    assert_eq!(build(&format!("{}{}", rules("{grade: 8}"), guide(easy))).told(), "");
}
