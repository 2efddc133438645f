//! The small language of directives: a name, a heading, arguments. Knows nothing of Markdown around it.

use crate::page::Argument;
use vertebra_base::span::Span;

/// What stands after the colons of an opening line, or between `{{` and `}}`.
#[derive(Debug, Default, PartialEq)]
pub struct Call {
    /// Empty when it could not be read, which is a fault.
    pub name: String,
    pub name_span: Span,
    pub heading: Option<String>,
    pub arguments: Vec<Argument>,
    pub faults: Vec<MarkupError>,
}

/// Something that cannot be read.
#[derive(Debug, PartialEq)]
pub struct MarkupError {
    pub span: Span,
    pub message: String,
    pub help: String,
}

/// Reads `name Heading text {key=value}`; `offset` is the place of the text in its file.
pub fn block(text: &str, offset: usize) -> Call {
    let mut call = Call::default();
    let rest = name(text, offset, &mut call, "::: note");
    let (heading, inside) = rest.split_at(braces(rest));
    let heading = unquote(heading.trim());
    call.heading = (!heading.is_empty()).then(|| heading.to_owned());
    let inside_at = offset + text.len() - inside.len();
    let trimmed = inside.trim_end();
    if trimmed.starts_with("{{") {
        let message = "a heading cannot contain {{ … }}".to_owned();
        let help = "put it on a line of its own below the heading".to_owned();
        call.faults.push(MarkupError { span: Span::new(inside_at, inside_at + trimmed.len()), message, help });
    } else if let Some(list) = trimmed.strip_prefix('{').and_then(|list| list.strip_suffix('}')) {
        arguments(list, inside_at + 1, &mut call);
    } else if !trimmed.is_empty() {
        let message = "this { is never closed".to_owned();
        let help = "add a } at the end of the line".to_owned();
        call.faults.push(MarkupError { span: Span::new(inside_at, inside_at + 1), message, help });
    }
    call
}

/// Reads `name value key="two words"`; `offset` is the place of the text in its file.
pub fn inline(text: &str, offset: usize) -> Call {
    let mut call = Call::default();
    let rest = name(text, offset, &mut call, "{{ phone key }}");
    arguments(rest, offset + text.len() - rest.len(), &mut call);
    call
}

/// Reads `wide caption="two words"`, what stands in braces after a picture; `offset` is its place in the file.
pub fn attributes(text: &str, offset: usize) -> Call {
    let mut call = Call::default();
    arguments(text, offset, &mut call);
    call
}

/// Where the arguments begin: the last brace after a space that is not closed before the end of the line.
fn braces(rest: &str) -> usize {
    let opens = |(at, _): &(usize, &str)| rest[..*at].ends_with(char::is_whitespace) || *at == 0;
    if let Some((at, _)) = rest.match_indices("{{").find(opens) {
        return at;
    }
    match rest.match_indices('{').rev().find(opens) {
        Some((at, _)) if !rest[at..].trim_end()[1..].trim_end_matches('}').contains('}') => at,
        _ => rest.len(),
    }
}

fn name<'t>(text: &'t str, offset: usize, call: &mut Call, example: &str) -> &'t str {
    let start = text.trim_start();
    let offset = offset + text.len() - start.len();
    let letters = start.find(|c: char| !is_name(c)).unwrap_or(start.len());
    let (name, rest) = start.split_at(letters);
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) && !rest.starts_with(['=', '"', '“']) {
        call.name = name.to_owned();
        call.name_span = Span::new(offset, offset + name.len());
        return rest;
    }
    let word = start.split_whitespace().next().unwrap_or("");
    call.name_span = Span::new(offset, offset + word.len());
    call.faults.push(MarkupError {
        span: call.name_span,
        message: "it must start with a name of letters and hyphens".to_owned(),
        help: format!("for example: {example}"),
    });
    ""
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

fn unquote(text: &str) -> &str {
    [('"', '"'), ('“', '”'), ('”', '”'), ('\'', '\'')]
        .into_iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))
        .map_or(text, str::trim)
}

fn arguments(list: &str, offset: usize, call: &mut Call) {
    let mut at = 0;
    while let Some(skip) = list[at..].find(|c: char| !c.is_whitespace() && c != ',') {
        let start = at + skip;
        let key_end = start + list[start..].find(|c: char| !is_name(c)).unwrap_or(list.len() - start);
        let key = (key_end > start && list[key_end..].starts_with('=')).then(|| &list[start..key_end]);
        let value_at = if key.is_some() { key_end + 1 } else { start };
        let (value, end) = value(list, value_at, offset, call);
        at = end.max(start + 1);
        let span = Span::new(offset + start, offset + end);
        if key.is_none() && value.starts_with('=') {
            let message = "there is a space before this =".to_owned();
            call.faults.push(MarkupError {
                span,
                message,
                help: "write the name, = and the value without spaces".to_owned(),
            });
        } else if key.is_some() && end == value_at {
            let message = format!("the value after {}= is missing", &list[start..key_end]);
            call.faults.push(MarkupError {
                span,
                message,
                help: "write a value right after it, without a space".to_owned(),
            });
        } else if key.is_some_and(|key| call.arguments.iter().any(|other| other.name.as_deref() == Some(key))) {
            let message = format!("\"{}\" is given twice", &list[start..key_end]);
            call.faults.push(MarkupError { span, message, help: "keep one of them".to_owned() });
        } else {
            call.arguments.push(Argument { name: key.map(str::to_owned), value, span });
        }
    }
}

/// The value at a place, and where it ends.
fn value(list: &str, at: usize, offset: usize, call: &mut Call) -> (String, usize) {
    let rest = &list[at..];
    let Some(open) = rest.chars().next().filter(|c| matches!(c, '"' | '“' | '”')) else {
        let end = rest.find(|c: char| c.is_whitespace()).unwrap_or(rest.len());
        let bare = rest[..end].trim_end_matches(',');
        return (bare.to_owned(), at + bare.len());
    };
    let inner = &rest[open.len_utf8()..];
    // Word turns straight quotes into curly ones; both are understood.
    let Some(close) = inner.find(['"', '“', '”']) else {
        let span = Span::new(offset + at, offset + at + open.len_utf8());
        let message = "this quotation mark is never closed".to_owned();
        call.faults.push(MarkupError { span, message, help: "add a \" after the last word".to_owned() });
        return (inner.trim_end().to_owned(), list.len());
    };
    let quote = inner[close..].chars().next().map_or(1, char::len_utf8);
    (inner[..close].to_owned(), at + open.len_utf8() + close + quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(call: Call) -> String {
        let arguments: Vec<_> =
            call.arguments.iter().map(|a| format!("{}={}", a.name.as_deref().unwrap_or("_"), a.value)).collect();
        let faults: Vec<_> = call.faults.iter().map(|f| format!("!{:?} {}", f.span.range(), f.message)).collect();
        let parts = [vec![call.name, call.heading.unwrap_or_else(|| "-".to_owned())], arguments, faults];
        parts.concat().join(" | ")
    }

    #[test]
    fn opening_lines() {
        for (text, expected) in [
            ("note", "note | -"),
            ("emergency Call 911 now if:", "emergency | Call 911 now if:"),
            ("note \"Before you go\"", "note | Before you go"),
            ("note “Before you go” {open level=3}", "note | Before you go | _=open | level=3"),
            ("note {a=b c=\"two words\"}", "note | - | a=b | c=two words"),
            ("note Rock {and} roll", "note | Rock {and} roll"),
            ("note Rock {and} roll {a=b}", "note | Rock {and} roll | a=b"),
            ("note {a=b", "note | - | !5..6 this { is never closed"),
            ("note {a=\"b}", "note | - | a=b | !8..9 this quotation mark is never closed"),
            ("note {a=}", "note | - | !6..8 the value after a= is missing"),
            ("note {a=1 a=2}", "note | - | a=1 | !10..13 \"a\" is given twice"),
            ("note Call {{ phone x }}", "note | Call | !10..23 a heading cannot contain {{ … }}"),
            ("5 things", " | - | !0..1 it must start with a name of letters and hyphens"),
        ] {
            assert_eq!(shown(block(text, 0)), expected, "{text}");
        }
    }

    #[test]
    fn inline_calls() {
        for (text, expected) in [
            (" phone metatouch ", "phone | - | _=metatouch"),
            ("a-b x=1 y=“two words” z", "a-b | - | x=1 | y=two words | _=z"),
            ("a \"x y\", b", "a | - | _=x y | _=b"),
            ("a=b", " | - | !0..3 it must start with a name of letters and hyphens"),
        ] {
            assert_eq!(shown(inline(text, 0)), expected, "{text}");
        }
    }
}
