//! What is being typed at a place of YAML that may be half written: the name of a field or a value, and the fields around.
//!
//! Goes by the lines and their indentation, since nothing can be relied on to be readable.

use std::ops::Range;

use vertebra_base::span::Span;

/// Something half typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPlace {
    /// The fields around, from the outermost; for a value, its own field comes last.
    pub path: Vec<String>,
    pub part: FieldPart,
    /// What is replaced: what was typed, and the rest of the word.
    pub span: Span,
    /// The fields that stand beside it already.
    pub beside: Vec<String>,
}

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldPart {
    /// A name; whether its colon is still to be written.
    Key { open: bool },
    /// A value; whether it stands in quotation marks.
    Value { quoted: bool },
    /// Behind the hyphen of a list: a value, or the first name of a group of fields.
    Item,
}

/// What is being typed at a byte of a text, whose YAML is this range.
pub fn find(text: &str, range: Range<usize>, offset: usize) -> Option<FieldPlace> {
    let yaml = text.get(range.clone())?;
    let at = offset.checked_sub(range.start).filter(|at| yaml.is_char_boundary(*at))?;
    let start = yaml[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = yaml[at..].find(['\n', '\r']).map_or(yaml.len(), |newline| at + newline);
    let line = Line::read(&yaml[start..at]);
    if line.content.starts_with('#') {
        return None;
    }
    let around = Around::of(yaml, start, end, &line);
    let after = &yaml[at..end];
    let begin = offset - line.content.len();
    let Some((key, value)) = line.field() else {
        if line.content.starts_with(['{', '[']) {
            return flow(line.content, after, around.path, offset);
        }
        let part = if line.dash.is_some() { FieldPart::Item } else { key_part(after) };
        let rest = after.find(|c: char| !is_key(c)).unwrap_or(after.len());
        let rest = if part == FieldPart::Item { end_of_value(after, false, false) } else { rest };
        let span = Span::new(begin, offset + rest);
        return Some(FieldPlace { path: around.path, part, span, beside: around.beside });
    };
    let mut path = around.path;
    path.push(key.to_owned());
    flow(value, after, path, offset)
}

fn key_part(after: &str) -> FieldPart {
    FieldPart::Key { open: !after.trim_start_matches(is_key).starts_with(':') }
}

fn is_key(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// A line up to some place.
struct Line<'t> {
    /// Columns before the content, hyphens counted.
    indent: usize,
    /// The column of the last hyphen.
    dash: Option<usize>,
    content: &'t str,
}

impl<'t> Line<'t> {
    fn read(line: &'t str) -> Self {
        let mut content = line.trim_start_matches(' ');
        let mut dash = None;
        while let Some(rest) = content.strip_prefix("- ") {
            dash = Some(line.len() - content.len());
            content = rest.trim_start_matches(' ');
        }
        Line { indent: line.len() - content.len(), dash, content }
    }

    /// `key: value`; a name that stands in quotation marks without them.
    fn field(&self) -> Option<(&'t str, &'t str)> {
        let (key, rest) = match self.content.strip_prefix('"') {
            Some(inner) => {
                let close = inner.find('"')?;
                (&inner[..close], inner[close + 1..].strip_prefix(':')?)
            }
            None => {
                let colon = self.content.match_indices(':').map(|(at, _)| at);
                let colon = { colon }
                    .find(|at| self.content[at + 1..].is_empty() || self.content[at + 1..].starts_with(' '))?;
                (&self.content[..colon], &self.content[colon + 1..])
            }
        };
        (!key.is_empty() && !key.starts_with(['[', '{', '\''])).then_some((key.trim(), rest))
    }
}

struct Around {
    path: Vec<String>,
    beside: Vec<String>,
}

impl Around {
    fn of(yaml: &str, start: usize, end: usize, line: &Line) -> Self {
        let (mut path, mut beside) = (Vec::new(), Vec::new());
        let (mut indent, mut own) = (line.indent, true);
        // A hyphen may stand right below the name of its list.
        let mut dash = line.dash;
        indent = dash.unwrap_or(indent);
        let lines =
            yaml[..start].lines().rev().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
        for above in lines.map(Line::read) {
            let key = above.field().map(|(key, _)| key);
            let left = above.dash.unwrap_or(above.indent);
            let is_above = left < indent || dash.is_some_and(|dash| above.dash.is_none() && above.indent == dash);
            if own && above.indent == line.indent && line.dash.is_none() {
                beside.extend(key.map(str::to_owned));
                if above.dash.is_some() {
                    (indent, dash, own) = (left, above.dash, false);
                }
            } else if is_above && let Some(key) = key {
                own = false;
                if above.indent < indent || dash.is_some() && above.indent == indent {
                    path.insert(0, key.to_owned());
                }
                (indent, dash) = (left, above.dash);
            }
            if indent == 0 && dash.is_none() && !own {
                break;
            }
        }
        let below = yaml[end..].lines().skip(1).filter(|line| !line.trim().is_empty()).map(Line::read);
        for next in
            below.take_while(|next| next.indent >= line.indent && next.dash.is_none_or(|dash| dash >= line.indent))
        {
            if next.indent == line.indent && next.dash.is_none() {
                beside.extend(next.field().map(|(key, _)| key.to_owned()));
            }
        }
        Around { path, beside }
    }
}

/// What is typed at the end of a value that may hold lists and groups in brackets.
fn flow(value: &str, after: &str, mut path: Vec<String>, offset: usize) -> Option<FieldPlace> {
    let mut open: Vec<(char, bool)> = Vec::new();
    let mut beside: Vec<Vec<String>> = Vec::new();
    let (mut token, mut quote) = (0, None);
    for (at, c) in value.char_indices() {
        match (quote, c) {
            (Some(mark), c) if mark == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if value[token..at].trim().is_empty() => quote = Some(c),
            (None, '#') if value[..at].ends_with(' ') => return None,
            (None, '[' | '{') if value[token..at].trim().is_empty() => {
                open.push((c, false));
                beside.push(Vec::new());
                token = at + 1;
            }
            (None, ']' | '}') if !open.is_empty() => {
                if open.pop().is_some_and(|(_, named)| named) {
                    path.pop();
                }
                beside.pop();
                token = at + 1;
            }
            (None, ',') if !open.is_empty() => {
                if let Some((_, named)) = open.last_mut()
                    && std::mem::take(named)
                {
                    path.pop();
                }
                token = at + 1;
            }
            (None, ':') if matches!(open.last(), Some(('{', false))) => {
                let key = value[token..at].trim().trim_matches('"').to_owned();
                beside.last_mut()?.push(key.clone());
                path.push(key);
                open.last_mut()?.1 = true;
                token = at + 1;
            }
            _ => {}
        }
    }
    let typed = value[token..].trim_start();
    let quoted = quote.is_some();
    let typed = if quoted { typed.get(1..).unwrap_or_default() } else { typed };
    let start = offset - typed.len();
    let inner = open.last().copied();
    // A value that is finished, or a text that only looks like the beginning of one.
    if inner.is_none() && value[..token].contains([']', '}']) || value.is_empty() {
        return None;
    }
    if matches!(inner, Some(('{', false))) {
        let rest = after.find(|c: char| !is_key(c)).unwrap_or(after.len());
        let span = Span::new(start, offset + rest);
        return Some(FieldPlace { path, part: key_part(after), span, beside: beside.pop().unwrap_or_default() });
    }
    let rest = end_of_value(after, inner.is_some(), quoted);
    let span = Span::new(start, offset + rest);
    Some(FieldPlace { path, part: FieldPart::Value { quoted }, span, beside: Vec::new() })
}

fn end_of_value(after: &str, in_brackets: bool, quoted: bool) -> usize {
    let ends = |c: char| quoted && c == '"' || in_brackets && !quoted && matches!(c, ',' | ']' | '}');
    let end = after.find(ends).or_else(|| after.find(" #")).unwrap_or(after.len());
    after[..end].trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> String {
        let offset = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        match find(&text, 0..text.len(), offset) {
            None => "-".to_owned(),
            Some(place) => {
                let beside =
                    if place.beside.is_empty() { String::new() } else { format!(" + {}", place.beside.join(" ")) };
                format!("{} {:?} [{}]{beside}", place.path.join("."), place.part, &text[place.span.range()])
            }
        }
    }

    #[test]
    fn names_and_values() {
        for (text, expected) in [
            ("ti|", " Key { open: true } [ti]"),
            ("ti|tle: x", " Key { open: false } [title]"),
            ("title: x\n|\ndate: y\n", " Key { open: true } [] + title date"),
            ("title: De|ep\n", "title Value { quoted: false } [Deep]"),
            ("title: \"De|ep\"\n", "title Value { quoted: true } [Deep]"),
            ("title:|", "-"),
            ("title: |", "title Value { quoted: false } []"),
            ("a: [x, y|, z]", "a Value { quoted: false } [y]"),
            ("a: [|]", "a Value { quoted: false } []"),
            ("a: [x]|", "-"),
            ("a: {by: m|, on: x}", "a.by Value { quoted: false } [m]"),
            ("a: {by: m, o|}", "a Key { open: true } [o] + by"),
            ("a:\n  - x\n  - |", "a Item []"),
            ("a:\n- x\n- y|", "a Item [y]"),
            ("a:\n  by: x\n  on|", "a Key { open: true } [on] + by"),
            ("a:\n  by: x\nb|", " Key { open: true } [b] + a"),
            ("m:\n  main:\n    - {title: x, page: t|}", "m.main.page Value { quoted: false } [t]"),
            ("m:\n  main:\n    - title: x\n      pa|", "m.main Key { open: true } [pa] + title"),
            ("m:\n  main:\n    - title: x\n      page: t|", "m.main.page Value { quoted: false } [t]"),
            ("# a: |", "-"),
            ("a: x # y|", "-"),
            ("\"a/*.md\": {type: t|}", "a/*.md.type Value { quoted: false } [t]"),
        ] {
            assert_eq!(at(text), expected, "{text}");
        }
    }
}
