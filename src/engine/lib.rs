//! The engine: a snapshot of files in, outputs and diagnostics out. Pure: it touches no disk, clock or terminal.
//!
//! The stages in order: read `site.yaml` and the theme, parse every page, link them into a site, load the
//! templates, plan every output, render them.

mod addresses;
mod apply;
mod asked;
mod clock;
mod examine;
mod exceptions;
mod explain;
mod facts;
mod following;
mod guide;
mod host;
mod jobs;
pub mod moves;
mod options;
mod readings;
mod render;
mod search;
mod settle;
mod stages;
mod state;
mod told;
mod weigh;

pub use addresses::Recorded;
pub use clock::Timings;
pub use explain::{Explanation, Shown};
pub use options::{Depth, Now, Options, Purpose, input};
pub use readings::PageReading;
pub use render::{Refreshed, Rendered};
pub use state::Build;
