//! Pasted HTML as Markdown: paragraphs, emphasis, links, lists and tables stay, everything that is only looks goes.
//!
//! First the HTML is made plain, tag by tag; what has no form in Markdown ends the attempt with a reason. Then it is
//! written as Markdown.

use vertebra_html::{Handle, HtmlPiece, parse, pieces};
use vertebra_markdown::writer::{self, Columns, Leads, Reading, Target};

use super::address;
use super::style::{self, HtmlAttributes, get};
use super::word_list::{self, WordListItem};

/// A piece of HTML as Markdown.
#[derive(Debug, PartialEq, Eq)]
pub struct Markdown {
    pub text: String,
    /// Bullets and numbers that were typed are now those of a list.
    pub lists: bool,
}

/// Why HTML stays as it is.
pub type Reason = String;

/// Writes HTML as Markdown; without a line at all where it shows nothing.
pub fn markdown(html: &str) -> Result<Markdown, Reason> {
    let mut plain = Plain::default();
    for piece in pieces(html) {
        plain.piece(piece)?;
    }
    let (html, lists) = plain.finish()?;
    let root = parse(&html).map_err(|_| "it cannot be read".to_owned())?;
    Ok(Markdown { text: writer::markdown(&root, &Pasted), lists })
}

/// Plain HTML, in which every link and picture is one to keep.
struct Pasted;

impl Reading for Pasted {
    fn leads(&self, link: &Handle) -> Leads {
        match (link.attribute("href"), link.attribute("title")) {
            (Some(address), Some(title)) => Leads::To(Target::Titled { address, title }),
            (Some(address), None) => Leads::To(Target::Address(address)),
            (None, _) => Leads::Words,
        }
    }

    fn picture(&self, address: &str) -> String {
        address.to_owned()
    }

    fn is_left_out(&self, _: &Handle) -> bool {
        false
    }

    fn columns(&self) -> Columns {
        Columns::Aligned
    }
}

/// HTML on its way to the few elements that Markdown has.
#[derive(Default)]
struct Plain {
    out: String,
    open: Vec<Open>,
    items: Vec<WordListItem>,
    lists: bool,
    table: Option<Table>,
}

/// An element that is not closed yet, and what was written for it.
struct Open {
    name: String,
    end: String,
    kind: Kind,
    /// Where its tags begin, and its content.
    begins: usize,
    at: usize,
}

enum Kind {
    Plain,
    Emphasis,
    /// Only a bullet or a number.
    Marker,
    /// A paragraph of a list, its level, and what was written before it.
    Item(usize, String, String),
}

#[derive(Default)]
struct Table {
    rows: usize,
    in_cell: bool,
    /// The cell has a paragraph already.
    filled: bool,
}

impl Plain {
    fn piece(&mut self, piece: HtmlPiece) -> Result<(), Reason> {
        match piece {
            HtmlPiece::Text(text) => self.text(&text),
            HtmlPiece::Start { name, attributes } => return self.start(name, &attributes),
            HtmlPiece::End(name) => return self.end(&name),
            HtmlPiece::Comment(_) | HtmlPiece::Other => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.open.iter().any(|open| matches!(open.kind, Kind::Marker)) {
            let item = self.open.iter_mut().rev().find_map(|open| match &mut open.kind {
                Kind::Item(_, marker, _) => Some(marker),
                _ => None,
            });
            item.into_iter().for_each(|marker| marker.push_str(text.trim()));
            return;
        }
        if !text.trim().is_empty() && !self.in_item() {
            self.flush();
        }
        self.out.push_str(&escaped(text));
    }

    fn in_item(&self) -> bool {
        self.open.iter().any(|open| matches!(open.kind, Kind::Item(..)))
    }

    fn start(&mut self, name: String, attributes: &HtmlAttributes) -> Result<(), Reason> {
        if let Some(reason) = style::is_needed(attributes) {
            return Err(reason);
        }
        if word_list::is_marker_element(attributes) && self.in_item() {
            self.push(name, "", "", Kind::Marker);
            return Ok(());
        }
        match name.as_str() {
            "p" => self.paragraph(attributes)?,
            "br" if self.table.as_ref().is_some_and(|table| table.in_cell) => {
                return Err("a cell of its table has several lines".to_owned());
            }
            "br" => self.out.push_str("<br>"),
            "hr" => self.block("<hr>"),
            "img" => self.picture(attributes)?,
            "html" | "head" | "body" | "meta" | "link" | "base" | "title" | "style" | "script" | "xml" | "wbr"
            | "col" | "colgroup" => {}
            "ul" | "ol" | "li" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" => {
                if self.table.is_some() {
                    return Err("its table contains more than text".to_owned());
                }
                let start = get(attributes, "start").filter(|start| name == "ol" && start.parse::<u32>().is_ok());
                let tag = start.map_or(format!("<{name}>"), |start| format!("<ol start=\"{start}\">"));
                self.block("");
                self.push(name.clone(), &tag, &format!("</{name}>"), Kind::Plain);
            }
            "div" | "section" | "article" => {
                self.block("");
                self.push(name, "<div>", "</div>", Kind::Plain);
            }
            "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption" => self.table(name, attributes)?,
            "code" => self.push(name, "<code>", "</code>", Kind::Plain),
            _ => self.inline(name, attributes)?,
        }
        Ok(())
    }

    fn paragraph(&mut self, attributes: &HtmlAttributes) -> Result<(), Reason> {
        self.close_implied("p");
        if let Some(table) = &mut self.table {
            if !table.in_cell || std::mem::replace(&mut table.filled, true) {
                return Err("a cell of its table has several paragraphs".to_owned());
            }
            self.push("p".to_owned(), "", "", Kind::Plain);
        } else if let Some(level) = word_list::level(attributes) {
            self.lists = true;
            let before = std::mem::take(&mut self.out);
            self.push("p".to_owned(), "", "", Kind::Item(level, String::new(), before));
        } else {
            self.block("");
            self.push("p".to_owned(), "<p>", "</p>", Kind::Plain);
        }
        Ok(())
    }

    fn picture(&mut self, attributes: &HtmlAttributes) -> Result<(), Reason> {
        let src = get(attributes, "src").map(str::trim).filter(|src| !src.is_empty());
        let src = src.ok_or("it shows an image that has no file")?;
        if src.starts_with("file:") || src.starts_with("cid:") {
            return Err("it shows an image that is only on another computer".to_owned());
        }
        let alt = get(attributes, "alt").unwrap_or_default();
        if self.table.is_some() || alt.trim().is_empty() {
            return Err("it shows an image".to_owned());
        }
        self.flush();
        self.out.push_str(&format!("<img src=\"{}\" alt=\"{}\">", escaped(src), escaped(alt)));
        Ok(())
    }

    fn table(&mut self, name: String, attributes: &HtmlAttributes) -> Result<(), Reason> {
        let span = |name: &str| get(attributes, name).is_some_and(|number| number.trim() != "1");
        if span("colspan") || span("rowspan") {
            return Err("its table has merged cells, which Markdown does not support".to_owned());
        }
        match (name.as_str(), &mut self.table) {
            ("table", Some(_)) => return Err("it has a table inside a table".to_owned()),
            ("table", None) => {
                self.block("");
                self.table = Some(Table::default());
                self.push(name, "<table>", "</table>", Kind::Plain);
            }
            (_, None) => return Err("part of a table is outside a table".to_owned()),
            // Said in another way by Markdown: the first row is the head, the others are the body.
            ("thead" | "tbody" | "tfoot", Some(_)) => self.push(name, "", "", Kind::Plain),
            ("caption", Some(_)) => return Err("its table has a caption".to_owned()),
            ("tr", Some(table)) => {
                table.rows += 1;
                self.push(name, "<tr>", "</tr>", Kind::Plain);
            }
            (_, Some(table)) => {
                table.in_cell = true;
                table.filled = false;
                let cell = if table.rows == 1 { "th" } else { "td" };
                self.push(name, &format!("<{cell}>"), &format!("</{cell}>"), Kind::Plain);
            }
        }
        Ok(())
    }

    fn inline(&mut self, name: String, attributes: &HtmlAttributes) -> Result<(), Reason> {
        let Some(meaning) = style::meaning(&name, attributes) else {
            return Err(format!("<{name}> has no form in Markdown"));
        };
        let (mut start, mut end) = (String::new(), String::new());
        let mut around = |tag: &str, open: String| {
            start.push_str(&open);
            end.insert_str(0, &format!("</{tag}>"));
        };
        if let Some(link) = meaning.link {
            if link.address.starts_with('#') {
                return Err("it has footnotes or a table of contents from Word".to_owned());
            }
            let real = address::unwrapped(&link.address).unwrap_or(link.address);
            let title = link.title.map(|title| format!(" title=\"{}\"", escaped(&title))).unwrap_or_default();
            around("a", format!("<a href=\"{}\"{title}>", escaped(&real)));
        }
        let is_open = |tag: &str| self.open.iter().any(|open| open.end.contains(tag));
        for (wanted, tag) in [(meaning.strong, "strong"), (meaning.emphasis, "em"), (meaning.struck, "del")] {
            // Markdown cannot say it twice.
            if wanted && !is_open(&format!("</{tag}>")) {
                around(tag, format!("<{tag}>"));
            }
        }
        if !self.in_item() && !start.is_empty() {
            self.flush();
        }
        self.push(name, &start, &end, if end.is_empty() { Kind::Plain } else { Kind::Emphasis });
        Ok(())
    }

    /// A block begins: a list of Word ends there.
    fn block(&mut self, html: &str) {
        if !self.in_item() {
            self.flush();
        }
        self.out.push_str(html);
    }

    fn flush(&mut self) {
        if !self.items.is_empty() {
            let list = word_list::html(&std::mem::take(&mut self.items));
            self.out.push_str(&list);
        }
    }

    fn push(&mut self, name: String, start: &str, end: &str, kind: Kind) {
        let begins = self.out.len();
        self.out.push_str(start);
        self.open.push(Open { name, end: end.to_owned(), kind, begins, at: self.out.len() });
    }

    fn end(&mut self, name: &str) -> Result<(), Reason> {
        if matches!(
            name,
            "br" | "hr" | "img" | "html" | "head" | "body" | "meta" | "link" | "title" | "style" | "script" | "xml"
        ) {
            return Ok(());
        }
        if !self.open.iter().any(|open| open.name == name) {
            // A tag of Word that ends at once is told as one that is never closed, and the other way round.
            return if name.contains(':') { Ok(()) } else { Err(format!("</{name}> closes what begins elsewhere")) };
        }
        while let Some(open) = self.open.pop() {
            let found = open.name == name;
            self.close(open);
            if found {
                break;
            }
        }
        Ok(())
    }

    /// An element whose end may be left out.
    fn close_implied(&mut self, name: &str) {
        if self.open.last().is_some_and(|open| open.name == name) {
            self.open.pop().into_iter().for_each(|open| self.close(open));
        }
    }

    fn close(&mut self, open: Open) {
        match (open.name.as_str(), &mut self.table) {
            ("table", table) => *table = None,
            ("td" | "th", Some(table)) => table.in_cell = false,
            _ => {}
        }
        match open.kind {
            Kind::Item(level, marker, before) => {
                let html = std::mem::replace(&mut self.out, before);
                self.items.push(WordListItem { level, marker, html });
            }
            // Emphasis of nothing, or of a space.
            Kind::Emphasis if self.out.get(open.at..).is_some_and(|inner| inner.trim().is_empty()) => {
                self.out.replace_range(open.begins..open.at, "");
            }
            _ => self.out.push_str(&open.end),
        }
    }

    fn finish(mut self) -> Result<(String, bool), Reason> {
        let may_stay_open = |open: &Open| open.end.is_empty() || matches!(open.name.as_str(), "p" | "li");
        if let Some(open) = self.open.iter().find(|open| !may_stay_open(open)) {
            return Err(format!("<{}> is closed elsewhere", open.name));
        }
        while let Some(open) = self.open.pop() {
            self.close(open);
        }
        self.flush();
        Ok((self.out, self.lists))
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
