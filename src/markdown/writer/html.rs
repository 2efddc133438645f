//! A tree of HTML as Markdown: paragraphs, headings, lists, tables, quotations, code, and what marks words in them.
//!
//! Knows elements and roles, never the classes of a theme. What has no form in Markdown leaves its words. Source of the form:
//! CommonMark, with the tables and struck words of GitHub.

use super::blocks::{Columns, code_block, heading, indented, quote, table};
use super::escape::EscapeContext;
use super::inline::write;
use super::pieces::{InlineStyle, Piece, PieceKind, Target, is_blank};
use vertebra_html::{Handle, is_block, rows_of};

/// How deep elements may lie in each other; of what lies deeper, the text is kept.
const DEEPEST: usize = 200;

/// What differs between those who have HTML written.
pub trait Reading {
    fn leads(&self, link: &Handle) -> Leads;
    /// The address of a picture, as it is to be written.
    fn picture(&self, address: &str) -> String;
    /// True for an element that is left out with all that is in it.
    fn is_left_out(&self, element: &Handle) -> bool;
    fn columns(&self) -> Columns;
}

/// What becomes of a link.
#[derive(Debug, Clone, PartialEq)]
pub enum Leads {
    To(Target),
    /// Only its words are kept.
    Words,
    /// It is the mark of a note: its words are kept in square brackets.
    Note,
    Nowhere,
}

/// What a tree shows, as Markdown without a line end behind it.
pub fn markdown(root: &Handle, reading: &dyn Reading) -> String {
    Walk::through(root, reading, 0).text()
}

/// A paragraph that is written.
struct Block {
    text: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Words that stand in no paragraph of their own.
    Words,
    List,
    /// A term of a list of terms, and whether anything is said of it yet.
    Term(bool),
    Other,
}

struct Walk<'a> {
    reading: &'a dyn Reading,
    blocks: Vec<Block>,
    /// The words that are being read.
    pieces: Vec<Piece>,
    /// All of it has to stand on one line.
    in_line: bool,
}

impl<'a> Walk<'a> {
    fn through(node: &Handle, reading: &'a dyn Reading, depth: usize) -> Walk<'a> {
        let mut walk = Walk { reading, blocks: Vec::new(), pieces: Vec::new(), in_line: false };
        walk.children(node, &InlineStyle::default(), depth);
        walk.flush(Kind::Words);
        walk
    }

    /// What an element shows, as the words of one line.
    fn line(&self, node: &Handle, style: &InlineStyle, depth: usize) -> Vec<Piece> {
        let mut walk = Walk { reading: self.reading, blocks: Vec::new(), pieces: Vec::new(), in_line: true };
        walk.children(node, style, depth);
        walk.pieces
    }

    fn children(&mut self, node: &Handle, style: &InlineStyle, depth: usize) {
        for child in node.children.borrow().iter() {
            self.walk(child, style, depth + 1);
        }
    }

    fn walk(&mut self, node: &Handle, style: &InlineStyle, depth: usize) {
        let tag = node.tag();
        if tag.is_empty() || depth > DEEPEST {
            let text = if tag.is_empty() { node.own_text() } else { node.all_text() };
            self.pieces.push(Piece::text(text, style));
            return;
        }
        if self.reading.is_left_out(node) {
            return;
        }
        match tag {
            "b" | "strong" => self.children(node, &InlineStyle { strong: true, ..style.clone() }, depth),
            "i" | "em" => self.children(node, &InlineStyle { emphasis: true, ..style.clone() }, depth),
            "s" | "del" | "strike" => self.children(node, &InlineStyle { struck: true, ..style.clone() }, depth),
            "code" | "tt" | "kbd" | "samp" => {
                self.pieces.push(Piece { kind: PieceKind::Code(node.all_text()), style: style.clone() })
            }
            "br" => self.pieces.push(Piece { kind: PieceKind::Break, style: style.clone() }),
            "img" => self.picture(node, style),
            "input" => self.pieces.extend(Piece::task(node)),
            "a" => self.link(node, style, depth),
            tag if !is_block(tag) => self.children(node, style, depth),
            _ if self.in_line => {
                self.pieces.push(Piece::text(" ", style));
                self.children(node, style, depth);
                self.pieces.push(Piece::text(" ", style));
            }
            _ => {
                self.flush(Kind::Words);
                self.block(node, style, depth);
            }
        }
    }

    /// An element that stands in lines of its own.
    fn block(&mut self, node: &Handle, style: &InlineStyle, depth: usize) {
        match node.tag() {
            tag @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                let level = tag.as_bytes().get(1).map_or(1, |digit| digit.saturating_sub(b'0'));
                let words = self.line(node, style, depth);
                if !is_blank(&words) {
                    self.push(heading(level, &write(&words, EscapeContext::Heading, &mut Vec::new())), Kind::Other);
                }
            }
            "summary" => {
                self.pieces = self.line(node, &InlineStyle { strong: true, ..style.clone() }, depth);
                self.flush(Kind::Other);
            }
            "dt" => {
                let words = self.line(node, &InlineStyle { strong: true, ..style.clone() }, depth);
                let words = write(&words, EscapeContext::Text, &mut Vec::new());
                self.push(format!("- {words}"), Kind::Term(false));
            }
            "dd" => self.said_of_term(node, depth),
            "hr" => self.push("***".to_owned(), Kind::Other),
            "pre" => {
                let language =
                    |it: &Handle| it.classes().iter().find_map(|it| it.strip_prefix("language-").map(str::to_owned));
                let language = node.children.borrow().first().and_then(language).or_else(|| language(node));
                let text = node.all_text();
                self.push(code_block(text.trim_matches('\n'), &language.unwrap_or_default()), Kind::Other);
            }
            "blockquote" => {
                let inner = Walk::through(node, self.reading, depth).text();
                self.push(quote(&inner), Kind::Other);
            }
            "ul" | "ol" => self.list(node, depth),
            "table" => self.table(node, depth),
            tag => {
                self.children(node, style, depth);
                self.flush(if tag == "p" { Kind::Other } else { Kind::Words });
            }
        }
    }

    fn picture(&mut self, node: &Handle, style: &InlineStyle) {
        let get = |name| node.attribute(name).unwrap_or_default();
        let (alt, address) = (get("alt"), get("src"));
        if !alt.trim().is_empty() && !address.is_empty() {
            let kind = PieceKind::Picture { name: self.reading.picture(&address), alt, decorative: false };
            self.pieces.push(Piece { kind, style: InlineStyle { link: style.link.clone(), ..InlineStyle::default() } });
        }
    }

    fn link(&mut self, node: &Handle, style: &InlineStyle, depth: usize) {
        match self.reading.leads(node) {
            Leads::To(target) => self.children(node, &InlineStyle { link: Some(target), ..style.clone() }, depth),
            Leads::Words => self.children(node, style, depth),
            Leads::Note => {
                self.pieces.push(Piece::text("[", style));
                self.children(node, style, depth);
                self.pieces.push(Piece::text("]", style));
            }
            Leads::Nowhere => {}
        }
    }

    /// What is said of a term stands behind it, or below it when it has several lines.
    fn said_of_term(&mut self, node: &Handle, depth: usize) {
        let text = Walk::through(node, self.reading, depth).text();
        let several = text.contains('\n');
        match self.blocks.last_mut() {
            Some(Block { text: term, kind: Kind::Term(said) }) => {
                term.push_str(match (*said, several) {
                    (false, false) => ": ",
                    (false, true) => ":\n\n  ",
                    (true, _) => "\n\n  ",
                });
                term.push_str(&indented(&text, 2));
                *said = true;
            }
            _ => self.push(text, Kind::Other),
        }
    }

    fn list(&mut self, node: &Handle, depth: usize) {
        let children = node.children.borrow();
        let items: Vec<&Handle> = children.iter().filter(|it| it.tag() == "li").collect();
        let first: usize = node.attribute("start").and_then(|it| it.trim().parse().ok()).unwrap_or(1);
        let widest = (first + items.len().saturating_sub(1)).to_string().len();
        let mut text = String::new();
        for (at, item) in items.into_iter().enumerate() {
            let mark = match node.tag() {
                "ol" => format!("{:w$} ", format!("{}.", first + at), w = widest + 1),
                _ => "- ".to_owned(),
            };
            let inner = Walk::through(item, self.reading, depth + 1);
            let is_loose = inner.blocks.last().is_some_and(|it| !matches!(it.kind, Kind::Words | Kind::List));
            let inner = inner.item_text();
            if !inner.is_empty() {
                text.push_str(&format!(
                    "{mark}{}{}",
                    indented(&inner, mark.len()),
                    if is_loose { "\n\n" } else { "\n" }
                ));
            }
        }
        self.push(text.trim_end().to_owned(), Kind::List);
    }

    fn table(&mut self, node: &Handle, depth: usize) {
        let (mut rows, mut captions) = (Vec::new(), Vec::new());
        rows_of(node, &mut rows, &mut captions);
        for caption in captions {
            self.children(&caption, &InlineStyle::default(), depth);
            self.flush(Kind::Other);
        }
        let cells = |row: &Handle| -> Vec<Vec<Piece>> {
            let cells = row.children.borrow();
            let cells = cells.iter().filter(|it| matches!(it.tag(), "td" | "th"));
            cells.map(|cell| self.line(cell, &InlineStyle::default(), depth + 2)).collect()
        };
        let rows: Vec<_> = rows.iter().map(cells).collect();
        if rows.iter().flatten().any(|cell| !is_blank(cell)) {
            self.push(table(&rows, self.reading.columns(), &mut Vec::new()), Kind::Other);
        }
    }

    fn push(&mut self, text: String, kind: Kind) {
        if !text.is_empty() {
            self.blocks.push(Block { text, kind });
        }
    }

    /// Ends the paragraph that is being read.
    fn flush(&mut self, kind: Kind) {
        if self.in_line {
            return;
        }
        let pieces = std::mem::take(&mut self.pieces);
        if !is_blank(&pieces) {
            self.push(write(&pieces, EscapeContext::Text, &mut Vec::new()), kind);
        }
    }

    fn text(&self) -> String {
        self.joined(false)
    }

    /// As the text of an entry of a list, in which a list may follow words at once.
    fn item_text(&self) -> String {
        self.joined(true)
    }

    fn joined(&self, in_item: bool) -> String {
        let mut text = String::new();
        let mut before: Option<&Block> = None;
        for block in &self.blocks {
            let close = match (before.map(|it| it.kind), block.kind) {
                (Some(Kind::Words), Kind::List) => in_item,
                (Some(Kind::Term(_)), Kind::Term(_)) => before.is_some_and(|it| !it.text.contains('\n')),
                _ => false,
            };
            text.push_str(if before.is_none() {
                ""
            } else if close {
                "\n"
            } else {
                "\n\n"
            });
            text.push_str(&block.text);
            if block.kind == Kind::Term(false) {
                text.push(':');
            }
            before = Some(block);
        }
        text
    }
}
