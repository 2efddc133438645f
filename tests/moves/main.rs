//! Renames, new slugs and removals, through the same functions as the commands: no link breaks, no address is lost.

#[path = "../incremental/dice.rs"]
mod dice;
mod plans;
mod random;
mod sample;
#[path = "../support/mod.rs"]
mod support;
mod typed;
