//! HTML as browsers read it: its tokens with their places, what a finished page holds, the candidates of a `srcset`.
//!
//! Knows no page of the site and no Markdown. Judges nothing, changes nothing.

mod facts;
mod loads;
mod origins;
mod pieces;
mod reader;
mod srcset;
mod tokens;

pub use facts::{Heading, Id, Landmark, LandmarkKind, Link, Load, LoadKind, Named, PageFacts, Place, Text};
pub use html5ever::tokenizer::Tag;
pub use origins::{Filled, Origin, Origins};
pub use pieces::{Piece, pieces};
pub use reader::{anchors, read};
pub use srcset::{Candidate, Size, candidates};
pub use tokens::{Places, Seen, tokenize};
