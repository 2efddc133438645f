//! The search index beside the plan: its files are named by what stands in them, so they are made first, and planned then.

use std::collections::HashMap;
use std::sync::Arc;

use super::Build;
use vertebra_base::path::OutputPath;
use vertebra_render::Shared;
use vertebra_site::plan::{Job, Owner, Planned};
use vertebra_site::track::Fact;

/// Plans the parts of the index, behind all other outputs; the file that names them is in the plan of the site. What
/// stands at the address of a part keeps its place: the name holds its content, so that it can only be a copy.
pub fn plan(shared: &Shared, planned: &mut Vec<Planned>, places: &mut HashMap<OutputPath, u32>) {
    for output in shared.search.keys().filter(|output| shared.site.plan.get(output).is_none()) {
        places.insert(output.clone(), planned.len() as u32);
        let owner = Owner::List("the search index".to_owned());
        planned.push(Planned { job: Job::Search, output: output.clone(), owner });
    }
}

impl Build {
    /// Brings the index up to date after pages were exchanged, and plans its files anew. Gives the facts that may be
    /// others; none when there is no index, and nothing when it cannot be done because somebody is still at work.
    pub(super) fn index_again(&mut self) -> Option<Vec<Fact>> {
        if self.shared.search.is_empty() {
            return Some(Vec::new());
        }
        let files = self.index.update(&self.shared.site, self.options.threads);
        let shared = Arc::get_mut(&mut self.shared)?;
        let old = std::mem::replace(&mut shared.search, files);
        let is_other =
            |output: &&OutputPath| old.get(*output).map(|file| file.1) != shared.search.get(*output).map(|file| file.1);
        let touched: Vec<Fact> =
            old.keys().chain(shared.search.keys()).filter(is_other).cloned().map(Fact::Search).collect();
        if !old.keys().eq(shared.search.keys()) {
            let is_part =
                |planned: &Planned| planned.job == Job::Search && self.site().plan.get(&planned.output).is_none();
            let first = self.planned.iter().position(is_part).unwrap_or(self.planned.len());
            for planned in self.planned.drain(first..) {
                self.places.remove(&planned.output);
            }
            plan(&self.shared, &mut self.planned, &mut self.places);
            // Some outputs are new, others are gone.
            self.all_made_in = None;
        }
        Some(touched)
    }
}
