//! Commands that change what an editor has written, and the one that publishes: as they are typed.

#[path = "../support/mod.rs"]
mod support;

#[path = "../support/pictures.rs"]
mod pictures;

mod due;
mod fix;
mod publish;
mod review;
