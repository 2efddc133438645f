//! Reading Rust as text: as much of its grammar as the rules need, and no more.

use std::ops::Range;

/// Blanks comments and the insides of strings and characters; returns the strings with their places.
pub fn clear(text: &str) -> (String, Vec<(usize, String)>) {
    let mut code = String::with_capacity(text.len());
    let mut strings = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let word_before = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let (open, inside, close) = if rest.starts_with("//") {
            (0, rest.find('\n').unwrap_or(rest.len()), 0)
        } else if rest.starts_with("/*") {
            (0, comment_length(rest), 0)
        } else if let Some((open, hashes)) = raw_string(rest).filter(|_| !word_before) {
            let end = format!("\"{}", "#".repeat(hashes));
            let inside = rest[open..].find(&end).unwrap_or(rest.len() - open);
            (open, inside, end.len().min(rest.len() - open - inside))
        } else if let Some(inside) = rest.strip_prefix('"') {
            (1, quoted_length(inside, '"'), 1)
        } else if rest.starts_with("'\\") {
            (1, quoted_length(&rest[1..], '\''), 1)
        } else if rest.starts_with('\'') && rest.chars().nth(2) == Some('\'') {
            (1, rest[1..].chars().next().map_or(0, char::len_utf8), 1)
        } else {
            let length = rest.chars().next().map_or(1, char::len_utf8);
            (length, 0, 0)
        };
        if close > 0 && rest[..open].ends_with(['"', '#']) {
            strings.push((at + open - 1, rest[open..open + inside].to_owned()));
        }
        code.push_str(&rest[..open]);
        code.extend(rest[open..open + inside].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        at += open + inside;
        let close = close.min(text.len() - at);
        code.push_str(&text[at..at + close]);
        at += close;
    }
    (code, strings)
}

/// The length of `r##"`, and how many hashes it has.
fn raw_string(text: &str) -> Option<(usize, usize)> {
    let after = text.strip_prefix(['b', 'c']).unwrap_or(text).strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then(|| (text.len() - after.len() + hashes + 1, hashes))
}

fn comment_length(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        match &text.as_bytes()[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = text.char_indices().find(|(_, c)| {
        let ends = *c == quote && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(at, _)| at)
}

/// Every `#[cfg(test)]` with the item behind it.
pub fn test_items(code: &str) -> Vec<Range<usize>> {
    let starts = code.match_indices("#[cfg(test)]").map(|(at, mark)| (at, at + mark.len()));
    starts.map(|(at, behind)| at..behind + item_length(&code[behind..])).collect()
}

/// Up to the first `;` or the end of the first `{…}` that stands in no other brackets.
fn item_length(code: &str) -> usize {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(c, ';' | '}') {
            return at + 1;
        }
    }
    code.len()
}

pub fn ident(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}

/// Where a word stands by itself.
pub fn find_word(code: &str, word: &str) -> Vec<usize> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let alone = |at: &usize| {
        let inside = word.starts_with(part) && code[..*at].ends_with(part);
        let goes_on = word.ends_with(part) && code[at + word.len()..].starts_with(part);
        !inside && !goes_on
    };
    code.match_indices(word).map(|(at, _)| at).filter(alone).collect()
}

/// Every path of two parts or more, and every single name that a `use` brings in; groups in braces are taken apart.
pub fn paths(code: &str) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < code.len() {
        let name = ident(&code[at..]);
        let is_use = name == "use";
        let start = if is_use { at + 3 + blanks(&code[at + 3..]) } else { at };
        let before = found.len();
        if !name.is_empty() {
            let end = read_path(code, start, &[], &mut found);
            if !is_use {
                let single = found[before..].iter().all(|(_, path)| path.len() < 2);
                found.truncate(if single { before } else { found.len() });
            }
            at = end.max(at + name.len());
        } else {
            at += code[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

fn read_path(code: &str, mut at: usize, before: &[String], found: &mut Vec<(usize, Vec<String>)>) -> usize {
    if code[at..].starts_with('{') {
        at += 1;
        loop {
            at += code[at..].len() - code[at..].trim_start_matches(|c: char| c.is_whitespace() || c == ',').len();
            let next = read_path(code, at, before, found);
            if next == at {
                return code.len().min(at + 1); // the closing brace
            }
            at = next;
        }
    }
    let name = if code[at..].starts_with('*') { "*" } else { ident(&code[at..]) };
    if name.is_empty() {
        return at;
    }
    let path = [before, &[name.to_owned()]].concat();
    let behind = at + name.len();
    let next = behind + blanks(&code[behind..]);
    if let Some(rest) = code[next..].strip_prefix("::") {
        let step = next + 2 + blanks(rest);
        if code[step..].starts_with(|c: char| c == '{' || c == '*' || c == '_' || c.is_alphabetic()) {
            return read_path(code, step, &path, found);
        }
    }
    found.push((at, path));
    // `name as other`
    match code[next..].strip_prefix("as ") {
        Some(rest) => next + 3 + ident(rest).len(),
        None => behind,
    }
}

pub fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}
