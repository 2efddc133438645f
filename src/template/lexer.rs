//! A template cut into tokens with their places. Reads what Tera has accepted already, so it tells of no mistakes.
//!
//! Source of the rules: Tera 2, whose own tokens are not public.

use vertebra_base::span::Span;

/// A piece of a template.
#[derive(Debug, Clone, PartialEq)]
pub enum TemplateToken<'t> {
    /// `{{` or `{%`, with or without a hyphen.
    Open(TemplateMark),
    /// `}}` or `%}`.
    Close,
    Name(&'t str),
    Text(String),
    Number,
    Flag,
    /// Any other sign of one or two characters.
    Sign(&'t str),
    /// What stands outside of all marks.
    Outside,
}

/// What a pair of marks holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateMark {
    Value,
    Tag,
}

const SIGNS: [&str; 10] = ["...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?["];

/// The tokens of a template, but for its comments.
///
/// # Errors
/// The place of a mark that is not closed, or that holds a text or a sign which is none.
pub fn tokens(text: &str) -> Result<Vec<(TemplateToken<'_>, Span)>, usize> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some((start, mark)) = next_mark(text, at) {
        outside(at, start, &mut out);
        at = match mark {
            None => start + text.get(start..).and_then(|rest| rest.find("#}")).ok_or(start)? + 2,
            Some(mark) => match raw(text, start).filter(|_| mark == TemplateMark::Tag) {
                Some((begin, end, after)) => {
                    outside(begin, end, &mut out);
                    after
                }
                None => inside(text, start, mark, &mut out).ok_or(start)?,
            },
        };
    }
    outside(at, text.len(), &mut out);
    Ok(out)
}

fn outside(start: usize, end: usize, out: &mut Vec<(TemplateToken<'_>, Span)>) {
    out.extend((start < end).then(|| (TemplateToken::Outside, Span::new(start, end))));
}

/// The comment that a template begins with, as one line.
pub fn first_comment(text: &str) -> Option<String> {
    let (inside, _) = text.trim_start().strip_prefix("{#")?.split_once("#}")?;
    let words = inside.trim_matches(|c: char| c == '-' || c.is_whitespace()).split_whitespace();
    Some(words.collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
}

/// The next `{{`, `{%` or `{#`; the last is a comment.
fn next_mark(text: &str, from: usize) -> Option<(usize, Option<TemplateMark>)> {
    let bytes = text.as_bytes();
    (from..bytes.len().saturating_sub(1)).filter(|at| bytes[*at] == b'{').find_map(|at| match bytes[at + 1] {
        b'{' => Some((at, Some(TemplateMark::Value))),
        b'%' => Some((at, Some(TemplateMark::Tag))),
        b'#' => Some((at, None)),
        _ => None,
    })
}

/// Of `{% raw %}…{% endraw %}` that begins here: where its text begins and ends, and the place behind it.
fn raw(text: &str, start: usize) -> Option<(usize, usize, usize)> {
    let begin = tag_named(text, start, "raw")?;
    let mut tags = text.get(begin..)?.match_indices("{%");
    tags.find_map(|(at, _)| Some((begin, begin + at, tag_named(text, begin + at, "endraw")?)))
}

/// The end of the tag at a place, if it holds this name and nothing else.
fn tag_named(text: &str, start: usize, name: &str) -> Option<usize> {
    let rest = text.get(start + 2..)?;
    let inside = rest.strip_prefix('-').unwrap_or(rest).trim_start().strip_prefix(name)?.trim_start();
    let after = inside.strip_prefix('-').unwrap_or(inside).strip_prefix("%}")?;
    Some(text.len() - after.len())
}

/// The tokens of one pair of marks; gives the place behind it.
fn inside<'t>(
    text: &'t str,
    start: usize,
    mark: TemplateMark,
    out: &mut Vec<(TemplateToken<'t>, Span)>,
) -> Option<usize> {
    let end = if mark == TemplateMark::Value { "}}" } else { "%}" };
    let mut at = start + 2 + usize::from(text[start + 2..].starts_with('-'));
    out.push((TemplateToken::Open(mark), Span::new(start, at)));
    loop {
        let rest = text.get(at..)?;
        let first = rest.chars().next()?;
        if first.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let closing = rest.strip_prefix('-').unwrap_or(rest);
        if closing.starts_with(end) {
            let after = text.len() - closing.len() + 2;
            out.push((TemplateToken::Close, Span::new(at, after)));
            return Some(after);
        }
        let (token, length) = token(rest, first)?;
        out.push((token, Span::new(at, at + length)));
        at += length;
    }
}

/// The token that a text begins with, and its length in bytes.
fn token(rest: &str, first: char) -> Option<(TemplateToken<'_>, usize)> {
    if matches!(first, '"' | '\'' | '`') {
        return quoted(rest, first);
    }
    let long = |such: fn(char) -> bool| rest.find(|c| !such(c)).unwrap_or(rest.len());
    if first.is_ascii_digit() {
        return Some((TemplateToken::Number, long(|c| c.is_ascii_digit() || c == '.')));
    }
    if first.is_ascii_alphabetic() || first == '_' {
        let length = long(|c| c.is_ascii_alphanumeric() || c == '_');
        let token = match &rest[..length] {
            "true" | "True" | "false" | "False" => TemplateToken::Flag,
            name => TemplateToken::Name(name),
        };
        return Some((token, length));
    }
    let length = SIGNS.iter().find(|sign| rest.starts_with(**sign)).map_or(first.len_utf8(), |sign| sign.len());
    Some((TemplateToken::Sign(&rest[..length]), length))
}

fn quoted(rest: &str, mark: char) -> Option<(TemplateToken<'_>, usize)> {
    let mut text = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => text.push(chars.next()?.1),
            c if c == mark => return Some((TemplateToken::Text(text), at + 1)),
            c => text.push(c),
        }
    }
    None
}
