//! What a line of a text consists of, before it is written: stretches of text, each in one style.

use vertebra_html::Handle;

/// A stretch of text in one style.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    pub kind: PieceKind,
    pub style: InlineStyle,
}

#[derive(Debug, Clone, PartialEq)]
pub enum PieceKind {
    Text(String),
    Code(String),
    Break,
    /// A picture by the name of its file, with what it shows.
    Picture {
        name: String,
        alt: String,
        decorative: bool,
    },
    /// A note by its name.
    Note(String),
    /// The box of a task, and whether it is done.
    Task(bool),
}

/// How a stretch of text is set off from others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InlineStyle {
    pub strong: bool,
    pub emphasis: bool,
    pub struck: bool,
    pub link: Option<Target>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    Address(String),
    /// An address, and what is shown of it while a pointer rests on the link.
    Titled {
        address: String,
        title: String,
    },
    /// A place in the same document by its name.
    Anchor(String),
}

impl Piece {
    /// A text in a style.
    pub fn text(text: impl Into<String>, style: &InlineStyle) -> Piece {
        Piece { kind: PieceKind::Text(text.into()), style: style.clone() }
    }

    /// The box of a task, if an `<input>` is one.
    pub fn task(input: &Handle) -> Option<Piece> {
        let is_box = input.attribute("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("checkbox"));
        let kind = PieceKind::Task(input.attribute("checked").is_some());
        is_box.then(|| Piece { kind, style: InlineStyle::default() })
    }
}

/// The text of some pieces, without any style, with single spaces.
pub fn plain(pieces: &[Piece]) -> String {
    let text: String = pieces
        .iter()
        .map(|piece| match &piece.kind {
            PieceKind::Text(text) | PieceKind::Code(text) => text.as_str(),
            PieceKind::Break => " ",
            PieceKind::Picture { .. } | PieceKind::Note(_) | PieceKind::Task(_) => "",
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether there is nothing to see.
pub fn is_blank(pieces: &[Piece]) -> bool {
    pieces.iter().all(|piece| match &piece.kind {
        PieceKind::Text(text) => text.chars().all(char::is_whitespace),
        PieceKind::Break => true,
        PieceKind::Code(_) | PieceKind::Picture { .. } | PieceKind::Note(_) | PieceKind::Task(_) => false,
    })
}
