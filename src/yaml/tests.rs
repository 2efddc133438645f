//! Texts in, nodes and messages out.

use super::*;
use crate::span::position;

const FENCE: &str = "---\n";

/// Reads `text` as front matter; gives the value on one line and every message in full.
fn read(text: &str) -> (String, Vec<String>) {
    let whole = format!("{FENCE}{text}");
    let (node, mut out) = parse(text, FENCE.len(), &SourcePath::new("content/a.md"));
    crate::diagnostic::sort(&mut out);
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

fn show(node: &Node) -> String {
    match &node.kind {
        Kind::Null => "-".into(),
        Kind::Bool(value, typed) => format!("{value}<{typed}>"),
        Kind::Number(value, typed) => format!("{value}<{typed}>"),
        Kind::Text(text) => format!("{text:?}"),
        Kind::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        Kind::Map(entries) => {
            let shown = entries.iter().map(|entry| format!("{}: {}", entry.key, show(&entry.value)));
            format!("{{{}}}", shown.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Every key and scalar with the text at its place, in order.
fn places(text: &str) -> Vec<String> {
    fn walk(node: &Node, text: &str, out: &mut Vec<String>) {
        match &node.kind {
            Kind::List(items) => items.iter().for_each(|item| walk(item, text, out)),
            Kind::Map(entries) => entries.iter().for_each(|entry| {
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
        ("a: x y # z\nb : 'q r'\n\"c\": \"d\"", "a@a|x y|b@b|q r|c@c|d"),
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
fn a_colon_in_a_title() {
    check(
        "title: Deep tissue: what to expect\ndraft: true",
        r#"{title: "Deep tissue: what to expect", draft: true<true>}"#,
        &["2:19: error[yaml-colon]: this title has a colon in it, so it needs quotation marks
  ^ :
  = put the whole title in straight quotes:
  = title: \"Deep tissue: what to expect\""],
    );
    check(
        "description: Firm: \"deep\" massage\nimage_alt: A: b",
        r#"{description: "Firm: \"deep\" massage", image_alt: "A: b"}"#,
        &[
            "2:18: error[yaml-colon]: this \"description\" has a colon in it, so it needs quotation marks
  ^ :
  = put the whole text in straight quotes:
  = description: 'Firm: \"deep\" massage'",
            "3:13: error[yaml-colon]: this \"image_alt\" has a colon in it, so it needs quotation marks
  ^ :
  = put the whole text in straight quotes:
  = image_alt: \"A: b\"",
        ],
    );
}

#[test]
fn a_tab() {
    check(
        "title: Deep\ndescription:\tFirm massage",
        r#"{title: "Deep", description: "Firm massage"}"#,
        &["3:13: error[yaml-tab]: there is a Tab character here; use a space
  ^ \t
  = type one space after the colon"],
    );
    check(
        "topics:\n\t- back\n\t-\tneck",
        r#"{topics: ["back", "neck"]}"#,
        &[
            "3:1: error[yaml-tab]: there is a Tab character here; use a space\n  ^ \t\n  = use spaces at the start of the line",
            "4:1: error[yaml-tab]: there is a Tab character here; use a space\n  ^ \t\n  = use spaces at the start of the line",
            "4:3: error[yaml-tab]: there is a Tab character here; use a space\n  ^ \t\n  = type one space after the hyphen",
        ],
    );
    check("a: x\ty\t\nb: z\t# c\n\t\n", r#"{a: "x\ty", b: "z"}"#, &[]);
}

#[test]
fn a_quote_that_is_never_closed() {
    check(
        "title: \"Deep tissue massage\nslug: deep",
        r#"{title: "Deep tissue massage", slug: "deep"}"#,
        &["2:8: error[yaml-quote]: this quotation mark is never closed
  ^ \"
  = add a \" at the end of the line"],
    );
    check(
        "title: 'Deep\ndescription: 'Firm'\nslug: \"x",
        r#"{title: "Deep", description: "Firm", slug: "x"}"#,
        &[
            "2:8: error[yaml-quote]: this quotation mark is never closed\n  ^ '\n  = add a ' at the end of the line",
            "4:7: error[yaml-quote]: this quotation mark is never closed\n  ^ \"\n  = add a \" at the end of the line",
        ],
    );
    check(
        "title: \"Deep\" tissue",
        r#"{title: "\"Deep\" tissue"}"#,
        &["2:15: error[yaml-quote]: there is text after the closing quotation mark
  ^ tissue
  = put the whole title in straight quotes:
  = title: '\"Deep\" tissue'"],
    );
}

#[test]
fn smart_quotes_from_word() {
    check(
        "title: “Deep tissue massage”",
        r#"{title: "Deep tissue massage"}"#,
        &["2:8: error[yaml-smart-quote]: curly quotes do not count as quotation marks here; they would be printed in the title
  ^ “
  = use straight quotes, or none: title: Deep tissue massage
  note: curly quotes in the article text are fine"],
    );
    check(
        "description: “Ouch” is a word\ntopics: [‘a’, b]",
        r#"{description: "“Ouch” is a word", topics: ["a", "b"]}"#,
        &[
            "2:14: error[yaml-smart-quote]: curly quotes do not count as quotation marks here; they would be printed in \"description\"
  ^ “
  = put the whole text in straight quotes:
  = description: \"“Ouch” is a word\"
  note: curly quotes in the article text are fine",
            "3:10: error[yaml-smart-quote]: curly quotes do not count as quotation marks here; they would be printed in the text
  ^ ‘
  = use straight quotes, or none: a
  note: curly quotes in the article text are fine",
        ],
    );
    check("title: a “b”\nother: \"“b”\"", r#"{title: "a “b”", other: "“b”"}"#, &[]);
}

#[test]
fn the_same_field_twice() {
    check(
        "updated: 2026-06-02\ntitle: x\nupdated: 2026-11-18",
        r#"{updated: "2026-06-02", title: "x"}"#,
        &["4:1: error[field-twice]: \"updated\" is set twice, on lines 2 and 4
  ^ updated
  = keep one of them; line 2 says 2026-06-02"],
    );
    check(
        "a:\n  - b: [1]\n    b: 2",
        "{a: [{b: [1<1>]}]}",
        &["4:5: error[field-twice]: \"b\" is set twice, on lines 3 and 4\n  ^ b\n  = keep one of them"],
    );
    let many: String = (0..40).map(|n| format!("k{n}: {n}\n")).collect();
    let (_, told) = read(&format!("{many}k3: x"));
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("42:1: error[field-twice]: \"k3\" is set twice, on lines 5 and 42"), "{}", told[0]);
}

#[test]
fn several_faults_in_one_run() {
    let (value, told) = read(
        "title: Deep: tissue\nslug:\tx\ndescription: \"open\ndraft:true\nweight: 3\n  aliases: [/a/]\ntopics: [a, b\nimage: @x\nkey: z",
    );
    assert_eq!(
        value,
        r#"{title: "Deep: tissue", slug: "x", description: "open", draft: true<true>, weight: 3<3>, aliases: ["/a/"], topics: ["a", "b"], image: "@x", key: "z"}"#
    );
    let heads: Vec<_> = told.iter().map(|told| told.split(": ").take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        heads,
        [
            "2:12 error[yaml-colon]",
            "3:6 error[yaml-tab]",
            "4:14 error[yaml-quote]",
            "5:6 error[yaml-syntax]",
            "7:1 error[yaml-syntax]",
            "8:9 error[yaml-syntax]",
            "9:8 error[yaml-syntax]"
        ]
    );
}

#[test]
fn lines_that_are_no_fields() {
    let syntax = |text: &str, value: &str, message: &str| check(text, value, &[message]);
    syntax(
        "title:Deep tissue",
        r#"{title: "Deep tissue"}"#,
        "2:6: error[yaml-syntax]: there is no space after this colon\n  ^ :\n  = title: Deep tissue",
    );
    syntax(
        "title = Deep\ndraft: true",
        r#"{title: "Deep", draft: true<true>}"#,
        "2:7: error[yaml-syntax]: a field has a colon after its name\n  ^ =\n  = title: Deep",
    );
    syntax(
        "description: Firm massage\nfor tight muscles\ndraft: true",
        r#"{description: "Firm massage for tight muscles", draft: true<true>}"#,
        "3:1: error[yaml-syntax]: this line is not a field; does it belong to the line above?
  ^ for tight muscles
  = then begin it with two spaces:
  =   for tight muscles",
    );
    syntax(
        "topics:\n  - back\nHello there\ndraft: true",
        r#"{topics: ["back"], draft: true<true>}"#,
        "4:1: error[yaml-syntax]: this line is not a field: a field has a name, a colon, a space and its text
  ^ Hello there
  = write it like this, or remove it:
  = title: Deep tissue massage",
    );
    syntax(
        "topics: back\n- neck\ndraft: true",
        r#"{topics: "back", draft: true<true>}"#,
        "3:1: error[yaml-syntax]: a list cannot begin here
  ^ -
  = put a list under its name, which has nothing else on its line:
  = topics:
  =   - neck",
    );
    syntax(
        "topics:\n  - back\n  neck\n  - arm\ndraft: true",
        r#"{topics: ["back", "neck", "arm"], draft: true<true>}"#,
        "4:3: error[yaml-syntax]: this line has no hyphen, but the lines above it have one\n  ^ neck\n  = - neck",
    );
    syntax(
        " title: Deep\ndraft: true",
        r#"{title: "Deep", draft: true<true>}"#,
        "2:1: error[yaml-syntax]: this line does not begin where the others do
  ^  
  = remove the spaces before it:
  = title: Deep",
    );
    syntax(
        "reviewed:\n    by: ana\n  on: 2026-01-02\ndraft: true",
        r#"{reviewed: {by: "ana", on: "2026-01-02"}, draft: true<true>}"#,
        "4:1: error[yaml-syntax]: this line does not begin where the others do
  ^   
  = put 4 spaces before it:
  =     on: 2026-01-02",
    );
    syntax(
        "a: b\n---\nc: d",
        r#"{a: "b", c: "d"}"#,
        "3:1: error[yaml-syntax]: this line would begin a second set of fields\n  ^ ---\n  = remove this line",
    );
}

#[test]
fn texts_that_begin_with_a_mark() {
    let special = |text: &str, meant: &str, mark: &str, help: &str| {
        let message = format!(
            "2:8: error[yaml-syntax]: a text that begins with {mark} needs quotation marks\n  ^ {}\n  = put the whole title in straight quotes:\n  = title: {help}",
            &mark[..1]
        );
        check(&format!("title: {text}\nslug: a"), &format!("{{title: {meant:?}, slug: \"a\"}}"), &[&message]);
    };
    special("*Deep* tissue", "*Deep* tissue", "*", "\"*Deep* tissue\"");
    special("**Deep**", "**Deep**", "*", "\"**Deep**\"");
    special("& friends", "& friends", "&", "\"& friends\"");
    special("&friends", "&friends", "&", "\"&friends\"");
    special("!Important \"news\"", "!Important \"news\"", "!", "'!Important \"news\"'");
    special("@home", "@home", "@", "\"@home\"");
    special("`code`", "`code`", "`", "\"`code`\"");
    special("%a", "%a", "%", "\"%a\"");
    special("> 50 %", "> 50 %", ">", "\"> 50 %\"");
    special("- a", "- a", "-", "\"- a\"");
    special("{{ phone x }}", "{{ phone x }}", "{{", "\"{{ phone x }}\"");
    check(
        "title: #1 clinic\ndraft: true",
        r##"{title: "#1 clinic", draft: true<true>}"##,
        &["2:8: error[yaml-syntax]: what follows # counts as a remark and is left out, so this field is empty
  ^ #1 clinic
  = put the whole title in straight quotes:
  = title: \"#1 clinic\""],
    );
    check(
        "title: We are #1\ndraft: true # later",
        r#"{title: "We are", draft: true<true>}"#,
        &["2:15: warning[yaml-comment]: what follows # counts as a remark and is left out
  ^ #1
  = put the whole title in straight quotes:
  = title: \"We are #1\""],
    );
    check(
        "title: [Draft] Deep tissue",
        r#"{title: "[Draft] Deep tissue"}"#,
        &["2:16: error[yaml-syntax]: there is text after the closing bracket, so this is neither a list nor a text
  ^ Deep tissue
  = if it is a text, put the whole title in straight quotes:
  = title: \"[Draft] Deep tissue\""],
    );
    check(
        "topics: [back, neck\ndraft: true",
        r#"{topics: ["back", "neck"], draft: true<true>}"#,
        &["2:9: error[yaml-syntax]: this bracket is never closed\n  ^ [\n  = add a ] at the end of the list"],
    );
    check(
        "image: \"C:\\Users\\me\"",
        r#"{image: "C:\\Users\\me"}"#,
        &["2:11: error[yaml-syntax]: a backslash means something else between double quotation marks
  ^ \\
  = use single ones: image: 'C:\\Users\\me'"],
    );
}

#[test]
fn what_no_field_needs_is_named() {
    check(
        "a: &x {b: 1}\nc:\n  <<: *x\n  d: 2",
        "{a: {b: 1<1>}, c: {d: 2<2>}}",
        &["4:3: error[yaml-syntax]: \"<<\" takes fields from elsewhere, which is not understood here
  ^ <<
  = write the fields themselves here"],
    );
    let (value, told) = read("? a\n: b\n? [c]\n: d\n");
    assert!(told.iter().all(|told| told.contains("error[yaml-syntax]")), "{value} {told:?}");
    let (_, told) = read("a: x\u{0}y\nb: z");
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("2:5: error[yaml-syntax]: there is an invisible character here"), "{told:?}");
    check(
        "title:\u{a0}Deep\u{2028}tissue\u{a0}x\nreviewed:\n\u{a0}\u{a0}by: x\n",
        r#"{title: "Deep tissue\u{a0}x", reviewed: {by: "x"}}"#,
        &[],
    );
}

#[test]
fn hostile_texts_end_soon_and_say_something() {
    let bomb: String = (1..40).fold("a0: &a0 [x, x]\n".into(), |text: String, n| {
        let p = n - 1;
        text + &format!("a{n}: &a{n} [*a{p}, *a{p}, *a{p}, *a{p}]\n")
    });
    let lines = |line: &str| line.repeat(200_000 / line.len());
    for (name, text) in [
        ("bomb", bomb),
        ("brackets", "a: ".to_owned() + &"[".repeat(80_000)),
        ("hyphens", "- ".repeat(80_000)),
        ("levels", (0..400).map(|n| format!("{}a:\n", " ".repeat(n))).collect()),
        ("large", "a: ".to_owned() + &"x".repeat(300_000)),
        ("tabs", lines("\t") + "a: b"),
        ("tab lines", "a:\n".to_owned() + &lines("\t- x\n")),
        ("quotes", lines("a: \"x\n")),
        ("open list", lines("- \"x\n")),
        ("open brackets", lines("- [x\n")),
        ("colons", (0..20_000).map(|n| format!("a{n}: b: c\n")).collect()),
        ("twice", lines("a: b\n")),
        ("strays", lines("word\n") + "a: b"),
        ("stairs", (0..600).rev().map(|n| format!("{}a{n}: b\n", " ".repeat(n))).collect()),
        ("anchors", lines("a: &x\n")),
        ("braces", lines("{{")),
    ] {
        let (_, told) = parse(&text, 4, &SourcePath::new("content/a.md"));
        assert!(!told.is_empty(), "{name}");
    }
    let front = "a: ".to_owned() + &"x".repeat(300_000);
    assert!(read(&front).1[0].contains("error[yaml-large]: there is more text here than fields can hold"));
}

/// Whatever is typed, reading ends, and every place is inside the text.
#[test]
fn any_text_is_read_to_its_end() {
    let parts = [
        "a", ": ", ":", "\n", "  ", "- ", "\"", "'", "[", "]", "{", "}", "#", " # ", "|", "&x ", "*x", "\t", "“", "é",
        "---\n", "b: c\n", ",", "\\", "\u{a0}", "\r\n",
    ];
    let mut seed = 20_261_120_u64;
    for _ in 0..4_000 {
        let mut text = String::new();
        for _ in 0..12 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text += parts[(seed >> 33) as usize % parts.len()];
        }
        let (value, told) = read(&text);
        let empty = |line: &str| line.trim().is_empty() || line.trim().starts_with('#') || line.starts_with("---");
        assert!(value != "-" || !told.is_empty() || text.lines().all(empty), "{text:?}");
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
        assert!(node.as_map().is_some_and(|map| map.len() > 2));
        for entry in node.as_map().unwrap_or_default() {
            assert_eq!(&text[entry.key_span.range()], entry.key, "the outline follows");
        }
    }
}
