//! Where the cursor is (`|`) in YAML that is being written.

use crate::place_at;

fn at(text: &str) -> String {
    let offset = text.find('|').unwrap();
    let text = text.replacen('|', "", 1);
    let Some(place) = place_at(&text, offset) else { return "-".to_owned() };
    let beside = if place.beside.is_empty() { String::new() } else { format!(" + {}", place.beside.join(" ")) };
    format!("{} {:?} [{}]{beside}", place.path.join("."), place.part, &text[place.span.range()])
}

/// The same with the line ends of Windows.
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(at(text), *expected, "{text}");
        assert_eq!(at(&text.replace('\n', "\r\n")), *expected, "with CRLF: {text}");
    }
}

#[test]
fn names_and_values() {
    check(&[
        ("|", " Key { open: true } []"),
        ("ti|", " Key { open: true } [ti]"),
        ("ti|tle: x", " Key { open: false } [title]"),
        ("ti|tle:x", " Key { open: false } [title]"),
        ("title: x\n|\ndate: y\n", " Key { open: true } [] + title date"),
        ("title: x\nd|  # when\n", " Key { open: true } [d] + title"),
        ("title: De|ep\n", "title Value { quoted: false } [Deep]"),
        ("title: Deep | tissue # one\n", "title Value { quoted: false } [Deep  tissue]"),
        ("title: Back: ca|\n", "title Value { quoted: false } [Back: ca]"),
        ("title:|", "-"),
        ("title: |", "title Value { quoted: false } []"),
        ("title:  |  # note\n", "title Value { quoted: false } []"),
        ("title: über|all\nx: y\n", "title Value { quoted: false } [überall]"),
        ("# a: |", "-"),
        ("a: x # y|", "-"),
        ("a: x\n# y|\nb: z\n", "-"),
    ]);
}

#[test]
fn groups_of_fields() {
    check(&[
        ("a:\n  by: x\n  on|", "a Key { open: true } [on] + by"),
        ("a:\n  on|\n  by: x\n", "a Key { open: true } [on] + by"),
        ("a:\n  by: x\nb|", " Key { open: true } [b] + a"),
        ("a:\n  |", "a Key { open: true } []"),
        ("a:\n  |\nb: x\n", "a Key { open: true } []"),
        ("a:\n  b:\n    c: |\n  d: x\n", "a.b.c Value { quoted: false } []"),
        ("a:\n  b:\n    c: x\n  d|\n", "a Key { open: true } [d] + b"),
        ("a:\n  b:\n    c: x\n    d|\n  e: y\n", "a.b Key { open: true } [d] + c"),
        // A text that goes on is no field, and neither is a line that stands like nothing around it.
        ("a: some\n  wo|\n", "-"),
        ("a:\n    b: x\n  c|\n", "-"),
    ]);
}

#[test]
fn lists() {
    check(&[
        ("a:\n  - x\n  - |", "a Item { quoted: false } []"),
        ("a:\n- x\n- y|", "a Item { quoted: false } [y]"),
        ("a:\n  - \"x|\"\n", "a Item { quoted: true } [x]"),
        ("a:\n  - x|\n  - {b: c}\nd: e\n", "a Item { quoted: false } [x]"),
        ("a:\n  - ti|\n    page: x\n", "a Item { quoted: false } [ti] + page"),
        ("a:\n  - ti|tle: x\n    page: y\n", "a Key { open: false } [title] + page"),
        ("a:\n  - title: x\n    |\n  - title: y\n    page: z\n", "a Key { open: true } [] + title"),
        ("m:\n  main:\n    - title: x\n      pa|", "m.main Key { open: true } [pa] + title"),
        ("m:\n  main:\n    - title: x\n      page: t|", "m.main.page Value { quoted: false } [t]"),
    ]);
}

#[test]
fn brackets_closed_or_not() {
    check(&[
        ("a: [x, y|, z]", "a Value { quoted: false } [y]"),
        ("a: [|]", "a Value { quoted: false } []"),
        ("a: [x]|", "-"),
        ("a: [|", "a Value { quoted: false } []"),
        ("a: [x, |\nb: y\n", "a Value { quoted: false } []"),
        ("a: [x, \"|\nb: \"y\"\n", "a Value { quoted: true } []"),
        ("a: [x,\n  y|,\n  z]\nb: c\n", "a Value { quoted: false } [y]"),
        ("a: [x\nb|", " Key { open: true } [b] + a"),
        ("a: {by: m|, on: x}", "a.by Value { quoted: false } [m]"),
        ("a: {by: m, o|}", "a Key { open: true } [o] + by"),
        ("a: {o|, by: m}", "a Key { open: true } [o] + by"),
        ("a: {b|y: m}", "a Key { open: false } [by]"),
        ("x: {a: |", "x.a Value { quoted: false } []"),
        ("x: {a: |\ny: z\n", "x.a Value { quoted: false } []"),
        ("x: {a: b, |\ny: z\n", "x Key { open: true } [] + a"),
        ("x: {a: {b: [c, |\ny: z\n", "x.a.b Value { quoted: false } []"),
        ("x: [{a: b}, {c: |}]\n", "x.c Value { quoted: false } []"),
        ("m:\n  main:\n    - {title: x, page: t|}", "m.main.page Value { quoted: false } [t]"),
        ("m:\n  - {title: x, pa|\n  - {title: y}\nn: z\n", "m Key { open: true } [pa] + title"),
        ("{title: x, |", " Key { open: true } [] + title"),
    ]);
}

#[test]
fn quotation_marks_closed_or_not() {
    check(&[
        ("title: \"De|ep\"\n", "title Value { quoted: true } [Deep]"),
        ("title: 'De|ep'\n", "title Value { quoted: true } [Deep]"),
        ("title: \"De|\ndate: \"x\"\n", "title Value { quoted: true } [De]"),
        ("title: '|\n", "title Value { quoted: true } []"),
        ("title: \"Deep\"|\n", "-"),
        ("\"a/*.md\": {type: t|}", "a/*.md.type Value { quoted: false } [t]"),
        ("d:\n  \"a/*.md\":\n    ty|\n", "d.a/*.md Key { open: true } [ty]"),
        ("\"ti|tle\": x\n", " Key { open: false } [title]"),
        ("a: {\"by\": m, \"o|\": x}\n", "a Key { open: false } [o] + by"),
    ]);
}

#[test]
fn blocks_of_text_are_left_alone() {
    check(&[
        ("a: >-\n  some: wo|\n  more\nb: c\n", "-"),
        ("a: >-\n  some\n\n  wo|\n", "-"),
        ("a:\n  - >\n    - wo|\n", "-"),
        ("a: >\n  some\nb|\n", " Key { open: true } [b] + a"),
    ]);
}

#[test]
fn every_place_of_a_text_has_an_answer() {
    let text =
        "a: {b: [\"c\", 'd', {e: f}], \"g: h\n- i: >\n    j\n  - \t# k\nü: &l *m !n\n---\n? o\n: p\n\"q\": {{ r }}\n";
    for cut in (0..=text.len()).filter(|cut| text.is_char_boundary(*cut)) {
        for offset in 0..=cut {
            if let Some(place) = place_at(&text[..cut], offset) {
                let span = place.span.range();
                assert!(span.start <= offset && offset <= span.end && span.end <= cut, "{cut} {offset}: {place:?}");
            }
        }
    }
}
