//! Headings and defined terms: their ids, and what is wrong with them.

use std::ops::Range;

use pulldown_cmark::{CowStr, HeadingLevel};

use super::ids::visible;
use super::position::Mark;
use super::reader::{Reader, Title};
use super::writer::Writer;
use crate::page::{DefinitionTerm, Heading};
use vertebra_base::slug::{github_slug, slugify_or};
use vertebra_base::span::{self, Span};
use vertebra_schema::HeadingIds;

/// The id of a heading that has no letter or digit.
const NAMELESS: &str = "section";

/// `{#id .class lang=es}` as the parser gives it.
pub struct HeadingAttributes<'a> {
    pub id: Option<CowStr<'a>>,
    pub classes: Vec<CowStr<'a>>,
    pub others: Vec<(CowStr<'a>, Option<CowStr<'a>>)>,
}

impl Reader<'_, '_> {
    /// Begins a heading or a term: its text is gathered for its id.
    pub fn begin_title(&mut self) {
        self.begin_block();
        self.title = Some(Title { text: String::new(), at: self.at.len() });
    }

    /// The heading's tag is written now that its text, and so its id, is known.
    pub fn end_heading(&mut self, level: HeadingLevel, attributes: &HeadingAttributes, range: Range<usize>) {
        let Some(title) = self.title.take() else { return };
        let level = level as u8;
        let source_line = self.line_of(&range);
        let mut tag = Writer::default();
        tag.push("<h");
        tag.push(digit(level));
        if !self.task.plain {
            let text = squeeze(&title.text);
            let span = self.first_line(range);
            self.check_braces(attributes, span);
            self.check_level(level, &text, span);
            let id = self.heading_id(attributes, &title.text, span);
            tag.attribute("id", &id);
            let line = self.line(span);
            self.headings.push(Heading { level, id, title: text, span, line });
        }
        if !attributes.classes.is_empty() {
            tag.attribute("class", &attributes.classes.join(" "));
        }
        for (name, value) in &attributes.others {
            // Anything else, `onclick` above all, has no business in a heading.
            if matches!(&**name, "lang" | "dir" | "translate") && value.is_some() {
                tag.attribute(name, value.as_deref().unwrap_or(""));
            }
        }
        tag.push(">");
        self.at.insert(title.at, &tag.html);
        self.at.marks.extend(source_line.map(|line| Mark { at: title.at + "<h2".len(), line }));
        self.at.push("</h");
        self.at.push(digit(level));
        self.at.push(">\n");
        self.words.part();
    }

    /// Ends a term, which gets an id so that the glossary can be linked to.
    pub fn end_term(&mut self, range: Range<usize>) {
        let Some(title) = self.title.take() else { return };
        let line = self.line_of(&range);
        let mut tag = Writer::default();
        tag.push("<dt");
        if !self.task.plain {
            let name = squeeze(&title.text);
            let id = self.ids.unique(slugify_or(&name, "term"));
            tag.attribute("id", &id);
            let span = self.first_line(range);
            self.terms.push(DefinitionTerm { id, name, span });
        }
        tag.push(">");
        self.at.insert(title.at, &tag.html);
        self.at.marks.extend(line.map(|line| Mark { at: title.at + "<dt".len(), line }));
        self.at.push("</dt>\n");
        self.words.part();
    }

    fn heading_id(&mut self, attributes: &HeadingAttributes, text: &str, span: Span) -> String {
        let Some(id) = &attributes.id else {
            return match self.task.heading_ids {
                HeadingIds::Vertebra => self.ids.unique(slugify_or(&squeeze(text), NAMELESS)),
                HeadingIds::Github => self.ids.numbered_from(1, github_slug(&visible(text), NAMELESS)),
            };
        };
        let id = visible(id).into_owned();
        if self.ids.claim(&id) {
            return id;
        }
        self.id_twice(&id, span);
        self.ids.unique(id)
    }

    /// Two things cannot have one id.
    pub fn id_twice(&mut self, id: &str, span: Span) {
        let message = format!("the id #{id} is used twice on this page, so links to it reach only the first one");
        self.error("id-twice", span, message, format!("give this one another id, for example #{id}-2"));
    }

    /// What stands in braces at the end of a heading and is no attribute is taken out of the text by the parser.
    fn check_braces(&mut self, attributes: &HeadingAttributes, span: Span) {
        let is_known = |name: &str, has_value| has_value && matches!(name, "lang" | "dir" | "translate");
        let Some((name, _)) = attributes.others.iter().find(|(name, value)| !is_known(name, value.is_some())) else {
            return;
        };
        let line = self.task.file.get(span.range()).unwrap_or("");
        let braces = line.rfind('{').map_or(span, |at| Span::new(span.start as usize + at, span.end as usize));
        let message = format!("\"{name}\" is no attribute of a heading, so what these braces hold is left out");
        self.error("heading-braces", braces, message, "write it without braces; an id is written {#id}");
    }

    fn check_level(&mut self, level: u8, text: &str, span: Span) {
        let marks = self.beginning(span, usize::from(level));
        let source = self.task.file.get(marks.range()).unwrap_or("");
        let marks = if source.bytes().all(|byte| byte == b'#') { marks } else { span };
        // Where the template shows no title, this is the heading of the page.
        if level == 1 && self.task.shows_title {
            let message = match self.task.front.title.span {
                Span { start: 0, end: 0 } => "the title is already shown; do not repeat it".to_owned(),
                title => {
                    let line = span::position(self.task.file, title.start as usize).line;
                    format!("the title from line {line} is already shown; do not repeat it")
                }
            };
            return self.error("heading-h1", marks, message, "remove this line, or start it with ##");
        }
        let above = self.headings.last().map_or(1, |heading| heading.level);
        if level > above + 1 {
            let message = format!("the heading level jumps from {} to {}", level_name(above), level_name(level));
            let hashes = "#".repeat(usize::from(above) + 1);
            self.error("heading-skip", marks, message, format!("use {hashes} {text}"));
        }
    }

    /// The line in the file, counted from where the last one was asked for: headings mostly come in their order.
    fn line(&mut self, span: Span) -> u32 {
        let at = self.task.file.len().min(span.start as usize);
        let (from, line) = if self.counted.0 <= at { self.counted } else { (0, 1) };
        let passed = memchr::memchr_iter(b'\n', &self.task.file.as_bytes()[from..at]).count();
        let line = line + u32::try_from(passed).unwrap_or(u32::MAX - line);
        self.counted = (at, line);
        line
    }

    /// The first line of a range, in the file.
    pub fn first_line(&self, range: Range<usize>) -> Span {
        let source = self.task.prepared.source(range.clone());
        let line = source.lines().next().unwrap_or("").trim_end();
        self.span(range.start..range.start + line.len())
    }
}

fn level_name(level: u8) -> &'static str {
    match level {
        1 => "the page title",
        2 => "a main heading (##)",
        3 => "a subheading (###)",
        4 => "a fourth-level heading (####)",
        5 => "a fifth-level heading (#####)",
        _ => "a sixth-level heading (######)",
    }
}

fn digit(level: u8) -> &'static str {
    ["1", "2", "3", "4", "5", "6"][usize::from(level.clamp(1, 6) - 1)]
}

/// One space between words, nothing invisible.
fn squeeze(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
