//! Diagnostics in words that people read: with the place as they count it, the line it is on, and a caret below it.
//!
//! Makes texts and hands them out; never prints, and opens no file.
//!
//! ```
//! use vertebra_base::diagnostic::Diagnostic;
//! use vertebra_base::path::SourcePath;
//! use vertebra_base::snapshot::Snapshot;
//! use vertebra_base::span::Span;
//! use vertebra_report::{Painter, draw};
//!
//! let files = Snapshot::from_texts([("content/a.md", "[b](c.md)\n")]);
//! let found = Diagnostic::error("link-broken", &SourcePath::new("content/a.md"), Span::new(4, 8), "there is no c.md");
//! let text = draw(&[found], &files, Painter::PLAIN, false);
//! assert!(text.starts_with("content/a.md:1:5: error[link-broken]: there is no c.md\n"));
//! ```

mod changes;
mod data;
mod draw;
mod excerpt;
mod explain;
mod found;
mod github;
mod located;
mod page_sizes;
mod paint;
mod rendered;
mod sarif;
mod tally;
pub mod visitors;
mod words;

pub use changes::changes;
pub use data::{ReportFormat, data};
pub use draw::{draw, labelled};
pub use explain::{explanation, list as code_list};
pub use found::SiteReport;
pub use page_sizes::weights;
pub use paint::{Paint, Painter};
pub use rendered::{FilePosition, RenderedDiagnostic};
pub use tally::Tally;
pub use words::{count, counted};
