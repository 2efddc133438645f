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
mod paint;
mod sarif;
mod tally;
mod told;
pub mod visitors;
mod weights;
mod words;

pub use changes::changes;
pub use data::{Form, data};
pub use draw::{draw, labelled};
pub use explain::{explanation, list as code_list};
pub use found::Found;
pub use paint::{Paint, Painter};
pub use tally::Tally;
pub use told::{Place, Told};
pub use weights::weights;
pub use words::count;
