//! What will have to be done on some day: reviews, pages that appear and disappear, holidays, details to look at again.
//!
//! `reviews` knows who is to look at which page and when, `due` puts everything with a day into one list. Asks a linked
//! site and prints nothing; what nobody has written down has no day.

mod due;
mod holds;
mod reviews;

pub use due::{Due, DueKind, Urgency, due};
pub use reviews::{LastReview, Overdue, Reviewer, reviews};
