//! One planned job to one output: the theme's templates, the values they see, the functions they call.
//!
//! Reads no disk, no clock, no environment. Templates reach other pages only through functions, and each logs the
//! fact it is about to answer.

mod cards;
mod component_check;
mod context;
mod contract;
mod copied;
mod dates;
mod declared;
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
mod inline_value;
mod jobs;
pub mod json_ld;
pub mod json_schema;
mod letters;
mod listings;
mod lists;
mod lists_in;
mod llms_txt;
mod lookups;
mod markdown_filter;
mod menus;
mod name_lookup;
mod own;
mod page_card;
mod page_query;
mod picture_jobs;
mod pictures;
mod query;
mod question;
mod questions;
mod raster_jobs;
mod redirect_page;
mod rules;
pub mod search;
mod set;
mod shared;
mod signatures;
mod sitemap;
mod template_deps;
mod terms;
mod tokens;
mod translations;
mod values;
mod worker;

pub use inline_value::printed;
pub use set::Templates;
pub use shared::RenderInput;
pub use signatures::{Parameter, Signature, Wanted, signatures};
pub use worker::{RenderedOutput, Worker, WorkerTemplates};

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
