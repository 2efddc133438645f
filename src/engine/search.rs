//! The search index beside the plan: its files are named by what stands in them, so they are made first, and planned then.

use std::sync::Arc;

use super::jobs::Jobs;
use super::state::Build;
use vertebra_base::path::OutputPath;
use vertebra_render::RenderInput;
use vertebra_site::deps::Dep;
use vertebra_site::plan::{Job, Owner, Planned};

/// Plans the parts of the index, behind all other outputs; the file that names them is in the plan of the site. What
/// stands at the address of a part keeps its place: the name holds its content, so that it can only be a copy.
pub fn plan(shared: &RenderInput, jobs: &mut Jobs) {
    for output in shared.search.keys().filter(|output| shared.site.plan.get(output).is_none()) {
        let owner = Owner::List("the search index".to_owned());
        jobs.push(Planned { job: Job::Search, output: output.clone(), owner });
    }
}

impl Build {
    /// Brings the index up to date after pages were exchanged, and plans its files anew. Gives the facts that may be
    /// others; none when there is no index, and nothing when it cannot be done because somebody is still at work.
    pub(super) fn index_again(&mut self) -> Option<Vec<Dep>> {
        if self.shared.search.is_empty() {
            return Some(Vec::new());
        }
        let files = self.index.update(&self.shared.site, self.input.options.threads);
        let shared = Arc::get_mut(&mut self.shared)?;
        let old = std::mem::replace(&mut shared.search, files);
        let is_other =
            |output: &&OutputPath| old.get(*output).map(|file| file.1) != shared.search.get(*output).map(|file| file.1);
        let touched: Vec<Dep> =
            old.keys().chain(shared.search.keys()).filter(is_other).cloned().map(Dep::Search).collect();
        if !old.keys().eq(shared.search.keys()) {
            let Build { jobs, shared, .. } = self;
            jobs.cut_off(|planned| planned.job == Job::Search && shared.site.plan.get(&planned.output).is_none());
            plan(shared, jobs);
            // Some outputs are new, others are gone.
            self.made.all_made_in = None;
        }
        Some(touched)
    }
}
