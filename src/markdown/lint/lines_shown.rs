//! Lines that were meant as something else than the text of a paragraph: a heading without its space, a table without
//! its line of hyphens, bullets that Markdown does not know. Looks at paragraphs as they stand in the file.

use super::LintInput;
use super::shown::lines;
use crate::prose::{Block, BlockKind};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::span::Span;

/// More of them on one page say one thing over and over.
const MOST: usize = 20;

/// Tells them.
pub fn check(said: &LintInput, out: &mut Vec<Diagnostic>) {
    let paragraphs = said.prose.blocks.iter().filter(|it| matches!(it.kind, BlockKind::Paragraph | BlockKind::Item));
    let found = paragraphs.flat_map(|block| line_fault(said, block)).take(MOST);
    for (span, message, help) in found {
        out.push(Diagnostic::warning("markup-shown", said.source, span, message).with_help(help));
    }
}

/// The first line of a block that looks like something else.
fn line_fault(said: &LintInput, block: &Block) -> Option<(Span, &'static str, String)> {
    let source = said.file.get(block.span.range()).unwrap_or("");
    if !may_hold_lines(source) {
        return None;
    }
    let lines: Vec<(Span, &str)> = lines(said, block).collect();
    let rows = lines.iter().filter(|(_, line)| line.matches('|').count() > 1).count();
    let bullets = lines.iter().filter(|(_, line)| is_bullet(line)).count();
    for (span, line) in &lines {
        let rest = line.trim_start_matches('#');
        let hashes = line.len() - rest.len();
        let first = Span::new(span.start as usize, span.start as usize + line.chars().next().map_or(0, char::len_utf8));
        if (2..=6).contains(&hashes) && !rest.is_empty() && !rest.starts_with(' ') {
            let help = format!("leave a space after the number signs: {} {}", "#".repeat(hashes), rest.trim());
            let marks = Span::new(span.start as usize, span.start as usize + hashes);
            return Some((marks, "this line is meant as a heading, but it is shown to readers as text", help));
        }
        if line.matches('|').count() > 1 && (rows > 1 || line.starts_with('|')) {
            let columns = line.trim_matches('|').split('|').count();
            let help = format!(
                "below the row of headings, add a line of hyphens with the same number of cells: {}|\n\
                 leave an empty line before the table; to show the sign itself, write \\|",
                "|---".repeat(columns)
            );
            return Some((first, "these lines are meant as a table, but they are shown to readers as text", help));
        }
        if line
            .strip_prefix("::")
            .is_some_and(|rest| !rest.starts_with(':') && (rest.is_empty() || rest.starts_with(' ')))
        {
            let help = "a block begins with three colons and a name, and ends with three: :::".to_owned();
            let marks = Span::new(span.start as usize, span.start as usize + 2);
            return Some((marks, "this line is meant to begin or end a block, but it is shown to readers", help));
        }
        if is_task(line) {
            let help = "begin the line like this, with a space on both sides of the brackets: - [ ] words".to_owned();
            return Some((first, "this box to tick is shown to readers as it is", help));
        }
        if is_bullet(line) && bullets > 1 {
            let help = match line.starts_with(|c: char| c.is_ascii_digit()) {
                true => "leave a space behind each number: 1. words".to_owned(),
                false => "begin each line of a list with a hyphen and a space: - words".to_owned(),
            };
            return Some((first, "these lines are meant as a list, but they are run together in one paragraph", help));
        }
    }
    None
}

/// Most paragraphs hold no bar, and none of their lines begins with one of the signs.
fn may_hold_lines(source: &str) -> bool {
    let bytes = source.as_bytes();
    let begins = |at: usize| {
        let first = bytes[at..].iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'>'));
        // The first bytes of the bullets begin many other signs too.
        matches!(first, Some(b'#' | b':' | b'-' | b'[' | b'0'..=b'9' | 0xc2 | 0xe2))
    };
    memchr::memchr(b'|', bytes).is_some() || begins(0) || memchr::memchr_iter(b'\n', bytes).any(|at| begins(at + 1))
}

fn is_bullet(line: &str) -> bool {
    ["• ", "· ", "‣ ", "◦ ", "▪ ", "– ", "— "].iter().any(|mark| line.starts_with(mark)) || is_cramped(line)
}

/// `-words`, `1)words`: the mark of an item without its space.
fn is_cramped(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match line.len() - number.len() {
        0 => line.strip_prefix('-'),
        1..3 => number.strip_prefix([')', '.']),
        _ => None,
    };
    rest.is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

/// `[ ] words`, `-[x] words`, `[x]words`: a box to tick that is none. `[x]` may be a link.
fn is_task(line: &str) -> bool {
    let inside = line.strip_prefix('-').unwrap_or(line).trim_start();
    let rest = ["[ ]", "[x]", "[X]"].iter().find_map(|mark| inside.strip_prefix(mark));
    let is_right = line.starts_with("- ") && rest.is_some_and(|rest| rest.starts_with(' '));
    !is_right && rest.is_some_and(|rest| rest.starts_with(|c: char| c == ' ' || c.is_alphanumeric()))
}
