//! Vertebra turns a folder of Markdown files and a theme into a static site.
//!
//! The rooms in reading order, from the ground up; imports run downwards only. See `ARCHITECTURE.md`.

#![forbid(unsafe_code)]

pub mod diagnostic;
pub mod fingerprint;
pub mod output;
pub mod path;
pub mod slug;
pub mod snapshot;
pub mod span;

pub mod moment;
pub mod yaml;

pub mod schema;

pub mod document;
