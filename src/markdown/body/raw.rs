//! HTML inside Markdown: kept, escaped or cut down to what is harmless, with a report of what was left out.

use std::ops::Range;

use super::reader::{DEEPEST_HTML, HtmlBlock, Reader};
use super::sanitize::{allows_attribute, allows_element, is_void, nests};
use crate::page::{Filling, LinkKind};
use crate::pasted::is_pasted;
use vertebra_base::link::Link as Address;
use vertebra_base::span::Span;
use vertebra_html::{HtmlPiece, MOST_ATTRIBUTES, TagPlaces, crowded, pieces, value_place};
use vertebra_schema::RawHtml;
use vertebra_schema::codes::is_allow;

/// What blocks begin with that end only at a mark of their own.
const VERBATIM: [&str; 6] = ["<!", "<?", "<pre", "<script", "<style", "<textarea"];

/// Left out without a word: in which window a link opens is for its reader to say, and nothing on the page is lost.
const UNNOTICED: &str = "target";

impl Reader<'_, '_> {
    /// Begins a block of HTML.
    pub fn begin_html_block(&mut self, range: Range<usize>) {
        self.close_label();
        self.words.part();
        let start = self.task.prepared.source(range.start..range.end).trim_start();
        let verbatim =
            VERBATIM.iter().any(|mark| start.get(..mark.len()).is_some_and(|s| s.eq_ignore_ascii_case(mark)));
        let mut text = std::mem::take(&mut self.html_block.text);
        text.clear();
        self.prose.end();
        self.html_block = HtmlBlock { open: true, text, range: range.start..range.start, verbatim };
    }

    /// Reads a line of a block of HTML, which may be the line of a directive.
    pub fn html_line(&mut self, line: &str, range: Range<usize>) {
        if self.task.prepared.place(range.start).is_none() {
            return;
        }
        let original = self.task.prepared.original(line, range.start);
        let indent = original.len() - original.trim_start().len();
        let masked = line.get(indent..).is_some_and(|line| line.starts_with("<?>"));
        if masked && original[indent..].starts_with(":::") && !self.html_block.verbatim {
            if self.html_block.range.end > self.html_block.range.start {
                let colons = original[indent..].len() - original[indent..].trim_start_matches(':').len();
                let span = self.span(range.start + indent..range.start + indent + colons);
                let message = "this line is inside an HTML block, where Markdown is not converted";
                self.error("directive-syntax", span, message, "add an empty line before it");
            }
            self.flush_html();
            self.fence(range.start + indent);
            self.html_block.range = range.end..range.end;
            return;
        }
        if !self.html_block.verbatim && !self.task.plain {
            let from = self.span(range.clone()).start as usize;
            self.prose.html(original, from);
        }
        self.html_block.text.push_str(original);
        self.html_block.range.end = range.end;
    }

    /// Ends a block of HTML.
    pub fn end_html_block(&mut self) {
        self.html_block.open = false;
        self.prose.end();
        self.flush_html();
    }

    fn flush_html(&mut self) {
        let html = std::mem::take(&mut self.html_block.text);
        let range = self.html_block.range.clone();
        if !self.task.plain {
            self.check_html_end(&html, &range);
        }
        if !html.trim().is_empty() && !self.is_comment(&html) {
            self.at.line();
            self.html(&html, range, true);
            self.at.line();
        }
        self.html_block.text = html;
        self.html_block.text.clear();
    }

    /// Reads a tag inside a text.
    pub fn inline_html(&mut self, html: &str, range: Range<usize>) {
        let original = self.task.prepared.original(html, range.start);
        if html.starts_with("<?>") && original.starts_with(":::") {
            // The line of a directive that is indented too far to be one.
            self.at.text(original);
        } else if !self.is_comment(original) {
            let original = original.to_owned();
            if !self.task.plain {
                self.check_tag_ends(&original, range.start);
            }
            self.prose.tag(original.trim_start_matches('<'));
            self.html(&original, range, false);
        }
    }

    /// True for a comment that is not to be printed; `<!-- more -->` ends the summary. Why a message is allowed is never
    /// printed: it is no business of readers.
    fn is_comment(&mut self, html: &str) -> bool {
        let inner = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
        let Some(inner) = inner.filter(|inner| !inner.contains("-->")) else { return false };
        let more = inner.trim().eq_ignore_ascii_case("more") && !self.task.plain;
        if more && self.outer.is_empty() {
            self.summary.mark();
        }
        more || is_allow(inner) || self.task.raw_html != RawHtml::Allow
    }

    fn html(&mut self, html: &str, range: Range<usize>, block: bool) {
        let is_remark = ["<!", "<?"].iter().any(|mark| html.trim_start().starts_with(mark));
        if is_remark && !html.trim_start().starts_with("<!--") && self.task.raw_html != RawHtml::Forbid {
            let message = "this is an instruction for programs, so readers do not see what stands in it";
            let help = "remove it; to show the signs themselves, write \\< at the beginning";
            self.warning("html-removed", self.trimmed_span(range.clone()), message, help);
        }
        if !crowded(html).is_empty() {
            let message = format!("a tag of this HTML has more than {MOST_ATTRIBUTES} attributes");
            self.error("html-attributes", self.trimmed_span(range.clone()), message, "remove those that nobody needs");
        }
        match self.task.raw_html {
            RawHtml::Allow if self.task.plain => self.at.push(html),
            RawHtml::Allow => self.keep(html, range),
            RawHtml::Forbid => {
                if !html.starts_with("</") {
                    let span = self.trimmed_span(range);
                    let help = "use Markdown, or a block of the theme: ::: name";
                    self.error("html-forbidden", span, "HTML is turned off for this site", help);
                }
                self.at.push(if block { "<p>" } else { "" });
                self.at.text(html.trim_end());
                self.at.push(if block { "</p>" } else { "" });
            }
            RawHtml::Sanitize => self.filter(html, range),
        }
    }

    pub fn html_id(&mut self, id: &str, span: Span) {
        if !self.ids.claim(id) {
            self.id_twice(id, span);
        }
    }

    /// Writes what is allowed of some HTML, and says what is not.
    fn filter(&mut self, html: &str, range: Range<usize>) {
        let pieces = pieces(html);
        let mut place = TagPlaces::new(self.task.prepared.source(range.clone()));
        let mut pasted = None;
        for (number, piece) in pieces.iter().enumerate() {
            match piece {
                HtmlPiece::Text(text) => {
                    let text = text.replace(['\u{fdd0}', '\u{fdd1}'], "\u{fffd}");
                    self.at.text(&text);
                    self.read_text(&text);
                }
                HtmlPiece::Start { name, attributes } => {
                    let tag = place.next(&format!("<{name}"));
                    let span = self.span(range.start + tag.start..range.start + tag.end);
                    if is_pasted(name, attributes) {
                        // Word wraps every word; one report for a piece of HTML is enough.
                        if pasted.is_none() {
                            pasted = Some(span);
                            self.report_pasted(span, &pieces[number..]);
                        }
                    } else if pasted.is_none() {
                        self.report_removed(name, attributes, span);
                    }
                    self.start_tag(name, attributes, span);
                }
                HtmlPiece::End(name) => {
                    let tag = place.next(&format!("</{name}"));
                    self.check_end_tag(name, range.start + tag.start..range.start + tag.end);
                    if allows_element(name) && !is_void(name) {
                        self.close_element(name);
                        self.html_depth = self.html_depth.saturating_sub(usize::from(nests(name)));
                        self.at.push("</");
                        self.at.push(name);
                        self.at.push(">");
                    }
                }
                HtmlPiece::Comment(_) | HtmlPiece::Other => {}
            }
        }
        self.at.raw = true;
    }

    /// `</p words>`: an end tag holds nothing but its name.
    fn check_end_tag(&mut self, name: &str, range: Range<usize>) {
        let words = self.task.prepared.source(range.clone());
        let words = words.get("</".len() + name.len()..).unwrap_or("").trim_end_matches('>').trim();
        if !words.is_empty() && !self.task.plain {
            let message = format!("an end tag holds nothing but its name, so \"{words}\" is left out");
            let help = format!("write it behind the tag: </{name}>{words}");
            self.warning("html-removed", self.span(range), message, &help);
        }
    }

    fn start_tag(&mut self, name: &str, attributes: &[(String, String)], span: Span) {
        if !allows(name, attributes) {
            return;
        }
        if nests(name) {
            if self.html_depth >= DEEPEST_HTML {
                return self.nested_deep(span);
            }
            self.html_depth += 1;
            self.open_element(name, span);
        }
        self.at.push("<");
        self.at.push(name);
        for (attribute, value) in attributes.iter().filter(|(attribute, _)| allows_attribute(name, attribute)) {
            match attribute.as_str() {
                "href" | "src" | "poster" => {
                    self.html_address(name, attribute, value.trim(), span);
                    continue;
                }
                // No browser follows it, but programs that read the page may.
                "cite" if Address::parse(value).is_unsafe() => {
                    self.link_unsafe(span);
                    continue;
                }
                "id" => self.html_id(value, span),
                "name" if name == "a" => self.html_id(value, span),
                _ => {}
            }
            self.at.attribute(attribute, &value.replace(['\u{fdd0}', '\u{fdd1}'], "\u{fffd}"));
        }
        self.at.push(">");
        if name == "img" && !attributes.iter().any(|(attribute, _)| attribute == "alt") {
            let help = "describe what matters in it: alt=\"A treatment room with a massage table\"\n\
                        if it is only decoration, write: alt=\"\"";
            self.image_alt(span, help.to_owned());
        }
    }

    fn html_address(&mut self, element: &str, attribute: &str, value: &str, span: Span) {
        let source = self.task.file.get(span.range()).unwrap_or("");
        let own = value_place(source, attribute, value).filter(|_| !value.is_empty());
        let own = own.map_or(span, |it| Span::new(span.start as usize + it.start, span.start as usize + it.end));
        if Address::parse(value).is_unsafe() {
            return self.link_unsafe(own);
        }
        let kind = if matches!(element, "a" | "area") { LinkKind::Link } else { LinkKind::Embedded };
        let link = self.add_link(value.to_owned(), kind, own);
        self.at.push(" ");
        self.at.push(attribute);
        self.at.push("=\"");
        self.at.hole(Filling::Address(link));
        self.at.push("\"");
    }

    /// `<o:p>`, which Word leaves behind, is no HTML for Markdown and would be printed.
    pub fn check_office_tag(&mut self, start: usize) {
        let source = self.task.prepared.source(start..self.task.prepared.text.len());
        if source.starts_with("<o:p") {
            let end = source.find(['>', '\n']).map_or(source.len(), |at| at + 1);
            let span = self.trimmed_span(start..start + end);
            self.report_pasted(span, &[]);
        }
    }

    fn report_pasted(&mut self, span: Span, pieces: &[HtmlPiece]) {
        let mut text = String::new();
        for piece in pieces {
            if let HtmlPiece::Text(piece) = piece {
                text.push_str(piece);
            }
        }
        let text = text.trim().lines().next().unwrap_or("").trim().to_owned();
        let help =
            if text.is_empty() { "keep only the text".to_owned() } else { format!("keep only the text: {text}") };
        self.error("html-pasted", span, "this was pasted from Word with its formatting", help);
    }

    fn report_removed(&mut self, name: &str, attributes: &[(String, String)], span: Span) {
        if !allows(name, attributes) {
            let message = format!("<{name}> is not allowed in a page, so it was left out");
            return self.warning("html-removed", span, message, instead_of(name));
        }
        let refused = attributes.iter().map(|(attribute, _)| attribute.as_str());
        let is_told = |it: &&str| !allows_attribute(name, it) && *it != UNNOTICED;
        let refused: Vec<&str> = refused.filter(is_told).collect();
        let (are, were) = if refused.len() > 1 { ("are", "they were") } else { ("is", "it was") };
        if !refused.is_empty() {
            let message = format!("{} {are} not allowed in <{name}>, so {were} left out", refused.join(", "));
            self.warning("html-removed", span, message, "remove it");
        }
    }
}

/// What to write in place of an element that is left out.
fn instead_of(name: &str) -> &'static str {
    match name {
        "iframe" | "embed" | "object" | "frame" => "write a link to what it shows: [words](address)",
        "script" => "remove it: what runs on pages belongs to the theme",
        "style" => "remove it: how pages look is for a style sheet of the theme",
        "form" | "input" | "button" | "select" | "textarea" | "fieldset" | "option" => {
            "write a link to the form, or an address to write to: [words](mailto:name@example.com)"
        }
        "font" | "center" | "big" | "tt" | "strike" => "remove the tag; how a text looks is for the theme",
        _ => "remove the tag; the text inside it stays",
    }
}

/// A box to tick does no harm without a form; any other field waits for an answer that nobody reads.
fn allows(name: &str, attributes: &[(String, String)]) -> bool {
    let checkbox = |(name, value): &(String, String)| name == "type" && value.eq_ignore_ascii_case("checkbox");
    allows_element(name) && (name != "input" || attributes.iter().any(checkbox))
}
