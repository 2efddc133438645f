//! What is declared: types and fields, `site.yaml`, themes, the codes of diagnostics, the rules for texts.
//!
//! Never reads content.
//!
//! ```
//! use vertebra_base::snapshot::Snapshot;
//! use vertebra_schema::config;
//!
//! let known = "title: My clinic\nbase_url: https://example.org\ntime_zone: Europe/Berlin\nlanguage: de\n";
//! let text = format!("{known}theem: plain\n");
//! let (config, found) = config::read(&Snapshot::from_texts([(config::FILE, &*text)]));
//! assert_eq!(config.title, "My clinic");
//! // What is wrong is told, and the rest counts all the same.
//! assert_eq!(found[0].help.as_deref(), Some("did you mean \"theme\"?"));
//! ```

pub mod address_book;
pub mod codes;
pub mod config;
mod csv;
pub mod data_files;
mod folder_pages;
mod glob;
pub mod rules;
pub mod schema_org;
pub mod shape;
pub mod theme;

mod model;

pub use folder_pages::{FolderPages, FolderRole};
pub use glob::Glob;
pub use model::{
    ContentType, Defaults, Field, FieldKind, HeadingIds, MarkdownOptions, RawHtml, Schema, SharedField, TemplateFacts,
    TypeGroup, WrittenAround,
};
