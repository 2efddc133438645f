//! The one room that touches files: reads and watches a site, publishes what was built, creates and
//! changes what an editor asks for.
//!
//! Never decides what a site consists of and never prints: faults come back as diagnostics or typed errors.
//!
//! ```
//! use vertebra_disk::transaction::{carry_out, undo};
//! use vertebra_edit::{FileEdit, FileEdits};
//!
//! let root = tempfile::tempdir()?;
//! let page = FileEdit::create("content/prices.md", "An hour is 90 dollars.\n");
//! carry_out(root.path(), &FileEdits::new("new page", vec![page]))?;
//! assert!(root.path().join("content/prices.md").is_file());
//!
//! undo(root.path())?;
//! assert!(!root.path().join("content/prices.md").exists());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod address_book;
pub mod cache;
pub mod document;
pub mod foreign;
pub mod links;
pub mod read;
pub mod transaction;
pub mod watch;

mod atomic;
mod build_stamp;
mod compare;
mod current;
mod journal;
mod large;
mod lock;
mod manifest;
mod notes;
mod output_listing;
mod publish;
mod publish_error;
mod published;
mod replace;
mod secret;
mod staging;
mod state;
mod walk;

pub use build_stamp::BuildStamp;
pub use compare::Comparison;
pub use current::PublishedOutputs;
pub use notes::check_place;
pub use publish::PublishTransaction;
pub use publish_error::PublishError;
pub use published::PublishSummary;
