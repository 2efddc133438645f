//! Front matter in, values and messages out.

mod declared;
mod made;

use std::collections::BTreeMap;

use super::*;
use vertebra_base::span::position;
use vertebra_schema::{ContentType, Defaults, Field, FieldKind, MarkdownOptions, SharedField};

fn field(name: &str, kind: FieldKind) -> Field {
    let (name, required, stated) = (name.to_owned(), false, false);
    let (label, help, default, keys_of, property) = (None, None, None, None, None);
    Field { name, kind, required, stated, label, help, default, keys_of, needs_file: false, property, shared: None }
}

/// A field that every page can have, with keys of a data file.
fn shared(name: &str, shared: SharedField) -> Field {
    Field { keys_of: Some(name.to_owned()), shared: Some(shared), ..field(name, FieldKind::List) }
}

fn schema() -> Schema {
    let of = |fields: Vec<Field>| ContentType { fields, ..ContentType::default() };
    let words = |words: &str| words.split(' ').map(str::to_owned).collect();
    let technique = vec![
        Field {
            required: true,
            help: Some("how firm it is".into()),
            ..field("pressure", FieldKind::Choice(words("light medium firm")))
        },
        field("steps", FieldKind::Integer),
        Field {
            default: Some(yaml::parse("quiet", 0, &SourcePath::new("themes/clinic/theme.yaml")).0),
            ..field("mood", FieldKind::Text)
        },
    ];
    let stated = |name: &str, kind| Field { required: true, stated: true, ..field(name, kind) };
    let clinic = vec![
        Field { required: true, ..field("name", FieldKind::Text) },
        field("country", FieldKind::Text),
        stated("phone", FieldKind::Phone),
        stated("hours", FieldKind::Hours),
        field("opened", FieldKind::Date),
        field("services", FieldKind::List),
        field("parking", FieldKind::Boolean),
        field("map", FieldKind::Map),
    ];
    let site = SourcePath::new("content/site.yaml");
    let defaults = |glob: &str, text: &str| Defaults {
        glob: vertebra_schema::Glob::parse(glob).unwrap(),
        fields: yaml::parse(text, 0, &site).0,
        source: site.clone(),
        span: Default::default(),
    };
    Schema {
        folder_pages: Default::default(),
        time_zone: jiff::tz::TimeZone::UTC,
        types: BTreeMap::from([
            (
                "page".to_owned(),
                of(vec![
                    shared("sources", SharedField { cite: true, none: true, ..SharedField::default() }),
                    shared("facts", SharedField::default()),
                    Field {
                        shared: Some(SharedField { holds_translations: true, ..SharedField::default() }),
                        ..field("critical", FieldKind::Boolean)
                    },
                ]),
            ),
            ("section".to_owned(), of(vec![])),
            ("technique".to_owned(), of(technique)),
            ("clinic".to_owned(), of(clinic)),
        ]),
        taxonomies: vec!["topics".to_owned()],
        templates: Default::default(),
        markdown: MarkdownOptions::default(),
        defaults: vec![
            defaults("techniques/*.md", "type: technique\npressure: medium\nauthor: ana"),
            defaults("**", "author: site\nimage: /card.png"),
        ],
        language: "en".to_owned(),
        languages: Vec::new(),
        rules: Default::default(),
    }
}

/// Reads the page at `path` below `content/`.
fn page(path: &str, front: &str) -> (FrontMatter, Vec<String>) {
    let source = SourcePath::new(format!("content/{path}"));
    let text = format!("---\n{front}\n---\n");
    let mut out = Vec::new();
    out.extend(fence_fault(&source, &text));
    let (range, _) = split(&text);
    let range = range.expect("front matter");
    let (node, faults) = yaml::parse(&text[range.clone()], range.start, &source);
    out.extend(faults);
    let front = read(&source, node, &schema(), &mut out);
    diagnostic::sort(&mut out);
    let told = out.iter().map(|d| {
        let place = d.span.filter(|_| d.file == source).map_or("-".to_owned(), |span| {
            let at = position(&text, span.start as usize);
            format!("{}:{} [{}]", at.line, at.column, &text[span.range()])
        });
        let severity = format!("{:?}", d.severity).to_lowercase();
        let help = d.help.as_deref().unwrap_or("").replace('\n', "\n= ");
        let note = d.note.as_ref().map_or(String::new(), |note| format!("\nnote: {note}"));
        format!("{place} {severity}[{}]: {}\n= {help}{note}", d.code, d.message)
    });
    let told = told.collect();
    (front, told)
}

/// The messages for a page with a title and these fields.
#[track_caller]
fn check(fields: &str, messages: &[&str]) -> FrontMatter {
    let (front, told) = page("guides/first-visit.md", &format!("title: A title\n{fields}"));
    assert_eq!(told.join("\n"), messages.join("\n"), "in {fields:?}");
    front
}

#[test]
fn every_common_field_is_read() {
    let front = check(
        "description: ' About it '
slug: first-visit
date: 2026-11-20
updated: 2026-11-21 09:00
publish_at: 2026-11-20
expires: 2027-01-01
draft: true
type: page
weight: -3
aliases: [/old/, older.html]
topics: [back, 12, back]
image: room.jpg
image_alt: A room
toc: false
menu: main
noindex: true
author: ben
reviewed: {by: ana, on: 2026-11-01, every: 12 months}
sources: [furlan-2015]
critical: true
facts: [A5, B3]
series: Basics
paginate: 0
key: visit
extra: {anything: [1, two]}",
        &[],
    );
    let texts = |list: &[Spanned<String>]| list.iter().map(|text| text.value.clone()).collect::<Vec<_>>();
    let own = front.own_fields().count();
    assert_eq!(front.title.value, "A title");
    assert_eq!(front.description.map(|text| text.value).as_deref(), Some("About it"));
    assert_eq!(front.slug.map(|text| text.value).as_deref(), Some("first-visit"));
    assert_eq!(front.date.map(|date| date.value.to_text()).as_deref(), Some("2026-11-20"));
    assert_eq!(front.updated.map(|date| date.value.to_text()).as_deref(), Some("2026-11-21T09:00:00+00:00"));
    assert!(front.publish_at.is_some() && front.expires.is_some());
    assert_eq!(
        (front.draft, front.noindex, front.toc, front.weight, front.paginate),
        (true, true, Some(false), Some(-3), Some(0))
    );
    assert_eq!(front.kind.value, "page");
    assert_eq!(texts(&front.aliases), ["/old/", "/older.html"]);
    assert_eq!(front.terms.len(), 1);
    assert_eq!(
        (front.terms[0].0.as_str(), texts(&front.terms[0].1)),
        ("topics", vec!["back".to_owned(), "12".to_owned()])
    );
    assert_eq!(
        front.fields.iter().map(|(name, value)| format!("{name} {value:?}")).collect::<Vec<_>>(),
        [
            "sources Plain(List([\"furlan-2015\"]))",
            "facts Plain(List([\"A5\", \"B3\"]))",
            "critical Plain(Boolean(true))"
        ]
    );
    let cited: Vec<_> = front.citable.iter().map(|it| format!("{} {} {}", it.field, it.file, it.key.value)).collect();
    assert_eq!(cited, ["sources sources.yaml furlan-2015"], "facts cannot be cited");
    assert_eq!(texts(&front.menus), ["main"]);
    assert_eq!((front.holds_translations, front.has_none_of.len(), own), (true, 0, 1));
    let review = front.reviewed.expect("a review");
    assert_eq!(
        (review.by.map(|by| by.value), review.on.map(|on| on.value.to_text()), review.every),
        (Some("ana".into()), Some("2026-11-01".into()), Some(365))
    );
    assert_eq!(
        (front.key.map(|key| key.value), front.series.map(|name| name.value), front.author.map(|name| name.value)),
        (Some("visit".into()), Some("Basics".into()), Some("ben".into()))
    );
    assert_eq!(front.extra.len(), 1);
}

#[test]
fn a_page_can_say_that_there_is_none() {
    let (front, told) = page("a.md", "title: A\nsources: none\ncritical: false");
    assert_eq!(told, [""; 0]);
    assert_eq!(front.has_none_of, ["sources"]);
    assert_eq!(front.citable, []);
    assert!(front.data_keys.iter().all(|key| key.field == "author"));
    assert!(!front.holds_translations);
    let fields: Vec<_> = front.fields.iter().map(|(name, value)| format!("{name} {value:?}")).collect();
    assert_eq!(fields, ["sources Plain(List([]))", "critical Plain(Boolean(false))"]);

    let (front, told) = page("techniques/deep.md", "title: Deep\nsources: [a]");
    assert_eq!((front.citable, told.len()), (vec![], 1), "a type without the field");
}

#[test]
fn a_page_takes_what_its_place_says() {
    let (front, told) = page("techniques/deep.md", "title: Deep\nimage:");
    assert_eq!(told, [""; 0]);
    assert_eq!(front.kind.value, "technique");
    assert_eq!(front.author.map(|name| name.value).as_deref(), Some("ana"), "the first that matches wins");
    assert_eq!(front.image.map(|name| name.value).as_deref(), Some("/card.png"), "empty counts as missing");
    let fields: Vec<_> = front.fields.iter().map(|(name, value)| format!("{name} {value:?}")).collect();
    assert_eq!(fields, ["pressure Plain(Text(\"medium\"))", "mood Plain(Text(\"quiet\"))"]);

    let (front, told) = page("techniques/index.md", "title: All\ntype: section\nauthor: cy");
    assert_eq!(told, [""; 0], "a default for pages of another type is no fault");
    assert_eq!((front.kind.value.as_str(), front.author.map(|name| name.value).as_deref()), ("section", Some("cy")));
    assert_eq!(page("guides/index.md", "title: All").0.kind.value, "section");
    assert_eq!(page("guides/a.md", "title: All").0.kind.value, "page");
}

#[test]
fn names_that_nobody_knows() {
    check(
        "descripton: Firm massage",
        &[
            "3:1 [descripton] error[field-unknown]: \"descripton\" is not a known field\n= did you mean \"description\"?",
        ],
    );
    check(
        "Draft: true",
        &["3:1 [Draft] error[field-unknown]: \"Draft\" is not a known field\n= did you mean \"draft\"?"],
    );
    check(
        "published: 2026-11-20",
        &[
            "3:1 [published] error[field-unknown]: \"published\" is not a known field\n= the publication date is called \"date\"",
        ],
    );
    check(
        "pressure: firm",
        &[
            "3:1 [pressure] error[field-unknown]: \"pressure\" is not a known field\n= pages of the type \"technique\" have it; this page has the type \"page\"",
        ],
    );
    check(
        "colour: red",
        &[
            "3:1 [colour] error[field-unknown]: \"colour\" is not a known field\n= remove this line, or put it under \"extra\":\n= extra:\n=   colour: …",
        ],
    );
    check(
        "reviewed: {bye: ana}",
        &["3:12 [bye] error[field-unknown]: \"bye\" is not a known part of \"reviewed\"\n= did you mean \"by\"?"],
    );
    let front = check(
        "type: clinics",
        &["3:7 [clinics] error[type-unknown]: this site has no page type \"clinics\"\n= did you mean \"clinic\"?"],
    );
    assert_eq!(front.kind.value, "page");
    check(
        "type: blog",
        &[
            "3:7 [blog] error[type-unknown]: this site has no page type \"blog\"\n= write one of: clinic, page, section, technique",
        ],
    );
}

#[test]
fn values_of_another_kind() {
    for (text, message) in [
        ("draft: yes", "3:8 [yes] error[field-kind]: \"draft\" must be true or false; this is text\n= draft: true"),
        ("draft: No", "3:8 [No] error[field-kind]: \"draft\" must be true or false; this is text\n= draft: false"),
        (
            "weight: heavy",
            "3:9 [heavy] error[field-kind]: \"weight\" must be a whole number; this is text\n= weight: 10",
        ),
        (
            "weight: 1.5",
            "3:9 [1.5] error[field-kind]: \"weight\" must be a whole number; this is a number\n= weight: 10",
        ),
        (
            "description: [Firm, x]",
            "3:14 [[Firm, x]] error[field-kind]: \"description\" must be text; this is a list\n= description: Firm",
        ),
        (
            "topics: back, neck",
            "3:9 [back, neck] error[field-kind]: \"topics\" must be a list of texts; this is text\n= topics: [back, neck]",
        ),
        (
            "topics:\n- Back: a view",
            "4:3 [Back: a view] error[field-kind]: \"topics\" must be a list of texts; this is a group of fields\n= put it in straight quotes:\n= - \"Back: a view\"",
        ),
        (
            "extra: x",
            "3:8 [x] error[field-kind]: \"extra\" must be a group of fields; this is text\n= extra:\n=   name: text",
        ),
        (
            "date: {a: 1}",
            "3:7 [{a: 1}] error[field-kind]: \"date\" must be a date; this is a group of fields\n= date: 2026-11-20",
        ),
        (
            "paginate: -1",
            "3:11 [-1] error[field-kind]: \"paginate\" must be a whole number, 0 or more; this is a number\n= paginate: 20",
        ),
        (
            "reviewed: 2026-11-20",
            "3:11 [2026-11-20] error[field-kind]: \"reviewed\" must be a group of fields; this is text\n= reviewed: {by: name, on: 2026-11-20, every: 12 months}",
        ),
        (
            "reviewed: {every: 12}",
            "3:19 [12] error[field-kind]: \"every\" must be a number of days, weeks, months or years; this is a number\n= every: 12 months",
        ),
        (
            "date: 2026-02-30",
            "3:7 [2026-02-30] error[date-invalid]: there is no February 30\n= February 2026 has 28 days; write the date as year-month-day",
        ),
        (
            "date: 03/04/2026",
            "3:7 [03/04/2026] error[date-ambiguous]: this could be March 4 or April 3\n= write 2026-03-04 for March 4, or 2026-04-03 for April 3",
        ),
        (
            "date: 2026-11-20\nupdated: 2026-11-19",
            "4:10 [2026-11-19] warning[date-order]: the date of the last change is before the publication date\n= write the date of the last change, or remove this line",
        ),
        (
            "date: 2026-11-20\nexpires: 2026-11-19",
            "4:10 [2026-11-19] warning[date-order]: the page would expire before it is published\n= write a later date, or remove this line",
        ),
    ] {
        check(text, &[message]);
    }
}

#[test]
fn addresses_that_cannot_be() {
    for (text, message, slug) in [
        (
            "slug: Deep Tissue",
            "3:7 [Deep Tissue] error[slug-invalid]: this \"slug\" has spaces\n= slug: deep-tissue",
            "deep-tissue",
        ),
        ("slug: Deep", "3:7 [Deep] error[slug-invalid]: this \"slug\" has capital letters\n= slug: deep", "deep"),
        ("slug: ../x", "3:7 [../x] error[slug-invalid]: this \"slug\" has dots that point elsewhere\n= slug: x", "x"),
        ("slug: a/b", "3:7 [a/b] error[slug-invalid]: this \"slug\" has slashes\n= slug: a-b", "a-b"),
        (
            "slug: a?b",
            "3:7 [a?b] error[slug-invalid]: this \"slug\" has characters that are not allowed in an address\n= slug: a-b",
            "a-b",
        ),
    ] {
        assert_eq!(check(text, &[message]).slug.map(|slug| slug.value).as_deref(), Some(slug));
    }
    check("key: Meta Touch", &["3:6 [Meta Touch] error[key-invalid]: this \"key\" has spaces\n= key: meta-touch"]);
    check("slug: 瑜伽-a_b.c", &[]);
    check(
        "aliases: [/ok/, ../x, \"https://a.b/old/\"]",
        &[
            "3:17 [../x] error[alias-invalid]: this old address does not belong to this site\n= write only what follows the host name:\n= aliases: [/old-page/]",
            "3:24 [https://a.b/old/] error[alias-invalid]: this old address does not belong to this site\n= leave out the host name:\n= aliases: [/old/]",
        ],
    );
}

#[test]
fn a_title_is_needed() {
    let told = |front: &str| page("guides/first-visit.md", front).1;
    let missing =
        "error[title-missing]: this page has no title\n= add this line after the first ---\n= title: First visit";
    assert_eq!(told("slug: a"), [format!("2:1 [slug] {missing}")]);
    assert_eq!(
        told("title: '  '\nslug: a"),
        [format!("2:1 [title] {}", missing.replace("add this line after the first ---", "fill it in, for example:"))]
    );
    assert_eq!(told("# nothing"), [format!("2:1 [] {missing}")]);
    assert!(told("title").iter().all(|told| told.contains("field-kind")), "no more is said of a text that is no field");
    assert!(told("? [title]\n: x").iter().all(|told| told.contains("yaml-syntax")), "it may stand on the faulty line");
}
