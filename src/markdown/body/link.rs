//! Links, wikilinks and pictures: each becomes a hole and a record with its place.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::ids::visible;
use super::reader::{OpenImage, OpenLink, Reader};
use super::writer::slice;
use super::{prepare, syntax};
use crate::page::{Argument, Filling, Image, LinkKind};
use crate::prose::BlockKind;
use vertebra_base::link::{AddressKind, Link as Address, UNSAFE};
use vertebra_base::span::Span;

/// The caret under a picture inside the text does not go on for two megabytes.
const LONGEST_CARET: usize = 40;
/// Some screen readers stop here for a breath and begin again. Source: WebAIM, "Alternative Text".
const LONGEST_ALT: usize = 125;

impl Reader<'_, '_> {
    /// Opens a link; one that would run a program gets no address.
    pub fn begin_link(&mut self, link_type: LinkType, target: &str, title: &str, range: Range<usize>) {
        let mut target = visible(&self.task.prepared.restore(target)).into_owned();
        let (kind, span) = match link_type {
            LinkType::WikiLink { .. } => (LinkKind::Term, self.wikilink_span(&range)),
            LinkType::Autolink | LinkType::Email => (LinkKind::Link, self.span(range.start + 1..range.end - 1)),
            // The target of an inline link is found when its text has ended.
            _ => (LinkKind::Link, self.span(range.clone())),
        };
        if link_type == LinkType::Email {
            target.insert_str(0, "mailto:");
        }
        let inline = link_type == LinkType::Inline;
        let auto = matches!(link_type, LinkType::Autolink | LinkType::Email);
        if Address::parse(&target).is_unsafe() {
            return self.open_links.push(OpenLink { link: None, span, start: range.start, inline, auto });
        }
        let link = self.add_link(target, kind, span);
        self.open_links.push(OpenLink { link: Some(link), span, start: range.start, inline, auto });
        self.at.push("<a href=\"");
        self.at.hole(Filling::Address(link));
        self.at.push("\"");
        if !title.is_empty() {
            self.at.attribute("title", &self.task.prepared.restore(title));
        }
        self.at.push(">");
        // `[[mobility|]]` has no words of its own, and is read as `[[mobility]]`.
        let written = self.task.prepared.source(range.clone()).trim_end_matches("]]");
        if link_type == (LinkType::WikiLink { has_pothole: true }) && written.trim_end().ends_with('|') {
            let key = self.task.file.get(span.range()).unwrap_or("").trim();
            self.plain_text(key, range.start + "[[".len()..range.start + "[[".len() + key.len());
        }
    }

    /// Closes a link and finds the place of its target.
    pub fn end_link(&mut self, range: Range<usize>) {
        let Some(open) = self.open_links.pop() else { return };
        let text_end = self.last_end.max(open.start + 1);
        let span = if open.inline { self.target_span(text_end, &range) } else { open.span };
        if open.inline && !self.task.plain {
            self.check_end(&range);
        }
        match open.link {
            Some(link) => {
                self.at.push("</a>");
                self.links[link].span = span;
            }
            None => self.link_unsafe(span),
        }
    }

    /// `[words](../)page.md)`: the address ended at a bracket that was meant to belong to it. In `(as [here](page.md).)` the
    /// last one closes what the sentence opened.
    fn check_end(&mut self, link: &Range<usize>) {
        let end = link.end;
        let rest = slice(&self.task.prepared.text, end..self.task.prepared.text.len());
        let word = rest.split(char::is_whitespace).next().unwrap_or("");
        let bracket = word.find(')').filter(|at| !word[..*at].contains('('));
        let begins_address = word.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '#'));
        let is_address = |at: &usize| begins_address && word[..*at].contains(char::is_alphanumeric);
        let is_opened = || {
            let before = slice(&self.task.prepared.text, 0..link.start);
            let paragraph = before.rfind("\n\n").map_or(before, |at| &before[at..]);
            paragraph.matches('(').count() > paragraph.matches(')').count()
        };
        if let Some(at) = bracket.filter(is_address).filter(|_| !is_opened()) {
            let span = self.span(end..end + at + 1);
            let message = "the address of this link ends before these words, so they are shown to readers";
            let help = "remove the ) that is too many, or write %29 for one that belongs to the address";
            self.error("link-shown", span, message, help);
        }
    }

    /// Addresses that run a program or hold a page of their own.
    pub fn link_unsafe(&mut self, span: Span) {
        let (message, help) = UNSAFE;
        self.error("link-unsafe", span, message, help);
    }

    /// `target` in `](target "title")`, else the whole link.
    fn target_span(&self, text_end: usize, range: &Range<usize>) -> Span {
        let whole = self.trimmed_span(range.clone());
        // The prepared text, in which no directive holds spaces.
        let rest = slice(&self.task.prepared.text, text_end.min(range.end)..range.end);
        let Some(open) = rest.find("](") else { return whole };
        let rest = &rest[open + 2..];
        let inner = rest.trim_start();
        let mut start = text_end + open + 2 + (rest.len() - inner.len());
        let length = match inner.strip_prefix('<') {
            Some(inner) => {
                start += 1;
                end_of_target(inner, |c, _| c == '>')
            }
            None => end_of_target(inner, |c, depth| c.is_whitespace() || c == ')' && depth == 0),
        };
        if length == 0 { whole } else { self.span(start..start + length) }
    }

    fn wikilink_span(&self, range: &Range<usize>) -> Span {
        let source = self.task.prepared.source(range.clone());
        let start = source.find("[[").map_or(0, |at| at + 2);
        let length = source[start..].find(['|', ']']).unwrap_or(source.len() - start);
        self.span(range.start + start..range.start + start + length)
    }

    /// Begins a picture, whose description is gathered first.
    pub fn begin_image(&mut self, link_type: LinkType, target: &str, title: &str, start: usize) {
        self.image = Some(OpenImage {
            target: visible(&self.task.prepared.restore(target)).into_owned(),
            title: self.task.prepared.restore(title).into_owned(),
            alt: String::new(),
            start,
            depth: 0,
            inline: link_type == LinkType::Inline,
            nameless: link_type == LinkType::WikiLink { has_pothole: false },
        });
    }

    /// Ends a picture: a hole, and a word when its description is missing.
    pub fn end_image(&mut self, range: Range<usize>) {
        let Some(image) = self.image.take() else { return };
        let whole = self.trimmed_span(range.clone());
        let span = if image.inline { self.target_span(self.last_end.max(image.start + 2), &range) } else { whole };
        let mut attributes = self.attributes(range.end);
        let decorative = attributes.iter().any(is_decorative);
        attributes.retain(|attribute| !is_decorative(attribute));
        let alt = if image.nameless { String::new() } else { image.alt };
        self.prose.aside(BlockKind::Alt, &alt, whole);
        if Address::parse(&image.target).is_unsafe() && !self.task.plain {
            self.picture_inline(&image.target, span);
            return self.at.text(&alt);
        }
        if !self.task.plain && !decorative && alt.trim().is_empty() {
            let mark = self.beginning(whole, "![]".len());
            let target = &image.target;
            let help = format!(
                "describe what matters in it: ![A treatment room with a massage table]({target})\n\
                 if it is only decoration, write: ![]({target}){{decorative}}"
            );
            self.image_alt(mark, help);
        } else if !self.task.plain && !decorative {
            let words = Span::new(whole.start as usize + "![".len(), whole.end as usize);
            let words = self.beginning(words, alt.trim_end().chars().count().min(LONGEST_CARET));
            self.check_alt(&alt, if image.inline { words } else { whole });
        }
        if let Some(title) = &mut self.title {
            title.text.push_str(&alt);
        }
        let link = self.add_link(image.target, LinkKind::Image, span);
        let title = (!image.title.is_empty()).then_some(image.title);
        let image = Image { link, alt, title, decorative, attributes, alone: false, span: whole, line: None };
        self.at.hole(Filling::Image(Box::new(image)));
    }

    /// Reports a picture without a description.
    pub fn image_alt(&mut self, span: Span, help: String) {
        self.error("image-alt", span, "this image has no description (alt text) for people who cannot see it", help);
    }

    fn picture_inline(&mut self, target: &str, span: Span) {
        if Address::parse(target).kind != AddressKind::Data {
            return self.link_unsafe(span);
        }
        let shown = self.beginning(span, LONGEST_CARET);
        // Four letters of the text stand for three bytes of the picture.
        let size = target.len() / 4 * 3;
        let message = match size {
            0..1_000 => "an image is pasted into the text".to_owned(),
            1_000..1_000_000 => format!("an image of {} KB is pasted into the text", size / 1_000),
            _ => format!("an image of {}.{} MB is pasted into the text", size / 1_000_000, size / 100_000 % 10),
        };
        let folder = self.task.source.folder();
        let file = self.task.source;
        let help = format!(
            "save it as a file in {folder}/images/ and link to it\nor run: vertebra fix --extract-images {file}"
        );
        self.error("image-inline", shown, message, help);
    }

    /// Says what a description does not do for those who hear it.
    fn check_alt(&mut self, alt: &str, mark: Span) {
        let alt = alt.trim();
        let length = alt.chars().count();
        if vertebra_media::image_file::is_picture_name(alt) {
            let help = "describe the image in one short sentence";
            self.error("image-alt-name", mark, "the description (alt text) is a file name", help);
        } else if length > LONGEST_ALT {
            let message = format!("the description (alt text) has {length} characters; keep it to {LONGEST_ALT}");
            let help = "describe only what matters, and move the rest to the text below the image";
            self.warning("image-alt-long", mark, message, help);
        }
    }

    /// Reads `{decorative wide caption="…"}` right after a picture.
    fn attributes(&mut self, at: usize) -> Vec<Argument> {
        let prepared = self.task.prepared;
        let masked = slice(&prepared.text, at..prepared.text.len());
        let end = match prepared.next_value(masked) {
            Some((0, number)) => prepared.values[number].len(),
            // Too many or too short to be masked.
            _ => match prepare::attributes_length(prepared.source(at..prepared.text.len())) {
                Some(length) => length,
                None => return Vec::new(),
            },
        };
        let source = prepared.source(at..at + end);
        let Some(inner) = source.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return Vec::new() };
        if inner.starts_with('{') || self.task.plain {
            return Vec::new();
        }
        self.skip_to = at + end;
        let offset = prepared.place(at).unwrap_or(0) + 1;
        let mut call = syntax::attributes(inner, offset);
        self.report_faults(&mut call);
        call.arguments
    }
}

fn is_decorative(attribute: &Argument) -> bool {
    attribute.name.is_none() && attribute.value == "decorative"
}

/// The length of a link's target: up to a character that ends it, backslashes and brackets minded.
fn end_of_target(text: &str, ends: impl Fn(char, usize) -> bool) -> usize {
    let (mut depth, mut escaped) = (0usize, false);
    for (at, c) in text.char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        if ends(c, depth) {
            return at;
        }
        match c {
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}
