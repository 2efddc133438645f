//! Blocks of HTML in a text: those that were pasted become Markdown.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::Edit;
use vertebra_base::span::Span;
use vertebra_html::{HtmlPiece, pieces};
use vertebra_schema::RawHtml;

use super::marks::Events;
use super::{Fix, FixContext, Fixes, Refused, pasted};

/// Looks at every block of HTML.
pub fn find(subject: &FixContext, text: &str, events: &Events, found: &mut Fixes) {
    let raw_html = subject.schema.markdown.raw_html;
    // Where HTML is allowed as it is, nobody has asked for Markdown.
    if raw_html == RawHtml::Allow {
        return;
    }
    for lines in blocks(text, events) {
        let html: String = lines.iter().map(|range| &text[range.clone()]).collect();
        let at = first_tag(text, &lines);
        let pasted = is_pasted(&html);
        let Some(code) = code(raw_html, pasted) else { continue };
        match pasted::markdown(&html) {
            Ok(markdown) => {
                let mut fix = Fix::one(code, at, replace(text, &lines, &markdown.text));
                fix.lists = markdown.lists;
                found.fixes.push(fix);
            }
            Err(why) => found.refused.push(Refused { code, at, why }),
        }
    }
}

/// The diagnostic that goes with a piece of HTML; none for HTML that an editor may write.
pub fn code(raw_html: RawHtml, pasted: bool) -> Option<&'static str> {
    match raw_html {
        RawHtml::Forbid => Some("html-forbidden"),
        RawHtml::Sanitize if pasted => Some("html-pasted"),
        _ => None,
    }
}

fn is_pasted(html: &str) -> bool {
    pieces(html).iter().any(|piece| match piece {
        HtmlPiece::Start { name, attributes } => vertebra_markdown::is_pasted(name, attributes),
        _ => false,
    })
}

/// The lines of each block. A line that begins with `:::` stands for itself, as it does for the reader of pages.
fn blocks(text: &str, events: &Events) -> Vec<Vec<Range<usize>>> {
    let mut blocks: Vec<Vec<Range<usize>>> = Vec::new();
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut inside = false;
    for (event, range) in &events.all {
        match event {
            Event::Start(Tag::HtmlBlock) => inside = true,
            Event::Html(_) if inside => {
                if text[range.clone()].trim_start().starts_with(":::") {
                    blocks.push(std::mem::take(&mut lines));
                } else {
                    lines.push(range.clone());
                }
            }
            Event::End(TagEnd::HtmlBlock) => {
                inside = false;
                blocks.push(std::mem::take(&mut lines));
            }
            _ => {}
        }
    }
    let is_comment = |html: &str| {
        let inner = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
        inner.is_some_and(|inner| !inner.contains("-->"))
    };
    blocks.retain(|lines| {
        let html: String = lines.iter().map(|range| &text[range.clone()]).collect();
        !html.trim().is_empty() && !is_comment(&html)
    });
    blocks
}

/// The first tag of a block: what the message points at.
fn first_tag(text: &str, lines: &[Range<usize>]) -> Span {
    let (first, last) = (lines.first().map_or(0, |it| it.start), lines.last().map_or(0, |it| it.end));
    Span::new(first, first + text[first..last].trim_end().len())
}

/// Puts Markdown in the place of a block: with an empty line on both sides, behind the marks of the quotation or list
/// that it stands in, and with the line ends of the file.
fn replace(text: &str, lines: &[Range<usize>], markdown: &str) -> Edit {
    let (first, last) = (lines.first().map_or(0, |it| it.start), lines.last().map_or(0, |it| it.end));
    let end = first + text[first..last].trim_end().len();
    let line_start = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let marks = &text[line_start..first];
    let prefix: String = marks.chars().map(|c| if c == '>' || c.is_whitespace() { c } else { ' ' }).collect();
    let line_end = vertebra_base::span::line_ending(text);
    let bare = prefix.trim_end();

    let mut out = String::new();
    // A paragraph that ends where the HTML begins would go on in the Markdown.
    let above = text[..line_start].trim_end_matches(['\n', '\r']).rsplit('\n').next().unwrap_or_default();
    let above_ends = text[..line_start].ends_with("\n\n") || text[..line_start].ends_with("\n\r\n");
    let starts_item = marks.contains(['-', '*', '+', '.', ')']);
    let (above, below) = (is_text(above) && !above_ends && !starts_item, is_text(next_line(text, end)));
    if above && !markdown.is_empty() {
        out.push_str(bare.trim_start());
        out.push_str(line_end);
        out.push_str(&prefix);
    }
    for (number, line) in markdown.lines().enumerate() {
        if number > 0 {
            out.push_str(line_end);
            out.push_str(if line.is_empty() { bare } else { &prefix });
        }
        out.push_str(line);
    }
    if below && !markdown.is_empty() {
        out.push_str(line_end);
        out.push_str(bare);
    }
    Edit::new(Span::new(first, end), out)
}

/// A line that a paragraph could go on in.
fn is_text(line: &str) -> bool {
    let line = line.trim_start_matches(['>', ' ', '\t']).trim();
    !line.is_empty() && !line.starts_with(":::") && line != "---"
}

fn next_line(text: &str, end: usize) -> &str {
    text[end..].split_once('\n').map_or("", |(_, rest)| rest.split('\n').next().unwrap_or_default())
}
