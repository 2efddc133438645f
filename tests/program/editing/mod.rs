//! Commands that change what an editor has written, and the one that publishes: as they are typed.

mod due;
mod fix;
mod interrupted;
mod ledger;
mod letters;
mod meanwhile;
mod publish;
mod review;
mod undo;
