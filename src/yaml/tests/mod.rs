//! Texts in, nodes and messages out.

mod faults;
mod hostile;
mod place;

use super::*;
use vertebra_base::span::position;

const FENCE: &str = "---\n";

/// Reads `text` as front matter; gives the value on one line and every message in full.
fn read(text: &str) -> (String, Vec<String>) {
    let whole = format!("{FENCE}{text}");
    let (node, mut out) = parse(text, FENCE.len(), &SourcePath::new("content/a.md"));
    vertebra_base::diagnostic::sort(&mut out);
    let told = out.iter().map(|d| {
        let span = d.span.unwrap_or_default();
        let at = position(&whole, span.start as usize);
        let severity = format!("{:?}", d.severity).to_lowercase();
        let mut told = format!("{}:{}: {severity}[{}]: {}", at.line, at.column, d.code, d.message);
        told += &format!("\n  ^ {}", &whole[span.range()]);
        for line in d.help.iter().flat_map(|help| help.lines()) {
            told += &format!("\n  = {line}");
        }
        if let Some(line) = &d.note {
            told += &format!("\n  note: {line}");
        }
        told
    });
    (show(&node), told.collect())
}

fn show(node: &YamlNode) -> String {
    match &node.kind {
        NodeKind::Null => "-".into(),
        NodeKind::Bool(value, typed) => format!("{value}<{typed}>"),
        NodeKind::Number(value, typed) => format!("{value}<{typed}>"),
        NodeKind::Text(text) => format!("{text:?}"),
        NodeKind::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        NodeKind::Map(entries) => {
            let shown = entries.iter().map(|entry| format!("{}: {}", entry.key, show(&entry.value)));
            format!("{{{}}}", shown.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Every key and scalar with the text at its place, in order.
fn places(text: &str) -> Vec<String> {
    fn walk(node: &YamlNode, text: &str, out: &mut Vec<String>) {
        match &node.kind {
            NodeKind::List(items) => items.iter().for_each(|item| walk(item, text, out)),
            NodeKind::Map(entries) => entries.iter().for_each(|entry| {
                out.push(format!("{}@{}", entry.key, &text[entry.key_span.range()]));
                walk(&entry.value, text, out);
            }),
            _ => out.push(text[node.span.range()].to_owned()),
        }
    }
    let (node, out) = parse(text, 0, &SourcePath::new("content/data/a.yaml"));
    assert_eq!(out, [], "{text}");
    let mut found = Vec::new();
    walk(&node, text, &mut found);
    found
}

#[track_caller]
fn check(text: &str, value: &str, messages: &[&str]) {
    let (shown, told) = read(text);
    assert_eq!(told.join("\n"), messages.join("\n"), "in {text:?}");
    assert_eq!(shown, value, "in {text:?}");
}

#[test]
fn text_stays_as_it_was_typed() {
    for (text, value) in [
        ("a: 007", r#"{a: "007"}"#),
        ("a: 12", "{a: 12<12>}"),
        ("a: 1.10", "{a: 1.1<1.10>}"),
        ("a: 17:30", r#"{a: "17:30"}"#),
        ("a: +13108287757", "{a: 13108287757<+13108287757>}"),
        ("a: 0x1F # remark", "{a: 31<0x1F>}"),
        ("a: no", r#"{a: "no"}"#),
        ("a: True", "{a: true<True>}"),
        ("a: \"true\"", r#"{a: "true"}"#),
        ("a: 2026-02-30", r#"{a: "2026-02-30"}"#),
        ("a: [1.0, 2e3, x]", r#"{a: [1<1.0>, 2000<2e3>, "x"]}"#),
        ("a: &n 1.50\nb: *n", "{a: 1.5<1.50>, b: 1.5<1.5>}"),
        ("a: ~\nb:\nc: ''", r#"{a: -, b: -, c: ""}"#),
        ("12: a\ntrue: b", r#"{12: "a", true: "b"}"#),
        ("", "-"),
        ("# only a remark\n\n", "-"),
        ("a: x\r\nb: y\r\n", r#"{a: "x", b: "y"}"#),
        ("a: “ä”".trim_end_matches('”').replace('“', "").as_str(), r#"{a: "ä"}"#),
    ] {
        check(text, value, &[]);
    }
}

#[test]
fn every_key_and_value_has_its_place() {
    for (text, expected) in [
        ("a: x y  # z\nb : 'q r'\n\"c\": \"d\"", "a@a|x y|b@b|q r|c@c|d"),
        ("a:\n  b: 1\n  c:\n    d: x\ne: y", "a@a|b@b|1|c@c|d@d|x|e@e|y"),
        ("a:\n- x\n- y z\nb: 1", "a@a|x|y z|b@b|1"),
        ("a:\n  - k: v\n    l: w\n  - k: u\n", "a@a|k@k|v|l@l|w|k@k|u"),
        ("- - x\n  - y\n- z", "x|y|z"),
        ("a: [x, \"y\", 'z']\nb: {c: d, e: [f]}", "a@a|x|y|z|b@b|c@c|d|e@e|f"),
        ("a: [\n  x, # one\n  y,\n]\nb: z", "a@a|x|y|b@b|z"),
        ("a: {\n  b: c,\n  d: e }", "a@a|b@b|c|d@d|e"),
        ("a: |\n  one\n\n  two\nb: c", "a@a|one\n\n  two|b@b|c"),
        ("a: >-\n  one\nb: c", "a@a|one|b@b|c"),
        ("a: one\n  two\nb: c", "a@a|one\n  two|b@b|c"),
        ("a: \"one\n  two\"\nb: c", "a@a|one\n  two|b@b|c"),
        ("---\na: b\n", "a@a|b"),
        ("a: &x [y]\nb: *x", "a@a|y|b@b|*x"),
        ("a:\n  # remark\n\n  - x\n# remark\nb:\n", "a@a|x|b@b|b"),
        ("url: https://a.b/c#d\nt: a:b", "url@url|https://a.b/c#d|t@t|a:b"),
        ("a: [{b: c}, d: e]", "a@a|b@b|c|d@d|e"),
        ("\"a b\": 1", "a b@a b|1"),
        ("mon-fri: \"9:00 am - 5:00 pm\"", "mon-fri@mon-fri|9:00 am - 5:00 pm"),
        ("- title: Get help\n  page: a.md\n- {page: b.md}", "title@title|Get help|page@page|a.md|page@page|b.md"),
        // A key that is spelt in another way than it reads is not followed: the place is that of the whole.
        ("\"a\\tb\": c", "a\tb@\"a\\tb\": c|\"a\\tb\": c"),
    ] {
        assert_eq!(places(text).join("|"), expected, "{text}");
    }
}

#[test]
fn what_themes_and_sites_are_written_in_is_understood() {
    for text in [
        r#"title: Guide (sample site)
base_url: https://example.org/
publisher: {name: Someone, url: /about/}
taxonomies:
  topics: {title: Topics}
menus:
  main:
    - {title: Get help, page: when-to-get-help.md}   # remark
    - {page: techniques/index.md}
  footer: []
permalinks: {"articles/**": "/{section}/{year}/{slug}/"}
feeds: {formats: [atom, json], limit: 20, content: full, sections: [guides]}
defaults:
  "techniques/*.md": {type: technique}
settings: {}
"#,
        r#"---
types:
  clinic:
    template: clinic.html
    fields:
      name: {kind: text, required: true, help: "How firm…"}
      hours:
        kind: hours   # a map
        stated: true
items: {one: "{count} page", other: '{count} pages'}
text: |
  * a: b

  "c
  # no remark
- "#,
        "hours: { mon-fri: \"9:00 am - 5:00 pm\", sat: closed }\nfaq:\n- q: Why?\n  a: >-\n    Because: it\n    helps.\n\n- q: When?\n  a: Now\n",
        "author: O'Neil \"Jo\" & sons, 5'11\"\nnote: it's 100% ok - really; a/b @ c\nwhen: 2026-11-20T09:00:00-08:00\n",
        "a: 'it''s: fine' # yes\nb: \"x: \\\"y\\\"\"\nc:   \n  spaced out\nd: []\ne: {}\nf: ''\n",
    ] {
        let text = text.trim_end_matches("- ");
        let (node, out) = parse(text, 0, &SourcePath::new("content/site.yaml"));
        assert_eq!(out, [], "{text}");
        assert!(node.as_map().is_some_and(|map| map.len() > 1));
        for entry in node.as_map().unwrap_or_default() {
            assert_eq!(&text[entry.key_span.range()], entry.key, "the outline follows");
        }
    }
}
