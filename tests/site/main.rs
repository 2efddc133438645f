//! Sites as text through the public door: files go in, outputs and diagnostics come out. No disk.

mod fixture;
#[path = "../support/pictures.rs"]
mod made;

mod addresses;
mod content;
mod directives;
mod feeds;
mod links;
mod lists;
mod messages;
mod mutated;
mod pictures;
mod preview;
mod publishing;
mod real;
mod reproducible;
mod templates;
mod themes;
