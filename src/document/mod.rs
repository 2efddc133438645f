//! One Markdown file to a `Page`: front matter with a span per key, body as HTML with holes.
//!
//! Reads no other file and never fails: it returns a page and its diagnostics.

#[allow(dead_code, unused_imports)]
mod front;
mod page;

pub use page::*;
