//! Files of `content/data`: each format that is read, what is wrong in one, and what the theme declares of them.

use super::fixture::{Built, build, build_with, options};
use vertebra_engine::{CheckLevel, Options};

const PAGE: &str = "-- content/a.md --\n---\ntitle: A\n---\n";

/// What a page shows of a data file.
fn shown(name: &str, text: &str, template: &str) -> Built {
    build(&format!(
        "{PAGE}-- content/data/{name} --\n{text}\n-- themes/mini/templates/page.html --\n{{{{ page.content }}}}{{% set d = load_data(path=\"{name}\") %}}{template}\n"
    ))
}

#[test]
fn every_format_gives_templates_the_same() {
    for (name, text) in [
        ("x.yaml", "- {name: Ann, says: \"a \\\"b\\\", c\"}\n- {name: \u{c9}va, says: \"007\"}"),
        ("x.yml", "- {name: Ann, says: \"a \\\"b\\\", c\"}\n- {name: \u{c9}va, says: \"007\"}"),
        (
            "x.json",
            "[\n\t{\"name\":\"Ann\",\"says\":\"a \\\"b\\\", c\"},\n\t{\"name\": \"\\u00c9va\", \"says\": \"007\"}\n]",
        ),
        ("x.csv", "name,says\nAnn,\"a \"\"b\"\", c\"\n\u{c9}va,007"),
        ("x.csv", "\u{feff}name;says\r\nAnn;\"a \"\"b\"\", c\"\r\n\u{c9}va;007\r\n"),
        ("x.tsv", "name\tsays\nAnn\t\"a \"\"b\"\", c\"\n\u{c9}va\t007"),
    ] {
        let site = shown(name, text, "{% for p in d %}[{{ p.name }}|{{ p.says | safe }}]{% endfor %}");
        assert_eq!(site.clean().text("a/index.html").trim(), "[Ann|a \"b\", c][\u{c9}va|007]", "{name}: {text}");
    }
    let json = "{\"a\": {\"b\": [1, 2.5, true, null, \"\\ud83d\\ude00\", \"x\\/y\"]}, \"c\": {}}";
    let site = shown("x.json", json, "{{ d.a.b.0 }} {{ d.a.b.1 }} {{ d.a.b.2 }} {{ d.a.b.3 is none }} {{ d.a.b.4 }} {{ d.a.b.5 | safe }}{% if d.c %}!{% endif %}".replace(".0 ", "[0] ").replace(".1 ", "[1] ").replace(".2 ", "[2] ").replace(".3 ", "[3] ").replace(".4 ", "[4] ").replace("b.5 ", "b[5] ").as_str());
    assert_eq!(site.clean().text("a/index.html").trim(), "1 2.5 true true \u{1f600} x/y");
}

#[test]
fn a_mistake_in_a_data_file_is_told_at_its_place() {
    for (name, text, told) in [
        (
            "x.json",
            "{\n  \"a\": 1,\n}",
            "content/data/x.json:3:1 error[data-invalid] this is not valid JSON: trailing comma",
        ),
        ("x.json", "{\"a\" 1}", "content/data/x.json:1:6 error[data-invalid] this is not valid JSON: expected \":\""),
        ("x.json", "{\"a\": 1, \"a\": 2}", "content/data/x.json:1:11 error[field-twice] \"a\" is set twice"),
        (
            "x.csv",
            "name,price\nMassage, 60 minutes,90",
            "content/data/x.csv:2:1 error[data-invalid] this row has 3 cells, and the first row has 2 cells | put a cell that contains \",\" in quotation marks: \"…\"",
        ),
        ("x.csv", "name,name\na,b", "content/data/x.csv:1:6 error[data-invalid] two columns are called \"name\""),
        (
            "x.tsv",
            "name\tprice\n\"a\t1",
            "content/data/x.tsv:2:1 error[data-invalid] this quotation mark is never closed",
        ),
        ("x.csv", "name,url\na,javascript:alert(1)", "content/data/x.csv:2:3 error[link-unsafe]"),
    ] {
        let site = shown(name, text, "");
        assert!(site.told().contains(told), "{text}: {}", site.told());
    }
}

#[test]
fn a_file_of_another_format_or_without_a_reader_is_told() {
    for name in ["x.xml", "x.txt", "x.toml", "x.xlsx"] {
        let site = build(&format!("{PAGE}-- content/data/{name} --\na\n"));
        let ending = &name[2..];
        assert_eq!(
            site.told(),
            format!(
                "content/data/{name} warning[data-format] nothing can read this file: .{ending} is not a format for data | data files are YAML, JSON, CSV or TSV: save it as content/data/x.yaml or x.csv"
            )
        );
    }
    build(&format!("{PAGE}-- content/data/LICENSE --\na\n")).clean();
    let thorough = Options { depth: CheckLevel::Thorough, ..options() };
    let told = |files: &str| {
        let site = build_with(&format!("{PAGE}{files}"), &thorough);
        let told: Vec<String> = site
            .diagnostics
            .iter()
            .filter(|d| d.code == "data-unused")
            .map(|d| format!("{} {} {}", d.file, d.message, d.help.as_deref().unwrap_or_default()))
            .collect();
        told.join("\n")
    };
    assert_eq!(
        told("-- content/data/prices.csv --\na,b\n1,2\n"),
        "content/data/prices.csv nothing reads this file remove it, or read it in a template: {{ load_data(path=\"prices.csv\") }}"
    );
    for read in [
        "-- content/data/prices.csv --\na,b\n1,2\n-- themes/mini/templates/page.html --\n{% set x = load_data(path=\"prices.csv\") %}\n",
        "-- content/data/search.yaml --\nsynonyms: []\n",
        "-- content/data/people.yaml --\nann: {name: Ann}\n-- content/b.md --\n---\ntitle: B\nauthor: ann\n---\n",
    ] {
        assert_eq!(told(read), "", "{read}");
    }
}

const DECLARED: &str = "-- themes/mini/theme.yaml --\nname: mini\ntypes: {page: {template: page.html}, section: {template: page.html}}\n\
data:\n  about:\n    of: fields\n    fields: {title: {kind: text, required: true}}\n  team:\n    fields:\n      name: {kind: text, required: true, help: \"As readers see it.\"}\n      age: {kind: integer}\n      kind: {kind: choice, of: [nurse, doctor]}\n      on: {kind: date}\n      tags: {kind: list}\n      active: {kind: boolean}\n      color: {kind: color}\n";

#[test]
fn what_a_theme_declares_of_a_data_file_is_checked_in_full() {
    for (name, text, told) in [
        (
            "team.yaml",
            "ann: {nme: Ann}",
            "content/data/team.yaml:1:7 error[field-unknown] \"nme\" is not a known field | did you mean \"name\"?",
        ),
        (
            "team.yaml",
            "ann: {age: 3}",
            "content/data/team.yaml:1:1 error[field-missing] \"name\" is missing | add the line: name: …",
        ),
        ("team.yaml", "ann: {name: Ann, age: old}", "content/data/team.yaml:1:23 error[field-kind]"),
        (
            "team.yaml",
            "ann: {name: Ann, kind: nurs}",
            "content/data/team.yaml:1:24 error[field-choice] \"nurs\" is not one of the choices for \"kind\" | did you mean \"nurse\"?",
        ),
        ("team.yaml", "ann: {name: Ann, on: soon}", "content/data/team.yaml:1:22 error[date-"),
        ("team.yaml", "ann: {name: Ann, tags: {a: b}}", "content/data/team.yaml:1:24 error[field-kind]"),
        ("team.yaml", "ann: {name: Ann, active: maybe}", "content/data/team.yaml:1:26 error["),
        ("team.yaml", "ann: {name: Ann, color: \"red;}\"}", "content/data/team.yaml:1:26 error[color-invalid]"),
        ("team.yaml", "ann: Ann", "content/data/team.yaml:1:6 error[field-kind] this must be fields; it is text"),
        ("team.csv", "name,age\nAnn,old", "content/data/team.csv:2:5 error[field-kind]"),
        ("team.json", "[{\"age\": 3}]", "content/data/team.json:1:2 error[field-missing] \"name\" is missing"),
        (
            "about.yaml",
            "titel: x",
            "content/data/about.yaml:1:1 error[field-unknown] \"titel\" is not a known field | did you mean \"title\"?",
        ),
    ] {
        let site = build(&format!("{PAGE}{DECLARED}-- content/data/{name} --\n{text}\n"));
        let found: Vec<_> = site.diagnostics.iter().filter(|d| d.code != "data-unused").collect();
        assert_eq!(found.len(), 1, "{text}: {}", site.told());
        assert!(site.told().contains(told), "{text}: {}", site.told());
    }
    for text in [
        "ann: {name: Ann, age: 3, kind: nurse, on: 2026-01-02, tags: [a], active: true, telephone: x}",
        "ann:",
        "translated_from: af1349\nann: {name: Ann}",
        "",
    ] {
        build(&format!("{PAGE}{DECLARED}-- content/data/team.yaml --\n{text}\n")).clean();
    }
}
