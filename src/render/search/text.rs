//! The text of a page as people read it, out of its HTML: for the words in it and for the lines shown under a result.
//!
//! What components add (addresses, tables of data) is not there: it is known only when a page is rendered, and belongs to
//! the page that keeps it.

use vertebra_html::{HtmlToken, Positions, Tag, parts_words, tokenize};
use vertebra_markdown::{Body, Filling, Page};

/// A page's text, and the entries of its definition lists.
#[derive(Debug, Default)]
pub struct SearchText {
    pub all: String,
    pub entries: Vec<DefinedTerm>,
}

/// A term that is explained: its id in the page, and what is said about it.
#[derive(Debug, Default, PartialEq)]
pub struct DefinedTerm {
    pub id: String,
    pub meaning: String,
}

/// The text of a page.
pub fn of_page(page: &Page) -> SearchText {
    let mut reader = Reader::default();
    tokenize(&whole(&page.body), Positions::Unwanted, |seen, _| match seen {
        HtmlToken::Start(tag) => reader.start(tag),
        HtmlToken::End(name) => reader.end(name),
        HtmlToken::Text(words) => reader.words(words),
        HtmlToken::Comment(_) | HtmlToken::Doctype => {}
    });
    reader.close();
    reader.text
}

/// The HTML of a text with what stands in its holes: the words of components, and what pictures show.
fn whole(body: &Body) -> String {
    let mut html = String::with_capacity(body.html.len());
    let mut done = 0;
    let put = |html: &mut String, words: &str| {
        html.push_str("<p>");
        html.push_str(&words.replace('&', "&amp;").replace('<', "&lt;"));
        html.push_str("</p>");
    };
    for hole in &body.holes {
        let until = hole.at.clamp(done, body.html.len());
        html.push_str(&body.html[done..until]);
        done = until;
        match &hole.filling {
            Filling::Directive(directive) => {
                directive.heading.iter().for_each(|heading| put(&mut html, heading));
                directive.body.iter().for_each(|inner| html.push_str(&whole(inner)));
            }
            Filling::Image(image) => put(&mut html, &image.alt),
            Filling::Address(_) => {}
        }
    }
    html.push_str(&body.html[done..]);
    html
}

#[derive(Default)]
struct Reader {
    text: SearchText,
    /// The entry that is being read, and where its text begins.
    open: Option<(String, usize)>,
    /// Inside something that shows no text.
    is_unseen: bool,
}

impl Reader {
    fn start(&mut self, tag: &Tag) {
        self.is_unseen = UNSEEN.contains(&&*tag.name);
        self.part_at(&tag.name);
        if &*tag.name == "dt" {
            self.close();
            let id = tag.attrs.iter().find(|it| &*it.name.local == "id");
            self.open = id.map(|id| (id.value.to_string(), usize::MAX));
        }
    }

    fn end(&mut self, name: &str) {
        self.is_unseen &= !UNSEEN.contains(&name);
        self.part_at(name);
        match (name, &mut self.open) {
            ("dl", _) => self.close(),
            ("dt", Some((_, from))) => *from = self.text.all.len(),
            _ => {}
        }
    }

    fn close(&mut self) {
        if let Some((id, from)) = self.open.take() {
            let meaning = self.text.all.get(from..).unwrap_or_default().trim().to_owned();
            self.text.entries.push(DefinedTerm { id, meaning });
        }
    }

    /// A tag parts words, unless it only marks some inside a word.
    fn part_at(&mut self, name: &str) {
        if parts_words(name) {
            self.part();
        }
    }

    /// A space, unless one stands there.
    fn part(&mut self) {
        if !self.text.all.is_empty() && !self.text.all.ends_with(' ') {
            self.text.all.push(' ');
        }
    }

    /// Adds text, with single spaces.
    fn words(&mut self, words: &str) {
        if self.is_unseen {
            return;
        }
        for (at, piece) in words.split(char::is_whitespace).enumerate() {
            if at > 0 {
                self.part();
            }
            self.text.all.push_str(piece);
        }
    }
}

/// What is not for people to read.
const UNSEEN: [&str; 3] = ["script", "style", "noscript"];

#[cfg(test)]
mod tests {
    use super::*;
    use vertebra_base::path::SourcePath;
    use vertebra_schema::Schema;

    fn text(markdown: &str) -> SearchText {
        let schema = Schema::default();
        let file = format!("---\ntitle: A\n---\n{markdown}");
        of_page(&vertebra_markdown::parse(&SourcePath::new("content/a.md"), file.as_bytes(), &schema).page)
    }

    #[test]
    fn the_text_is_what_people_read() {
        let read = text(
            "## A & B\n\nOne *tw*o [three](b.md \"x > y\")\nfour.\n\n::: note Five\nsix < 7\n:::\n\n- eight\n- `<b>`\n",
        );
        assert_eq!(read.all.trim(), "A & B One two three four. Five six < 7 eight <b>");
    }

    #[test]
    fn what_nobody_reads_is_no_text() {
        let options =
            vertebra_schema::MarkdownOptions { raw_html: vertebra_schema::RawHtml::Allow, ..Default::default() };
        let schema = Schema { markdown: options, ..Schema::default() };
        let file = "---\ntitle: A\n---\n<p title='a > b'>One &eacute; &hellip;</p>\n<!-- two > three -->\n<style>p > a { b: c }</style>\n";
        let page = vertebra_markdown::parse(&SourcePath::new("content/a.md"), file.as_bytes(), &schema).page;
        assert_eq!(of_page(&page).all.trim(), "One é …");
    }

    #[test]
    fn terms_have_their_meaning() {
        let read = text("Fascia\n: Thin tissue.\n\nKnot\n: A *sore* spot.\n: Or two.\n\nAfter.\n");
        let entries: Vec<_> = read.entries.iter().map(|it| (it.id.as_str(), it.meaning.as_str())).collect();
        assert_eq!(entries, [("fascia", "Thin tissue."), ("knot", "A sore spot. Or two.")]);
        assert!(read.all.ends_with("After. "), "{}", read.all);
    }
}
