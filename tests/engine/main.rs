//! Everything that happens in memory: files go in, outputs and diagnostics come out. No disk but for fixtures, no clock,
//! no process.

mod commonmark;
mod hosts;
mod incremental;
mod moves;
mod site;
mod slips;
