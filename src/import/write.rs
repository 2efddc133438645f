//! A document as Markdown, and the line at which each of its paragraphs begins.

use std::collections::BTreeMap;

use super::lists::Open;
use super::model::{Block, Document, Kind, Lost, Piece, PieceKind, first_words};
use super::{Dropped, Imported};
use vertebra_markdown::writer::{self, Columns, EscapeContext};

/// Writes the text of a page, and says on which lines it lost something.
pub(super) fn page(document: Document) -> Imported {
    let Document { title, blocks, notes, pictures, mut lost } = document;
    let numbers = numbers(&blocks, &notes);
    let mut writer = Writer::default();
    for block in &blocks {
        writer.block(block, &numbers);
    }
    for (name, blocks) in &notes {
        if let Some(number) = numbers.get(name) {
            writer.note(*number, blocks, &numbers);
        }
    }
    lost.append(&mut writer.lost);
    // What was said of no paragraph comes first, then all in the order of the text.
    let line = |lost: &Lost| lost.block.and_then(|id| writer.lines.get(&id)).copied();
    let mut dropped: Vec<Dropped> = lost
        .iter()
        .map(|lost| Dropped { line: line(lost), what: lost.what.clone(), words: lost.words.clone() })
        .collect();
    dropped.sort_by_key(|dropped| dropped.line);
    dropped.dedup();
    Imported { title, body: writer.text, pictures, dropped }
}

/// The numbers of notes, in the order in which the text refers to them.
fn numbers(blocks: &[Block], notes: &[(String, Vec<Block>)]) -> BTreeMap<String, usize> {
    let mut numbers = BTreeMap::new();
    let of_notes = notes.iter().flat_map(|(_, blocks)| blocks);
    for block in blocks.iter().chain(of_notes) {
        for piece in block.clone().pieces_mut().into_iter().flatten() {
            if let PieceKind::Note(name) = &piece.kind
                && notes.iter().any(|(known, _)| known == name)
            {
                let next = numbers.len() + 1;
                numbers.entry(name.clone()).or_insert(next);
            }
        }
    }
    numbers
}

#[derive(Default)]
struct Writer {
    text: String,
    /// How many lines `text` has, and the lines at which blocks begin.
    count: usize,
    lines: BTreeMap<usize, usize>,
    lost: Vec<Lost>,
    lists: Option<Open>,
    after_quote: bool,
    after_table: bool,
}

impl Writer {
    fn block(&mut self, block: &Block, numbers: &BTreeMap<String, usize>) {
        let mut block = block.clone();
        number_notes(&mut block, numbers);
        let mut troubles = Vec::new();
        let in_list = matches!(block.kind, Kind::Item(_));
        if !in_list {
            self.lists = None;
        }
        let joins_list = in_list && self.lists.is_some();
        let text = match &block.kind {
            Kind::Heading(level, pieces) => {
                let name = block.anchors.first().map(|name| format!(" {{#{name}}}")).unwrap_or_default();
                writer::heading(
                    *level,
                    &format!("{}{name}", writer::write(pieces, EscapeContext::Heading, &mut troubles)),
                )
            }
            Kind::Paragraph(pieces) => {
                let text = writer::write(pieces, EscapeContext::Text, &mut troubles);
                // Below a table this would be its caption.
                if self.after_table && text.starts_with("Table: ") { text.replacen(':', "\\:", 1) } else { text }
            }
            Kind::Caption(pieces) if self.after_table => {
                format!("Table: {}", writer::write(pieces, EscapeContext::Cell, &mut troubles))
            }
            Kind::Caption(pieces) => writer::write(pieces, EscapeContext::Text, &mut troubles),
            Kind::Quote(pieces) => writer::quote(&writer::write(pieces, EscapeContext::Text, &mut troubles)),
            Kind::Item(item) => self.lists.get_or_insert_with(Open::default).item(item, &mut troubles),
            Kind::Table(rows) => writer::table(rows, Columns::Plain, &mut troubles),
            Kind::Code(text) => writer::code_block(text, ""),
            Kind::Rule => "***".to_owned(),
        };
        let words = first_words(&block.text());
        troubles.dedup();
        self.lost.extend(troubles.into_iter().map(|what| Lost {
            block: Some(block.id),
            what: what.to_owned(),
            words: words.clone(),
        }));
        let between = match &block.kind {
            _ if self.text.is_empty() => "",
            Kind::Item(_) if joins_list => "\n",
            Kind::Quote(_) if self.after_quote => "\n>\n",
            _ => "\n\n",
        };
        self.after_quote = matches!(block.kind, Kind::Quote(_));
        self.after_table = matches!(block.kind, Kind::Table(_));
        self.add(between, block.id, &text);
    }

    fn add(&mut self, between: &str, id: usize, text: &str) {
        if let Some(text) = self.text.strip_suffix('\n') {
            self.text.truncate(text.len());
        }
        self.text.push_str(between);
        self.count += between.matches('\n').count();
        self.lines.insert(id, self.count + 1);
        self.text.push_str(text);
        self.count += text.matches('\n').count();
        self.text.push('\n');
    }

    /// `[^1]: the text`, further paragraphs below, four spaces in.
    fn note(&mut self, number: usize, blocks: &[Block], numbers: &BTreeMap<String, usize>) {
        let mut text = format!("[^{number}]: ");
        let mut inner = Writer::default();
        for block in blocks {
            inner.block(block, numbers);
        }
        let indented = inner.text.trim_end().replace('\n', "\n    ").replace("\n    \n", "\n\n");
        text.push_str(&indented);
        let id = blocks.first().map_or(usize::MAX, |block| block.id);
        self.lists = None;
        self.add("\n\n", id, text.trim_end());
        let first = self.lines.get(&id).copied().unwrap_or_default();
        self.lines.extend(inner.lines.iter().map(|(id, line)| (*id, first + line - 1)));
        self.lost.extend(inner.lost);
    }
}

/// Notes by their numbers; a note that is not there leaves no trace.
fn number_notes(block: &mut Block, numbers: &BTreeMap<String, usize>) {
    for pieces in block.pieces_mut() {
        pieces.retain_mut(|piece: &mut Piece| match &mut piece.kind {
            PieceKind::Note(name) => match numbers.get(name) {
                Some(number) => {
                    *name = number.to_string();
                    true
                }
                None => false,
            },
            _ => true,
        });
    }
}
