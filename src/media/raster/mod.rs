//! SVG to pixels: the fonts of a theme, the measuring and breaking of lines, PNG and ICO files.
//!
//! Draws with what it is given and nothing else. It never looks for fonts or files of the system, so that every machine
//! draws the same; it decides neither what is drawn nor where it is published.

mod fonts;
mod icon;
mod lines;
mod picture;

pub use fonts::Fonts;
pub use icon::Icon;
pub use lines::TextStyle;
pub use picture::{CARD_HEIGHT, CARD_LIMIT, CARD_WIDTH, DrawError, card, texts};
