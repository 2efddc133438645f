//! Changes to texts: edits by their places, put together to a new text, and shown line by line. Pure: files are changed by
//! whoever asked for it.
//!
//! `fix` finds changes that cannot alter what a page says; `field` is the one writer of front matter.

mod diff;
mod field;
mod files;
pub mod fix;
mod texts;

pub use diff::{Line, diff};
pub use field::{FieldWriter, Unwritable};
pub use files::{FileEdit, FileEdits};
pub use texts::{Edit, apply, between};
