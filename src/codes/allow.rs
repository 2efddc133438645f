//! Exceptions that stand in the text: `<!-- allow: claim "quoting a study title" -->` lets one message be.
//!
//! Finds them and what each reaches, by lines. What is wrong with one, and whether it allows anything, is for those to
//! say who know the messages.
//!
//! | where | how it is written | what it reaches |
//! | --- | --- | --- |
//! | the text of a page | `<!-- allow: code "reason" -->` | its line; alone on a line, the next block |
//! | between the two `---`, `.yaml` | `# allow: code "reason"` | its line; alone on a line, the next entry |
//! | templates | `{# allow: code "reason" #}` | its line; alone on a line, the next line |
//!
//! One that stands alone above everything else in its file reaches, besides, what is said about the file as a whole.

use crate::path::SourcePath;
use crate::span::Span;

/// One exception.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The code, as it was typed; may be empty or unknown.
    pub code: String,
    /// Why; nothing when that was not said.
    pub reason: Option<String>,
    /// The whole remark.
    pub span: Span,
    /// The part of the file that it is about.
    reach: Span,
    /// It is about the file as a whole, too.
    whole: bool,
}

impl Allow {
    /// Whether it is about a place; nothing stands for the whole file.
    pub fn reaches(&self, span: Option<Span>) -> bool {
        match span {
            Some(span) => (self.reach.start..=self.reach.end).contains(&span.start),
            None => self.whole,
        }
    }
}

/// How remarks begin and end.
type Marks = (&'static str, &'static str);
const MARKDOWN: Marks = ("<!--", "-->");
const FIELDS: Marks = ("#", "");
const TEMPLATE: Marks = ("{#", "#}");

/// The exceptions of a file, in its order. Fast for the many files that have none.
pub fn find(file: &SourcePath, bytes: &[u8]) -> Vec<Allow> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    if !text.contains("allow:") {
        return Vec::new();
    }
    let fields = match file.extension().to_ascii_lowercase().as_str() {
        "md" => fields_end(text),
        "yaml" | "yml" => text.len(),
        _ => 0,
    };
    let other = if file.extension().eq_ignore_ascii_case("md") { MARKDOWN } else { TEMPLATE };
    let mut found = Vec::new();
    let mut code = None;
    let mut first = true;
    for line in lines(text) {
        let words = text[line.range()].trim();
        let marks = if line.start < fields as u32 { FIELDS } else { other };
        if marks == MARKDOWN && in_code(words, &mut code) {
            continue;
        }
        if let Some(mut allow) = remark(text, line, marks) {
            let alone = allow.span.start as usize == line.start as usize + indent(&text[line.range()])
                && text[allow.span.end as usize..line.end as usize].trim().is_empty();
            allow.reach = if alone { next(text, line, marks) } else { line };
            allow.whole = alone && first;
            found.push(allow);
        } else if !words.trim_matches('-').is_empty() && words != "\u{feff}---" {
            first = false;
        }
    }
    found
}

/// A text without the exceptions in it, for those who compare what pages say.
pub fn without(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("allow:") {
        return text.into();
    }
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(MARKDOWN.0) {
        let end = rest[at..].find(MARKDOWN.1).map_or(rest.len(), |end| at + end + MARKDOWN.1.len());
        let inside = &rest[at + MARKDOWN.0.len()..];
        kept.push_str(if inside.trim_start().starts_with("allow:") { rest[..at].trim_end() } else { &rest[..end] });
        rest = &rest[end..];
    }
    (kept + rest).into()
}

/// Whether the inside of a remark is that of an exception.
pub fn is_allow(inside: &str) -> bool {
    inside.trim_start().starts_with("allow:")
}

/// Where the fields of a page end.
fn fields_end(text: &str) -> usize {
    let mut fences = lines(text).filter(|line| text[line.range()].trim_start_matches('\u{feff}').trim_end() == "---");
    match (fences.next(), fences.next()) {
        (Some(first), Some(last)) if first.start == 0 => last.start as usize,
        _ => 0,
    }
}

/// Every line of a text, without what ends it.
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        Span::new(start, start + line.trim_end_matches(['\n', '\r']).len())
    })
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line of Markdown stands in a block of code, or begins or ends one. `open` is the fence that was begun.
fn in_code(line: &str, open: &mut Option<String>) -> bool {
    let mark = ['`', '~'].into_iter().find(|mark| line.starts_with(&mark.to_string().repeat(3)));
    let fence: String = mark.map(|mark| line.chars().take_while(|c| *c == mark).collect()).unwrap_or_default();
    match open {
        Some(begun) => {
            if fence.starts_with(begun.as_str()) && line.len() == fence.len() {
                *open = None;
            }
            true
        }
        None if fence.is_empty() => false,
        None => {
            *open = Some(fence);
            true
        }
    }
}

/// The exception in a line; one that is shown in `code` is none.
fn remark(text: &str, line: Span, (begin, end): Marks) -> Option<Allow> {
    let words = &text[line.range()];
    let starts = words.match_indices(begin).map(|(at, _)| at);
    let start = starts.into_iter().find(|at| {
        let before = &words[..*at];
        // `a#b` is no remark in YAML, and what stands in quotes is text.
        let begins = begin != FIELDS.0 || before.is_empty() || before.ends_with([' ', '\t']);
        let quoted = ['"', '\'', '`'].iter().any(|mark| before.matches(*mark).count() % 2 == 1);
        begins && (!quoted || before.trim().is_empty()) && is_allow(&words[at + begin.len()..])
    })?;
    let inside = &words[start + begin.len()..];
    let close = if end.is_empty() { inside.trim_end().len() } else { inside.find(end)? };
    let stop = start + begin.len() + close + end.len();
    let said = inside[..close].trim().strip_prefix("allow:")?.trim();
    let (code, reason) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
    let reason = reason.trim().trim_matches(['"', '\'', '“', '”', '‘', '’']).trim();
    let base = line.start as usize;
    Some(Allow {
        code: code.to_owned(),
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
        span: Span::new(base + start, base + stop),
        reach: line,
        whole: false,
    })
}

/// What an exception reaches that stands alone on a line: what comes next. Others may stand between.
fn next(text: &str, line: Span, marks: Marks) -> Span {
    let mut rest = lines(text).skip_while(|it| it.start <= line.start).peekable();
    let is_between = |it: &Span| text[it.range()].trim().is_empty() || remark(text, *it, marks).is_some();
    while rest.next_if(is_between).is_some() {}
    let Some(first) = rest.next() else { return line };
    let words = &text[first.range()];
    let depth = indent(words);
    let mut last = first;
    if marks == FIELDS {
        let is_item = |line: &str| line.trim_start().starts_with("- ");
        for it in rest {
            let line = &text[it.range()];
            let listed = indent(line) == depth && is_item(line) && !is_item(words);
            if !line.trim().is_empty() && indent(line) <= depth && !listed {
                break;
            }
            last = it;
        }
    } else if marks == MARKDOWN {
        last = block_end(text, first, rest);
    }
    Span::new(first.start as usize, last.end as usize)
}

/// The last line of the block of Markdown that begins with `first`.
fn block_end(text: &str, first: Span, rest: impl Iterator<Item = Span>) -> Span {
    let words = text[first.range()].trim();
    if words.starts_with('#') {
        return first;
    }
    let is_item = |line: &str| {
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let mark = if digits.len() < line.len() { ['.', ')', '.'] } else { ['-', '*', '+'] };
        digits.strip_prefix(mark).is_some_and(|rest| rest.starts_with(' '))
    };
    let (mut last, mut code, mut depth, mut blank) = (first, None, 0usize, false);
    let is_code = in_code(words, &mut code);
    let is_card = words.starts_with(":::");
    let is_list = is_item(words);
    for it in std::iter::once(first).chain(rest) {
        let line = &text[it.range()];
        let trimmed = line.trim();
        if is_card {
            let name = trimmed.trim_start_matches(':');
            let colons = trimmed.len() - name.len();
            depth = if colons < 3 {
                depth
            } else if name.is_empty() {
                depth.saturating_sub(1)
            } else {
                depth + 1
            };
            last = it;
            if depth == 0 {
                break;
            }
        } else if is_code {
            last = it;
            if it != first && in_code(trimmed, &mut code) && code.is_none() {
                break;
            }
        } else if trimmed.is_empty() {
            if !is_list {
                break;
            }
            blank = true;
        } else {
            if blank && !is_item(trimmed) && indent(line) < 2 {
                break;
            }
            blank = false;
            last = it;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes and what each reaches.
    fn reached<'t>(file: &str, text: &'t str) -> Vec<(String, &'t str)> {
        let found = find(&SourcePath::new(file), text.as_bytes());
        found.into_iter().map(|it| (it.code, &text[it.reach.range()])).collect()
    }

    fn one(text: &str) -> &str {
        reached("content/a.md", text).first().map_or("nothing", |(_, reach)| reach)
    }

    #[test]
    fn behind_a_text_it_reaches_its_line() {
        let text = "---\ntitle: A\n---\none\ntwo <!-- allow: claim \"a title\" -->\nthree\n";
        let found = find(&SourcePath::new("content/a.md"), text.as_bytes());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].code.as_str(), found[0].reason.as_deref()), ("claim", Some("a title")));
        assert_eq!(&text[found[0].reach.range()], "two <!-- allow: claim \"a title\" -->");
        assert_eq!(&text[found[0].span.range()], "<!-- allow: claim \"a title\" -->");
    }

    #[test]
    fn alone_on_a_line_it_reaches_the_next_block() {
        let after = |text: &str| one(&format!("<!-- allow: x \"y\" -->\n{text}")).to_owned();
        assert_eq!(after("one\ntwo\n\nthree\n"), "one\ntwo");
        assert_eq!(after("\n## Head\ntext\n"), "## Head");
        assert_eq!(after("- a\n\n  b\n- c\n\nd\n"), "- a\n\n  b\n- c");
        assert_eq!(
            after("::: card A\n\n:::: inner\nx\n::::\n\ny\n:::\nz\n"),
            "::: card A\n\n:::: inner\nx\n::::\n\ny\n:::"
        );
        assert_eq!(after("```\na\n\nb\n```\nc\n"), "```\na\n\nb\n```");
        assert_eq!(after("<!-- allow: z \"y\" -->\n\none\n"), "one");
    }

    #[test]
    fn fields_have_their_own_form() {
        let text = "---\n# allow: a \"r\"\ntitle: A\ntags:\n  # allow: b \"r\"\n  - one\n  - two\nx: \"# allow: c\" # allow: d \"r\"\n# allow: e \"r\"\nmap:\n  k: v\n---\n# allow: no\n";
        let expected =
            [("a", "title: A"), ("b", "  - one"), ("d", "x: \"# allow: c\" # allow: d \"r\""), ("e", "map:\n  k: v")];
        let found = reached("content/a.md", text);
        let found: Vec<_> = found.iter().map(|(code, reach)| (code.as_str(), *reach)).collect();
        assert_eq!(found, expected);
        assert_eq!(reached("content/site.yaml", "a: 1\n# allow: x \"y\"\nb:\n- 1\n- 2\nc: 3\n")[0].1, "b:\n- 1\n- 2");
        assert_eq!(reached("themes/a/templates/x.html", "{# allow: x \"y\" #}\n<p>\n</p>")[0].1, "<p>");
    }

    #[test]
    fn above_everything_it_reaches_the_whole_file() {
        let whole = |text: &str| find(&SourcePath::new("content/a.md"), text.as_bytes())[0].reaches(None);
        assert!(whole("---\n# allow: slug-twice \"y\"\ntitle: A\n---\n"));
        assert!(!whole("---\ntitle: A\n# allow: slug-twice \"y\"\nslug: a\n---\n"));
    }

    #[test]
    fn what_is_shown_as_code_is_no_exception() {
        for text in ["`<!-- allow: x \"y\" -->`\n", "```html\n<!-- allow: x \"y\" -->\n```\n", "allow: x \"y\"\n"] {
            assert_eq!(one(text), "nothing", "{text}");
        }
        assert_eq!(find(&SourcePath::new("content/a.md"), b"<!-- allow: -->")[0].code, "");
        assert_eq!(without("a <!-- allow: x \"y\" -->\nb <!-- more --> c"), "a\nb <!-- more --> c");
    }
}
