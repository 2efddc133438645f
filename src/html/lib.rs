//! HTML as browsers read it: its tokens with their places, what a finished page holds, the addresses in its tags, the
//! candidates of a `srcset`.
//!
//! Knows no page of the site and no Markdown. Judges nothing, changes nothing.
//!
//! ```
//! let page = vertebra_html::read("<main><h1>Prices</h1><p><a href='/first-visit/'>Your first visit</a></main>");
//! assert_eq!(page.headings[0].text, "Prices");
//! assert_eq!(page.links[0].href, "/first-visit/");
//! assert!(page.links[0].in_main);
//! ```

mod addresses;
mod crowded;
mod elements;
mod facts;
mod glance;
mod inline;
mod loads;
mod origins;
mod pieces;
mod places;
mod reader;
#[cfg(test)]
mod reader_tests;
mod srcset;
mod tokens;
mod tree;
mod unclosed;

pub use addresses::addresses;
pub use crowded::{MOST_ATTRIBUTES, crowded};
pub use elements::{is_block, parts_words, rows_of};
pub use facts::{
    Id, InlineCode, InlineKind, Landmark, LandmarkKind, Load, LoadKind, PageFacts, PageHeading, PageLink, PageText,
    TagAddress, TagRange,
};
pub use glance::{Glance, glance};
pub use html5ever::tokenizer::Tag;
pub use loads::of_styles;
pub use origins::{Filled, HtmlOrigin, Origins};
pub use pieces::{HtmlPiece, pieces};
pub use places::{TagPlaces, value_place};
pub use reader::{anchors, read};
pub use srcset::{Candidate, Size, candidates};
pub use tokens::{HtmlToken, Positions, tokenize};
pub use tree::{Handle, HtmlNode, TooMuch, parse};
pub use unclosed::{UnclosedTag, unclosed_tag};
