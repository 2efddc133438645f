//! What an output has read of the site: named facts, logged before they are answered, and a ledger that keeps them.
//!
//! A fact is named by what a person would call it (a path, a key), never by a place in a list, so that the name
//! means the same in every build. A look-up that finds nothing is a fact too.

mod fact;
mod facts;
mod ledger;
mod names;

pub use fact::{ChangeScope, Dep, DepLog, Query};
pub use ledger::{DepGraph, OutputDeps};
