//! What is declared: types and fields, `site.yaml`, themes, the codes of diagnostics, the rules for texts.
//!
//! Never reads content.

pub mod codes;
pub mod config;
pub mod rules;
pub mod shape;
pub mod theme;
pub mod vocabulary;

mod model;

pub use model::{ContentType, Defaults, Field, FieldKind, HeadingIds, MarkdownOptions, RawHtml, Schema, TakenIds};
