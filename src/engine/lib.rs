//! The engine: a snapshot of files in, outputs and diagnostics out. Pure: it touches no disk, clock or terminal.
//!
//! The stages in order: read `site.yaml` and the theme, parse every page, link them into a site, load the
//! templates, plan every output, render them.

mod addresses;
mod apply;
mod budgets;
mod clock;
mod diagnostic_store;
mod examine;
mod exceptions;
mod explain;
mod facts;
mod following;
mod host;
mod jobs;
mod lsp_queries;
mod options;
mod overrides;
mod policy;
mod readability;
pub mod refactor;
mod render;
mod search;
mod stages;
mod state;
mod stray_files;
mod theme_copies;
mod theme_pages;
mod theme_sample;

pub use addresses::AddressUpdate;
pub use clock::Timings;
pub use explain::{Explanation, ShownOutput};
pub use options::{CheckLevel, Now, Options, Purpose, input};
pub use readability::PageReading;
pub use render::{Refreshed, RenderSummary};
pub use state::Build;
pub use theme_copies::FOLDER as TAKEN;
pub use theme_sample::{SampleSite, sample};
