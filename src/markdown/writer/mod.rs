//! Markdown as it is written: by imported documents, by `fix`, and by the twins of pages that programs read.
//!
//! `pieces` are what a line consists of, `inline` writes them so that they are read as the same text again, `blocks` knows
//! the paragraphs, `html` goes through a tree of HTML.

mod blocks;
mod escape;
mod html;
mod inline;
mod pieces;
mod tidy;

pub use blocks::{Columns, code_block, heading, indented, quote, table};
pub use escape::EscapeContext;
pub use html::{Leads, Reading, markdown};
pub use inline::write;
pub use pieces::{InlineStyle, Piece, PieceKind, Target, is_blank, plain};
