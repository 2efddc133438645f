//! Block directives: what `::: name` opens and `:::` closes, and the containers that must not lie crosswise to them.

use std::ops::Range;

use super::reader::{DEEPEST_NESTING, FrameKind, OpenBlock, Reader};
use super::syntax;
use crate::page::{Argument, Body, Directive, Filling};
use crate::prose::BlockKind;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::link::{is_unsafe_text, unknown_scheme_in_text};
use vertebra_base::span::Span;

/// Directives inside each other.
const DEEPEST_BLOCK: usize = 32;

impl Reader<'_, '_> {
    /// Reads a line that begins with three colons or more; `start` is the place of the first.
    pub fn fence(&mut self, start: usize) {
        let source = self.task.prepared.source(start..self.task.prepared.text.len());
        let line = source.split(['\n', '\r']).next().unwrap_or("").trim_end();
        let rest = line.trim_start_matches(':');
        let colons = line.len() - rest.len();
        let span = self.span(start..start + line.len());
        if rest.trim().is_empty() {
            self.close_block(colons, span);
        } else {
            self.open_block(colons, rest, span);
        }
    }

    fn open_block(&mut self, colons: usize, rest: &str, span: Span) {
        if self.outer.len() >= DEEPEST_BLOCK {
            self.nested_deep(span);
            return self.blocks.skipped.push(colons);
        }
        let mut call = syntax::block(rest, span.start as usize + colons);
        self.report_faults(&mut call);
        self.prose.end();
        if let Some(heading) = &call.heading {
            self.prose.aside(BlockKind::Heading, heading, span);
        }
        self.begin_block();
        let container = self.containers.last().copied().unwrap_or(0);
        self.push_frame(FrameKind::Block(OpenBlock { call, colons, span, container, closed: None }));
    }

    fn close_block(&mut self, colons: usize, span: Span) {
        if self.blocks.skipped.last() == Some(&colons) {
            self.blocks.skipped.pop();
            return;
        }
        let note = self.outer.iter().rposition(|frame| matches!(frame.kind, FrameKind::Note)).map_or(0, |at| at + 1);
        let found = self.outer[note..].iter().rposition(|frame| match &frame.kind {
            FrameKind::Block(block) => block.colons == colons && block.closed.is_none(),
            _ => false,
        });
        let Some(found) = found.map(|at| at + note) else { return self.close_nothing(colons, span) };
        let here = self.containers.last().copied().unwrap_or(0);
        if let FrameKind::Block(block) = &mut self.outer[found].kind
            && block.container != here
        {
            // The list or quote must end first; the block is closed right after it.
            block.closed = Some(span);
            let opening = block.span;
            return self.crossed(span, opening);
        }
        while self.outer.len() > found + 1 {
            self.end_unclosed();
        }
        self.end_block(span.end);
    }

    fn close_nothing(&mut self, colons: usize, span: Span) {
        if let Some(at) = self.blocks.cut.iter().rposition(|(other, _)| *other == colons) {
            let (_, opening) = self.blocks.cut.remove(at);
            return self.crossed(span, opening);
        }
        let message = "this line closes a block, but no block is open here";
        let help = match self.outer.iter().rev().find_map(|frame| match &frame.kind {
            FrameKind::Block(block) if block.closed.is_none() => Some(":".repeat(block.colons)),
            _ => None,
        }) {
            Some(open) => format!("to close the block above, write {open}"),
            None => "remove this line, or open a block with ::: and a name".to_owned(),
        };
        self.error("block-close", span, message, help);
    }

    fn crossed(&mut self, closing: Span, opening: Span) {
        let message = "this block starts and ends at different levels of a list or quotation";
        let help = "start both lines with the same spaces and > characters";
        let label = "it is opened here";
        let diagnostic = Diagnostic::error("block-crossed", self.task.source, closing, message)
            .with_help(help)
            .with_related(self.task.source, opening, label);
        self.diagnostics.push(diagnostic);
    }

    /// Ends the innermost block, whose closing line is missing.
    fn end_unclosed(&mut self) {
        if let Some(FrameKind::Block(block)) = self.outer.last().map(|frame| &frame.kind) {
            let (colons, span) = (block.colons, block.span);
            self.block_open(colons, span);
        }
        self.end_block(0);
    }

    fn block_open(&mut self, colons: usize, span: Span) {
        let marks = Span::new(span.start as usize, span.start as usize + colons);
        let help = format!("add {} on a line of its own after its last line", ":".repeat(colons));
        self.error("block-open", marks, "this block is never closed", help);
    }

    /// Turns the innermost frame into a directive; `end` is the end of its closing line, if it has one.
    fn end_block(&mut self, end: u32) {
        self.close_label();
        let Some((html, FrameKind::Block(block))) = self.pop_frame() else { return };
        let body = self.finish_body(html);
        let span = Span { start: block.span.start, end: end.max(block.span.end) };
        let call = block.call;
        self.add_block(Directive {
            name: call.name,
            name_span: call.name_span,
            heading: call.heading,
            arguments: call.arguments,
            body: Some(body),
            alone: false,
            span,
            line: self.task.lines.as_ref().map(|lines| lines.at(span.start as usize)),
        });
    }

    fn add_block(&mut self, directive: Directive) {
        self.words.part();
        self.at.block_hole(Filling::Directive(Box::new(directive)));
    }

    /// Takes note that a list item, quotation or note begins.
    pub fn begin_container(&mut self) {
        self.container_count += 1;
        self.containers.push(self.container_count);
    }

    /// Ends the innermost list item, quotation or note, and with it the blocks that were left open inside.
    pub fn end_container(&mut self) {
        let here = self.containers.last().copied().unwrap_or(0);
        while let Some(FrameKind::Block(block)) = self.outer.last().map(|frame| &frame.kind) {
            if block.container != here {
                break;
            }
            if block.closed.is_none() {
                self.blocks.cut.push((block.colons, block.span));
            }
            self.end_block(block.closed.map_or(0, |span| span.end));
        }
        self.containers.pop();
    }

    /// Ends blocks whose closing line stood in a container that has ended by now, end tag and all.
    pub fn end_late(&mut self) {
        let here = self.containers.last().copied().unwrap_or(0);
        while let Some(FrameKind::Block(OpenBlock { container, closed: Some(span), .. })) =
            self.outer.last().map(|frame| &frame.kind)
        {
            if *container != here {
                break;
            }
            self.end_block(span.end);
        }
    }

    /// Ends what is still open at the end of the text.
    pub fn end_blocks(&mut self) {
        while !self.outer.is_empty() {
            self.end_unclosed();
        }
        self.report_cut();
    }

    /// Reports blocks that were cut off by the end of what they began in.
    pub fn report_cut(&mut self) {
        for (colons, span) in std::mem::take(&mut self.blocks.cut) {
            self.block_open(colons, span);
        }
    }

    /// Begins a quotation; one with a kind, such as `[!NOTE]`, becomes a directive that the theme words.
    pub fn begin_quote(&mut self, kind: Option<&'static str>, range: Range<usize>) {
        self.begin_block();
        self.prose.quotes += usize::from(kind.is_none());
        self.begin_container();
        if self.containers.len() > DEEPEST_NESTING {
            let span = self.span(range.start..range.start + 1);
            self.nested_deep(span);
        }
        match kind {
            _ if self.flattens() => {}
            Some(kind) if !self.task.plain && self.outer.len() < DEEPEST_BLOCK => {
                self.push_frame(FrameKind::Alert(kind, range));
            }
            _ => {
                self.push_tag("<blockquote", &range);
                self.at.push(">\n");
            }
        }
    }

    /// Ends a quotation; an alert becomes a directive now.
    pub fn end_quote(&mut self, range: Range<usize>) {
        self.close_label();
        let flat = self.flattens();
        let alert = match self.outer.last().map(|frame| &frame.kind) {
            Some(FrameKind::Alert(_, own)) => *own == range,
            Some(FrameKind::Block(_)) => self.alert_below(&range),
            _ => false,
        };
        self.end_container();
        self.prose.end();
        if !alert {
            self.prose.quotes = self.prose.quotes.saturating_sub(1);
            if !flat {
                self.at.line();
                self.at.push("</blockquote>\n");
            }
            return self.end_late();
        }
        let Some((html, FrameKind::Alert(kind, range))) = self.pop_frame() else { return };
        let body = self.finish_body(html);
        let source = self.task.prepared.source(range.clone());
        let open = source.find("[!").unwrap_or(0);
        let close = source[open..].find(']').map_or(open, |at| open + at + 1);
        let name_span = self.span(range.start + open..range.start + close);
        let span = self.trimmed_span(range);
        self.add_block(Directive {
            name: "alert".to_owned(),
            name_span,
            heading: None,
            arguments: vec![Argument { name: Some("kind".to_owned()), value: kind.to_owned(), span: name_span }],
            body: Some(body),
            alone: false,
            span,
            line: self.task.lines.as_ref().map(|lines| lines.at(span.start as usize)),
        });
        self.end_late();
    }

    /// Quotations beyond the deepest have no tags: browsers would take ever longer for them.
    fn flattens(&self) -> bool {
        !self.task.plain && self.containers.len() > DEEPEST_NESTING
    }

    /// True when blocks were left open inside the alert of a range.
    fn alert_below(&self, range: &Range<usize>) -> bool {
        let below = self.outer.iter().rev().find(|frame| !matches!(frame.kind, FrameKind::Block(_)));
        matches!(below.map(|frame| &frame.kind), Some(FrameKind::Alert(_, own)) if own == range)
    }

    /// Reports nesting that nobody can follow, once a page.
    pub fn nested_deep(&mut self, span: Span) {
        if !std::mem::replace(&mut self.too_deep, true) {
            let message = "quotations, lists or blocks are nested too deeply here";
            self.error("nested-deep", span, message, "split the text into sections and shorter lists");
        }
    }

    /// Reports what is wrong with the line of a directive: a component may put each value into a link.
    pub fn report_faults(&mut self, call: &mut syntax::Call) {
        for fault in call.faults.drain(..) {
            self.error("directive-syntax", fault.span, fault.message, fault.help);
        }
        for argument in call.arguments.iter().filter(|argument| is_unsafe_text(&argument.value)) {
            self.link_unsafe(argument.span);
        }
        for argument in &call.arguments {
            let unknown = unknown_scheme_in_text(&argument.value);
            self.diagnostics.extend(unknown.map(|unknown| unknown.diagnostic(self.task.source, argument.span)));
        }
    }

    /// The body of a frame; HTML that the editor wrote is made safe first.
    pub fn finish_body(&self, html: super::writer::Writer) -> Body {
        if html.raw { super::sanitize::clean(html) } else { html.into_body() }
    }
}
