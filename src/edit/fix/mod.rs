//! `fix`: changes that cannot alter what a page says, and nothing else.
//!
//! 1. `find` gathers what could be changed: `fields` in front matter and data, `marks` in links, headings and pictures,
//!    `html` in what was pasted from Word or a web page.
//! 2. `proof` reads the text before and after: the same words in the same order, the same fields, and no new diagnostic.
//! 3. `mend` makes what was proved, until there is nothing left, and says what it left alone and why.
//!
//! Never guesses: what is not proved is not changed. Each change belongs to the code of a diagnostic.

mod address;
mod apply;
mod base64;
mod encodings;
mod fields;
mod find;
mod html;
mod inline;
mod known;
mod marks;
mod model;
mod pasted;
mod style;
#[cfg(test)]
mod tests;
mod verify;
mod word_list;

pub use address::unwrapped;
pub use apply::{fixes_for, mend};
pub use base64::picture as pasted_picture;
pub use encodings::{BadEncoding, decode};
pub use known::FIXABLE;
pub use model::{Fix, FixContext, FixedText, Fixes, Left, NewFile, Refused};
