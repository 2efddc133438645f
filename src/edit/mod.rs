//! Changes to texts: edits by their places, put together to a new text, and shown line by line. Pure: files are changed by
//! whoever asked for it.
//!
//! `fix` finds changes that cannot alter what a page says; `group` writes a field of front matter.

mod diff;
mod files;
pub mod fix;
mod group;
mod texts;

pub use diff::{Line, diff};
pub use files::{FileEdit, FileEdits};
pub use group::{Unwritable, set_group};
pub use texts::{Edit, apply};
