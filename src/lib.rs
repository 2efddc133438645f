//! Vertebra turns a folder of Markdown files and a theme into a static site.
//!
//! The rooms in reading order, from the ground up; imports run downwards only. See `ARCHITECTURE.md`.

#![forbid(unsafe_code)]

pub mod compress;
pub mod diagnostic;
pub mod draw;
pub mod encoding;
pub mod fingerprint;
pub mod html;
pub mod link;
pub mod output;
pub mod parallel;
pub mod path;
pub mod reading;
pub mod slug;
pub mod snapshot;
pub mod span;
pub mod store;

pub mod moment;
pub mod yaml;

pub mod codes;
pub mod config;
pub mod rules;
pub mod schema;
pub mod shape;
pub mod theme;
pub mod vocabulary;

pub mod asset;

pub mod picture;

pub mod document;

pub mod addresses;

pub mod site;

pub mod track;

pub mod agenda;
pub mod check;
pub mod edit;
pub mod emit;
pub mod host;
pub mod import;
pub mod json_schema;
pub mod search;

pub mod render;
pub mod structured;

pub mod build;

pub mod moves;

pub mod report;

pub mod disk;

pub mod lsp;
pub mod serve;

pub mod external;

pub mod cli;
