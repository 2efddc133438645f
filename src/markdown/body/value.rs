//! Text: escaped, counted, and with `{{ … }}` turned into holes.

use std::ops::Range;

use super::bare_address;
use super::reader::Reader;
use super::syntax;
use super::writer::slice;
use crate::page::{Directive, Filling};

impl Reader<'_, '_> {
    /// Reads a piece of text outside code.
    pub fn text(&mut self, text: &str, range: Range<usize>) {
        if !self.task.plain {
            match text.as_bytes().first() {
                Some(b'[') if text.len() == 1 => self.check_mark(range.start),
                Some(b'<') => self.check_office_tag(range.start),
                _ => {}
            }
        }
        let mut start = range.start;
        let mut text = if self.is_inch(text, &range) { "″" } else { text };
        if start < self.skip_to {
            // The skipped part is made of characters that the parser leaves as they are.
            let skipped = (self.skip_to - start).min(text.len());
            text = text.get(skipped..).unwrap_or("");
            start += skipped;
        }
        while let Some((at, number)) = self.task.prepared.next_value(text) {
            self.literal(&text[..at], start..start + at);
            let place = self.task.prepared.values[number].clone();
            match self.task.file.get(place) {
                Some(written) if !written.starts_with("{{") => {
                    let range = start + at..start + at + written.len();
                    match bare_address::of_typed(written) {
                        Some((shown, target)) if self.takes_addresses() => self.link_address(&shown, target, range),
                        Some((shown, _)) => self.plain_text(&shown, range),
                        // Braces that follow no picture are only braces.
                        None => self.plain_text(written, range),
                    }
                }
                _ => self.value(number),
            }
            let length = self.task.prepared.values[number].len();
            text = &text[at + length..];
            start += at + length;
        }
        self.literal(text, start..range.end.max(start));
    }

    /// Whether a quotation mark that the parser has turned is the sign of inches: behind a digit none begins, and none
    /// ends that has not begun.
    fn is_inch(&mut self, text: &str, range: &Range<usize>) -> bool {
        if range.len() != 1 || !matches!(text, "“" | "”") {
            return false;
        }
        let before = range.start.checked_sub(1).and_then(|at| self.task.prepared.text.as_bytes().get(at));
        let is_inch = before.is_some_and(u8::is_ascii_digit) && (text == "“" || !self.quoted);
        if !is_inch {
            self.quoted = text == "“";
        }
        is_inch
    }

    fn literal(&mut self, text: &str, range: Range<usize>) {
        let text = self.task.prepared.original(text, range.start);
        if self.task.prepared.stray && text.contains("{{") {
            self.check_stray(text, range.start);
        }
        let (mut text, mut range) = (text, range);
        while let Some((end, from)) = self.address_in(text, &range) {
            text = &text[end..];
            range.start = from;
        }
        self.plain_text(text, range);
    }

    /// Writes text that holds neither addresses nor values.
    pub fn plain_text(&mut self, text: &str, range: Range<usize>) {
        self.at.text(text);
        self.read_literal(text, range);
    }

    /// Writes the text up to the first address in it, and the address as a link: how much of the text that was, and
    /// where the rest begins.
    fn address_in(&mut self, text: &str, range: &Range<usize>) -> Option<(usize, usize)> {
        if !self.task.prepared.addresses {
            return None;
        }
        let found = bare_address::find(text).filter(|_| self.takes_addresses())?;
        let whole = slice(&self.task.prepared.text, range.start..self.task.prepared.text.len());
        // Elsewhere the parser has put the text together, and places in it are none in the file.
        if !whole.starts_with(text) {
            return None;
        }
        let start = found.range.start;
        // The parser parts texts at some signs that addresses hold.
        let length = match found.target.starts_with("mailto:") {
            true => found.range.len(),
            false => bare_address::end_of_address(&whole[start..]),
        };
        let shown = &whole[start..start + length];
        let beyond = shown.get(found.range.len()..).unwrap_or("");
        if beyond.contains(['*', '_', '~', '[', ']', '&', '!']) || self.task.prepared.next_value(shown).is_some() {
            return None;
        }
        let scheme = &found.target[..found.target.len() - found.range.len()];
        let (target, shown) = (format!("{scheme}{shown}"), shown.to_owned());
        self.at.text(&text[..start]);
        self.read_literal(&text[..start], range.start..range.start + start);
        let place = range.start + start..range.start + start + length;
        self.link_address(&shown, target, place.clone());
        self.skip_to = self.skip_to.max(place.end);
        let end = (start + length).min(text.len());
        Some((end, range.start + end))
    }

    /// Takes note of text that readers see, and of where it was written.
    fn read_literal(&mut self, text: &str, range: Range<usize>) {
        if !self.task.plain && !text.is_empty() {
            // An address is no text that anybody worded.
            match self.open_links.last().is_some_and(|link| link.auto) {
                true => self.prose.object(self.span(range)),
                false => self.prose.push(text, self.span(range)),
            }
        }
        self.read_text(text);
    }

    /// `{{ phone metatouch }}`: a hole for what the theme makes of it.
    fn value(&mut self, number: usize) {
        let place = self.task.prepared.values[number].clone();
        let inner = self.task.file.get(place.start + 2..place.end - 2).unwrap_or("");
        let mut call = syntax::inline(inner, place.start + 2);
        self.report_faults(&mut call);
        self.words.part();
        self.prose.object(vertebra_base::span::Span::new(place.start, place.end));
        self.at.hole(Filling::Directive(Box::new(Directive {
            name: call.name,
            name_span: call.name_span,
            heading: None,
            arguments: call.arguments,
            body: None,
            alone: false,
            span: vertebra_base::span::Span::new(place.start, place.end),
            line: None,
        })));
    }

    /// Says why `{{` in the text is no directive.
    fn check_stray(&mut self, text: &str, start: usize) {
        for (at, _) in text.match_indices("{{") {
            let source = self.task.prepared.source(start + at..self.task.prepared.text.len());
            let before = self.task.prepared.source((start + at).saturating_sub(1)..start + at);
            // The parser may have put this text together from something else, such as entities.
            // Those of other generators are told together, by name.
            let is_foreign = source.starts_with("{{<") || source.starts_with("{{%");
            if !source.starts_with("{{") || before == "\\" || is_foreign {
                continue;
            }
            match end_of_braces(source) {
                None => {
                    let span = self.span(start + at..start + at + 2);
                    let help = "add }} on the same line; to show two braces, write \\{{";
                    self.error("value-open", span, "these braces are never closed", help);
                }
                Some(end) => {
                    let span = self.span(start + at..start + at + end + 2);
                    let help =
                        "write a name between the braces, for example {{ phone key }}; to show two braces, write \\{{";
                    self.error("directive-syntax", span, "the text between these braces is not valid", help);
                }
            }
        }
    }
}

/// Where `}}` stands on the first line; nobody looks for it far away.
fn end_of_braces(source: &str) -> Option<usize> {
    let near = source.bytes().take(500).take_while(|byte| *byte != b'\n').count();
    source.as_bytes()[..near].windows(2).position(|pair| pair == b"}}")
}
