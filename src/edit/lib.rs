//! Changes to texts: edits by their places, put together to a new text, and shown line by line. Pure: files are changed by
//! whoever asked for it.
//!
//! `fix` finds changes that cannot alter what a page says; `field` is the one writer of front matter.
//!
//! ```
//! use vertebra_base::path::SourcePath;
//! use vertebra_edit::{FieldWriter, apply};
//!
//! let (source, text) = (SourcePath::new("content/a.md"), "---\ntitle: Prices  # of 2026\n---\n");
//! let mut writer = FieldWriter::new(&source, text).ok_or("no front matter")?;
//! assert!(writer.set("title", "What it costs", &[]).is_ok());
//! // Nothing but the value is another.
//! assert_eq!(apply(text, &writer.edits()).as_deref(), Some("---\ntitle: What it costs  # of 2026\n---\n"));
//! # Ok::<(), &str>(())
//! ```

mod diff;
mod field;
mod files;
pub mod fix;
mod texts;

pub use diff::{Line, diff};
pub use field::{FieldWriter, Unwritable};
pub use files::{FileEdit, FileEdits};
pub use texts::{Edit, apply, between};
