//! Whole pages as `new page` and others write them, and where they go.

use std::collections::BTreeMap;

use super::*;

fn field(name: &str, kind: FieldKind, (required, stated): (bool, bool), help: Option<&str>) -> Field {
    Field {
        name: name.to_owned(),
        kind,
        required,
        stated,
        label: None,
        help: help.map(str::to_owned),
        default: None,
        keys_of: None,
        needs_file: false,
        shared: None,
        property: None,
    }
}

#[test]
fn every_field_is_there_and_explained() {
    let kind = ContentType {
        fields: vec![
            field("name", FieldKind::Text, (true, false), Some("What the clinic is called.")),
            field("phone", FieldKind::Phone, (true, true), Some("With the area code.")),
            field("checked", FieldKind::Date, (true, false), Some("When the details were checked.")),
            field("level", FieldKind::Choice(vec!["low".to_owned(), "high".to_owned()]), (false, false), None),
        ],
        ..ContentType::default()
    };
    let schema = Schema { taxonomies: vec!["topics".to_owned()], ..Schema::default() };
    let fresh =
        NewPageText { title: "The \"Spine\": a clinic", kind: ("clinic", &kind), values: &BTreeMap::new(), body: "" };
    assert_eq!(to_fill_in(&fresh), "Fill in first: name, checked.\n");
    let text = page(&fresh, &schema, jiff::civil::date(2026, 11, 20));
    assert_eq!(
        text,
        r##"---
title: "The \"Spine\": a clinic"
# One or two sentences, for lists of pages and for search engines.
description: ""
type: clinic
date: 2026-11-20
draft: true # To publish the page, delete this line.
# Topics, separated by commas: [posture, stretching]
topics: []
# What the clinic is called. Required.
name: ""
# With the area code. If it is not known, write: unknown. If there is none, write: none. Required.
phone: unknown
# When the details were checked. Required.
checked:
# One of: low, high. Optional: to use it, remove the #.
# level:
---
Write your text here. The title is shown above it; start further headings with ##.
"##
    );
}

#[test]
fn the_file_is_named_after_the_title() {
    let path = |title, folder| path_of(&str::to_owned, title, "clinic", folder).unwrap();
    assert_eq!(path("Deep tissue: what to expect?", "techniques"), "content/techniques/deep-tissue-what-to-expect.md");
    assert_eq!(path("Masaje y dolor de espalda: ¿qué?", "/content/es/"), "content/es/masaje-y-dolor-de-espalda-que.md");
    assert_eq!(path("Don't rest", "content"), "content/dont-rest.md");
    assert_eq!(path("A", "contents"), "content/contents/a.md");
    for folder in ["..", "a/../../b", "/etc/.."] {
        assert!(path_of(&str::to_owned, "A", "clinic", folder).is_err(), "{folder}");
    }
}
