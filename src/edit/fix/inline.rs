//! Tags inside a line of text: pasted ones become the marks of Markdown, or go where they say nothing.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::Edit;
use vertebra_base::span::Span;
use vertebra_html::{HtmlPiece, pieces};
use vertebra_schema::RawHtml;

use super::marks::Events;
use super::style::{self, HtmlAttributes, InlineMeaning};
use super::{Fix, FixContext, Fixes, Refused, address, html};

/// A tag that is open.
struct Open {
    name: String,
    attributes: Vec<(String, String)>,
    range: Range<usize>,
    /// The paragraph, heading or cell that it stands in.
    place: usize,
}

/// Looks at every tag inside a line.
pub fn find(subject: &FixContext, text: &str, events: &Events, found: &mut Fixes) {
    let raw_html = subject.schema.markdown.raw_html;
    if raw_html == RawHtml::Allow {
        return;
    }
    let mut search = Search { text, raw_html, open: Vec::new(), place: 0, found };
    for (event, range) in &events.all {
        match event {
            Event::InlineHtml(_) => search.tag(range),
            Event::Start(tag) if is_block(tag) => search.place += 1,
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item) => search.place += 1,
            _ => {}
        }
    }
    search.finish();
    office_tags(text, events, found);
}

fn is_block(tag: &Tag) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Superscript
            | Tag::Subscript
    )
}

struct Search<'a> {
    text: &'a str,
    raw_html: RawHtml,
    open: Vec<Open>,
    place: usize,
    found: &'a mut Fixes,
}

impl Search<'_> {
    fn tag(&mut self, range: &Range<usize>) {
        let text = self.text;
        match pieces(&text[range.clone()]).into_iter().next() {
            Some(HtmlPiece::Start { name, attributes })
                if matches!(name.as_str(), "br" | "img" | "wbr" | "hr" | "input") =>
            {
                let pasted = vertebra_markdown::is_pasted(&name, &attributes);
                if let Some(code) = html::code(self.raw_html, pasted) {
                    self.alone(code, &name, &attributes, range);
                }
            }
            Some(HtmlPiece::Start { name, attributes }) => {
                self.open.push(Open { name, attributes, range: range.clone(), place: self.place });
            }
            Some(HtmlPiece::End(name)) => {
                let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
                // What is open inside it is never closed.
                let mut unclosed = self.open.split_off(at);
                let open = unclosed.remove(0);
                unclosed.iter().for_each(|open| self.refuse(open, "it is never closed"));
                self.pair(&open, range);
            }
            _ => {}
        }
    }

    /// A tag without an end.
    fn alone(&mut self, code: &'static str, name: &str, attributes: &HtmlAttributes, range: &Range<usize>) {
        let span = span(range);
        if name == "br" && self.raw_html == RawHtml::Sanitize && style::is_needed(attributes).is_none() {
            return self.found.fixes.push(Fix::one(code, span, Edit::new(span, "<br>")));
        }
        // A line break is a backslash at the end of a line.
        let ends_line = self.text[range.end..].starts_with(['\n', '\r']);
        if name == "br" && ends_line && style::is_needed(attributes).is_none() {
            return self.found.fixes.push(Fix::one(code, span, Edit::new(span, "\\")));
        }
        let why = format!("<{name}> has no form in Markdown here");
        self.found.refused.push(Refused { code, at: span, why });
    }

    fn pair(&mut self, open: &Open, close: &Range<usize>) {
        let Some(code) = html::code(self.raw_html, vertebra_markdown::is_pasted(&open.name, &open.attributes)) else {
            return;
        };
        if let Some(why) = style::is_needed(&open.attributes) {
            return self.refuse(open, &why);
        }
        let meaning = style::meaning(&open.name, &open.attributes);
        let edits = match meaning {
            Some(meaning) if meaning == InlineMeaning::default() => {
                vec![Edit::new(span(&open.range), ""), Edit::new(span(close), "")]
            }
            _ if open.place != self.place => return self.refuse(open, "it is closed in another paragraph"),
            Some(meaning) => self.marks(open, close, &meaning),
            // An element that Markdown does not have stays, without its looks.
            None if self.raw_html == RawHtml::Sanitize => {
                vec![Edit::new(span(&open.range), format!("<{}>", open.name))]
            }
            None => return self.refuse(open, &format!("<{}> has no form in Markdown", open.name)),
        };
        self.found.fixes.push(Fix::many(code, span(&open.range), edits));
    }

    /// Markdown on both sides of some words. A mark stands at the words; the spaces stand outside.
    fn marks(&self, open: &Open, close: &Range<usize>, meaning: &InlineMeaning) -> Vec<Edit> {
        let inner = &self.text[open.range.end..close.start];
        let words = inner.trim();
        if words.is_empty() {
            return vec![Edit::new(span(&open.range), ""), Edit::new(span(close), "")];
        }
        let (before, after) = (inner.len() - inner.trim_start().len(), inner.len() - inner.trim_end().len());
        let outer = |wanted: fn(&InlineMeaning) -> bool| {
            let inside = |it: &&Open| it.place == open.place && it.range.start < open.range.start;
            self.open
                .iter()
                .filter(inside)
                .any(|it| style::meaning(&it.name, &it.attributes).is_some_and(|it| wanted(&it)))
        };
        let (mut start, mut end) = (String::new(), String::new());
        let mut around = |left: &str, right: &str| {
            start.push_str(left);
            end.insert_str(0, right);
        };
        if let Some(link) = &meaning.link {
            let real = address::unwrapped(&link.address).unwrap_or_else(|| link.address.clone());
            let real = address::typed(&real).replace(' ', "%20");
            let title = link.title.as_ref().map(|title| format!(" \"{}\"", title.replace('"', "\\\"")));
            around("[", &format!("]({real}{})", title.unwrap_or_default()));
        }
        if meaning.strong && !outer(|it| it.strong) {
            around("**", "**");
        }
        if meaning.emphasis && !outer(|it| it.emphasis) {
            around("*", "*");
        }
        if meaning.struck && !outer(|it| it.struck) {
            around("~~", "~~");
        }
        let (left, right) = (&inner[..before], &inner[inner.len() - after..]);
        vec![
            Edit::new(Span::new(open.range.start, open.range.end + before), format!("{left}{start}")),
            Edit::new(Span::new(close.start - after, close.end), format!("{end}{right}")),
        ]
    }

    fn refuse(&mut self, open: &Open, why: &str) {
        if let Some(code) = html::code(self.raw_html, vertebra_markdown::is_pasted(&open.name, &open.attributes)) {
            self.found.refused.push(Refused { code, at: span(&open.range), why: why.to_owned() });
        }
    }

    fn finish(&mut self) {
        for open in std::mem::take(&mut self.open) {
            self.refuse(&open, "it is never closed");
        }
    }
}

/// `<o:p>`, which Word leaves behind: no HTML for Markdown, and printed as it stands.
fn office_tags(text: &str, events: &Events, found: &mut Fixes) {
    let is_text = |event: &Event| matches!(event, Event::Text(_));
    let in_code = code_blocks(events);
    let texts = events
        .all
        .iter()
        .filter(|(event, range)| is_text(event) && !in_code.iter().any(|it| it.contains(&range.start)));
    let ranges: Vec<&Range<usize>> = texts.map(|(_, range)| range).collect();
    let inside = |at: usize| ranges.iter().any(|range| range.contains(&at));
    for (at, _) in text.match_indices("<o:p").filter(|(at, _)| inside(*at)) {
        let Some(length) = tag_length(&text[at..]) else { continue };
        let own = Span::new(at, at + length);
        let rest = &text[at + length..];
        let line = rest.split('\n').next().unwrap_or_default();
        let mut edits = vec![Edit::new(own, "")];
        if let Some(close) = line.find("</o:p>") {
            let start = at + length + close;
            edits.push(Edit::new(Span::new(start, start + "</o:p>".len()), ""));
        }
        found.fixes.push(Fix::many("html-pasted", own, edits));
    }
}

fn code_blocks<'e>(events: &'e Events) -> Vec<&'e Range<usize>> {
    let code = |event: &Event| matches!(event, Event::Start(Tag::CodeBlock(_)));
    events.all.iter().filter(|(event, _)| code(event)).map(|(_, range)| range).collect()
}

fn tag_length(text: &str) -> Option<usize> {
    text.find(['>', '\n']).filter(|at| text[*at..].starts_with('>')).map(|at| at + 1)
}

fn span(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
}
