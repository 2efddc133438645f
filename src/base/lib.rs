//! The words that every crate speaks: paths, places in a text, fingerprints, diagnostics, what was read and what will be
//! written, addresses, dates.
//!
//! Knows no crate above it, and neither the disk nor the clock.
//!
//! ```
//! use vertebra_base::link::{AddressKind, Link};
//!
//! let link = Link::parse("../prices.md#massage");
//! assert_eq!(link.kind, AddressKind::Site);
//! assert_eq!((link.path, link.fragment), ("../prices.md", Some("massage")));
//! ```

pub mod artifact_cache;
pub mod collation;
pub mod datetime;
pub mod diagnostic;
pub mod encoding;
pub mod file_content;
pub mod fingerprint;
pub mod link;
pub mod output;
pub mod parallel;
pub mod path;
pub mod readability;
pub mod slug;
pub mod snapshot;
pub mod span;
pub mod stray;
