//! Input that means harm, or looks so: nothing takes long, nothing overflows.

use std::time::{Duration, Instant};

use super::{Options, read};

/// Far above what any of these takes, even in a slow build; far below what a quadratic pass would take.
const LIMIT: Duration = Duration::from_secs(20);

fn check(name: &str, text: &str) {
    let start = Instant::now();
    let (parts, ..) = read(text, &Options::default());
    let took = start.elapsed();
    assert!(took < LIMIT, "{name}: {} bytes took {took:?}", text.len());
    drop(parts);
}

#[test]
fn deep_and_long_input_is_read_in_time() {
    let many = 10_000;
    for (name, text) in [
        ("quotes", ">".repeat(many) + " a"),
        ("alerts", (0..300).map(|depth| "> ".repeat(depth) + "> [!NOTE]\n").collect()),
        ("brackets", "[".repeat(many) + &"]".repeat(many)),
        ("open brackets", "[a](".repeat(many)),
        ("wikilinks", "[[".repeat(many)),
        ("note marks", "[^a".repeat(many)),
        ("pictures", "![".repeat(many) + &"](x)".repeat(many)),
        ("lists", (0..500).map(|depth| "  ".repeat(depth) + "- a\n").collect()),
        ("stars", "*a _b ".repeat(many)),
        ("blocks", (0..many).map(|n| format!("{} a\n", ":".repeat(3 + many % (n + 1) % 50))).collect()),
        ("open blocks", "::: a\n".repeat(many)),
        ("closed blocks", ":::\n".repeat(many)),
        ("values", "{{ a }}".repeat(100_000)),
        ("short values", "{{a}} ".repeat(30_000)),
        ("open values", "{{ a".repeat(10_000)),
        ("quoted values", "{{ a \" ".repeat(10_000)),
        ("braces", "{{".repeat(10_000)),
        ("colons on one line", "x ::: ".repeat(100_000)),
        ("notes", (0..many).map(|n| format!("[^{n}] [^{n}]\n\n[^{n}]: a\n\n")).collect()),
        ("equal headings", "## a\n\n".repeat(many)),
        ("tables", "| a |\n|---|\n| b |\n\n: c\n\n".repeat(many)),
        ("open tags", "<b>".repeat(many)),
        ("open divs", "<div>\n\n".repeat(many)),
        ("quotes and HTML", ">".repeat(many) + " <b>a"),
        ("closed tags", "</b>".repeat(many)),
        ("half tags", "<b ".repeat(many)),
        ("comments", "<!-- ".repeat(many)),
        ("decorative", "![](x){".repeat(many)),
        ("entities", "&#x".repeat(many)),
        ("code", "`".repeat(many) + "a"),
        ("definitions", "a\n: b\n\n".repeat(many)),
    ] {
        check(name, &text);
    }
}

#[test]
fn nesting_beyond_reading_is_reported() {
    let (_, diagnostics, _) = read(&(">".repeat(101) + " a\n"), &Options::default());
    assert_eq!(diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["nested-deep"]);
    let blocks: String = (0..40).map(|n| format!("{} a\n", ":".repeat(50 - n))).collect();
    let closed: String = (0..40).rev().map(|n| format!("{}\n", ":".repeat(50 - n))).collect();
    let (_, diagnostics, _) = read(&(blocks + "x\n" + &closed), &Options::default());
    assert_eq!(diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["nested-deep"]);
}
