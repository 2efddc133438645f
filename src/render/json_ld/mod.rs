//! What a page shows, in the words of schema.org: one graph of nodes, written as JSON-LD.
//!
//! Is handed everything that it may say (`Seen`) and says nothing else: what is not known is left out, never guessed.
//! Source of the words and rules: `vocabulary`.

mod check;
mod hours;
mod node;
mod page;
mod place;
mod script;
mod seen;
mod text;

pub use check::{Missing, missing};
pub use hours::opening_hours;
pub use page::graph;
pub use script::for_script;
pub use seen::{Agent, Citation, Described, SiteSeen, VisibleFacts};
pub use text::{FaqItem, GlossaryTerm, definitions, questions};
