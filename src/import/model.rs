//! A document between two forms: what of it a page can hold, and a list of what it cannot.

use super::imported::ImportedImage;
pub(crate) use vertebra_markdown::writer::{InlineStyle, Piece, PieceKind, Target, is_blank, plain};

/// A document as it was read, top to bottom.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// What the document's own properties call it.
    pub title: Option<String>,
    pub blocks: Vec<Block>,
    /// Notes by the name that the text refers to them by.
    pub notes: Vec<(String, Vec<Block>)>,
    pub pictures: Vec<ImportedImage>,
    pub lost: Vec<Lost>,
}

/// Something that is left out, and the number of the block it stood in.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Lost {
    pub block: Option<usize>,
    pub what: String,
    pub words: String,
}

/// A paragraph or what stands in its place.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Counts up through the document; what is lost refers to it.
    pub id: usize,
    /// Names by which links inside the document refer to this place.
    pub anchors: Vec<String>,
    pub kind: Kind,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// Level 0 is the title of the document.
    Heading(u8, Vec<Piece>),
    Paragraph(Vec<Piece>),
    Quote(Vec<Piece>),
    /// What stands below a table, to say what it shows.
    Caption(Vec<Piece>),
    Item(Item),
    Table(Vec<Vec<Vec<Piece>>>),
    Code(String),
    Rule,
}

/// An entry of a list. Lists are flat: how deep an entry lies is its level.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub level: usize,
    /// The number, for a list that has numbers.
    pub number: Option<u64>,
    /// Which list it belongs to: two lists may follow each other.
    pub list: String,
    pub parts: Vec<Part>,
}

/// A paragraph of an entry.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    Words(Vec<Piece>),
    /// Lines whose breaks count.
    Code(String),
}

impl Block {
    /// Every stretch of text in it, for changes.
    pub fn pieces_mut(&mut self) -> Vec<&mut Vec<Piece>> {
        match &mut self.kind {
            Kind::Heading(_, pieces) | Kind::Paragraph(pieces) | Kind::Quote(pieces) | Kind::Caption(pieces) => {
                vec![pieces]
            }
            Kind::Item(item) => {
                let words = item.parts.iter_mut().filter_map(|part| match part {
                    Part::Words(pieces) => Some(pieces),
                    Part::Code(_) => None,
                });
                words.collect()
            }
            Kind::Table(rows) => rows.iter_mut().flatten().collect(),
            Kind::Code(_) | Kind::Rule => Vec::new(),
        }
    }

    /// Whether there is something to see in it.
    pub fn is_blank(&self) -> bool {
        match &self.kind {
            Kind::Rule => false,
            Kind::Code(text) => text.trim().is_empty(),
            Kind::Heading(_, pieces) | Kind::Paragraph(pieces) | Kind::Quote(pieces) | Kind::Caption(pieces) => {
                is_blank(pieces)
            }
            Kind::Item(item) => item.parts.iter().all(|part| matches!(part, Part::Words(pieces) if is_blank(pieces))),
            Kind::Table(rows) => rows.iter().flatten().all(|cell| is_blank(cell)),
        }
    }

    /// The text of it, without any style.
    pub fn text(&self) -> String {
        match &self.kind {
            Kind::Heading(_, pieces) | Kind::Paragraph(pieces) | Kind::Quote(pieces) | Kind::Caption(pieces) => {
                plain(pieces)
            }
            Kind::Item(item) => {
                let text = |part: &Part| match part {
                    Part::Words(pieces) => plain(pieces),
                    Part::Code(text) => text.clone(),
                };
                item.parts.iter().map(text).collect::<Vec<_>>().join(" ")
            }
            Kind::Table(rows) => rows.iter().flatten().map(|cell| plain(cell)).collect::<Vec<_>>().join(" "),
            Kind::Code(text) => text.clone(),
            Kind::Rule => String::new(),
        }
    }
}

/// The first words of a text, to know it by.
pub(crate) fn first_words(text: &str) -> String {
    const LONGEST: usize = 48;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST {
        return text;
    }
    let cut: String = text.chars().take(LONGEST).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{whole} …")
}
