//! Pages get other names, other addresses, or go: what has to change in all texts of a site so that no link breaks and no
//! address is lost. Pure: a plan comes out, and files are changed by whoever asked for it.
//!
//! The steps: find what is meant (`wish`), note what every link and every address is now (`names`, `present`), let the
//! build take the move in, see which addresses and ids (`heading`) are others, change the texts (`texts`, `fields`, `marks`), and
//! prove that nothing is told that was not told before (`carry`).

mod before;
mod fields;
mod heading;
mod heading_line;
mod marks;
mod model;
mod names;
mod plan_move;
mod present;
mod propose;
mod texts;
mod wish;

pub use heading::HeadingName;
pub use model::{LinkUse, MovePlan, MoveRefusal, TextChange};
pub use plan_move::carry;
pub use propose::{Proposal, propose};
pub use wish::MoveRequest;
