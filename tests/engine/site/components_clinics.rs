//! What the clinic theme shows of a clinic, and what the build says of itself. All clinics here are made up.

use super::components::site;
use super::dom::{Node, parse};
use super::fixture::Built;

/// A clinic of which everything is known.
pub const KNOWN: &str = "\
---
title: Sample Clinic
type: clinic
key: sample
name: Sample Clinic
kind: Made-up clinic
locality: Sampleville
region: CA
country: US
street: 1 Example Street
postcode: \"90000\"
phone: (310) 555-0100
email: desk@example.org
website: https://example.org/
hours: {mon-fri: \"9:00 am - 5:00 pm\", sat: by appointment, sun: closed}
holidays: {2026-01-01: closed, 2026-12-24: \"9:00 am - 1:00 pm\", 2026-12-25: closed}
map: https://example.net/map
services: [massage]
massage_offered: \"yes\"
people: [Sam Example]
prices: 80 dollars
insurance: Ask us
languages: [English]
parking: Behind the house
access: No steps
schema_type: MedicalClinic
source: a made-up article
checked: 2026-11-20
---
Words.
";

const STATED: [&str; 14] = [
    "kind",
    "street",
    "postcode",
    "phone",
    "email",
    "website",
    "hours",
    "services",
    "people",
    "prices",
    "insurance",
    "languages",
    "parking",
    "access",
];

/// The same clinic with all that may be unknown, or absent.
fn stated(word: &str) -> String {
    let is_stated = |line: &&str| !STATED.iter().any(|name| line.starts_with(&format!("{name}:")));
    let kept: Vec<&str> = KNOWN.lines().skip(1).take_while(|line| *line != "---").filter(is_stated).collect();
    let given: String = STATED.iter().map(|name| format!("{name}: {word}\n")).collect();
    format!("---\n{}\n{given}---\nWords.\n", kept.join("\n")).replace("key: sample", &format!("key: {word}"))
}

/// A clinic with everything, one of which nothing is known, one that has nothing; and a page that names them.
fn clinics(body: &str) -> Built {
    site(&format!(
        "-- content/c/known.md --\n{KNOWN}-- content/c/unknown.md --\n{}-- content/c/none.md --\n{}-- content/a.md --\n---\ntitle: A\n---\n## Clinics\n\n{body}\n",
        stated("unknown"),
        stated("none")
    ))
}

fn page(site: &Built, path: &str) -> Node {
    parse(site.text(path))
}

#[test]
fn contact_cards_keep_one_order_and_word_what_is_not_known() {
    let site = clinics("{{ contact-card sample }}\n\n{{ contact-card unknown }}\n\n{{ contact-card none }}");
    let page = page(site.clean(), "a/index.html");
    let order = |card: &Node| card.texts("dl.facts dt");
    let cards = page.all(".contact-card");
    assert_eq!(order(cards[0]), ["Phone", "Email", "Website", "Address", "Opening hours"]);
    let whole = ["Phone", "Email", "Website", "City and state", "Street address", "ZIP code", "Opening hours"];
    assert_eq!(order(cards[2]), whole);
    assert_eq!(order(cards[1]), ["City and state", "Not listed by the clinic"]);
    let unlisted = ["Street address", "ZIP code", "Phone", "Email", "Website", "Opening hours"];
    assert_eq!(cards[1].texts("dl.facts li"), unlisted, "what is not known is named, in one order too");
    assert_eq!(cards[2].texts("dl.facts dd")[0], "This clinic has no phone.");
    assert_eq!(cards[0].one("h3 a").get("href"), Some("/c/known/"));
    assert!(cards[0].one("p.source").text().contains("Checked November 20, 2026"));
}

#[test]
fn a_call_button_dials_and_shows_its_number() {
    let site = clinics("{{ call sample }}\n\n{{ call unknown }}");
    let page = page(site.clean(), "a/index.html");
    let button = page.one("main a.call-button");
    assert_eq!(button.get("href"), Some("tel:+13105550100"));
    assert_eq!(button.text().replace(['\u{a0}', '\u{2011}'], "-"), "Call-(310)-555-0100");
    assert_eq!(button.get("aria-label"), Some("Call (310) 555-0100, Sample Clinic"));
    assert!(page.one("main").text().contains("No phone number is listed for Sample Clinic."));
}

#[test]
fn hours_are_a_table_with_words_and_coming_holidays() {
    let site = clinics("x");
    let page = page(site.clean(), "c/known/index.html");
    let [week, holidays] = page.all("table.hours")[..] else { panic!("two tables") };
    assert_eq!(week.one("caption").text(), "Opening hours of Sample Clinic");
    assert_eq!(week.texts("tbody th[scope=row]"), ["Monday to Friday", "Saturday", "Sunday"]);
    assert_eq!(week.texts("tbody td"), ["9:00 am - 5:00 pm", "by appointment", "Closed"]);
    assert_eq!(holidays.one("caption").text(), "Holidays at Sample Clinic");
    assert_eq!(holidays.texts("tbody th"), ["December 24, 2026", "December 25, 2026"], "past days are left out");
    assert_eq!(holidays.texts("tbody td"), ["9:00 am - 1:00 pm", "Closed"]);
    assert!(page.text().contains("Times are local to the clinic."));
}

#[test]
fn a_map_is_a_link_and_absent_without_an_address() {
    let site = clinics("x");
    let known = page(site.clean(), "c/known/index.html");
    assert_eq!(known.one(".map-link a").get("href"), Some("https://example.net/map"));
    assert!(known.none("iframe"));
    assert!(page(&site, "c/unknown/index.html").none(".map-link"));
    assert!(page(&site, "c/none/index.html").none(".map-link"));
}

#[test]
fn a_clinics_list_has_no_empty_value_and_says_where_it_comes_from() {
    let site = clinics("x");
    for name in ["known", "unknown", "none"] {
        let page = page(site.clean(), &format!("c/{name}/index.html"));
        let facts = page.one("section.panel dl.facts");
        assert!(facts.all("dd").len() + facts.all("dd li").len() >= 14, "{name}");
        for row in facts.all("div") {
            assert!(row.all("dd").iter().all(|value| !value.text().is_empty()), "{name}: {}", row.text());
        }
        assert!(page.one("p.source").text().contains("a made-up article"));
    }
    assert!(page(&site, "c/unknown/index.html").text().contains("Not listed by the clinic"));
    assert!(page(&site, "c/none/index.html").text().contains("This clinic has no parking."));
}

#[test]
fn the_table_of_evidence_has_a_row_for_every_source() {
    let site = site(
        "-- content/data/evidence.yaml --\none: {title: First, says: Something, certainty: low, certainty_note: Small trials.}\ntwo: {title: Second, says: Else}\n\
         -- content/a.md --\n---\ntitle: A\n---\n{{ evidence-table }}\n",
    );
    let page = page(site.clean(), "a/index.html");
    let table = page.one("section.table[tabindex=0] table");
    assert_eq!(table.texts("thead th[scope=col]"), ["Source", "What it says", "Certainty"]);
    assert_eq!(table.texts("tbody th[scope=row]"), ["First", "Second"]);
    assert_eq!(table.texts("tbody td strong"), ["Low certainty", "Not rated"]);
}

#[test]
fn what_the_privacy_table_says_is_true_of_every_page() {
    let site = site("-- content/a.md --\n---\ntitle: A\n---\n{{ privacy-facts }}\n");
    let table = page(site.clean(), "a/index.html");
    let says = |name: &str| {
        let rows = table.all("main table tbody tr");
        let row = rows.into_iter().find(|row| row.one("th").text() == name).expect("a row");
        row.one("td").text() == "None"
    };
    for name in site.names().into_iter().filter(|name| name.ends_with(".html")) {
        let page = page(&site, name);
        let runs = |script: &&Node| script.get("type") != Some("application/ld+json");
        assert!(!says("Scripts") || !page.all("script").iter().any(runs), "{name} has a script");
        assert!(
            !says("Forms that send your data")
                || page.all("form").iter().all(|form| form.get("action").is_none_or(|to| to.starts_with('/'))),
            "{name} has a form"
        );
        for node in page.each() {
            let loads = match node.tag.as_str() {
                "link" if node.get("rel") == Some("canonical") || node.get("rel") == Some("alternate") => None,
                "link" => node.get("href"),
                _ => node.get("src"),
            };
            let own =
                loads.is_none_or(|address| !address.contains("//") || address.starts_with("https://example.org/"));
            assert!(!says("Requests to other companies when a page loads") || own, "{name} loads {loads:?}");
        }
    }
}
