//! Texts that mean harm, and texts that mean nothing.

use super::read;
use crate::{YamlNode, parse};
use vertebra_base::path::SourcePath;

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
    assert!(read(&front).1[0].contains("error[yaml-large]: these fields are too large"));
}

/// Every place can be shown.
fn walk(node: &YamlNode, text: &str) {
    assert!(text.get(node.span.range()).is_some(), "{:?} in {text:?}", node.span);
    node.as_list().unwrap_or_default().iter().for_each(|item| walk(item, text));
    for entry in node.as_map().unwrap_or_default() {
        assert!(text.get(entry.key_span.range()).is_some(), "{:?} in {text:?}", entry.key_span);
        walk(&entry.value, text);
    }
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
        walk(&parse(&text, 0, &SourcePath::new("content/data/a.yaml")).0, &text);
        let empty = |line: &str| line.trim().is_empty() || line.trim().starts_with('#') || line.starts_with("---");
        assert!(value != "-" || !told.is_empty() || text.lines().all(empty), "{text:?}");
    }
}
