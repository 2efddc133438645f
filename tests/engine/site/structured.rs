//! What a page says in the words of schema.org: only what it shows, and what readers of it ask for.

use std::collections::BTreeSet;

use serde_json::Value;
use vertebra_html::{HtmlPiece, pieces};

use super::fixture::{Built, build, build_snapshot, options};
use super::real::snapshot;

/// A theme whose pages hold nothing but their graph, with a type for clinics.
const THEME: &str = "\
-- themes/mini/theme.yaml --
name: mini
fields:
  evidence: {kind: list, keys_of: evidence, none: true, cite: true}
  facts: {kind: list, keys_of: facts?, hidden: true}
  safety_critical: {kind: boolean, holds_translations: true, hidden: true}
types:
  page: {template: page.html}
  section: {template: section.html}
  home: {template: page.html, schema: [WebPage, WebSite, Organization]}
  article: {template: page.html, schema: [MedicalWebPage, Article]}
  faq: {template: page.html, schema: FAQPage}
  glossary: {template: page.html, glossary: true, schema: [WebPage, DefinedTermSet]}
  contact: {template: page.html, schema: ContactPage}
  error: {template: page.html, schema: none}
  clinic:
    template: page.html
    fields:
      kind_of: {kind: text, schema: \"@type\"}
      name: {kind: text, schema: name}
      city: {kind: text, stated: true, schema: address.addressLocality}
      street: {kind: text, stated: true, schema: address.streetAddress}
      phone: {kind: phone, stated: true, schema: telephone}
      hours: {kind: hours, stated: true, schema: openingHoursSpecification}
      specialty: {kind: text, schema: medicalSpecialty}
-- themes/mini/templates/page.html --
{{ structured_data(page=page, content=page.content, home=\"Home\", logo=\"/mark.svg\", faq=true, principles=\"/policy/\") or \"{}\" }}
-- themes/mini/templates/section.html --
{{ structured_data(page=page, items=section.pages, sections=section.sections) or \"{}\" }}
-- themes/mini/components/card.html --
{% component card(key) %}{% set it = record(type=\"clinic\", key=key) %}{{ it.title }}{% endcomponent card %}
-- content/site.yaml --
title: Test site
base_url: https://example.org/base/
language: en
time_zone: UTC
theme: mini
publisher: {name: The team, url: /about/}
author: team
taxonomies: [tags]
-- content/data/people.yaml --
team: {kind: organization, name: The team}
ana: {name: Ana Ruiz, role: Therapist, credential: DPT, url: /about/}
-- content/index.md --
---
title: Start
type: home
---
-- content/about.md --
---
title: About
---
";

fn graph(site: &Built, output: &str) -> Value {
    let whole: Value = serde_json::from_str(site.text(output)).unwrap_or_else(|fault| panic!("{output}: {fault}"));
    whole["@graph"].clone()
}

/// The node of a type, wherever it stands in the graph.
fn node(graph: &Value, kind: &str) -> Value {
    let nodes = graph.as_array().expect("a graph");
    nodes.iter().find(|node| node["@type"] == kind).unwrap_or_else(|| panic!("no {kind} in {graph:#}")).clone()
}

fn built(text: &str) -> Built {
    build(&format!("{THEME}{text}"))
}

#[test]
fn the_home_page_tells_of_the_site_and_of_who_publishes_it() {
    let site = built("");
    let graph = graph(site.clean(), "index.html");
    let website = node(&graph, "WebSite");
    assert_eq!(
        (&website["@id"], &website["url"]),
        (&"https://example.org/base/#website".into(), &"https://example.org/base/".into())
    );
    let team = node(&graph, "Organization");
    assert_eq!(team["url"], "https://example.org/base/about/");
    assert_eq!(team["publishingPrinciples"], "https://example.org/policy/", "an address of the template's own");
    assert_eq!(node(&graph, "WebPage")["isPartOf"]["@id"], website["@id"]);
    assert!(graph.as_array().unwrap().iter().all(|node| node["@type"] != "BreadcrumbList"), "no way leads there");
}

#[test]
fn an_article_names_its_author_its_days_and_its_sources() {
    let site = built(
        "-- content/data/evidence.yaml --\nfurlan: {title: \"Massage <for> pain\", doi: 10.1/x}\n\
         -- content/a.md --\n---\ntitle: A & </script>\ntype: article\ndate: 2026-05-04\nupdated: 2026-06-01\nauthor: ana\n\
         reviewed: {by: ana, on: 2026-06-02}\ntags: [Sleep]\nevidence: [furlan]\n---\nIt may help.[^furlan]\n",
    );
    let text = site.text("a/index.html");
    assert!(!text.contains(['<', '>', '&']), "nothing can close the script: {text}");
    let graph = graph(&site, "a/index.html");
    let (page, article) = (node(&graph, "MedicalWebPage"), node(&graph, "Article"));
    assert_eq!(article["headline"], "A & </script>");
    assert_eq!((&article["datePublished"], &article["dateModified"]), (&"2026-05-04".into(), &"2026-06-01".into()));
    assert_eq!(article["author"]["@type"], "Person");
    assert_eq!(article["author"]["honorificSuffix"], "DPT");
    assert_eq!((&page["lastReviewed"], &page["reviewedBy"]["name"]), (&"2026-06-02".into(), &"Ana Ruiz".into()));
    assert_eq!(page["citation"]["url"], "https://doi.org/10.1/x");
    assert_eq!(page["about"], serde_json::json!({"@type": "Thing", "name": "Sleep"}), "by name only");
    let way = node(&graph, "BreadcrumbList")["itemListElement"].clone();
    assert_eq!(
        (&way[0]["name"], &way[1]["name"], &way[1]["item"]),
        (&"Home".into(), &"A & </script>".into(), &Value::Null)
    );
}

#[test]
fn a_review_that_nobody_made_is_not_told() {
    let site = built(
        "-- content/a.md --\n---\ntitle: A\ntype: article\ndate: 2026-05-04\nreviewed: {every: 12 months}\n---\n",
    );
    let page = node(&graph(&site, "a/index.html"), "MedicalWebPage");
    assert!(page.get("lastReviewed").is_none() && page.get("reviewedBy").is_none(), "{page:#}");
    let author = &node(&graph(&site, "a/index.html"), "Article")["author"];
    assert_eq!(author["@id"], "https://example.org/base/#organization", "the author is the publisher");
}

const CLINIC: &str = "-- content/one.md --\n---\ntitle: One\ntype: clinic\nkey: one\nkind_of: MedicalClinic\nname: Clinic One\n\
    city: Culver City\nstreet: unknown\nphone: +1 310-828-7757\nhours: {mon-fri: \"9:00 am - 5:00 pm\", sat: \"6:00 pm - 2:00 am next day\", sun: closed}\n\
    specialty: Surgical\n---\n";

#[test]
fn of_a_clinic_only_what_is_known_is_told() {
    let site = built(CLINIC);
    let graph = graph(site.clean(), "one/index.html");
    let clinic = node(&graph, "MedicalClinic");
    assert_eq!(clinic["@id"], "https://example.org/base/one/#clinic");
    assert_eq!(clinic["address"], serde_json::json!({"@type": "PostalAddress", "addressLocality": "Culver City"}));
    assert_eq!(clinic["telephone"], "+13108287757");
    assert_eq!(clinic["contactPoint"]["telephone"], "+13108287757");
    assert_eq!(clinic["medicalSpecialty"], "https://schema.org/Surgical");
    assert_eq!(clinic["openingHoursSpecification"][1]["closes"], "02:00", "past midnight in one entry");
    assert_eq!(node(&graph, "WebPage")["mainEntity"]["@id"], clinic["@id"]);
}

#[test]
fn a_contact_page_tells_of_the_clinics_that_it_shows() {
    let site = built(&format!(
        "{CLINIC}-- content/two.md --\n---\ntitle: Two\ntype: clinic\nkind_of: DaySpa\nname: Two\ncity: X\nphone: unknown\nhours: unknown\n---\n\
         -- content/contact.md --\n---\ntitle: Contact\ntype: contact\n---\n{{{{ card one }}}}\n"
    ));
    let page = node(&graph(site.clean(), "contact/index.html"), "ContactPage");
    assert_eq!(page["about"]["@id"], "https://example.org/base/one/#clinic");
    assert_eq!(page["mainEntity"]["telephone"], "+13108287757");
}

#[test]
fn lists_glossaries_and_questions_tell_what_they_hold() {
    let site = built(
        "-- content/words.md --\n---\ntitle: Words\ntype: glossary\n---\nFascia\n: Thin *tissue*.\n\
         -- content/faq.md --\n---\ntitle: Questions\ntype: faq\n---\n## Will it hurt?\n\nA little.\n\n## More\n\nText.\n\
         -- content/guides/index.md --\n---\ntitle: Guides\n---\n-- content/guides/a.md --\n---\ntitle: A\n---\n",
    );
    let set = node(&graph(site.clean(), "words/index.html"), "DefinedTermSet");
    assert_eq!(set["hasDefinedTerm"][0]["description"], "Thin tissue.");
    assert_eq!(set["hasDefinedTerm"][0]["inDefinedTermSet"]["@id"], set["@id"]);
    let faq = node(&graph(&site, "faq/index.html"), "FAQPage");
    assert_eq!(faq["mainEntity"].as_array().map(Vec::len), Some(1));
    assert_eq!(faq["mainEntity"][0]["acceptedAnswer"]["text"], "A little.");
    let hub = node(&graph(&site, "guides/index.html"), "CollectionPage");
    assert_eq!(hub["mainEntity"]["itemListElement"][0]["url"], "https://example.org/base/guides/a/");
}

#[test]
fn a_page_may_be_something_else_than_its_type_or_nothing() {
    let site = built(
        "-- content/a.md --\n---\ntitle: A\nschema: [AboutPage, Organization]\n---\n\
         -- content/b.md --\n---\ntitle: B\ntype: article\nschema: none\n---\n-- content/404.md --\n---\ntitle: Lost\ntype: error\n---\n",
    );
    let about = graph(site.clean(), "a/index.html");
    assert_eq!(node(&about, "AboutPage")["mainEntity"]["@id"], node(&about, "Organization")["@id"]);
    assert_eq!((site.text("b/index.html").trim(), site.text("404.html").trim()), ("{}", "{}"));
}

#[test]
fn what_is_missing_is_told_once_and_what_is_unknown_is_not() {
    let site = built(
        "-- content/a.md --\n---\ntitle: A\ntype: article\n---\n\
         -- content/one.md --\n---\ntitle: One\ntype: clinic\nkind_of: MedicalClinic\nname: One\nhours: unknown\nphone: none\n---\n\
         -- content/two.md --\n---\ntitle: Two\ntype: clinic\nkind_of: MedicalClinic\nname: Two\ncity: X\nhours: unknown\n---\n",
    );
    assert_eq!(
        site.told(),
        "content/a.md:2:8 note[schema-recommended] search engines recommend datePublished for this Article; it is missing | if it is known, add the line: date: …\n\
         content/one.md:2:8 error[schema-required] the structured data of this page describes a MedicalClinic without its address, which search engines require | add the line: city: …\n\
         content/two.md:2:8 note[schema-recommended] search engines recommend telephone for this MedicalClinic; it is missing | if it is known, add the line: phone: …"
    );
}

#[test]
fn only_words_of_today_can_be_written() {
    let page = build("-- content/a.md --\n---\ntitle: A\nschema: MedicalWebPag\n---\n");
    assert_eq!(
        page.told(),
        "content/a.md:3:9 error[schema-type] \"MedicalWebPag\" is not a known schema.org type | did you mean \"MedicalWebPage\"?"
    );
    let field = build(
        "-- themes/mini/theme.yaml --\nname: mini\ntypes:\n  page: {template: page.html, schema: Blog, fields: {up: {kind: text, schema: branchOf}}}\n  section: {template: section.html}\n",
    );
    let told = field.told();
    assert!(
        told.contains(
            "error[schema-property] schema.org has replaced \"branchOf\" | use \"parentOrganization\" if it is one of the properties"
        ),
        "{told}"
    );
    assert!(told.contains("error[schema-type] \"Blog\" is not a known schema.org type"), "{told}");
    let word = built(&CLINIC.replace("Surgical", "Surgicl"));
    assert!(
        word.told()
            .contains("error[schema-type] schema.org has no \"Surgicl\" that fits here | did you mean \"Surgical\"?"),
        "{}",
        word.told()
    );
}

// The real site: whatever a machine is told, a reader can see.

/// Values that are ids, addresses and words of the vocabulary rather than facts about somebody.
const IDENTIFIERS: [&str; 11] = [
    "@id",
    "@type",
    "@context",
    "url",
    "item",
    "logo",
    "inLanguage",
    "medicalSpecialty",
    "addressCountry",
    "publishingPrinciples",
    "image",
];

/// The text of a page as people see it, with plain spaces and hyphens.
fn visible(html: &str) -> String {
    let body = html.find("<body").map_or(html, |at| &html[at..]);
    let mut text = String::new();
    let mut marks = 0;
    for piece in pieces(body) {
        match piece {
            HtmlPiece::Start { name, .. } if name == "sup" => marks += 1,
            HtmlPiece::End(name) if name == "sup" => marks -= 1,
            HtmlPiece::Text(words) if marks == 0 => text.push_str(&words),
            HtmlPiece::Start { name, .. } | HtmlPiece::End(name)
                if !["b", "i", "a", "em", "strong", "span", "bdi", "sup"].contains(&name.as_str()) =>
            {
                text.push(' ');
            }
            _ => {}
        }
    }
    text.replace('\u{a0}', " ").replace('\u{2011}', "-").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value as a reader would see it.
fn shown(name: &str, value: &str) -> String {
    match name {
        "datePublished" | "dateModified" | "lastReviewed" => {
            let day: jiff::civil::Date = value[..10].parse().expect("a day");
            day.strftime("%B %-d, %Y").to_string()
        }
        "telephone" => {
            let digits = value.strip_prefix("+1").expect("a number of the United States");
            format!("({}) {}-{}", &digits[..3], &digits[3..6], &digits[6..])
        }
        _ => value.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn facts<'a>(name: &'a str, value: &'a Value, found: &mut Vec<(&'a str, &'a str)>) {
    match value {
        Value::String(text) if !IDENTIFIERS.contains(&name) => found.push((name, text)),
        Value::Array(items) => items.iter().for_each(|item| facts(name, item, found)),
        Value::Object(node) => node.iter().for_each(|(name, value)| facts(name, value, found)),
        _ => {}
    }
}

fn script(html: &str) -> Option<Value> {
    let text = html.split("<script type=\"application/ld+json\">").nth(1)?.split("</script>").next()?;
    assert_eq!(html.matches("application/ld+json").count(), 1, "one graph a page");
    Some(serde_json::from_str(text).expect("JSON"))
}

#[test]
fn every_fact_that_machines_are_told_is_on_the_page() {
    let site = build_snapshot(snapshot(), &options());
    let mut seen = 0;
    for (name, bytes) in site.outputs.iter().filter(|(name, _)| name.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).expect("UTF-8");
        let Some(graph) = script(html) else { continue };
        let text = visible(html);
        let mut all = Vec::new();
        facts("", &graph["@graph"], &mut all);
        for (property, value) in all {
            assert!(
                text.contains(&shown(property, value)),
                "{name} says {property} {value:?} and does not show it:\n{text}"
            );
            seen += 1;
        }
    }
    assert!(seen > 400, "{seen}");
}

#[test]
fn the_way_that_machines_are_told_is_the_one_that_is_shown() {
    let site = build_snapshot(snapshot(), &options());
    for (name, bytes) in site.outputs.iter().filter(|(name, _)| name.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).expect("UTF-8");
        let Some(graph) = script(html) else { continue };
        let nodes = graph["@graph"].as_array().expect("a graph");
        let way = nodes.iter().find(|node| node["@type"] == "BreadcrumbList");
        let told: Vec<String> = way
            .iter()
            .flat_map(|way| way["itemListElement"].as_array())
            .flatten()
            .map(|step| {
                format!("{} {}", step["item"].as_str().unwrap_or("here"), step["name"].as_str().expect("a name"))
            })
            .collect();
        let nav = html
            .split("<nav class=\"breadcrumbs\"")
            .nth(1)
            .and_then(|rest| rest.split("<ol").nth(1)?.split("</ol>").next())
            .unwrap_or_default();
        let links = nav.split("<a href=\"").skip(1).map(|link| {
            let (address, rest) = link.split_once("\">").expect("a link");
            format!("https://example.org{address} {}", visible(rest.split("</a>").next().expect("its text")))
        });
        let links: Vec<String> = links.collect();
        let above = told.len().saturating_sub(1);
        assert_eq!(told[..above], links, "{name}");
        if let Some(last) = told.last() {
            assert!(visible(html).contains(last.strip_prefix("here ").expect("the page itself")), "{name}");
        }
    }
}

#[test]
fn each_page_of_the_real_site_is_what_the_plan_says() {
    let site = build_snapshot(snapshot(), &options());
    let kinds = |output: &str| -> BTreeSet<String> {
        let graph = script(site.text(output)).map(|graph| graph["@graph"].clone());
        let nodes = graph.iter().flat_map(|graph| graph.as_array()).flatten();
        nodes
            .filter_map(|node| node["@type"].as_str().map(str::to_owned))
            .filter(|kind| kind != "BreadcrumbList")
            .collect()
    };
    for (output, wanted) in [
        ("index.html", "Organization WebPage WebSite"),
        ("when-to-get-help/index.html", "MedicalWebPage"),
        ("techniques/index.html", "CollectionPage"),
        ("techniques/deep-tissue/index.html", "Article MedicalWebPage"),
        ("techniques/compare/index.html", "MedicalWebPage"),
        ("guides/symptom-guide/index.html", "MedicalWebPage"),
        ("guides/first-visit/index.html", "Article WebPage"),
        ("guides/evidence/index.html", "Article MedicalWebPage"),
        ("faq/index.html", "WebPage"),
        ("glossary/index.html", "DefinedTermSet WebPage"),
        ("clinics/index.html", "CollectionPage"),
        ("clinics/metatouch-culver-city/index.html", "HealthAndBeautyBusiness WebPage"),
        ("clinics/the-spine-institute-santa-monica/index.html", "MedicalClinic WebPage"),
        ("contact/index.html", "ContactPage"),
        ("about/index.html", "AboutPage Organization"),
        ("about/editorial-policy/index.html", "WebPage"),
        ("404.html", ""),
    ] {
        let wanted = wanted.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(kinds(output), wanted, "{output}");
    }
}
