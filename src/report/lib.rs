//! Diagnostics in words that people read: with the place as they count it, the line it is on, and a caret below it.
//!
//! Makes texts and hands them out; never prints, and opens no file.

mod changes;
mod data;
mod draw;
mod excerpt;
mod explain;
mod found;
mod github;
mod located;
mod paint;
mod sarif;
mod tally;
mod told;
pub mod visitors;
mod weights;
mod words;

pub use changes::changes;
pub use data::{Form, data};
pub use draw::{draw, labelled};
pub use explain::{explanation, list as code_list};
pub use found::Found;
pub use paint::{Paint, Painter};
pub use tally::Tally;
pub use told::{Place, Told};
pub use weights::weights;
pub use words::count;
