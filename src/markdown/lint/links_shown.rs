//! Links, images and glossary words that were meant and are printed with their brackets. Finds them in the text that
//! readers see; says what to type in their place.

use super::LintInput;
use super::shown::{Leftover, is_plain, is_typed, shown};
use crate::prose::Block;
use crate::prose::OBJECT;
use vertebra_base::diagnostic::Severity;
use vertebra_base::link::{AddressKind, Link};

/// Finds what was meant for a link in a block.
pub(super) fn find(said: &LintInput, block: &Block, found: &mut Vec<Leftover>) {
    let text = said.prose.of(block);
    if memchr::memchr3(b'[', b']', b'^', text.as_bytes()).is_none() {
        return;
    }
    let start = block.range.start;
    let typed = |at: usize, length: usize| is_typed(said, block, start + at..start + at + length);
    for (at, _) in text.match_indices("](") {
        let open = text[..at].rfind('[');
        // Of a picture one message speaks, below.
        if open.is_some_and(|open| text[..open].ends_with('!') && typed(open - 1, 2)) {
            continue;
        }
        let opens = open.is_none_or(|open| typed(open, 1));
        let closes = typed(at, 1);
        if !opens && !closes {
            continue;
        }
        let (message, help) = inline(text, at);
        let range = start + at..start + at + 2;
        found.push(match opens && closes {
            true => Leftover { range, kind: "link", weight: Severity::Error, message, help },
            // Half of it is meant as it is.
            false => shown(range, "link", message, "to show the signs themselves, write \\[ and \\]".to_owned()),
        });
    }
    for (at, _) in text.match_indices("] (").filter(|(at, _)| typed(*at, 1)) {
        let Some(end) = text[at..].find(')') else { continue };
        let open = text[..at].rfind('[').unwrap_or(at);
        let source = said.file.get(said.prose.span(start + open..start + at + end + 1).range()).unwrap_or("");
        let Some((words, target)) = source.strip_prefix('[').and_then(|it| it.split_once("] (")) else { continue };
        let target = target.trim_end_matches(')');
        if is_target(target) {
            let message = "this is meant as a link, but it is shown to readers as text".to_owned();
            let help = format!("leave no space between the brackets: [{words}]({target})");
            let range = start + at..start + at + 1;
            found.push(Leftover { range, kind: "link", weight: Severity::Error, message, help });
        }
    }
    // The heading of a block is plain text.
    if is_plain(said, block) {
        for (at, _) in text.match_indices("[^").filter(|(at, _)| typed(*at, 1)).take(1) {
            let message = "a footnote does not work here, so its mark is shown to readers as it is".to_owned();
            let help = "put it into the text of the page".to_owned();
            found.push(shown(start + at..start + at + 2, "note", message, help));
        }
    }
    for (at, _) in text.match_indices(']').filter(|(at, _)| lacks_round_bracket(text, *at) && typed(*at, 1)) {
        let words = text[..at].rfind('[').map_or("words", |open| &text[open + 1..at]);
        let address = text[at + 1..].split(')').next().unwrap_or("");
        let message = "this is meant as a link, but it is shown to readers as text".to_owned();
        let help = format!("put ( before the address: [{words}]({address})");
        let (range, kind) = (start + at..start + at + 1, "link");
        found.push(Leftover { range, kind, weight: Severity::Error, message, help });
    }
    for (at, _) in text.match_indices("![").filter(|(at, _)| typed(*at, 1)) {
        let message = "this is meant as an image, but it is shown to readers as text".to_owned();
        let help = match text[at..].find("](").map(|close| inline(&text[at..], close).1) {
            // The sign before the bracket is a part of what is to be typed.
            Some(help) if help.starts_with("put an address with spaces") => help.replace(": [", ": !["),
            _ => "write: ![what the image shows](picture.jpg)".to_owned(),
        };
        let kind = "picture";
        found.push(Leftover { range: start + at..start + at + 2, kind, weight: Severity::Error, message, help });
    }
    for (at, _) in text.match_indices("][").filter(|(at, _)| typed(*at, 1)) {
        let name = text[at + 2..].split(']').next().unwrap_or("").trim();
        let message = format!("there is no line that says where \"{name}\" leads, so this is no link");
        let help = format!("write the address here: [words](page.md), or add a line: [{name}]: page.md");
        let kind = "link";
        found.push(Leftover { range: start + at..start + at + 2, kind, weight: Severity::Error, message, help });
    }
    let names_kind = |at: usize| text[at + 2..].chars().take(2).any(char::is_alphabetic);
    for (at, _) in text.match_indices("[!").filter(|(at, _)| names_kind(*at) && typed(*at, 1)) {
        let message = "this note is shown to readers as typed".to_owned();
        let help = "keep [!NOTE] alone on the first line, and put its text below: > text".to_owned();
        found.push(shown(start + at..start + at + 2, "alert", message, help));
    }
    for (at, _) in text.match_indices('^').filter(|(at, _)| is_label_end(text, *at) && typed(*at, 1)) {
        let label = text[at + 1..].split(']').next().unwrap_or("");
        let message = "this footnote is shown to readers as it is".to_owned();
        found.push(shown(
            start + at..start + at + 1,
            "note",
            message,
            format!("write it with nothing before the ^: [^{label}]"),
        ));
    }
    // Who means to show `[^1]` begins with the backslash.
    for (at, _) in text.match_indices("[^").filter(|(at, _)| typed(*at, 1) && !typed(at + 1, 1)) {
        let message = "this footnote is shown to readers as it is".to_owned();
        let help = "remove the backslash; to show the signs themselves, write \\[^".to_owned();
        found.push(shown(start + at..start + at + 2, "note", message, help));
    }
    if let Some(end) = text
        .find("]: ")
        .filter(|end| text.find('[').is_some_and(|open| open < 3 && open < *end) && *end < 60 && typed(*end, 1))
    {
        let message =
            "this line is meant to define a footnote or an address, but it is shown to readers as text".to_owned();
        let help = "a footnote begins with [^name]: and an address with [name]: at the beginning of a line".to_owned();
        found.push(shown(start..start + end + 2, "bracket", message, help));
    }
    if let Some((at, double)) =
        ["[[", "]]"].iter().find_map(|mark| text.find(mark).map(|at| (at, *mark))).filter(|(at, _)| typed(*at, 1))
    {
        let message = format!("this {double} belongs to no glossary word, so it is shown to readers as it is");
        let help =
            format!("for a word of the glossary, write [[word]]; to show the signs, write \\{0}\\{0}", &double[..1]);
        found.push(shown(start + at..start + at + 2, "bracket", message, help));
    }
    if let Some(at) = unpaired(text).filter(|at| typed(*at, 1)) {
        let bracket = &text[at..=at];
        let double = if text[at..].starts_with("[[") || text[..at].ends_with(']') {
            bracket.repeat(2)
        } else {
            bracket.to_owned()
        };
        let message = format!("this {double} has no partner, so it is shown to readers as it is");
        let help = format!("for a link, write [words](page.md); to show the sign itself, write \\{bracket}");
        found.push(shown(start + at..start + at + 1, "bracket", message, help));
    }
}

/// Whether what stands in round brackets is the address of a page, and not a remark.
fn is_target(text: &str) -> bool {
    let link = Link::parse(text);
    let is_file = [".md", ".html", ".pdf"].iter().any(|ending| link.path.ends_with(ending));
    !text.contains(char::is_whitespace) && (is_file || link.is_rooted() || link.kind != AddressKind::Site)
}

/// What went wrong at `](`, and what to type.
fn inline(text: &str, at: usize) -> (String, String) {
    let message = "this is meant as a link, but it is shown to readers as text".to_owned();
    let words = text[..at].rfind('[').map(|open| &text[open + 1..at]);
    let rest = &text[at + 2..];
    // What is no text, such as an address that is a link by itself, cannot be typed again.
    let target = rest.find(')').map(|end| rest[..end].trim()).filter(|target| !target.contains(OBJECT));
    let help = match (words, target) {
        (Some(words), Some(target)) if target.contains(' ') && !target.contains(['"', '\'', '“', '”']) => {
            match target.starts_with("tel:") {
                true => format!("leave no spaces in the number: [{words}]({})", target.replace(' ', "")),
                false => format!("put an address with spaces between < and >: [{words}](<{target}>)"),
            }
        }
        (None, Some(target)) => format!("put [ before the words of the link: [words]({target})"),
        (Some(words), None) if !rest.contains(')') => format!("close the address with ): [{words}](page.md)"),
        _ => "write: [words](page.md)".to_owned(),
    };
    (message, help)
}

/// `^label]` where something stands between the bracket and the mark: what is wrong with `[^label]` is told elsewhere.
fn is_label_end(text: &str, at: usize) -> bool {
    let rest = &text[at + 1..];
    let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(0);
    end > 0 && rest[end..].starts_with(']') && !text[..at].ends_with('[') && text[..at].contains('[')
}

/// `[words]page.md)`: behind the bracket at `at` an address follows, and a round bracket that nothing opens.
fn lacks_round_bracket(text: &str, at: usize) -> bool {
    let rest = &text[at + 1..];
    let Some(end) = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']')) else { return false };
    let is_address = rest[..end].contains(['.', '/', '#'])
        && rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '#'));
    is_address && rest[end..].starts_with(')') && text.matches('(').count() < text.matches(')').count()
}

/// The first square bracket without a partner. Half-open intervals, `[0, 1)`, are none.
fn unpaired(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '[' if !is_interval(&text[at + 1..]) => open.push(at),
            ']' if open.pop().is_none() && !is_interval_end(&text[..at]) => return Some(at),
            _ => {}
        }
    }
    open.first().copied()
}

fn is_interval(rest: &str) -> bool {
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | ';' | '.' | ' ' | '-' | '∞')));
    end.is_some_and(|end| end > 0 && rest[end..].starts_with(')'))
}

fn is_interval_end(before: &str) -> bool {
    let inside = before.rfind('(').map_or("", |at| &before[at + 1..]);
    !inside.is_empty() && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ';' | '.' | ' ' | '-' | '∞'))
}
