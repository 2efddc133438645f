//! Changes to texts: edits by their places, put together to a new text, and shown line by line. Pure: files are changed by
//! whoever asked for it.
//!
//! `fix` finds changes that cannot alter what a page says.

mod diff;
pub mod fix;
mod texts;

pub use diff::{Line, diff};
pub use texts::{Edit, apply};
