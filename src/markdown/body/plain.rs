//! Markdown without a site around it: holes are filled with what was written.

use super::escape;
use super::prepare::Prepared;
use super::reader::{Reader, Task};
use super::walk::options;
use super::words::Summary;
use crate::page::{Body, Filling, FrontMatter, Image, WrittenLink};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_schema::{HeadingIds, RawHtml};

/// Markdown to HTML as CommonMark has it, HTML and all: no ids, no directives, addresses as written.
pub fn render_plain(text: &str) -> String {
    render(text, RawHtml::Allow, false)
}

/// A text that stands in no page, such as a setting, read: safe HTML with holes for its addresses, without a paragraph
/// around it; HTML in the text is shown as text.
#[derive(Debug, Clone)]
pub struct InlineText {
    pub body: Body,
    /// Their spans are places in the text.
    pub links: Vec<WrittenLink>,
}

/// Reads one line of Markdown.
pub fn inline(text: &str) -> InlineText {
    let before = text.len() - text.trim_start().len();
    let (mut body, mut links) = read(text.trim(), RawHtml::Forbid, true);
    body.html.truncate(body.html.trim_end().len());
    let inner = body.html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    if let Some(inner) = inner.filter(|inner| !inner.contains("<p>")) {
        body.html = inner.to_owned();
        body.holes.iter_mut().for_each(|hole| hole.at = hole.at.saturating_sub("<p>".len()));
    }
    for link in &mut links {
        link.span = Span::new(link.span.start as usize + before, link.span.end as usize + before);
    }
    InlineText { body, links }
}

fn render(text: &str, raw_html: RawHtml, smart_punctuation: bool) -> String {
    let (body, links) = read(text, raw_html, smart_punctuation);
    fill(&body, &links)
}

fn read(text: &str, raw_html: RawHtml, smart_punctuation: bool) -> (Body, Vec<WrittenLink>) {
    let prepared = Prepared::plain(text);
    let (source, front) = (SourcePath::new(""), FrontMatter::default());
    let mut diagnostics = Vec::new();
    let task = Task {
        source: &source,
        file: text,
        prepared: &prepared,
        front: &front,
        kind: None,
        raw_html,
        heading_ids: HeadingIds::Vertebra,
        shows_title: true,
        lines: None,
        plain: true,
    };
    let mut reader = Reader::new(task, Summary::new(false, true), &mut diagnostics);
    let (body, _) = reader.walk(&prepared, options(smart_punctuation));
    (body, reader.links)
}

fn fill(body: &Body, links: &[WrittenLink]) -> String {
    let mut out = String::with_capacity(body.html.len() * 5 / 4);
    let mut done = 0;
    for hole in &body.holes {
        out.push_str(&body.html[done..hole.at]);
        done = hole.at;
        match &hole.filling {
            Filling::Address(link) => escape::address(&mut out, &links[*link].target),
            Filling::Image(image) => picture(&mut out, image, &links[image.link].target),
            Filling::Directive(_) => {}
        }
    }
    out.push_str(&body.html[done..]);
    out
}

fn picture(out: &mut String, image: &Image, target: &str) {
    out.push_str("<img src=\"");
    escape::address(out, target);
    out.push_str("\" alt=\"");
    escape::text(out, &image.alt);
    if let Some(title) = &image.title {
        out.push_str("\" title=\"");
        escape::text(out, title);
    }
    out.push_str("\" />");
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_line() {
        for (text, html) in [
            ("a *b* [c](d.md)", "a <em>b</em> <a href=\"d.md\">c</a>"),
            ("<b onclick=x>\"a\"</b>", "&lt;b onclick=x&gt;“a”&lt;/b&gt;"),
            ("[x](javascript:alert)", "x"),
            ("![a \"b\"](c.jpg)", "<img src=\"c.jpg\" alt=\"a “b”\" />"),
            ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
            ("", ""),
        ] {
            let read = super::inline(text);
            assert_eq!(super::fill(&read.body, &read.links), html, "{text}");
        }
    }

    #[test]
    fn links_of_one_line_know_their_places() {
        for text in ["  [c](d.md) ", "a *b* <https://a.example> ![x](d.md)"] {
            for link in super::inline(text).links {
                assert_eq!(text.get(link.span.range()), Some(link.target.as_str()), "{text}");
            }
        }
    }
}
