//! One planned job to one output: the theme's templates, the values they see, the functions they call.
//!
//! Reads no disk, no clock, no environment. Templates reach other pages only through functions, and each logs the
//! fact it is about to answer.

mod asked;
mod broken;
mod cards;
mod copied;
mod dates;
mod drawn;
pub mod emit;
mod errors;
mod facts;
mod feed;
mod files;
mod fill;
mod filters;
mod fingerprints;
mod forms;
mod functions;
mod graph;
pub mod host;
mod jobs;
pub mod json_schema;
mod known;
mod letters;
mod listings;
mod lists;
mod lists_in;
mod lookups;
mod machines;
mod menus;
mod own;
mod picture_jobs;
mod pictures;
mod printed;
mod query;
mod question;
mod questions;
mod rules;
pub mod search;
mod set;
mod shared;
mod signatures;
mod sitemap;
mod slot;
pub mod structured;
mod stub;
mod terms;
mod tokens;
mod translations;
mod values;
mod worker;
mod woven;

pub use printed::printed;
pub use set::Templates;
pub use shared::Shared;
pub use signatures::{Parameter, Signature, Wanted, signatures};
pub use worker::{Kit, Rendered, Worker};

use vertebra_site::Site;
use vertebra_site::plan::{self, Planned};

/// The name by which a person knows a job's input: a page's path, else the output's address.
pub fn subject(site: &Site, planned: &Planned) -> String {
    match &planned.job {
        plan::Job::Page(id) => site.page(*id).page.source.to_string(),
        plan::Job::List(id, _) => match site.section(*id).index {
            Some(id) => site.page(id).page.source.to_string(),
            None => site.section(*id).folder.clone(),
        },
        _ => planned.output.url().to_string(),
    }
}
