//! Where front matter begins and ends: the two lines of three hyphens, and what stands there instead.

use std::ops::Range;

use super::foreign_top;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_yaml as yaml;

/// What the top of a file looks like.
struct Top {
    /// The YAML between the two lines.
    yaml: Range<usize>,
    /// The first byte of the body.
    body: usize,
    fault: Option<Fault>,
}

enum Fault {
    /// Empty lines stand above the first line of hyphens.
    Below(Range<usize>),
    /// A line of other dashes, such as the long one that Word makes of three hyphens.
    Dashes(Range<usize>),
    /// No second line of hyphens.
    Open(Range<usize>),
}

/// The YAML of the front matter, if there is any, and the first byte of the body.
///
/// A byte order mark, Windows line ends and a missing last line end make no difference.
pub fn split(text: &str) -> (Option<Range<usize>>, usize) {
    match top(text) {
        Some(top) => (Some(top.yaml), top.body),
        None => (None, first_byte(text)),
    }
}

/// What is wrong with the lines around the front matter. To be asked for before `read`, which then knows that a
/// missing title has been told.
pub fn fence_fault(source: &SourcePath, text: &str) -> Option<Diagnostic> {
    let Some(top) = top(text) else {
        if let Some(told) = foreign_top::fault(source, text) {
            return Some(told);
        }
        let help =
            format!("add these lines at the very top:\n---\ntitle: {}\n---", yaml::typed(&likely_title(source, text)));
        let at = Span::at(first_byte(text));
        if text[first_byte(text)..].trim().is_empty() {
            let help = help.replacen("these lines at the very top", "at least these lines to it, or delete it", 1);
            return Some(Diagnostic::error("file-empty", source, None, "this file is empty").with_help(help));
        }
        return Some(
            Diagnostic::error("front-missing", source, at, "this page does not start with its fields").with_help(help),
        );
    };
    let span = |range: Range<usize>| Span::new(range.start, range.end);
    Some(match top.fault? {
        Fault::Below(line) => {
            Diagnostic::error("front-late", source, span(line), "this must be the first line of the file")
                .with_help(format!("remove the empty lines above it\nor run: vertebra fix {source}"))
        }
        Fault::Dashes(line) => {
            Diagnostic::error("front-dashes", source, span(line), "this line must be three hyphens").with_help("---")
        }
        Fault::Open(line) => {
            let last = text[top.yaml].trim_end().lines().next_back().unwrap_or("").trim();
            let help = format!("add --- on a line of its own after the last field:\n{last}\n---");
            Diagnostic::error("front-open", source, span(line), "the fields that start here are never closed")
                .with_help(help)
        }
    })
}

/// What makes of the lines around the front matter what they were meant to be: bytes, and what takes their place.
/// Nothing when that needs a decision.
pub fn fence_changes(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let Some(Top { yaml, body, fault: Some(fault) }) = top(text) else { return Vec::new() };
    let start = first_byte(text);
    match fault {
        Fault::Below(line) => vec![(start..line.start, "")],
        // Word changes both lines alike, and only one of them is told.
        Fault::Dashes(_) => [start..yaml.start, yaml.end..body]
            .into_iter()
            .filter_map(|line| {
                let first = line.end - text[line.clone()].trim_start().len();
                let typed = text[line].trim();
                (!typed.is_empty() && typed != "---").then_some((first..first + typed.len(), "---"))
            })
            .collect(),
        Fault::Open(_) => Vec::new(),
    }
}

/// A title for a page that has none: its first heading, else its file name in words.
pub(super) fn likely_title(source: &SourcePath, text: &str) -> String {
    let heading =
        text.lines().find_map(|line| line.strip_prefix("# ")).map(|line| line.trim().trim_end_matches([' ', '#']));
    if let Some(heading) = heading.filter(|heading| !heading.is_empty()) {
        return heading.to_owned();
    }
    let name = match source.stem() {
        "index" => source.folder().rsplit('/').next().unwrap_or("").replace("content", "Home"),
        stem => stem.to_owned(),
    };
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Home".to_owned(),
    }
}

fn first_byte(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn top(text: &str) -> Option<Top> {
    let mut at = first_byte(text);
    let mut fault = None;
    let mut open = line(text, at);
    while text[open.clone()].trim().is_empty() {
        at = next(text, &open)?;
        open = line(text, at);
        fault = Some(Fault::Below(open.clone()));
    }
    if !is_fence(&text[open.clone()]) {
        if !looks_like_fence(&text[open.clone()]) {
            return None;
        }
        fault = Some(Fault::Dashes(open.clone()));
    }
    let Some(start) = next(text, &open) else {
        return Some(Top { yaml: text.len()..text.len(), body: text.len(), fault: Some(Fault::Open(open)) });
    };
    // Where the fields would end if the line of hyphens that follows belonged to the body.
    let (mut blank, mut stray) = (None, None);
    at = start;
    loop {
        let here = line(text, at);
        let content = &text[here.clone()];
        if is_fence(content) || looks_like_fence(content) {
            // A text in quotation marks may hold empty lines and go on at the left: all of it is one value.
            if let Some(end) = stray.filter(|_| !is_yaml(&text[start..at])) {
                return Some(Top { yaml: start..end, body: end, fault: Some(Fault::Open(open)) });
            }
            if !is_fence(content) {
                fault = fault.or(Some(Fault::Dashes(here.clone())));
            }
            return Some(Top { yaml: start..at, body: next(text, &here).unwrap_or(text.len()), fault });
        }
        if content.trim().is_empty() {
            blank = Some(here.start);
        } else if is_field(content) {
            stray = None;
        } else if is_prose(content) {
            stray = stray.or(blank);
        }
        let Some(after) = next(text, &here) else { break };
        at = after;
    }
    let end = blank_after_fields(text, start);
    Some(Top { yaml: start..end, body: end, fault: Some(Fault::Open(open)) })
}

/// Whether these lines are fields from the first to the last.
fn is_yaml(text: &str) -> bool {
    let (node, faults) = yaml::parse(text, 0, &SourcePath::new(""));
    faults.is_empty() && node.as_map().is_some()
}

/// The end of the lines that look like fields; a blank line ends them too.
fn blank_after_fields(text: &str, start: usize) -> usize {
    let mut at = start;
    loop {
        let here = line(text, at);
        let content = &text[here.clone()];
        if content.trim().is_empty() || (is_prose(content) && !is_field(content)) || content.starts_with("## ") {
            return here.start;
        }
        match next(text, &here) {
            Some(after) => at = after,
            None => return text.len(),
        }
    }
}

/// The line that begins at a byte, without its end.
fn line(text: &str, start: usize) -> Range<usize> {
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    start..if text[start..end].ends_with('\r') { end - 1 } else { end }
}

/// Where the next line begins; none after the last.
fn next(text: &str, line: &Range<usize>) -> Option<usize> {
    text[line.end..].find('\n').map(|at| line.end + at + 1)
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

fn looks_like_fence(line: &str) -> bool {
    let line = line.trim();
    let dashes = line.chars().all(|c| matches!(c, '-' | '‐' | '–' | '—' | '−'));
    dashes && !line.is_empty() && line != "-"
}

fn is_field(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or("");
    let after = line.get(name.len() + 1..).unwrap_or("x");
    !name.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        && (after.is_empty() || after.starts_with([' ', '\t']))
}

/// A line that begins at the left with a word or a mark of Markdown and is no field.
fn is_prose(line: &str) -> bool {
    line.starts_with(|c: char| c.is_alphabetic() || matches!(c, '*' | '>' | '|' | '!' | '<')) && !is_field(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<&str>, &str) {
        let (yaml, body) = split(text);
        (yaml.map(|range| &text[range]), &text[body..])
    }

    fn told(text: &str) -> String {
        fence_fault(&SourcePath::new("content/guides/first-visit.md"), text).map_or(String::new(), |d| {
            let span = d.span.unwrap_or_default();
            let place = &text[span.range()];
            format!("{} {}: {} [{place}] = {}", span.start, d.code, d.message, d.help.unwrap_or_default())
        })
    }

    #[test]
    fn front_matter_and_body() {
        for (text, yaml, body) in [
            ("---\ntitle: a\n---\nBody\n", "title: a\n", "Body\n"),
            ("\u{feff}---\ntitle: a\n---\nBody", "title: a\n", "Body"),
            ("---\r\ntitle: a\r\n---\r\nBody\r\n", "title: a\r\n", "Body\r\n"),
            ("---\ntitle: a\n---", "title: a\n", ""),
            ("--- \ntitle: a\n---\t\n\nBody", "title: a\n", "\nBody"),
            ("---\n---\nBody", "", "Body"),
            ("---\ntitle: a\n---\nBody\n\n---\n\nMore", "title: a\n", "Body\n\n---\n\nMore"),
            ("---\ntitle: a\n\n# remark\nslug: b\n---\nBody", "title: a\n\n# remark\nslug: b\n", "Body"),
            (
                "---\ntags:\n- x\n\ndescription: \"One\ntwo.\"\n---\nBody",
                "tags:\n- x\n\ndescription: \"One\ntwo.\"\n",
                "Body",
            ),
            ("---\ndescription: 'One\n\ntwo.'\n---\nBody", "description: 'One\n\ntwo.'\n", "Body"),
        ] {
            assert_eq!(parts(text), (Some(yaml), body), "{text:?}");
            assert_eq!(told(text), "", "{text:?}");
        }
    }

    #[test]
    fn lines_that_are_missing_or_wrong() {
        let open = "0 front-open: the fields that start here are never closed [---] = add --- on a line of its own after the last field:\n";
        for (text, yaml, body, message) in [
            (
                "# Your first visit\n\nBody",
                None,
                "# Your first visit\n\nBody",
                "0 front-missing: this page does not start with its fields [] = add these lines at the very top:\n---\ntitle: Your first visit\n---".to_owned(),
            ),
            (
                "\u{feff}Body",
                None,
                "Body",
                "3 front-missing: this page does not start with its fields [] = add these lines at the very top:\n---\ntitle: First visit\n---".to_owned(),
            ),
            ("---\ntitle: a\nslug: b\n\nBody\n", Some("title: a\nslug: b\n"), "\nBody\n", format!("{open}slug: b\n---")),
            ("---\ntitle: a\nBody\n", Some("title: a\n"), "Body\n", format!("{open}title: a\n---")),
            ("---\ntitle: a", Some("title: a"), "", format!("{open}title: a\n---")),
            ("---\ntitle: a\n\nBody\n\n---\nMore", Some("title: a\n"), "\nBody\n\n---\nMore", format!("{open}title: a\n---")),
            ("---", Some(""), "", format!("{open}\n---")),
            ("\n\n---\ntitle: a\n---\nBody", Some("title: a\n"), "Body", "2 front-late: this must be the first line of the file [---] = remove the empty lines above it\nor run: vertebra fix content/guides/first-visit.md".to_owned()),
            ("—\ntitle: a\n---\nBody", Some("title: a\n"), "Body", "0 front-dashes: this line must be three hyphens [—] = ---".to_owned()),
            ("---\ntitle: a\n-----\nBody", Some("title: a\n"), "Body", "13 front-dashes: this line must be three hyphens [-----] = ---".to_owned()),
            ("", None, "", "0 file-empty: this file is empty [] = add at least these lines to it, or delete it:\n---\ntitle: First visit\n---".to_owned()),
        ] {
            assert_eq!(parts(text), (yaml, body), "{text:?}");
            assert_eq!(told(text), message, "{text:?}");
        }
    }

    #[test]
    fn a_title_is_suggested_from_the_file_name() {
        for (path, title) in
            [("content/a-b_c.md", "A b c"), ("content/guides/index.md", "Guides"), ("content/index.md", "Home")]
        {
            assert_eq!(likely_title(&SourcePath::new(path), ""), title);
        }
    }
}
