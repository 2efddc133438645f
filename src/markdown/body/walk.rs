//! The way through the parser's events: each is handed to the room that knows what to do with it.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::heading::HeadingAttributes;
use super::note::fold;
use super::prepare::Prepared;
use super::reader::{DEEPEST_NESTING, Reader};
use super::writer::slice;
use crate::page::{Body, Filling, Footnote};
use crate::prose::BlockKind;

/// What of the parser's extensions is understood. Named one by one: a new one must be looked at first.
pub fn options(smart_punctuation: bool) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    options.set(Options::ENABLE_SMART_PUNCTUATION, smart_punctuation);
    options
}

impl<'a> Reader<'a, '_> {
    /// Reads a whole text: its body and its notes.
    pub fn walk(&mut self, prepared: &'a Prepared<'a>, options: Options) -> (Body, Vec<Footnote>) {
        self.at.html.reserve(prepared.text.len() * 5 / 4);
        // Attributes of the open heading; headings do not lie inside each other.
        let mut heading = None;
        let parser = Parser::new_ext(&prepared.text, options);
        let definitions: Vec<(String, Range<usize>)> = match self.task.plain {
            true => Vec::new(),
            false => parser.reference_definitions().iter().map(|(name, it)| (fold(name), it.span.clone())).collect(),
        };
        for (event, range) in parser.into_offset_iter() {
            if self.in_definition(&event) {
                self.set_aside(event, range);
            } else {
                self.event(event, range, &mut heading);
            }
        }
        self.end_blocks();
        let words = self.words.count;
        self.prose.end();
        self.prose.in_note = true;
        let notes = self.read_notes(|reader, event, range| reader.event(event, range, &mut heading));
        self.words.count = words;
        self.report_cut();
        self.end_elements();
        self.report_unused(definitions);
        let html = std::mem::take(&mut self.at);
        (self.finish_body(html), notes)
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>, heading: &mut Option<HeadingAttributes<'a>>) {
        if self.image.is_some() {
            return self.image_event(event, range);
        }
        let slot = self.caption_slot.take();
        let end = range.end;
        match event {
            Event::Start(Tag::Paragraph) => return self.begin_paragraph(slot, range),
            Event::Start(tag) => return self.start(tag, range, heading),
            Event::End(TagEnd::Heading(level)) => {
                if let Some(attributes) = heading.take() {
                    self.end_heading(level, &attributes, range);
                }
            }
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) if self.code_block => {
                let text = self.task.prepared.original(&text, range.start).to_owned();
                self.at.text(&self.task.prepared.restore(&text));
            }
            // The spaces before a block of HTML come as text.
            Event::Text(text) if self.html_block.open => self.html_block.text.push_str(&text),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => {
                let code = self.task.prepared.restore(&code);
                self.at.push("<code>");
                self.at.text(&code);
                self.at.push("</code>");
                self.prose.object(self.span(range));
                self.read_text(&code);
            }
            Event::Html(line) => self.html_line(&line, range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::FootnoteReference(label) => {
                self.prose.mark();
                self.mark(&label);
            }
            // Chinese and Japanese have no spaces, and browsers would show one for the end of the line.
            Event::SoftBreak if self.joins_lines(&range) => {}
            Event::SoftBreak => {
                self.at.push("\n");
                self.prose.space(self.span(range));
                self.read_break();
            }
            Event::HardBreak => {
                self.at.push("<br />\n");
                self.prose.space(self.span(range));
                self.read_break();
            }
            Event::Rule => {
                self.begin_block();
                self.push_tag("<hr", &range);
                self.at.push(" />\n");
            }
            Event::TaskListMarker(checked) => {
                // The label gives the box its name: what is to be done.
                let checked = if checked { " checked" } else { "" };
                self.at.push("<label><input type=\"checkbox\"");
                self.at.push(checked);
                self.at.push(" disabled> ");
                self.label = true;
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.at.text(&text),
        }
        self.last_end = end;
    }

    /// Whether a line ends between two characters that are written side by side. Source: CSS Text 4, "segment break
    /// transformation rules".
    fn joins_lines(&self, range: &Range<usize>) -> bool {
        let text = &*self.task.prepared.text;
        let before = slice(text, 0..range.start).trim_end_matches([' ', '\t']).chars().next_back();
        let after = slice(text, range.end..text.len()).trim_start_matches([' ', '\t', '>']).chars().next();
        !self.task.plain && before.is_some_and(is_spaceless) && after.is_some_and(is_spaceless)
    }

    /// Inside the description of a picture only plain text counts.
    fn image_event(&mut self, event: Event<'a>, range: Range<usize>) {
        let Some(image) = &mut self.image else { return };
        let end = range.end;
        match event {
            Event::Start(Tag::Image { .. }) => image.depth += 1,
            Event::End(TagEnd::Image) if image.depth > 0 => image.depth -= 1,
            Event::End(TagEnd::Image) => self.end_image(range),
            Event::Text(text) | Event::Code(text) => image.alt.push_str(&self.task.prepared.restore(&text)),
            Event::SoftBreak | Event::HardBreak => image.alt.push(if self.task.plain { '\n' } else { ' ' }),
            Event::Start(_) => return,
            _ => {}
        }
        self.last_end = end;
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>, heading: &mut Option<HeadingAttributes<'a>>) {
        match tag {
            Tag::Heading { id, classes, attrs, .. } => {
                *heading = Some(HeadingAttributes { id, classes, others: attrs });
                self.summary.drop_before_paragraph();
                self.begin_prose(BlockKind::Heading, &range);
                self.begin_title();
            }
            Tag::BlockQuote(kind) => self.begin_quote(kind.map(alert_kind), range),
            Tag::CodeBlock(kind) => self.begin_code(kind, &range),
            Tag::HtmlBlock => self.begin_html_block(range),
            Tag::List(start) => {
                self.begin_list(start);
                self.begin_numbers(start);
                self.begin_container();
            }
            Tag::Item => {
                self.begin_block();
                self.number_item(&range);
                self.begin_container();
                if self.containers.len() > DEEPEST_NESTING {
                    let span = self.span(range.start..range.start + 1);
                    self.nested_deep(span);
                }
                self.begin_prose(BlockKind::Item, &range);
                self.push_tag("<li", &range);
                self.at.push(">");
            }
            Tag::DefinitionList => {
                self.begin_block();
                self.begin_container();
                self.at.push("<dl>\n");
            }
            Tag::DefinitionListTitle => {
                self.begin_prose(BlockKind::Cell, &range);
                self.begin_title();
            }
            Tag::DefinitionListDefinition => {
                self.begin_block();
                self.begin_container();
                self.begin_prose(BlockKind::Item, &range);
                self.push_tag("<dd", &range);
                self.at.push(">");
            }
            Tag::Table(alignments) => self.begin_table(alignments, &range),
            Tag::TableHead => self.begin_row(true, &range),
            Tag::TableRow => self.begin_row(false, &range),
            Tag::TableCell => {
                self.begin_prose(BlockKind::Cell, &range);
                self.begin_cell();
            }
            Tag::Emphasis => {
                self.check_digits(&range);
                self.at.push("<em>");
            }
            Tag::Strong => {
                self.check_digits(&range);
                self.prose.strong(self.span(range));
                self.at.push("<strong>");
            }
            Tag::Strikethrough => self.at.push("<del>"),
            Tag::Link { link_type, dest_url, title, id } => {
                self.use_definition(&id);
                self.begin_link(link_type, &dest_url, &title, range);
            }
            Tag::Image { link_type, dest_url, title, id } => {
                self.use_definition(&id);
                self.begin_image(link_type, &dest_url, &title, range.start);
            }
            // Paragraphs and notes are seen to elsewhere; the rest belongs to extensions that are switched off.
            Tag::Paragraph | Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) => {}
            Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::BlockQuote(_) => self.end_quote(range),
            TagEnd::CodeBlock => {
                self.code_block = false;
                self.check_code(range);
                self.at.push("</code></pre>\n");
            }
            TagEnd::HtmlBlock => self.end_html_block(),
            TagEnd::List(numbered) => {
                self.end_container();
                self.end_numbers();
                self.at.push(if numbered { "</ol>\n" } else { "</ul>\n" });
                self.end_late();
                self.summary.drop_before_paragraph();
            }
            TagEnd::Item => {
                self.close_label();
                self.end_container();
                self.at.push("</li>\n");
                self.read_break();
            }
            TagEnd::DefinitionList => {
                self.end_container();
                self.at.push("</dl>\n");
                self.end_late();
                self.summary.drop_before_paragraph();
            }
            TagEnd::DefinitionListTitle => self.end_term(range),
            TagEnd::DefinitionListDefinition => {
                self.end_container();
                self.at.push("</dd>\n");
                self.read_break();
            }
            TagEnd::Table => {
                self.end_table();
                self.summary.drop_before_paragraph();
            }
            TagEnd::TableHead => self.end_row(true),
            TagEnd::TableRow => self.end_row(false),
            TagEnd::TableCell => {
                self.end_cell();
                self.read_break();
            }
            TagEnd::Emphasis => self.at.push("</em>"),
            TagEnd::Strong => self.at.push("</strong>"),
            TagEnd::Strikethrough => self.at.push("</del>"),
            TagEnd::Link => self.end_link(range),
            TagEnd::Heading(_) | TagEnd::Image | TagEnd::FootnoteDefinition | TagEnd::MetadataBlock(_) => {}
            TagEnd::Superscript | TagEnd::Subscript => {}
        }
    }

    fn begin_paragraph(&mut self, slot: Option<usize>, range: Range<usize>) {
        self.begin_prose(BlockKind::Paragraph, &range);
        if !self.task.plain && self.begin_caption(slot, &range) {
            return;
        }
        self.begin_block();
        self.paragraph = self.at.len();
        self.push_tag("<p", &range);
        self.at.push(">");
    }

    fn end_paragraph(&mut self) {
        self.close_label();
        self.words.part();
        if self.end_caption() {
            return self.summary.drop_before_paragraph();
        }
        if self.outer.is_empty() && self.containers.is_empty() {
            self.summary.end_paragraph();
        } else {
            self.read_break();
        }
        if self.task.plain || !self.stands_alone() {
            self.at.push("</p>\n");
        }
    }

    /// Takes the tags of a paragraph away that holds one picture or directive and nothing else.
    fn stands_alone(&mut self) -> bool {
        let start = self.paragraph;
        let line = self.at.marks.last().filter(|mark| mark.at > start).map(|mark| mark.line);
        let Some(hole) = self.at.lone_hole(start + "<p>".len()) else { return false };
        match &mut hole.filling {
            Filling::Image(image) => (image.alone, image.line) = (true, line),
            Filling::Directive(directive) if directive.body.is_none() => {
                (directive.alone, directive.line) = (true, line);
            }
            _ => return false,
        }
        hole.at = start;
        self.at.truncate(start);
        self.at.push("\n");
        true
    }

    fn begin_code(&mut self, kind: CodeBlockKind<'a>, range: &Range<usize>) {
        self.begin_block();
        self.code_block = true;
        self.push_tag("<pre", range);
        self.at.push("><code");
        if let CodeBlockKind::Fenced(info) = kind
            && let Some(language) = info.split_whitespace().next()
        {
            self.at.push(" class=\"language-");
            self.at.text(&self.task.prepared.restore(language));
            self.at.push("\"");
        }
        self.at.push(">");
    }
}

/// A character of a script that puts no spaces between words, or of its punctuation.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{303f}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{323af}')
}

fn alert_kind(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}
