//! Sites as text through the public door: files go in, outputs and diagnostics come out. No disk.

mod fixture;

mod addresses;
mod content;
mod directives;
mod feeds;
mod links;
mod lists;
mod machines;
mod messages;
mod mutated;
mod preview;
mod publishing;
mod real;
mod reproducible;
mod structured;
mod templates;
mod themes;
